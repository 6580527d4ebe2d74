"""No line of the network at sea runs over the land that the application itself knows."""

import numpy as np
import pytest

from relos_atlas.routing.sphere import distances_nm, lonlat_of

#: Nodes this far off land are at sea; nearer ones may belong to harbour ways, which end on roads 1.5 nm off,
#: and to fairways: both lead through water narrower than a cell of the half-mile grid.
AT_SEA_NM = 1.6
STEP_NM = 0.5
#: Seas with much land in them (west, south, east, north): tiles of land take time to unpack.
SEAS = [(0, 52, 30, 72), (72, 5, 100, 23), (-80, 15, -60, 28)]


def points_along(start, end, miles):
    angle = np.arccos(np.clip(start @ end, -1.0, 1.0))
    share = np.linspace(0.0, 1.0, int(miles / STEP_NM) + 2)[:, None]
    return (np.sin((1 - share) * angle) * start + np.sin(share * angle) * end) / np.sin(angle)


@pytest.mark.parametrize("sea", SEAS)
def test_no_edge_at_sea_crosses_land(router, sea):
    network = router.network
    ends = np.column_stack([network.tail, network.head])
    inside = (network.lonlat >= sea[:2]).all(axis=1) & (network.lonlat <= sea[2:]).all(axis=1)
    chosen = np.flatnonzero((inside & (network.clear_nm >= AT_SEA_NM))[ends].all(axis=1))[::2]
    along = [
        points_along(a, b, distances_nm(a[None, :], b)[0])
        for a, b in (network.vectors[ends[edge]] for edge in chosen)
    ]

    on_land = router.land.is_land(lonlat_of(np.vstack(along)))

    owner = np.repeat(chosen, [len(points) for points in along])
    assert len(chosen) > 100
    assert network.lonlat[ends[owner[on_land]]].tolist() == []
