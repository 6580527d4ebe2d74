"""Tables of distances: equal to single voyages, and whole after an interruption."""

import numpy as np
import pyarrow.parquet as pq
import pytest

from relos_atlas.model import Position
from relos_atlas.routing import Route, matrix_job
from relos_atlas.routing.errors import RoutingError
from relos_atlas.routing.matrix_job import Port, plan, read_ports, run

PLACES = ["murmansk-port", "pevek-port", "mumbai-port", "chennai-port", "makhachkala-port"]


def test_each_cell_is_the_distance_of_that_voyage(router):
    at_sea = [Position(-30.0, 30.0), Position(-35.0, 32.0), Position(179.5, 72.3), Position(-174.5, 70.5)]
    places = [*(router.place(name) for name in PLACES), *at_sea]

    table = router.matrix(places, router.terms())

    for i, start in enumerate(places):
        for j, end in enumerate(places):
            answer = router.route(start, end)
            expected = answer.distance_nm if isinstance(answer, Route) else np.inf
            assert table[i, j] == pytest.approx(expected), (i, j)


def test_a_pair_with_an_end_at_a_passage_on_request_may_use_it(router):
    rotterdam, brunsbuttel, kiel = Position(4.1, 51.95), Position(9.14, 53.89), Position(10.14, 54.32)
    places = [rotterdam, brunsbuttel, kiel, Position(12.1, 54.15)]

    table = router.matrix(places, router.terms())

    expected = [[router.route(start, end).distance_nm for end in places] for start in places]
    assert table == pytest.approx(np.array(expected))
    assert table[0, 2] < table[0, 3] - 300  # to Kiel by the canal, to Rostock round Skagen


def test_an_interrupted_job_goes_on_where_it_stopped(router, geodata, tmp_path, monkeypatch):
    monkeypatch.setattr(matrix_job, "ROWS_A_BLOCK", 1)
    monkeypatch.setattr(matrix_job.os, "cpu_count", lambda: 1)
    ports = [Port(name, router.place(name)) for name in PLACES[:3]]
    blocks = plan(3, [None], [None])
    out = tmp_path / "table.parquet"

    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(geodata, ports, blocks, out, progress=stop)
    seen = []
    run(geodata, ports, blocks, out, progress=lambda done, _: seen.append(done))

    assert seen[0] >= 1
    table = pq.read_table(out).to_pandas()
    assert len(table) == 9
    assert list(tmp_path.iterdir()) == [out]


def test_no_way_is_null_in_the_table(router, geodata, tmp_path):
    ports = [Port(name, router.place(name)) for name in ("mumbai-port", "makhachkala-port")]
    out = tmp_path / "table.parquet"

    run(geodata, ports, plan(2, [None], [None]), out)

    assert pq.read_table(out)["distance_nm"].to_pylist() == [0.0, None, None, 0.0]


def test_an_inland_port_is_a_fault_and_the_others_are_answered(router, geodata, tmp_path):
    ports = [Port("mumbai", router.place("mumbai-port")), Port("nagpur", Position(79.1, 21.1))]
    out = tmp_path / "table.parquet"

    faults = run(geodata, ports, plan(2, [None], [None]), out)

    assert pq.read_table(out)["distance_nm"].to_pylist() == [0.0, None, None, 0.0]
    assert faults[0].startswith("nagpur lon=79.1 lat=21.1")


def test_part_of_the_rows_are_rows_of_the_whole(router):
    places = [router.place(name) for name in PLACES]

    part = router.matrix(places, router.terms(), slice(1, 3))

    assert part == pytest.approx(router.matrix(places, router.terms())[1:3])


def test_every_faulty_port_is_named_at_once(tmp_path):
    path = tmp_path / "ports.csv"
    path.write_text("id,lat,lon\na,10,20\nb,95,20\nc,x,20\n")

    with pytest.raises(RoutingError) as caught:
        read_ports(path)

    assert "ports.csv:3 b" in str(caught.value)
    assert "ports.csv:4 c" in str(caught.value)
