"""Manim's renderer, which draws nothing that is not shown, and plays that need not be stepped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from manim import Animation, Mobject, MultiCamera, PhaseFlow, Scene, Succession, UpdateFromFunc
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

    It may where something has an updater, where a window shows what another camera sees, where an
    animation begins in the middle of another one of the same mobject, or where something is
    animated in a way that is not known to depend on the time alone: a class or a rate function that
    is neither Manim's nor netviz's.
    """
    return bool(
        scene.always_update_mobjects
        or scene.updaters
        or isinstance(scene.renderer.camera, MultiCamera)
        or any(map(_has_updaters, scene.mobjects))
        or any(map(_counts, scene.animations or ()))
        or _begins_amid_another(scene.animations or ())
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


def _begins_amid_another(animations: Sequence[Animation]) -> bool:
    """Whether a `Succession` animates what something else animates at the same time."""
    for animation in animations:
        parts = getattr(animation, "animations", ())
        others = [other for other in animations if other is not animation]
        if any(isinstance(each, Succession) for each in _tree(animation)) and not _animated(
            [animation]
        ).isdisjoint(_animated(others)):
            return True
        if not isinstance(animation, Succession) and _begins_amid_another(parts):
            return True
    return False


def _tree(animation: Animation) -> Iterator[Animation]:
    yield animation
    for part in getattr(animation, "animations", ()):
        yield from _tree(part)


def _animated(animations: Sequence[Animation]) -> set[int]:
    """The ids of all members of what is animated."""
    return {
        id(member)
        for animation in animations
        for part in _tree(animation)
        if not getattr(part, "animations", ())
        for member in part.mobject.get_family()
    }


def _is_known(function: Any) -> bool:
    return str(getattr(function, "__module__", "")).partition(".")[0] in _KNOWN
