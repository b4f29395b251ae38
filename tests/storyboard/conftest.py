"""What the storyboard's tests share: small scenes, run and rendered small."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import av
import numpy as np
import pytest
from manim import Scene, tempconfig
from manim.utils.module_ops import get_module
from PIL import Image

from netviz.storyboard.film import Film

SCENES = Path(__file__).parent / "scenes.py"
SIZE = (320, 180)
RATE = 15


@pytest.fixture(scope="session")
def scenes():
    return get_module(SCENES)


@pytest.fixture(scope="session")
def scene_file() -> Path:
    return SCENES


@pytest.fixture(scope="session")
def film_file(scenes, made_once) -> Path:
    """`Small`, rendered by Manim, with its subtitles beside it."""
    return film_in(made_once("Small", lambda folder: render(scenes.Small, folder)))


def render(scene_class: type[Scene], folder: Path, **more: object) -> Path:
    settings = {
        "media_dir": str(folder),
        "pixel_width": SIZE[0],
        "pixel_height": SIZE[1],
        "frame_rate": RATE,
        "verbosity": "ERROR",
        "progress_bar": "none",
        **more,
    }
    with tempconfig(settings):
        scene_class().render()
    return film_in(folder)


def film_in(folder: Path) -> Path:
    (film,) = (path for path in folder.rglob("*.mp4") if "partial" not in str(path))
    return film


@pytest.fixture
def encode(tmp_path) -> Callable[..., Path]:
    """Write pictures as a film."""

    def encode(pictures: list[Image.Image], crf: int = 23, name: str = "film.mp4") -> Path:
        path = tmp_path / name
        with av.open(str(path), "w") as container:
            stream = container.add_stream("libx264", rate=RATE, options={"crf": str(crf)})
            stream.width, stream.height = pictures[0].size
            stream.pix_fmt = "yuv420p"
            for picture in pictures:
                for packet in stream.encode(av.VideoFrame.from_image(picture)):
                    container.mux(packet)
            for packet in stream.encode():
                container.mux(packet)
        return path

    return encode


@pytest.fixture
def look() -> Callable[..., dict[int, np.ndarray]]:
    """Pictures of a film by frame, as whole numbers (rows, columns, 3)."""

    def look(film: Film, frames: Iterable[int]) -> dict[int, np.ndarray]:
        seen: dict[int, Image.Image] = {}
        film.look_at(frames, seen.__setitem__)
        return {frame: np.asarray(picture).astype(int) for frame, picture in seen.items()}

    return look
