"""Faults injected for real into `netviz render` and plain `manim`: the last good film survives.

After each fault the film is the one before, byte for byte, and nothing runs on; the renders that
follow, on top of whatever the faults left, are right. A run that hangs fails by its time limit.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import font_source_sans_pro
import numpy as np
import pytest

from tests.conftest import MadeOnce
from tests.render.conftest import (
    FAULT,
    SIZE,
    TIMEOUT,
    Place,
    environment,
    manim,
    netviz_render,
    pictures,
)

pytestmark = pytest.mark.slow

SCENE = '''
import os
import time
from pathlib import Path

import numpy as np
from helper import SIDE, Turn
from manim import (
    Create, ShrinkToCenter, Square, SVGMobject, Text, UpdateFromAlphaFunc, register_font
)

from netviz import Phase, PhasedScene, Theme

HERE = Path(__file__).parent


def fault():
    """What is to go wrong in this run; where the fault is one from outside, wait for it."""
    wanted = (HERE / "fault").read_text() if (HERE / "fault").exists() else ""
    if wanted == "sleep":
        (HERE / f"reached-{os.getpid()}").touch()
        end = time.monotonic() + 600
        while (HERE / "fault").exists() and time.monotonic() < end:
            time.sleep(0.02)
    if wanted == "full":
        try:
            with open(HERE / "media" / "filler", "wb", buffering=0) as filler:
                while True:
                    filler.write(bytes(4096))
        except OSError:
            pass
    return wanted


class Faulty(PhasedScene):
    phases = (Phase("One", 6, "one"), Phase("Two", 2, "two"), Phase("Three", 2, "three"))
    theme = Theme(background="#0B0F14")
    height = 1.0

    def one(self):
        self.square = Square(SIDE * np.load(HERE / "array.npy")[0])
        self.asset = SVGMobject(HERE / "asset.svg", height=self.height)
        with register_font(HERE / "font.ttf"):
            self.add(self.asset, Text("font", font="Source Sans Pro").to_edge([0, 1, 0]))
        self.play(Create(self.square))

    def two(self):
        def interpolate(square, alpha):
            if alpha > 0.5 and wanted == "in play":
                raise RuntimeError("a fault in a play")

        wanted = fault()
        if wanted == "between plays":
            raise RuntimeError("a fault between plays")
        self.play(UpdateFromAlphaFunc(self.square, interpolate))
        self.play(Turn(self.square))

    def three(self):
        self.play(ShrinkToCenter(self.asset))
'''
HELPER = """
from manim import PI, Animation

SIDE = 2


class Turn(Animation):
    def begin(self):
        super().begin()

    def interpolate_mobject(self, alpha):
        self.mobject.become(self.starting_mobject.copy().rotate(alpha * PI / 4))
"""
FRAMES = 150
FONTS = Path(font_source_sans_pro.__file__).parent / "files"
ASSET = '<svg xmlns="http://www.w3.org/2000/svg"><circle cx="5" cy="5" r="4"/></svg>'

COMMANDS = {
    "netviz": [*netviz_render(), *SIZE, "-j", "2", "scene.py"],
    "manim": [*manim(), *SIZE, "scene.py", "Faulty"],
}
both = pytest.mark.parametrize("command", COMMANDS)

outcomes: list[str] = []


@pytest.fixture(autouse=True)
def told(record_property: Callable[[str, object], None]) -> Iterator[None]:
    """What a test injects is told at the run's end, whichever process the test is in."""
    outcomes.clear()
    yield
    for outcome in outcomes:
        record_property(FAULT, outcome)


@contextmanager
def injected(name: str) -> Iterator[None]:
    """Take down a fault, and that it was survived when nothing fails meanwhile."""
    test = os.environ["PYTEST_CURRENT_TEST"]
    command = next((command for command in COMMANDS if f"[{command}]" in test), "netviz")
    start = time.monotonic()
    outcomes.append(f"{command:<8}{name:<32}")
    index = len(outcomes) - 1
    yield
    outcomes[index] += f"survived  {time.monotonic() - start:.1f} s"


