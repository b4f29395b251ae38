"""Watching a scene run: which plays there are, when, and every frame that they show."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import manim
import numpy as np
from manim import Animation, Camera, Mobject, Scene, Wait, tempconfig

from netviz.timeline import PhasedScene

FRAME_RATE = 24
SHORT_SIDE = 180


class Line(NamedTuple):
    """A line of a scene's file."""

    file: str
    number: int

    def __str__(self) -> str:
        return f"{Path(self.file).name}:{self.number}"


@dataclass
class Play:
    """One play or wait of a scene."""

    scene: Scene
    number: int
    """The first play is 0."""
    animations: tuple[Animation, ...]
    phase: str | None
    """The phase's name, or the section's, or None."""
    start: float
    """Seconds of film."""
    end: float
    """Seconds of film; the start until it is over."""
    line: Line | None
    """The line that asked for it, outside Manim and netviz."""
    filmed: bool
    """False in a section that is skipped."""

    @property
    def waits(self) -> bool:
        """Whether it is a wait."""
        return all(isinstance(animation, Wait) for animation in self.animations)

    @property
    def mobjects(self) -> tuple[Mobject, ...]:
        """What its animations are about; a wait has none."""
        return () if self.waits else tuple(played.mobject for played in self.animations)


@dataclass(frozen=True)
class Frame:
    """One frame of a play, as small as the watched scene is run."""

    play: Play
    index: int
    """How many frames the play has shown before."""
    time: float
    """Seconds of film when it is first shown."""
    pixels: np.ndarray
    """(rows, columns, 3), uint8 RGB. The next frame is drawn into it: copy what is kept."""
    count: int
    """How often it is shown; more than once in a still wait."""


class Observer:
    """What `watch` calls while a scene runs. Override what you want to know.

    Example:
        >>> from manim import Circle, Create, Scene
        >>> class Round(Scene):
        ...     def construct(self):
        ...         self.play(Create(Circle()), run_time=0.5)
        ...         self.wait(1.5)
        >>> class Times(Observer):
        ...     def play_ends(self, play):
        ...         print(play.start, play.end, play.waits, *map(type, play.mobjects))
        >>> _ = watch(Round, Times())
        0.0 0.5 False <class 'manim.mobject.geometry.arc.Circle'>
        0.5 2.0 True
    """

    def scene_begins(self, scene: Scene) -> None:
        """The scene is there and has drawn nothing yet."""

    def play_begins(self, play: Play) -> None:
        """A play is about to begin: nothing has been changed by it."""

    def frame(self, frame: Frame) -> None:
        """A frame is drawn; the scene's mobjects are as they are in it."""

    def play_ends(self, play: Play) -> None:
        """A play is over, and the scene as it leaves it."""

    def scene_ends(self, scene: Scene) -> None:
        """The scene has run to its end."""


def watch(
    scene_class: type[Scene],
    observer: Observer,
    frame_rate: float = FRAME_RATE,
    short_side: int = SHORT_SIDE,
) -> Scene:
    """Run a scene without writing anything, tell the observer, and return the scene.

    The frames are drawn `frame_rate` times a second, their shorter side `short_side` pixels long.
    All times are seconds of the film as it would be rendered, not rounded to these frames.
    What the scene raises goes on to the caller.
    """
    with _written_nowhere(frame_rate):
        scene: Scene = _watched(scene_class, observer, short_side)()
        observer.scene_begins(scene)
        scene.render()
        observer.scene_ends(scene)
    return scene


def resize(camera: Camera, short_side: int) -> None:
    """Let a camera draw what it sees with another number of pixels on its shorter side."""
    share = short_side / min(camera.pixel_height, camera.pixel_width)
    camera.pixel_height = round(camera.pixel_height * share)
    camera.pixel_width = round(camera.pixel_width * share)
    camera.init_background()
    camera.reset()


def line_running(scene_class: type) -> Line | None:
    """The innermost running line outside Manim and netviz, preferably of the scene's own file."""
    own = _own_files(scene_class)
    fallback = None
    frame = sys._getframe(1)
    while frame is not None:
        file = frame.f_code.co_filename
        if file in own:
            return Line(file, frame.f_lineno)
        if fallback is None and not _is_machinery(file):
            fallback = Line(file, frame.f_lineno)
        frame = frame.f_back  # type: ignore[assignment]
    return fallback


class _Clock:
    """True seconds of film.

    A scene runs at few frames a second, to which Manim rounds every time: the seconds that were
    asked for are added up here instead.
    """

    def __init__(self) -> None:
        self.time = 0.0
        self.play: Play | None = None
        self.frames = 0
        self._asked = 0.0
        self._ends_itself = False

    def ask(self, animations: list[Any]) -> None:
        """Note how long the running play is to last."""
        first = animations[0]
        self._ends_itself = (
            len(animations) == 1 and isinstance(first, Wait) and first.stop_condition is not None
        )
        self._asked = float(max(animation.run_time for animation in animations))

    def within(self, frame_rate: float) -> float:
        """Seconds of the running play that have been shown."""
        return min(self.frames / frame_rate, self._asked)

    def end(self, frame_rate: float) -> float:
        """The play is over; a wait with a condition took the frames that it was shown."""
        self.time += self.within(frame_rate) if self._ends_itself else self._asked
        return self.time


