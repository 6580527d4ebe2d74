"""Schemas of the tables on corridors, passages, seas, distances and what voyages cost."""

from relos_atlas.data.schema import Column, Kind, Table, words
from relos_atlas.data.schemas.common import LAT, LON, NOTE, SOURCE_IDS

CORRIDORS = Table(
    "corridors",
    "Corridors with waypoints on water and the figures that are claimed for them",
    ("corridor_id",),
    (
        Column("corridor_id", "id", Kind.SLUG, required=True),
        Column("name", "name", required=True),
        Column("kind", "kind", required=True, choices=("sea", "multimodal")),
        Column("waypoints", "name@lat,lon joined by semicolons", Kind.WAYPOINTS, required=True),
        Column(
            "claimed_distance_nm", "claimed distance, nautical miles", Kind.NUMBER, minimum=0, maximum=30_000
        ),
        Column("claimed_days", "claimed days, in words"),
        Column("alternative_to", "corridor that it is compared with", Kind.SLUG, refers_to="corridors"),
        Column("status", "status in words", required=True),
        Column("summary", "one or two sentences", required=True),
        SOURCE_IDS,
    ),
)

STRAITS = Table(
    "straits",
    "Straits, canals and turning points",
    ("strait_id",),
    (
        Column("strait_id", "id", Kind.SLUG, required=True),
        Column("name", "name", required=True),
        LAT,
        LON,
        Column("min_depth_m", "least published depth, metres", Kind.NUMBER, minimum=0, maximum=9_000),
        Column("note", "remark", required=True),
        Column(
            "source_ids",
            "ids of the sources; empty where the compiler set the point",
            Kind.SLUG,
            many=True,
            refers_to="sources",
        ),
        Column("max_draught_m", "greatest draught, metres", Kind.NUMBER, minimum=0, maximum=40),
        Column("kind", "kind; empty for a cape", choices=words("strait channel canal throat")),
    ),
)

SEA_AREAS = Table(
    "sea-areas",
    "Seas: label points and boxes",
    ("sea_area_id",),
    (
        Column("sea_area_id", "id", Kind.SLUG, required=True),
        Column("name_en", "English name", required=True),
        Column("name_ru", "Russian name", required=True),
        Column("name_hi", "Hindi name", required=True),
        LAT,
        LON,
        Column(
            "min_zoom",
            "zoom from which the label is shown",
            Kind.INTEGER,
            required=True,
            minimum=0,
            maximum=20,
        ),
        Column("kind", "kind", required=True, choices=("ocean", "sea", "gulf")),
        Column("south", "southern edge, degrees", Kind.LAT, required=True),
        Column(
            "west", "western edge, degrees; greater than east if the box crosses 180", Kind.LON, required=True
        ),
        Column("north", "northern edge, degrees", Kind.LAT, required=True),
        Column("east", "eastern edge, degrees", Kind.LON, required=True),
        NOTE,
    ),
)

DISTANCES_DEV = Table(
    "distances-dev",
    "Published distances between ports, for measuring the router",
    ("from", "to", "via", "distance_nm", "source_id"),
    (
        Column("from", "from", required=True),
        Column("from_country", "country, in words", required=True),
        Column("from_lat", "latitude, degrees", Kind.LAT, required=True),
        Column("from_lon", "longitude, degrees", Kind.LON, required=True),
        Column("to", "to", required=True),
        Column("to_country", "country, in words", required=True),
        Column("to_lat", "latitude, degrees", Kind.LAT, required=True),
        Column("to_lon", "longitude, degrees", Kind.LON, required=True),
        Column("via", "way, in words", required=True),
        Column(
            "distance_nm", "distance, nautical miles", Kind.NUMBER, required=True, minimum=0, maximum=30_000
        ),
        Column("source_id", "source", Kind.SLUG, required=True, refers_to="sources"),
        NOTE,
    ),
)

VOYAGE_ECONOMICS = Table(
    "voyage-economics",
    "Ships, fuel, emissions, tolls, tariffs and observed voyages",
    (),
    (
        Column("record", "kind of row", Kind.SLUG, required=True),
        Column("ship_type", "ship, fuel or class that it is about", required=True),
        Column("parameter", "what is given", required=True),
        Column("value", "value, a number or a range", required=True),
        Column("unit", "unit of the value"),
        Column("conditions", "under which conditions"),
        NOTE,
        SOURCE_IDS,
    ),
)

ARCTIC_NOTES = Table(
    "arctic-notes",
    "Dated facts about the Arctic routes",
    ("note_id",),
    (
        Column("note_id", "id", Kind.SLUG, required=True),
        Column("topic", "topic", Kind.SLUG, required=True),
        Column("date", "date or span", Kind.INTERVAL, required=True),
        Column("statement", "statement", required=True),
        Column("value", "value, a number or a range"),
        Column("unit", "unit of the value"),
        Column("lat", "latitude, degrees", Kind.LAT),
        Column("lon", "longitude, degrees", Kind.LON),
        SOURCE_IDS,
    ),
)

ROUTE_TABLES = (CORRIDORS, STRAITS, SEA_AREAS, DISTANCES_DEV, VOYAGE_ECONOMICS, ARCTIC_NOTES)
