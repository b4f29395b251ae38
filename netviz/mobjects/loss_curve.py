"""The loss over the steps of a training, as a curve."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Arrow, Circle, VGroup, VMobject

from netviz.checks import as_vector
from netviz.layout import Box, Frame
from netviz.mobjects.number import Number
from netviz.theme import current_theme
from netviz.typeset import text


class LossCurve(VGroup):
    """Losses from the first to the last step, on axes that start at 0.

    `losses` has the shape (steps + 1,): entry 0 is the loss before the first step. `head` is the
    point that has been reached after some steps. Raises ValueError for fewer than two losses, for
    negative ones, NaN and infinities.

    Example:
        >>> from netviz import LossCurve
        >>> curve = LossCurve([0.226, 0.135, 0.09])
        >>> bool(curve.at(0)[1] > curve.at(2)[1])
        True
    """

    def __init__(
        self, losses: Sequence[float] | np.ndarray, box: Box | None = None, decimals: int = 3
    ) -> None:
        theme = current_theme()
        self._losses = as_vector(losses, "losses")
        if len(self._losses) < 2:
            raise ValueError(f"losses must hold at least 2 numbers, got {len(self._losses)}")
        if (self._losses < 0).any():
            raise ValueError(f"losses must not be negative, got {self._losses.min():g}")
        box = box or Frame().side
        # Room for the words: "loss" above its axis, "step" below the other.
        plot = Box(box.left + 0.15, box.bottom + 0.5, box.right - 0.25, box.top - 0.75)
        self._plot = plot
        style = {"stroke_color": theme.muted, "stroke_width": 2.5, "buff": 0.0, "tip_length": 0.14}
        self.axes = VGroup(
            Arrow([plot.left, plot.bottom, 0], [plot.right + 0.2, plot.bottom, 0], **style),
            Arrow([plot.left, plot.bottom, 0], [plot.left, plot.top + 0.2, 0], **style),
        )
        for axis in self.axes:
            axis.tip.set_color(theme.muted)
        loss = text("loss", color=theme.error)
        loss.move_to([plot.left, 0, 0], aligned_edge=np.array([-1.0, 0, 0]))
        loss.align_baseline(plot.top + 0.4)
        step = text("step", color=theme.muted)
        step.move_to([plot.right + 0.2, 0, 0], aligned_edge=np.array([1.0, 0, 0]))
        step.align_baseline(plot.bottom - 0.4)
        self.labels = VGroup(loss, step)
        self.curve = VMobject(stroke_color=theme.error, stroke_width=5.0, fill_opacity=0.0)
        self.curve.set_points_as_corners([self.at(i) for i in range(len(self._losses))])
        self.ends = VGroup()
        for index, side in ((0, [1.0, 0.6, 0.0]), (len(self._losses) - 1, [0.0, 1.0, 0.0])):
            number = Number(self._losses[index], decimals, color=theme.error)
            self.ends.add(number.next_to(self.at(index), np.array(side), buff=0.14))
        super().__init__(self.axes, self.labels, self.curve, self.ends)

    def at(self, step: int) -> np.ndarray:
        """The point of the curve after some steps."""
        plot, last = self._plot, len(self._losses) - 1
        x = plot.left + plot.width * step / last
        y = plot.bottom + plot.height * float(self._losses[step]) / float(self._losses.max() or 1)
        return np.array([x, y, 0.0])

    def head(self) -> Circle:
        """A dot where the curve starts. Not added: move it along with MoveAlongPath."""
        theme = current_theme()
        dot = Circle(0.09, fill_color=theme.error, fill_opacity=1.0)
        return dot.set_stroke(theme.background, width=2.5).move_to(self.at(0))
