"""The Arctic as the tables know it: limits of the Northern Sea Route, and the median ice edge of a month."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely

from relos_atlas.data import Atlas
from relos_atlas.domain.lines import Points, continuous
from relos_atlas.routing import Router

NSR_GROUP = "nsr"
#: Neighbouring positions of the edge farther apart than this, in degrees of latitude, lie on two coasts.
_SAME_EDGE_DEG = 4.0
_STEP_DEG = 2.0


@lru_cache(maxsize=4)
def nsr_zones(router: Router) -> tuple[str, ...]:
    """Return the segments of the Northern Sea Route, from west to east."""
    return tuple(slug for slug, zone in router.zones.items() if zone.group == NSR_GROUP)


@lru_cache(maxsize=4)
def nsr_limits(router: Router) -> tuple[Points, Points]:
    """Return the western and the eastern limit of the route, as far as its sea areas draw them."""
    areas = [router.zones[slug].area for slug in nsr_zones(router)]
    west = shapely.line_merge(shapely.intersection(router.zones["barents"].area.boundary, areas[0].boundary))
    _, south, east, north = areas[-1].bounds
    return continuous(shapely.get_coordinates(west)), ((east, south), (east, north))


@lru_cache(maxsize=16)
def ice_edge(atlas: Atlas, router: Router, month: int) -> tuple[Points, ...]:
    """
    Return the median ice edge of a month, 1981-2010, as lines; positions every 2 degrees of longitude.

    The table gives one latitude for each longitude, on land too: the line breaks there, and where it
    jumps from one coast to another.
    """
    rows = atlas.tables["ice-edge-median"]
    rows = rows[rows["month"] == month].sort_values("lon")
    edge = rows[["lon", "edge_lat"]].to_numpy(dtype=float)
    if not len(edge):
        return ()
    # The table ends short of 180 degrees: the first position closes the ring there.
    edge = np.vstack([edge, edge[:1] + np.array([360.0, 0.0])])
    is_wet = router.land.miles_to_land(edge) > 0
    is_apart = (np.abs(np.diff(edge[:, 1])) > _SAME_EDGE_DEG) | (np.diff(edge[:, 0]) > _STEP_DEG)
    breaks = np.flatnonzero(is_apart | ~is_wet[1:] | ~is_wet[:-1]) + 1
    return tuple(continuous(part) for part in np.split(edge, breaks) if len(part) > 1)
