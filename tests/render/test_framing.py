"""A map that is about something small, or out of sight, looks at it; else it opens with its home."""

import numpy as np
import pytest

from relos_atlas.model import BorderView, Projection
from relos_atlas.render.framing import framing
from relos_atlas.render.projecting import MEANT_HEIGHT, MEANT_WIDTH, from_world, to_world
from relos_atlas.scene.base import base_map
from relos_atlas.scene.scenes import Subject

KIEL_CANAL = ((9.1, 53.9), (10.15, 54.37))
NOVA_SCOTIA = ((-63.1, 46.2), (-61.3, 45.6), (-60.9, 45.2), (-63.5, 44.6))
CHUKCHI = ((178.0, 69.0), (-176.0 + 360, 69.5))
BESIDE_THE_POLE = ((100.0, 89.0), (-80.0, 88.5))
CHENNAI_MURMANSK = ((80.3, 13.1), (43.0, 12.5), (32.3, 31.0), (-6.0, 36.0), (-10.0, 44.0), (33.0, 69.0))


@pytest.fixture(params=list(Projection))
def base(request, atlas, words):
    return base_map(atlas, request.param, BorderView.DE_FACTO, words)


def assert_in_view(base, points):
    camera = framing(Subject("a voyage", points), base)
    lon, lat = np.array(points).T
    turned = (lon - base.west) % 360 + base.west if base.projection is Projection.FLAT else lon
    at = to_world(base.projection, turned, lat) * 2**camera.zoom
    centre_lon = camera.centre.lon + (360 if camera.centre.lon < base.west else 0)
    centre = to_world(base.projection, [centre_lon], [camera.centre.lat])[0] * 2**camera.zoom

    assert camera.zoom > base.home.zoom
    assert (np.abs(at - centre) < (MEANT_WIDTH / 2, MEANT_HEIGHT / 2)).all()


@pytest.mark.parametrize("points", [KIEL_CANAL, NOVA_SCOTIA, CHUKCHI, (KIEL_CANAL[0],)])
def test_what_is_small_or_out_of_sight_is_brought_into_view(base, points):
    assert_in_view(base, points)


def test_beside_the_pole_the_polar_map_looks_at_the_pole(atlas, words):
    assert_in_view(base_map(atlas, Projection.POLAR, BorderView.DE_FACTO, words), BESIDE_THE_POLE)


def test_what_the_home_shows_well_moves_nothing(base):
    assert framing(Subject("a voyage", CHENNAI_MURMANSK), base) is None


@pytest.mark.parametrize("subject", [None, Subject("an inland place", ())])
def test_nothing_to_look_at_moves_nothing(base, subject):
    assert framing(subject, base) is None


@pytest.mark.parametrize("projection", list(Projection))
@pytest.mark.parametrize(("lon", "lat"), [(0, 0), (180, 70), (-179.5, 66), (33, 69), (-63, 46)])
def test_world_units_lead_back_to_the_point(projection, lon, lat):
    x, y = to_world(projection, [lon], [lat])[0]
    point = from_world(projection, float(x), float(y))

    assert np.cos(np.radians(point.lon - lon)) == pytest.approx(1)
    assert point.lat == pytest.approx(lat, abs=1e-6)
