"""The film's title, and where in the film we are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Animation, FadeIn, FadeOut, Rectangle, VGroup

from netviz.layout import Box, Frame
from netviz.theme import current_theme
from netviz.typeset import Typeset, text

_GAP = 0.07


class TitleBar(VGroup):
    """Title at the left, name of the phase at the right, a strip of one segment a phase below.

    `phases` are names and `seconds` their durations: segments are as long as the phases.
    Raises ValueError when there is not one duration a phase.

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
        seconds: Sequence[float],
        box: Box | None = None,
    ) -> None:
        theme = current_theme()
        if len(phases) != len(seconds):
            raise ValueError(
                f"seconds must have one item a phase ({len(phases)}), got {len(seconds)}"
            )
        box = box or Frame().title
        self.title = text(title, size=theme.title_size, weight="semibold")
        self.title.move_to([box.left, 0, 0], aligned_edge=np.array([-1.0, 0.0, 0.0]))
        self.title.align_baseline(box.bottom + 0.28)
        self.names: list[Typeset] = []
        for phase in phases:
            name = text(phase, color=theme.muted)
            name.move_to([box.right, 0, 0], aligned_edge=np.array([1.0, 0.0, 0.0]))
            self.names.append(name.align_baseline(self.title))
        free = (box.width - _GAP * (len(phases) - 1)) / sum(seconds)
        self.segments = VGroup()
        left = box.left
        for duration in seconds:
            width = duration * free
            segment = Rectangle(width=width, height=0.045, stroke_width=0)
            segment.set_fill(theme.hairline, opacity=1.0).move_to(
                [left + width / 2, box.bottom + 0.02, 0]
            )
            self.segments.add(segment)
            left += width + _GAP
        self._at = -1
        super().__init__(self.title, self.segments)

    def advance(self) -> list[Animation]:
        """Animations that go to the next phase: its segment lights up, its name takes the place.

        Raises ValueError after the last phase.
        """
        theme = current_theme()
        last, self._at = self._at, self._at + 1
        if self._at >= len(self.names):
            raise ValueError(f"advance must be called once a phase ({len(self.names)}), not more")
        moves: list[Animation] = [
            self.segments[self._at].animate.set_fill(theme.text),
            FadeIn(self.names[self._at]),
        ]
        if last >= 0:
            moves.append(self.segments[last].animate.set_fill(theme.muted))
            moves.append(FadeOut(self.names[last]))
        return moves
