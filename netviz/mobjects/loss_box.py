"""The loss as a place: its formula, and its value when there is one."""

from __future__ import annotations

from manim import Line, RoundedRectangle, VGroup, interpolate_color
from manim import ManimColor as Color

from netviz.checks import as_text
from netviz.layout import Box, Frame
from netviz.mobjects.neuron_layer import NeuronLayer
from netviz.mobjects.number import Number
from netviz.theme import current_theme
from netviz.typeset import Typeset, formula, text


class LossBox(VGroup):
    """A framed box in the error's colour that names the loss, with room for its value.

    `source` is the loss in Typst mathematics (see `formula`). `value_line` makes the line
    `L = value` that stands below it; `wires` are hairlines from the output neurons to the box.
    Raises ValueError when the formula is wider than the box.

    Example:
        >>> from netviz import LossBox
        >>> box = LossBox("L = 1/2 sum (a - y)^2")
        >>> box.value_line(0.2258).part("value").submobjects != []
        True
    """

    def __init__(self, source: str, name: str = "Loss", box: Box | None = None) -> None:
        theme = current_theme()
        self._box = box or Frame().side
        fill = interpolate_color(Color(theme.background), Color(theme.error), 0.07)
        self.frame = RoundedRectangle(
            width=self._box.width,
            height=self._box.height,
            corner_radius=0.14,
            fill_color=fill,
            fill_opacity=1.0,
            stroke_color=theme.error,
            stroke_width=3.0,
        ).move_to(self._box.center)
        top = float(self.frame.get_top()[1])
        self.name_label = text(as_text(name, "name"), color=theme.error)
        self.name_label.set_x(self.frame.get_x()).align_baseline(top - 0.5)
        self.formula = formula(source, size=theme.formula_size * 0.9)
        if self.formula.width > self._box.width - 0.2:
            raise ValueError(
                f"source must be at most {self._box.width - 0.2:.2f} units wide, got "
                f"{self.formula.width:.2f}: {source!r}"
            )
        self.formula.set_x(self.frame.get_x()).align_baseline(top - 1.2)
        super().__init__(self.frame, self.name_label, self.formula)

    def value_line(self, value: float, decimals: int = 3) -> Typeset:
        """`L = value` in the error's colour, at its place in the box. Not added: play it in."""
        number = Number(value, decimals)
        line = formula(f"L = {{{{ {number.string} : value }}}}", color=current_theme().error)
        line.set_x(self.frame.get_x())
        line.align_baseline(float(self.frame.get_bottom()[1]) + 0.45)
        return line

    def wires(self, outputs: NeuronLayer) -> VGroup:
        """Hairlines from each output neuron shown to the box. Not added: play them in."""
        theme = current_theme()
        left = self.frame.get_left()
        wires = VGroup()
        for neuron in outputs.neurons:
            start = neuron.disc.get_right()
            end = [left[0], start[1], 0.0]
            wires.add(
                Line(start, end, stroke_color=theme.neuron_ring, stroke_width=theme.hairline_width)
            )
        return wires