def _hear_ctrl_c() -> None:
    """What a shell starts in the background ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Stage(Place):
    """A folder with a scene that can go wrong, its film, and a temporary folder of its own."""

    @property
    def movie(self) -> Path:
        return self.film(name="Faulty", module="scene")

    def lay_out(self) -> None:
        self.write(SCENE, "scene.py")
        self.write(HELPER, "helper.py")
        self.write(ASSET, "asset.svg")
        np.save(self.folder / "array.npy", np.array([1.0]))
        shutil.copy(FONTS / "SourceSansPro-Regular.ttf", self.folder / "font.ttf")
        (self.folder / "tmp").mkdir()

    def go(self, command: str) -> subprocess.CompletedProcess[str]:
        with self.running(command) as process:
            output, _ = process.communicate(timeout=TIMEOUT)
            return subprocess.CompletedProcess(process.args, process.returncode, output)

    @contextmanager
    def running(self, command: str) -> Iterator[subprocess.Popen[str]]:
        environment_ = environment() | {"TMPDIR": str(self.folder / "tmp")}
        with subprocess.Popen(
            COMMANDS[command], cwd=self.folder, env=environment_, text=True,
            start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            preexec_fn=_hear_ctrl_c,
        ) as process:  # fmt: skip
            try:
                yield process
            finally:
                process.kill()

    @contextmanager
    def fault(self, kind: str) -> Iterator[None]:
        (self.folder / "fault").write_text(kind)
        try:
            yield
        finally:
            (self.folder / "fault").unlink(missing_ok=True)
            for reached in self.reached():
                reached.unlink()

    def reached(self) -> list[Path]:
        """A file for each process that waits for the fault; its name ends in the process id."""
        return sorted(self.folder.glob("reached-*"))

    def wait_for(self, process: subprocess.Popen[str]) -> list[int]:
        """Process ids of what waits for the fault."""
        eventually(lambda: self.reached() or process.poll() is not None)
        assert process.poll() is None, process.stdout and process.stdout.read()
        return [int(reached.name.removeprefix("reached-")) for reached in self.reached()]

    def nothing_is_left(self) -> bool:
        """No temporary file, and nothing hidden beside the film."""
        hidden = [path for path in self.movie.parent.iterdir() if path.name.startswith(".")]
        return not hidden and not list((self.folder / "tmp").iterdir())


@pytest.fixture(scope="module")
def good(made_once: MadeOnce) -> Stage:
    def make(folder: Path) -> None:
        stage = Stage(folder)
        stage.lay_out()
        done = stage.go("manim")
        assert done.returncode == 0, done.stdout
        assert len(pictures(stage.movie)) == FRAMES

    return Stage(made_once("good", make))


@pytest.fixture
def stage(tmp_path_factory: pytest.TempPathFactory, good: Stage) -> Stage:
    # A short path: a socket in its temporary folder may have 107 characters.
    stage = Stage(tmp_path_factory.mktemp("fault") / "stage")
    shutil.copytree(good.folder, stage.folder)
    return stage


@both
def test_killed_stopped_failed_and_two_at_once(stage, good, command):
    film = stage.movie.read_bytes()

    def intact() -> bool:
        return stage.movie.read_bytes() == film

    def ended_by(number: int, group: bool) -> None:
        with stage.fault("sleep"), stage.running(command) as process:
            workers = stage.wait_for(process)
            os.killpg(process.pid, number) if group else os.kill(process.pid, number)
            process.communicate(timeout=60)
            assert process.returncode != 0
            eventually(lambda: all(map(gone, workers)))
        assert intact()

    with injected("kill -9"):
        ended_by(signal.SIGKILL, group=False)
        temporary = stage.folder / "tmp"
        assert not list(temporary.glob("netviz-*"))
        shutil.rmtree(temporary)  # a socket of Python's
        temporary.mkdir()
    with injected("SIGTERM"):
        ended_by(signal.SIGTERM, group=False)
        assert command == "manim" or stage.nothing_is_left()
    with injected("Ctrl-C"):
        ended_by(signal.SIGINT, group=True)
        assert command == "manim" or stage.nothing_is_left()
    for kind in ("in play", "between plays"):
        with injected(f"exception {kind}"), stage.fault(kind):
            done = stage.go(command)
            assert done.returncode == 1
            assert "RuntimeError: a fault" in done.stdout
            assert intact()
            assert command == "manim" or stage.nothing_is_left()
    with (
        injected("two at once"),
        stage.fault("sleep"),
        stage.running(command) as process,
    ):
        stage.wait_for(process)
        for other in COMMANDS:
            done = stage.go(other)
            assert done.returncode == 1
            assert f"Faulty.mp4 is being rendered by process {process.pid} on" in re.sub(
                r"\s+", " ", done.stdout
            )
        assert intact()

    with injected("leftovers of all these"):
        stage.movie.unlink()
        done = stage.go(command)
        assert done.returncode == 0, done.stdout
        assert pictures(stage.movie) == pictures(good.movie)
        assert command == "manim" or not list(stage.movie.parent.glob(".*"))


def test_a_dead_worker(stage, good):
    stage.movie.unlink()
    with (
        injected("kill -9 of a worker"),
        stage.fault("sleep"),
        stage.running("netviz") as process,
    ):
        os.kill(stage.wait_for(process)[0], signal.SIGKILL)
        (stage.folder / "fault").unlink()
        output, _ = process.communicate(timeout=TIMEOUT)
        assert process.returncode == 0, output
        assert pictures(stage.movie) == pictures(good.movie)
        assert stage.nothing_is_left(), output


@both
def test_corrupted_leftovers(stage, good, command):
    with injected("corrupted leftovers"):
        folder = stage.movie.parent
        parts = folder / ".Faulty.mp4.parts"
        parts.mkdir(exist_ok=True)
        stale = [parts / "00000-00000.mp4", folder / "Faulty.part.mp4", folder / ".Faulty.mp4.lock"]
        for path in [*stage.folder.joinpath("media").rglob("*.*"), *stale]:
            if not path.is_dir():
                path.write_bytes(path.read_bytes()[:100] if path.exists() else b"garbage")
        done = stage.go(command)
        assert done.returncode == 0, done.stdout
        assert pictures(stage.movie) == pictures(good.movie)


EDITS = {
    "helper module": ("helper.py", "SIDE = 2", "SIDE = 3"),
    "scene attribute": ("scene.py", "height = 1.0", "height = 2.0"),
    "custom animation": ("helper.py", "PI / 4", "PI / 3"),
    "array file": ("array.npy", None, None),
    "theme": ("scene.py", "#0B0F14", "#1B1F24"),
    "asset": ("asset.svg", "circle", "ellipse"),
    "font": ("font.ttf", None, None),
}


@both
def test_an_edit_is_always_seen(stage, command):
    before = pictures(stage.movie)
    for name, (file, old, new) in EDITS.items():
        with injected(f"edited {name}"):
            path = stage.folder / file
            if name == "font":
                shutil.copy(FONTS / "SourceSansPro-Black.ttf", path)
            elif old is None:
                np.save(path, np.array([1.5]))
            else:
                text = path.read_text()
                assert old in text
                path.write_text(text.replace(old, new).replace('r="4"', 'rx="4" ry="2"'))
            done = stage.go(command)
            assert done.returncode == 0, done.stdout
            after = pictures(stage.movie)
            assert (len(after), after == before) == (FRAMES, False)
            before = after


def test_an_edit_while_it_is_rendered(stage):
    film = stage.movie.read_bytes()
    with (
        injected("edited while rendering"),
        stage.fault("sleep"),
        stage.running("netviz") as process,
    ):
        eventually(lambda: len(stage.reached()) == 2)  # one of three spans is yet to come
        np.save(stage.folder / "array.npy", np.array([1.5]))
        (stage.folder / "fault").unlink()
        output, _ = process.communicate(timeout=TIMEOUT)
        assert process.returncode == 1
        assert "array.npy was changed while the film was rendered: render again" in output
        assert stage.movie.read_bytes() == film
        assert stage.nothing_is_left()


@pytest.fixture
def small_disk(stage: Stage) -> Iterator[Path]:
    """The stage's media folder, on a disk of 3 MiB."""
    media = stage.folder / "media"
    kept = stage.folder / "kept"
    media.rename(kept)
    media.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", media], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("a small disk needs the right to mount one")
    try:
        shutil.copytree(kept, media, dirs_exist_ok=True)
        yield media
    finally:
        subprocess.run(["umount", "--lazy", media], check=True)


