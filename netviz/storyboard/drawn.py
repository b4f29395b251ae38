"""Frames straight from a scene: it is run without writing, and only wanted frames are drawn."""

from __future__ import annotations

import math
import os
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from typing import Any

from manim import Scene, config, tempconfig
from PIL import Image

from netviz.checks import as_integer, as_positive
from netviz.storyboard.film import (
    FilmError,
    Hold,
    Look,
    Part,
    Subtitle,
    parts_from_starts,
    timecode,
)
from netviz.theme import Theme
from netviz.timeline import PhasedScene, phase_frames


class DrawnFilm:
    """A scene as the film that Manim would write of it, frame for frame, but none is encoded.

    `size` is (width, height) in pixels, `rate` frames a second; both default to Manim's config.
    The phases of a `PhasedScene` are its table's; a plain scene is run once to count its frames,
    and its sections are the parts. Raises FilmError when the scene fails or plays nothing,
    TypeError or ValueError for a size or a rate that is not positive.

    Example:
        >>> from manim import Circle, Create, Scene
        >>> class Round(Scene):
        ...     def construct(self):
        ...         self.play(Create(Circle()), run_time=0.5)
        >>> DrawnFilm(Round, size=(64, 36), rate=10).frames
        5
    """

    def __init__(
        self,
        scene_class: type[Scene],
        size: tuple[int, int] | None = None,
        rate: float | None = None,
    ) -> None:
        width, height = size or (config.pixel_width, config.pixel_height)
        self.size = as_integer(width, "width", 1), as_integer(height, "height", 1)
        self._rate = as_positive(config.frame_rate if rate is None else rate, "rate")
        self.rate = Fraction(self._rate)
        self.scene_class = scene_class
        self.name = scene_class.__name__
        self.title = title_of(scene_class)
        self.theme = theme_of(scene_class)
        table = self._table()
        self.parts = self._counted.parts if table is None else table
        if not self.parts:
            raise FilmError(f"{self.name} plays nothing, so it has no frames")

    @property
    def frames(self) -> int:
        """How many frames the film has."""
        return self.parts[-1].end

    @property
    def holds(self) -> tuple[Hold, ...]:
        """Where nothing moves: the still waits. Runs the scene once, when first asked for."""
        return tuple(self._counted.holds)

    def look_at(self, wanted: Iterable[int], look: Look) -> tuple[Subtitle, ...]:
        """Run the scene and call `look` for the wanted frames; the answer is all subtitles.

        Raises FilmError when the scene fails, or when it does not have the frames that it promised.
        """
        run = self._run(sorted(set(wanted)), look)
        if run.frame != self.frames:
            raise FilmError(f"{self.name} has {run.frame} frames, not {self.frames} as before")
        return run.subtitles

    def _table(self) -> tuple[Part, ...] | None:
        """The parts of a PhasedScene that is filmed as a whole."""
        if not issubclass(self.scene_class, PhasedScene):
            return None
        if self.scene_class.only_phase or os.environ.get("NETVIZ_PHASE"):
            return None
        with self._settings():
            try:
                phases = self.scene_class().phases
            except (Exception, SystemExit) as error:
                raise FilmError(f"{self.name} fails: {_in_words(error)}") from error
        *firsts, frames = accumulate(phase_frames(phases, self._rate), initial=0)
        names = (phase.name for phase in phases)
        return parts_from_starts(list(zip(names, firsts, strict=True)), frames)

    @cached_property
    def _counted(self) -> _Tap:
        """The scene run without drawing any frame."""
        return self._run([], _ignore)

    def _run(self, wanted: Sequence[int], look: Look) -> _Tap:
        tap: _Tap | None = None
        with self._settings():
            try:
                scene = self.scene_class()
                tap = _Tap(scene, self.rate, wanted, look)
                scene.render()
            except (Exception, SystemExit) as error:
                at = f" at {timecode(float(tap.frame / self.rate))}" if tap else ""
                raise FilmError(f"{self.name} fails{at}: {_in_words(error)}") from error
        return tap

    def _settings(self) -> Any:
        return tempconfig(
            {
                "pixel_width": self.size[0],
                "pixel_height": self.size[1],
                "frame_rate": self._rate,
                "renderer": "cairo",
                "dry_run": True,
                "disable_caching": True,
                "save_last_frame": False,
                "preview": False,
                "progress_bar": "none",
                "verbosity": "ERROR",
            }
        )


