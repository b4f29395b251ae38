"""A panel of formulas: the rules stand at the left, the numbers are worked out beside them."""

from __future__ import annotations

from manim import Line, RoundedRectangle, VGroup, VMobject

from netviz.layout import Box, Frame
from netviz.theme import current_theme
from netviz.typeset import Typeset, formula

_PADDING = 0.3
EQUALS = "eq"
"""Name of the part at which lines are aligned: write `{{ = : eq }}`."""


class FormulaPanel(VGroup):
    """A framed panel of rows, all at fixed places, with rules at the left and work at the right.

    Contents are Typst mathematics (`netviz.typeset.formula`, parts as `{{ body : name }}`) or any
    VMobject. In each column lines are aligned at the part named "eq", so that equals signs stand
    under each other. `work_at` is the height-independent place of the work column's equals signs,
    in Manim units from the panel's left edge.
    Raises ValueError for a row that does not exist and for a line wider than its column.

    Example:
        >>> from netviz import FormulaPanel
        >>> panel = FormulaPanel()
        >>> rule = panel.rule("z {{ = : eq }} {{ W x : Wx }} + b", row=0)
        >>> panel.part("Wx") is not None
        True
    """

    def __init__(
        self, rows: int = 3, box: Box | None = None, rule_at: float = 0.75, work_at: float = 4.7
    ) -> None:
        theme = current_theme()
        if rows < 1:
            raise ValueError(f"rows must be at least 1, got {rows}")
        self.box = box or Frame().panel
        self.rows = rows
        self._rule_at, self._work_at = rule_at, work_at
        self.frame = RoundedRectangle(
            width=self.box.width,
            height=self.box.height,
            corner_radius=0.14,
            fill_color=theme.panel,
            fill_opacity=1.0,
            stroke_color=theme.hairline,
            stroke_width=theme.hairline_width,
        ).move_to(self.box.center)
        self.divider = Line(stroke_color=theme.hairline, stroke_width=theme.hairline_width)
        self.rules: list[VMobject] = []
        self.lines: list[VMobject] = []
        super().__init__(self.frame, self.divider)
        self._place_divider()

    def _place_divider(self) -> None:
        x = self.box.left + self._work_at - 1.0
        self.divider.put_start_and_end_on(
            [x, self.box.bottom + 0.2, 0], [x, self.box.top - 0.2, 0]
        )

    def row_height(self, row: int) -> float:
        """Height of a row's baseline in Manim units, row 0 on top."""
        if not 0 <= row < self.rows:
            raise ValueError(f"row must be 0 to {self.rows - 1}, got {row}")
        pitch = (self.box.height - 0.12) / self.rows
        return self.box.top - 0.06 - pitch * (row + 0.5) - 0.12

    @property
    def work_width(self) -> float:
        """Width of the work column in Manim units: wider lines are refused."""
        return self.box.right - _PADDING - float(self.divider.get_x()) - 0.15

    def rule(self, content: str | VMobject, row: int) -> VMobject:
        """Place a standing rule in the left column and return it. Not added: play it in."""
        left = self.box.left + _PADDING
        line = self._place(content, row, self._rule_at, left, float(self.divider.get_x()) - 0.15)
        self.rules.append(line)
        return line

    def work(self, content: str | VMobject, row: int) -> VMobject:
        """Place a worked line in the right column and return it. Not added: play it in."""
        left = float(self.divider.get_x()) + 0.15
        line = self._place(content, row, self._work_at, left, self.box.right - _PADDING)
        self.lines.append(line)
        return line

    def _place(
        self, content: str | VMobject, row: int, at: float, left: float, right: float
    ) -> VMobject:
        line = formula(content) if isinstance(content, str) else content
        if not isinstance(line, VMobject):
            raise TypeError(
                f"content must be a str or a VMobject, got {type(content).__name__}: {content!r}"
            )
        aligned = isinstance(line, Typeset) and EQUALS in line.part_names
        if isinstance(line, Typeset) and aligned:
            x = self.box.left + at - float(line.part(EQUALS).get_left()[0])
        else:
            x = left - float(line.get_left()[0])
        line.shift([x, 0.0, 0.0])
        if isinstance(line, Typeset):
            line.align_baseline(self.row_height(row))
        else:
            line.set_y(self.row_height(row) + 0.11)
        if line.get_left()[0] < left - 0.1 or line.get_right()[0] > right + 0.01:
            raise ValueError(
                f"content must fit between {left:.2f} and {right:.2f}, got a line from "
                f"{line.get_left()[0]:.2f} to {line.get_right()[0]:.2f}: "
                f"{getattr(line, 'source', line)!r}; shorten it, with … for what is left out"
            )
        return line

    def part(self, name: str) -> VGroup:
        """The glyphs of a named part, from the newest line that has it.

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
