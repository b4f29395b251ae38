"""What updaters draw: it may look otherwise at every frame, and no animation turns it into that."""

from __future__ import annotations

from manim import Mobject, Scene


def updated_in(scene: Scene) -> set[int]:
    """The ids of all members of mobjects that have an updater which runs now."""
    found: set[int] = set()
    stack: list[Mobject] = [*scene.mobjects, *scene.foreground_mobjects]
    while stack:
        mobject = stack.pop()
        if mobject.updaters and not mobject.updating_suspended:
            found.update(id(member) for member in mobject.get_family())
        else:
            stack += mobject.submobjects
    return found
