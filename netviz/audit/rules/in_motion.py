"""What is in the way only while a play runs: text across text or shapes, things off the frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from manim import Mobject, VMobject

from netviz.audit.finding import Finding
from netviz.audit.outline import as_row, common, crosses, inside
from netviz.audit.picture import in_picture
from netviz.audit.rules._emphasis import emphases
from netviz.audit.rules.overlap import OPAQUE_FROM, TOUCH, is_copy
from netviz.audit.shot import Glance, Item, Shot
from netviz.audit.updaters import updated_in
from netviz.layout import Box
from netviz.mobjects.veil import Veil
from netviz.observer import Play

_LEAST_GLANCES = 5
"""At twelve a second: longer than a third of one."""
_MOVED = 1e-3  # Manim units
_OUTSIDE = 0.05  # Manim units of the whole frame
_WHOLE = 0.9  # of its opacity at rest
_SAME_FORM = 0.02


@dataclass(frozen=True)
class _Sight:
    """Two items over each other, or one beyond the frame, at a glance."""

    index: int
    time: float
    items: tuple[Item, ...]
    what: str


@dataclass
class _Watched:
    """One play: its first glance, and what was seen at each."""

    frame: Box
    before: dict[int, Item]
    """What is there when the play begins, by the ids of the mobjects."""
    updated: set[int]
    """The ids of what updaters draw, and no animation of the play."""
    count: int = 0
    seen: dict[tuple[int, ...], list[_Sight]] = field(default_factory=dict)
    frame_moved: bool = False


class InMotion:
    """Finds text that crosses text, an opaque shape or the frame's edge within a play.

    Only what lasts longer than about a third of a second, over one thing or several in a row, and
    neither begins nor ends so: what is at rest is judged by the rules for that. What a play brings,
    takes or turns into something else is not accused while it comes, goes or turns: only while it
    is as it is at rest, and travels. What an updater draws, such as a number that follows a dot, is
    itself whatever it says. Nor accused are emphases (Indicate, Wiggle and the like), and pictures
    in which the camera moves.
    """

    name = "in-motion"

    def __init__(self) -> None:
        self._watched: _Watched | None = None

    def glance(self, glance: Glance) -> None:
        """Take in one glance."""
        if self._watched is None:
            there = (*glance.items, *glance.covered)
            played = {id(one) for mobject in glance.play.mobjects for one in mobject.get_family()}
            self._watched = _Watched(
                glance.frame,
                {id(item.mobject): item for item in there},
                updated_in(glance.play.scene) - played,
            )
            for item in there:
                if item.kind != "shape":
                    _ = item.form  # as it is now: later it may be another one
        self._watched.frame_moved |= _away(glance.frame, self._watched.frame) > _MOVED
        if not self._watched.frame_moved:
            for sight in _sights(glance, self._watched):
                key = tuple(sorted(id(item.mobject) for item in sight.items))
                self._watched.seen.setdefault(key, []).append(sight)
        self._watched.count += 1

    def look(self, shot: Shot) -> Iterator[Finding]:
        """What was seen in the play that is over."""
        watched, self._watched = self._watched, None
        if watched is not None and not watched.frame_moved:
            after = {id(item.mobject): item for item in shot.items}
            yield from self._findings(watched, after, shot)

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """Nothing more."""
        yield from ()

    def _findings(self, watched: _Watched, after: dict[int, Item], shot: Shot) -> Iterator[Finding]:
        emphasised = _emphasised(shot.play)
        runs: list[list[_Sight]] = []
        for seen in watched.seen.values():
            if any(id(item.mobject) in emphasised for item in seen[0].items):
                continue
            if len(seen[0].items) == 1 and not _stays_inside(seen[0].items[0], watched, after):
                continue
            judged = [s for s in seen if all(_as_at_rest(i, watched, after) for i in s.items)]
            runs += _runs(judged, seen, watched.count)
        for group in _connected(runs):
            first, last = min(run[0].index for run in group), max(run[-1].index for run in group)
            if last - first + 1 < _LEAST_GLANCES:
                continue
            longest = max(group, key=len)
            middle = longest[len(longest) // 2]
            names = list(dict.fromkeys(item.name for run in group for item in run[0].items))
            lasted = (last - first + 1) / 12
            yield Finding(
                self.name,
                min(run[0].time for run in group),
                shot.phase,
                tuple(names),
                f"{middle.what} for {lasted:.1f} s while it moves",
                "at most a third of a second",
                until=max(run[-1].time for run in group),
                boxes=tuple(in_picture(i.box, watched.frame) for i in middle.items),
                seen=middle.time,
            )


def _away(a: Box, b: Box) -> float:
    return float(np.abs(as_row(a) - as_row(b)).max())


def _sights(glance: Glance, watched: _Watched) -> Iterator[_Sight]:
    """All that is in the way now and has moved since the play began."""
    before = watched.before
    covered = [item for item in glance.covered if item.kind != "shape" and not item.ghost]
    shown = [item for item in glance.items if not item.ghost] + covered
    moved = [
        item
        for item in shown
        if watched.count == 0  # all that is over something from the beginning
        or id(item.mobject) not in before
        or _away(item.box, before[id(item.mobject)].box) > _MOVED
    ]
    if not moved:
        return
    touch = TOUCH * glance.frame.height / 8
    index = watched.count
    texts = [item for item in shown if item.kind != "shape"]
    hidden = {id(item.mobject) for item in covered}
    shapes = [item for item in shown if _is_opaque(item, glance)]
    moving = {id(item.mobject) for item in moved}
    bare = [item for item in texts if id(item.mobject) not in hidden]
    place = {id(item): index for index, item in enumerate(bare)}
    for a, b in _near(bare, bare, touch, moving):
        if place[id(a)] < place[id(b)] and not is_copy(a, b) and not _says_the_same(a, b):
            met = common(np.array(a.boxes), np.array(b.boxes))
            if (met > touch).all(axis=2).any():
                yield _Sight(index, glance.time, (a, b), "over each other")
    order = {id(item.mobject): place for place, item in enumerate(glance.items)}
    for text, shape in _near(texts, shapes, touch, moving):
        if _meet(np.array(text.boxes), shape, touch):
            over = order.get(id(text.mobject), -1) > order[id(shape.mobject)]
            yield _Sight(index, glance.time, (text, shape), "over it" if over else "under it")
    slack = _OUTSIDE * glance.frame.height / 8
    frame = as_row(glance.frame)
    for item in moved:
        box = as_row(item.box)
        if max(*(frame[:2] - box[:2]), *(box[2:] - frame[2:])) > slack:
            yield _Sight(index, glance.time, (item,), "off the frame")


def _near(
    first: list[Item], second: list[Item], touch: float, moving: set[int]
) -> Iterator[tuple[Item, Item]]:
    """Pairs whose boxes meet, at least one of them moving."""
    if not first or not second:
        return
    a, b = (np.array([as_row(item.box) for item in items]) for items in (first, second))
    for i, j in zip(*np.nonzero((common(a, b) > touch).all(axis=2)), strict=True):
        one, other = first[i], second[j]
        if one is not other and (id(one.mobject) in moving or id(other.mobject) in moving):
            yield one, other


def _says_the_same(a: Item, b: Item) -> bool:
    """Whether one text is on its way to or from another one like it."""
    return _has_form(a, b)


def _has_form(a: Item, b: Item) -> bool:
    return len(a.form) == len(b.form) and bool(np.abs(a.form - b.form).max() < _SAME_FORM)


def _is_opaque(item: Item, glance: Glance) -> bool:
    shape = item.mobject
    if item.kind != "shape" or isinstance(shape, Veil) or item.opacity < OPAQUE_FROM:
        return False
    width, height = glance.frame.width, glance.frame.height
    if item.box.width >= width or item.box.height >= height:
        return False
    if not isinstance(shape, VMobject):
        return True
    return bool(len(shape.fill_rgbas) and shape.fill_rgbas[:, 3].max() >= OPAQUE_FROM)


def _meet(glyphs: np.ndarray, shape: Item, touch: float) -> bool:
    """Whether some of a text lies within a shape's outline or across it."""
    small = glyphs + np.array([touch, touch, -touch, -touch])
    small = small[(small[:, 2:] > small[:, :2]).all(axis=1)]
    if not len(small):
        return False
    held = np.zeros(len(small), dtype=bool)
    middles = (small[:, :2] + small[:, 2:]) / 2
    for polygon in shape.polygons:
        if crosses(polygon, small).any():
            return True
        held ^= inside(polygon, middles)
    return bool(held.any())


