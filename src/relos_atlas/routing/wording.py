"""Answers of the router as JSON and GeoJSON; notices as codes, parameters and English sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from relos_atlas.routing.results import NoRoute, Range, Route
from relos_atlas.text import catalogue

if TYPE_CHECKING:
    from relos_atlas.model import Notice, Position
    from relos_atlas.routing.compare import Corridor
    from relos_atlas.routing.economics import Economics
    from relos_atlas.routing.passages import Passages
    from relos_atlas.routing.results import Segment

_WORDS: Final = catalogue("en")


def sentence(notice: Notice) -> str:
    """The English sentence of a notice."""
    return _WORDS.notice(notice)


def notice_json(notice: Notice) -> dict[str, Any]:
    """A notice as an object."""
    return {"code": notice.code, "parameters": dict(notice.parameters), "text": sentence(notice)}


def answer_json(answer: Route | NoRoute, passages: Passages) -> dict[str, Any]:
    """An answer as the object that the command line prints."""
    if isinstance(answer, NoRoute):
        return {
            "status": answer.status,
            "reason": answer.reason,
            "reason_text": _WORDS.say(f"no-route.{answer.reason}"),
            "blocked_by": list(answer.blocked_by),
            "from": _position(answer.start),
            "to": _position(answer.end),
            "distance_nm": None,
            "passages": [],
            "notices": [notice_json(notice) for notice in answer.notices],
        }
    return {
        "status": answer.status,
        "reason": None,
        "from": _position(answer.start),
        "to": _position(answer.end),
        "distance_nm": round(answer.distance_nm, 1),
        "duration_days": span(answer.duration_days),
        "passages": [passages.name(slug) for slug in answer.passages],
        "passage_ids": list(answer.passages),
        "segments": [_segment(segment) for segment in answer.segments],
        "geometry": {"type": "LineString", "coordinates": answer.geometry},
        "notices": [notice_json(notice) for notice in answer.notices],
    }


def feature(answer: Route | NoRoute, passages: Passages) -> dict[str, Any]:
    """An answer as a GeoJSON feature; without a way its geometry is null."""
    properties = answer_json(answer, passages)
    geometry = properties.pop("geometry", None)
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def corridor_json(corridor: Corridor, passages: Passages) -> dict[str, Any]:
    """One line of a comparison."""
    return {
        "via": corridor.via,
        "name": corridor.name,
        **answer_json(corridor.answer, passages),
        "economics": economics_json(corridor.economics) if corridor.economics else None,
    }


def economics_json(economics: Economics) -> dict[str, Any]:
    """The cost of a voyage."""
    return {
        "ship": economics.ship,
        "fuel_t": span(economics.fuel_t),
        "co2_t": span(economics.co2_t),
        "fuel_usd": span(economics.fuel_usd),
        "toll_usd": span(economics.toll_usd) if economics.toll_usd else None,
        "escort_usd": span(economics.escort_usd) if economics.escort_usd else None,
        "assumptions": list(economics.assumptions),
        "source_ids": list(economics.source_ids),
    }


def span(value: Range) -> dict[str, float]:
    """Both ends of a figure."""
    return {"low": round(value.low, 2), "high": round(value.high, 2)}


def _segment(segment: Segment) -> dict[str, Any]:
    return {
        "zone": segment.zone,
        "name": segment.name,
        "distance_nm": round(segment.distance_nm, 1),
        "access": segment.access or None,
        "basis": segment.basis or None,
        "ice_share": segment.ice_share,
        "speed_kn": span(segment.speed_kn) if segment.speed_kn else None,
        "reason": segment.reason or None,
        "source_ids": list(segment.source_ids),
    }


def _position(position: Position) -> dict[str, float]:
    return {"lon": position.lon, "lat": position.lat}
