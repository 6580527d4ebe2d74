"""The list of events: the same ones as on timeline and map, in order of time; exported as it stands."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from relos_atlas.domain.events import FILTERS, POSSIBLE
from relos_atlas.render.tables import to_csv, to_geojson
from relos_atlas.scene.scenes import EventsScene
from relos_atlas.views.filters import clear_filters
from relos_atlas.views.grid import show_grid
from relos_atlas.views.markup import tag
from relos_atlas.views.page import Page

_DATE_PX = 96
DATES = ("period", "as_of", "known_on", "compare_from")
"""Fields of the state that choose by time; the timeline page clears them with the filters."""


def show_event_list(page: Page, scene: EventsScene) -> None:
    """Show the shown events; a selected row is the selected event."""
    words = page.words
    rows = scene.selection.everything
    if rows.empty:
        st.html(tag("p", tag("strong", words.say("timeline.empty")), role="status"))
        st.button(
            words.say("list.empty-clear"),
            key="clear-empty",
            on_click=clear_filters,
            args=(page, (*FILTERS, *DATES)),
        )
        return
    dates = {words.say(f"timeline.{name}"): _DATE_PX for name in ("when", "until-column")}
    show_grid(page, _worded(page, rows), "event-list", words.say("timeline.list-label"), texts=dates)
    st.caption(words.say("timeline.list-hint"))
    _show_exports(page, rows)


def _show_exports(page: Page, rows: pd.DataFrame) -> None:
    words = page.words
    name = words.say("timeline.export-file")
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            words.say("timeline.export"),
            lambda: to_csv(rows),
            f"{name}.csv",
            "text/csv",
            key="export-events",
            on_click="ignore",
        )
        st.download_button(
            words.say("timeline.export-geojson"),
            lambda: to_geojson(rows),
            f"{name}.geojson",
            "application/geo+json",
            key="export-events-geojson",
            on_click="ignore",
        )


def _worded(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    words = page.words
    return pd.DataFrame(
        {
            words.say("timeline.when"): rows["date_start"],
            words.say("timeline.until-column"): rows["date_end"],
            words.say("timeline.event"): rows["title"],
            words.say("timeline.kind"): rows["category"].map(
                lambda kind: words.say(f"event-kind.{kind}.label")
            ),
            words.say("timeline.place"): rows["place"].where(
                ~rows.geometry.is_empty,
                rows["place"].map(lambda place: place or words.say("timeline.no-place")),
            ),
            words.say("timeline.who"): rows["countries"].map(
                lambda codes: ", ".join(page.country(code) for code in codes)
            ),
            words.say("timeline.confidence"): rows["confidence"].map(lambda c: words.say(f"confidence.{c}")),
            words.say("timeline.fits"): rows["certainty"].map(
                lambda fit: words.say("timeline.fits-possible" if fit == POSSIBLE else "timeline.fits-sure")
            ),
        },
        index=rows.index,
    )
