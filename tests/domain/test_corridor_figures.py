"""The corridors of the table: computed beside claimed, on the way that the waypoints mean."""

import re
from pathlib import Path

import pytest

from relos_atlas.domain.corridor_figures import corridor_figures, figures_markdown
from relos_atlas.domain.corridors import corridor, corridor_signature, signature

MANUAL = Path(__file__).parents[2] / "docs" / "corridors.md"
#: Sums of geodesics from waypoint to waypoint as they were first worked out, apart from this program.
WAYPOINT_SUMS_NM = {
    "emc-chennai-vladivostok": 4582,
    "mumbai-suez-stpetersburg": 7611,
    "rotterdam-yokohama-nsr": 7314,
    "rotterdam-yokohama-suez": 11248,
    "murmansk-yokohama-suez": 12918,
    "nsr-murmansk-vladivostok": 5730,
    "sabetta-china-nsr": 5707,
    "mumbai-cape-murmansk": 12420,
    "chennai-vladivostok-nsr-murmansk": 10312,
}


@pytest.fixture(scope="module")
def figures(atlas, sea):
    return corridor_figures(atlas, sea.router)


def test_every_corridor_has_figures(figures, atlas):
    assert figures.index.tolist() == atlas.corridors.index.tolist()
    assert (figures["sea_nm"] > 0).all()
    assert len(figures) == 17


@pytest.mark.parametrize(("corridor_id", "miles"), WAYPOINT_SUMS_NM.items())
def test_the_waypoints_add_up_to_the_sums_first_worked_out(corridor_id, miles, figures):
    assert figures.loc[corridor_id, "waypoints_nm"] == pytest.approx(miles, rel=0.03)


def test_ways_are_about_as_long_as_the_waypoints_they_follow(figures):
    computed = figures["sea_nm"] + figures["land_nm"]
    difference = (computed / figures["waypoints_nm"] - 1).abs()
    # The Arctic Bridge of the table keeps off Cape Farewell; the router rounds it.
    assert difference.drop("arctic-bridge").max() < 0.05
    assert difference["arctic-bridge"] < 0.09


def test_a_claim_that_the_tables_contradict_is_shown_with_its_difference(figures):
    row = figures.loc["emc-chennai-vladivostok"]
    assert row["claimed_nm"] == 5647
    assert row["difference_percent"] == pytest.approx(-19.0, abs=0.5)


def test_a_corridor_without_a_claim_has_no_difference(figures):
    assert figures.loc["mumbai-cape-murmansk", ["claimed_nm", "difference_percent"]].isna().all()


def test_each_corridor_by_sea_takes_the_passages_that_it_is_known_by(atlas, sea, figures):
    for corridor_id in atlas.corridors.index[atlas.corridors["kind"] == "sea"]:
        found = corridor(atlas, sea.router, corridor_id)
        wanted = corridor_signature(atlas, sea.router, corridor_id)
        assert signature(sea.router, found.passages) == wanted, corridor_id


def test_a_corridor_by_ship_and_rail_tells_its_legs_apart(atlas, sea):
    legs = corridor(atlas, sea.router, "instc-trans-caspian").legs
    by_sea = {(leg.start.name, leg.end.name) for leg in legs if leg.route}
    assert ("Mumbai", "Strait of Hormuz") in by_sea
    assert ("Caspian Sea", "Astrakhan (Solyanka)") in by_sea
    assert not {end for pair in by_sea for end in pair} & {"Moscow", "Tehran"}


def test_the_manual_has_the_figures_that_are_computed(figures):
    rows = re.findall(r"^\| `.*$", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == figures_markdown(figures).splitlines()[2:]
