"""The pure parts of the benchmark, and one tiny measurement of each kind."""

import json
import subprocess
import sys

import numpy as np
import pytest

pytest.importorskip("resource", reason="measures with what POSIX has")

from netviz.theme import current_theme
from scenes.forward_pass import ForwardPass
from tests.benchmarks import naive_forward_pass
from tests.benchmarks.aims import aims
from tests.benchmarks.groups import FILMS, NETVIZ, PLAIN, STOCK, length_name, wave_name
from tests.benchmarks.measure import ROOT, Cost, medians
from tests.benchmarks.plot import Bar, Chart, charts, draw
from tests.benchmarks.report import cells, markdown
from tests.benchmarks.results import Aim, Row, Table, as_data, memory, wall
from tests.benchmarks.sizes import layers_for
from tests.benchmarks.work import _psnr

BURN = "import time\nend = time.process_time() + 0.4\nwhile time.process_time() < end: pass\n"


def row(name, cpu, against=None, frames=10, memory=100, seconds=0.0):
    return Row(name, against, frames, [Cost(cpu, cpu / 2, memory)], seconds=seconds)


@pytest.fixture
def tables():
    film = Table("ForwardPass")
    film.rows = [row(STOCK, 10, STOCK, seconds=10), row(PLAIN, 5, STOCK, memory=90)]
    film.rows.append(row(NETVIZ, 3, STOCK, memory=120, seconds=10))
    waves = Table(
        "waves", [row(wave_name("flow", 36, True), 2), row(wave_name("flow", 8192, True), 6)]
    )
    lengths = Table("lengths", [row(length_name("netviz", 5), 1)])
    lengths.rows.append(row(length_name("netviz", 80), 1, memory=105))
    return [film, waves, lengths]


def test_medians_are_taken_figure_by_figure():
    assert medians([Cost(1, 9, 5), Cost(3, 7, 6), Cost(2, 8, 9)]) == Cost(2, 8, 6)


def test_a_row_is_compared_with_the_one_it_names(tables):
    film = tables[0]
    rendered = film.row(NETVIZ)
    assert film.ratio(rendered, lambda row: row.frame_cpu) == pytest.approx(0.3)
    assert film.ratio(rendered, wall) == pytest.approx(0.3)
    assert film.ratio(rendered, memory) == pytest.approx(1.2)
    assert tables[1].ratio(tables[1].rows[0], wall) is None


def test_aims_are_reached_missed_or_not_measured(tables):
    told = {aim.what: (aim.reached, aim.verdict) for aim in aims(tables, (5, 80))}
    assert told[f"CPU a frame, {PLAIN}, ForwardPass, of stock's"] == (0.5, "missed")
    assert told[f"CPU a frame, {NETVIZ}, ForwardPass, of stock's"] == (0.3, "reached")
    assert told[f"time of {NETVIZ}, of the films' length"] == (0.15, "reached")
    assert told["CPU, a frame of a running wave over 8,192 edges, of one over 36"] == (
        pytest.approx(3),
        "missed",
    )
    assert told["memory, a film of 80 s, of one of 5 s"] == (1.05, "reached")
    assert {aim.verdict for aim in aims([], (5, 80))} == {"not measured"}


def test_a_row_without_figures_shows_its_note(tables):
    table = Table("t", [Row("slow", note="not within 60 s")])
    assert cells(table, table.rows[0])[:3] == ("slow", "not within 60 s", "")
    assert cells(tables[0], tables[0].rows[2])[1:4] == ("300.0 ms", "0.30", "1.5 s")


def test_a_measured_row_tells_its_note_with_its_name(tables):
    row = Row("ours", frames=10, costs=[Cost(1, 1)], note="50 dB")
    assert cells(Table("t", [row]), row)[0] == "ours: 50 dB"


def test_frames_that_are_the_same_are_very_near_and_others_are_not():
    gray = np.full((4, 6, 3), 100, dtype=np.uint8)
    assert _psnr(gray, gray) > 100
    assert _psnr(gray, gray + 1) == pytest.approx(48.13, abs=0.01)


