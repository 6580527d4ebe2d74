"""All tables of geodata, in the order in which a reader meets them."""

from relos_atlas.data.schema import Table
from relos_atlas.data.schemas.agreements import AGREEMENT_TABLES
from relos_atlas.data.schemas.base_map import BASE_MAP_TABLES
from relos_atlas.data.schemas.evidence import EVIDENCE_TABLES
from relos_atlas.data.schemas.ice import ICE_TABLES
from relos_atlas.data.schemas.places import PLACE_TABLES
from relos_atlas.data.schemas.routes import ROUTE_TABLES
from relos_atlas.data.schemas.sea_network import SEA_NETWORK_TABLES

#: Every table by name.
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *PLACE_TABLES,
        *EVIDENCE_TABLES,
        *AGREEMENT_TABLES,
        *ROUTE_TABLES,
        *ICE_TABLES,
        *BASE_MAP_TABLES,
        *SEA_NETWORK_TABLES,
    )
}

__all__ = ["TABLES"]
