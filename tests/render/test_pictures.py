"""Pictures: every text in its own room, the same bytes each time, and everything that must be burned in."""

import io
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pyproj import Geod

from relos_atlas.model import Grade, Layer, Position, Projection, ViewState
from relos_atlas.render import picture_inks as inks
from relos_atlas.render.drawing import Box, Drawing, Shape, Text
from relos_atlas.render.picture import PictureSize, draw_pdf, draw_png, draw_svg, drawing_of
from relos_atlas.render.picture_side import round_length
from relos_atlas.render.picture_view import units_per_km, view_of
from relos_atlas.render.stamps import read_stamp
from relos_atlas.scene.access import access_scene
from relos_atlas.scene.agreements import agreements_scene
from relos_atlas.scene.base import HOMES
from relos_atlas.scene.events import events_scene
from relos_atlas.scene.scenes import Callout, Track
from relos_atlas.scene.style import GRADE_STYLES

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {PictureSize.STANDARD: (1600, 1000), PictureSize.DOUBLE: (3200, 2000), PictureSize.CARD: (1200, 630)}
EVERY = frozenset(Grade)


@pytest.fixture(scope="module")
def drawing(atlas, words, assets, frame):
    """The drawing of the access map at a state, before it is written in any format."""

    def draw(state: ViewState, size=PictureSize.STANDARD, make=access_scene, **changes) -> Drawing:
        scene = replace(make(atlas, state, words), **changes)
        return drawing_of(scene, frame, assets, words, size.value)

    return draw


def layer(drawing: Drawing, name: str):
    return next(part for part in drawing.layers if part.name == name)


def texts(drawing: Drawing, name: str) -> list[Text]:
    return [item for item in layer(drawing, name).items if isinstance(item, Text)]


def words_of(drawing: Drawing, name: str) -> str:
    return " ".join(text.text for text in texts(drawing, name))


def room(text: Text) -> Box:
    """The room of the letters themselves, between the heights of capitals and of descenders."""
    return Box(text.x, text.y - 0.68 * text.size, text.x + text.width, text.y + 0.2 * text.size)


def assert_in_order(drawing: Drawing) -> None:
    """Assert that no text lies over another and that none is cut off, by the map's frame or by the page."""
    page = Box(0, 0, drawing.width, drawing.height)
    window = layer(drawing, "labels").clip
    labels, others = texts(drawing, "labels"), texts(drawing, "texts")
    assert [label.text for label in labels if not window.holds(room(label))] == []
    assert [text.text for text in others if not page.holds(room(text)) or window.meets(room(text))] == []
    for one, other in combinations([*labels, *others], 2):
        assert not room(one).meets(room(other)), (one.text, other.text)


@settings(max_examples=20)
@given(data=st.data())
def test_no_text_lies_over_another_and_none_is_cut_off(data, drawing, states):
    state = data.draw(states)
    for size in (PictureSize.STANDARD, PictureSize.CARD):
        assert_in_order(drawing(state, size))


@pytest.mark.parametrize("make", [agreements_scene, events_scene])
@pytest.mark.parametrize("projection", list(Projection))
def test_the_other_pages_are_in_order_as_well(make, projection, drawing):
    for size in (PictureSize.STANDARD, PictureSize.CARD):
        assert_in_order(drawing(ViewState(projection=projection), size, make))


def test_no_label_covers_a_named_place(drawing):
    picture = drawing(ViewState(grades=EVERY))
    solid = {"#004d80", "#0072B2", "#D55E00"}
    marks = [item for item in layer(picture, "places").items if getattr(item, "fill", "") in solid]
    centres = [(m.x, m.y) if hasattr(m, "x") else tuple(m.rings[0][:-1].mean(axis=0)) for m in marks]
    assert len(centres) == 6
    for x, y in centres:
        spot = Box(x - 4, y - 4, x + 4, y + 4)
        assert [text.text for text in texts(picture, "labels") if room(text).meets(spot)] == []


