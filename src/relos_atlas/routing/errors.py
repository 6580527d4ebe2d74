"""What can be wrong with a question put to the router; "no way" is no error but an answer."""

from relos_atlas.model import AtlasError, UnknownIdError


class RoutingError(AtlasError, ValueError):
    """A question that cannot be asked: month 13, a negative speed."""


class UnknownPassageError(UnknownIdError):
    """A passage that the network does not know."""


class UnknownIceClassError(UnknownIdError):
    """An ice class that ice-classes.csv does not list."""


class InlandError(RoutingError):
    """An end too far from water that ships use; the message names the nearest port."""


class NetworkError(AtlasError, RuntimeError):
    """The prebuilt network and its tables do not belong together."""
