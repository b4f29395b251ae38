"""Pre-activations go through the graph of an activation function and come out at their neurons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from manim import (
    Animation,
    AnimationGroup,
    Create,
    GrowFromCenter,
    Indicate,
    LaggedStart,
    Succession,
    VGroup,
)

from netviz.animations.activate import Activate
from netviz.checks import FloatArray
from netviz.mobjects.activation_graph import ActivationGraph
from netviz.mobjects.neuron_layer import NeuronLayer

_SWELL = 1.07


class ThroughGraph(LaggedStart):  # type: ignore[misc, unused-ignore]
    """Each neuron's z is marked on the z axis; its mark goes to the curve and the neuron shows a.

    One neuron after the other, those of `neurons` in their order; `z` and `a` are the layer's
    vectors, `full` the activation of full brightness. `marks` are what stays at the graph.
    Raises ValueError for neurons that are not shown and for a z beyond the graph.

    Example:
        >>> import numpy as np
        >>> from netviz import ActivationGraph, NeuronLayer, ThroughGraph
        >>> graph = ActivationGraph(lambda z: np.maximum(z, 0), marks=False)
        >>> layer = NeuronLayer(2).set_values([0.5, -1.2], quantity="pre_activation")
        >>> animation = ThroughGraph(graph, layer, [0.5, -1.2], [0.5, 0.0], neurons=[0, 1])
    """

    def __init__(
        self,
        graph: ActivationGraph,
        layer: NeuronLayer,
        z: FloatArray,
        a: FloatArray,
        neurons: Iterable[int],
        full: float = 1.0,
        lag_ratio: float = 0.45,
        **kwargs: Any,
    ) -> None:
        self.marks = VGroup()
        steps: list[Animation] = []
        for j in neurons:
            neuron, level = layer.neuron(j), graph.level(float(z[j]))
            self.marks.add(level)
            stem, dot = level
            enter = AnimationGroup(
                GrowFromCenter(dot), Indicate(neuron, _SWELL, None), run_time=0.4
            )
            rise: list[Animation] = [
                dot.animate.move_to(graph.on_curve(float(z[j]))).set_fill(graph.curve.get_color()),
                Activate(layer, a, full=full, only=[j]),
            ]
            if stem.get_length() > 1e-3:
                rise.append(Create(stem))
            steps.append(Succession(enter, AnimationGroup(*rise, run_time=0.6)))
        kwargs.setdefault("name", f"ThroughGraph({graph}, {layer})")
        super().__init__(*steps, lag_ratio=lag_ratio, **kwargs)