@pytest.mark.parametrize("size", [PictureSize.STANDARD, PictureSize.CARD])
def test_every_place_that_press_names_is_named_on_the_flat_map(size, drawing):
    written = words_of(drawing(ViewState(grades=EVERY), size), "labels")
    for name in ("Murmansk", "Severomorsk", "Vladivostok", "Kamchatsky", "Mumbai", "Visakhapatnam"):
        assert name in written


@pytest.mark.parametrize("projection", list(Projection))
def test_everything_is_burned_in(projection, drawing, frame, words):
    picture = drawing(ViewState(projection=projection))
    written = words_of(picture, "texts")
    latitude = {Projection.FLAT: "50° N", Projection.POLAR: "70° N"}[projection]
    caption = words.say(f"map.caption.{projection}", view=words.say("border-view.de-facto"))
    wanted = [frame.title, frame.sentence, frame.credit, frame.data_date, frame.fingerprint, *frame.sources]
    wanted += [words.say("picture.scale", latitude=latitude), caption.split(". ")[0], "No official list"]
    assert [text for text in wanted if text not in written] == []
    assert frame.link in written.replace(" ", "")


def test_the_legend_explains_only_what_is_drawn(drawing, words):
    written = words_of(drawing(ViewState(grades=frozenset({Grade.REPORTED}))), "texts")
    assert words.say("grade.reported.label") in written
    assert words.say("grade.official.label") not in written
    assert words.say("kind.airport") not in written


def test_an_empty_selection_is_a_map_that_claims_nothing(drawing, words):
    picture = drawing(ViewState(grades=frozenset()))
    assert (layer(picture, "places").items, layer(picture, "links").items) == ((), ())
    assert "named by press" not in words_of(picture, "texts")
    assert_in_order(picture)


def test_layers_that_are_off_are_not_drawn(drawing):
    picture = drawing(ViewState(layers=frozenset({Layer.FACILITIES})))
    names = {part.name for part in picture.layers}
    assert names.isdisjoint({"borders", "disputed-borders", "graticule"})
    assert layer(picture, "links").items == ()


@pytest.mark.parametrize("projection", list(Projection))
def test_the_scale_is_true_where_it_says(projection, atlas, words):
    view = view_of(access_scene(atlas, ViewState(projection=projection), words), Box(0, 0, 900, 600))
    per_km, latitude = units_per_km(view)
    lon = np.array([99.0, 101.0])
    ends = view.place(lon, np.array([latitude, latitude]))
    drawn = float(np.hypot(*(ends[1] - ends[0])))
    km = Geod(ellps="WGS84").inv(99, latitude, 101, latitude)[2] / 1000
    assert drawn / km == pytest.approx(per_km, rel=0.005)


@pytest.mark.parametrize(("most", "length"), [(999, 500), (1000, 1000), (0.7, 0.5), (49, 20)])
def test_a_scale_bar_has_a_round_length(most, length):
    assert round_length(most) == pytest.approx(length)


def test_without_a_camera_the_polar_picture_looks_where_the_map_does_first(atlas, words):
    view = view_of(access_scene(atlas, ViewState(projection=Projection.POLAR), words), Box(0, 0, 900, 600))
    home = HOMES[Projection.POLAR]
    np.testing.assert_allclose(view.place([home.centre.lon], [home.centre.lat])[0], (450, 300), atol=1e-6)


@pytest.mark.parametrize(("lon", "lat", "zoom"), [(180, 70, 4), (-169, 66, 5), (0, 0, 1.5), (-40, 80, 1.5)])
def test_the_flat_map_fills_its_frame_wherever_the_camera_stands(lon, lat, zoom, atlas, words):
    state = ViewState(centre=Position(lon=lon, lat=lat), zoom=zoom)
    view = view_of(access_scene(atlas, state, words), Box(0, 0, 900, 600))
    left, top, right, bottom = view.window
    seam = (view.west + 180) / 360 * 256
    assert seam - 1e-6 <= left < right <= seam + 256 + 1e-6
    assert 0 <= top < bottom <= 256


