"""What is measured, group by group; each answers with tables."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netviz.render.encoder import count_frames
from tests.benchmarks.gallery_scenes import MEASURED
from tests.benchmarks.measure import Cost, TooLong, run
from tests.benchmarks.results import Row, Table
from tests.benchmarks.sizes import QUALITIES

HERE = Path(__file__).parent
PYTHON = (sys.executable, "-W", "ignore", "-m")
STOCK = "stock Manim"
PLAIN = "manim, with netviz"
NETVIZ = "netviz render"
NAIVE = "a naive scene in plain Manim"
MANIM_ENCODER = "Manim's settings"
OUR_ENCODER = "netviz's settings"


@dataclass(frozen=True)
class Film:
    """A film of `scenes/`, the scene that is the same film under stock Manim, and a phase."""

    file: str
    name: str
    stock: str
    phase: str
    phase_seconds: int


FILMS = (
    Film("scenes/forward_pass.py", "ForwardPass", "StockForwardPass", "Layer 1 Forward", 10),
    Film("scenes/backprop.py", "Backprop", "StockBackprop", "Forward Pass", 10),
)


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    repeats: int
    quality: str
    phases: bool
    """One phase of each film stands for the film."""
    waves: tuple[int, ...]
    neurons: tuple[int, ...]
    lengths: tuple[int, ...]
    jobs: tuple[int, ...]
    limit: float
    """Seconds that one of the growing things may take."""
    say: Callable[[str], None]


def films(plan: Plan) -> list[Table]:
    """Both films and a naive scene, each under stock Manim, Manim with netviz, `netviz render`."""
    return [_film(plan, film) for film in FILMS] + [_naive(plan)]


def _film(plan: Plan, film: Film) -> Table:
    environment = {"NETVIZ_PHASE": film.phase} if plan.phases else {}
    phase = ["--phase", film.phase] if plan.phases else []
    table = Table(f"{film.name}, {film.phase!r} alone" if plan.phases else film.name)
    commands = {
        STOCK: [*_manim(plan), str(HERE / "stock_films.py"), film.stock],
        PLAIN: [*_manim(plan), film.file, film.name],
        NETVIZ: [*_netviz(plan), *phase, film.file],
    }
    rows = [Row(name, STOCK) for name in commands]
    for repeat in range(plan.repeats):
        for row in _turned(rows, repeat):
            plan.say(f"{table.title}: {row.name}")
            _render(plan, row, commands[row.name], {} if row.name == NETVIZ else environment)
    table.rows = rows
    return table


def _naive(plan: Plan) -> Table:
    table = Table("The forward pass in 10 s, written naively")
    row = Row(NAIVE)
    command = [*_manim(plan), str(HERE / "naive_forward_pass.py"), "NaiveForwardPass"]
    for _ in range(plan.repeats):
        plan.say(table.title)
        _render(plan, row, command)
    table.rows = [row]
    return table


def gallery(plan: Plan) -> list[Table]:
    """Plain scenes of Manim's gallery, which know nothing of netviz, and are rendered by it."""
    file, tables = str(HERE / "gallery_scenes.py"), []
    for name in MEASURED:
        table = Table(f"{name}, a plain scene")
        commands = {STOCK: [*_manim(plan), file, name], NETVIZ: [*_netviz(plan), file, name]}
        rows = [Row(command, STOCK) for command in commands]
        for repeat in range(plan.repeats):
            for row in _turned(rows, repeat):
                plan.say(f"{table.title}: {row.name}")
                _render(plan, row, commands[row.name])
        table.rows = rows
        tables.append(table)
    return tables


def floor(plan: Plan) -> list[Table]:
    """Frames that are drawn already, encoded with Manim's settings and with netviz's."""
    table = Table("Encoding finished frames, nothing else")
    rows = [Row(MANIM_ENCODER, MANIM_ENCODER), Row(OUR_ENCODER, MANIM_ENCODER)]
    for _ in range(plan.repeats):
        plan.say(table.title)
        _, told = _work(plan, "encode", 120)
        for row, figures in zip(rows, told, strict=True):
            row.frames = figures["frames"]
            row.costs.append(Cost(figures["cpu"], figures["wall"]))
            row.note = (
                f"{figures['mean']:.1f} dB, worst frame {figures['worst']:.1f} dB, "
                f"{figures['bytes'] / 1e6:.2f} MB"
            )
    table.rows = rows
    return [table]


def growth(plan: Plan) -> list[Table]:
    """What waves, networks, films and processes cost as they grow in size or number."""
    return [*_waves(plan), _networks(plan), _lengths(plan), _jobs(plan)]


def wave_name(kind: str, edges: int, running: bool = False) -> str:
    """The name of a wave's row, where `kind` is flow or flash; its frames alone if `running`."""
    name = f"{'FlowWave' if kind == 'flow' else 'ShowPassingFlash'}, {edges:,} edges"
    return f"{name}, running" if running else name


