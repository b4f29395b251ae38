"""Pre-activations go through the graph of an activation function and come out at their neurons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from manim import Animation, AnimationGroup, Create, FadeIn, Indicate, VGroup

from netviz.animations.activate import Activate
from netviz.mobjects.activation_graph import ActivationGraph
from netviz.mobjects.neuron_layer import NeuronLayer

_SWELL = 1.07
_LEAST = 1e-3  # Manim units, a stem that can be drawn


class EnterGraph(AnimationGroup):  # type: ignore[misc, unused-ignore]
    """Each neuron's z is drawn into the graph: as high as it is positive, as deep as negative.

    `z` is the layer's vector; `marks` are what stays at the graph, one a neuron of `neurons`
    (default: all that are shown), `mark(j)` is that of neuron j.
    Raises ValueError for neurons that are not shown and for a z beyond the graph.

    Example:
        >>> import numpy as np
        >>> from netviz import ActivationGraph, EnterGraph, NeuronLayer
        >>> graph = ActivationGraph(lambda z: np.maximum(z, 0), marks=False)
        >>> animation = EnterGraph(graph, NeuronLayer(2), [0.5, -1.2], run_time=0.5)
        >>> len(animation.marks)
        2
    """

    def __init__(
        self,
        graph: ActivationGraph,
        layer: NeuronLayer,
        z: Sequence[float] | np.ndarray,
        neurons: Iterable[int] | None = None,
        **kwargs: Any,
    ) -> None:
        self.graph, self.layer, self.z = graph, layer, layer.check_values(z)
        chosen = layer.shown if neurons is None else tuple(neurons)
        self._marks = {j: graph.level(float(self.z[j])) for j in chosen}
        self.marks = VGroup(*self._marks.values())
        steps: list[Animation] = []
        for j, (stem, dot) in self._marks.items():
            steps += [Indicate(layer.neuron(j), _SWELL, None), FadeIn(dot)]
            if stem.get_length() > _LEAST:
                steps.append(Create(stem))
        kwargs.setdefault("name", f"EnterGraph({graph}, {layer})")
        super().__init__(*steps, **kwargs)

    def mark(self, j: int) -> VGroup:
        """Stem and dot of neuron j. Raises ValueError for a neuron that has none."""
        if j not in self._marks:
            raise ValueError(f"j must be one of {list(self._marks)}, got {j!r}")
        return self._marks[j]


class ThroughGraph(AnimationGroup):  # type: ignore[misc, unused-ignore]
    """Marks in the graph go to the curve, all together, and their neurons show a.

    `entered` is the `EnterGraph` that drew them, `a` the layer's vector, `full` the activation of
    full brightness; `neurons` limits it to some (default: all that entered).
    Raises ValueError for neurons that have not entered.

    Example:
        >>> import numpy as np
        >>> from netviz import ActivationGraph, EnterGraph, NeuronLayer, ThroughGraph
        >>> graph = ActivationGraph(lambda z: np.maximum(z, 0), marks=False)
        >>> layer = NeuronLayer(2).set_values([0.5, -1.2], quantity="pre_activation")
        >>> entered = EnterGraph(graph, layer, [0.5, -1.2])
        >>> animation = ThroughGraph(entered, [0.5, 0.0], neurons=[1])
    """

    def __init__(
        self,
        entered: EnterGraph,
        a: Sequence[float] | np.ndarray,
        neurons: Iterable[int] | None = None,
        full: float = 1.0,
        **kwargs: Any,
    ) -> None:
        graph, layer = entered.graph, entered.layer
        chosen = layer.shown if neurons is None else tuple(neurons)
        color = graph.curve.get_color()
        steps: list[Animation] = [Activate(layer, a, full=full, only=chosen)]
        for j in chosen:
            stem, dot = entered.mark(j)
            z = float(entered.z[j])
            start, end = graph.on_axis(z), graph.on_curve(z)
            steps.append(dot.animate.move_to(end).set_fill(color))
            if stem.get_length() > _LEAST:
                steps.append(stem.animate.set_points_by_ends(start, end).set_stroke(color))
        kwargs.setdefault("name", f"ThroughGraph({graph}, {layer})")
        super().__init__(*steps, **kwargs)
