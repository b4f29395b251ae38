"""Words for any Manim scene: one sentence after another, none cut short."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from manim import Animation, Wait, config

from netviz.words.band import Words
from netviz.words.captions import MIN_SECONDS, PAUSE, wrap
from netviz.words.on_screen import WordsOnScreen
from netviz.words.sentence import Sentence


class Spoken(WordsOnScreen):
    """A mixin that lets any Manim scene say sentences: `class Mine(Spoken, Scene)`.

    A sentence stays until the next one, which waits until this one has been said; the film does
    not end before its last sentence has. A `PhasedScene` has a `say` of its own, for its phases.

    Example:
        >>> from manim import Circle, Create, Scene
        >>> class Mine(Spoken, Scene):
        ...     def construct(self):
        ...         self.say("A circle is drawn.")
        ...         self.play(Create(Circle()))
        ...         self.say("That is all.")
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._said_at = 0.0
        self._subtitle: tuple[str, float] | None = None
        super().__init__(*args, **kwargs)

    def say(self, text: str | Sentence, *shorter: str | Sentence) -> None:
        """Say a sentence, drawn in the words' band and listed as a subtitle, until the next one.

        It starts now, or when the one before has been said. Nothing limits its time here, so
        `text` is said; `shorter` ones are for scenes whose seconds are fixed.
        Raises TypeError or ValueError for what is no sentence or does not fit two lines.
        """
        sentence = self._offered(text, shorter)[0]
        wrapped = wrap(sentence.text)
        self.wait_for_words(pause=float(PAUSE))
        self._end_subtitle()
        start = float(self.time)
        self._band.begin(Words(sentence.text), start)
        planned = max(self._lengths.of(sentence), MIN_SECONDS)
        spoken = Fraction(0) if self.renderer.skip_animations else self._speak(sentence, start)
        if spoken > planned + PAUSE:
            raise ValueError(
                f"sentence must fit its beat: {sentence.text!r} takes {float(spoken):.2f} s to say "
                f"and has {float(planned + PAUSE):.2f} s; netviz words measures how long they take"
            )
        self._said_at = start + float(planned)
        self._subtitle = wrapped, start

    def wait_for_words(self, pause: float = 0.0) -> None:
        """Wait until the sentence has been said, and for a pause (seconds) after it."""
        left = self._said_at + pause - float(self.time)
        if self._subtitle is not None and left * config.frame_rate >= 1:
            self.wait(left)

    def play(
        self,
        *args: Any,
        subcaption: str | None = None,
        subcaption_duration: float | None = None,
        subcaption_offset: float = 0,
        **kwargs: Any,
    ) -> None:
        """Play as Manim does; words come and go meanwhile."""
        start = float(self.time)
        animations = self.compile_animations(*args, **kwargs)
        end = start + float(self.get_run_time(animations)) if animations else start
        if not self._band.changes(start, end):
            super().play(*animations)
        elif runs := self._still_runs(animations, start, end):
            for count, changing in runs:
                self._play_still(count, changing)
        else:
            with self._with_words(start, end):
                super().play(*animations)
        self._show_words(float(self.time))
        if subcaption:
            shown = float(self.time) - start
            self.add_subcaption(
                subcaption,
                duration=shown if subcaption_duration is None else subcaption_duration,
                offset=subcaption_offset - shown,
            )

    def tear_down(self) -> None:
        """Hold the film until its last sentence has been said."""
        self.wait_for_words(pause=float(PAUSE))
        self._end_subtitle()
        super().tear_down()

    def _end_subtitle(self) -> None:
        if self._subtitle is not None:
            words, start = self._subtitle
            self._list_said(words, start, float(self.time))
            self._subtitle = None

    def _still_runs(
        self, animations: list[Animation], start: float, end: float
    ) -> list[tuple[int, bool]]:
        """A still wait as runs of frames, see `Band.runs`; the frames are those Manim writes."""
        if len(animations) != 1 or not isinstance(animations[0], Wait):
            return []
        self.animations = animations
        if self.should_update_mobjects():
            return []
        rate = float(config.frame_rate)
        frames = int((end - start) / (1 / rate))
        return self._band.runs([start + i / rate for i in range(frames)])

    def _play_still(self, count: int, changing: bool) -> None:
        rate = float(config.frame_rate)
        start = float(self.time)
        frames = max(count - 0.5, 1) if changing else count + 0.5
        wait = Wait(run_time=frames / rate, frozen_frame=not changing)
        with self._with_words(start, start + count / rate, frozen=True):
            super().play(wait)
