"""Rings around the neurons of a layer, as wide as their share of the error is large."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Circle, ManimColor, VGroup, interpolate_color
from manim.utils.color import ParsableManimColor

from netviz.checks import as_positive, as_vector
from netviz.drawing import Drawing, counted
from netviz.mobjects.neuron_layer import NeuronLayer, as_layer
from netviz.scales import flow_brightness
from netviz.theme import current_theme

_LEAST, _MOST = 2.5, 9.0  # stroke widths of the ring, for 0 and for the largest value
_GAP = 0.03  # between a neuron and its ring, in radii
_GLOW = (
    (5.0, 0.035),
    (4.0, 0.05),
    (3.1, 0.07),
    (2.3, 0.10),
    (1.6, 0.16),
)  # wider than the ring, and how opaque


class GradientRings(Drawing):
    """A ring around each neuron shown of a layer, where the layer is now and in its scale.

    `values`, such as δ, is a vector with one number a neuron, hidden ones included. The width grows
    with the square root of |value| / `full` (default: the largest), the same for several layers
    when `full` is. `color` defaults to the theme's gradient colour.
    Raises TypeError or ValueError for anything but a NeuronLayer, a vector of another length, NaN
    and infinities, and when `full` is not positive.

    Example:
        >>> from netviz import GradientRings, NeuronLayer
        >>> rings = GradientRings(NeuronLayer(2).set_values([0.5, 0.4]), [0.105, -0.118])
        >>> glow_and_core = rings.ring(1)
        >>> glow_and_core[-1].get_stroke_width() > rings.ring(0)[-1].get_stroke_width()
        True
    """

    def __init__(
        self,
        layer: NeuronLayer,
        values: Sequence[float] | np.ndarray,
        full: float | None = None,
        color: ParsableManimColor | None = None,
    ) -> None:
        vector = as_vector(values, "values", length=as_layer(layer, "layer").count)
        full = float(np.abs(vector).max()) if full is None else as_positive(full, "full")
        tint = ManimColor(current_theme().gradient if color is None else color)
        self._shown = layer.shown
        super().__init__()
        for index, neuron in zip(layer.shown, layer.neurons, strict=True):
            level = flow_brightness(float(vector[index]), full)
            disc = neuron.disc
            scale = float(disc.width) / (2 * neuron.radius)
            width = (_LEAST + (_MOST - _LEAST) * level) * scale
            radius = float(disc.width) / 2 * (1 + _GAP) + width / 200
            ring = VGroup()
            for wider, opaque in _GLOW:
                halo = Circle(radius, stroke_width=width * wider, stroke_color=tint)
                ring.add(halo.set_stroke(opacity=opaque * level))
            core = interpolate_color(tint, ManimColor("#FFFFFF"), 0.15 * level)
            ring.add(Circle(radius, stroke_width=width, stroke_color=core))
            self.add(ring.move_to(disc))

    def ring(self, index: int) -> VGroup:
        """The ring of the neuron with this index in the whole layer, its glow included.

        Raises ValueError when it is out of range or hidden behind the ellipsis.
        """
        if index not in self._shown:
            raise ValueError(
                f"index must be one of the neurons shown {list(self._shown)}, got {index!r}"
            )
        ring: VGroup = self[self._shown.index(index)]
        return ring

    def _told(self) -> str:
        return counted(len(self), "neuron")
