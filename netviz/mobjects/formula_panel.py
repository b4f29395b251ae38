"""A panel of formulas: the rules stand at the left, the numbers are worked out beside them."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real
from typing import Any, NamedTuple

from manim import Line, RoundedRectangle, VGroup, VMobject

from netviz.checks import as_integer, as_items, as_number, as_positive, describe
from netviz.drawing import Drawing, counted
from netviz.formulas import role_color
from netviz.layout import Box, Frame, as_box
from netviz.theme import current_theme
from netviz.typeset import Typeset, formula

_PADDING = 0.4
EQUALS = "eq"
"""Name of the part at which lines are aligned: write `{{ = : eq }}`."""


class _Column(NamedTuple):
    """Where a column of the panel is now, and where the equals signs of its lines begin."""

    left: float
    right: float
    equals: float


class FormulaPanel(Drawing):
    """A framed panel of rows, all at fixed places, with rules at the left and work at the right.

    Contents are Typst mathematics (`netviz.formula`, parts as `{{ body : name }}`) or any VMobject;
    of several candidates, in a list, the first that fits is taken. Parts of formulas given as text
    have the colours of what they stand for (`formulas.role_color`).
    In each column lines are aligned at the part named "eq", so that equals signs stand under each
    other; `rule_at` and `work_at` are their places in Manim units from the panel's left edge, and
    `left_sides` is the room for what stands left of them in the work column. Several `rule_at` make
    several columns of rules, side by side.
    Lines are placed where the panel is now, formulas given as text in its scale; they are no part
    of the group, but played in and out by the scene.
    Raises TypeError or ValueError for a row that does not exist, a line wider than its column or
    out of the panel, and columns that are not in the panel.

    Example:
        >>> from netviz import FormulaPanel
        >>> panel = FormulaPanel()
        >>> rule = panel.rule("z {{ = : eq }} {{ W x : Wx }} + b", row=0)
        >>> len(panel.part("Wx"))
        2
    """

    def __init__(
        self,
        rows: int = 2,
        box: Box | None = None,
        rule_at: float | Sequence[float] = 0.78,
        work_at: float = 4.85,
        left_sides: float = 1.0,
        divided: bool = True,
    ) -> None:
        theme = current_theme()
        box = as_box(box, Frame().panel)
        self.rows = as_integer(rows, "rows", minimum=1)
        places = as_items([rule_at] if isinstance(rule_at, Real) else rule_at, "rule_at")
        self._rule_at = [as_number(place, "rule_at", minimum=_PADDING) for place in places]
        self._work_at = as_number(work_at, "work_at", minimum=self._rule_at[-1] + 1.0)
        left_sides = self._left_sides = as_positive(left_sides, "left_sides")
        if self._work_at > box.width - _PADDING:
            raise ValueError(f"work_at must be in the panel, {box.width:g} wide, got {work_at:g}")
        self.frame = RoundedRectangle(
            width=box.width,
            height=box.height,
            corner_radius=0.14,
            fill_color=theme.panel,
            fill_opacity=1.0,
            stroke_color=theme.hairline,
            stroke_width=theme.hairline_width,
        ).move_to(box.center)
        self._width = self.frame.width
        x = box.left + self._work_at - left_sides
        self.divider = Line(
            [x, box.bottom + 0.2, 0],
            [x, box.top - 0.2, 0],
            stroke_color=theme.hairline,
            stroke_width=theme.hairline_width,
        )
        self.rules: list[VMobject] = []
        self.lines: list[VMobject] = []
        super().__init__(self.frame)
        if divided:
            self.add(self.divider)

    @property
    def _scale(self) -> float:
        return float(self.frame.width / self._width)

    def row_height(self, row: int) -> float:
        """Height of a row's baseline in Manim units, row 0 on top."""
        if as_integer(row, "row", minimum=0) >= self.rows:
            raise ValueError(f"row must be 0 to {self.rows - 1}, got {row}")
        edge = 0.12 * self._scale
        pitch = (float(self.frame.height) - 2 * edge) / self.rows
        # Capitals are centred in their row: the baseline lies half their height below its middle.
        return float(self.frame.get_top()[1]) - edge - pitch * (row + 0.5) - edge

    @property
    def work_width(self) -> float:
        """Width of the work column in Manim units. `fits` says whether a line fits into it."""
        return self._work.right - self._work.left

    def _rule(self, column: int) -> _Column:
        if as_integer(column, "column", minimum=0) >= len(self._rule_at):
            raise ValueError(f"column must be 0 to {len(self._rule_at) - 1}, got {column}")
        scale, edge = self._scale, float(self.frame.get_left()[0])
        start, *further = self._rule_at[column:]
        left = edge + (start - self._left_sides if column else _PADDING) * scale
        right = float(self.divider.get_x()) - 0.15 * scale
        if further:
            right = edge + (further[0] - self._left_sides) * scale
        return _Column(left, right, edge + start * scale)

    @property
    def _work(self) -> _Column:
        frame, scale = self.frame, self._scale
        left = float(self.divider.get_x()) + 0.22 * scale
        right = float(frame.get_right()[0]) - _PADDING * scale
        return _Column(left, right, float(frame.get_left()[0]) + self._work_at * scale)

    def rule(self, content: Any, row: int = 0, column: int = 0) -> VMobject:
        """Place a standing rule in a column at the left and return it. Not added: play it in."""
        line = self._place(content, row, self._rule(column))
        self.rules.append(line)
        return line

    def work(self, content: Any, row: int = 0) -> VMobject:
        """Place a worked line in the right column and return it. Not added: play it in."""
        line = self._place(content, row, self._work)
        self.lines.append(line)
        return line

    def hold(self, content: VMobject, at: float = 0.5) -> VMobject:
        """Place a mobject at a share of the panel's width, in the middle of its height.

        It is made smaller where it would not fit. Not added: play it in.
        """
        frame, margin = self.frame, 2 * _PADDING * self._scale
        room = 2 * min(at, 1 - at) * float(frame.width) - margin
        height = float(frame.height) - margin / 4
        content.scale(min(1.0, room / float(content.width), height / float(content.height)))
        left = float(frame.get_left()[0])
        content.move_to([left + at * float(frame.width), float(frame.get_y()), 0.0])
        return content

    def fits(self, line: VMobject) -> bool:
        """Whether a line is narrow enough for `work`, with its equals sign where it belongs."""
        return self._overhang(line, self._work) is None

    def _place(self, content: Any, row: int, column: _Column) -> VMobject:
        baseline = self.row_height(row)
        candidates = content if isinstance(content, (list, tuple)) else [content]
        if not candidates:
            raise ValueError("content must hold at least one candidate, got none")
        for candidate in candidates:
            content = self._line(candidate)
            overhang = self._overhang(content, column)
            if overhang is None:
                break
        if overhang is not None:
            raise ValueError(
                f"content must fit between {column.left:.2f} and {column.right:.2f}, got a line "
                f"from {overhang[0]:.2f} to {overhang[1]:.2f}: "
                f"{getattr(content, 'source', content)!r}; shorten it, with … for what is left out"
            )
        content.shift([_start(content, column) - float(content.get_left()[0]), 0.0, 0.0])
        if isinstance(content, Typeset):
            content.align_baseline(baseline)
        else:
            content.set_y(baseline + 0.12 * self._scale)
        bottom, top = float(content.get_bottom()[1]), float(content.get_top()[1])
        if bottom < self.frame.get_bottom()[1] or top > self.frame.get_top()[1]:
            raise ValueError(
                f"content must be inside the panel, {self.frame.height:.2f} high, got a line from "
                f"{bottom:.2f} to {top:.2f} in row {row}: {getattr(content, 'source', content)!r}"
            )
        return content

    def _line(self, content: object) -> VMobject:
        """A candidate as a mobject."""
        if isinstance(content, str):
            line = formula(content, size=current_theme().formula_size * self._scale)
            theme = current_theme()
            return line.color_parts({name: role_color(name, theme) for name in line.part_names})
        if not isinstance(content, VMobject):
            raise TypeError(f"content must be a str or a VMobject, got {describe(content)}")
        return content

    def _overhang(self, line: VMobject, column: _Column) -> tuple[float, float] | None:
        """From where to where a line would reach in a column, if that is too far."""
        start = _start(line, column)
        end = start + line.width
        fits = start >= column.left - 0.1 * self._scale and end <= column.right + 0.01
        return None if fits else (start, end)

    def part(self, name: str) -> VGroup:
        """A named part, of the newest worked line that has it, else of the newest such rule.

        Raises ValueError when no line has it.
        """
        lines = [line for line in (*self.rules, *self.lines) if isinstance(line, Typeset)]
        for line in reversed(lines):
            if name in line.part_names:
                return line.part(name)
        have = sorted({part for line in lines for part in line.part_names})
        raise ValueError(f"name must be a part of the panel ({', '.join(have)}), got {name!r}")

    def clear_lines(self) -> VGroup:
        """Forget the worked lines and return them, to be played out."""
        lines, self.lines = VGroup(*self.lines), []
        return lines

    def clear_rules(self) -> VGroup:
        """Forget the standing rules and return them, to be played out."""
        rules, self.rules = VGroup(*self.rules), []
        return rules

    def _told(self) -> str:
        return counted(self.rows, "row")


def _start(line: VMobject, column: _Column) -> float:
    """Where a line begins in a column: its equals sign has a place of its own, if it has one."""
    if isinstance(line, Typeset) and EQUALS in line.part_names:
        return column.equals - float(line.part(EQUALS).get_left()[0] - line.get_left()[0])
    return column.left
