"""Schemas of the tables that the sea network is built from and searched with."""

from relos_atlas.data.schema import Column, Kind, Table, words

_DERIVATION = Column("derivation", "how the row was made", required=True)
_SOURCES = Column("source_ids", "ids of the sources, if any", Kind.SLUG, many=True, refers_to="sources")

PASSAGES = Table(
    "sea-network-passages",
    "Named passages of the sea network: the gate across each, and the fairway through narrow ones",
    ("slug",),
    (
        Column("slug", "id, the word for --avoid and --via", Kind.SLUG, required=True),
        Column("name", "name", required=True),
        Column("aliases", "other words for it", many=True),
        Column("kind", "kind of passage", required=True, choices=words("strait canal channel river cape")),
        Column("gate", "line across the passage; what crosses it uses it", Kind.WKT, required=True),
        Column("fairway", "line through it where the water is narrow", Kind.WKT),
        Column("min_depth_m", "published least depth, metres", Kind.NUMBER, minimum=0, maximum=11_000),
        Column("max_draught_m", "published greatest draught, metres", Kind.NUMBER, minimum=0, maximum=40),
        Column(
            "default_use",
            "whether it is used unasked, only when asked for or where it serves an end, or never",
            required=True,
            choices=("open", "on-request", "closed"),
        ),
        Column("serves", "area whose voyages use it without asking, if it is on request", Kind.WKT),
        Column("excludes", "passages that asking for this one rules out", Kind.SLUG, many=True),
        _DERIVATION,
        _SOURCES,
    ),
)

ZONES = Table(
    "sea-network-zones",
    "Sea areas that have a season of their own, as areas of the sea network",
    ("slug",),
    (
        Column("slug", "id; that of nsr-season.csv where there is one", Kind.SLUG, required=True),
        Column("name", "name", required=True),
        Column("group", "route that it belongs to", Kind.SLUG, required=True),
        Column("admission_sea", "its name in nsr-admission.csv"),
        # longitudes run on over 180 degrees here, which the WKT check rightly refuses elsewhere
        Column("area", "polygon, WKT, longitudes may run on over 180 degrees", required=True),
        _DERIVATION,
        _SOURCES,
    ),
)

ASSUMED_ICE = Table(
    "sea-network-ice",
    "Ice assumed by month where an answer is computed from POLARIS and marked as modelled",
    ("month",),
    (
        Column("month", "month", Kind.INTEGER, required=True, minimum=1, maximum=12),
        Column("ice_type", "ice type, as in ice-stages.csv", Kind.WORD, required=True),
        Column(
            "concentration_tenths",
            "concentration, tenths",
            Kind.INTEGER,
            required=True,
            minimum=0,
            maximum=10,
        ),
        _DERIVATION,
        _SOURCES,
    ),
)

SEA_NETWORK_TABLES = (PASSAGES, ZONES, ASSUMED_ICE)