def test_markdown_has_a_row_for_each_and_as_many_cells_as_headings(tables):
    lines = markdown(tables, aims(tables, (5, 80)), "about").splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert {line.count("|") for line in rows} == {8, 5}
    assert sum("FlowWave" in line for line in rows) == 2


def test_results_are_json_with_every_repeat(tables):
    data = json.loads(json.dumps(as_data(tables, [Aim("a", 1, None)])))
    assert data["tables"][0]["rows"][2]["costs"] == [{"cpu": 3, "wall": 1.5, "memory": 120}]
    assert data["aims"] == [{"what": "a", "most": 1, "reached": None, "verdict": "not measured"}]


def test_bars_are_as_long_as_their_figures_and_netvizs_are_lit(tables):
    (films, waves) = charts(tables)
    assert [bar.figure for bar in films.bars] == pytest.approx([1.0, 0.5, 0.3])
    assert [bar.ours for bar in films.bars] == [False, True, True]
    assert [bar.figure for bar in waves.bars] == pytest.approx([200, 600])
    lit = np.array(draw([Chart("t", (Bar("a", 1, True), Bar("b", 4, False)))])).reshape(-1, 3)
    of_bar = [
        (lit == [int(color[i : i + 2], 16) for i in (1, 3, 5)]).all(axis=1).sum()
        for color in (current_theme().activation, current_theme().neuron_ring)
    ]
    assert of_bar[0] == pytest.approx(of_bar[1] / 4, rel=0.05)


@pytest.mark.parametrize("edges", [36, 672, 8192, 100_000])
def test_layers_have_the_edges_wanted(edges):
    sources, targets = layers_for(edges)
    assert sources * targets == edges
    assert targets <= sources <= 2 * targets


def measured(command, limit=30):
    """What `run` does with a command, apart: it waits for all children of its process."""
    code = (
        "import json, dataclasses\n"
        "from tests.benchmarks.measure import Failed, TooLong, run\n"
        "try:\n"
        f"    cost, printed = run({command!r}, {limit})\n"
        "    print(json.dumps(dataclasses.asdict(cost)))\n"
        "except (Failed, TooLong) as error:\n"
        "    print(json.dumps([type(error).__name__, str(error)]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, timeout=60
    )
    return json.loads(done.stdout)


def test_the_cpu_of_a_process_that_was_left_behind_counts():
    parent = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {BURN!r}])\n"
    cost = measured([sys.executable, "-c", parent])
    assert cost["cpu"] > 0.4
    assert cost["wall"] > 0.4
    assert cost["memory"] > 2_000_000


def test_a_command_is_ended_when_its_time_is_over():
    told = measured([sys.executable, "-c", "import time; time.sleep(50)"], limit=0.5)
    assert told == ["TooLong", "not within 0.5 s"]


def test_a_command_that_fails_says_why():
    kind, words = measured([sys.executable, "-c", "raise SystemExit('no such thing')"])
    assert kind == "Failed"
    assert "no such thing" in words


def test_the_naive_scene_shows_the_film_s_network():
    network = ForwardPass.network
    for depth, (weights, biases) in enumerate(
        zip(naive_forward_pass.WEIGHTS, naive_forward_pass.BIASES, strict=True), start=1
    ):
        assert np.array_equal(network.W[depth], weights)
        assert np.array_equal(network.b[depth], biases)
    trace = network.forward(ForwardPass.x)
    assert np.allclose(naive_forward_pass.activations()[-1], trace.output)


def test_each_film_has_its_phase():
    for film in FILMS:
        scene = ForwardPass if film.name == "ForwardPass" else _backprop()
        seconds = {phase.name: phase.seconds for phase in scene.phases}
        assert seconds[film.phase] == film.phase_seconds


def _backprop():
    from scenes.backprop import Backprop

    return Backprop


def test_a_stock_film_has_manims_camera_writer_and_cache(tmp_path):
    from manim import Camera, tempconfig
    from manim.scene.scene_file_writer import SceneFileWriter

    from tests.benchmarks.stock_films import StockForwardPass

    with tempconfig({"media_dir": str(tmp_path), "dry_run": True}):
        scene = StockForwardPass()
    assert type(scene.camera) is Camera
    assert type(scene.renderer.file_writer) is SceneFileWriter
    assert type(scene).render.__qualname__ == "_Stock.render"
