"""A layer's matrix product on a panel that lies over the right part of the stage."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import RoundedRectangle, VGroup

from netviz.drawing import Drawing
from netviz.layout import Box
from netviz.mobjects.layer_product import LayerProduct
from netviz.mobjects.neuron_layer import NeuronLayer
from netviz.stacking import SHEET
from netviz.theme import current_theme

Vector = Sequence[float] | np.ndarray

_NAMES = 0.25  # height of the names' baseline above the sheet's lower edge
_MARKER = 0.1  # opacity


class MatrixSheet(Drawing):
    """W x + b = z → a as a `LayerProduct` on an opaque panel, above everything on the stage.

    `box` is where the panel lies; rows are level with the neurons of `target` left of it. Arguments
    and errors are those of `LayerProduct`.

    Example:
        >>> from netviz import MatrixSheet, NeuronLayer
        >>> from netviz.layout import Box
        >>> source, target = NeuronLayer(2), NeuronLayer(1)
        >>> sheet = MatrixSheet([[0.5, -0.9]], [1, 0], [0], [0.5], [0.5], source, target,
        ...                     box=Box(-2, -2, 6, 2))
        >>> sheet.product.W.entry(0, 1).string
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
        box: Box,
    ) -> None:
        theme = current_theme()
        self.panel = RoundedRectangle(width=box.width, height=box.height, corner_radius=0.14)
        self.panel.set_fill(theme.panel, opacity=1.0)
        self.panel.set_stroke(theme.hairline, theme.hairline_width).move_to(box.center)
        inside = Box(box.left + 0.2, box.bottom, box.right - 0.1, box.top)
        names_at = box.bottom + _NAMES
        self.product = LayerProduct(W, x, b, z, a, source, target, inside, names_at)
        self.panel.set_z_index(SHEET)
        self.product.set_z_index(SHEET + 1)
        super().__init__(self.panel, self.product)

    @property
    def frame(self) -> VGroup:
        """W's brackets, dots and name: what stands before its rows come."""
        W = self.product.W
        return VGroup(W.brackets, self.product.names[0], *([W.dots] if len(W.dots) else []))

    @property
    def rest(self) -> VGroup:
        """All but W: signs, x, b, z and a with their names."""
        product = self.product
        others = [part for part in product if part is not product.W and part is not product.names]
        return VGroup(*others, *product.names[1:])

    def marker(self, row: int) -> RoundedRectangle:
        """A translucent band over a row of W. Not added: play it in."""
        return self.product.marker(row).set_fill(opacity=_MARKER).set_z_index(SHEET + 1)

    def _told(self) -> str:
        return self.product._told()
