"""The errors of this project; each also is the built-in error that a stranger would catch."""


class AtlasError(Exception):
    """Base of every error raised on purpose here."""


class DateError(AtlasError, ValueError):
    """A text that is not a partial date."""


class PositionError(AtlasError, ValueError):
    """A position off the globe, or not finite."""


class GeometryError(AtlasError, ValueError):
    """A geometry that cannot be worked on."""


class UnknownIdError(AtlasError, KeyError):
    """An id that no record of the atlas has."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""