def _watched(scene_class: type[Scene], observer: Observer, short_side: int) -> type[Scene]:
    """A subclass that tells the observer of each play and frame."""
    phased = issubclass(scene_class, PhasedScene)
    clock = _Clock()

    class Watched(scene_class):  # type: ignore[misc, valid-type, unused-ignore]
        def setup(self) -> None:
            resize(self.renderer.camera, short_side)
            self.renderer.file_writer.write_subcaption_file = lambda: None
            _tell_of_frames(self, clock, observer, advance=not phased)
            self._plays_within = 0
            super().setup()

        def play(self, *args: Any, **kwargs: Any) -> None:
            if self._plays_within:
                super().play(*args, **kwargs)
                return
            clock.play = None
            self._plays_within = 1
            try:
                super().play(*args, **kwargs)
            finally:
                self._plays_within = 0
            if phased:
                clock.time = _table_time(self)
            if clock.play is not None:
                clock.play.end, clock.play.filmed = clock.time, not self._section_is_skipped()
                observer.play_ends(clock.play)

        def begin_animations(self) -> None:
            if clock.play is None:
                clock.play = Play(
                    scene=self,
                    number=self.renderer.num_plays,
                    animations=tuple(self.animations),
                    phase=_phase_of(self),
                    start=clock.time,
                    end=clock.time,
                    line=line_running(scene_class),
                    filmed=not self._section_is_skipped(),
                )
                observer.play_begins(clock.play)
            else:  # a `play` that plays several times is one
                clock.play.animations += tuple(self.animations)
            super().begin_animations()

        def get_run_time(self, animations: list[Any]) -> float:
            clock.ask(animations)
            return float(super().get_run_time(animations))

        @classmethod
        def validate_run_time(cls, run_time: float, *args: Any, **kwargs: Any) -> float:
            """Refuse what is no time, and lengthen nothing to a whole frame of the slow run."""
            if isinstance(run_time, (int, float)) and run_time > 0:
                return run_time
            return float(super().validate_run_time(run_time, *args, **kwargs))

        def _section_is_skipped(self) -> bool:
            return bool(self.renderer.file_writer.sections[-1].skip_animations)

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


def _tell_of_frames(scene: Scene, clock: _Clock, observer: Observer, advance: bool) -> None:
    """Tell of each frame and, with `advance`, set the renderer's time by the clock."""
    renderer = scene.renderer
    add_frame, play = renderer.add_frame, renderer.play

    def tell(frame: np.ndarray, *count: int, **counts: int) -> None:
        times = next(iter((*count, *counts.values())), 1)
        if not renderer.skip_animations and clock.play is not None:
            rate = renderer.camera.frame_rate
            shown = Frame(
                play=clock.play,
                index=clock.frames,
                time=clock.time + clock.within(rate),
                pixels=frame[:, :, :3],
                count=times,
            )
            clock.frames += times
            observer.frame(shown)
        add_frame(frame, *count, **counts)

    def play_on_time(*args: Any, **kwargs: Any) -> None:
        clock.frames = 0
        play(*args, **kwargs)
        clock.end(renderer.camera.frame_rate)
        if advance:
            renderer.time = clock.time

    renderer.add_frame = tell
    renderer.play = play_on_time


def _table_time(scene: PhasedScene) -> float:
    return float(scene._start + scene._used)


def _phase_of(scene: Scene) -> str | None:
    if isinstance(scene, PhasedScene):
        return scene._phase.name if scene._phase else None
    name = str(scene.renderer.file_writer.sections[-1].name)
    return None if name in ("autocreated", "unnamed") else name


@lru_cache(maxsize=256)
def _own_files(scene_class: type) -> frozenset[str]:
    """The files of a scene's class and of those that it is made from, but not the libraries'."""
    names = [parent.__module__ for parent in scene_class.__mro__]
    told = [name for name in names if name.startswith("netviz.films.") or not _is_library(name)]
    files = [getattr(sys.modules.get(name), "__file__", None) for name in told]
    return frozenset(file for file in files if file)


def _is_library(module: str) -> bool:
    return module.partition(".")[0] in ("manim", "netviz", "builtins")


_MACHINERY = tuple(
    str(Path(file).parent) for file in (manim.__file__, np.__file__, __file__) if file
)


@lru_cache(maxsize=4096)
def _is_machinery(file: str) -> bool:
    """Whether a file is Manim's, numpy's, netviz's or Python's own."""
    return file.startswith((*_MACHINERY, "<frozen")) or "/lib/python3" in file


@contextmanager
def _written_nowhere(frame_rate: float) -> Iterator[None]:
    """Manim's settings for a run that leaves nothing behind and says nothing."""
    with TemporaryDirectory(prefix="netviz-watch-") as folder:
        settings = {
            "renderer": "cairo",
            "dry_run": True,
            "frame_rate": frame_rate,
            "disable_caching": True,
            "media_dir": folder,
            "progress_bar": "none",
            "verbosity": "ERROR",
            "preview": False,
            "save_last_frame": False,
            "from_animation_number": 0,
            "upto_animation_number": -1,
        }
        with tempconfig(settings):
            yield
