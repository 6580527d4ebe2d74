"""The season grid: as closed as the most closed segment, and each cell says what it rests on."""

import pytest

from relos_atlas.domain.arctic import nsr_zones
from relos_atlas.domain.season_grid import MONTHS, rules_of, season_grid
from relos_atlas.domain.ships import ice_class_names
from relos_atlas.routing.season import Access


def test_the_grid_has_every_class_and_month(atlas, sea):
    grid = season_grid(atlas, sea, None)
    assert grid.columns.tolist() == list(MONTHS)
    assert grid.index.tolist() == list(ice_class_names(atlas))


@pytest.mark.parametrize(
    ("ice_class", "month", "access", "is_modelled"),
    [
        ("none", 2, Access.CLOSED, False),
        ("arc4", 9, Access.INDEPENDENT, True),
        ("ice3", 9, Access.ESCORT, False),
        ("arc9", 2, Access.INDEPENDENT, True),
    ],
)
def test_cells_say_what_the_tables_say(ice_class, month, access, is_modelled, atlas, sea):
    cell = season_grid(atlas, sea, None).loc[ice_class, month]
    assert (cell.access, cell.is_modelled) == (access, is_modelled)


def test_the_whole_route_is_as_closed_as_its_most_closed_segment(atlas, sea):
    order = [Access.ICE_FREE, Access.INDEPENDENT, Access.ESCORT, Access.CLOSED]
    whole = season_grid(atlas, sea, None)
    parts = [season_grid(atlas, sea, slug) for slug in nsr_zones(sea.router)]
    for ice_class in ("none", "ice2", "arc4", "arc7"):
        for month in MONTHS:
            worst = max(order.index(part.loc[ice_class, month].access) for part in parts)
            assert whole.loc[ice_class, month].access == order[worst]


def test_the_barents_sea_bars_nobody(atlas, sea):
    cells = season_grid(atlas, sea, "barents").loc["none"]
    assert {cell.access for cell in cells} <= {Access.ICE_FREE, Access.INDEPENDENT}


def test_every_rule_has_a_reason_and_sources_of_the_atlas(atlas, sea):
    rules = rules_of(sea, 2, "none")
    assert [rule.segment for rule in rules] == list(nsr_zones(sea.router))
    for rule in rules:
        assert rule.season.reason
        assert set(rule.season.source_ids) <= set(atlas.sources.index)
        assert rule.season.source_ids
