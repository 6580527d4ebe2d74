"""Schemas of the tables on what is agreed, what happened, and what is said on what evidence."""

from relos_atlas.data.schema import Column, Kind, Table, words
from relos_atlas.data.schemas.common import CONFIDENCE, LAT, LON, NOTE, POSITION_NOTE, SOURCE_IDS
from relos_atlas.model import EventKind

SOURCES = Table(
    "sources",
    "Sources: the page or document behind every other row",
    ("source_id",),
    (
        Column("source_id", "id", Kind.SLUG, required=True),
        Column("title", "title, or our description where no headline was seen", required=True),
        Column("publisher", "who published it", required=True),
        Column("published", "when it was published", Kind.DATE),
        Column("published_note", "what is known of the date when it is not known"),
        Column("url", "address; empty where only a stored copy is known", Kind.URL),
        Column(
            "kind",
            "kind of source; government, legislature and treaty are primary",
            required=True,
            choices=words("dataset government legislature news paper reference think-tank treaty"),
        ),
        Column("former_ids", "ids of duplicates that were merged into this one", Kind.SLUG, many=True),
    ),
)

AGREEMENTS = Table(
    "agreements",
    "Access and logistics agreements, one row an instrument",
    ("agreement_id",),
    (
        Column("agreement_id", "id", Kind.SLUG, required=True),
        Column("short_name", "short name", required=True),
        Column("full_name", "full name", required=True),
        Column(
            "kind",
            "legal family",
            required=True,
            choices=words("access acsa basing dca logistics port-visit raa"),
        ),
        Column("parties", "country codes", Kind.CODE, required=True, many=True, refers_to="countries"),
        Column("grants", "grantor>beneficiary; empty where no access is documented", Kind.GRANT, many=True),
        Column("signed", "signed", Kind.DATE),
        Column("ratified", "ratified", Kind.DATE),
        Column("in_force", "entered into force", Kind.DATE),
        Column("ended", "ended", Kind.DATE),
        Column(
            "status",
            "status; signed means that entry into force was not confirmed",
            required=True,
            choices=words("in-force reported-in-force signed unclear expired suspended negotiating"),
        ),
        Column("term_years", "term, years", Kind.INTEGER, minimum=0, maximum=999),
        Column("renewal", "how it is renewed"),
        Column("services", "services given", Kind.SLUG, required=True, many=True, refers_to="services"),
        Column(
            "troop_presence",
            "whether it covers presence of forces",
            required=True,
            choices=("yes", "no", "unclear"),
        ),
        Column("limits", "limits", required=True),
        Column("summary", "one or two sentences", required=True),
        SOURCE_IDS,
        CONFIDENCE,
    ),
)

AGREEMENT_PLACES = Table(
    "agreement-places",
    "Places named in connection with an agreement",
    ("agreement_id", "place_id"),
    (
        Column(
            "place_id",
            "id of the physical place; the facility id where there is one",
            Kind.SLUG,
            required=True,
        ),
        Column("agreement_id", "agreement", Kind.SLUG, required=True, refers_to="agreements"),
        Column("place", "name", required=True),
        Column("country", "country code of the place", Kind.CODE, required=True, refers_to="countries"),
        LAT,
        LON,
        Column(
            "kind", "kind of place", required=True, choices=words("air-base airport naval-base other port")
        ),
        Column(
            "region",
            "slug of the region; empty where the facility has it",
            Kind.SLUG,
            refers_to="regions",
        ),
        Column(
            "basis",
            "named-in-text: a source says that the instrument names it; reported: the press links it",
            required=True,
            choices=("named-in-text", "reported"),
        ),
        Column(
            "grantor",
            "who opens the place, where the agreement's grants alone do not say it",
            Kind.CODE,
            refers_to="countries",
        ),
        Column("beneficiary", "who would use it then", Kind.CODE, refers_to="countries"),
        Column("facility_id", "the same place as a facility", Kind.SLUG, refers_to="facilities"),
        POSITION_NOTE,
        SOURCE_IDS,
    ),
)

