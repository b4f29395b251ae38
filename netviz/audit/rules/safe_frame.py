"""Nothing is cut by the frame's edge, or so near to it that a screen may cut it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from manim import Mobject, config

from netviz.audit.background import Background
from netviz.audit.finding import Finding
from netviz.audit.outline import as_row
from netviz.audit.shot import Glance, Item, Shot
from netviz.layout import Box

_SLACK = 0.02  # Manim units of the whole frame
_SIDES = ("left", "bottom", "right", "top")


class SafeFrame:
    """Finds what is partly outside, and texts that are never inside.

    Where the camera moves, something larger than the frame, such as an axis with its numbers, is
    seen in part on purpose: its texts may lie outside, and one that stands where the frame once
    held it whole may be cut. Nor is a text missed there that no play has brought.
    """

    name = "safe-frame"

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._unseen: dict[int, _Unseen] = {}
        self._stands: dict[int, _Stand] = {}
        self._first_frame: np.ndarray | None = None
        self._camera_moves = False

    def glance(self, glance: Glance) -> None:
        """Remember what is in the frame while a play runs."""
        frame = as_row(glance.frame)
        if glance.time == glance.play.start:
            self._note_stands(glance.items, frame)
        for item in glance.items:
            if _beyond(as_row(item.box), frame) < 0:
                self._seen.add(id(item.mobject))

    def look(self, shot: Shot) -> Iterator[Finding]:
        scale = shot.frame.height / 8
        frame = as_row(shot.frame)
        elsewhere = _has_moved(shot.frame)  # what the camera leaves behind is cut on purpose
        self._note_stands(shot.items, frame)
        background = Background(shot)
        limit = f"{shot.limits.safe_margin:g} units from the edge"
        for item in shot.items:
            box = as_row(item.box)
            # Beyond the edge is positive, within it is negative; left and bottom, right and top.
            beyond = [*(frame[:2] - box[:2]) / scale, *(box[2:] - frame[2:]) / scale]
            side = max(range(4), key=lambda index: beyond[index])
            if _beyond(box, frame) >= 0:
                if item.kind != "shape" and id(item.mobject) not in self._unseen:
                    finding = self._finding(shot, item, "never in it", limit)
                    self._unseen[id(item.mobject)] = _Unseen(item, finding, _is_shown(item, shot))
                continue
            self._seen.add(id(item.mobject))
            room = -beyond[side]
            if elsewhere and (item.kind == "shape" or self._is_left_behind(item, shot)):
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
        for key, unseen in self._unseen.items():
            if key not in self._seen and (unseen.shown or not self._camera_moves):
                yield unseen.finding

    def _note_stands(self, items: tuple[Item, ...], frame: np.ndarray) -> None:
        """Keep what the camera saw when each text came to where it stands."""
        if self._first_frame is None:
            self._first_frame = frame
        self._camera_moves |= _differ(frame, self._first_frame)
        for item in items:
            if item.kind != "shape":
                row, known = as_row(item.box), self._stands.get(id(item.mobject))
                if known is None or _differ(row, known.row):
                    self._stands[id(item.mobject)] = _Stand(item.mobject, row, frame)

    def _is_left_behind(self, item: Item, shot: Shot) -> bool:
        """Whether the camera alone has cut a text, of something that goes on beyond the frame."""
        stand, frame = self._stands[id(item.mobject)], as_row(shot.frame)
        low, high = stand.row[:2] >= stand.frame[:2], stand.row[2:] <= stand.frame[2:]
        was_cut = _beyond(stand.row, stand.frame) < 0 and not (low.all() and high.all())
        if was_cut or not _differ(frame, stand.frame):
            return False
        beyond = [_beyond(as_row(one.box), frame) >= 0 for one in _with(item, shot)]
        return any(beyond) and not all(beyond)

    def _finding(self, shot: Shot, item: Item, measure: str, limit: str) -> Finding:
        return Finding(self.name, shot.time, shot.phase, (item.name,), measure, limit)


class _Stand(NamedTuple):
    """Where a text stands, and the frame in which it came there."""

    mobject: Mobject
    row: np.ndarray
    frame: np.ndarray


class _Unseen(NamedTuple):
    """A text that was not in the frame, and whether a play was to show it."""

    item: Item
    finding: Finding
    shown: bool


def _is_shown(item: Item, shot: Shot) -> bool:
    """Whether the play has brought an item, and nothing with it that is in the frame."""
    frame = as_row(shot.frame)
    brought = _with(item, shot, shot.play.mobjects)
    return bool(brought) and all(_beyond(as_row(one.box), frame) >= 0 for one in brought)


def _with(item: Item, shot: Shot, mobjects: Sequence[Mobject] | None = None) -> list[Item]:
    """All that is drawn of the one of some mobjects (of the scene's) that an item is a part of."""
    for mobject in shot.scene.mobjects if mobjects is None else mobjects:
        family = {id(member) for member in mobject.get_family()}
        if id(item.mobject) in family:
            return [one for one in shot.items if id(one.mobject) in family]
    return []


def _differ(a: np.ndarray, b: np.ndarray) -> bool:
    return bool(np.abs(a - b).max() > 1e-3)


def _beyond(box: np.ndarray, frame: np.ndarray) -> float:
    """How far a box lies beyond the frame; negative when some of it is within."""
    return float(max(*(box[:2] - frame[2:]), *(frame[:2] - box[2:])))


def _has_moved(frame: Box) -> bool:
    """Whether the camera looks elsewhere than at a scene's beginning."""
    at_first = np.array([config.frame_width, config.frame_height]) / 2
    return _differ(as_row(frame), np.concatenate([-at_first, at_first]))
