"""Manim's renderer, which draws nothing that is not shown."""

from __future__ import annotations

from typing import Any

from manim import Scene

from netviz.render.renderer import Renderer


class SkippingRenderer(Renderer):
    """`Renderer` that computes a skipped play without drawing it."""

    _playing = False

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play as Manim does."""
        self._playing = True
        try:
            super().play(scene, *args, **kwargs)
        finally:
            self._playing = False

    def update_frame(self, *args: Any, **kwargs: Any) -> None:
        """Draw the frame, unless it is one of a skipped play."""
        if not self._unseen:
            super().update_frame(*args, **kwargs)

    def get_frame(self) -> Any:
        """The frame, which in a skipped play nobody looks at: None."""
        return None if self._unseen else super().get_frame()

    @property
    def _unseen(self) -> bool:
        return self._playing and bool(self.skip_animations)
