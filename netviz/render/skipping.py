"""Manim's renderer, which draws nothing that is not shown, and plays that need not be stepped."""

from __future__ import annotations

from typing import Any

from manim import Animation, Mobject, MultiCamera, PhaseFlow, Scene, UpdateFromFunc
from manim.animation.speedmodifier import ChangeSpeed
from manim.utils.iterables import list_update

from netviz.render.renderer import Renderer
from netviz.render.repainter import pass_over

_STEPPED = (UpdateFromFunc, PhaseFlow, ChangeSpeed)  # Manim's that go on from the frame before
_KNOWN = ("manim", "netviz")


class SkippingRenderer(Renderer):
    """`Renderer` that computes a skipped play without drawing it."""

    _playing = False
    _passed: list[Mobject] | None = None
    """What the last frame of a skipped play would have shown."""

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play as Manim does."""
        self._playing = True
        try:
            super().play(scene, *args, **kwargs)
        finally:
            self._playing = False
        if self._passed is not None:
            pass_over(self.camera, self._passed)
            self._passed = None

    def update_frame(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Draw the frame, unless it is one of a skipped play."""
        if self._unseen:
            self._passed = list_update(scene.mobjects, scene.foreground_mobjects)
            if isinstance(self.camera, MultiCamera):
                self.camera.update_sub_cameras()  # drawing gives their frames the windows' shapes
        else:
            super().update_frame(scene, *args, **kwargs)

    def get_frame(self) -> Any:
        """The frame, which in a skipped play nobody looks at: None."""
        return None if self._unseen else super().get_frame()

    @property
    def _unseen(self) -> bool:
        return self._playing and bool(self.skip_animations)


def counts_each_frame(scene: Scene) -> bool:
    """Whether the end of the running play may depend on each of its frames.

    It may where something has an updater, where a window shows what another camera sees, or where
    something is animated in a way that is not known to depend on the time alone: a class or a rate
    function that is neither Manim's nor netviz's.
    """
    return bool(
        scene.always_update_mobjects
        or scene.updaters
        or isinstance(scene.renderer.camera, MultiCamera)
        or any(map(_has_updaters, scene.mobjects))
        or any(map(_counts, scene.animations or ()))
    )


def _has_updaters(mobject: Mobject) -> bool:
    return bool(mobject.updaters) or any(map(_has_updaters, mobject.submobjects))


def _counts(animation: Animation) -> bool:
    return (
        isinstance(animation, _STEPPED)
        or not _is_known(type(animation))
        or not _is_known(animation.rate_func)
        or any(map(_counts, getattr(animation, "animations", ())))
    )


def _is_known(function: Any) -> bool:
    return str(getattr(function, "__module__", "")).partition(".")[0] in _KNOWN
