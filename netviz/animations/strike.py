"""Neurons react as a signal reaches them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from manim import Animation, VGroup, rush_from
from manim.utils.color import ParsableManimColor

from netviz.checks import describe
from netviz.drawing import counted
from netviz.mobjects.neuron_layer import Neuron
from netviz.theme import current_theme

_REACH = 0.2  # how far the ring grows beyond the neuron, as a share of its radius
_WIDTH = 7.0


class Strike(Animation):  # type: ignore[misc, unused-ignore]
    """A ring of light leaves each neuron's rim and fades: the neuron has been hit.

    `color` defaults to the theme's activation colour. Nothing stays.
    Raises TypeError for anything but neurons.

    Example:
        >>> from netviz import NeuronLayer, Strike
        >>> animation = Strike(NeuronLayer(3).neurons, run_time=0.5)
    """

    def __init__(
        self, neurons: Iterable[Neuron], color: ParsableManimColor | None = None, **kwargs: Any
    ) -> None:
        color = current_theme().activation if color is None else color
        rings = VGroup()
        for neuron in neurons:
            if not isinstance(neuron, Neuron):
                raise TypeError(f"neurons must be Neurons, got {describe(neuron)}")
            ring = neuron.disc.copy().set_fill(opacity=0.0).set_stroke(color, width=_WIDTH)
            rings.add(ring.set_z_index(neuron.disc.z_index))
        self._starts = [(ring, ring.points.copy(), ring.get_center()) for ring in rings]
        kwargs.setdefault("rate_func", rush_from)
        kwargs.setdefault("name", f"Strike({counted(len(rings), 'neuron')})")
        super().__init__(rings, introducer=True, remover=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """The ring grows and fades; before it begins it is not seen."""
        seen = min(1.0, 12 * alpha)
        alpha = self.rate_func(alpha)
        for ring, points, center in self._starts:
            ring.points = center + (points - center) * (1 + _REACH * alpha)
            ring.set_stroke(width=_WIDTH * (1 - 0.7 * alpha), opacity=seen * (1 - alpha))
