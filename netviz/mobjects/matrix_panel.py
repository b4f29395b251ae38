"""Vectors and matrices in brackets whose rows, columns and entries can be addressed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import RoundedRectangle, VGroup, VMobject
from manim.utils.color import ParsableManimColor

from netviz.checks import FloatArray, as_integer, as_matrix, as_positive, as_vector
from netviz.drawing import Drawing
from netviz.layout import as_places, collapse, shown
from netviz.mobjects.number import Number
from netviz.scales import decimals_for
from netviz.theme import current_theme
from netviz.typeset import formula

_LEAST_GAP = 0.1
"""Manim units between the numbers of a row."""


class MatrixPanel(Drawing):
    """A matrix in square brackets; a vector given as numbers in one row stands as a column.

    `values` has the shape (rows, columns) or (rows,). More rows or columns than `most_rows`,
    `most_columns` are collapsed with dots, which stand for the numbers left out. `row_spacing` and
    `column_spacing` are distances of middles in Manim units; numbers too wide for it move the
    columns apart. `heights` gives each row's place instead, first to last, so that rows can be put
    level with the neurons they belong to. `row_places`, `column_places` say which ones are shown,
    None for dots, as `NeuronLayer.places` does. `decimals` defaults to what the values need, at
    most 2.
    Raises TypeError or ValueError for anything but finite numbers in rows of one length, and for
    spacings, places and heights that do not fit them.

    Example:
        >>> from netviz import MatrixPanel
        >>> MatrixPanel([[0.9, 0.6, -0.4], [0.3, 0.3, -0.4]]).entry(0, 2).string
        '−0.4'
    """

    def __init__(
        self,
        values: Sequence[float] | Sequence[Sequence[float]] | np.ndarray,
        decimals: int | None = None,
        row_spacing: float = 0.55,
        column_spacing: float = 0.8,
        most_rows: int = 8,
        most_columns: int = 8,
        heights: Sequence[float] | None = None,
        row_places: Sequence[int | None] | None = None,
        column_places: Sequence[int | None] | None = None,
        color: ParsableManimColor | None = None,
    ) -> None:
        theme = current_theme()
        self.values = _as_matrix(values)
        n_rows, n_columns = self.values.shape
        self.decimals = decimals_for(self.values.ravel()) if decimals is None else decimals
        if row_places is None:
            row_places = collapse(n_rows, as_integer(most_rows, "most_rows", minimum=3))
        if column_places is None:
            column_places = collapse(n_columns, as_integer(most_columns, "most_columns", minimum=3))
        row_places = as_places(row_places, "row_places", n_rows)
        column_places = as_places(column_places, "column_places", n_columns)
        if heights is None:
            pitch = as_positive(row_spacing, "row_spacing")
            heights = [-pitch * place for place in range(len(row_places))]
        levels = as_vector(heights, "heights", length=len(row_places))
        self._rows, self._columns = shown(row_places), shown(column_places)
        numbers = {
            (row, column): Number(self.values[row, column], self.decimals, color=color)
            for row in self._rows
            for column in self._columns
        }
        widest = max(number.width for number in numbers.values())
        pitch = max(as_positive(column_spacing, "column_spacing"), widest + _LEAST_GAP)
        self._entries = {pair: index for index, pair in enumerate(numbers)}
        self.entries = VGroup(*numbers.values())
        self.dots = VGroup()
        for row, y in zip(row_places, levels, strict=True):
            for place, column in enumerate(column_places):
                if row is not None and column is not None:
                    item: VGroup = numbers[row, column]
                elif row is None and column is None:
                    continue
                else:
                    item = formula("dots.v" if row is None else "dots.h", color=theme.muted)
                    self.dots.add(item)
                item.move_to([pitch * place, y, 0.0])
        inside = VGroup(self.entries, self.dots)
        self.brackets = VGroup(_bracket(inside, -1.0), _bracket(inside, 1.0))
        super().__init__(self.brackets, self.entries)
        if len(self.dots):  # an empty group would pull the width towards the origin
            self.add(self.dots)

    @property
    def rows(self) -> tuple[int, ...]:
        """Indices of the rows shown."""
        return self._rows

    @property
    def columns(self) -> tuple[int, ...]:
        """Indices of the columns shown."""
        return self._columns

    def entry(self, row: int, column: int = 0) -> Number:
        """One number. Raises ValueError when it is out of range or left out."""
        if (row, column) not in self._entries:
            raise ValueError(
                f"(row, column) must be shown, rows {list(self._rows)} and columns "
                f"{list(self._columns)} are, got {(row, column)}"
            )
        number: Number = self.entries[self._entries[row, column]]
        return number

    def row(self, row: int) -> VGroup:
        """The numbers of one row, left to right."""
        return VGroup(*(self.entry(row, column) for column in self._columns))

    def column(self, column: int) -> VGroup:
        """The numbers of one column, top to bottom."""
        return VGroup(*(self.entry(row, column) for row in self._rows))

    def row_marker(
        self, row: int, color: ParsableManimColor | None = None, buff: float = 0.1
    ) -> RoundedRectangle:
        """A translucent band over a row, as wide as the matrix. Not added: play it in."""
        return _marker(self.row(row), self.entries, color, buff, along_row=True)

    def column_marker(
        self, column: int, color: ParsableManimColor | None = None, buff: float = 0.1
    ) -> RoundedRectangle:
        """A translucent band over a column, as high as the matrix. Not added: play it in."""
        return _marker(self.column(column), self.entries, color, buff, along_row=False)

    def _told(self) -> str:
        rows, columns = self.values.shape
        return f"{rows} × {columns}"


def _as_matrix(values: object) -> FloatArray:
    try:
        stands = np.ndim(values) == 1  # type: ignore[arg-type]
    except ValueError:  # rows of different lengths
        stands = False
    return as_vector(values, "values")[:, None] if stands else as_matrix(values, "values")


def _marker(
    marked: VGroup,
    entries: VGroup,
    color: ParsableManimColor | None,
    buff: float,
    along_row: bool,
) -> RoundedRectangle:
    across = entries if along_row else marked
    up = marked if along_row else entries
    marker = RoundedRectangle(
        width=across.width + 2 * buff,
        height=up.height + 2 * buff,
        corner_radius=min(0.1, up.height / 2),
        fill_color=current_theme().text if color is None else color,
        fill_opacity=0.16,
        stroke_width=0.0,
    )
    return marker.move_to([across.get_x(), up.get_y(), 0.0])


def _bracket(inside: VGroup, side: float) -> VMobject:
    """A square bracket around what is inside; `side` is -1 for the left one, 1 for the right."""
    theme = current_theme()
    x = float(inside.get_edge_center([side, 0.0, 0.0])[0]) + side * 0.17
    top, bottom = float(inside.get_top()[1]) + 0.18, float(inside.get_bottom()[1]) - 0.18
    inner = x - side * 0.1
    bracket = VMobject(stroke_color=theme.text, stroke_width=3.0, fill_opacity=0.0)
    corners = [(inner, top), (x, top), (x, bottom), (inner, bottom)]
    return bracket.set_points_as_corners([np.array([*corner, 0.0]) for corner in corners])
