"""A film as a table of phases: exact frames, Manim sections and captions."""

from __future__ import annotations

import math
import os
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from itertools import accumulate, pairwise
from numbers import Real
from typing import Any

from manim import Animation, ManimColor, Mobject, Wait, config
from manim.scene.section import DefaultSectionType, Section

from netviz.drawing import refuse_opengl
from netviz.render.anew import all_anew
from netviz.render.film_writer import FilmWriter, discard_open_file
from netviz.render.garbage import rare_collections
from netviz.render.lock import film_lock
from netviz.render.portion import Portion
from netviz.render.preview import made_by, put_off
from netviz.render.skipping import SkippingRenderer, counts_each_frame
from netviz.theme import Theme, use_theme
from netviz.words.band import Words
from netviz.words.captions import PAUSE, Captions
from netviz.words.on_screen import WordsOnScreen
from netviz.words.sentence import Sentence

# Manim's command asks PyPI for a newer Manim after rendering. It reads this outside `render`.
config.notify_outdated_version = False

# Sums of floats may miss a phase's end by far less than this, a mistake by far more.
_NOISE = Fraction(1, 1_000_000)


@dataclass(frozen=True)
class Phase:
    """One row of a film's table: its name, its length in seconds, the scene's method that draws it.

    Raises TypeError or ValueError when a name is empty or the seconds are not finite and positive.

    Example:
        >>> Phase("Intro", 3, "intro").seconds
        3
    """

    name: str
    seconds: float
    method: str

    def __post_init__(self) -> None:
        for field, value in (("name", self.name), ("method", self.method)):
            if not isinstance(value, str):
                raise TypeError(
                    f"Phase.{field} must be a string, got {type(value).__name__}: {value!r}"
                )
            if not value.strip():
                raise ValueError(f"Phase.{field} must not be empty, got {value!r}")
        _check_seconds(f"Phase({self.name!r}).seconds", self.seconds)


class PhaseOverrun(RuntimeError):  # noqa: N818
    """A phase was asked to show more than its seconds hold."""

    def __init__(self, phase: Phase, used: float) -> None:
        super().__init__(
            f"phase {phase.name!r} overruns: {_decimal(used)} s used, "
            f"{_decimal(phase.seconds)} s budgeted"
        )
        self.phase = phase
        self.used = used
        """Seconds that the phase would have had with the play that was asked for."""

    def __reduce__(self) -> tuple[type[PhaseOverrun], tuple[Phase, float]]:
        return type(self), (self.phase, self.used)


def phase_frames(phases: Sequence[Phase], frame_rate: float) -> list[int]:
    """Frames of each phase: boundaries lie at round(cumulative seconds * frame_rate).

    Example:
        >>> phase_frames([Phase("A", 0.1, "a"), Phase("B", 0.1, "b")], 15)
        [2, 1]
    """
    boundaries = _boundaries(phases)
    return [
        _frame_at(end, frame_rate) - _frame_at(start, frame_rate)
        for start, end in pairwise(boundaries)
    ]


def find_phase(name: str, phases: Sequence[Phase]) -> int | None:
    """Index of the phase of a name, whatever its upper and lower case; None when there is none.

    Example:
        >>> find_phase("output layer", [Phase("Intro", 3, "intro"), Phase("Output Layer", 2, "go")])
        1
    """
    names = [phase.name for phase in phases]
    if name in names:
        return names.index(name)
    folded = [other.casefold() for other in names]
    return folded.index(name.casefold()) if name.casefold() in folded else None


