"""How firmly a claim is evidenced: four grades and one word for what is no claim at all."""

from enum import StrEnum


class Grade(StrEnum):
    """
    Grade of evidence, strongest first.

    `CONTEXT` is not a grade of a claim: it marks a place about which nobody claims anything.
    """

    TREATY_TEXT = "treaty_text"
    OFFICIAL = "official"
    REPORTED = "reported"
    INFERRED = "inferred"
    CONTEXT = "context"

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return list(Grade).index(self)


#: The grades that a claim may have.
CLAIM_GRADES: tuple[Grade, ...] = tuple(grade for grade in Grade if grade is not Grade.CONTEXT)

#: Kinds of source that can carry a claim graded `official` or `treaty_text`.
PRIMARY_SOURCE_KINDS: frozenset[str] = frozenset({"government", "legislature", "treaty"})
