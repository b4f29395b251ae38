"""What is drawn of a scene, sorted into lines of text and shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from manim import Mobject, PMobject, Scene, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.vector_field import VectorField
from manim.utils.family import extract_mobject_family_members

from netviz.audit.names import Names
from netviz.audit.outline import as_row, box_of, inside
from netviz.audit.shot import Item
from netviz.audit.wording import is_number, is_text, kind_of, lines_within, without_plate, words_of
from netviz.camera import SelfPainted

_UNSEEN = 0.03
"""The opacity below which nothing is visible."""
_COVERS = 0.5
"""The fill opacity from which a shape covers what lies behind it."""
_ALIKE = 0.01
"""Part of their size by which two outlines of one glyph may differ."""


@dataclass
class Drawn:
    """What one picture is made of."""

    items: tuple[Item, ...] = ()
    """What is visible, in the order in which it is drawn."""
    covered: tuple[Item, ...] = ()
    """What would be visible, were there nothing opaque over it."""
    members: list[Mobject] = field(default_factory=list)
    """All that is drawn, in that order."""
    glyphs: set[int] = field(default_factory=set)
    """The ids of the members that belong to texts."""
    broken: tuple[tuple[Mobject, str, str], ...] = ()
    """What has no place in the picture, its name and its fault."""


def drawn_in(scene: Scene, names: Names) -> Drawn:
    """What a scene draws now. `names` is refreshed when something new is on it."""
    return DrawnSoFar(scene, names).now()


class DrawnSoFar:
    """What a scene draws at one moment after the other. What has not changed is kept.

    An `Item` of an earlier moment is the same object as long as nothing of it has changed.
    """

    def __init__(self, scene: Scene, names: Names) -> None:
        self._scene, self._names = scene, names
        self._members: dict[int, _Member] = {}
        self._items: dict[int, Item] = {}
        self._called: dict[int, tuple[Mobject, str, str]] = {}
        self._letters = Letters()
        self._listed: list[int] = []
        self._owners: _Owners | None = None

    def now(self, in_motion: bool = False) -> Drawn:
        """What is drawn now. In motion nothing that is already known is named again."""
        scene, names = self._scene, self._names
        members = list(
            extract_mobject_family_members(
                [*scene.mobjects, *scene.foreground_mobjects],
                use_z_index=scene.renderer.camera.use_z_index,
                only_those_with_points=True,
            )
        )
        listed = [id(member) for member in members]
        if not in_motion:
            names.refresh(members)
            self._called.clear()
        if self._owners is None or not in_motion or listed != self._listed:
            self._owners, self._listed = _Owners(scene, names, self._letters), listed
        owners = self._owners
        drawn = Drawn()
        before, self._members = self._members, {}
        parts: dict[int, list[_Member]] = {}
        whole: dict[int, Mobject] = {}
        broken: dict[str, tuple[Mobject, str]] = {}
        empty: list[Mobject] = []
        nothing_there = _parts_of_fields(scene)
        for member in members:
            owner = owners.of(member)
            item = member if owner is None else owner
            if owner is not None:
                drawn.glyphs.add(id(member))
            seen = _Member.of(member, before.get(id(member)))
            self._members[id(member)] = seen
            if seen.opacity > 0 or isinstance(member, SelfPainted):
                drawn.members.append(member)
            if seen.opacity < _UNSEEN:
                continue
            if not seen.is_finite:
                broken[owners.name(item)] = item, "points that are no numbers"
            elif seen.is_nothing:
                if id(member) not in nothing_there:
                    empty.append(item)
            else:
                whole[id(item)] = item
                parts.setdefault(id(item), []).append(seen)
        if empty:
            shown = {id(part.mobject) for found in parts.values() for part in found}
            of_something = _parts_of_what_is_seen(scene, shown)
            for item in empty:
                if id(item) not in of_something:
                    broken[owners.name(item)] = item, "no size"
        items = [self._item(item, tuple(parts[key])) for key, item in whole.items()]
        self._items = {id(item.mobject): item for item in items}
        seen_now = _uncovered(items, members)
        drawn.items = tuple(item for item in seen_now if item.opacity >= _UNSEEN)
        drawn.covered = tuple(
            item
            for item, seen_item in zip(items, seen_now, strict=True)
            if seen_item.opacity < _UNSEEN
        )
        drawn.broken = tuple((item, name, fault) for name, (item, fault) in broken.items())
        if not in_motion and self._letters.learn(drawn.items):
            self._owners = None
        return drawn

    def _item(self, mobject: Mobject, parts: tuple[_Member, ...]) -> Item:
        kind, name = self._what(mobject)
        known = self._items.get(id(mobject))
        if (
            known is not None
            and known.mobject is mobject
            and known.name == name
            and len(known.boxes) == len(parts)
            and all(a is b.row for a, b in zip(known.boxes, parts, strict=True))
        ):
            return known
        rows = tuple(part.row for part in parts)
        table = np.array(rows)
        low, high = table[:, :2].min(axis=0), table[:, 2:].max(axis=0)
        return Item(
            mobject,
            name,
            kind,
            box_of(np.array([low, high])),
            tuple(part.mobject for part in parts),
            max(part.opacity for part in parts),
            rows,
        )

    def _what(self, mobject: Mobject) -> tuple[str, str]:
        """Kind and name of an item."""
        assert self._owners is not None
        known = self._called.get(id(mobject))
        if known is None or known[0] is not mobject:
            owners = self._owners
            kind = "shape"
            if owners.holds(mobject):
                is_copy = owners.is_copy(mobject)
                kind = "copy" if is_copy else _kind(mobject, owners.says(mobject))
            known = self._called[id(mobject)] = mobject, kind, owners.name(mobject)
        return known[1:]


class _Member(NamedTuple):
    """A mobject as it was drawn, without its submobjects."""

    mobject: Mobject
    look: tuple[bytes | float, ...]
    opacity: float
    row: np.ndarray
    """Left, bottom, right and top; another object for another look."""
    is_finite: bool
    is_nothing: bool

    @classmethod
    def of(cls, mobject: Mobject, before: _Member | None) -> _Member:
        look: tuple[bytes | float, ...] = (mobject.points.tobytes(),)
        if isinstance(mobject, VMobject):
            look += (
                mobject.fill_rgbas.tobytes(),
                mobject.stroke_rgbas.tobytes(),
                float(mobject.stroke_width),
            )
            if before is not None and before.mobject is mobject and before.look == look:
                return before
        points = mobject.points[:, :2]
        row = np.concatenate([points.min(axis=0), points.max(axis=0)])
        is_finite = bool(np.isfinite(mobject.points).all())
        is_nothing = bool(np.ptp(mobject.points, axis=0).max() < 1e-9)
        return cls(mobject, look, opacity_of(mobject), row, is_finite, is_nothing)


class Letters:
    """The outlines of all glyphs of texts seen so far, by which copies of them are known."""

    def __init__(self) -> None:
        self._known: dict[int, list[tuple[np.ndarray, str]]] = {}
        self._asked: dict[int, tuple[Mobject, str | None]] = {}
        self._learnt: dict[int, Mobject] = {}

    def learn(self, items: Sequence[Item]) -> bool:
        """Remember the glyphs of texts. Whether there were any new ones."""
        before = sum(map(len, self._known.values()))
        for item in items:
            if item.kind == "shape" or id(item.mobject) in self._learnt:
                continue
            self._learnt[id(item.mobject)] = item.mobject
            for glyph in item.parts:
                if len(glyph.points) and self._find(glyph) is None:
                    known = self._known.setdefault(len(glyph.points), [])
                    known.append((_normal(glyph), item.name))
        self._asked.clear()
        return sum(map(len, self._known.values())) > before

    def whose(self, group: Mobject) -> str | None:
        """The name of a text whose glyphs all members of a group look like, or None."""
        asked = self._asked.get(id(group))
        if asked is None or asked[0] is not group:
            found = [self._find(member) for member in group.submobjects]
            said = found[0] if found and None not in found else None
            asked = self._asked[id(group)] = group, said
        return asked[1]

    def _find(self, glyph: Mobject) -> str | None:
        if not len(glyph.points) or glyph.submobjects:
            return None
        known = self._known.get(len(glyph.points), ())
        normal = _normal(glyph) if known else None
        return next((n for one, n in known if np.abs(one - normal).max() < _ALIKE), None)


def _normal(glyph: Mobject) -> np.ndarray:
    """A glyph's points, wherever it is and however large."""
    points = glyph.points[:, :2] - glyph.points[0, :2]
    answer: np.ndarray = points / max(float(np.ptp(points, axis=0).max()), 1e-9)
    return answer


