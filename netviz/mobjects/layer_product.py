"""One layer as a matrix product, each row level with the neuron it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import RoundedRectangle, VGroup

from netviz.checks import as_matrix, as_vector
from netviz.drawing import Drawing
from netviz.layout import Box, as_box, collapse
from netviz.mobjects.matrix_panel import MatrixPanel
from netviz.mobjects.neuron_layer import NeuronLayer, as_layer
from netviz.scales import decimals_for, is_exact, weight_color
from netviz.theme import current_theme
from netviz.typeset import formula

_GAP, _WIDEST_GAP = 0.14, 0.3
Vector = Sequence[float] | np.ndarray


class LayerProduct(Drawing):
    """W x + b = z → a in numbers, its rows level with the neurons of `target`, x with `source`'s.

    Shapes: W (n_out, n_in), x (n_in,), b, z and a (n_out,); `a` may be None for a layer whose
    activation is not shown. Rows are left out where the target leaves neurons out, columns also
    where room is short. The relation is `≈` when a number of W, x, b or z is shown rounded.
    It fills `box` from the left; names stand below on the baseline `names_at` (Manim units).
    Raises ValueError when a shape does not fit the layers, or for NaN and infinities.

    Example:
        >>> from netviz import LayerProduct, NeuronLayer
        >>> product = LayerProduct([[0.5, -0.9]], [1, 0], [0], [0.5], [0.5],
        ...                        NeuronLayer(2), NeuronLayer(1))
        >>> product.W.entry(0, 1).string
        '−0.9'
    """

    def __init__(
        self,
        W: Sequence[Sequence[float]] | np.ndarray,
        x: Vector,
        b: Vector,
        z: Vector,
        a: Vector | None,
        source: NeuronLayer,
        target: NeuronLayer,
        box: Box | None = None,
        names_at: float = -0.97,
    ) -> None:
        theme = current_theme()
        box = as_box(box, Box(-2.2, -0.6, 6.7, 2.7))
        as_layer(source, "source")
        weights = as_matrix(W, "W", shape=(as_layer(target, "target").count, source.count))
        inputs = as_vector(x, "x", length=source.count)
        biases = as_vector(b, "b", length=target.count)
        decimals = decimals_for([*weights.ravel(), *biases])
        self.x = _column(inputs, source, decimals_for(inputs), theme.activation)
        self.b = _column(biases, target, decimals, theme.text)
        sums = as_vector(z, "z", length=target.count)
        self.z = _column(sums, target, 2, theme.pre_activation)
        self.a: MatrixPanel | None = None
        if a is not None:
            self.a = _column(as_vector(a, "a", length=target.count), target, 2, theme.activation)

        middle = float(np.mean(target.heights()))
        exact = (
            is_exact(value, digits)
            for values, digits in (
                ([*weights.ravel(), *biases], decimals),
                (inputs, self.x.decimals),
                (sums, self.z.decimals),
            )
            for value in values
        )
        plus, equals = (formula(s).set_y(middle) for s in ("+", "=" if all(exact) else "approx"))
        self.signs = VGroup(plus, equals)
        row: list[VGroup] = [self.x, plus, self.b, equals, self.z]
        if self.a is not None:
            self.signs.add(formula("arrow.r").set_y(middle))
            row += [self.signs[2], self.a]
        room = box.width - sum(part.width + _GAP for part in row)
        self.W = _fitting_matrix(weights, decimals, room, source, target)
        parts = [self.W, *row]
        free = box.width - sum(part.width for part in parts)
        gap = min(_WIDEST_GAP, free / (len(parts) - 1))
        left = box.left
        for part in parts:
            part.shift([left - float(part.get_left()[0]), 0.0, 0.0])
            left += part.width + gap

        self.names = VGroup()
        columns = {"W": self.W, "x": self.x, "b": self.b, "z": self.z, "a": self.a}
        colors = {"x": theme.activation, "z": theme.pre_activation, "a": theme.activation}
        for name, matrix in columns.items():
            if matrix is not None:
                label = formula(name, color=colors.get(name, theme.text))
                self.names.add(label.move_to(matrix).align_baseline(names_at))
        super().__init__(self.W, *row, self.names)

    def row(self, row: int) -> VGroup:
        """All numbers of one neuron: its row of W, its bias, its z and its a."""
        columns = [self.b, self.z] if self.a is None else [self.b, self.z, self.a]
        return VGroup(*self.W.row(row), *(column.entry(row) for column in columns))

    def marker(self, row: int) -> RoundedRectangle:
        """A translucent band over a row of W. Not added: play it in."""
        return self.W.row_marker(row, buff=0.13)

    def _told(self) -> str:
        rows, columns = self.W.values.shape
        return f"{rows} × {columns}"


def _fitting_matrix(
    weights: np.ndarray, decimals: int, room: float, source: NeuronLayer, target: NeuronLayer
) -> MatrixPanel:
    """The matrix with as many columns, as wide apart, as there is room for (Manim units)."""
    theme = current_theme()
    places = [source.places, *(collapse(source.count, most) for most in (4, 3))]
    for column_places in places:
        for spacing in (0.78, 0.7, 0.62):
            matrix = MatrixPanel(
                weights,
                decimals,
                column_spacing=spacing,
                heights=target.heights(),
                row_places=target.places,
                column_places=column_places,
            )
            if matrix.width <= room + 0.01 and spacing > matrix.entries[0].width:
                for entry in matrix.entries:
                    entry.set_color(weight_color(entry.value, theme))
                return matrix
    raise ValueError(
        f"box must have room for at least three columns of W ({matrix.width:.2f} units), "
        f"got room for {room:.2f}"
    )


def _column(values: np.ndarray, layer: NeuronLayer, decimals: int, color: str) -> MatrixPanel:
    return MatrixPanel(
        values, decimals, heights=layer.heights(), row_places=layer.places, color=color
    )
