"""A scene as one HTML file: the interactive Folium map with its filter and cards, without any network."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any

import numpy as np

from relos_atlas.domain.claims import Claim, Source
from relos_atlas.domain.place_notes import PlaceNote
from relos_atlas.render.assets import Assets
from relos_atlas.render.folium_map import MAP_ID, map_page
from relos_atlas.render.packed_land import packed_layer
from relos_atlas.render.packing import pack_scene, table_of
from relos_atlas.render.picture_page import Frame
from relos_atlas.render.stamps import html_stamp
from relos_atlas.render.timeline_files import SCRIPTS, pack_timeline, timeline_table
from relos_atlas.render.timeline_files import STYLE as TIMELINE_STYLE
from relos_atlas.scene.scenes import EventsScene, MapScene
from relos_atlas.scene.timeline import TimelineItem
from relos_atlas.text import Catalogue, format_partial_date

_TABLE = "places"
_OPEN = "RelosAtlas.openFile();"
_TIMELINE_SCRIPTS = (*(name for name in SCRIPTS if not name.startswith("0-")), "single-file-timeline.js")
# Codes of events that surely fit, and of all that are shown (`TimelineState.codes`).
_SURE, _SHOWN = 2, frozenset({1, 2})
_TEXTS = (
    "search", "evidence", "country", "kind", "all", "clear", "list", "none", "close", "claims", "no-claims",
    "agreements", "names", "sources", "note", "shown",
)  # fmt: skip


def single_file_html(
    scene: MapScene, frame: Frame, notes: Mapping[str, PlaceNote], assets: Assets, words: Catalogue
) -> bytes:
    """
    Return the map of a scene as one HTML file that asks for nothing outside itself.

    A Content-Security-Policy in the file allows its own scripts and styles by their hashes and no
    request at all. The same arguments give the same bytes.

    Parameters
    ----------
    frame
        Title, sentence, link, credit and sources, as in pictures.
    notes
        What the card of each drawn place says (`place_notes`).
    """
    drawn = _drawn(scene)
    page = map_page(scene.base, assets, words, "")
    extra = _TIMELINE_SCRIPTS if isinstance(scene, EventsScene) else ()
    scripts = [
        *_read(assets, assets.scripts),
        *map(_own, extra),
        _own("single-file.js"),
        page["script"],
        _OPEN,
    ]
    styles = [*_read(assets, assets.styles), _own("single-file.css")]
    if extra:
        styles.append(_own(TIMELINE_STYLE))
    content = _content(drawn, frame, notes, assets, words)
    return _document(frame, words, page["html"], content, (styles, scripts)).encode()


def drawn_ids(scene: MapScene) -> list[str]:
    """Return the ids of all that a file of `scene` tells of: what is drawn, then events without a point."""
    placed = [str(place_id) for place_id in scene.places.index[scene.codes > 0]]
    return [*placed, *(item.event_id for item, _ in _unplaced(scene, frozenset(placed)))]


def _unplaced(scene: MapScene, placed: frozenset[str]) -> list[tuple[TimelineItem, int]]:
    """Return the shown events that have no point on the map, with the number of their mark."""
    if not isinstance(scene, EventsScene):
        return []
    marks = {style.grade: number for number, style in enumerate(scene.base.marks, 1)}
    shown = zip(scene.timeline.items, scene.timeline_state.codes.tolist(), strict=True)
    return [
        (item, marks[item.confidence] if code == _SURE else marks["possible"])
        for item, code in shown
        if code in _SHOWN and item.event_id not in placed
    ]


def _drawn(scene: MapScene) -> MapScene:
    """Return the scene without the places that it hides."""
    rows = np.flatnonzero(scene.codes)
    selected = scene.selected_row
    return replace(
        scene,
        places=scene.places.iloc[rows],
        shown=scene.shown[rows],
        codes=scene.codes[rows],
        selected_row=int(np.searchsorted(rows, selected)) if selected is not None else None,
    )


def _read(assets: Assets, paths: Iterable[str]) -> list[str]:
    return [(assets.folder / path).read_text(encoding="utf-8") for path in paths]


def _own(name: str) -> str:
    return files("relos_atlas.render").joinpath("web", name).read_text(encoding="utf-8")


def _content(
    scene: MapScene, frame: Frame, notes: Mapping[str, PlaceNote], assets: Assets, words: Catalogue
) -> dict[str, Any]:
    """Return all that the file's script needs to know."""
    ids = drawn_ids(scene)
    own = [notes[place_id] for place_id in ids]
    layers = [assets.layers[stem] for stem in (scene.base.land, scene.base.borders)]
    content = {
        "id": MAP_ID,
        "layers": {path: packed_layer(assets.folder / path) for path in layers},
        "table": table_of(scene.places, _countries(scene, own)),
        "state": pack_scene(scene, _TABLE, frame.fingerprint, None),
        "selected": _selected(scene, ids),
        "grades": [scene.base.grade_labels[style.grade] for style in scene.base.marks],
        "items": [told | _note(note, words) for told, note in zip(_items(scene), own, strict=True)],
        "sources": _sources(own, words),
        "texts": {name: words.say(f"file.{name}", n="{n}", total="{total}") for name in _TEXTS},
    }
    if isinstance(scene, EventsScene):
        content["timeline"] = {
            "table": timeline_table(scene.timeline, words),
            "state": pack_timeline(scene.timeline_state),
        }
    return content