def opacity_of(member: Mobject) -> float:
    """How much of a mobject's own colour is drawn, 0 to 1."""
    if isinstance(member, VMobject):
        fill = float(member.fill_rgbas[:, 3].max()) if len(member.fill_rgbas) else 0.0
        strokes = member.stroke_rgbas
        stroke = float(strokes[:, 3].max()) if member.stroke_width > 0 and len(strokes) else 0.0
        return max(fill, stroke)
    if isinstance(member, AbstractImageMobject):
        pixels = member.get_pixel_array()
        return float(pixels[..., 3].max()) / 255 if pixels.ndim == 3 and pixels.size else 0.0
    return 1.0 if isinstance(member, PMobject) else 0.0


class _Owners:
    """Which text a glyph belongs to: the outermost one on the scene, or one that has a name."""

    def __init__(self, scene: Scene, names: Names, letters: Letters) -> None:
        self._names, self._letters = names, letters
        self._copies: dict[int, str] = {}
        self._owner: dict[int, Mobject] = {}
        self._says: dict[int, str | None] = {}
        self._texts: set[int] = set()
        for mobject in (*scene.mobjects, *scene.foreground_mobjects):
            self._walk(mobject)

    def of(self, member: Mobject) -> Mobject | None:
        owner = self._owner.get(id(member))
        if owner is None:
            owner = self._names.texts.get(id(member))
            if owner is not None:
                self._take(owner, None)
        return owner

    def holds(self, mobject: Mobject) -> bool:
        return id(mobject) in self._texts

    def says(self, mobject: Mobject) -> str | None:
        said = self._says.get(id(mobject))
        return said or (words_of(mobject) if is_text(mobject) else None)

    def is_copy(self, mobject: Mobject) -> bool:
        return id(mobject) in self._copies

    def name(self, mobject: Mobject) -> str:
        if id(mobject) in self._copies:
            return f"a copy from {self._copies[id(mobject)]}"
        return self._names.name(mobject, self.says(mobject) if self.holds(mobject) else None)

    def _walk(self, mobject: Mobject) -> None:
        if is_text(mobject):
            self._take(mobject, None)
            return
        for line, says in lines_within(mobject):
            self._take(line, says)
        whose = self._letters.whose(mobject) if mobject.submobjects else None
        if whose is not None and not any(id(m) in self._owner for m in mobject.submobjects):
            if any(id(m) in self._names.texts for m in mobject.submobjects):
                return  # a part of a text that has a name
            self._copies[id(mobject)] = whose
            self._take(mobject, None)
            return
        for member in mobject.submobjects:
            if id(member) not in self._texts:
                self._walk(member)

    def _take(self, text: Mobject, says: str | None) -> None:
        self._texts.add(id(text))
        self._says.setdefault(id(text), says)
        for member in without_plate(text):
            self._owner.setdefault(id(member), text)