def _as_at_rest(item: Item, watched: _Watched, after: dict[int, Item]) -> bool:
    """Whether an item looks now, apart from place, size and angle, as before or after the play."""
    key = id(item.mobject)
    rests = [rest for rest in (watched.before.get(key), after.get(key)) if rest is not None]
    if item.kind == "shape":  # what comes or goes is its play's own affair
        return len(rests) == 2 and all(item.opacity >= _WHOLE * rest.opacity for rest in rests)
    if not rests:
        return item.opacity >= _WHOLE  # it is there for the play alone, as a copy that travels
    return any(
        item.opacity >= _WHOLE * rest.opacity and (key in watched.updated or _has_form(item, rest))
        for rest in rests
    )


def _stays_inside(item: Item, watched: _Watched, after: dict[int, Item]) -> bool:
    """Whether something is wholly within the frame both before and after the play."""
    frame = as_row(watched.frame)
    rests = [there.get(id(item.mobject)) for there in (watched.before, after)]
    rows = [as_row(rest.box) for rest in rests if rest is not None]
    return len(rows) == 2 and all(
        (row[:2] >= frame[:2]).all() and (row[2:] <= frame[2:]).all() for row in rows
    )


def _emphasised(play: Play) -> set[int]:
    """The ids of all that is only pointed out."""
    shown = (one.mobject for one in emphases(play) if isinstance(one.mobject, Mobject))
    return {id(member) for mobject in shown for member in mobject.get_family()}


