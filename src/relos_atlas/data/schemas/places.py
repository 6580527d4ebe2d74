"""Schemas of the tables on places: countries, regions, facilities and their names."""

from relos_atlas.data.schema import Column, Kind, Table, words
from relos_atlas.data.schemas.common import LABELS, LAT, LON, NOTE, POSITION_NOTE, SOURCE_IDS

COUNTRIES = Table(
    "countries",
    "Countries and territories, with labels",
    ("code",),
    (
        Column("code", "ISO 3166 alpha-2, or a user-assigned code", Kind.CODE, required=True),
        *LABELS,
        NOTE,
    ),
)

REGIONS = Table(
    "regions",
    "Regions that facilities are grouped by",
    ("slug",),
    (
        Column("slug", "id", Kind.SLUG, required=True),
        Column("name", "short English name", required=True),
        *LABELS,
        Column("group", "larger group", required=True, choices=("russia", "india", "other")),
        Column("definition", "what belongs to the region", required=True),
    ),
)

FACILITIES = Table(
    "facilities",
    "Ports, bases, airfields, yards and stations; a row is a place, not a grant of access",
    ("facility_id",),
    (
        Column("facility_id", "id", Kind.SLUG, required=True),
        Column("name", "English name", required=True),
        Column("name_local", "name in the local language", required=True),
        Column("aliases", "other names", many=True),
        Column("country", "country code", Kind.CODE, required=True, refers_to="countries"),
        Column("admin_area", "region or state within the country", required=True),
        Column(
            "kind",
            "kind of place",
            required=True,
            choices=words("air-base airport naval-base port research-station shipyard"),
        ),
        Column("operator", "who runs it", required=True),
        Column("region", "region slug", Kind.SLUG, required=True, refers_to="regions"),
        LAT,
        LON,
        Column("icao", "ICAO location indicator", Kind.WORD),
        Column("unlocode", "UN/LOCODE", Kind.WORD),
        Column("runway_m", "longest runway, metres, by dataset", Kind.NUMBER, minimum=0, maximum=10_000),
        Column(
            "max_draught_m", "greatest vessel draught, metres, by dataset", Kind.NUMBER, minimum=0, maximum=40
        ),
        Column("ice_access", "access in winter", choices=("ice-free", "seasonal-ice")),
        Column("grantor", "country whose territory it is under the pact", Kind.CODE, refers_to="countries"),
        Column("beneficiary", "country that would gain access", Kind.CODE, refers_to="countries"),
        Column(
            "disputed_territory",
            "country with a recognised claim to the place",
            Kind.CODE,
            refers_to="countries",
        ),
        Column("summary", "one or two sentences", required=True),
        SOURCE_IDS,
        Column(
            "coord_source",
            "where the point was taken from; own-estimate is coarse",
            required=True,
            choices=words("airportsdata geonames ourairports own-estimate page searoute-ports wpi"),
        ),
        POSITION_NOTE,
    ),
)

FACILITY_NAMES = Table(
    "facility-names",
    "Names of facilities, for search",
    ("facility_id", "lang", "name", "kind"),
    (
        Column("facility_id", "facility", Kind.SLUG, required=True, refers_to="facilities"),
        Column("lang", "language subtag, or the system of a code", Kind.WORD, required=True),
        Column("name", "the name", required=True),
        Column(
            "kind",
            "kind of name",
            required=True,
            choices=words("code common former official transliteration"),
        ),
    ),
)

PLACE_TABLES = (COUNTRIES, REGIONS, FACILITIES, FACILITY_NAMES)
