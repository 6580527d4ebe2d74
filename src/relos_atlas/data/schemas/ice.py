"""Schemas of the tables on the Northern Sea Route, its ice and the classes of ships."""

from relos_atlas.data.schema import Column, Kind, Table, words
from relos_atlas.data.schemas.common import LON, NOTE, SOURCE_IDS

_MONTH = Column("month", "month, 1 to 12", Kind.INTEGER, required=True, minimum=1, maximum=12)
_RIV = tuple(
    Column(name, f"risk value for {words}", Kind.INTEGER, minimum=-8, maximum=3)
    for name, words in (
        ("ice_free", "open water"),
        ("new", "new ice"),
        ("grey", "grey ice"),
        ("grey_white", "grey-white ice"),
        ("thin_fy_1", "thin first-year ice, first stage"),
        ("thin_fy_2", "thin first-year ice, second stage"),
        ("medium_fy_lt_1m", "medium first-year ice under 1 m"),
        ("medium_fy", "medium first-year ice"),
        ("thick_fy", "thick first-year ice"),
        ("second_year", "second-year ice"),
        ("light_my_lt_2_5m", "light multi-year ice under 2.5 m"),
        ("heavy_my", "heavy multi-year ice"),
    )
)
_MAY_SAIL = tuple(
    Column(ice, f"whether it may sail in {ice} ice", choices=("yes", "no"))
    for ice in ("heavy", "medium", "light")
)

NSR_SEASON = Table(
    "nsr-season",
    "Ice by segment and month; the Barents segment is on the way, not on the Northern Sea Route",
    ("segment_id", "month"),
    (
        Column("segment_id", "segment", Kind.SLUG, required=True),
        Column("segment", "name of the segment", required=True),
        Column("from_point", "western end", required=True),
        Column("to_point", "eastern end", required=True),
        _MONTH,
        Column(
            "median_extent_share_1981_2010",
            "share of the track inside the median ice extent of 1981-2010",
            Kind.NUMBER,
            required=True,
            minimum=0,
            maximum=1,
        ),
        Column(
            "grade",
            "the same in words",
            required=True,
            choices=("ice-free in the median year", "partly iced", "mostly iced", "iced"),
        ),
        Column("typical_condition", "typical condition", required=True),
        Column("no_class_to_ice3_rule_2017", "rule of 2017 for ships without class to Ice3"),
        Column("tariff_season", "season of the tariff", choices=("winter-spring", "summer-autumn")),
        SOURCE_IDS,
    ),
)

NSR_ADMISSION = Table(
    "nsr-admission",
    "Who may sail where and when on the Northern Sea Route, by the rules of the time",
    (),
    (
        Column("ice_class", "ice class or range of classes", required=True),
        Column("mode", "alone or led", required=True, choices=("independent", "icebreaker", "any")),
        Column("sea", "sea or district", required=True),
        Column("period", "part of the year, in words", required=True),
        *_MAY_SAIL,
        NOTE,
        SOURCE_IDS,
        Column("valid_from", "first day of the rule", Kind.DATE),
        Column("valid_to", "last day of the rule", Kind.DATE),
    ),
)

NSR_LIMITS = Table(
    "nsr-limits",
    "Legal limits, authorities and seasons of the Northern Sea Route",
    ("item",),
    (
        Column("item", "what is defined", required=True),
        Column(
            "kind",
            "kind of row",
            required=True,
            choices=words("authority boundary length rule season segmentation"),
        ),
        Column("definition", "definition", required=True),
        Column("value", "value, if there is one"),
        Column("unit", "unit of the value"),
        SOURCE_IDS,
    ),
)

NSR_TRAFFIC = Table(
    "nsr-traffic",
    "Traffic on the Northern Sea Route by year",
    ("year",),
    (
        Column("year", "year", Kind.INTEGER, required=True, minimum=1930, maximum=2100),
        Column("cargo_total_mt", "cargo, million tonnes", Kind.NUMBER, minimum=0),
        Column("transit_voyages", "transit voyages", Kind.INTEGER, minimum=0),
        Column("transit_cargo_mt", "transit cargo, million tonnes", Kind.NUMBER, minimum=0),
        Column("voyages_all", "all voyages", Kind.INTEGER, minimum=0),
        Column("permits", "permits given", Kind.INTEGER, minimum=0),
        Column("season_first", "first transit of the season, date or words"),
        Column("season_last", "last transit of the season, date or words"),
        NOTE,
        SOURCE_IDS,
    ),
)

ICE_EDGE_MEDIAN = Table(
    "ice-edge-median",
    "Latitude of the median ice edge of 1981-2010; it runs over land, so draw land on top",
    ("month", "lon"),
    (
        _MONTH,
        LON,
        Column("edge_lat", "latitude of the edge, degrees", Kind.LAT, required=True),
        SOURCE_IDS,
    ),
)

POLARIS_RIV = Table(
    "polaris-riv",
    "POLARIS: risk index values of table 1.3, thresholds and speeds",
    (),
    (
        Column(
            "record", "kind of row", required=True, choices=words("riv riv-missing formula threshold speed")
        ),
        Column("table", "table of the circular"),
        Column("ice_class", "ice class or range; None is a ship without class"),
        *_RIV,
        Column("value", "value or formula of the other rows"),
        Column("unit", "unit of the value"),
        NOTE,
        SOURCE_IDS,
    ),
)

ICE_CLASSES = Table(
    "ice-classes",
    "Ice classes and what each corresponds to",
    ("class_id",),
    (
        Column("class_id", "class", Kind.WORD, required=True),
        Column("system", "system of classes", required=True, choices=words("any RS FSICR IACS")),
        Column(
            "max_ice_winter_spring_m", "greatest ice in winter and spring, metres", Kind.NUMBER, minimum=0
        ),
        Column(
            "max_ice_summer_autumn_m", "greatest ice in summer and autumn, metres", Kind.NUMBER, minimum=0
        ),
        Column("polaris_row", "row of POLARIS table 1.3 to use"),
        Column("equivalent_baltic", "Baltic class"),
        Column("equivalent_iacs", "polar class"),
        Column("old_russian", "former Russian class"),
        Column("shaft_power_note", "shaft power"),
        NOTE,
        SOURCE_IDS,
    ),
)

ICE_STAGES = Table(
    "ice-stages",
    "Stages of ice by thickness",
    ("ice_type",),
    (
        Column("ice_type", "stage, a column of polaris-riv", Kind.WORD, required=True),
        Column("thickness_min_cm", "least thickness, centimetres", Kind.NUMBER, minimum=0),
        Column("thickness_max_cm", "greatest thickness, centimetres", Kind.NUMBER, minimum=0),
        NOTE,
        SOURCE_IDS,
    ),
)

ICE_TABLES = (
    NSR_SEASON,
    NSR_ADMISSION,
    NSR_LIMITS,
    NSR_TRAFFIC,
    ICE_EDGE_MEDIAN,
    POLARIS_RIV,
    ICE_CLASSES,
    ICE_STAGES,
)