EVENTS = Table(
    "events",
    "Dated events of the relation, 1963 to today",
    ("event_id",),
    (
        Column("event_id", "id", Kind.SLUG, required=True),
        Column("date_start", "first day; a month or a year where no more is known", Kind.DATE, required=True),
        Column("date_end", "last day", Kind.DATE),
        Column("title", "title", required=True),
        Column("description", "description", required=True),
        Column(
            "category",
            "kind of event",
            required=True,
            choices=tuple(sorted(EventKind)),
        ),
        Column("countries", "country codes", Kind.CODE, required=True, many=True, refers_to="countries"),
        Column("lat", "latitude, degrees; empty where no place is known", Kind.LAT),
        Column("lon", "longitude, degrees; empty where no place is known", Kind.LON),
        Column("place", "place in words"),
        Column("facility_hint", "facility in words, as the source gives it"),
        Column(
            "facility_id",
            "facility that the words name; empty where they name only a town, a range or nothing",
            Kind.SLUG,
            refers_to="facilities",
        ),
        Column(
            "agreement_id",
            "agreement of which the event is a step, such as its signature",
            Kind.SLUG,
            refers_to="agreements",
        ),
        SOURCE_IDS,
        CONFIDENCE,
    ),
)

QUESTIONS = Table(
    "questions",
    "Questions that claims answer, so that rival claims stand side by side",
    ("question_id",),
    (
        Column("question_id", "id", Kind.SLUG, required=True),
        Column("topic", "topic of the question", Kind.SLUG, required=True),
        Column("label", "the question", required=True),
        Column("reading", "our best reading, one sentence or two", required=True),
        Column(
            "bears_on",
            "places that an answer bears on if anyone named them: country codes, or `any`",
            Kind.WORD,
            many=True,
        ),
    ),
)

CLAIMS = Table(
    "claims",
    "What is said, by whom and how firmly",
    ("claim_id",),
    (
        Column("claim_id", "id", Kind.SLUG, required=True),
        Column("topic", "topic of the claim", Kind.SLUG, required=True),
        Column("question_id", "question that it answers", Kind.SLUG, required=True, refers_to="questions"),
        Column(
            "agreement_id",
            "agreement that it is about; empty for corridors and other civil matters",
            Kind.SLUG,
            refers_to="agreements",
        ),
        Column("facility_ids", "facilities that it is about", Kind.SLUG, many=True, refers_to="facilities"),
        Column("grantor", "for facility-access: who would open the place", Kind.CODE, refers_to="countries"),
        Column("beneficiary", "for facility-access: who would use it", Kind.CODE, refers_to="countries"),
        Column("statement", "the claim in one sentence", required=True),
        Column("value", "the claimed value, short"),
        Column(
            "grade",
            "grade of evidence",
            required=True,
            choices=words("treaty_text official reported inferred"),
        ),
        Column(
            "status",
            "how it stands against the other claims",
            required=True,
            choices=("confirmed", "reported", "disputed"),
        ),
        Column("as_of", "the date that it speaks of", Kind.DATE, required=True),
        Column("known_from", "when it was first published, by its sources", Kind.DATE),
        SOURCE_IDS,
        NOTE,
    ),
)

DISPUTED_STRETCHES = Table(
    "disputed-stretches",
    "Disputed lines and areas, with neutral captions",
    ("stretch_id",),
    (
        Column("stretch_id", "id", Kind.SLUG, required=True),
        Column("name_neutral", "neutral name", required=True),
        Column("between", "parties", Kind.CODE, required=True, many=True, refers_to="countries"),
        Column(
            "administered_by",
            "who administers it",
            Kind.CODE,
            required=True,
            many=True,
            refers_to="countries",
        ),
        Column("claimed_by", "who claims it", Kind.CODE, required=True, many=True, refers_to="countries"),
        Column("geometry", "line or point, WKT, EPSG:4326, 10 to 20 km coarse", Kind.WKT, required=True),
        Column("natural_earth_view", "how the base map draws it", required=True),
        Column("note_for_caption", "caption", required=True),
        SOURCE_IDS,
    ),
)

EVIDENCE_TABLES = (SOURCES, AGREEMENTS, AGREEMENT_PLACES, EVENTS, QUESTIONS, CLAIMS, DISPUTED_STRETCHES)