class PhasedScene(WordsOnScreen):  # type: ignore[misc, unused-ignore]
    """A Manim scene told by a table of phases, exact to the frame at every frame rate.

    Each phase opens a Manim section, calls its method, and holds what is left of its seconds.
    Methods are ordinary Manim. Every play and wait ends at the frame nearest to the seconds asked
    for so far, so rounding never adds up; one too short to reach the next frame takes effect
    without a frame. A play that leaves its phase raises `PhaseOverrun` before it is drawn, and a
    play outside a phase (in `setup`, say) raises RuntimeError. A wait with a condition may ask for
    any time and ends with its phase at the latest; unmet by then, it is an overrun.

    `theme` is the current theme and the background while the scene is set up and rendered.
    With `only_phase` (or, when that is None, the environment's NETVIZ_PHASE) the film is that one
    phase: those before it are computed but not filmed, those after it are left out.

    Nothing is taken from Manim's cache, which cannot see edits in helpers and animations; the film
    at the usual place is replaced only by a whole one.

    Raises TypeError or ValueError at class definition when the table is wrong: duplicate names, a
    row that is no Phase, a method that is missing or Manim's own. A scene whose table depends on
    what it shows sets `self.phases` before `super().__init__`, where it is checked again.

    Example:
        >>> from manim import Create, Square
        >>> class Short(PhasedScene):
        ...     phases = (Phase("Square", 2, "square"),)
        ...     def square(self):
        ...         self.say("A square is drawn.")
        ...         self.play(Create(Square()), run_time=1.37)
    """

    phases: tuple[Phase, ...] = ()
    theme: Theme = Theme()
    only_phase: str | None = None
    file_writer_class: type[FilmWriter] = FilmWriter
    portion: Portion | None = None
    """What of the film is filmed here, when several processes film it; None is all of it."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if any(base.__module__.startswith("manim_slides.") for base in cls.__mro__) and not any(
            base.__module__ == "netviz.slides" for base in cls.__mro__
        ):
            raise TypeError(
                f"{cls.__name__} must be made of netviz.slides.Slides, which makes a slide of each "
                f"phase, not of manim_slides.Slide: class {cls.__name__}(Slides, MyFilm)"
            )
        if "phases" in vars(cls) or cls.phases:
            _check_table(cls, cls.phases)

    def __init__(self, renderer: Any = None, **kwargs: Any) -> None:
        _check_table(type(self), self.phases)
        refuse_opengl()
        if renderer is None:
            renderer = SkippingRenderer(
                file_writer_class=self.file_writer_class,
                skip_animations=kwargs.get("skip_animations", False),
            )
        self._phase: Phase | None = None
        self._captions: Captions | None = None
        self._start = Fraction(0)
        self._used = Fraction(0)
        self._frame = 0
        self._last_frame = 0
        self._play_frames: int | None = None
        self._skipped = False
        self._heard = True
        self._filmed: list[tuple[int, int]] = []
        super().__init__(renderer=renderer, **kwargs)

    @property
    def current_phase(self) -> Phase | None:
        """The phase that runs now, None outside the phases."""
        return self._phase

    @property
    def phase_remaining(self) -> float:
        """Seconds left in the running phase. Raises RuntimeError outside a phase."""
        phase = self._running("phase_remaining")
        return float(max(_exact(phase.seconds) - self._used, Fraction(0)))

    def say(
        self,
        text: str | Sentence,
        *shorter: str | Sentence,
        at: float | None = None,
        seconds: float | None = None,
    ) -> None:
        """Say a sentence, from now or from `at` seconds into the phase, which are still to come.

        It is drawn in the words' band and listed as a subtitle for `seconds`, or until the next
        sentence or the end of the phase: that is its beat. Of `text` and all `shorter` ones, the
        first that fits its beat is said: a sentence needs its seconds of speech and a pause of
        0.3 s. Raises ValueError when none fits, or when a sentence breaks a rule: 2 lines of 42
        characters, 1.2 s at least, 17 characters a second at most, no overlap, within the phase.
        A sentence without `seconds` is held to them when its end is known.
        """
        phase = self._running("say")
        assert self._captions is not None
        sentences = self._offered(text, shorter)
        if seconds is not None:
            _check_seconds("say's seconds", seconds)
        if at is not None:
            _check_seconds("say's at", at, zero_too=True)
        start = self._used if at is None else _exact(at)
        if start < self._used - _NOISE:
            raise ValueError(
                f"say's at must not be past: {at:g} s into {phase.name!r}, "
                f"of which {_decimal(float(self._used))} s are over"
            )
        beat = _exact(phase.seconds) - start if seconds is None else _exact(seconds)
        lengths = self._lengths
        fitting = (each for each in sentences if lengths.of(each) + PAUSE <= beat)
        sentence = next(fitting, sentences[-1])
        shown = None if seconds is None else _exact(seconds)
        spoken = max(lengths.of(sentence), self._speak_at(sentence, self._start + start))
        self._captions.add(sentence.text, start, shown, spoken)
        self._band.begin(Words(sentence.text), float(self._start + start))
        if shown is not None:
            self._band.end(float(self._start + start + shown))

    def _speak_at(self, sentence: Sentence, moment: Fraction) -> Fraction:
        if not self._heard:
            return Fraction(0)
        heard = self._film_time(timedelta(seconds=self.time)).total_seconds()
        later = _frame_at(moment) / config.frame_rate - float(self.time)
        return self._speak(sentence, max(heard + later, 0.0))

    def caption(self, text: str, seconds: float | None = None, at: float | None = None) -> None:
        """Say a sentence. Deprecated: it is now called `say`."""
        warnings.warn("caption is now say", DeprecationWarning, stacklevel=2)
        self.say(text, seconds=seconds, at=at)

    def render(self, preview: bool = False) -> bool:
        """Render the scene as Manim does; when it fails, leave no half-written file or thread."""
        film = getattr(self.renderer.file_writer, "movie_file_path", None)
        try:
            with (
                film_lock(film) if film else nullcontext(),
                all_anew(),
                rare_collections(),
                use_theme(self.theme),
            ):
                self.camera.background_color = ManimColor(self.theme.background)
                with put_off(self, preview) as wished:
                    again = bool(super().render())
        except BaseException as error:
            discard_open_file(self.renderer.file_writer)
            if isinstance(error, SystemExit) and not error.code:
                raise SystemExit(1) from error  # there is no film: a success it is not
            raise
        if wished.file or wished.folder:
            wished.open(made_by(self.renderer.file_writer))
        return again

    def construct(self) -> None:
        """Run the phases in order."""
        wanted = self._wanted_phase()
        try:
            for phase, (start, end) in zip(
                self.phases, pairwise(_boundaries(self.phases)), strict=True
            ):
                self._open_phase(phase, start, end, filmed=wanted in (None, phase.name))
                getattr(self, phase.method)()
                self._close_phase()
                if phase.name == wanted:
                    break
        finally:
            self._fit_to_film()

    def play(
        self,
        *args: Any,
        subcaption: str | None = None,
        subcaption_duration: float | None = None,
        subcaption_offset: float = 0,
        **kwargs: Any,
    ) -> None:
        """Play as Manim does, for exactly the frames that the phase's seconds ask for."""
        phase = self._running("play")
        animations = self.compile_animations(*args, **kwargs)
        if not animations:
            raise ValueError("Called Scene.play with no animations")
        seconds = _exact(super().get_run_time(animations))
        budget = _exact(phase.seconds)
        condition = _Condition.of(animations)
        overruns = self._used + seconds > budget + _NOISE
        if overruns and condition is None:
            raise PhaseOverrun(phase, float(self._used + seconds))

        used = self._used + seconds
        if used > budget - _NOISE:
            used = budget
        first = self._frame
        frames = _frame_at(self._start + used) - first
        runs = self._still_runs(animations, frames)
        for count, changing in runs:
            wait = Wait(run_time=count / config.frame_rate, frozen_frame=not changing)
            self._film([wait], count, frozen=True)
        if not runs:
            self._film(animations, frames, condition)
        if condition is not None and self._frame - first < frames:
            frames = self._frame - first
            used = max(Fraction(self._frame) / _rate() - self._start, self._used)
        if overruns and condition is not None and not condition.met:
            raise PhaseOverrun(phase, float(self._used + seconds))

        self._used = used
        self._show_words(float(self._start + used))
        self.renderer.time = self._frame / config.frame_rate
        if subcaption:
            shown = frames / config.frame_rate
            self.add_subcaption(
                subcaption,
                duration=shown if subcaption_duration is None else subcaption_duration,
                offset=subcaption_offset - shown,
            )

    def _film(
        self,
        animations: list[Animation],
        frames: int,
        condition: _Condition | None = None,
        frozen: bool = False,
    ) -> None:
        """Play for so many frames, fewer when a condition is met; with `frozen` only words move."""
        first = self._frame
        start, end = (frame / config.frame_rate for frame in (first, first + frames))
        in_film = frames > 0 and not self.renderer.file_writer.sections[-1].skip_animations
        elsewhere = in_film and self.portion is not None and not self.portion.has_play(first)
        self._play_frames = frames
        try:
            with self._unfilmed(frames == 0 or elsewhere), self._with_words(start, end, frozen):
                super().play(*animations)
        finally:
            self._play_frames = None
        if condition is not None:
            frames = min(frames, condition.frames)
        self._frame = first + frames
        if frames > 0:
            self._heard = elsewhere or not self.renderer.skip_animations
        if self.renderer.skip_animations and not self.is_current_animation_frozen_frame():
            self.update_mobjects(0)  # as after a filmed play, so that the next one starts alike
        if elsewhere or not self.renderer.skip_animations:
            self._filmed.append((first, self._frame))
            if self.portion is not None:
                self.portion.count(frames)

    def _still_runs(self, animations: list[Animation], frames: int) -> list[tuple[int, bool]]:
        """A still wait in which words come or go as runs of frames, see `Band.runs`."""
        if frames == 0 or len(animations) != 1 or not isinstance(animations[0], Wait):
            return []
        rate = float(config.frame_rate)
        if not self._band.changes(self._frame / rate, (self._frame + frames) / rate):
            return []
        self.animations = animations
        if self.should_update_mobjects():
            return []
        return self._band.runs([(self._frame + i) / rate for i in range(frames)])

    def get_run_time(self, animations: list[Animation]) -> float:
        """Seconds that make Manim draw the frames counted for the running play."""
        frames = self._play_frames
        if frames is None:
            return float(super().get_run_time(animations))
        frame_rate = float(config.frame_rate)
        wait = animations[0] if len(animations) == 1 and isinstance(animations[0], Wait) else None
        if wait is not None and not self.should_update_mobjects():
            return (frames + 0.5) / frame_rate  # a still is repeated, rounded down
        if self._skips_ahead() and (wait is None or wait.stop_condition is None):
            return max(frames - 1, 0) / frame_rate  # one step, to the last frame's time
        return max(frames - 0.5, 0.5) / frame_rate  # frames are drawn, rounded up

    def get_time_progression(
        self, run_time: float, description: str, *args: Any, **kwargs: Any
    ) -> Any:
        """The times of a play's frames as Manim gives them; all of them where updaters count."""
        if self.renderer.skip_animations and not self._skips_ahead():
            kwargs["override_skip_animations"] = True
        return super().get_time_progression(run_time, description, *args, **kwargs)

    def get_moving_and_static_mobjects(
        self, animations: list[Animation]
    ) -> tuple[list[Mobject], list[Mobject]]:
        """What is drawn anew in each frame and what is drawn once; none where nothing is drawn."""
        if self.renderer.skip_animations:
            return [], []
        moving, static = super().get_moving_and_static_mobjects(animations)
        return moving, static

    def add_sound(
        self, sound_file: str, time_offset: float = 0, gain: float | None = None, **kwargs: Any
    ) -> None:
        """Add a sound as Manim does, at its time in the film, which may be a part."""
        if self._heard:
            time = self._film_time(timedelta(seconds=self.time)).total_seconds() + time_offset
            self.renderer.file_writer.add_sound(sound_file, time, gain, **kwargs)

    def next_section(
        self,
        name: str = "unnamed",
        section_type: str = DefaultSectionType.NORMAL,
        skip_animations: bool = False,
    ) -> None:
        """Open a section as Manim does; what no file may be called is "-" in its name."""
        file_name = re.sub(r'[\x00-\x1f/\\:*?"<>|]', "-", name)
        super().next_section(file_name, section_type, skip_animations or self._skipped)
        if self.portion is not None:
            self.portion.open_section()

    @classmethod
    def validate_run_time(
        cls, run_time: float, method: Callable[..., Any], parameter_name: str = "run_time"
    ) -> float:
        """Refuse what is no positive time; unlike Manim's, lengthen nothing to a whole frame."""
        _check_seconds(f"{cls.__name__}.{method.__name__}()'s {parameter_name}", run_time)
        return run_time

    def _skips_ahead(self) -> bool:
        """Whether the play is skipped in one step."""
        return bool(self.renderer.skip_animations) and not counts_each_frame(self)

    def _wanted_phase(self) -> str | None:
        wanted = self.only_phase or os.environ.get("NETVIZ_PHASE") or None
        if wanted is None:
            return None
        index = find_phase(wanted, self.phases)
        if index is None:
            names = [phase.name for phase in self.phases]
            raise ValueError(
                f"only_phase (or NETVIZ_PHASE) must be one of {names} in {type(self).__name__}, "
                f"got {wanted!r}"
            )
        return self.phases[index].name

    def _running(self, wish: str) -> Phase:
        if self._phase is None:
            raise RuntimeError(
                f"{type(self).__name__}: {wish} outside a phase; the table of phases holds all of "
                "the film's time, so do it in a phase's method"
            )
        return self._phase

    def _open_phase(self, phase: Phase, start: Fraction, end: Fraction, filmed: bool) -> None:
        self._phase, self._start, self._used = phase, start, Fraction(0)
        self._captions = Captions(phase.name, end - start)
        self._last_frame = _frame_at(end)
        self._skipped = not filmed
        self._heard = filmed
        self.next_section(phase.name)

    def _close_phase(self) -> None:
        assert self._captions is not None
        assert self._phase is not None
        self._captions.finish()
        self._band.end(float(self._start + _exact(self._phase.seconds)))
        self._band.forget(float(self._start + self._used))
        if self._frame < self._last_frame:
            self.wait(self.phase_remaining)
        self._write_captions()
        self._phase = None

    def _write_captions(self) -> None:
        for caption in self._captions.timed if self._captions else ():
            start, end = (
                _frame_at(self._start + t) / config.frame_rate for t in (caption.start, caption.end)
            )
            self._list_said(caption.text, start, end)
        self._captions = None

    def _fit_to_film(self) -> None:
        """Bring sections and subtitles from the table's time to the film's, which may be a part."""
        self._write_captions()
        writer = self.renderer.file_writer
        for section in writer.sections if self.portion is None else ():
            if not any(section.partial_movie_files):
                section.video = None
        if sum(end - start for start, end in self._filmed) == self._frame:
            return
        for subtitle in writer.subcaptions:
            subtitle.start = self._film_time(subtitle.start)
            subtitle.end = self._film_time(subtitle.end)
        writer.subcaptions[:] = [s for s in writer.subcaptions if s.start < s.end]

    def _film_time(self, table_time: timedelta) -> timedelta:
        frame = table_time.total_seconds() * config.frame_rate
        before = sum(max(min(frame, end) - start, 0) for start, end in self._filmed)
        return timedelta(seconds=before / config.frame_rate)

    @contextmanager
    def _unfilmed(self, unfilmed: bool) -> Iterator[None]:
        section: Section = self.renderer.file_writer.sections[-1]
        before = section.skip_animations
        section.skip_animations = before or unfilmed
        try:
            yield
        finally:
            section.skip_animations = before