@pytest.mark.parametrize("projection", list(Projection))
def test_a_way_over_the_pole_or_across_180_degrees_crosses_no_other_part_of_the_map(projection, drawing):
    over_pole = Track("open-sea", ((30.0, 80.0), (210.0, 80.0)), "over the pole")
    across = Track("nsr", ((170.0, 70.0), (190.0, 66.0)), "across 180")
    picture = drawing(ViewState(projection=projection), tracks=(over_pole, across))
    steps = [
        np.hypot(*np.diff(ring, axis=0).T).max()
        for item in layer(picture, "tracks").items
        for ring in item.rings
    ]
    assert max(steps) < 60


def test_callouts_and_names_of_ways_are_written(drawing):
    way = Track("nsr", ((60.0, 71.0), (100.0, 77.5), (178.0, 70.0)), "Northern Sea Route", is_directed=True)
    callout = Callout("भारत · Карские Ворота", Position(lon=58, lat=70.4), "passage")
    picture = drawing(ViewState(), tracks=(way,), callouts=(callout,))
    written = words_of(picture, "labels")
    assert "Northern Sea" in written
    assert "Карские" in written
    assert_in_order(picture)


@pytest.mark.parametrize(("size", "pixels"), SIZES.items())
def test_a_png_has_the_size_that_its_name_promises(size, pixels, atlas, words, assets, frame):
    content = draw_png(access_scene(atlas, ViewState(), words), frame, assets, words, size)
    assert Image.open(io.BytesIO(content)).size == pixels


