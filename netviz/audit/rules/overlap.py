"""Text stands clear: of other text, of neurons that it is not in, of the outlines of shapes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import VMobject

from netviz.audit.finding import Finding
from netviz.audit.outline import as_row, boxes_of, common, crosses, inside, loops
from netviz.audit.shot import Item, Shot
from netviz.mobjects.neuron_layer import Neuron

TOUCH = 0.03
"""Manim units (of the whole frame) by which glyphs may meet: four pixels of 1080 lines."""
_SAME = 0.02
"""Manim units within which a text that says the same is taken for a copy that cannot be seen."""
_VISIBLE = 6
"""Grey levels from which an outline behind a glyph can be seen."""
OPAQUE_FROM = 0.5
_MARK = 2.0
"""Heights of a line up to which a shape around some of its glyphs is there to mark them."""


class Overlap:
    """Finds pairs, each with how far one reaches into the other."""

    name = "overlap"

    def look(self, shot: Shot) -> Iterator[Finding]:
        texts = [item for item in shot.texts if not item.ghost]
        if not texts:
            return
        touch = TOUCH * shot.frame.height / 8
        glyphs = [boxes_of(item.parts) for item in texts]
        around = np.array([as_row(item.box) for item in texts])
        order = {id(item.mobject): index for index, item in enumerate(shot.items)}

        near = (common(around, around) > touch).all(axis=2)
        for a, b in zip(*np.nonzero(np.triu(near, 1)), strict=True):
            if is_copy(texts[a], texts[b]):
                continue
            shared = common(glyphs[a], glyphs[b])
            met = shared[(shared > touch).all(axis=2)]
            if len(met):
                yield self._finding(shot, texts[a], texts[b], _size(met), "text over no other text")

        discs = {
            id(member.disc): member
            for mobject in shot.scene.mobjects
            for member in mobject.get_family()
            if isinstance(member, Neuron)
        }
        shapes = [item for item in shot.shapes if not item.ghost]
        if not shapes:
            return
        edges = np.array([as_row(item.box) for item in shapes])
        near = (common(around, edges) > touch).all(axis=2)
        for a, b in zip(*np.nonzero(near), strict=True):
            text, shape = texts[a], shapes[b]
            neuron = discs.get(id(shape.mobject))
            if neuron is not None:
                if not _belongs(text, neuron):
                    depth = _reach_into(glyphs[a], shape)
                    if depth > touch and not _stands_for_its_value(text, shape, neuron, texts):
                        measure = f"{depth:.2f} units into it"
                        yield self._finding(shot, text, shape, measure, "no text on a neuron")
                continue
            over = order[id(shape.mobject)] > order[id(text.mobject)]
            if _straddles(glyphs[a], shape, touch, over, shot):
                yield self._finding(
                    shot, text, shape, "across its outline", "wholly inside or outside"
                )

    def finish(self, shots_end: float) -> Iterator[Finding]:
        yield from ()

    def _finding(self, shot: Shot, a: Item, b: Item, measure: str, limit: str) -> Finding:
        return Finding(self.name, shot.time, shot.phase, (a.name, b.name), measure, limit)


def _size(shared: np.ndarray) -> str:
    width, height = shared[np.argmax(shared.prod(axis=1))]
    return f"{width:.2f} × {height:.2f} units shared"


def is_copy(a: Item, b: Item) -> bool:
    """Whether two texts say the same at the same place, so that a viewer sees one."""
    same_words = a.name.split('"')[1:2] == b.name.split('"')[1:2]
    return same_words and bool(np.abs(as_row(a.box) - as_row(b.box)).max() < _SAME)


def _belongs(text: Item, neuron: Neuron) -> bool:
    return any(member is text.mobject for member in neuron.get_family())


def _stands_for_its_value(text: Item, disc: Item, neuron: Neuron, texts: list[Item]) -> bool:
    """Whether a number lies within a neuron that shows none: it has come in from elsewhere."""
    empty = not any(item.mobject is neuron.digits for item in texts)
    corners = as_row(text.box)[[0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 2) - disc.box.center[:2]
    within = np.hypot(corners[:, 0], corners[:, 1]).max() < disc.box.width / 2
    return bool(text.kind == "number" and empty and within)


def _reach_into(glyphs: np.ndarray, disc: Item) -> float:
    """How far the glyphs reach over a disc's rim."""
    center, radius = disc.box.center[:2], disc.box.width / 2
    gap = np.maximum(np.maximum(glyphs[:, :2] - center, center - glyphs[:, 2:]), 0.0)
    return float(radius - np.hypot(gap[:, 0], gap[:, 1]).min())


def _straddles(glyphs: np.ndarray, shape: Item, touch: float, over: bool, shot: Shot) -> bool:
    """Whether a closed outline is seen to cut a text, or an opaque shape hides some of it."""
    small = glyphs + np.array([touch, touch, -touch, -touch])
    small = small[(small[:, 2:] > small[:, :2]).all(axis=1)]
    if not len(small):
        return False
    polygons = loops(shape.mobject)
    if not polygons:
        return False
    crossed = np.zeros(len(small), dtype=bool)
    for polygon in polygons:
        crossed |= crosses(polygon, small)
    if any(seen_behind(box, shot) for box in small[crossed]):
        return True
    middles = (small[:, :2] + small[:, 2:]) / 2
    held = np.zeros(len(small), dtype=bool)
    for polygon in polygons:
        held ^= inside(polygon, middles)
    if held.all() or not held.any():
        return False
    if over and _is_opaque(shape):
        return True
    around = np.concatenate([small[:, :2].min(axis=0), small[:, 2:].max(axis=0)])
    marks_a_part = shape.box.height < _MARK * (around[3] - around[1])
    return not marks_a_part and seen_behind(around, shot)


def _is_opaque(shape: Item) -> bool:
    mobject = shape.mobject
    if not isinstance(mobject, VMobject):
        return True
    return bool(len(mobject.fill_rgbas) and mobject.fill_rgbas[:, 3].max() >= OPAQUE_FROM)


def seen_behind(box: np.ndarray, shot: Shot) -> bool:
    """Whether the picture without text changes within a box."""
    rows, columns = shot.without_text.shape[:2]
    a_unit = rows / shot.frame.height
    left, right = (box[[0, 2]] - shot.frame.left) * a_unit
    top, bottom = (shot.frame.top - box[[3, 1]]) * a_unit
    cut = shot.without_text[
        max(int(top), 0) : min(int(bottom) + 1, rows),
        max(int(left), 0) : min(int(right) + 1, columns),
    ].astype(np.int16)
    return bool(cut.size and np.ptp(cut.reshape(-1, cut.shape[-1]), axis=0).max() > _VISIBLE)
