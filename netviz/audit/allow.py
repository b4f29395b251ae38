"""Allowing a finding at its place in a scene, with the reason for which it is right there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from manim import Mobject

from netviz.audit.rules import RULES
from netviz.checks import as_text, describe


class Allowance:
    """One rule's findings in some mobjects, or (without any) in all, are right; see `allow`."""

    def __init__(self, rule: str, mobjects: tuple[Mobject, ...], reason: str, place: str) -> None:
        self.rule = rule
        self.mobjects = mobjects
        self.reason = reason
        self.place = place
        """File and line of the scene."""

    def __enter__(self) -> None:
        for listener in _listeners:
            listener.append(self)
        _in_force.append(self)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _in_force.remove(self)

    def covers(self, mobject: Mobject) -> bool:
        """Whether a mobject is one of those allowed, or a part of one, or has one as its part."""
        family = {id(member) for member in mobject.get_family()}
        return any(
            id(mobject) in {id(member) for member in allowed.get_family()} or id(allowed) in family
            for allowed in self.mobjects
        )


_in_force: list[Allowance] = []
_listeners: list[list[Allowance]] = []


def allow(rule: str, *mobjects: Mobject, reason: str) -> Allowance:
    """Let a rule of `netviz check` find something while the `with` block plays.

    `mobjects` are what it may find it in, or anything when there are none. The finding is still
    listed, with its reason. Outside a check nothing happens.
    Raises ValueError for a rule that does not exist and an empty reason, TypeError for anything but
    mobjects.

    Example:
        >>> from manim import Scene
        >>> from netviz import allow, text
        >>> class CrossFade(Scene):
        ...     def construct(self):
        ...         old, new = text("0.3"), text("0.4")
        ...         self.add(old, new)
        ...         with allow("overlap", old, reason="they cross-fade"):
        ...             self.wait(0.2)
    """
    if rule not in RULES:
        raise ValueError(f"rule must be one of {', '.join(RULES)}, got {describe(rule)}")
    for index, mobject in enumerate(mobjects):
        if not isinstance(mobject, Mobject):
            raise TypeError(f"mobjects[{index}] must be a Mobject, got {describe(mobject)}")
    caller = sys._getframe(1)
    place = f"{Path(caller.f_code.co_filename).name}:{caller.f_lineno}"
    return Allowance(rule, mobjects, as_text(reason, "reason"), place)


def in_force() -> tuple[Allowance, ...]:
    """The allowances whose blocks are running."""
    return tuple(_in_force)


@contextmanager
def noted_allowances() -> Iterator[list[Allowance]]:
    """The list of all allowances whose blocks begin within this one."""
    noted: list[Allowance] = []
    _listeners.append(noted)
    try:
        yield noted
    finally:
        _listeners.remove(noted)
