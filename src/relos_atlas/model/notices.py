"""What a reader is told when something was not as asked; the words live in `text`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """
    A message as a value.

    Parameters
    ----------
    code
        Key of the sentence in the language catalogue, below `notice.`.
    parameters
        (name, value) pairs that the sentence is filled with. Values may come from outside and
        are shown as text only.
    """

    code: str
    parameters: tuple[tuple[str, str], ...] = ()
