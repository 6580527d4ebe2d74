"""Schemas of what stands around the agreements: services and their domains, notice periods, disputes."""

from relos_atlas.data.schema import Column, Kind, Table
from relos_atlas.data.schemas.common import SOURCE_IDS

SERVICE_DOMAINS = Table(
    "service-domains",
    "Domains in which services of agreements are told together",
    ("domain_id",),
    (
        Column("domain_id", "id", Kind.SLUG, required=True),
        Column("place_kinds", "kinds of place at which such services are given", Kind.SLUG, many=True),
        Column(
            "claim_ids",
            "claims on the terms of an agreement that bear on the domain",
            Kind.SLUG,
            many=True,
            refers_to="claims",
        ),
    ),
)

SERVICES = Table(
    "services",
    "Services that agreements name",
    ("service_id",),
    (
        Column("service_id", "id", Kind.SLUG, required=True),
        Column(
            "domain_id",
            "domain that it is told under",
            Kind.SLUG,
            required=True,
            refers_to="service-domains",
        ),
    ),
)

AGREEMENT_NOTICES = Table(
    "agreement-notices",
    "Notice that agreements ask for before a visit",
    ("agreement_id", "visit"),
    (
        Column("agreement_id", "agreement", Kind.SLUG, required=True, refers_to="agreements"),
        Column("visit", "what visits", required=True, choices=("ships", "aircraft")),
        Column("notice", "the notice, in words", required=True),
        SOURCE_IDS,
    ),
)

AGREEMENT_DISPUTES = Table(
    "agreement-disputes",
    "What is contested about an agreement as a whole, in neutral words",
    ("dispute_id",),
    (
        Column("dispute_id", "id", Kind.SLUG, required=True),
        Column("agreement_id", "agreement", Kind.SLUG, required=True, refers_to="agreements"),
        Column("disputed_from", "since when; empty where it was contested from the start", Kind.DATE),
        Column("statement", "what is contested, and who says what", required=True),
        SOURCE_IDS,
    ),
)

AGREEMENT_TABLES = (SERVICE_DOMAINS, SERVICES, AGREEMENT_NOTICES, AGREEMENT_DISPUTES)
