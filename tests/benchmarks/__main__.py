"""Measure netviz against stock Manim: `python -m tests.benchmarks`.

Figures are the medians of repeats in one run, alternating; compare them with each other only. CPU
is user and system time of all processes, time that on the clock, memory the most that all
processes held at once.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import monotonic

import click
from rich.console import Console

from tests.benchmarks import groups
from tests.benchmarks.aims import aims
from tests.benchmarks.groups import Plan
from tests.benchmarks.measure import ROOT
from tests.benchmarks.plot import charts, draw
from tests.benchmarks.report import markdown, print_tables
from tests.benchmarks.results import Table, as_data
from tests.benchmarks.sizes import QUALITIES

GROUPS: dict[str, Callable[[Plan], list[Table]]] = {
    "films": groups.films,
    "gallery": groups.gallery,
    "floor": groups.floor,
    "growth": groups.growth,
    "start": groups.start,
}
RESULTS = Path(__file__).parent / "results"


@click.command(help=__doc__)
@click.option("--repeats", type=click.IntRange(1), default=3, show_default=True)
@click.option("-q", "--quality", type=click.Choice(list(QUALITIES)), default="h", show_default=True)
@click.option("--phases", is_flag=True, help="One phase of each film, not the whole films.")
@click.option(
    "--quick", is_flag=True, help="A few minutes: -qm --phases --repeats 1, and less of what grows."
)
@click.option(
    "--limit",
    default=240.0,
    show_default=True,
    help="Most seconds for a wave, a network or a length.",
)
@click.option("--only", multiple=True, type=click.Choice(list(GROUPS)), help="Measure these.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), show_default=True,
    default=ROOT / "media" / "bench.png", help="The plot; the table is beside it as .md.",
)  # fmt: skip
def main(
    repeats: int, quality: str, phases: bool, quick: bool, limit: float, only: tuple[str, ...],
    output: Path,
) -> None:  # fmt: skip
    if output.suffix != ".png":
        raise click.BadParameter(f"must be a .png, got {output}", param_hint="--output")
    console, messages = Console(), Console(stderr=True)
    started = monotonic()

    def say(what: str) -> None:
        messages.print(f"{monotonic() - started:6.0f} s  {what}", highlight=False)

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    plan = Plan(
        repeats=1 if quick else repeats,
        quality="m" if quick else quality,
        phases=phases or quick,
        waves=(36, 672, 8192) if quick else (36, 672, 8192, 100_000),
        neurons=(10, 100, 1000),
        lengths=(5, 20) if quick else (5, 20, 80),
        jobs=tuple(jobs for jobs in (1, 2, 4, 8, 16) if jobs <= max(cores or 1, 2)),
        limit=min(limit, 120) if quick else limit,
        say=say,
    )
    chosen = [name for name in GROUPS if not only or name in only]
    tables = [table for name in chosen for table in GROUPS[name](plan)]
    reached = aims(tables, plan.lengths)
    machine = {
        "python": platform.python_version(), "manim": version("manim"), "cores": cores,
        "system": platform.platform(),
    }  # fmt: skip
    print_tables(console, tables, reached)
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    kept = RESULTS / f"{now:%Y-%m-%dT%H%M%S}.json"
    settings = {key: value for key, value in asdict(plan).items() if key != "say"}
    data = {"when": now.isoformat(), "machine": machine, "plan": settings}
    kept.write_text(json.dumps(data | as_data(tables, reached), indent=1), encoding="utf-8")
    _, height, rate = QUALITIES[plan.quality]
    about = (
        f"Manim {machine['manim']}, Python {machine['python']}, {cores} cores, {height}p{rate}, "
        f"{'one phase of each film' if plan.phases else 'whole films'}, "
        f"medians of {plan.repeats}, in one run."
    )
    output.parent.mkdir(parents=True, exist_ok=True)
    output.with_suffix(".md").write_text(markdown(tables, reached, about), encoding="utf-8")
    shown = [path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
             for path in (kept, output.with_suffix(".md"), output)]  # fmt: skip
    if drawn := charts(tables):
        draw(drawn).save(output)
    else:
        shown.pop()
    console.print(about, *map(str, shown), sep="\n", highlight=False)


if __name__ == "__main__":
    main()
