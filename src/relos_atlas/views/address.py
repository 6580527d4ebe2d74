"""The query of the address bar: the browser may report it a moment after the app has changed it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping

    Query = dict[str, list[str]]

#: A click sent before the last change of the address arrived in the browser comes within this, in seconds.
_LATE_S: Final = 3.0
_WRITTEN, _WROTE = "address-written", "address-wrote"


@dataclass(frozen=True, slots=True)
class _Written:
    """What the app last made of the address, when, and what it was before each change of late."""

    query: Query
    earlier: tuple[Query, ...]
    at: float


def reported() -> Query:
    """Return the query as the browser reports it, or as this run has changed it."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def latest() -> Query:
    """Return what a change builds on: the last query written, if the browser still reports an earlier one."""
    query, written = reported(), _fresh()
    return written.query if written is not None and query in written.earlier else query


def write(pairs: Mapping[str, str]) -> None:
    """Put a query into the address bar."""
    before, written = reported(), _fresh()
    earlier = (*written.earlier, written.query, before) if written is not None else (before,)
    st.query_params.from_dict(pairs)
    query = reported()
    kept = tuple(known for known in earlier if known != query)
    st.session_state[_WRITTEN] = _Written(query, kept, time.monotonic())
    st.session_state[_WROTE] = True


def note_run() -> None:
    """Forget what was written once a run without a change shows another address: the reader went there."""
    if st.session_state.pop(_WROTE, False):
        return
    written = st.session_state.get(_WRITTEN)
    if written is not None and written.query != reported():
        del st.session_state[_WRITTEN]


def _fresh() -> _Written | None:
    written: _Written | None = st.session_state.get(_WRITTEN)
    return written if written is not None and time.monotonic() - written.at < _LATE_S else None
