"""What the films' tests share: a film is run without writing it, and looked at after each play."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import av
import pytest
from manim import Scene, VMobject, tempconfig

from netviz import PhasedScene, Theme
from netviz.timeline import phase_frames

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # the films are imported as `scenes`

BAND = Theme().caption_band
HALF_WIDTH = 64 / 9


def outside(scene: Scene) -> list[str]:
    """Whatever is visible and lies outside the frame or in the band kept for captions."""
    found = []
    for mobject in scene.mobjects:
        for part in mobject.get_family():
            if not isinstance(part, VMobject) or not len(part.points) or not visible(part):
                continue
            left, low = part.points[:, 0].min(), part.points[:, 1].min()
            right, high = part.points[:, 0].max(), part.points[:, 1].max()
            if max(-left, right) > HALF_WIDTH or high > 4 or low < BAND:
                found.append(f"{part} x {left:.2f}..{right:.2f} y {low:.2f}..{high:.2f}")
    return found


def visible(part: VMobject) -> bool:
    stroke = part.get_stroke_opacity() > 0 and part.get_stroke_width() > 0
    return bool(stroke or part.get_fill_opacity() > 0)


@pytest.fixture
def screen() -> Callable[[type[PhasedScene]], PhasedScene]:
    """Run a film, drawn but not written; nothing may leave the frame after any play."""

    def run(film: type[PhasedScene]) -> PhasedScene:
        findings: list[str] = []

        class Audited(film):  # type: ignore[misc, valid-type]
            def play(self, *args: object, **kwargs: object) -> None:
                super().play(*args, **kwargs)
                findings.extend(f"{self.time:.2f} s: {finding}" for finding in outside(self))

        size = {"pixel_width": 64, "pixel_height": 36, "frame_rate": 2, "dry_run": True}
        with tempconfig({**size, "progress_bar": "none", "verbosity": "ERROR"}):
            scene = Audited()
            scene.render()
        assert findings == []
        return scene

    return run


@pytest.fixture
def check_frames(tmp_path: Path) -> Callable[[type[PhasedScene], str, int], None]:
    """Render a film with Manim's command and decode it: each phase has its frames."""

    def check(film: type[PhasedScene], file: str, rate: int) -> None:
        command = [
            sys.executable, "-m", "manim", "render", "--save_sections", "-r", "128,72",
            "--fps", str(rate), "--progress_bar", "none", "--media_dir", str(tmp_path),
            str(ROOT / "scenes" / file), film.__name__,
        ]  # fmt: skip
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=600)
        (movie,) = tmp_path.rglob(f"{film.__name__}.mp4")
        sections = sorted((movie.parent / "sections").glob(f"{film.__name__}_*.mp4"))
        expected = phase_frames(film.phases, rate)
        assert decoded(movie) == sum(expected)
        assert [decoded(section) for section in sections] == expected
        captions = movie.with_suffix(".srt").read_text(encoding="utf-8")
        assert captions.count("-->") >= len(film.phases)

    return check


def decoded(path: Path) -> int:
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))
