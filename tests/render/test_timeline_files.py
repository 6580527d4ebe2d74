"""A timeline as a browser gets it: a table once, a byte per event and state, days counted from 1970."""

import base64
import datetime as dt
import json
from dataclasses import replace

import numpy as np
import pytest

from relos_atlas.model import PartialDate, UserNote, ViewState
from relos_atlas.render.timeline_files import SCRIPTS, pack_timeline, timeline_files, timeline_table
from relos_atlas.scene.events import events_scene
from relos_atlas.scene.timeline import timeline_of


@pytest.fixture(scope="module")
def scene_of(atlas, words):
    return lambda **choices: events_scene(atlas, ViewState(**choices), words)


def as_date(day: int) -> str:
    return (dt.date(1970, 1, 1) + dt.timedelta(days=day)).isoformat()


def test_days_before_1970_and_after_2001_come_back_as_they_were(atlas, words):
    table = timeline_table(timeline_of(atlas, words), words)
    by_id = {item["id"]: [as_date(day) for day in item["days"]] for item in table["items"]}
    assert by_id["mig21-arrives-chandigarh-1963"] == ["1963-04-01", "1963-04-30"] * 2
    assert by_id["indo-soviet-treaty-1971"] == ["1971-08-09"] * 4
    assert by_id["relos-signed-2025"] == ["2025-02-18"] * 4
    assert (as_date(table["first"]), as_date(table["last"])) == ("1963-01-01", "2026-12-31")


def test_a_packed_state_is_plain_small_and_has_a_revision_of_its_own(scene_of):
    states = [
        scene_of(), scene_of(as_of=PartialDate(2020)), scene_of(selected="relos-signed-2025"),
        scene_of(notes=(UserNote("1969", "x"),)),
    ]  # fmt: skip
    packed = [pack_timeline(scene.timeline_state) for scene in states]
    assert json.loads(json.dumps(packed)) == packed
    assert max(len(json.dumps(each)) for each in packed) < 1000
    assert len({each["revision"] for each in packed}) == 4
    codes = np.frombuffer(base64.b64decode(packed[1]["codes"]), dtype=np.uint8)
    np.testing.assert_array_equal(codes, states[1].timeline_state.codes)
    assert as_date(packed[1]["asOf"]) == "2020-12-31"
    assert as_date(packed[3]["notes"][0]["first"]) == "1969-01-01"


def test_its_files_are_written_once_and_hold_hostile_text_as_text(atlas, words, assets):
    title = "</script><img src=x onerror=alert(1)>{{7*7}}"
    hostile = replace(atlas, events=atlas.events.assign(title=title))
    one, other = (timeline_files(timeline_of(each, words), assets, words) for each in (atlas, hostile))
    assert one.scripts == other.scripts
    assert one.table != other.table
    stems = [path.rpartition("/")[2].rpartition("-")[0] for path in one.scripts]
    assert stems == [name.removesuffix(".js") for name in SCRIPTS]
    table = json.loads((assets.folder / other.table).read_text(encoding="utf-8"))
    assert {item["title"] for item in table["items"]} == {title}
