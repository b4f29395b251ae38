"""Colours that somebody with another colour vision could not tell apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from manim import Arrow, ArrowTip, Mobject, VMobject

from netviz.audit.finding import Finding
from netviz.audit.outline import inside, loops, strokes
from netviz.audit.rules._color_vision import chroma, difference, worst_vision
from netviz.audit.shot import Item, Shot
from netviz.theme import Theme

ROLES = (
    "activation",
    "pre_activation",
    "gradient",
    "error",
    "slope",
    "positive",
    "negative",
    "text",
)
"""The colours of a theme that mean something."""

_CLEARLY_APART = 20.0  # CIEDE2000: red and orange, not red and a darker red
_FALL_TOGETHER = 0.5  # of the limit for roles, which are chosen with care
_COLORFUL = 30.0  # chroma in CIE LCh
_OPAQUE = 0.95
_LEAST_AREA, _LEAST_LENGTH = 0.02, 0.5  # Manim units, of what is large enough to have a colour
_LEAST_WIDTH = 2.0  # of strokes
_SAME_WAY = 0.87  # cosine of 30 degrees
_BESIDE = 0.5  # Manim units from a shape to its label
_MOST_ROLES = 8  # more colours than this on shapes of one kind are a scale, and no roles


class ColorVision:
    """Colours that differ for most people, and not for a protanope, deuteranope or tritanope.

    In a PhasedScene the roles of its theme have to differ by `Limits.color_difference` for every
    vision, but for the pairs that are told apart otherwise.

    In any scene, two opaque, colourful, sizeable shapes of one kind (two dots, two lines, two
    rectangles) on screen together, of which only the colour says which is which: clearly apart for
    most (20), and for some not half as far as roles have to be (7.5, about a shade of one colour).
    Words tell themselves apart, and so do shapes of different kinds or forms, and those that each
    have a label of their own in or beside them: a text goes with the nearer of two shapes. A legend
    is no such label: to who sees its two colours alike it does not say which is which. Arrows that
    point in different directions are told apart by these, unless their colours are found again
    elsewhere, as in a legend.
    More than eight colours on shapes of one kind are taken for a scale, in which neighbours may
    look alike.
    """

    name = "colors"

    def __init__(self) -> None:
        self._judged: set[frozenset[str]] = set()
        self._theme: Theme | None = None

    def look(self, shot: Shot) -> Iterator[Finding]:
        """Findings among the colours on screen, each pair of colours once in a film."""
        if self._theme is None and isinstance(theme := getattr(shot.scene, "theme", None), Theme):
            self._theme = theme
            yield from self._judge_theme(theme, shot)
        limit = shot.limits.color_difference * _FALL_TOGETHER
        for a, b in combinations(_strong(shot, self._theme), 2):
            pair = frozenset((a.color, b.color))
            if a.kind is not b.kind or len(pair) < 2 or pair in self._judged:
                continue
            if a.corners != b.corners or _point_apart(a, b, shot):
                continue
            if difference(a.color, b.color) < _CLEARLY_APART:
                continue
            apart, seer = worst_vision(a.color, b.color, dichromats_only=True)
            if apart < limit and not _are_labelled(a.item, b.item, shot):
                self._judged.add(pair)
                yield Finding(
                    self.name,
                    shot.time,
                    shot.phase,
                    (f"{a.item.name} {a.color}", f"{b.item.name} {b.color}"),
                    f"CIEDE2000 {apart:.1f} for {seer}, "
                    f"{difference(a.color, b.color):.0f} for most people",
                    f"at least {limit:g} where only the colour differs",
                )

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """Nothing more."""
        yield from ()

    def _judge_theme(self, theme: Theme, shot: Shot) -> Iterator[Finding]:
        limit = shot.limits.color_difference
        for a, b in combinations(ROLES, 2):
            if frozenset((a, b)) in theme.told_apart:
                continue
            colors = getattr(theme, a), getattr(theme, b)
            apart, seer = worst_vision(*colors)
            if apart < limit:
                yield Finding(
                    self.name,
                    0.0,
                    None,
                    tuple(
                        f"theme's {role} {color}"
                        for role, color in zip((a, b), colors, strict=True)
                    ),
                    f"CIEDE2000 {apart:.1f} for {seer}",
                    f"at least {limit:g}",
                )


class _Strong(NamedTuple):
    """A shape with a colour that is meant to be seen."""

    item: Item
    color: str
    kind: type
    corners: int
    part: Mobject


def _are_labelled(a: Item, b: Item, shot: Shot) -> bool:
    """Whether each of two shapes has a text in it or beside it, and nearer to it than the other."""
    first, second = (_beside(shape, shot.texts, shot) for shape in (a, b))
    return any(first[text] < second.get(text, np.inf) for text in first) and any(
        second[text] < first.get(text, np.inf) for text in second
    )


def _point_apart(a: _Strong, b: _Strong, shot: Shot) -> bool:
    """Whether two arrows point in different directions, and nothing elsewhere has their colours."""
    ways = [_direction(strong.part) for strong in (a, b)]
    if ways[0] is None or ways[1] is None or float(ways[0] @ ways[1]) > _SAME_WAY:
        return False
    others = [item for item in shot.items if _direction(item.mobject) is None and item.parts]
    for strong in (a, b):
        alike = [item for item in others if _drawn_color(item.parts[0]) == strong.color]
        if len(_beside(strong.item, alike, shot)) < len(alike):
            return False
    return True


def _direction(part: Mobject) -> np.ndarray | None:
    """Where an arrow or its tip points, of length 1; None of what is neither."""
    if isinstance(part, Arrow):
        step = part.get_end() - part.get_start()
    elif isinstance(part, ArrowTip):
        step = part.vector
    else:
        return None
    answer: np.ndarray = step / max(float(np.linalg.norm(step)), 1e-9)
    return answer


def _beside(shape: Item, others: Sequence[Item], shot: Shot) -> dict[int, float]:
    """What is in a shape or near it, by the ids of the mobjects, and how far away it is."""
    reach = _BESIDE * shot.frame.height / 8
    paths = [*shape.polygons, *strokes(shape.mobject)]
    outline = np.vstack(paths) if paths else shape.mobject.points[:, :2]
    found = {}
    for other in others:
        box = other.box
        low, high = np.array([box.left, box.bottom]), np.array([box.right, box.top])
        gaps = np.maximum(np.maximum(low - outline, outline - high), 0.0)
        around = shape.box
        x, y = box.center[:2]
        within = around.left <= x <= around.right and around.bottom <= y <= around.top
        away = float(np.hypot(gaps[:, 0], gaps[:, 1]).min())
        if within and shape.polygons:
            middle = np.array([[x, y]])
            held = sum(int(inside(polygon, middle)[0]) for polygon in shape.polygons) % 2
            found[id(other.mobject)] = 0.0 if held else away
        elif away <= reach:
            found[id(other.mobject)] = away
    return found


def _strong(shot: Shot, theme: Theme | None) -> list[_Strong]:
    """One shape of each kind and colour, those of the theme's roles left out."""
    roles = set() if theme is None else {getattr(theme, role).upper() for role in ROLES}
    found: dict[tuple[str, type], _Strong] = {}
    for item in shot.shapes:
        if item.opacity < _OPAQUE:
            continue
        for part in item.parts or item.mobject.family_members_with_points():
            color = _color(part)
            if color is not None and color not in roles and chroma(color) >= _COLORFUL:
                found.setdefault(
                    (color, type(part)), _Strong(item, color, type(part), _corners(part), part)
                )
    colors = Counter(strong.kind for strong in found.values())
    return [strong for strong in found.values() if colors[strong.kind] <= _MOST_ROLES]