def test_the_code_in_the_picture_is_that_of_the_link(atlas, words, assets, frame):
    content = draw_png(access_scene(atlas, ViewState(), words), frame, assets, words)
    dark = np.asarray(Image.open(io.BytesIO(content)).convert("L"))[600:, 1200:] == 0
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    code = dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    matrix = np.array(segno.make(frame.link, error="m", micro=False, boost_error=False).matrix) & 1
    unit = len(code) // len(matrix)
    assert code.shape == (unit * len(matrix), unit * len(matrix))
    np.testing.assert_array_equal(code[unit // 2 :: unit, unit // 2 :: unit], matrix.astype(bool))


@pytest.mark.parametrize("make", [access_scene, agreements_scene, events_scene])
@pytest.mark.parametrize("projection", list(Projection))
def test_a_card_has_the_code_of_an_ordinary_link_and_all_its_notes(projection, make, drawing):
    picture = drawing(ViewState(projection=projection, grades=EVERY), PictureSize.CARD, make)
    inked = [item.fill for item in layer(picture, "texts").items if isinstance(item, Shape)]
    assert "#000000" in inked
    assert "Natural Earth" in words_of(picture, "texts")
    assert "…" not in words_of(picture, "texts")


def test_a_link_too_long_for_a_code_is_written_as_far_as_there_is_room(atlas, words, assets, frame):
    long = replace(frame, link="https://atlas.example/?q=" + "%D0%9C" * 700)
    picture = drawing_of(access_scene(atlas, ViewState(), words), long, assets, words, PictureSize.CARD.value)
    assert "https://atlas.example/" in words_of(picture, "texts").replace(" ", "")
    assert_in_order(picture)


@pytest.mark.parametrize("draw", [draw_svg, draw_png, draw_pdf])
def test_the_stamp_is_read_back_letter_by_letter(draw, atlas, words, assets, frame):
    content = draw(access_scene(atlas, ViewState(), words), frame, assets, words)
    assert read_stamp(content) == frame.stamp


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n\0\0", b"<svg/>", b"\xff" * 40])
def test_other_files_have_no_stamp(content):
    assert read_stamp(content) is None


def test_an_svg_holds_live_text_in_named_layers(atlas, words, assets, frame):
    root = ET.fromstring(draw_svg(access_scene(atlas, ViewState(), words), frame, assets, words))  # noqa: S314 - our own
    groups = {group.get("id") for group in root.findall(f"{SVG}g")}
    written = {text.text for text in root.iter(f"{SVG}text")}
    assert {"land", "graticule", "links", "places", "labels"} <= groups
    assert {frame.title, frame.credit, "Port of Mumbai (IN)"} <= written
    assert root.find(f"{SVG}desc").text.startswith("Flat map.")


def test_hostile_text_stays_text_in_every_format(hostile_atlas, words, assets, frame):
    scene = access_scene(hostile_atlas, ViewState(selected="murmansk-port"), words)
    nasty = replace(
        frame, title="<b onload=x>\u202e\x00$x^2$ & 北京", sentence="]]> <script>", credit="\ufffe"
    )
    svg = draw_svg(scene, nasty, assets, words)
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert {element.tag for element in root.iter()} <= {
        SVG + name
        for name in (
            "svg",
            "metadata",
            "title",
            "desc",
            "defs",
            "clipPath",
            "rect",
            "g",
            "path",
            "circle",
            "text",
        )
    }
    assert b"\x00" not in svg
    assert draw_png(scene, nasty, assets, words)
    assert draw_pdf(scene, nasty, assets, words).startswith(b"%PDF")


def test_letters_that_no_font_has_cost_no_warning_and_stay_in_the_svg(atlas, words, assets, frame):
    scene = access_scene(atlas, ViewState(), words)
    foreign = replace(frame, title="北京 मुंबई Мурманск")
    assert draw_png(scene, foreign, assets, words)
    assert "北京 मुंबई Мурманск" in draw_svg(scene, foreign, assets, words).decode()


def test_inks_are_those_of_the_page(assets):
    sheet = next(path for path in assets.styles if "atlas.css" in path or "/atlas-" in path)
    light = (assets.folder / sheet).read_text(encoding="utf-8").split("}")[0]
    declared = dict(re.findall(r"--atlas-([\w-]+): ([^;]+);", light))
    named = {"text": inks.TEXT, "weak": inks.WEAK, "faint": inks.FAINT, "link": inks.LINK, "land": inks.LAND}
    named |= {"selected": inks.SELECTED, "paper": inks.PAPER, "sea-name": inks.SEA_NAME}
    assert {name: declared[name] for name in named} == named


def test_readers_who_draw_at_the_same_time_get_the_same_bytes(atlas, words, assets, frame):
    scene = access_scene(atlas, ViewState(projection=Projection.POLAR), words)
    alone = draw_png(scene, frame, assets, words, PictureSize.CARD)
    with ThreadPoolExecutor(4) as readers:
        drawn = readers.map(lambda _: draw_png(scene, frame, assets, words, PictureSize.CARD), range(4))
    assert set(drawn) == {alone}


def grey(colour: str) -> float:
    """Lightness of a colour as a grey printer makes it, 0 to 255."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_what_colour_tells_apart_grey_does_too():
    solid = [grey(style.colour) for style in GRADE_STYLES if style.solid]
    assert grey(inks.LAND) - grey(inks.SEA) > 8
    assert min(abs(one - other) for one, other in combinations(solid, 2)) > 20
    assert max(solid) < grey(inks.SEA) - 90


_PROGRAM = """
import hashlib, sys
from pathlib import Path
from relos_atlas.data import default_geodata, load_atlas
from relos_atlas.domain.place_notes import place_notes
from relos_atlas.model import Grade, Projection, ViewState
from relos_atlas.render.assets import prepare_assets
from relos_atlas.render.picture import Frame, draw_pdf, draw_png, draw_svg
from relos_atlas.render.single_file import drawn_ids, single_file_html
from relos_atlas.scene.access import access_scene
from relos_atlas.text import catalogue
atlas, words = load_atlas(default_geodata()), catalogue("en")
assets = prepare_assets(Path(sys.argv[1]), default_geodata())
state = ViewState(projection=Projection.POLAR, grades=frozenset(Grade), selected="murmansk-port")
scene = access_scene(atlas, state, words)
frame = Frame("Title", "Sentence", "https://atlas.example/", "Credit", ("a", "b"), "2026", "0" * 12, "{}")
files = [draw(scene, frame, assets, words) for draw in (draw_svg, draw_png, draw_pdf)]
notes = place_notes(atlas, state, drawn_ids(scene), words)
files.append(single_file_html(scene, frame, notes, assets, words))
print(" ".join(hashlib.sha256(content).hexdigest() for content in files))
"""


def test_two_processes_write_the_same_bytes(tmp_path):
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(tmp_path / seed)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "4242")
    ]
    one, other = (run.communicate()[0] for run in runs)
    assert len(one.split()) == 4
    assert one == other
