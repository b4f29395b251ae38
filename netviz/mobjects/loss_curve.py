"""The loss over the steps of a training, as a curve."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Arrow,
    Circle,
    Create,
    FadeIn,
    LaggedStart,
    VGroup,
    VMobject,
    linear,
)

from netviz.checks import as_integer, as_items, as_vector
from netviz.drawing import Drawing, counted
from netviz.layout import Box, Frame, as_box, lengths_inside
from netviz.mobjects.extent import box_around
from netviz.mobjects.number import Number
from netviz.theme import current_theme
from netviz.typeset import text

_TIP = 0.14
_BEYOND = 0.22  # the axes reach beyond the curve
_NUMBER_GAP = 0.06
_DOT, _MOST_DOTS = 0.055, 40
_LEAST_WIDTH, _LEAST_HEIGHT = 1.9, 1.7


class LossCurve(Drawing):
    """Losses from the first to the last step, on axes that start at 0.

    `losses` has the shape (steps + 1,): entry 0 is the loss before the first step. The losses
    after the steps `marked` (default: the first and the last) are written beside the curve, the
    number of steps below it; `dots` are its points, when
    there are at most 40 steps. `at` says where the curve is after a step, `head` makes a dot
    there; both follow when the curve is moved or scaled. `draw` is how it is drawn.
    Raises TypeError or ValueError for fewer than two losses, for negative ones, NaN and infinities,
    and for a box with no room for the axes.

    Example:
        >>> from netviz import LossCurve
        >>> curve = LossCurve([0.226, 0.135, 0.09])
        >>> bool(curve.at(0)[1] > curve.at(2)[1])
        True
    """

    def __init__(
        self,
        losses: Sequence[float] | np.ndarray,
        box: Box | None = None,
        decimals: int = 3,
        marked: Sequence[int] | None = None,
    ) -> None:
        theme = current_theme()
        self.losses = as_vector(losses, "losses")
        self.steps = len(self.losses) - 1
        if self.steps < 1:
            raise ValueError(f"losses must hold at least 2 numbers, got {len(self.losses)}")
        if (self.losses < 0).any():
            raise ValueError(f"losses must not be negative, got {self.losses.min():g}")
        box = as_box(box, Frame().side)
        if box.width < _LEAST_WIDTH or box.height < _LEAST_HEIGHT:
            raise ValueError(
                f"box must be at least {_LEAST_WIDTH} by {_LEAST_HEIGHT} units, "
                f"got {box.width:g} by {box.height:g}"
            )
        # Room for the words: "loss" above its axis, "steps" below the other.
        plot = Box(box.left + 0.1, box.bottom + 0.55, box.right - _BEYOND, box.top - 0.72)
        self._full = float(self.losses.max()) or 1.0
        self._share = plot.width / (plot.width + _BEYOND), plot.height / (plot.height + _BEYOND)
        style = {"stroke_color": theme.muted, "stroke_width": 2.5, "buff": 0.0, "tip_length": _TIP}
        corner = [plot.left, plot.bottom, 0.0]
        self.axes = VGroup(
            Arrow(corner, [box.right, plot.bottom, 0.0], **style),
            Arrow(corner, [plot.left, plot.top + _BEYOND, 0.0], **style),
        )
        for axis in self.axes:
            axis.tip.set_color(theme.muted)
        loss = text("loss", color=theme.error).next_to(corner, RIGHT, buff=0)
        steps = text(f"{self.steps} step{'s' if self.steps > 1 else ''}", color=theme.muted)
        steps.next_to([box.right, 0, 0], LEFT, buff=0)
        self.labels = VGroup(
            loss.align_baseline(box.top - 0.3), steps.align_baseline(box.bottom + 0.1)
        )
        self.curve = VMobject(stroke_color=theme.error, stroke_width=5.0, fill_opacity=0.0)
        self.curve.set_points_as_corners([self.at(step) for step in range(self.steps + 1)])
        self.ends = VGroup()
        steps_marked = (0, self.steps) if marked is None else as_items(marked, "marked")
        for step in steps_marked:
            self.ends.add(self._end(step, decimals, box))
        self.dots = VGroup()
        if self.steps <= _MOST_DOTS:
            self.dots.add(*(self._dot(step, _DOT) for step in range(self.steps + 1)))
        super().__init__(self.axes, self.labels, self.curve, self.dots, self.ends)

    def at(self, step: int) -> np.ndarray:
        """The point of the curve after some steps. Raises ValueError beyond the last one."""
        if as_integer(step, "step", minimum=0) > self.steps:
            raise ValueError(f"step must be at most {self.steps}, the last one, got {step}")
        across, up = (axis.get_end() - axis.get_start() for axis in self.axes)
        shares = step / self.steps * self._share[0], self.losses[step] / self._full * self._share[1]
        return np.asarray(self.axes[0].get_start() + across * shares[0] + up * shares[1])

    def draw(self, seconds: float = 1.2) -> AnimationGroup:
        """The line as it is drawn step by step, each dot as the line reaches it."""
        dots = (FadeIn(dot, run_time=seconds / len(self.dots)) for dot in self.dots)
        line = Create(self.curve, run_time=seconds, rate_func=linear)
        return AnimationGroup(line, LaggedStart(*dots, lag_ratio=1.0))

    def head(self, step: int = 0) -> Circle:
        """A dot on the curve after some steps. Not added: move it with MoveAlongPath."""
        dot = self._dot(step, 0.1)
        return dot.set_stroke(current_theme().background, width=2.5)

    def _dot(self, step: int, radius: float) -> Circle:
        dot = Circle(radius, fill_color=current_theme().error, fill_opacity=1.0, stroke_width=0.0)
        return dot.move_to(self.at(step))

    def _end(self, step: int, decimals: int, box: Box) -> Number:
        """The loss at an end of the curve, where it covers least of the lines."""
        number = Number(self.losses[step], decimals, color=current_theme().error)
        lines = [(self.at(i), self.at(i + 1)) for i in range(self.steps)]
        lines += [(axis.get_start(), axis.get_end()) for axis in self.axes]
        inward = RIGHT if 2 * step <= self.steps else LEFT

        def covered(place: np.ndarray) -> float:
            around = box_around(number.move_to(place)).grown(_NUMBER_GAP)
            outside = sum(
                max(0.0, beyond)
                for beyond in (
                    box.left - around.left,
                    around.right - box.right,
                    box.bottom + 0.5 - around.bottom,
                    around.top - (box.top - 0.36),
                )
            )
            taken = any(
                around.overlaps(box_around(other).grown(_NUMBER_GAP)) for other in self.ends
            )
            on_lines = float(lengths_inside(around, lines).sum())
            return on_lines + 10 * outside + 10 * taken

        places = [
            number.next_to(self.at(step), side, buff=0.13).get_center() + inward * shift
            for side in (inward, UP + inward, UP, DOWN + inward, DOWN)
            for shift in np.linspace(0, 0.5, 6)
        ]
        costs = [round(covered(place), 3) for place in places]
        number.move_to(places[int(np.argmin(costs))])
        return number

    def _told(self) -> str:
        return f"{counted(self.steps, 'step')}, {self.losses[0]:.3g} → {self.losses[-1]:.3g}"
