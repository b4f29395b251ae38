"""Lines, arrows and curves that are drawn through a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from manim import (
    CoordinateSystem,
    Cross,
    CurvesAsSubmobjects,
    DashedVMobject,
    Line,
    Mobject,
    NumberLine,
    NumberPlane,
    PolarPlane,
    Underline,
    VMobject,
)
from manim.mobject.vector_field import VectorField

from netviz.audit.finding import Finding
from netviz.audit.outline import as_row, box_of, common, strokes
from netviz.audit.rules._standing_out import OPAQUE
from netviz.audit.rules.overlap import TOUCH, seen_behind
from netviz.audit.shot import Item, Shot

_WHOLES = (Line, DashedVMobject, CurvesAsSubmobjects, NumberLine)
"""What is made of pieces and is one line."""
_ON_PURPOSE = (Underline, Cross)
_BACKGROUNDS = (NumberPlane, PolarPlane, VectorField)
_VISIBLE = 0.5  # opacity of a stroke that disturbs
_DEEP = 0.12  # of a glyph's height, at its top and its foot, that a line may touch
_LONG = 0.3  # of the median height of a text's glyphs: so much of a line within it cuts it
_LETTER_GAP = 0.3  # of a glyph's height: what is between two glyphs of one word, or two words
_HALO = 3.0  # width of a rim around the glyphs, behind which a line ends
_GRID = 4  # lines of one direction, colour and length
_STRIKE = 0.25  # of a text's width by which a line that strikes it out may be longer or shorter


class Lines:
    """Finds open paths with a visible stroke that pass through a text.

    Pieces and dashes are one thing: an arrow, a dashed line, an axis. A grid behind everything, an
    axis under its own ticks and numbers, an underline and a line that strikes a text out are fine,
    and so is a text with a halo or a plate that hides the line.
    """

    name = "lines"

    def look(self, shot: Shot) -> Iterator[Finding]:
        """Findings of this shot, one for each text and line."""
        texts = [item for item in shot.texts if not item.ghost and not _has_halo(item)]
        if not texts:
            return
        touch = TOUCH * shot.frame.height / 8
        around = np.array([as_row(item.box) for item in texts])
        for line in _Lines(shot).visible():
            for index in np.flatnonzero(common(around, line.box[None]).min(axis=2) > -touch):
                text = texts[index]
                if id(text.mobject) in line.carried or _strikes_out(line.box, text):
                    continue
                length = _cut(text, line, touch, shot)
                if length > 0:
                    yield Finding(
                        self.name,
                        shot.time,
                        shot.phase,
                        (text.name, line.name),
                        f"{length:.2f} units of it within the text",
                        "no line through a text",
                    )

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """Nothing more."""
        yield from ()


class _Line(NamedTuple):
    """All pieces of one line."""

    name: str
    box: np.ndarray
    paths: list[np.ndarray]
    carried: set[int]
    """The ids of all that belongs to the same axis, or to the same system of axes."""


class _Lines:
    """The lines of one shot, and what they belong to."""

    def __init__(self, shot: Shot) -> None:
        self._shot = shot
        self._owners: dict[int, Mobject] = {}
        self._systems: dict[int, set[int]] = {}
        self._passed_over: set[int] = set()
        for mobject in shot.scene.mobjects:
            self._walk(mobject, None, None)

    def visible(self) -> Iterator[_Line]:
        """All lines that can be in a text's way."""
        shapes = [item for item in self._shot.shapes if self._is_line(item)]
        grid = _grid(shapes, self._shot)
        wholes: dict[int, list[Item]] = {}
        for item in shapes:
            if id(item.mobject) not in grid:
                owner = self._owners.get(id(item.mobject), item.mobject)
                wholes.setdefault(id(owner), []).append(item)
        for pieces in wholes.values():
            paths = [path for item in pieces for path in strokes(item.mobject)]
            if paths:
                yield _Line(
                    self._name(pieces),
                    as_row(box_of(np.vstack(paths))),
                    paths,
                    self._systems.get(id(pieces[0].mobject), set()),
                )

    def _name(self, pieces: list[Item]) -> str:
        """The name of the whole: the piece's, without its number in it."""
        piece = pieces[0]
        owner = self._owners.get(id(piece.mobject), piece.mobject)
        if owner is piece.mobject or not piece.name.endswith("]"):
            return piece.name if owner is piece.mobject else type(owner).__name__
        return piece.name[: piece.name.rindex("[")]

    def _is_line(self, item: Item) -> bool:
        shape = item.mobject
        if item.opacity < _VISIBLE or id(shape) in self._passed_over:
            return False
        if not isinstance(shape, VMobject) or shape.stroke_width <= 0:
            return False
        return bool(len(shape.stroke_rgbas) and shape.stroke_rgbas[:, 3].max() >= _VISIBLE)

    def _walk(self, mobject: Mobject, owner: Mobject | None, system: set[int] | None) -> None:
        if isinstance(mobject, (*_BACKGROUNDS, *_ON_PURPOSE)):
            self._passed_over |= {id(member) for member in mobject.get_family()}
        if owner is None and isinstance(mobject, _WHOLES):
            owner = mobject
        if system is None and isinstance(mobject, (CoordinateSystem, NumberLine)):
            system = {id(member) for member in mobject.get_family()}
        if isinstance(mobject, NumberLine):
            ticks: Iterable[Mobject] = getattr(mobject, "ticks", ())
            self._passed_over |= {id(member) for tick in ticks for member in tick.get_family()}
        if owner is not None:
            self._owners[id(mobject)] = owner
        if system is not None:
            self._systems[id(mobject)] = system
        for member in mobject.submobjects:
            self._walk(member, owner, system)


