"""The base map of each projection: the same for every state, and honest about its borders."""

import pytest

from relos_atlas.model import BorderView, Grade, Projection
from relos_atlas.scene.base import base_map
from relos_atlas.scene.style import GRADE_STYLES, KIND_SHAPES

SHAPES_OF_LINES = ("LINESTRING", "MULTILINESTRING")


@pytest.fixture(scope="module", params=list(Projection))
def base(request, atlas, words):
    return base_map(atlas, request.param, BorderView.DE_FACTO, words)


@pytest.mark.parametrize(
    ("projection", "name"),
    [(Projection.FLAT, "Mercator"), (Projection.POLAR, "Polar stereographic")],
)
def test_the_caption_names_projection_border_view_and_origin(projection, name, atlas, words):
    caption = base_map(atlas, projection, BorderView.DE_FACTO, words).caption
    assert caption.startswith(name)
    assert "Borders: de facto view, no judgement; disputed stretches dashed" in caption
    assert "Natural Earth" in caption


def test_every_disputed_line_of_the_tables_is_drawn(base, atlas):
    lines = atlas.disputed.geometry.to_wkt().str.startswith(SHAPES_OF_LINES)
    assert len(base.disputed) == lines.sum() > 0


def test_the_same_question_gives_the_same_map(atlas, words):
    one, other = (base_map(atlas, Projection.FLAT, BorderView.DE_FACTO, words) for _ in range(2))
    assert one is other


def test_the_polar_map_looks_at_the_arctic_first(atlas, words):
    home = base_map(atlas, Projection.POLAR, BorderView.DE_FACTO, words).home
    assert home.centre.lat > 66


def test_home_lies_within_the_zoom_levels_of_the_map(base):
    low, high = base.zoom_range
    assert low <= base.home.zoom <= high


def test_the_bering_strait_and_the_arctic_coast_lie_in_one_piece_on_the_flat_map(atlas, words):
    west = base_map(atlas, Projection.FLAT, BorderView.DE_FACTO, words).west
    coasts = [lon if lon >= west else lon + 360 for lon in (33.0, 100.0, 180.0, -169.65)]
    assert coasts == sorted(coasts)


def test_seas_and_countries_are_named(base):
    kinds = {name.kind for name in base.names}
    texts = {name.text for name in base.names}
    assert {"ocean", "sea", "country"} <= kinds
    assert {"Arctic Ocean", "India", "Russia"} <= texts


def test_only_the_polar_map_labels_its_graticule_inside_the_picture(base):
    labels = [name for name in base.names if name.kind == "degree"]
    assert bool(labels) == (base.projection is Projection.POLAR)


def test_each_grade_has_one_look_and_named_places_are_filled():
    assert [style.grade for style in GRADE_STYLES] == list(Grade)
    assert [style.solid for style in GRADE_STYLES] == [True, True, True, False, False]


def test_each_kind_of_place_has_its_own_shape(base):
    assert set(base.kind_labels) <= set(KIND_SHAPES)
    shapes = [KIND_SHAPES[kind] for kind in base.kind_labels]
    assert len(set(shapes)) == len(shapes)


def test_the_stronger_the_grade_the_larger_the_mark():
    radii = [style.radius_px for style in GRADE_STYLES]
    assert radii == sorted(radii, reverse=True)
