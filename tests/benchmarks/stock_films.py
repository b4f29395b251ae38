"""The films as Manim renders them by itself: its own camera, its own file writer, its cache."""

from __future__ import annotations

from typing import Any

from manim import CairoRenderer, ManimColor, Scene

from netviz import PhasedScene, use_theme
from scenes.backprop import Backprop
from scenes.forward_pass import ForwardPass


class _Stock(PhasedScene):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(renderer=CairoRenderer(), **kwargs)

    def render(self, preview: bool = False) -> bool:
        """Render as Manim does; `PhasedScene` would turn its cache off."""
        with use_theme(self.theme):
            self.camera.background_color = ManimColor(self.theme.background)
            return bool(Scene.render(self, preview))


class StockForwardPass(_Stock, ForwardPass):
    """The forward pass under stock Manim."""


class StockBackprop(_Stock, Backprop):
    """Backpropagation under stock Manim."""