class _Tap:
    """Counts the frames that a scene gives to its renderer and has only wanted ones drawn.

    A play with a wanted frame draws its still part first, as Manim does, so a frame is bit for bit
    what Manim would have encoded.
    """

    def __init__(self, scene: Scene, rate: Fraction, wanted: Sequence[int], look: Look) -> None:
        self.frame = 0
        self.holds: list[Hold] = []
        self._rate, self._wanted, self._look = rate, wanted, look
        self._starts = [(in_words(type(scene).__name__), 0)]
        self._play_is_wanted = False
        renderer = self._renderer = scene.renderer
        self._draw, self._draw_still_part = renderer.update_frame, renderer.save_static_frame_data
        self._render, self._open_section = renderer.render, scene.next_section
        renderer.update_frame = self.update_frame
        renderer.save_static_frame_data = self.save_static_frame_data
        renderer.render = self.render
        renderer.add_frame = self.add_frame
        scene.next_section = self.next_section
        renderer.file_writer.write_subcaption_file = _write_nothing  # Manim 0.19 would, or fail

    @property
    def parts(self) -> tuple[Part, ...]:
        return parts_from_starts(self._starts, self.frame)

    @property
    def subtitles(self) -> tuple[Subtitle, ...]:
        return tuple(
            Subtitle(s.content, s.start.total_seconds(), s.end.total_seconds())
            for s in self._renderer.file_writer.subcaptions
        )

    def next_section(self, name: str = "unnamed", *args: Any, **kwargs: Any) -> None:
        self._starts.append((name, self.frame))
        self._open_section(name, *args, **kwargs)

    def save_static_frame_data(self, scene: Scene, mobjects: Any) -> Any:
        self._renderer.static_image = None
        self._play_is_wanted = bool(self._wants(math.ceil(scene.duration * self._rate) + 1))
        return self._draw_still_part(scene, mobjects) if self._play_is_wanted else None

    def update_frame(self, *args: Any, **kwargs: Any) -> None:
        if self._play_is_wanted:
            self._draw(*args, **kwargs)

    def render(self, *args: Any) -> None:
        if self._wants(1):
            self._render(*args)
        else:
            self.add_frame(None)

    def add_frame(self, frame: Any, num_frames: int = 1) -> None:
        if self._renderer.skip_animations:
            return
        wanted = self._wants(num_frames)
        if wanted:
            picture = Image.fromarray(frame[:, :, :3])
            for number in wanted:
                self._look(number, picture)
        if num_frames > 1:
            self.holds.append((self.frame, self.frame + num_frames))
        self.frame += num_frames
        self._renderer.time += float(num_frames / self._rate)

    def _wants(self, frames: int) -> Sequence[int]:
        """Those of the next frames that are wanted."""
        first = bisect_left(self._wanted, self.frame)
        return self._wanted[first : bisect_left(self._wanted, self.frame + frames)]


def title_of(scene_class: type[Scene]) -> str:
    """A film's title: the scene's `title` when it has one, else its name in words."""
    title = getattr(scene_class, "title", None)
    return title if isinstance(title, str) and title.strip() else in_words(scene_class.__name__)


def theme_of(scene_class: type[Scene]) -> Theme:
    """The theme of a `PhasedScene`, the default one for a plain scene."""
    return scene_class.theme if issubclass(scene_class, PhasedScene) else Theme()


def in_words(name: str) -> str:
    """A class name in words.

    Example:
        >>> in_words("TwoLayers")
        'Two Layers'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ").strip()


def _in_words(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _write_nothing() -> None:
    """Nothing is written."""


def _ignore(frame: int, picture: Image.Image) -> None:
    """Look at nothing."""
