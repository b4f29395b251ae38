"""Vectors and matrices in brackets whose rows, columns and entries can be addressed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import RoundedRectangle, VGroup, VMobject
from manim.utils.color import ParsableManimColor

from netviz.checks import as_matrix
from netviz.layout import collapse, shown
from netviz.mobjects.number import Number
from netviz.scales import decimals_for
from netviz.theme import current_theme
from netviz.typeset import formula


class MatrixPanel(VGroup):
    """A matrix in square brackets; a vector given as numbers in one row stands as a column.

    `values` has the shape (rows, columns) or (rows,). More rows or columns than `most_rows`,
    `most_columns` are collapsed with dots, which stand for the numbers left out. `row_spacing` is
    the distance of rows in Manim units, so that rows can be put level with the neurons they belong
    to; `heights` gives each row's place instead, first to last. `row_places`, `column_places` say
    which ones are shown, None for dots, as `NeuronLayer.places` does.
    Raises ValueError for NaN and infinities and for rows of different lengths.

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
        array = np.asarray(values)
        self.values = as_matrix(array[:, None] if array.ndim == 1 else values, "values")
        n_rows, n_columns = self.values.shape
        self.decimals = decimals_for(self.values.ravel()) if decimals is None else decimals
        row_places = collapse(n_rows, most_rows) if row_places is None else row_places
        if column_places is None:
            column_places = collapse(n_columns, most_columns)
        if heights is None:
            heights = [-row_spacing * place for place in range(len(row_places))]
        if len(heights) != len(row_places):
            raise ValueError(
                f"heights must have one item a row shown ({len(row_places)}), got {len(heights)}"
            )
        self._rows, self._columns = shown(row_places), shown(column_places)
        self._entries: dict[tuple[int, int], int] = {}
        self.entries = VGroup()
        self.dots = VGroup()
        for row, y in zip(row_places, heights, strict=True):
            for place, column in enumerate(column_places):
                point = np.array([column_spacing * place, y, 0.0])
                if row is None or column is None:
                    kind = "dots.v" if column is not None else "dots.h" if row is not None else ""
                    if kind:
                        self.dots.add(formula(kind, color=theme.muted).move_to(point))
                    continue
                self._entries[row, column] = len(self.entries)
                number = Number(self.values[row, column], self.decimals, color=color)
                self.entries.add(number.move_to(point))
        self.brackets = VGroup(
            _bracket(self.entries, -1.0), _bracket(self.entries, 1.0)
        )
        super().__init__(self.brackets, self.entries, self.dots)

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
        """A rounded frame around a row, as wide as the matrix. Not added: play it in."""
        return _marker(self.row(row), self.entries, color, buff, along_row=True)

    def column_marker(
        self, column: int, color: ParsableManimColor | None = None, buff: float = 0.1
    ) -> RoundedRectangle:
        """A rounded frame around a column, as high as the matrix. Not added: play it in."""
        return _marker(self.column(column), self.entries, color, buff, along_row=False)


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
        stroke_color=color or current_theme().text,
        stroke_width=3.0,
    )
    return marker.move_to([across.get_x(), up.get_y(), 0.0])


def _bracket(entries: VGroup, side: float) -> VMobject:
    """A square bracket as tall as the entries; `side` is -1 for the left one, 1 for the right."""
    theme = current_theme()
    x = float(entries.get_left()[0] if side < 0 else entries.get_right()[0]) + side * 0.17
    top, bottom = float(entries.get_top()[1]) + 0.12, float(entries.get_bottom()[1]) - 0.12
    inner = x - side * 0.1
    bracket = VMobject(stroke_color=theme.text, stroke_width=3.0, fill_opacity=0.0)
    corners = [(inner, top), (x, top), (x, bottom), (inner, bottom)]
    return bracket.set_points_as_corners([np.array([*corner, 0.0]) for corner in corners])
