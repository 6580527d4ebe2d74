"""A timeline packed for the browser: one table of events, fetched once, and a byte per event and state."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from relos_atlas.render.assets import Assets, write_asset
from relos_atlas.scene.style import EVENT_STYLES
from relos_atlas.scene.timeline import Timeline, TimelineItem, TimelineState
from relos_atlas.text import Catalogue

SCRIPTS = (
    "0-namespace.js", "0-shapes.js", "4a-days.js", "4b-player.js", "4c-timeline-words.js",
    "4d-timeline-score.js", "4e-timeline-hands.js", "4f-timeline.js",
)  # fmt: skip
"""What draws a timeline, in the order in which it must load; it needs no map and no server."""

STYLE = "timeline.css"
_EPOCH = dt.date(1970, 1, 1).toordinal()
_CONFIDENCES = ("high", "medium", "low")
_TEXTS = (
    "label", "list", "toolbar", "hint", "previous", "previousFace", "play", "playFace", "pause", "pauseFace",
    "next", "nextFace", "pace", "paceFace", "today", "todayFace", "whole", "wholeFace", "zoomRange",
    "zoomRangeFace", "zoomIn", "zoomInFace", "zoomOut", "zoomOutFace", "clearRange", "clearRangeFace",
    "from", "to", "asOf", "open", "noAsOf", "asOfDay", "possible", "notes", "note", "locale",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimelineFiles:
    """Paths below the static folder."""

    scripts: tuple[str, ...]
    style: str
    table: str


@lru_cache(maxsize=4)
def timeline_files(timeline: Timeline, assets: Assets, words: Catalogue) -> TimelineFiles:
    """Write what a browser needs to draw `timeline` in any state, and return where it stands."""
    source = files("relos_atlas.render").joinpath("web")
    content = json.dumps(timeline_table(timeline, words), ensure_ascii=False, separators=(",", ":"))
    return TimelineFiles(
        scripts=tuple(
            write_asset(assets.folder, f"atlas/{name}", source.joinpath(name).read_bytes())
            for name in SCRIPTS
        ),
        style=write_asset(assets.folder, f"atlas/{STYLE}", source.joinpath(STYLE).read_bytes()),
        table=write_asset(assets.folder, f"data/timeline-{words.language}.json", content.encode()),
    )


def timeline_table(timeline: Timeline, words: Catalogue) -> dict[str, Any]:
    """Return a timeline as plain values; days count from 1970-01-01, earlier ones are negative."""
    return {
        "lanes": [asdict(lane) for lane in timeline.lanes],
        "items": [_item(item) for item in timeline.items],
        "band": timeline.band_label,
        "first": timeline.first - _EPOCH,
        "last": timeline.last - _EPOCH,
        "marks": {style.grade: number for number, style in enumerate(EVENT_STYLES, 1)},
        "texts": _texts(words),
    }


def pack_timeline(state: TimelineState) -> dict[str, Any]:
    """Return one state of a timeline that already stands."""
    packed = {
        "codes": base64.b64encode(state.codes.tobytes()).decode(),
        "selected": state.selected,
        "period": [_day(day) for day in state.period] if state.period else None,
        "asOf": None if state.as_of is None else _day(state.as_of),
        "compareFrom": None if state.compare_from is None else _day(state.compare_from),
        "notes": [
            {"first": _day(note.first), "last": _day(note.last), "text": note.text} for note in state.notes
        ],
    }
    text = json.dumps(packed, sort_keys=True).encode()
    return packed | {"revision": hashlib.sha256(text).hexdigest()[:12]}


def _item(item: TimelineItem) -> dict[str, Any]:
    days = (item.start_first, item.start_last, item.end_first, item.end_last)
    return {
        "id": item.event_id,
        "lane": item.lane,
        "title": item.title,
        "when": item.when,
        "date": item.date,
        "days": [_day(day) for day in days],
        "isSpan": item.is_span,
        "confidence": item.confidence,
        "isStep": item.is_step,
    }


def _day(ordinal: int) -> int:
    return ordinal - _EPOCH


def _texts(words: Catalogue) -> dict[str, Any]:
    kept = {"text": "{text}", "date": "{date}", "n": "{n}"}
    texts: dict[str, Any] = {name: words.say(f"timeline.ui.{name}", **kept) for name in _TEXTS}
    texts["confidence"] = {name: words.say(f"confidence.{name}") for name in _CONFIDENCES}
    return texts