def _kind(item: Mobject, says: str | None) -> str:
    if is_text(item):
        return kind_of(item)
    return "number" if says and is_number(says) else "text"


def _parts_of_fields(scene: Scene) -> set[int]:
    """The ids of arrows that may be of length 0: a field's, where it is 0."""
    families = (mobject.get_family() for mobject in scene.mobjects)
    fields = [member for family in families for member in family if isinstance(member, VectorField)]
    return {id(member) for found in fields for member in found.get_family()}


def _parts_of_what_is_seen(scene: Scene, shown: set[int]) -> set[int]:
    """The ids of all parts of mobjects of which something else is drawn."""
    families = ([id(member) for member in mobject.get_family()] for mobject in scene.mobjects)
    return {key for family in families if not shown.isdisjoint(family) for key in family}


def _uncovered(items: Sequence[Item], members: Sequence[Mobject]) -> list[Item]:
    """The items, each dimmed by what is drawn over it."""
    order = {id(member): index for index, member in enumerate(members)}
    boxes = np.array([as_row(item.box) for item in items]).reshape(-1, 4)
    last = np.array([order[id(item.parts[-1])] for item in items])
    opacity = np.array([item.opacity for item in items])
    for item in items:
        shape = item.mobject
        if item.kind != "shape" or not isinstance(shape, VMobject) or not len(shape.fill_rgbas):
            continue
        fill = float(shape.fill_rgbas[:, 3].max())
        around = as_row(item.box)
        behind = (
            (last < order[id(shape)])
            & (boxes[:, :2] >= around[:2]).all(axis=1)
            & (boxes[:, 2:] <= around[2:]).all(axis=1)
        )
        if fill < _COVERS or not behind.any():
            continue
        corners = boxes[behind][:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 2)
        held = np.zeros(len(corners), dtype=bool)
        for polygon in item.polygons:
            held ^= inside(polygon, corners)
        covered = held.reshape(-1, 4).all(axis=1)
        opacity[np.flatnonzero(behind)[covered]] *= 1 - fill
    return [
        item if seen == item.opacity else replace(item, opacity=float(seen))
        for item, seen in zip(items, opacity, strict=True)
    ]
