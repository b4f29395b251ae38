"""One layer as a matrix product, each row level with the neuron it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import RoundedRectangle, VGroup

from netviz.checks import as_matrix, as_vector
from netviz.layout import Box
from netviz.mobjects.matrix_panel import MatrixPanel
from netviz.mobjects.neuron_layer import NeuronLayer
from netviz.scales import decimals_for, weight_color
from netviz.theme import current_theme
from netviz.typeset import formula

_GAP = 0.2
Vector = Sequence[float] | np.ndarray


class LayerProduct(VGroup):
    """W x + b = z → a in numbers, its rows level with the neurons of `target`, x with `source`'s.

    Shapes: W (n_out, n_in), x (n_in,), b, z and a (n_out,); `a` may be None for a layer whose
    activation is not shown. Rows and columns are left out where the layers leave neurons out.
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
        box = box or Box(-2.2, -0.6, 6.7, 2.7)
        weights = as_matrix(W, "W", shape=(target.count, source.count))
        inputs = as_vector(x, "x", length=source.count)
        biases = as_vector(b, "b", length=target.count)
        decimals = decimals_for([*weights.ravel(), *biases])
        self.W = MatrixPanel(
            weights,
            decimals,
            column_spacing=min(0.78, 3.2 / len(source.places)),
            heights=target.heights(),
            row_places=target.places,
            column_places=source.places,
        )
        for entry in self.W.entries:
            entry.set_color(weight_color(entry.value, theme))
        self.x = _column(inputs, source, decimals_for(inputs), theme.activation)
        self.b = _column(biases, target, decimals, theme.text)
        self.z = _column(as_vector(z, "z", length=target.count), target, 2, theme.pre_activation)
        steps = [("W", self.W, "", theme.text), ("x", self.x, "+", theme.activation)]
        steps += [("b", self.b, "=", theme.text), ("z", self.z, "arrow.r", theme.pre_activation)]
        self.a: MatrixPanel | None = None
        if a is not None:
            self.a = _column(as_vector(a, "a", length=target.count), target, 2, theme.activation)
            steps.append(("a", self.a, "", theme.activation))
        middle = float(np.mean(target.heights()))
        self.names, self.signs = VGroup(), VGroup()
        left = box.left
        for name, matrix, sign, color in steps:
            matrix.shift([left - float(matrix.get_left()[0]), 0.0, 0.0])
            self.names.add(formula(name, color=color).move_to(matrix).align_baseline(names_at))
            left = float(matrix.get_right()[0]) + _GAP
            if sign and matrix is not steps[-1][1]:
                mark = formula(sign).set_y(middle)
                mark.shift([left - float(mark.get_left()[0]), 0.0, 0.0])
                self.signs.add(mark)
                left = float(mark.get_right()[0]) + _GAP
        if left - _GAP > box.right + 0.01:
            raise ValueError(
                f"box must have room for the product, {left - _GAP - box.left:.2f} wide, "
                f"got {box.width:.2f}: show fewer columns"
            )
        matrices = [matrix for _, matrix, _, _ in steps]
        super().__init__(*matrices, self.signs, self.names)

    def row(self, row: int) -> VGroup:
        """All numbers of one neuron: its row of W, its bias, its z and its a."""
        columns = [self.b, self.z] if self.a is None else [self.b, self.z, self.a]
        return VGroup(*self.W.row(row), *(column.entry(row) for column in columns))

    def marker(self, row: int) -> RoundedRectangle:
        """A rounded frame around a row of W. Not added: play it in."""
        return self.W.row_marker(row, buff=0.13)


def _column(values: np.ndarray, layer: NeuronLayer, decimals: int, color: str) -> MatrixPanel:
    return MatrixPanel(
        values, decimals, heights=layer.heights(), row_places=layer.places, color=color
    )