def _runs(judged: list[_Sight], seen: list[_Sight], count: int) -> Iterator[list[_Sight]]:
    """Stretches of glances in a row, without those from the beginning or to the end."""
    indices = {sight.index for sight in seen}
    run: list[_Sight] = []
    for sight in [*judged, None]:
        if sight is not None and run and sight.index == run[-1].index + 1:
            run.append(sight)
            continue
        if run and _is_between(run, indices, count):
            yield run
        run = [] if sight is None else [sight]


def _is_between(run: list[_Sight], indices: set[int], count: int) -> bool:
    """Whether the items come apart both before and after a run."""
    clear_before = 0 not in indices
    clear_after = any(index not in indices for index in range(run[-1].index + 1, count))
    return clear_before and clear_after


def _connected(runs: list[list[_Sight]]) -> list[list[list[_Sight]]]:
    """Runs of the same item one after the other, such as of a text on its way across several."""
    groups: list[list[list[_Sight]]] = []
    for run in sorted(runs, key=lambda run: run[0].index):
        joined = [run]
        for group in [g for g in groups if any(_go_on(one, run) for one in g)]:
            groups.remove(group)
            joined = group + joined
        groups.append(joined)
    return groups


def _go_on(first: list[_Sight], second: list[_Sight]) -> bool:
    """Whether two runs have an item in common and no gap between them."""
    shared = {id(item.mobject) for item in first[0].items}
    shared &= {id(item.mobject) for item in second[0].items}
    return bool(shared) and second[0].index <= first[-1].index + 1
