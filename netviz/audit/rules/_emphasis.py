"""Animations that come back to what they began with, for the sake of being seen."""

from __future__ import annotations

from collections.abc import Iterator

from manim import Animation
from manim.animation import indication

from netviz.animations.activate import Activate
from netviz.animations.flow_wave import FlowWave
from netviz.observer import Play

_EMPHASES = (
    indication.Indicate,
    indication.Wiggle,
    indication.ApplyWave,
    indication.Circumscribe,
    indication.Flash,
    indication.FocusOn,
    indication.ShowPassingFlash,
    FlowWave,
    Activate,
)


def emphases(play: Play) -> Iterator[Animation]:
    """Those of a play, also within groups of animations."""
    stack: list[Animation] = list(play.animations)
    while stack:
        animation = stack.pop()
        stack += getattr(animation, "animations", ())
        if isinstance(animation, _EMPHASES):
            yield animation
