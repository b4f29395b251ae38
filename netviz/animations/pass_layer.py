"""A signal goes through a layer's edges, and the neurons react when it arrives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import Animation, AnimationGroup, LaggedStart

from netviz.animations.flow_wave import FlowWave
from netviz.checks import as_items, describe
from netviz.drawing import counted

_ARRIVES = 0.72  # share of a wave's time after which its brightest part is at the targets
_AFTER = 0.5  # time that a reaction takes, as a share of the wave's
_ON = 0.62  # share after which the wave through the next layer begins, so that none is seen to stop


class PassLayer(LaggedStart):  # type: ignore[misc, unused-ignore]
    """A wave, and as its head arrives what it causes: neurons that light, take values, react.

    Raises TypeError when the first is no FlowWave.

    Example:
        >>> from netviz import Activate, FlowWave, NetworkDiagram, PassLayer, Strike
        >>> diagram = NetworkDiagram([[[0.5, -0.9]]])
        >>> layer = diagram.layers[1]
        >>> animation = PassLayer(
        ...     FlowWave(diagram.edges_into(1)), Activate(layer, [0.3]), Strike(layer.neurons)
        ... )
    """

    def __init__(self, wave: FlowWave, *reactions: Animation, **kwargs: Any) -> None:
        if not isinstance(wave, FlowWave):
            raise TypeError(f"wave must be a FlowWave, got {describe(wave)}")
        wave.run_time = 1.0
        steps: list[Animation] = [wave]
        if reactions:
            steps.append(AnimationGroup(*reactions, run_time=_AFTER))
        kwargs.setdefault("name", f"PassLayer({wave})")
        super().__init__(*steps, lag_ratio=_ARRIVES, **kwargs)


class PassLayers(LaggedStart):  # type: ignore[misc, unused-ignore]
    """One unbroken wave through several layers: each begins as the one before arrives.

    `passes` are PassLayers in the order in which they are reached; `then` comes as the last one
    arrives. Raises ValueError when there are none.

    Example:
        >>> from netviz import FlowWave, NetworkDiagram, PassLayer, PassLayers
        >>> diagram = NetworkDiagram([[[0.5, -0.9]], [[1.0]]])
        >>> passes = [PassLayer(FlowWave(diagram.edges_into(layer))) for layer in (1, 2)]
        >>> animation = PassLayers(passes, run_time=2.0)
    """

    def __init__(self, passes: Sequence[PassLayer], *then: Animation, **kwargs: Any) -> None:
        steps: list[Animation] = list(as_items(passes, "passes"))
        if not steps:
            raise ValueError("passes must hold at least one PassLayer, got none")
        for step in steps:
            step.run_time = _ARRIVES + _AFTER
        if then:
            steps.append(AnimationGroup(*then, run_time=_ARRIVES + _AFTER))
        kwargs.setdefault("name", f"PassLayers({counted(len(passes), 'layer')})")
        super().__init__(*steps, lag_ratio=_ON / (_ARRIVES + _AFTER), **kwargs)
