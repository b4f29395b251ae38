import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from manim import Camera, Scene, VMobject, config, tempconfig

# Python is started some hundred times, and would each time compile all that it imports.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How long an example takes says how busy the machine is. All else is as the machine has it: in CI
# hypothesis draws the same examples each time.
settings.register_profile(
    "busy", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("busy")

BACKGROUND = "#0B0F14"
PIXELS_PER_UNIT = 60


# Manim keeps drawn texts in files, which no two processes may write at once; some tests have texts
# when they are collected.
MEDIA = tempfile.TemporaryDirectory(prefix="netviz-tests-")
config.media_dir = MEDIA.name


def pytest_unconfigure() -> None:
    MEDIA.cleanup()


MadeOnce = Callable[[str, Callable[[Path], None]], Path]
"""A folder of a name, filled by a function of it: once a run, whichever process asks first."""


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """What several tests look at and none changes, such as a rendered film."""
    base = tmp_path_factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made_once(name: str, make: Callable[[Path], None]) -> Path:
        made = run / "shared" / name
        made.parent.mkdir(exist_ok=True)
        with FileLock(f"{made}.lock"):
            if not made.exists():
                making = made.with_name(f"{name}.making")
                shutil.rmtree(making, ignore_errors=True)  # one that failed
                making.mkdir()
                make(making)
                making.rename(made)
        return made

    return made_once


FilmByManim = Callable[[Path, str, int], Path]
"""A film by its scene's file, its class's name and its frames a second."""


@pytest.fixture(scope="session")
def film_by_manim(made_once: MadeOnce) -> FilmByManim:
    """Films of 160 by 90 pixels with their sections, as Manim's own command renders them."""

    def film_by_manim(file: Path, name: str, rate: int) -> Path:
        def render(folder: Path) -> None:
            command = [
                sys.executable, "-m", "manim", "render", "--save_sections", "-r", "160,90",
                "--fps", str(rate), "--progress_bar", "none", "--media_dir", str(folder),
                str(file), name,
            ]  # fmt: skip
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=600)

        (film,) = made_once(f"{name}-{rate}", render).rglob(f"{name}.mp4")
        return film

    return film_by_manim


def recorded(terminalreporter: Any) -> Iterator[tuple[str, Any]]:
    """What the tests of a run took down with `record_property`, whichever process they ran in."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) == "teardown":
                yield from report.user_properties


@pytest.fixture
def draw() -> Callable[..., np.ndarray]:
    """Draw mobjects as Manim does: where the picture differs from its background.

    The answer has 480 rows and 853 columns, 60 pixels to a Manim unit, and is True where it is lit.
    """

    def draw(*mobjects: VMobject) -> np.ndarray:
        camera = Camera(
            background_color=BACKGROUND,
            pixel_width=853,
            pixel_height=480,
            frame_width=853 / PIXELS_PER_UNIT,
            frame_height=8.0,
        )
        camera.reset()
        camera.capture_mobjects(mobjects)
        return lit(camera.pixel_array)

    return draw


def lit(picture: np.ndarray) -> np.ndarray:
    """Where a picture differs from the background."""
    background = [int(BACKGROUND[i : i + 2], 16) for i in (1, 3, 5)]
    return (np.abs(picture[:, :, :3] - np.array(background, dtype=np.int16)) > 8).any(axis=2)


class Recorded(Scene):
    """A real scene that keeps what it shows.

    `pictures` are the frames, (rows, columns, 3) of 0 to 255; `seen` is what `probe` gave at each.
    """

    def __init__(self, story: Callable[[Scene], None], probe: Callable[[], Any]) -> None:
        super().__init__()
        self.pictures: list[np.ndarray] = []
        self.seen: list[Any] = []
        self._story, self._probe = story, probe

    def construct(self) -> None:
        add_frame = self.renderer.add_frame

        def keep(frame: np.ndarray, *count: int, **counts: int) -> None:
            self.pictures.append(frame[:, :, :3].copy())
            self.seen.append(self._probe())
            add_frame(frame, *count, **counts)

        self.renderer.add_frame = keep
        self._story(self)

    @property
    def frames(self) -> list[np.ndarray]:
        """Where each picture is lit, as `draw` says it."""
        return [lit(picture) for picture in self.pictures]


@pytest.fixture
def record() -> Callable[..., Recorded]:
    """Play a story, a function of a scene, at 10 pictures a second, as large as those of `draw`.

    `probe` is called at each picture.
    """

    def record(story: Callable[[Scene], None], probe: Callable[[], Any] = lambda: None) -> Recorded:
        settings = {
            "pixel_width": 853,
            "pixel_height": 480,
            "frame_width": 853 / PIXELS_PER_UNIT,
            "frame_rate": 10,
            "background_color": BACKGROUND,
            "disable_caching": True,
            "dry_run": True,
            "progress_bar": "none",
            "verbosity": "ERROR",
        }
        with tempconfig(settings):
            scene = Recorded(story, probe)
            scene.render()
        return scene

    return record
