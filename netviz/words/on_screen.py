"""What draws a scene's words while it plays: only their fades cost anything, and no frame."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from manim import Animation, Mobject, Scene

from netviz.words.band import Band, Words


class WordsOnScreen(Scene):  # type: ignore[misc, unused-ignore]
    """A Manim scene with a band of words, which follow the time of the film.

    They fade while plays and waits go on. Nothing that a scene does to all of its mobjects takes
    them away before their time.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._band = Band()
        self._words: list[Words] = []
        self._words_time: float | None = None
        self._only_words = False
        super().__init__(*args, **kwargs)

    @contextmanager
    def _with_words(self, start: float, end: float, frozen: bool = False) -> Iterator[None]:
        """Let the words follow a play of these seconds; `frozen`: nothing else is updated."""
        self._show_words(start, end)
        if self._band.changes(start, end):
            self._words_time, self._only_words = start, frozen
        try:
            yield
        finally:
            self._words_time, self._only_words = None, False

    def _show_words(self, time: float, until: float | None = None) -> None:
        """Put the words on the scene that are seen at a time, and those that come by `until`."""
        seen = dict(self._band.state(time))
        there = list(seen) if until is None else self._band.within(time, until)
        gone = [words for words in self._words if words not in there]
        self._words = there
        if gone:
            self.remove(*gone)
        for words in there:
            words.show(seen.get(words, 0.0))
            if words not in self.mobjects:
                self.add(words)

    def update_mobjects(self, dt: float) -> None:
        """Update mobjects as Manim does, and the words."""
        if not self._only_words:
            super().update_mobjects(dt)
        if self._words_time is not None:
            self._words_time += dt
            seen = dict(self._band.state(self._words_time))
            for words in self._words:
                words.show(seen.get(words, 0.0))

    def get_moving_mobjects(self, *animations: Animation) -> list[Mobject]:
        """What is drawn in each frame of a play: what moves, and words that come or go."""
        moving: list[Mobject] = super().get_moving_mobjects(*animations)
        if self._words_time is not None:
            moving += [words for words in self._words if words not in moving]
        return moving