@dataclass
class _Condition:
    """The condition of a wait, which counts the frames shown until it held."""

    holds: Callable[[], bool]
    frames: int = 0
    met: bool = False
    __name__ = "a condition"  # Manim's progress bar shows it

    @classmethod
    def of(cls, animations: list[Animation]) -> _Condition | None:
        """Take the place of the condition when `animations` is a conditional wait, else None."""
        if len(animations) != 1 or not isinstance(animations[0], Wait):
            return None
        wait = animations[0]
        if wait.stop_condition is None:
            return None
        condition = cls(wait.stop_condition)
        wait.stop_condition = condition
        return condition

    def __call__(self) -> bool:
        self.frames += 1
        self.met = bool(self.holds())
        return self.met


def _check_table(cls: type[PhasedScene], phases: Any) -> None:
    name = f"{cls.__name__}.phases"
    if not isinstance(phases, (tuple, list)):
        raise TypeError(f"{name} must be a tuple of Phase, got {type(phases).__name__}: {phases!r}")
    if not phases:
        raise ValueError(f"{name} must have at least one Phase, got {phases!r}")
    seen: set[str] = set()
    for index, phase in enumerate(phases):
        if not isinstance(phase, Phase):
            raise TypeError(
                f"{name}[{index}] must be a Phase, got {type(phase).__name__}: {phase!r}"
            )
        if phase.name in seen:
            raise ValueError(f"{name} must have names of their own, got {phase.name!r} twice")
        seen.add(phase.name)
        if hasattr(PhasedScene, phase.method):
            raise ValueError(
                f"{name}[{index}].method must not be one of Manim's own, got {phase.method!r}"
            )
        method = getattr(cls, phase.method, None)
        if not callable(method):
            raise (ValueError if method is None else TypeError)(
                f"{name}[{index}].method must name a method of {cls.__name__}, got "
                f"{phase.method!r}, which is {'missing' if method is None else repr(method)}"
            )


def _check_seconds(name: str, seconds: Any, zero_too: bool = False) -> None:
    if isinstance(seconds, bool) or not isinstance(seconds, Real):
        raise TypeError(
            f"{name} must be a number of seconds, got {type(seconds).__name__}: {seconds!r}"
        )
    if not math.isfinite(seconds) or seconds < 0 or (seconds == 0 and not zero_too):
        least = "at least 0" if zero_too else "greater than 0"
        raise ValueError(f"{name} must be finite and {least}, got {seconds!r}")


def _exact(seconds: float) -> Fraction:
    """The decimal or simple fraction that was meant: 0.1 is 1/10, 1/3 is 1/3."""
    return Fraction(seconds).limit_denominator(1_000_000)


def _boundaries(phases: Sequence[Phase]) -> list[Fraction]:
    return list(accumulate((_exact(phase.seconds) for phase in phases), initial=Fraction(0)))


def _rate() -> Fraction:
    return Fraction(config.frame_rate)


def _frame_at(seconds: Fraction, frame_rate: float | None = None) -> int:
    return round(seconds * (_rate() if frame_rate is None else Fraction(frame_rate)))


def _decimal(seconds: float) -> str:
    return f"{seconds:.6f}".rstrip("0").rstrip(".")
