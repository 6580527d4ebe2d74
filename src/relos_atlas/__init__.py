"""RELOS Atlas: reciprocal military access and Arctic corridors, each mark traced to a graded source."""

__version__ = "0.1.0"
