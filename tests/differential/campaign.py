"""Many random scenes, each filmed in one way and at one rate, and compared with stock Manim."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis
from hypothesis import HealthCheck, given, settings

from tests.differential.measure import drawn_by_manim, filmed, rendered, worst
from tests.differential.random_scenes import Script, scene_class, scene_file, scripts

WAYS = ("manim", "netviz render", "netviz render, plain")
RATES = (15, 60)


@dataclass
class Findings:
    """What came of the scenes."""

    scenes: int = 0
    frames: int = 0
    refused: int = 0
    """By Manim itself, for which they do not count."""
    worst: float = 0.0
    """Tile of all frames, in grey levels."""
    wrong: list[tuple[float, str]] = field(default_factory=list)
    """Those beyond the limit, or the errors of those that fail, with their scene files."""


def compare(script: Script, way: str, rate: int, findings: Findings, limit: float) -> None:
    """Film a scene and note how it differs from what Manim draws."""
    phased = "plain" not in way
    try:
        theirs = drawn_by_manim(scene_class(script, phased), rate)
    except Exception:
        findings.refused += 1
        return
    if not theirs:
        findings.refused += 1
        return
    source = scene_file(script, phased)
    try:
        with tempfile.TemporaryDirectory() as folder, _file(Path(folder), source) as file:
            if way == "manim":
                ours = filmed(scene_class(script, phased), Path(folder), rate)
            else:
                ours = rendered(file, "Random", Path(folder), rate, spans=2 + len(theirs) % 2)
        found = worst(ours, theirs)
    except Exception as error:
        findings.wrong.append((float("inf"), f"# {way}, {rate}: {error!r}\n{source}"))
        return
    findings.scenes += 1
    findings.frames += len(ours)
    findings.worst = max(findings.worst, found)
    if found > limit:
        findings.wrong.append((found, f"# {way}, {rate}: {found}\n{source}"))


@contextmanager
def _file(folder: Path, source: str) -> Iterator[Path]:
    file = folder / "random_scene.py"
    file.write_text(source)
    yield file


def campaign(seed: int, count: int, way: str, rate: int, limit: float) -> Findings:
    """Compare so many scenes, the same ones for the same seed."""
    findings = Findings()

    @hypothesis.seed(seed)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(scripts)
    def compare_one(script: Script) -> None:
        compare(script, way, rate, findings, limit)

    compare_one()
    return findings
