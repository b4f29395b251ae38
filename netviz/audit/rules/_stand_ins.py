"""What a mobject shows after Manim's Transform has given it the look of another one."""

from __future__ import annotations

from collections.abc import Iterable

from manim import Animation, Mobject, MoveToTarget, Transform
from manim.animation.transform import _MethodAnimation

from netviz.audit.wording import is_text, words_of


class StandIns:
    """Transform moves the points of one mobject to those of another, and leaves all else behind.

    A number that was transformed still has its old value, a formula its old source: here is what
    each of them shows instead.
    """

    def __init__(self) -> None:
        self._shows: dict[int, tuple[Mobject, Mobject | None, str | None]] = {}

    def follow(self, animations: Iterable[Animation] | None) -> None:
        """Take in the animations of a play that is over."""
        for animation in animations or ():
            self.follow(getattr(animation, "animations", ()))
            if (
                isinstance(animation, Transform)
                and not isinstance(animation, _MethodAnimation)  # it calls the method in the end
                and not animation.replace_mobject_with_target_in_scene
                and isinstance(animation.target_mobject, Mobject)
            ):
                self._take(
                    animation.mobject, animation.target_mobject, _makes_its_target(animation)
                )

    def what(self, mobject: Mobject) -> Mobject | None:
        """What a mobject shows: itself, what it was transformed to, or None when nobody knows."""
        shown = self._shows.get(id(mobject))
        if shown is None or shown[2] != _written(mobject):  # set to another value since
            return mobject
        return shown[1]

    def _take(self, mobject: Mobject, target: Mobject, from_itself: bool) -> None:
        if mobject is target:
            return
        if not from_itself or _says(mobject) != _says(target):
            self._shows[id(mobject)] = (mobject, self.what(target), _written(mobject))
        parts, targets = mobject.submobjects, target.submobjects
        if len(parts) == len(targets):
            for part, its_target in zip(parts, targets, strict=True):
                self._take(part, its_target, from_itself)
        else:
            for part in parts:
                for member in part.get_family():
                    self._shows[id(member)] = (member, None, _written(member))


def _makes_its_target(animation: Transform) -> bool:
    """Whether the target is a copy of what the mobject looked like, as that of Indicate is."""
    made = type(animation).create_target is not Transform.create_target
    return made or isinstance(animation, MoveToTarget)


def _says(mobject: Mobject) -> str | None:
    return words_of(mobject) if is_text(mobject) else None


def _written(mobject: Mobject) -> str | None:
    """The digits that a number is set to."""
    return getattr(mobject, "string", None)
