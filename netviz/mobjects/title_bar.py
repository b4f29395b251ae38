"""The film's title, and where in the film we are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, Animation, FadeIn, FadeOut, Rectangle, VGroup, smooth
from manim.utils.rate_functions import squish_rate_func

from netviz.checks import as_items, as_text, as_vector
from netviz.drawing import Drawing, counted
from netviz.layout import Box, Frame, as_box
from netviz.theme import current_theme
from netviz.typeset import text

_GAP = 0.07
_LEAST_GAP = 0.4
"""Manim units between segments, and between the title and a phase's name."""


class TitleBar(Drawing):
    """Title at the left, name of the phase at the right, a strip of one segment a phase below.

    `phases` are names and `seconds` their durations: segments are as long as the phases. The names
    are no part of the group: `advance` brings each one in and takes it out again.
    Raises TypeError or ValueError when there is not one positive duration a phase, or when the
    title and a name do not fit side by side.

    Example:
        >>> from netviz import TitleBar
        >>> bar = TitleBar("Backpropagation", ["Intro", "Forward Pass"], [3, 10])
        >>> len(bar.segments)
        2
    """

    def __init__(
        self,
        title: str,
        phases: Sequence[str],
        seconds: Sequence[float] | np.ndarray,
        box: Box | None = None,
    ) -> None:
        theme = current_theme()
        phases = as_items(phases, "phases")
        durations = as_vector(seconds, "seconds", length=len(phases))
        if (durations <= 0).any():
            raise ValueError(f"seconds must be positive, got {durations.min():g}")
        box = as_box(box, Frame().title)
        self.title = text(as_text(title, "title"), size=theme.title_size, weight="semibold")
        self.title.move_to([box.left, 0, 0], aligned_edge=LEFT)
        self.title.align_baseline(box.bottom + 0.28)
        self.names = [
            text(as_text(phase, f"phases[{index}]"), color=theme.muted)
            for index, phase in enumerate(phases)
        ]
        for name in self.names:
            if self.title.width + _LEAST_GAP + name.width > box.width:
                raise ValueError(
                    f"title and the names of phases must fit side by side into {box.width:.2f} "
                    f"units, got {title!r} ({self.title.width:.2f}) and {name.source!r} "
                    f"({name.width:.2f})"
                )
        a_second = (box.width - _GAP * (len(phases) - 1)) / durations.sum()
        if a_second <= 0:
            raise ValueError(f"phases must leave room for their segments, got {len(phases)}")
        self.segments = VGroup()
        left = box.left
        for width in durations * a_second:
            segment = Rectangle(width=width, height=0.045, stroke_width=0)
            segment.set_fill(theme.hairline, opacity=1.0)
            self.segments.add(segment.move_to([left + width / 2, box.bottom + 0.02, 0]))
            left += width + _GAP
        self._width = self.segments.width
        self._at = -1
        super().__init__(self.title, self.segments)

    def advance(self) -> list[Animation]:
        """Animations that go to the next phase: its segment lights up, its name takes the place.

        The name comes when the last one has gone. Raises ValueError after the last phase.
        """
        if self._at + 1 >= len(self.names):
            raise ValueError(f"advance must be called once a phase ({len(self.names)}), not more")
        theme = current_theme()
        last, self._at = self._at, self._at + 1
        name = self.names[self._at].scale(self.segments.width / self._width)
        name.move_to(self.segments, aligned_edge=RIGHT).align_baseline(self.title)
        moves: list[Animation] = [
            self.segments[self._at].animate.set_fill(theme.text),
            FadeIn(name, rate_func=squish_rate_func(smooth, 0.5, 1.0)),
        ]
        if last >= 0:
            moves.append(self.segments[last].animate.set_fill(theme.muted))
            leave = squish_rate_func(smooth, 0.0, 0.5)
            moves.append(FadeOut(self.names[last], rate_func=leave))
        return moves

    def _told(self) -> str:
        return f"{self.title.source!r}, {counted(len(self.names), 'phase')}"
