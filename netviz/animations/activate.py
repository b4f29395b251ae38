"""A layer takes on values: fill, glow and digits change together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from manim import Animation, ManimColor, VGroup, interpolate_color

from netviz.checks import as_items
from netviz.mobjects.neuron_layer import Neuron, NeuronLayer, Quantity, as_layer, check_quantity


class Activate(Animation):  # type: ignore[misc, unused-ignore]
    """Neurons of a layer go from what they show to new values.

    `values` is a vector with one number a neuron of the layer; `only` limits the animation to some
    neurons. `quantity` says whether the values are activations (fill and glow) or pre-activations
    (ring and digits); `full` is the activation at full brightness (default: the largest and 1).
    Raises TypeError or ValueError for anything but a NeuronLayer, a vector of another length, NaN
    and infinities, another quantity, and neurons that are not shown.

    Example:
        >>> from netviz import Activate, NeuronLayer
        >>> layer = NeuronLayer(3)
        >>> animation = Activate(layer, [0.5, 0.8, 0.3], run_time=0.8)
    """

    def __init__(
        self,
        layer: NeuronLayer,
        values: Sequence[float] | np.ndarray,
        full: float | None = None,
        quantity: Quantity = "activation",
        only: Iterable[int] | None = None,
        **kwargs: Any,
    ) -> None:
        self._values = as_layer(layer, "layer").check_values(values)
        self._full = layer.full_brightness(self._values, full)
        check_quantity(quantity)
        self._quantity = quantity
        indices = layer.shown if only is None else dict.fromkeys(as_items(only, "only"))
        wrong = [index for index in indices if index not in layer.shown]
        if wrong:
            raise ValueError(f"only must name neurons shown {list(layer.shown)}, got {wrong}")
        self._indices = tuple(indices)
        self._layer = layer
        super().__init__(layer, **kwargs)

    def begin(self) -> None:
        """Read where each neuron starts and what it will look like."""
        self._steps = []
        for index in self._indices:
            neuron = self._layer.neuron(index)
            start = neuron.looks()
            old = VGroup() if neuron.value is None else VGroup(*neuron.digits)
            neuron.set_value(float(self._values[index]), self._full, self._quantity)
            new = VGroup(*neuron.digits)
            neuron.digits.add(*old)
            neuron.hold_digits()
            self._steps.append((neuron, start, neuron.looks(), old, new))
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Mix the colours; old digits leave in the first half, new ones come in the second."""
        alpha = self.rate_func(alpha)
        for neuron, start, end, old, new in self._steps:
            _mix(neuron, start, end, alpha)
            old.set_fill(opacity=max(0.0, 1 - 2.2 * alpha))
            new.set_fill(opacity=max(0.0, 1.8 * alpha - 0.8) if len(old) else alpha)

    def finish(self) -> None:
        """Leave only the new digits."""
        super().finish()
        for neuron, _, _, old, _ in self._steps:
            neuron.digits.remove(*old)
            neuron.hold_digits()


Looks = tuple[float, ManimColor, float, ManimColor]


def _mix(neuron: Neuron, start: Looks, end: Looks, alpha: float) -> None:
    neuron.paint(
        start[0] + (end[0] - start[0]) * alpha,
        interpolate_color(start[1], end[1], alpha),
        start[2] + (end[2] - start[2]) * alpha,
        interpolate_color(start[3], end[3], alpha),
    )
