"""A move that really takes a text out of the way, where there is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from netviz.audit.outline import as_row, common, crosses, strokes
from netviz.audit.shot import Item, Shot

_ROOM = 0.1  # Manim units of the whole frame between a text and what is next to it
_FARTHEST = 2.0
_STEP = 0.05
_WAYS = {"UP": (0.0, 1.0), "DOWN": (0.0, -1.0), "LEFT": (-1.0, 0.0), "RIGHT": (1.0, 0.0)}


def advice(shot: Shot, names: Sequence[str]) -> str | None:
    """The shortest move, up to 2 units, after which the first text named is in nobody's way.

    It is worked out from all that is on screen: after it the text has room all around, and lies in
    the safe frame. None when there is no such move.
    """
    item = next((one for one in shot.texts if one.name in names), None)
    if item is None:
        return None
    scale = shot.frame.height / 8
    taken = _Taken(shot, item)
    for step in range(1, round(_FARTHEST / _STEP) + 1):
        for way, direction in _WAYS.items():
            away = step * _STEP * scale
            if taken.is_clear(as_row(item.box) + away * np.array([*direction, *direction])):
                return f"{_path(item)}.shift({away:.2f} * {way})"
    return None


class _Taken:
    """All places of a shot that something other than one text takes."""

    def __init__(self, shot: Shot, item: Item) -> None:
        scale = shot.frame.height / 8
        room = _ROOM * scale
        self._wider = np.array([-room, -room, room, room])
        frame, margin = as_row(shot.frame), shot.limits.safe_margin * scale
        self._safe = frame + np.array([margin, margin, -margin, -margin])
        others = [one for one in shot.items if one is not item and not one.ghost]
        self._texts = np.array([as_row(one.box) for one in others if one.kind != "shape"]).reshape(
            -1, 4
        )
        self._outlines = [
            path
            for one in others
            if one.kind == "shape"
            for path in (*one.polygons, *strokes(one.mobject))
        ]

    def is_clear(self, row: np.ndarray) -> bool:
        if (row[:2] < self._safe[:2]).any() or (row[2:] > self._safe[2:]).any():
            return False
        wider = (row + self._wider)[None]
        if (common(wider, self._texts) > 0).all(axis=2).any():
            return False
        return not any(crosses(path, wider).any() for path in self._outlines)


def _path(item: Item) -> str:
    """What the scene calls an item."""
    called = re.fullmatch(r'".*" \((.+)\)', item.name)
    return called[1] if called else item.name if '"' not in item.name else "it"
