"""Every way of a voyage side by side: computed and claimed figures, season, costs, each with its sources."""

from __future__ import annotations

import streamlit as st

from relos_atlas.domain.claims import Source, sources
from relos_atlas.domain.voyage_words import closed_reason, days_words, reason_words, way_name
from relos_atlas.domain.voyages import Standing, Way
from relos_atlas.domain.way_table import way_sources, way_table
from relos_atlas.model import Notice
from relos_atlas.render.tables import to_csv
from relos_atlas.routing import NoRoute, Range, Route
from relos_atlas.scene.scenes import CorridorsScene
from relos_atlas.text import format_and, format_number
from relos_atlas.views.claims_view import source_list
from relos_atlas.views.markup import Markup, joined, link, tag
from relos_atlas.views.page import Page
from relos_atlas.views.sea import sea_of

_COLUMNS = ("way", "season", "distance", "claimed", "days", "fuel", "co2", "toll", "escort", "sources")


def show_ways(page: Page, scene: CorridorsScene) -> None:
    """Show the table of ways, what it assumes, its sources, and the button that saves it."""
    answer, words = scene.answer, page.words
    if not answer.ways:
        st.html(tag("p", scene.sentence, class_="atlas-fault", role="status"))
        return
    cited = _cited(page, scene)
    numbers = {source_id: n for n, source_id in enumerate(cited, start=1)}
    st.html(
        tag(
            "section",
            tag("p", words.say("ways.intro"), class_="atlas-note"),
            _table(page, scene, numbers),
            _notices(page, scene),
            _assumptions(page, scene),
            tag("h2", words.say("compare.sources")),
            source_list(cited.values(), words, is_numbered=True),
            class_="atlas-terms",
        )
    )
    st.download_button(
        words.say("ways.download"),
        to_csv(way_table(sea_of(page), answer, words)),
        file_name="relos-atlas-ways.csv",
        mime="text/csv",
        on_click="ignore",
        key="download-ways",
    )


def _table(page: Page, scene: CorridorsScene, numbers: dict[str, int]) -> Markup:
    words = page.words
    heads = [tag("th", words.say(f"ways.{column}"), scope="col") for column in _COLUMNS]
    rows = [_row(page, scene, way, numbers) for way in scene.answer.ways]
    return tag(
        "div",
        tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="atlas-ways"),
        class_="atlas-scroll",
        role="region",
        tabindex="0",
        aria_label=words.say("ways.label"),
    )


def _row(page: Page, scene: CorridorsScene, way: Way, numbers: dict[str, int]) -> Markup:
    words = page.words
    name = tag("th", way_name(way, words), _mark(page, scene, way), scope="row")
    season = tag("td", _season(page, scene, way))
    cited = tag("td", _references(page, way_sources(sea_of(page), scene.answer, way), numbers))
    if isinstance(way.answer, NoRoute):
        blank = (tag("td", "–") for _ in _COLUMNS[4:])
        return tag("tr", name, season, tag("td", _without_ice(page, way)), *blank, cited, class_="atlas-shut")
    return tag(
        "tr",
        name,
        season,
        tag("td", _distance(page, scene, way)),
        tag("td", _claimed(page, way, numbers)),
        *_costs(page, way),
        cited,
    )


def _costs(page: Page, way: Way) -> list[Markup]:
    """Return the cells of days, fuel, CO2, tolls and escort fees; none of them is known for unknown ice."""
    words, costs = page.words, way.economics
    if way.duration_days is None or costs is None:
        return [tag("td", words.say("ways.not-known"), class_="atlas-missing") for _ in _COLUMNS[4:-1]]
    spans = (
        ("t", costs.fuel_t), ("t", costs.co2_t), ("usd", costs.toll_usd), ("usd", costs.escort_usd),
    )  # fmt: skip
    return [
        tag("td", days_words(way.duration_days, words)),
        *(tag("td", _span(page, unit, value)) for unit, value in spans),
    ]


def _mark(page: Page, scene: CorridorsScene, way: Way) -> Markup | None:
    """Return what sets a way apart: the shortest open one, or that of the chosen corridor."""
    marks = []
    if scene.answer.open_ways and way is scene.answer.open_ways[0]:
        marks.append(page.words.say("ways.shortest"))
    if way.corridor_id is not None:
        marks.append(page.words.say("ways.chosen"))
    return tag("span", " · ".join(marks), class_="atlas-local") if marks else None


def _season(page: Page, scene: CorridorsScene, way: Way) -> Markup:
    """Return whether a way is open, and why; the word tells it, the border only repeats it."""
    words = page.words
    badge = tag(
        "span", words.say(f"ways.standing.{way.standing}"), class_=f"atlas-badge atlas-season-{way.standing}"
    )
    if isinstance(way.answer, NoRoute):
        return joined(badge, tag("p", closed_reason(sea_of(page), scene.answer.plan, way.answer, words)))
    if way.standing is Standing.UNKNOWN:
        return joined(badge, tag("p", words.say("ways.unknown-note")))
    ice = [part for part in way.answer.segments if part.access not in {"", "ice-free"}]
    rules = dict.fromkeys(
        words.say("ways.rule", name=part.name, rule=reason_words(page.atlas, part.reason, words))
        for part in ice
    )
    if not rules:
        return badge
    listed = tag("ul", *(tag("li", rule) for rule in rules), class_="atlas-items")
    return joined(
        badge,
        tag("details", tag("summary", words.say("ways.rules", n=len(rules))), listed, class_="atlas-rules"),
    )


