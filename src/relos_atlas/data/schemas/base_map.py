"""Schemas of the tables that the map itself needs: anchors of links, online tile services."""

from relos_atlas.data.schema import Column, Kind, Table
from relos_atlas.data.schemas.common import LAT, LON

COUNTRY_ANCHORS = Table(
    "country-anchors",
    "One point inside each country: the far end of links, and where its name is written",
    ("code",),
    (
        Column(
            "code",
            "ISO 3166 alpha-2, or a user-assigned code",
            Kind.CODE,
            required=True,
            refers_to="countries",
        ),
        LON,
        LAT,
        Column("derived_from", "data set and rule that the point was derived by", required=True),
    ),
)

TILE_SERVICES = Table(
    "tile-services",
    "Online tiles that a reader may switch on; off by default, fetched from the network",
    ("service_id",),
    (
        Column("service_id", "id", Kind.SLUG, required=True),
        Column("url", "address of a tile, with {s}, {z}, {x} and {y}", required=True),
        Column("attribution", "credit that must be shown", required=True),
        Column("max_zoom", "deepest zoom level", Kind.INTEGER, required=True, minimum=0, maximum=22),
        Column("terms_url", "terms of use", Kind.URL, required=True),
    ),
)

BASE_MAP_TABLES = (COUNTRY_ANCHORS, TILE_SERVICES)
