"""A plain scene filmed by several processes: each runs it all and films what no other has taken.

How long such a scene is, and where its plays begin, is known only when it has run. So no process
is told what to film: at the beginning of each chunk it takes the chunk or, when another has it,
computes its plays without drawing them. All write down what the scene looks like there; where they
do not agree, the scene cannot be divided.
"""

from __future__ import annotations

import hashlib
import pickle
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from manim import Mobject, Scene, config

from netviz.render.film_writer import least_frames
from netviz.render.skipping import SkippingRenderer, counts_each_frame


class Share:
    """The chunks of a film that a process films, counted as `FilmWriter` does.

    Processes that share a film have one folder and each a number.
    """

    def __init__(self, folder: Path, number: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._number = folder, number
        self._in_chunk = 0
        self._mine = False
        self.frames = 0
        """Of the film so far, filmed here or not."""
        self.firsts: list[int] = []
        """The first frames of the chunks that are filmed here."""
        self.states: dict[int, str] = {}
        """What the scene was at the first frame of each chunk."""

    @property
    def is_needed(self) -> bool:
        """Whether there may be something left to film, or to film again after a death."""
        return not (self._folder / "all").exists() or any(
            path.read_text() == str(self._number) for path in self._folder.glob("*.chunk")
        )

    def open_section(self) -> None:
        """A section starts, and with it a chunk."""
        self._in_chunk = 0

    def has_play(self, scene: Scene) -> bool:
        """Whether the play that starts now is filmed here."""
        if self._in_chunk == 0:
            self.states[self.frames] = state_of(scene)
            self._mine = self._take(self._folder / f"{self.frames}.chunk")
        return self._mine

    def count(self, frames: int) -> None:
        """A play of so many frames is over, filmed here or not."""
        if frames and self._mine and self._in_chunk == 0:
            self.firsts.append(self.frames)
        self.frames += frames
        self._in_chunk += frames
        if self._in_chunk >= least_frames(config.frame_rate):
            self._in_chunk = 0

    def end(self) -> None:
        """The scene is over, and each of its chunks is taken."""
        (self._folder / "all").touch()

    def _take(self, path: Path) -> bool:
        try:
            with path.open("x") as file:
                file.write(str(self._number))
        except FileExistsError:
            return path.read_text() == str(self._number)
        return True


class SharingRenderer(SkippingRenderer):
    """Films the plays of its `share`; others are computed as if they were filmed, but not drawn."""

    share: Share
    time: float
    skip_animations: bool
    elsewhere = False
    """Whether the running play is filmed by another process."""

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play as Manim does."""
        self._scene, self._steps = scene, 0
        start, written = self.time, self.file_writer.written
        super().play(scene, *args, **kwargs)
        if not self.elsewhere:
            self.share.count(self.file_writer.written - written)
            return
        step = 1 / self.camera.frame_rate
        self.time = start
        if scene.is_current_animation_frozen_frame():
            frames = int(scene.duration / step)
            self.time += frames * step
        else:
            scene.update_mobjects(0)
            frames = self._steps
            if not self._is_stepped(scene):
                frames = len(np.arange(0, scene.duration, 1 / config.frame_rate))
            for _ in range(frames):
                self.time += step
        self.share.count(frames)
        self.skip_animations = False  # what a scene does between plays depends on it

    def update_skipping_status(self) -> None:
        """Skip what Manim skips and what is filmed elsewhere."""
        self.elsewhere = False
        super().update_skipping_status()
        if not self.skip_animations and not self.share.has_play(self._scene):
            self.skip_animations = self.elsewhere = True

    def render(self, *args: Any, **kwargs: Any) -> None:
        """Draw a frame and have it written."""
        self._steps += 1
        super().render(*args, **kwargs)

    def steps_through(self, scene: Scene) -> bool:
        """Whether the running play is filmed elsewhere, and each frame is to be computed here."""
        return self.elsewhere and self._is_stepped(scene)

    def _is_stepped(self, scene: Scene) -> bool:
        return scene.stop_condition is not None or counts_each_frame(scene)


def shared(scene_class: type[Scene]) -> type[Scene]:
    """A plain scene's class that goes with a `SharingRenderer`."""

    class Shared(scene_class):  # type: ignore[misc, valid-type, unused-ignore]
        def get_time_progression(
            self, run_time: float, description: str, *args: Any, **kwargs: Any
        ) -> Any:
            if self.renderer.steps_through(self):
                kwargs["override_skip_animations"] = True
            return super().get_time_progression(run_time, description, *args, **kwargs)

        def get_moving_and_static_mobjects(self, animations: Any) -> Any:
            if self.renderer.elsewhere:
                return [], []
            return super().get_moving_and_static_mobjects(animations)

        def next_section(self, *args: Any, **kwargs: Any) -> None:
            super().next_section(*args, **kwargs)
            self.renderer.share.open_section()

    for name in ("__name__", "__qualname__", "__module__", "__doc__"):
        setattr(Shared, name, getattr(scene_class, name))
    return Shared


def state_of(scene: Scene) -> str:
    """A digest of all numbers and arrays of what is on screen, of the camera and of chance."""
    digest = hashlib.blake2b(pickle.dumps((random.getstate(), np.random.get_state())))
    digest.update(repr(scene.renderer.time).encode())
    camera = scene.renderer.camera
    trackers = camera.get_value_trackers() if hasattr(camera, "get_value_trackers") else ()
    frame = [camera.frame] if isinstance(getattr(camera, "frame", None), Mobject) else []
    digest.update(camera.background[:1].tobytes() + repr(camera.frame_center).encode())
    for mobject in (*scene.mobjects, *scene.foreground_mobjects, *trackers, *frame):
        for part in mobject.get_family():
            digest.update(type(part).__name__.encode())
            for name, value in _numbers(part):
                digest.update(name.encode() + value)
    return digest.hexdigest()


def _numbers(mobject: Mobject) -> Iterator[tuple[str, bytes]]:
    for name, value in sorted(vars(mobject).items()):
        if isinstance(value, np.ndarray):
            yield name, value.tobytes()
        elif isinstance(value, (bool, int, float)):
            yield name, repr(value).encode()
        elif name == "updaters":
            yield name, repr(len(value)).encode()
