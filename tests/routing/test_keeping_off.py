"""Ships on passage keep off the coasts that they pass, though harbours there have lanes close to land."""

import numpy as np
import pytest

from relos_atlas.routing.sphere import along, lengths_nm, lonlat_of, unit_vectors

#: Where a ship leaves port it must be near land: so much of a way is looked at from neither end, in nm.
ENDS_NM = 40.0
STEP_NM = 0.5
#: Ways past harbours on open coasts: Cape Comorin, Dondra Head, Guardafui, Hatteras, Cape Byron.
PASSAGES = {
    "Mumbai - Colombo": ("18.95,72.84", "6.95,79.84"),
    "Chennai - Colombo": ("13.1,80.3", "6.95,79.84"),
    "Colombo - Singapore": ("6.95,79.84", "1.26,103.83"),
    "Aden - Mombasa": ("12.78,45.0", "-4.07,39.65"),
    "Norfolk - Miami": ("36.95,-76.3", "25.77,-80.17"),
    "Sydney - Brisbane": ("-33.86,151.22", "-27.38,153.17"),
}


def points_between(line):
    """Points of a line, each STEP_NM, but for its ends."""
    vectors = unit_vectors(line)
    edge = np.arange(len(line) - 1)
    length = lengths_nm(vectors, edge, edge + 1)
    begin = np.concatenate([[0.0], np.cumsum(length)])
    at = np.arange(ENDS_NM, begin[-1] - ENDS_NM, STEP_NM)
    edge = np.searchsorted(begin, at, side="right") - 1
    return lonlat_of(along(vectors[edge], vectors[edge + 1], (at - begin[edge]) / length[edge]))


@pytest.mark.parametrize("ends", PASSAGES.values(), ids=PASSAGES)
def test_a_way_past_harbours_keeps_off_the_land(router, ends):
    points = points_between(router.route(*ends).line)

    close = points[router.land.is_coastal(points)]

    assert len(points) > 300
    assert len(close) * STEP_NM <= 1.0, f"a mile at most, close to land at {close.tolist()}"