def _selected(scene: MapScene, ids: list[str]) -> int | None:
    """Return the row of what is selected among the items; an event may be selected that has no point."""
    if not isinstance(scene, EventsScene) or scene.timeline_state.selected is None:
        return scene.selected_row
    selected = scene.timeline.items[scene.timeline_state.selected].event_id
    return ids.index(selected) if selected in ids else None


def _items(scene: MapScene) -> list[dict[str, Any]]:
    """Return what is listed: places or events in the order of the table, then events without a point."""
    places = scene.places
    kinds = scene.base.kind_labels
    when = places["note"].tolist() if "note" in places else [""] * len(places)
    placed = [
        {"id": str(place_id), "name": name, "kind": kinds.get(kind, ""), "when": told, "code": int(code)}
        for place_id, name, kind, told, code in zip(
            places.index, places["name"], places["kind"], when, scene.codes, strict=True
        )
    ]
    if not isinstance(scene, EventsScene):
        return placed
    slugs = [lane.slug for lane in scene.timeline.lanes]
    return placed + [
        {
            "id": item.event_id,
            "name": item.title,
            "kind": kinds.get(slugs[item.lane], ""),
            "when": item.when,
            "code": code,
        }
        for item, code in _unplaced(scene, frozenset(map(str, places.index)))
    ]


def _countries(scene: MapScene, notes: list[PlaceNote]) -> dict[str, str]:
    """Return the name of each country that a drawn place lies in."""
    codes = scene.places["country"]
    return {str(code): note.country for code, note in zip(codes, notes[: len(codes)], strict=True)}


def _note(note: PlaceNote, words: Catalogue) -> dict[str, Any]:
    return {
        "country": note.country,
        "names": note.names,
        "summary": note.summary,
        "claims": [_claim(claim, words) for claim in note.claims] if note.is_place else None,
        "agreements": [
            words.say("card.agreement", name=name, status=words.say(f"status.{status}"))
            for name, status in note.agreements
        ],
        "sources": [source.source_id for source in note.sources],
    }


def _claim(claim: Claim, words: Catalogue) -> dict[str, Any]:
    date = (
        format_partial_date(claim.known_from, words.language)
        if claim.known_from
        else words.say("card.undated")
    )
    said = words.say("card.said", grade=words.say(f"grade.{claim.grade}.short"), date=date)
    return {
        "statement": claim.statement,
        "said": f"{words.say(f'status.{claim.status}')} · {said}",
        "note": claim.note,
        "sources": [source.source_id for source in claim.sources],
    }


def _sources(notes: Iterable[PlaceNote], words: Catalogue) -> dict[str, dict[str, str]]:
    """Return every source once, by id."""
    used = {
        source.source_id: source
        for note in notes
        for source in (*note.sources, *(source for claim in note.claims for source in claim.sources))
    }
    return {source_id: _source(source, words) for source_id, source in sorted(used.items())}


def _source(source: Source, words: Catalogue) -> dict[str, str]:
    published = (
        format_partial_date(source.published, words.language)
        if source.published
        else words.say("source.undated")
    )
    where = words.say("source.line", publisher=source.publisher, published=published)
    return {"title": source.title, "where": where, "url": source.url}


def _document(
    frame: Frame, words: Catalogue, element: str, content: dict[str, Any], code: tuple[list[str], list[str]]
) -> str:
    styles, scripts = code
    told = {name: html.escape(text) for name, text in _told(frame, words).items()}
    return _PAGE.format(
        language=words.language,
        policy=_policy(styles, scripts),
        styles="\n".join(f"<style>{style}</style>" for style in styles),
        stamp=html_stamp(frame.stamp),
        element=element,
        sources="".join(f"<li>{html.escape(source)}</li>" for source in frame.sources),
        content=_data(content),
        timeline='<div class="atlas-timeline" id="file-timeline"></div>' if "timeline" in content else "",
        scripts="\n".join(f"<script>{script}</script>" for script in map(_whole, scripts)),
        **told,
    )


def _told(frame: Frame, words: Catalogue) -> dict[str, str]:
    return {
        "title": frame.title,
        "sentence": frame.sentence,
        "link": frame.link,
        "credit": frame.credit,
        "live": words.say("picture.link"),
        "data": words.say("picture.data", date=frame.data_date, fingerprint=frame.fingerprint),
        "heading": words.say("picture.sources"),
        "map": words.say("map.label"),
        "without_script": words.say("file.without-script"),
    }


def _policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """Return the policy: this file's own scripts and styles, pictures inside it, and no request."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(_hash(script) for script in scripts)}",
            f"style-src {' '.join(_hash(style) for style in styles)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _data(content: dict[str, Any]) -> str:
    """Return JSON that can end no element and open no comment."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", r"\u003c").replace("\u2028", r"\u2028").replace("\u2029", r"\u2029")


def _whole(script: str) -> str:
    if "</script" in script.lower() or "<!--" in script:
        raise ValueError("a script of the file would end too early")
    return script


_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
{styles}
{stamp}
</head>
<body>
<header>
<h1>{title}</h1>
<p>{sentence}</p>
<noscript>{without_script}</noscript>
</header>
{timeline}
<main>
<div class="atlas-host" aria-label="{map}">{element}</div>
<aside id="file-panel"></aside>
</main>
<footer>
<p>{credit} {data}. {live}: <a href="{link}" rel="noopener noreferrer">{link}</a></p>
<details><summary>{heading}</summary><ul>{sources}</ul></details>
</footer>
<script type="application/json" id="relos-atlas-file">{content}</script>
{scripts}
</body>
</html>
"""
