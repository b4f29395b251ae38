"""What a person calls a mobject: by the scene's own names for it, and by what it says."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import FrameType
from typing import Any

import numpy as np
from manim import Mobject, Scene

from netviz.audit.wording import is_text, without_plate
from netviz.mobjects.neuron_layer import Neuron, NeuronLayer
from netviz.mobjects.weighted_edges import Edge, WeightedEdges

_NOT_NAMES = {
    *("animations", "camera", "foreground_mobjects", "mobjects", "moving_mobjects", "renderer"),
    *("static_mobjects", "meshes", "manager", "queue", "submobjects", "target", "saved_state"),
    *("updaters", "parent", "fill_rgbas", "stroke_rgbas", "_words", "_band"),
}
_DEEPEST = 7
_MOST = 40_000  # objects looked at for one scene's names
_LONGEST = 48  # characters of a text that are quoted


class Names:
    """The names of one scene's mobjects. A name once found is kept, as local variables go away."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._paths: dict[int, tuple[Mobject, str]] = {}
        self._locals: dict[str, Any] = {}
        self._asked: dict[int, Mobject] = {}
        self.texts: dict[int, Mobject] = {}
        """Each text that the scene knows, by the ids of all its members."""

    def note_locals(self) -> None:
        """Remember the local variables of the scene's methods that are running now."""
        for name, value in _locals_of(self._scene):
            self._locals[name] = value

    def refresh(self, members: Iterable[Mobject]) -> None:
        """Name what the scene's attributes and the noted variables lead to, if a member is new."""
        new = {id(member): member for member in members if id(member) not in self._asked}
        if not new:
            return
        self._asked.update(new)
        attributes = {
            name: value for name, value in vars(self._scene).items() if name not in _NOT_NAMES
        }
        seen: set[int] = {id(self._scene)}
        self._walk(attributes, seen)
        self._walk(self._locals, seen)
        self._locals = {}

    def name(self, mobject: Mobject, says: str | None = None) -> str:
        """A text's words in quotes and its path; any other mobject's path, or class and place."""
        path = self._paths[id(mobject)][1] if id(mobject) in self._paths else None
        if says:
            shown = says if len(says) <= _LONGEST else says[: _LONGEST - 1] + "…"
            return f'"{shown}" ({path})' if path else f'"{shown}"'
        return path or _described(mobject)

    def _walk(self, roots: Mapping[str, Any], seen: set[int]) -> None:
        queue: deque[tuple[str, Any, int]] = deque(
            (name, value, 0)
            for name, value in roots.items()
            if not name.startswith("__") and _leads_on(value)
        )
        while queue and len(seen) < _MOST:
            path, value, depth = queue.popleft()
            if id(value) in seen:
                continue
            seen.add(id(value))
            if isinstance(value, Mobject):
                self._keep(value, path)
                if is_text(value):
                    continue
            if depth < _DEEPEST:
                queue.extend((longer, next_, depth + 1) for longer, next_ in _next(path, value))

    def _keep(self, mobject: Mobject, path: str) -> None:
        known = self._paths.get(id(mobject))
        if known is None:
            self._paths[id(mobject)] = (mobject, path)
        if is_text(mobject):
            for member in without_plate(mobject):
                self.texts.setdefault(id(member), mobject)


def _leads_on(value: Any) -> bool:
    """Whether a value may hold mobjects."""
    if isinstance(value, (Mobject, list, tuple, dict)):
        return True
    own = not isinstance(value, type) and _is_the_author_s(type(value).__module__)
    return own and isinstance(getattr(value, "__dict__", None), dict)


@cache
def _is_the_author_s(module: str) -> bool:
    """Whether a module is neither Python's nor Manim's."""
    package = module.partition(".")[0]
    return package not in ("manim", "numpy") and package not in sys.stdlib_module_names


def _next(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from ((f"{path}[{key!r}]", held) for key, held in value.items() if _leads_on(held))
    elif isinstance(value, (list, tuple)):
        yield from ((f"{path}[{at}]", held) for at, held in enumerate(value) if _leads_on(held))
    else:
        for name, held in vars(value).items():
            if name not in _NOT_NAMES and not name.startswith("_") and _leads_on(held):
                if isinstance(value, NeuronLayer) and name == "neurons":
                    yield from _members(path, held)
                yield f"{path}.{name}", held
        if isinstance(value, Mobject):
            yield from _members(path, value)


def _members(path: str, group: Mobject) -> Iterator[tuple[str, Any]]:
    neurons = 0
    for index, member in enumerate(group.submobjects):
        if isinstance(member, Neuron):
            yield f"{path}.neuron {neurons}", member
            neurons += 1
        elif isinstance(member, Edge) and isinstance(group, WeightedEdges):
            yield f"{path}.edge({member.pair[0]}, {member.pair[1]})", member
        else:
            yield f"{path}[{index}]", member


def _locals_of(scene: Scene) -> Iterator[tuple[str, Any]]:
    """Local variables of the running functions that tell this scene, the innermost last."""
    frames: list[FrameType] = []
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        module = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        code = frame.f_code
        first = code.co_varnames[0] if code.co_argcount else None
        if module not in ("manim", "netviz") and first and frame.f_locals.get(first) is scene:
            frames.append(frame)
        frame = frame.f_back
    for found in reversed(frames):
        for name, value in found.f_locals.items():
            if value is not scene and _leads_on(value):
                yield name, value


def _described(mobject: Mobject) -> str:
    points = _points(mobject)
    kind = type(mobject).__name__
    if not len(points):
        return kind
    x, y = (points.min(axis=0) + points.max(axis=0))[:2] / 2
    return f"{kind} at ({x:.1f}, {y:.1f})"


def _points(mobject: Mobject) -> np.ndarray:
    parts: Iterable[np.ndarray] = (
        member.points for member in mobject.get_family() if len(member.points)
    )
    joined = [points[np.isfinite(points).all(axis=1)] for points in parts]
    return np.vstack(joined) if joined else np.zeros((0, 3))
