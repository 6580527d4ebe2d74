"""Kinds of event, in the order of the timeline's lanes."""

from enum import StrEnum


class EventKind(StrEnum):
    """What an event of the relation is; the values are the categories of the table of events."""

    PORT_CALL = "port-call"
    EXERCISE = "exercise"
    DELIVERY = "delivery"
    SUMMIT = "summit"
    AGREEMENT = "agreement"
    RATIFICATION = "ratification"
    POLICY = "policy"
    CORRIDOR = "corridor"
    ARCTIC = "arctic"


DEFAULT_EVENT_KINDS: frozenset[EventKind] = frozenset(EventKind)
