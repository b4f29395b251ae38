"""Plays that a viewer cannot tell from a wait."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import Animation, Wait

from netviz.audit.finding import Finding
from netviz.audit.outline import as_row
from netviz.audit.shot import Glance, Item, Shot
from netviz.observer import Frame, Play


class NoChange:
    """Finds plays whose frames are all the same, and nothing of which is other before and after.

    What it plays may be transparent, covered, off the frame, not there any more, or have been as
    it is asked to become.
    """

    name = "no-change"

    def __init__(self) -> None:
        self._first: np.ndarray | None = None
        self._frames = 0
        self._same = True
        self._begins_with: list[tuple[object, ...]] | None = None
        self._before: set[int] = set()
        self._picture: np.ndarray | None = None

    def frame(self, frame: Frame) -> None:
        """Compare a frame with the play's first one."""
        self._frames += 1
        if self._first is None:
            self._first = frame.pixels.copy()
        elif self._same:
            self._same = np.array_equal(self._first, frame.pixels)

    def glance(self, glance: Glance) -> None:
        """Remember what the play begins with."""
        if self._begins_with is None:
            self._begins_with = _looks(glance)

    def look(self, shot: Shot) -> Iterator[Finding]:
        """The play that is over, when nothing came of it."""
        play = shot.play
        if (
            self._frames
            and self._same
            and shot.moved
            and not _only_waits(play.animations)
            and self._is_as_before(shot)
            and not self._brings(play, shot)
        ):
            names = [shot.name_of(played) for played in play.mobjects]
            kinds = " and ".join(dict.fromkeys(type(one).__name__ for one in play.animations))
            yield Finding(
                self.name,
                play.start,
                shot.phase,
                tuple(dict.fromkeys(names)),
                f"{kinds} for {play.end - play.start:.2f} s, and every frame is the same",
                "a play that is seen",
                until=play.end,
            )
        self._first, self._frames, self._same, self._begins_with = None, 0, True, None
        self._before = {id(item.mobject) for item in shot.items}
        self._picture = shot.pixels

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """Nothing more."""
        yield from ()

    def _is_as_before(self, shot: Shot) -> bool:
        """Whether nothing of the picture has changed since the play began, or since the last."""
        if self._begins_with in (None, _looks(shot)):
            return True
        return self._picture is not None and np.array_equal(self._picture, shot.pixels)

    def _brings(self, play: Play, shot: Shot) -> bool:
        """Whether something of what is played is there only since the play began."""
        played = {id(member) for mobject in play.mobjects for member in mobject.get_family()}
        new = {id(item.mobject) for item in shot.items if _is_inside(item, shot)} - self._before
        return bool(played & new)


def _looks(seen: Glance | Shot) -> list[tuple[object, ...]]:
    """What everything within the frame looks like."""
    return [
        (id(item.mobject), item.opacity, *map(id, item.boxes), *as_row(item.box))
        for item in seen.items
        if _is_inside(item, seen)
    ]


def _is_inside(item: Item, seen: Glance | Shot) -> bool:
    low_high, frame = as_row(item.box), as_row(seen.frame)
    return bool((low_high[:2] < frame[2:]).all() and (low_high[2:] > frame[:2]).all())


def _only_waits(animations: tuple[Animation, ...]) -> bool:
    return all(
        _only_waits(tuple(inner)) if (inner := getattr(one, "animations", ())) else _waits(one)
        for one in animations
    )


def _waits(animation: Animation) -> bool:
    return isinstance(animation, Wait) or type(animation).__name__ == "Add"
