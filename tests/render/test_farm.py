"""A dask scheduler and workers as processes of their own, as on machines of their own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from tests.render.conftest import (
    FRAMES,
    SIZE,
    TIMEOUT,
    TINY,
    Place,
    environment,
    netviz_render,
    pictures,
)  # fmt: skip

pytest.importorskip("distributed", reason="the farm needs dask's distributed: netviz[farm]")
pytestmark = pytest.mark.slow


def slow(marks: Path, seconds: float) -> str:
    """The tiny film, which says so in a folder when it comes to a place where it takes long."""
    wait = (
        "        import os, pathlib, time\n"
        f"        pathlib.Path({str(marks)!r}, str(os.getpid())).touch()\n"
        f"        time.sleep({seconds})\n"
    )
    return TINY.replace("    def two(self):\n", "    def two(self):\n" + wait)


class Farm:
    """A scheduler on the loopback interface; each worker has a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[str]] = []
        scheduler = self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        self.address = self._line(scheduler, r"Scheduler at:\s+(tcp://\S+)")

    def worker(self) -> subprocess.Popen[str]:
        folder = self.folder / f"worker-{len(self.processes)}"
        folder.mkdir()
        worker = self._start(
            "dask_worker", self.address, "--nthreads", "1", "--no-nanny",
            "--local-directory", str(folder),
        )  # fmt: skip
        self._line(worker, r"Registered to:\s+(tcp://\S+)")
        return worker

    def _start(self, name: str, *arguments: str) -> subprocess.Popen[str]:
        log = self.folder / f"{len(self.processes)}.log"
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", f"distributed.cli.{name}", "--no-dashboard",
                 *arguments],
                stderr=output, stdout=output, text=True, env=environment(), cwd=self.folder,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def _line(self, process: subprocess.Popen[str], pattern: str) -> str:
        log = self.folder / f"{self.processes.index(process)}.log"
        end = time.monotonic() + TIMEOUT
        while time.monotonic() < end:
            if found := re.search(pattern, log.read_text()):
                return found[1]
            time.sleep(0.1)
        raise AssertionError(log.read_text())


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    folder = tmp_path / "farm"
    folder.mkdir()
    farm = Farm(folder)
    yield farm
    for process in farm.processes:
        process.kill()
        process.wait()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path / "home")
    place.folder.mkdir()
    return place


def test_two_machines_without_a_shared_disk(farm, place, reference):
    farm.worker()
    farm.worker()
    (place.folder / "helper.py").write_text("SIDE = 2.0\n")
    (place.folder / "data.txt").write_text("2.0\n")
    place.write(
        "from helper import SIDE\n"
        + TINY.replace("side = 2.0", "side = SIDE").replace(
            "Square(self.side)", "Square(float(open('data.txt').read()))"
        )
    )
    done = place.netviz("tiny.py", "--save_sections", "--scheduler", farm.address)
    assert done.returncode == 0, done.stderr
    assert pictures(place.film()) == pictures(reference.film())
    for path in ("Tiny.srt", "sections/Tiny.json"):
        ours, theirs = place.film().parent / path, reference.film().parent / path
        assert ours.read_text() == theirs.read_text()


def test_a_worker_killed_in_the_middle_and_one_that_joins_late(farm, place, reference):
    marks = place.folder / "marks"
    marks.mkdir()
    first = farm.worker()
    place.write(slow(marks, 2))
    command = [*netviz_render(), *SIZE, "tiny.py", "--scheduler", farm.address]
    with place.start(command) as process:
        end = time.monotonic() + TIMEOUT
        while not list(marks.iterdir()) and time.monotonic() < end:
            time.sleep(0.05)
        assert list(marks.iterdir())
        first.kill()
        farm.worker()
        output, _ = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 0, output
    assert pictures(place.film()) == pictures(reference.film())


def test_stopping_ends_what_the_workers_do(farm, place):
    marks = place.folder / "marks"
    marks.mkdir()
    farm.worker()
    place.write(slow(marks, 400))
    with place.start([*netviz_render(), *SIZE, "tiny.py", "--scheduler", farm.address]) as process:
        end = time.monotonic() + TIMEOUT
        while not list(marks.iterdir()) and time.monotonic() < end:
            time.sleep(0.05)
        process.terminate()
        process.communicate(timeout=60)
    assert process.returncode == 130
    assert list(place.folder.rglob("*.mp4")) == []
    start = time.monotonic()
    while time.monotonic() - start < 60 and list((farm.folder / "worker-1").rglob("film-*")):
        time.sleep(0.1)
    assert list((farm.folder / "worker-1").rglob("film-*")) == []
    shutil.rmtree(marks)
    place.write()
    assert place.netviz("tiny.py", "--scheduler", farm.address).returncode == 0
    assert len(pictures(place.film())) == FRAMES["Tiny"]


def test_no_workers(farm, place):
    done = place.netviz(place.write(), "--scheduler", farm.address)
    assert done.returncode == 1
    assert re.search(
        r"^netviz render: the dask scheduler at \S+ has no workers$", done.stderr, re.M
    )


def test_a_fault_of_the_scene_is_told(farm, place):
    farm.worker()
    place.write(TINY.replace("def three(self):", "def three(self):\n        1 / 0"))
    done = place.netviz("tiny.py", "--scheduler", farm.address)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr.splitlines()[-1]


def test_recordings_and_lengths_travel_with_the_scene(farm, place):
    farm.worker()
    place.write(TINY)
    recordings = place.folder / "mine"
    recordings.mkdir()
    for name, samples in (("a-square-is-drawn", 8000), ("it-turns", 800)):
        with wave.open(str(recordings / f"{name}.wav"), "wb") as file:
            file.setparams((1, 2, 8000, 0, "NONE", ""))
            file.writeframes((9000 * np.sin(np.arange(samples) * 0.4)).astype("<i2").tobytes())
    (place.folder / "tiny.words.json").write_text(
        '{"voice": "me", "seconds": {"A square is drawn.": 1.1, "It turns.": 0.2}}'
    )
    done = place.netviz("tiny.py", "--voice", "mine", "--scheduler", farm.address)
    assert done.returncode == 0, done.stderr
    with av.open(str(place.film())) as container:
        (stream,) = container.streams.audio
        samples = np.concatenate([f.to_ndarray()[0] for f in container.decode(stream)])
        heard = np.flatnonzero(np.abs(samples[: 2 * stream.rate]) > 0.02) / stream.rate
    assert heard[0] < 0.04
    assert heard[-1] == pytest.approx(1, abs=0.15)