def _distance(page: Page, scene: CorridorsScene, way: Way) -> Markup:
    words = page.words
    computed = words.say("ways.computed", nm=round(way.distance_nm), km=round(way.distance_nm * 1.852))
    gap = round(way.distance_nm - scene.answer.open_ways[0].distance_nm) if scene.answer.open_ways else 0
    return joined(
        tag("p", computed),
        tag("p", words.say("ways.longer" if gap > 0 else "ways.shorter", nm=abs(gap)), class_="atlas-meta")
        if gap
        else None,
        tag("p", words.say("ways.on-nsr", nm=round(way.nsr_nm)), class_="atlas-meta") if way.nsr_nm else None,
    )


def _without_ice(page: Page, way: Way) -> str:
    """Return how long a way closed by season would be."""
    if way.if_open is None:
        return "–"
    return page.words.say("ways.if-open", nm=round(way.if_open.distance_nm))


def _claimed(page: Page, way: Way, numbers: dict[str, int]) -> Markup:
    words = page.words
    if not way.claims:
        return tag("span", words.say("ways.no-claim"), class_="atlas-missing")
    parts = []
    for claim in way.claims:
        percent = way.difference_percent(claim)
        if claim.distance_nm is not None:
            parts.append(tag("p", words.say("ways.claimed-nm", nm=round(claim.distance_nm))))
        if percent is not None:
            signed = format_number(percent, words.language, 1)
            key = "ways.above" if percent > 0 else "ways.below"
            parts.append(tag("p", words.say(key, percent=signed.lstrip("-")), class_="atlas-meta"))
        if claim.days:
            parts.append(tag("p", words.say("ways.claimed-days", days=claim.days), class_="atlas-meta"))
        parts.append(_references(page, claim.source_ids, numbers))
    return joined(*parts)


def _span(page: Page, unit: str, value: Range | None) -> str:
    """Return a range as one figure where both ends are one; what nobody published is said to be so."""
    words = page.words
    if value is None:
        return words.say("ways.not-published")
    if value.high == 0:
        return words.say("ways.none")
    low, high = (format_number(_rounded(end), words.language) for end in (value.low, value.high))
    return words.say(f"ways.{unit}", value=low if low == high else f"{low}–{high}")


def _rounded(value: float) -> int:
    """Round to three figures: the assumptions are not better than that."""
    step = 10 ** max(len(str(int(value))) - 3, 0)
    return round(value / step) * step


def _notices(page: Page, scene: CorridorsScene) -> Markup | None:
    """Return what must be said with the answers; what holds for some ways only names them."""
    words, ways = page.words, scene.answer.ways
    most = sum(isinstance(way.answer, Route) for way in ways)
    about: dict[str, list[str]] = {}
    for way in ways:
        for notice in way.answer.notices:
            about.setdefault(words.notice(_named(page, notice)), []).append(way_name(way, words))
    lines = [
        line
        if len(names) >= most
        else words.say("ways.notice-about", names=format_and(names, words.language), notice=line)
        for line, names in about.items()
    ]
    return tag("ul", *(tag("li", line) for line in lines), class_="atlas-items") if lines else None


def _named(page: Page, notice: Notice) -> Notice:
    """Return a notice with the sea areas in words."""
    zones = sea_of(page).router.zones

    def name(value: str) -> str:
        return ", ".join(zones[slug].name if slug in zones else slug for slug in value.split(", "))

    return Notice(notice.code, tuple((key, name(value)) for key, value in notice.parameters))


def _assumptions(page: Page, scene: CorridorsScene) -> Markup | None:
    routes = [way for way in scene.answer.ways if isinstance(way.answer, Route) and way.economics]
    lines = dict.fromkeys(line for way in routes if way.economics for line in way.economics.assumptions)
    if not lines:
        return None
    listed = tag("ul", *(tag("li", line) for line in lines), class_="atlas-items")
    return tag("details", tag("summary", page.words.say("ways.assumptions")), listed, class_="atlas-details")


def _references(page: Page, source_ids: tuple[str, ...], numbers: dict[str, int]) -> Markup:
    links = []
    for source in sources(page.atlas, source_ids):
        number = numbers[source.source_id]
        label = page.words.say("compare.source", n=number, title=source.title)
        links.append(joined(link(str(number), source.url, label), " "))
    return tag("p", *links, class_="atlas-refs")


def _cited(page: Page, scene: CorridorsScene) -> dict[str, Source]:
    """Return every source of the table by id, in the order in which a reader meets them."""
    sea = sea_of(page)
    ids = [source for way in scene.answer.ways for source in way_sources(sea, scene.answer, way)]
    return {source.source_id: source for source in sources(page.atlas, tuple(dict.fromkeys(ids)))}