def _waves(plan: Plan) -> list[Table]:
    whole = Table("A forward wave of 1.2 s, with all that is made for it")
    running = Table("The same, a frame of the running wave")
    for kind in ("flow", "flash"):
        note = ""
        for edges in plan.waves:
            row = Row(wave_name(kind, edges), wave_name("flow", plan.waves[0]), note=note)
            row_running = Row(
                wave_name(kind, edges, running=True),
                wave_name("flow", plan.waves[0], running=True),
            )
            if not note:  # else it takes longer still
                for told in _repeat(plan, row, "wave", kind, edges):
                    row_running.costs.append(Cost(told["running_cpu"], told["running_wall"]))
            row_running.frames, row_running.note = row.frames, row.note
            if row.note:
                note = "not tried: fewer took too long"
            whole.rows.append(row)
            running.rows.append(row_running)
    return [whole, running]


def _networks(plan: Plan) -> Table:
    table = Table("Three layers drawn and a wave of 1.2 s, large layers collapsed")
    for neurons in plan.neurons:
        row = Row(f"{neurons:,} neurons a layer", f"{plan.neurons[0]:,} neurons a layer")
        _repeat(plan, row, "network", neurons)
        table.rows.append(row)
    return table


def length_name(kind: str, seconds: int) -> str:
    """The name of the row of a film of some length, where `kind` is netviz or stock."""
    return f"{'netviz' if kind == 'netviz' else STOCK}, {seconds} s"


def _lengths(plan: Plan) -> Table:
    table = Table("Films of growing length, in one process")
    for kind in ("netviz", "stock"):
        for seconds in plan.lengths:
            row = Row(length_name(kind, seconds), length_name(kind, plan.lengths[0]))
            _repeat(plan, row, "length", kind, seconds)
            table.rows.append(row)
    return table


def _jobs(plan: Plan) -> Table:
    film = FILMS[0]
    table = Table(f"netviz render {film.file} with more processes")
    table.rows = [Row(f"--jobs {jobs}", f"--jobs {plan.jobs[0]}") for jobs in plan.jobs]
    phase = ["--phase", film.phase] if plan.phases else []
    for repeat in range(plan.repeats):
        for row in _turned(table.rows, repeat):
            plan.say(f"{table.title}: {row.name}")
            _render(plan, row, [*_netviz(plan), *row.name.split(), *phase, film.file])
    return table


def start(plan: Plan) -> list[Table]:
    """From a command typed to its first answer."""
    film = FILMS[0]
    commands = {
        "python -c 'import manim'": [sys.executable, "-W", "ignore", "-c", "import manim"],
        "python -c 'import netviz'": [sys.executable, "-W", "ignore", "-c", "import netviz"],
        "netviz --help": [*PYTHON, "netviz.cli", "--help"],
        f"a preview whole, -ql --phase {film.phase!r}": [
            *PYTHON, "netviz.cli", "render", "-ql", "--phase", film.phase, film.file,
        ],
        "its first phase, -ql --phase 'Intro'": [
            *PYTHON, "netviz.cli", "render", "-ql", "--phase", "Intro", film.file,
        ],
    }  # fmt: skip
    table = Table("Start-up")
    table.rows = [Row(name) for name in commands]
    for _ in range(plan.repeats):
        for row in table.rows:
            plan.say(f"{table.title}: {row.name}")
            command = commands[row.name]
            if "render" in command:
                _render(plan, row, command)
            else:
                row.costs.append(run(command)[0])
    return [table]


def _manim(plan: Plan) -> list[str]:
    return [*PYTHON, "manim", "render", "--progress_bar", "none", f"-q{plan.quality}"]


def _netviz(plan: Plan) -> list[str]:
    return [*PYTHON, "netviz.cli", "render", f"-q{plan.quality}"]


def _turned(rows: Sequence[Row], repeat: int) -> list[Row]:
    """The rows, each time another first."""
    first = repeat % len(rows)
    return [*rows[first:], *rows[:first]]


def _render(
    plan: Plan, row: Row, command: Sequence[str], variables: dict[str, str] | None = None
) -> None:
    """Render a film anew and take note of its cost and frames."""
    with tempfile.TemporaryDirectory() as media:
        row.costs.append(run([*command, "--media_dir", media], variables=variables)[0])
        (film,) = (
            path for path in Path(media).rglob("*.mp4") if "partial_movie_files" not in path.parts
        )
        row.frames = count_frames(film)
        rate = 15 if "-ql" in command else QUALITIES[plan.quality][2]
        row.seconds = row.frames / rate


def _repeat(plan: Plan, row: Row, *arguments: str | int) -> list[dict[str, float]]:
    """Do a piece of work as often as planned; answers with what it told each time."""
    heard = []
    for _ in range(plan.repeats):
        plan.say(row.name)
        try:
            cost, told = _work(plan, *arguments)
        except TooLong as error:
            row.note = str(error)
            break
        row.frames = told["frames"]
        row.costs.append(Cost(told["cpu"], told["wall"], cost.memory))
        heard.append(told)
    return heard


def _work(plan: Plan, *arguments: str | int) -> tuple[Cost, Any]:
    """Do a piece of work in a process of its own; answers with its cost and what it told."""
    command = [*PYTHON, "tests.benchmarks.work", *map(str, arguments), plan.quality]
    cost, printed = run(command, plan.limit)
    return cost, json.loads(printed)
