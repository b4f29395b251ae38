"""The loss as a place: its formula, what it compares, and its value when there is one."""

from __future__ import annotations

import numpy as np
from manim import Line, ManimColor, RoundedRectangle, VGroup, interpolate_color

from netviz.checks import as_integer, as_text
from netviz.drawing import Drawing
from netviz.layout import Box, Frame, as_box
from netviz.mobjects.neuron_layer import NeuronLayer, as_layer
from netviz.scales import format_value
from netviz.theme import current_theme
from netviz.typeset import Typeset, formula, text

EQUALS = "eq"
"""Name of the part at which lines are aligned: write `{{ = : eq }}`."""

_PADDING = 0.18
_TINT = 0.07  # of the error's colour in the background
_SIZE = 0.9  # of the theme's formula size, for all but the value
_LEAST_SHRINK = 0.8  # of that, for long lines
_EQUALS_AT = 0.8  # from the left, when the formula has no equals sign to go by
# Manim units from the top: the name's baseline, the formula's middle, the first row's baseline.
_NAME, _FORMULA, _FIRST_ROW, _PITCH = 0.5, 1.14, 1.93, 0.53
_VALUE = 0.4  # from the bottom to the baseline of the value
_MARGIN = 0.08  # right of a line with two values, besides the padding
_BEFORE = 0.85  # opacity of the value before: quieter, but still 4.5:1
_VALUE_ROOM = 0.62  # from there to the baseline of the last row


class LossBox(Drawing):
    """A framed box in the error's colour that names the loss, with room for its value.

    `source` is the loss in Typst mathematics (see `formula`); with its equals sign written as
    `{{ = : eq }}`, those of later lines stand below it. `name` is its name.
    What comes later is made where the box is then, in its scale, and played in by the scene:
    `wires` lead from the output neurons to the box, `row` places a line below the formula, such
    as the target, and `value_line` is the line `L = value` at the bottom.
    Raises TypeError or ValueError when the name or formula is wider than the box, and when the box
    is too low for one row.

    Example:
        >>> from netviz import LossBox
        >>> box = LossBox("L {{ = : eq }} 1/2 sum (a - y)^2")
        >>> target = box.row("y {{ = : eq }} (0.1, 0.9)", 1)
        >>> len(box.value_line(0.2258).part("value"))
        5
    """

    def __init__(self, source: str, name: str = "Loss", box: Box | None = None) -> None:
        theme = current_theme()
        box = as_box(box, Frame().side)
        least = _FIRST_ROW + _VALUE_ROOM + _VALUE
        if box.height < least:
            raise ValueError(f"box must be at least {least:.2f} units high, got {box.height:.2f}")
        self.rows = 1 + int((box.height - least) / _PITCH + 1e-9)
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
        self.formula = formula(source, size=theme.formula_size * _SIZE)
        for argument, line in (("name", self.name_label), ("source", self.formula)):
            if line.width > box.width - 2 * _PADDING:
                raise ValueError(
                    f"{argument} must be at most {box.width - 2 * _PADDING:.2f} units wide, got "
                    f"{line.width:.2f}: {line.source!r}"
                )
        self.name_label.move_to(box.center).align_baseline(box.top - _NAME)
        self.formula.move_to([box.center[0], box.top - _FORMULA, 0.0])
        super().__init__(self.frame, self.name_label, self.formula)

    @property
    def _scale(self) -> float:
        return float(self.frame.width) / self._width

    def row(self, source: str, row: int = 0) -> Typeset:
        """Place a line, Typst mathematics, below the formula, and return it. Not added: play it in.

        Row 0 is the first; a long line is set a little smaller. Raises TypeError or ValueError for
        a row that does not exist, and for a line too wide for the box.
        """
        if as_integer(row, "row", minimum=0) >= self.rows:
            raise ValueError(f"row must be 0 to {self.rows - 1}, got {row}")
        line = self._line(source, current_theme().formula_size * _SIZE, "source")
        top = float(self.frame.get_top()[1])
        return line.align_baseline(top - (_FIRST_ROW + _PITCH * row) * self._scale)

    def value_line(
        self, value: float, decimals: int = 3, relation: str = "=", before: float | None = None
    ) -> Typeset:
        """`L = value` in the error's colour at the bottom; part "value". Not added: play it in.

        `relation` is "approx" where the numbers on screen do not give the value to the last digit.
        With the value `before`, which is set back, it is `L = before → value`; parts "letter",
        "before" and "arrow".
        Raises TypeError or ValueError for anything but a finite number, and for one too long.
        """
        theme, digits = current_theme(), format_value(value, decimals)
        source = f"{{{{ L : letter }}}} {{{{ {relation} : {EQUALS} }}}} "
        if before is not None:
            source += (
                f"{{{{ {format_value(before, decimals)} : before }}}} {{{{ arrow.r : arrow }}}} "
            )
        line = self._line(source + f"{{{{ {digits} : value }}}}", theme.formula_size, "value")
        line.set_color(theme.error)
        if before is not None:
            line.part("before").set_fill(opacity=_BEFORE)
            # Rather a little smaller than away from the column of equals signs.
            end, sign = float(line.get_right()[0]), line.part(EQUALS).get_center()
            column = float(self.value_line(value, decimals, relation).part(EQUALS).get_x())
            fits = (end - _MARGIN - column) / (end - float(sign[0]))
            if _LEAST_SHRINK <= fits < 1:
                line.scale(fits, about_point=sign).shift([column - float(sign[0]), 0.0, 0.0])
        return line.align_baseline(float(self.frame.get_bottom()[1]) + _VALUE * self._scale)

    def wires(self, outputs: NeuronLayer) -> VGroup:
        """A thin line from each output neuron shown to the box. Not added: play it in.

        Raises TypeError for anything but a NeuronLayer.
        """
        theme = current_theme()
        left, inset = float(self.frame.get_left()[0]), _PADDING * self._scale
        low, high = float(self.frame.get_bottom()[1]), float(self.frame.get_top()[1])
        wires = VGroup()
        for neuron in as_layer(outputs, "outputs").neurons:
            center = neuron.disc.get_center()
            end = np.array([left, np.clip(center[1], low + inset, high - inset), 0.0])
            start = center + (end - center) / np.linalg.norm(end - center) * neuron.disc.width / 2
            wires.add(
                Line(start, end, stroke_color=theme.neuron_ring, stroke_width=theme.ring_width)
            )
        return wires

    def _line(self, source: str, size: float, argument: str) -> Typeset:
        """A formula in the box's scale, with its equals sign below that of the box's formula."""
        scale = self._scale
        line = formula(source, size=size * scale)
        left = float(self.frame.get_left()[0]) + _PADDING * scale
        room = float(self.frame.width) - 2 * _PADDING * scale
        if line.width * _LEAST_SHRINK > room:
            raise ValueError(
                f"{argument} must be at most {room / _LEAST_SHRINK:.2f} units wide, got "
                f"{line.width:.2f}: {source!r}"
            )
        line.scale(min(1.0, room / line.width)).set_x(left + room / 2)
        if EQUALS in line.part_names:
            at = left + (_EQUALS_AT - _PADDING) * scale
            if EQUALS in self.formula.part_names:
                at = float(self.formula.part(EQUALS).get_x())
            line.shift([at - float(line.part(EQUALS).get_x()), 0.0, 0.0])
        over_left = left - float(line.get_left()[0])
        over_right = float(line.get_right()[0]) - (left + room)
        line.shift([max(over_left, 0.0) - max(over_right, 0.0), 0.0, 0.0])
        return line

    def _told(self) -> str:
        return repr(self.name_label.source)
