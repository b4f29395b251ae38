"""What the tests of rendering share: tiny films, commands that render them, a look at frames."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import pytest

from tests.conftest import MadeOnce, recorded

FAULT = "fault"
"""What a test records of a fault that it injected: one line, told at the end of the run."""

TINY = """
from manim import DOWN, PI, RIGHT, UP, Create, Dot, FadeIn, FadeOut, Rotate, Square

from netviz import Phase, PhasedScene, text


class Tiny(PhasedScene):
    phases = (Phase("One", 2, "one"), Phase("Two", 4, "two"), Phase("Three", 3.1, "three"))
    captions, voice = "srt", None
    side = 2.0

    def one(self):
        self.say("A square is drawn.")
        self.square = Square(self.side)
        self.play(Create(self.square), run_time=1.37)

    def two(self):
        self.play(self.square.animate.shift(RIGHT), run_time=1.5)
        self.say("It turns.", seconds=2)
        self.play(Rotate(self.square, PI), run_time=1)
        self.dot = Dot().next_to(self.square, UP)
        self.dot.add_updater(lambda dot, dt: dot.shift(dt * DOWN))
        self.add(self.dot)
        self.wait(0.7)

    def three(self):
        word = text("word")
        self.play(FadeIn(word), run_time=0.5)
        self.dot.clear_updaters()
        self.play(FadeOut(word), run_time=1)
"""
SIZE = ["-r", "160,90", "--fps", "15"]
FRAMES = {"Tiny": 136, "One": 30, "Two": 60, "Three": 46}
TIMEOUT = 240
"""Seconds that any render here may take, on a busy machine too; no fault may make one hang."""


@dataclass
class Place:
    """A folder with a scene file, and the two commands that render it there."""

    folder: Path

    def write(self, source: str = TINY, name: str = "tiny.py") -> Path:
        file = self.folder / name
        file.write_text(source, encoding="utf-8")
        return file

    def netviz(self, *arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        return self._run([*netviz_render(), *SIZE, *map(str, arguments)], **options)

    def manim(self, *arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        return self._run([*manim(), *SIZE, *map(str, arguments)], **options)

    def film(self, media: str = "media", name: str = "Tiny", module: str = "tiny") -> Path:
        return self.folder / media / "videos" / module / "90p15" / f"{name}.mp4"

    def start(self, command: list[str]) -> subprocess.Popen[str]:
        """Start a render in a process group of its own, as a terminal does."""
        return subprocess.Popen(
            command, cwd=self.folder, env=environment(), text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def _run(self, command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        given = {"cwd": self.folder, "env": environment(), "timeout": TIMEOUT, **options}
        return subprocess.run(command, capture_output=True, text=True, **given)  # type: ignore[call-overload, no-any-return]


def netviz_render() -> list[str]:
    return [sys.executable, "-W", "ignore", "-m", "netviz.cli", "render"]


def manim() -> list[str]:
    return [sys.executable, "-W", "ignore", "-m", "manim", "render", "--progress_bar", "none"]


def environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("NETVIZ", "MANIM"))}
    return kept | {"COLUMNS": "400", "NO_COLOR": "1"}


def pictures(film: Path) -> list[str]:
    """A digest of each frame of a film, decoded. Fails for a film that is not whole."""
    with av.open(str(film)) as container:
        return [
            hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest()
            for frame in container.decode(video=0)
        ]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture(scope="session")
def reference(made_once: MadeOnce) -> Place:
    """A place where plain Manim has rendered the tiny film, with sections."""

    def make(folder: Path) -> None:
        place = Place(folder)
        done = place.manim(place.write(), "--save_sections")
        assert done.returncode == 0, done.stdout

    return Place(made_once("reference", make))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if faults := [line for kind, line in recorded(terminalreporter) if kind == FAULT]:
        survived = sum("survived" in line for line in faults)
        for line in (*faults, f"faults injected: {len(faults)}, survived: {survived}"):
            terminalreporter.write_line(line)
