"""The words' band: sentences drawn below the picture, one at a time, faded in and out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from manim import smooth

from netviz.drawing import Drawing
from netviz.stacking import WORDS
from netviz.theme import PIXELS_PER_UNIT, current_theme
from netviz.typeset import Typeset, text

WORDS_SIZE = 42.0
"""Font size of the words, in pixels of a 1080-line frame."""
WIDEST = 1200 / PIXELS_PER_UNIT
"""Manim units of a line; a longer sentence is set in two lines."""
FADE_OUT, FADE_IN = 0.15, 0.25
"""Seconds."""

_BASELINE = (540 - 1009) / PIXELS_PER_UNIT
_BASELINES = ((540 - 983) / PIXELS_PER_UNIT, (540 - 1037) / PIXELS_PER_UNIT)


class Words(Drawing):
    """A sentence as it is drawn in the words' band: one line, or two when it is long.

    Raises ValueError when two lines do not hold it or the font lacks a character.

    Example:
        >>> len(Words("Multiply, then add."))
        1
    """

    def __init__(self, sentence: str) -> None:
        self.sentence = " ".join(sentence.split())
        self.shown = 1.0
        """Opacity, 0 to 1."""
        super().__init__(*_lines(self.sentence))
        self._outlines = [glyph.points.copy() for line in self for glyph in line]
        self._place = (0.0, 0.0, 1.0)
        self.set_z_index(WORDS)

    def _told(self) -> str:
        return repr(self.sentence)

    def stand_in(self, x: float, y: float, scale: float) -> None:
        """Stand in a camera's frame around (x, y), `scale` times as large as Manim's first one."""
        if (x, y, scale) != self._place:
            self._place = (x, y, scale)
            glyphs = (glyph for line in self for glyph in line)
            for glyph, outline in zip(glyphs, self._outlines, strict=True):
                glyph.points = outline * scale + np.array([x, y, 0.0])

    def show(self, opacity: float) -> None:
        """Draw it this opaque."""
        if opacity != self.shown:
            self.shown = opacity
            for line in self:
                for glyph in line:
                    glyph.set_fill(opacity=opacity)


def _lines(sentence: str) -> list[Typeset]:
    words = sentence.split(" ")
    whole = _line(sentence)
    if whole.width <= WIDEST:
        return [whole.set_x(0).align_baseline(_BASELINE)]
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    halves = min(splits, key=lambda pair: max(map(len, pair)), default=(sentence, ""))
    if not halves[1] or max((lines := [_line(half) for half in halves]), key=_width).width > WIDEST:
        raise ValueError(
            f"text must fit two lines of {WIDEST * PIXELS_PER_UNIT:.0f} pixels in the words' band, "
            f"got {sentence!r}"
        )
    return [line.set_x(0).align_baseline(y) for line, y in zip(lines, _BASELINES, strict=True)]


def _line(string: str) -> Typeset:
    return text(string, size=WORDS_SIZE, color=current_theme().text)


def _width(line: Typeset) -> float:
    return float(line.width)


@dataclass
class _Shown:
    """Words that are in the band from `start`, when they begin to fade in, to before `end`."""

    words: Words
    start: float
    end: float | None = None

    def opacity(self, time: float) -> float:
        entered = float(smooth(min(max((time - self.start) / FADE_IN, 0.0), 1.0)))
        if self.end is None or time <= self.end:
            return entered
        left = self.opacity(self.end)
        return left * (1 - float(smooth(min((time - self.end) / FADE_OUT, 1.0))))


State = tuple[tuple[Words, float], ...]
"""Words that are seen, each with its opacity."""


class Band:
    """Which words are in the band at each time of a film, in seconds.

    Example:
        >>> band = Band()
        >>> band.begin(Words("Add them up."), 0.0)
        >>> band.end(2.0)
        >>> [len(band.state(time)) for time in (0.0, 1.0, 3.0)]
        [0, 1, 0]
    """

    def __init__(self) -> None:
        self._shown: list[_Shown] = []

    def begin(self, words: Words, time: float) -> None:
        """Show words from `time` on; those before leave first."""
        self.end(time)
        last = self._shown[-1] if self._shown else None
        if last is not None and last.end is not None and last.opacity(last.end) > 0:
            self._shown.append(_Shown(words, max(time, last.end + FADE_OUT)))
        else:
            self._shown.append(_Shown(words, time))

    def end(self, time: float) -> None:
        """Let the words that have no end yet leave at `time`."""
        if self._shown and self._shown[-1].end is None:
            self._shown[-1].end = time

    def state(self, time: float) -> State:
        """What is seen at a time."""
        return tuple(
            (shown.words, opacity) for shown in self._shown if (opacity := shown.opacity(time)) > 0
        )

    def within(self, start: float, end: float) -> list[Words]:
        """The words that are in the band at any time from `start` to `end`, in their order."""
        return [
            shown.words
            for shown in self._shown
            if shown.start < end and (shown.end is None or shown.end + FADE_OUT > start)
        ]

    def changes(self, start: float, end: float) -> bool:
        """Whether words enter or leave from `start` to `end`."""
        return any(
            start < moment + fade and moment < end
            for shown in self._shown
            for moment, fade in ((shown.start, FADE_IN), (shown.end, FADE_OUT))
            if moment is not None
        )

    def forget(self, time: float) -> None:
        """Drop the words that have left before `time`."""
        self._shown = [
            shown for shown in self._shown if shown.end is None or shown.end + FADE_OUT > time
        ]

    def runs(self, times: Sequence[float]) -> list[tuple[int, bool]]:
        """Frames at these times as runs: how many frames, and whether the words change in them."""
        runs: list[tuple[int, bool]] = []
        for _, alike in groupby(map(self.state, times)):
            count = len(list(alike))
            if count > 1:
                runs.append((count, False))
            elif runs and runs[-1][1]:
                runs[-1] = (runs[-1][0] + 1, True)
            else:
                runs.append((1, True))
        return runs
