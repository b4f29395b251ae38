"""Nothing is cut by the frame's edge, or so near to it that a screen may cut it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import config

from netviz.audit.background import Background
from netviz.audit.finding import Finding
from netviz.audit.outline import as_row
from netviz.audit.shot import Glance, Item, Shot
from netviz.layout import Box

_SLACK = 0.02  # Manim units of the whole frame
_SIDES = ("left", "bottom", "right", "top")


class SafeFrame:
    """Finds what is partly outside, and texts that are never inside."""

    name = "safe-frame"

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._unseen: dict[int, tuple[Item, Finding]] = {}

    def glance(self, glance: Glance) -> None:
        """Remember what is in the frame while a play runs."""
        frame = as_row(glance.frame)
        for item in glance.items:
            if _beyond(as_row(item.box), frame) < 0:
                self._seen.add(id(item.mobject))

    def look(self, shot: Shot) -> Iterator[Finding]:
        scale = shot.frame.height / 8
        frame = as_row(shot.frame)
        elsewhere = _has_moved(shot.frame)  # what the camera leaves behind is cut on purpose
        background = Background(shot)
        limit = f"{shot.limits.safe_margin:g} units from the edge"
        for item in shot.items:
            box = as_row(item.box)
            # Beyond the edge is positive, within it is negative; left and bottom, right and top.
            beyond = [*(frame[:2] - box[:2]) / scale, *(box[2:] - frame[2:]) / scale]
            side = max(range(4), key=lambda index: beyond[index])
            if _beyond(box, frame) >= 0:
                if item.kind != "shape":
                    self._unseen.setdefault(
                        id(item.mobject), (item, self._finding(shot, item, "never in it", limit))
                    )
                continue
            self._seen.add(id(item.mobject))
            room = -beyond[side]
            if elsewhere and item.kind == "shape":
                continue
            if room > shot.limits.safe_margin - _SLACK or item.ghost or background.holds(item):
                continue
            where = (
                f"{-room:.2f} units outside, {_SIDES[side]}"
                if room < 0
                else f"{room:.2f} units from the {_SIDES[side]} edge"
            )
            yield self._finding(shot, item, where, limit)

    def finish(self, shots_end: float) -> Iterator[Finding]:
        for key, (_, finding) in self._unseen.items():
            if key not in self._seen:
                yield finding

    def _finding(self, shot: Shot, item: Item, measure: str, limit: str) -> Finding:
        return Finding(self.name, shot.time, shot.phase, (item.name,), measure, limit)


def _beyond(box: np.ndarray, frame: np.ndarray) -> float:
    """How far a box lies beyond the frame; negative when some of it is within."""
    return float(max(*(box[:2] - frame[2:]), *(frame[:2] - box[2:])))


def _has_moved(frame: Box) -> bool:
    """Whether the camera looks elsewhere than at a scene's beginning."""
    at_first = np.array([config.frame_width, config.frame_height]) / 2
    return bool(np.abs(as_row(frame) - np.concatenate([-at_first, at_first])).max() > 1e-3)
