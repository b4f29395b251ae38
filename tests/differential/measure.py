"""A scene's film beside what stock Manim draws of it, frame by frame and tile by tile.

Ours is decoded from the film that was written, without loss for the test: what the encoder is
given goes into the comparison, and with it what the writer was told of changes.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from manim import CairoRenderer, Scene, SVGMobject, config, tempconfig
from rich.console import Console

from netviz import PhasedScene
from netviz.render import encoder, film_writer, plan
from netviz.render.film_writer import FilmWriter
from netviz.render.progress import RenderProgress
from netviz.render.rendering import Request, render
from netviz.render.sharing import Share
from netviz.render.sources import Reading

TILE = 16
MOST = 1.0
"""Grey levels by which a tile may differ: Cairo rounds where a stroke or a fill is cut."""
SIZE = (256, 144)
LOSSLESS = {"preset": "ultrafast", "qp": "0"}


def settings(size: tuple[int, int] = SIZE, rate: float = 15, **more: Any) -> dict[str, Any]:
    """Manim's configuration for one of the two ways."""
    return {
        "pixel_width": size[0],
        "pixel_height": size[1],
        "frame_rate": rate,
        "verbosity": "ERROR",
        "progress_bar": "none",
        "disable_caching": True,
        "seed": 1,
        **more,
    }


def drawn_by_manim(scene_class: type[Scene], rate: float = 15) -> list[np.ndarray]:
    """What stock Manim's camera and renderer hand to its encoder, as film pixels."""
    frames: list[np.ndarray] = []

    class Kept(CairoRenderer):  # type: ignore[misc, unused-ignore]
        def init_scene(self, scene: Scene, *more: Any) -> None:
            self.camera = scene.camera_class()
            super().init_scene(scene, *more)

        def add_frame(self, frame: np.ndarray, num_frames: int = 1) -> None:
            super().add_frame(frame, num_frames)
            if not self.skip_animations:
                frames.extend([as_encoded(frame)] * num_frames)

    with tempconfig(settings(rate=rate, dry_run=True)):
        scene_class(renderer=Kept()).render()
    return frames


def as_encoded(picture: np.ndarray) -> np.ndarray:
    """A picture, RGB or RGBA, with the resolution of colour that a film has."""
    if picture.shape[2] == 3:
        picture = np.dstack([picture, np.full(picture.shape[:2], 255, dtype=np.uint8)])
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgba")
    return _rgb(frame.reformat(format=encoder.PIXEL_FORMAT))


def _rgb(frame: av.VideoFrame) -> np.ndarray:
    pixels: np.ndarray = frame.reformat(format="rgb24").to_ndarray()
    return pixels


@contextmanager
def without_loss() -> Iterator[None]:
    """Films are encoded without loss in a `with` block."""
    before = dict(encoder._OPTIONS)
    encoder._OPTIONS.clear()
    encoder._OPTIONS.update(LOSSLESS)
    try:
        yield
    finally:
        encoder._OPTIONS.clear()
        encoder._OPTIONS.update(before)


def decoded(film: Path) -> list[np.ndarray]:
    """The pictures of a film."""
    with av.open(str(film)) as container:
        return [_rgb(frame) for frame in container.decode(video=0)]


def filmed(
    scene_class: type[Scene], folder: Path, rate: float = 15, size: tuple[int, int] = SIZE
) -> list[np.ndarray]:
    """A scene filmed as `manim` does, and decoded."""
    with without_loss(), tempconfig(settings(size, rate, media_dir=str(folder))):
        scene = scene_class()
        scene.render()
        return decoded(scene.renderer.file_writer.movie_file_path)


def worst_tile(ours: np.ndarray, theirs: np.ndarray) -> float:
    """Grey levels by which the pictures differ where they differ most, on average over a tile."""
    difference = np.abs(ours.astype(np.int16) - theirs).max(axis=2)
    rows, columns = (-(-side // TILE) for side in difference.shape)
    padded = np.zeros((rows * TILE, columns * TILE))
    padded[: difference.shape[0], : difference.shape[1]] = difference
    return float(padded.reshape(rows, TILE, columns, TILE).mean(axis=(1, 3)).max())


def worst(ours: list[np.ndarray], theirs: list[np.ndarray]) -> float:
    """The worst tile of all frames. Fails when there are not as many."""
    assert len(ours) == len(theirs)
    return max(map(worst_tile, ours, theirs))


@contextmanager
def in_small_pieces(workers: int) -> Iterator[None]:
    """In a `with` block films are divided far below what is worth it, and shared by turns."""

    def take(self: Share, path: Path) -> bool:
        return (len(self.states) - 1) % workers == self._number

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(film_writer, "CHUNK_SECONDS", 0.25)
        patch.setattr(plan, "LEAST_SECONDS", 0.25)
        patch.setattr(Share, "_take", take)
        patch.setattr(Share, "is_needed", True)
        patch.setattr(Reading, "with_modules", lambda _: {})  # the same for all, and slow
        yield


def rendered(
    file: Path, name: str, folder: Path, rate: float = 15, spans: int = 3
) -> list[np.ndarray]:
    """A scene of a file filmed as `netviz render` does, in several spans, and decoded."""
    with (
        without_loss(),
        in_small_pieces(spans),
        tempconfig(settings(rate=rate, media_dir=str(folder))),
    ):
        request = Request(file, (name,), False, config.copy(), None)
        with tempfile.TemporaryDirectory() as scratch:
            here = OneAfterTheOther(spans, scratch)
            (film,) = render([request], here, here, RenderProgress(Console(quiet=True)))
        return decoded(film.movie)


class OneAfterTheOther:
    """Does in this process, and at once, what others would do in theirs at the same time."""

    remote = False

    def __init__(self, workers: int, scratch: str) -> None:
        self.workers, self.scratch = workers, scratch

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        future: Future[Any] = Future()
        generate, before = SVGMobject.generate_mobject, (random.getstate(), np.random.get_state())
        folder = tempfile.tempdir
        tempfile.tempdir = self.scratch
        try:
            with tempconfig({}):
                future.set_result(function(*arguments, report=lambda _: None))
        finally:
            tempfile.tempdir = folder
            SVGMobject.generate_mobject = generate
            PhasedScene.file_writer_class = FilmWriter
            random.setstate(before[0])
            np.random.set_state(before[1])
        return future
