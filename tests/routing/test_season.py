"""Month and ice class open and close segments of the Northern Sea Route, and say on what ground."""

import pytest

from relos_atlas.routing import NoRoute, Route, UnknownIceClassError
from relos_atlas.routing.errors import RoutingError
from relos_atlas.routing.season import Access


@pytest.mark.parametrize("month", [1, 2, 3, 4, 5, 6, 12])
def test_winter_bars_ships_without_ice_class_by_the_table(router, month):
    season = router.seasons.segment(router.zones["laptev-w"], month, "none")

    assert (season.access, season.basis) == (Access.CLOSED, "table")


def test_a_port_on_the_closed_route_is_answered_with_no_and_the_segment(router):
    answer = router.route("tiksi-port", "murmansk-port", month=2, ice_class="none")

    assert isinstance(answer, NoRoute)
    assert answer.reason == "season"
    assert "laptev-e" in answer.blocked_by


def test_arc4_is_marked_as_modelled_not_as_law(router):
    answer = router.route("murmansk-port", "pevek-port", month=10, ice_class="arc4")

    assert isinstance(answer, Route)
    assert {"polaris-model"} == {segment.basis for segment in answer.segments if segment.zone == "ess-w"}
    assert "route.modelled-from-polaris" in {notice.code for notice in answer.notices}


def test_september_is_open_where_the_median_year_has_no_ice(router):
    season = router.seasons.segment(router.zones["ess-e"], 9, "none")

    assert season.access is Access.ICE_FREE


def test_every_segment_names_its_sources(router):
    answer = router.route("murmansk-port", "pevek-port", month=9, ice_class="arc7")

    assert all(segment.source_ids for segment in answer.segments if segment.access)


def test_ice_makes_a_voyage_longer_in_days_not_in_miles_alone(router):
    open_water = router.route("murmansk-port", "dudinka-port")
    winter = router.route("murmansk-port", "dudinka-port", month=3, ice_class="arc7")

    assert winter.duration_days.low > open_water.duration_days.low
    assert winter.duration_days.high > winter.duration_days.low


def test_risk_index_is_the_sum_over_tenths(router):
    # April: 9/10 thick first-year ice (+1 for PC4, the row of Arc7) and 1/10 open water (+3)
    assert router.seasons.risk_index("Arc7", 4) == 9 * 1 + 1 * 3


@pytest.mark.parametrize("stronger", [("none", "Ice1"), ("Ice1", "Ice2"), ("Ice2", "Ice3"), ("Arc4", "Arc7")])
def test_a_stronger_ship_is_never_worse_off(router, stronger):
    order = [Access.CLOSED, Access.ESCORT, Access.INDEPENDENT, Access.ICE_FREE]
    weak, strong = stronger
    for zone in router.zones.values():
        for month in range(1, 13):
            season = router.seasons.segment(zone, month, weak)
            if season is not None:
                better = router.seasons.segment(zone, month, strong)
                assert order.index(better.access) >= order.index(season.access), (zone.slug, month)


def test_barents_ice_slows_but_does_not_bar(router):
    answer = router.route("murmansk-port", "varandey-terminal", month=3)

    assert isinstance(answer, Route)
    assert {segment.access for segment in answer.segments if segment.zone == "barents"} == {"independent"}


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_month_that_is_none_is_named(router, month):
    with pytest.raises(RoutingError, match=f"month {month}: expected 1 to 12"):
        router.route("murmansk-port", "pevek-port", month=month)


def test_an_unknown_ice_class_is_named_with_those_known(router):
    with pytest.raises(UnknownIceClassError, match=r"'arc12'.*Arc7"):
        router.route("murmansk-port", "pevek-port", ice_class="arc12")


@pytest.mark.parametrize("written", ["arc7", "ARC7", "Arc 7", "arc-7"])
def test_an_ice_class_is_known_however_it_is_written(router, written):
    assert router.seasons.ice_class(written) == "Arc7"


@pytest.mark.parametrize("via", [["nsr"], ["nsr", "bering-strait"]])
def test_a_transit_needs_every_segment_open(router, via):
    """In September a ship without ice class may sail most of the route, but not all of it: no transit."""
    answer = router.route("murmansk-port", "vladivostok-port", via=via, month=9)

    assert isinstance(answer, NoRoute)
    assert (answer.reason, answer.blocked_by) == ("season", ("kara-ne",))
