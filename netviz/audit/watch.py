"""Running a scene without writing it, and stopping after each play and wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np
from manim import Scene, Wait

from netviz.audit.picture import SMALL_SIDE, resize, shape_for
from netviz.timeline import PhasedScene


class Clock:
    """True seconds of film, and since when its small pictures have been the same.

    A scene runs at few frames a second, to which Manim rounds every time: the seconds that were
    asked for are added up here instead.
    """

    def __init__(self) -> None:
        self.time = 0.0
        self.started = 0.0
        self.still_since = 0.0
        self.moved = False
        self.asked = 0.0
        self._ends_itself = False
        self._frames = 0
        self._last: np.ndarray | None = None

    def begin(self) -> None:
        self.started, self._frames = self.time, 0

    def ask(self, animations: list[Any]) -> None:
        """Note how long the running play is to last."""
        waits = len(animations) == 1 and isinstance(animations[0], Wait)
        self.moved = not waits
        self._ends_itself = waits and animations[0].stop_condition is not None
        self.asked = float(max(animation.run_time for animation in animations))

    def see(self, picture: np.ndarray, frames: int, frame_rate: float) -> None:
        """A frame was drawn, or the same one several times."""
        if self._last is None or not np.array_equal(self._last, picture):
            self.still_since = self.started + min(self._frames / frame_rate, self.asked)
            self._last = picture.copy()
        self._frames += frames

    def end(self, frame_rate: float) -> None:
        """The play is over; a wait with a condition took the frames that it was shown."""
        self.time = self.started + (
            min(self._frames / frame_rate, self.asked) if self._ends_itself else self.asked
        )


def watched(
    scene_class: type[Scene], clock: Clock, begin: Callable[[Scene], None], end: Callable[[], None]
) -> type[Scene]:
    """A subclass that calls `begin` before and `end` after each play and wait that is filmed."""
    phased = issubclass(scene_class, PhasedScene)

    class Watched(scene_class):  # type: ignore[misc, valid-type, unused-ignore]
        def setup(self) -> None:
            resize(self.renderer.camera, shape_for(self.renderer.camera, SMALL_SIDE))
            self.renderer.file_writer.write_subcaption_file = lambda: None
            _note_frames(self, clock, advance=not phased)
            self._plays_within = 0
            super().setup()

        def play(self, *args: Any, **kwargs: Any) -> None:
            if self._plays_within:
                super().play(*args, **kwargs)
                return
            begin(self)
            self._plays_within = 1
            try:
                super().play(*args, **kwargs)
            finally:
                self._plays_within = 0
            if phased:
                clock.time = _table_time(self)
            if not self.renderer.file_writer.sections[-1].skip_animations:
                end()

        def get_run_time(self, animations: list[Any]) -> float:
            clock.ask(animations)
            return float(super().get_run_time(animations))

        @classmethod
        def validate_run_time(cls, run_time: float, *args: Any, **kwargs: Any) -> float:
            """Refuse what is no time, and lengthen nothing to a whole frame of the slow run."""
            if isinstance(run_time, (int, float)) and run_time > 0:
                return run_time
            return float(super().validate_run_time(run_time, *args, **kwargs))

        if phased:

            def _write_captions(self) -> None:
                """Keep the captions' own seconds instead of those of the slow run's frames."""
                timed = self._captions.timed if self._captions else ()
                before = len(self.renderer.file_writer.subcaptions)
                super()._write_captions()
                written = self.renderer.file_writer.subcaptions[before:]
                for subtitle, caption in zip(written, timed, strict=True):
                    subtitle.start = timedelta(seconds=float(self._start + caption.start))
                    subtitle.end = timedelta(seconds=float(self._start + caption.end))

            def _fit_to_film(self) -> None:
                """All times are the table's, also when only a phase of it is filmed."""
                self._write_captions()

    for name in ("__name__", "__qualname__", "__module__", "__doc__"):
        setattr(Watched, name, getattr(scene_class, name))
    return Watched


def _table_time(scene: PhasedScene) -> float:
    return float(scene._start + scene._used)


def _note_frames(scene: Scene, clock: Clock, advance: bool) -> None:
    """Let the clock see each frame and, with `advance`, set the renderer's time by it."""
    renderer = scene.renderer
    add_frame, play = renderer.add_frame, renderer.play

    def see(frame: np.ndarray, *count: int, **counts: int) -> None:
        frames = next(iter((*count, *counts.values())), 1)
        if not renderer.skip_animations:
            clock.see(frame[:, :, :3], frames, renderer.camera.frame_rate)
        add_frame(frame, *count, **counts)

    def play_on_time(*args: Any, **kwargs: Any) -> None:
        clock.begin()
        play(*args, **kwargs)
        clock.end(renderer.camera.frame_rate)
        if advance:
            renderer.time = clock.time

    renderer.add_frame = see
    renderer.play = play_on_time
