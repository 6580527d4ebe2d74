"""Browser files in a folder of their own, and atlases larger or nastier than ours."""

from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest

from relos_atlas.data import Atlas, default_geodata
from relos_atlas.render.assets import Assets, prepare_assets
from relos_atlas.render.picture import Frame

HOSTILE = "</script><script>alert(1)</script>'\"`${7*7}&lt;\u202e<b>"


@pytest.fixture(scope="session")
def assets(tmp_path_factory) -> Assets:
    return prepare_assets(tmp_path_factory.mktemp("static"), default_geodata())


@pytest.fixture(scope="session")
def hostile_atlas(atlas: Atlas) -> Atlas:
    """An atlas in which every name of a place or sea, and every label of a country, is hostile."""
    labels = {f"label_{language}": HOSTILE for language in ("en", "ru", "hi")}
    return replace(
        atlas,
        facilities=atlas.facilities.assign(name=HOSTILE, name_local=HOSTILE),
        agreement_places=atlas.agreement_places.assign(place=HOSTILE),
        sea_areas=atlas.sea_areas.assign(name_en=HOSTILE),
        countries=atlas.countries.assign(**labels),
    )


@pytest.fixture(scope="session")
def large_atlas(atlas: Atlas) -> Atlas:
    """Our atlas with copies of its facilities, each inferred from its kind: more than 4,000 places."""
    inferred = atlas.claims[
        (atlas.claims["topic"] == "facility-access") & (atlas.claims["grade"] == "inferred")
    ]
    copies = range(1, 18)
    facilities = [_renamed(atlas.facilities, copy) for copy in copies]
    claims = [
        _renamed(inferred, copy).assign(
            facility_ids=inferred["facility_ids"]
            .map(lambda ids, n=copy: tuple(f"{i}-{n}" for i in ids))
            .to_numpy()
        )
        for copy in copies
    ]
    return replace(
        atlas,
        facilities=gpd.GeoDataFrame(pd.concat([atlas.facilities, *facilities]), crs=atlas.facilities.crs),
        claims=pd.concat([atlas.claims, *claims]),
    )


def _renamed(table: pd.DataFrame, copy: int) -> pd.DataFrame:
    return table.set_axis([f"{row_id}-{copy}" for row_id in table.index])


@pytest.fixture(scope="session")
def frame() -> Frame:
    """What is burned in around a picture; the stamp has every character that a file might mistake."""
    return Frame(
        title="Who may use whose ports",
        sentence="Showing 184 of 346 places.",
        link="https://atlas.example/?p=polar&d=0123456789ab",
        credit="RELOS Atlas, CC BY 4.0",
        sources=("TASS", "PIB"),
        data_date="22 November 2026",
        fingerprint="0123456789ab",
        stamp='{"rows": "(a) \\\\ b)", "html": "</script></metadata>&amp;<!--"}',
    )