def _grid(shapes: list[Item], shot: Shot) -> set[int]:
    """The ids of long level or upright lines of one colour and length that are several."""
    lines: dict[int, tuple[str, bool, int]] = {}
    for item in shapes:
        width, height = item.box.width, item.box.height
        if min(width, height) < 0.01 * max(width, height) + 0.003:
            level = width > height
            whole = shot.frame.width if level else shot.frame.height
            if max(width, height) > whole / 2:
                shape = item.mobject
                assert isinstance(shape, VMobject)
                kind = shape.get_stroke_color().to_hex(), level, round(10 * max(width, height))
                lines[id(shape)] = kind
    counts = Counter(lines.values())
    return {key for key, kind in lines.items() if counts[kind] >= _GRID}


def _has_halo(text: Item) -> bool:
    glyph = text.parts[0]
    if not isinstance(glyph, VMobject) or glyph.get_stroke_width(background=True) < _HALO:
        return False
    return bool(glyph.get_stroke_rgbas(background=True)[0, 3] >= OPAQUE)


def _cut(text: Item, line: _Line, touch: float, shot: Shot) -> float:
    """How much of a line can be seen within a text; 0 when it only touches it."""
    boxes = np.array(text.boxes)
    heights = boxes[:, 3] - boxes[:, 1]
    whole = as_row(text.box)
    gap, rim = _LETTER_GAP * heights, np.maximum(_DEEP * heights, touch)
    boxes[:, 0] = np.maximum(boxes[:, 0] - gap, whole[0] + touch)
    boxes[:, 2] = np.minimum(boxes[:, 2] + gap, whole[2] - touch)
    boxes[:, 1] += rim
    boxes[:, 3] -= rim
    boxes = boxes[(boxes[:, 2:] > boxes[:, :2]).all(axis=1)]
    if not len(boxes):
        return 0.0
    shares, lengths = _shares_within(line.paths, boxes)
    within = shares.max(axis=0) @ lengths if len(lengths) else 0.0
    if within < _LONG * float(np.median(heights)):
        return 0.0
    cut = boxes[(shares @ lengths) > 0]
    return float(within) if any(seen_behind(box, shot) for box in cut) else 0.0


def _shares_within(paths: list[np.ndarray], boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which share of each step of the paths lies in each box, (boxes, steps), and their lengths."""
    if not paths:
        return np.zeros((len(boxes), 0)), np.zeros(0)
    a = np.vstack([path[:-1] for path in paths])
    b = np.vstack([path[1:] for path in paths])
    step = b - a
    low, high = boxes[:, None, :2], boxes[:, None, 2:]
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (low - a) / step, (high - a) / step
    level = step[None] == 0
    held = (a >= low) & (a <= high)
    enter = np.where(level, np.where(held, -np.inf, np.inf), np.minimum(first, second))
    leave = np.where(level, np.where(held, np.inf, -np.inf), np.maximum(first, second))
    share = np.minimum(leave.min(axis=2), 1.0) - np.maximum(enter.max(axis=2), 0.0)
    return np.maximum(share, 0.0), np.hypot(step[:, 0], step[:, 1])


def _strikes_out(line: np.ndarray, text: Item) -> bool:
    """Whether a line goes from one end of a text to the other, and no further."""
    slack = _STRIKE * text.box.width
    ends = abs(line[0] - text.box.left), abs(line[2] - text.box.right)
    return bool(max(ends) < slack and line[3] - line[1] <= text.box.height * 1.3)
