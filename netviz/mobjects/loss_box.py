"""The loss as a place: its formula, what it compares, and its value when there is one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, Line, ManimColor, RoundedRectangle, VGroup, interpolate_color

from netviz.checks import as_text, as_vector
from netviz.layout import Box, Frame, as_box
from netviz.mobjects.neuron_layer import NeuronLayer, as_layer
from netviz.mobjects.number import Number
from netviz.scales import format_value
from netviz.theme import current_theme
from netviz.typeset import Typeset, formula, text

_PADDING = 0.24
_TINT = 0.07  # of the error's colour in the background
_FORMULA = 0.88  # of the theme's formula size
# From the top or the bottom of the box, in Manim units.
_NAME, _FIRST_ROW = 0.5, 0.98
_LAST_ROW, _FORMULA_MIDDLE, _VALUE = 1.62, 1.02, 0.32
_LEAST_PITCH = 0.34  # between rows


class LossBox(VGroup):  # type: ignore[misc, unused-ignore]
    """A framed box in the error's colour that names the loss, with room for its value.

    `source` is the loss in Typst mathematics (see `formula`), `name` its name. What comes later is
    made where the box is then, in its scale, and played in by the scene: `wires` lead from the
    output neurons to the box, `targets` stand at their ends, `value_line` is the line `L = value`
    at the bottom.
    Raises TypeError or ValueError when the formula or name is wider than the box, or the box too
    low for one row of targets.

    Example:
        >>> from netviz import LossBox
        >>> box = LossBox("L = 1/2 sum (a - y)^2")
        >>> len(box.value_line(0.2258).part("value"))
        5
    """

    def __init__(self, source: str, name: str = "Loss", box: Box | None = None) -> None:
        theme = current_theme()
        box = as_box(box, Frame().side)
        if box.height < _FIRST_ROW + _LAST_ROW:
            raise ValueError(
                f"box must be at least {_FIRST_ROW + _LAST_ROW:.2f} units high, got {box.height:g}"
            )
        tint = interpolate_color(ManimColor(theme.background), ManimColor(theme.error), _TINT)
        self.frame = RoundedRectangle(
            width=box.width,
            height=box.height,
            corner_radius=0.14,
            fill_color=tint,
            fill_opacity=1.0,
            stroke_color=theme.error,
            stroke_width=theme.ring_width,
        ).move_to(box.center)
        self._width = float(self.frame.width)
        self.name_label = text(as_text(name, "name"), color=theme.error, weight="semibold")
        self.formula = formula(source, size=theme.formula_size * _FORMULA)
        for argument, line in (("name", self.name_label), ("source", self.formula)):
            if line.width > box.width - 2 * _PADDING:
                raise ValueError(
                    f"{argument} must be at most {box.width - 2 * _PADDING:.2f} units wide, got "
                    f"{line.width:.2f}: {line.source!r}"
                )
        self.name_label.move_to(box.center).align_baseline(box.top - _NAME)
        self.formula.move_to([box.center[0], box.bottom + _FORMULA_MIDDLE, 0.0])
        super().__init__(self.frame, self.name_label, self.formula)

    @property
    def _scale(self) -> float:
        return float(self.frame.width) / self._width

    def value_line(self, value: float, decimals: int = 3) -> Typeset:
        """`L = value` in the error's colour, in its place; part "value". Not added: play it in.

        Raises TypeError or ValueError for anything but a finite number, and for one too wide.
        """
        theme = current_theme()
        line = formula(
            f"L = {{{{ {format_value(value, decimals)} : value }}}}",
            size=theme.formula_size * self._scale,
            color=theme.error,
        )
        if line.width > self.frame.width - 2 * _PADDING * self._scale:
            raise ValueError(f"value must fit into the box, got {line.source!r}: fewer decimals")
        line.move_to(self.frame)
        return line.align_baseline(float(self.frame.get_bottom()[1]) + _VALUE * self._scale)

    def wires(self, outputs: NeuronLayer) -> VGroup:
        """A thin line from each output neuron shown to its row in the box. Not added: play it in.

        Raises TypeError for anything but a NeuronLayer, ValueError when there are more neurons
        than rows.
        """
        theme = current_theme()
        left = float(self.frame.get_left()[0])
        heights = self._rows(as_layer(outputs, "outputs"))
        wires = VGroup()
        for neuron, height in zip(outputs.neurons, heights, strict=True):
            center, end = neuron.disc.get_center(), np.array([left, height, 0.0])
            direction = (end - center) / np.linalg.norm(end - center)
            start = center + direction * neuron.disc.width / 2
            wires.add(
                Line(start, end, stroke_color=theme.neuron_ring, stroke_width=theme.ring_width)
            )
        return wires

    def targets(
        self,
        outputs: NeuronLayer,
        values: Sequence[float] | np.ndarray,
        decimals: int = 2,
        word: str = "target",
    ) -> VGroup:
        """A word and a number in the box for each output neuron shown: what it should have been.

        `values` is a vector with one number an output neuron. Each row is a VGroup of the word and
        a `Number`, at the end of the neuron's wire. Not added: play it in.
        Raises TypeError or ValueError for a vector of another length, NaN and infinities, and when
        there are more neurons than rows.
        """
        theme, scale = current_theme(), self._scale
        vector = as_vector(values, "values", length=as_layer(outputs, "outputs").count)
        rows = VGroup()
        for index, height in zip(outputs.shown, self._rows(outputs), strict=True):
            label = text(word, size=theme.word_size * scale, color=theme.muted)
            number = Number(vector[index], decimals, size=theme.word_size * scale)
            label.next_to(self.frame.get_left(), RIGHT, buff=_PADDING * scale)
            number.next_to(self.frame.get_right(), LEFT, buff=_PADDING * scale)
            digit = max(number, key=lambda glyph: float(glyph.height))
            number.shift([0.0, height - float(digit.get_y()), 0.0])
            rows.add(VGroup(label.align_baseline(float(digit.get_bottom()[1])), number))
        return rows

    def _rows(self, outputs: NeuronLayer) -> list[float]:
        """Heights of the rows: level with the neurons where they fit, else evenly spread."""
        heights = [float(neuron.disc.get_y()) for neuron in outputs.neurons]
        top = float(self.frame.get_top()[1]) - _FIRST_ROW * self._scale
        bottom = float(self.frame.get_bottom()[1]) + _LAST_ROW * self._scale
        if bottom - 1e-9 <= min(heights) and max(heights) <= top + 1e-9:
            return heights
        most = 1 + int((top - bottom) / (_LEAST_PITCH * self._scale))
        if len(heights) > most:
            raise ValueError(
                f"outputs must show at most {most} neurons for a row each, got {len(heights)}: "
                f"choose a higher box, or fewer with most_shown"
            )
        if len(heights) == 1:
            return [float(np.clip(heights[0], bottom, top))]
        return [float(height) for height in np.linspace(top, bottom, len(heights))]
