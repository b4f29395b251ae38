"""What is drawn of a scene, sorted into lines of text and shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from manim import Mobject, PMobject, Scene, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.vector_field import VectorField
from manim.utils.family import extract_mobject_family_members

from netviz.audit.names import Names
from netviz.audit.outline import as_row, box_of, inside, loops
from netviz.audit.shot import Item
from netviz.audit.wording import is_number, is_text, kind_of, lines_within, words_of
from netviz.camera import SelfPainted

_UNSEEN = 0.03
"""The opacity below which nothing is visible."""
_COVERS = 0.5
"""The fill opacity from which a shape covers what lies behind it."""


@dataclass
class Drawn:
    """What one picture is made of."""

    items: tuple[Item, ...] = ()
    members: list[Mobject] = field(default_factory=list)
    """All that is drawn, in that order."""
    glyphs: set[int] = field(default_factory=set)
    """The ids of the members that belong to texts."""
    broken: tuple[tuple[str, str], ...] = ()


def drawn_in(scene: Scene, names: Names) -> Drawn:
    """What a scene draws now. `names` is refreshed when something new is on it."""
    members = list(
        extract_mobject_family_members(
            [*scene.mobjects, *scene.foreground_mobjects],
            use_z_index=scene.renderer.camera.use_z_index,
            only_those_with_points=True,
        )
    )
    names.refresh(members)
    owners = _Owners(scene, names)
    drawn = Drawn()
    parts: dict[int, list[Mobject]] = {}
    whole: dict[int, Mobject] = {}
    broken: dict[str, str] = {}
    nothing_there = _parts_of_fields(scene)
    for member in members:
        owner = owners.of(member)
        text = owner is not None
        item = member if owner is None else owner
        if text:
            drawn.glyphs.add(id(member))
        opacity = opacity_of(member)
        if opacity > 0 or isinstance(member, SelfPainted):
            drawn.members.append(member)
        if opacity < _UNSEEN:
            continue
        if not np.isfinite(member.points).all():
            broken[owners.name(item, text)] = "points that are no numbers"
        elif _is_nothing(member):
            if id(member) not in nothing_there:
                broken[owners.name(item, text)] = "no size"
        else:
            whole[id(item)] = item
            parts.setdefault(id(item), []).append(member)
    items = []
    for key, item in whole.items():
        shown = tuple(parts[key])
        is_words = owners.holds(item)
        says = owners.says(item) if is_words else None
        box = box_of(np.vstack([part.points for part in shown]))
        kind = _kind(item, says) if is_words else "shape"
        name = owners.name(item, is_words)
        items.append(Item(item, name, kind, box, shown, max(map(opacity_of, shown))))
    drawn.items = tuple(_uncovered(items, members))
    drawn.broken = tuple(broken.items())
    return drawn


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

    def __init__(self, scene: Scene, names: Names) -> None:
        self._names = names
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

    def name(self, mobject: Mobject, text: bool) -> str:
        return self._names.name(mobject, self.says(mobject) if text else None)

    def _walk(self, mobject: Mobject) -> None:
        if is_text(mobject):
            self._take(mobject, None)
            return
        for line, says in lines_within(mobject):
            self._take(line, says)
        for member in mobject.submobjects:
            if id(member) not in self._texts:
                self._walk(member)

    def _take(self, text: Mobject, says: str | None) -> None:
        self._texts.add(id(text))
        self._says.setdefault(id(text), says)
        for member in text.get_family():
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


def _is_nothing(member: Mobject) -> bool:
    return bool(np.ptp(member.points, axis=0).max() < 1e-9)


def _uncovered(items: Sequence[Item], members: Sequence[Mobject]) -> list[Item]:
    """The items that are seen, each dimmed by what is drawn over it."""
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
        for polygon in loops(shape):
            held ^= inside(polygon, corners)
        covered = held.reshape(-1, 4).all(axis=1)
        opacity[np.flatnonzero(behind)[covered]] *= 1 - fill
    return [
        Item(item.mobject, item.name, item.kind, item.box, item.parts, float(seen))
        for item, seen in zip(items, opacity, strict=True)
        if seen >= _UNSEEN
    ]