def _corners(part: Mobject) -> int:
    """How many curves a closed shape is made of; 0 of a line, whose curves say nothing."""
    return len(part.points) // 4 if loops(part) else 0


def _color(part: object) -> str | None:
    """The one opaque colour of a shape that is large enough for it, else None."""
    if not isinstance(part, VMobject) or not len(part.points):
        return None
    width, height = float(part.width), float(part.height)
    rgbas = part.get_fill_rgbas()
    if rgbas[:, 3].min() >= _OPAQUE:
        return _one(rgbas) if width * height >= _LEAST_AREA else None
    rgbas = part.get_stroke_rgbas()
    drawn = rgbas[:, 3].min() >= _OPAQUE and part.get_stroke_width() >= _LEAST_WIDTH
    return _one(rgbas) if drawn and max(width, height) >= _LEAST_LENGTH else None


def _drawn_color(part: Mobject) -> str | None:
    """The one opaque colour of something, however small."""
    if not isinstance(part, VMobject):
        return None
    fill, stroke = part.get_fill_rgbas(), part.get_stroke_rgbas()
    rgbas = fill if fill[:, 3].min() >= _OPAQUE else stroke
    return _one(rgbas) if rgbas[:, 3].min() >= _OPAQUE else None


def _one(rgbas: np.ndarray) -> str | None:
    if np.ptp(rgbas, axis=0).max() > 0:  # a gradient
        return None
    red, green, blue = (round(255 * float(channel)) for channel in rgbas[0, :3])
    return f"#{red:02X}{green:02X}{blue:02X}"