@both
def test_a_full_disk(stage, good, small_disk, command):
    film = stage.movie.read_bytes()
    with injected("disk full while rendering"), stage.fault("full"):
        done = stage.go(command)
        assert done.returncode == 1
        assert "No space left on device" in re.sub(r"\s+", " ", done.stdout)
        assert stage.movie.read_bytes() == film
        assert len(pictures(stage.movie)) == FRAMES
    if command == "netviz":
        with injected("disk full before rendering"):
            done = stage.go(command)
            assert done.returncode == 1
            assert re.search(r"^netviz render: .*(MiB are free|No space left)", done.stdout)
            assert stage.movie.read_bytes() == film
    with injected("disk full, then freed"):
        (small_disk / "filler").unlink()
        stage.movie.unlink()
        done = stage.go(command)
        assert done.returncode == 0, done.stdout
        assert pictures(stage.movie) == pictures(good.movie)


@both
def test_a_disk_that_cannot_be_written(stage, small_disk, command):
    film = stage.movie.read_bytes()
    with injected("read-only media folder"):
        subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
        done = stage.go(command)
        assert done.returncode == 1
        assert "Read-only file system" in re.sub(r"\s+", " ", done.stdout)
        assert stage.movie.read_bytes() == film


def eventually(condition, seconds=TIMEOUT):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError("not in time")


def gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True
