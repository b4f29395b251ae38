"""Labels beside the dots of plain Manim, of which nobody says whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from manim import Dot, VMobject

from netviz.audit.outline import as_row
from netviz.audit.shot import Item, Shot
from netviz.audit.wording import font_pixels, words_of

_BESIDE = 0.5  # Manim units (of the whole frame) from a dot's rim to its label
_FEWEST = 3  # dots and labels; of two, one may well be without a label
_SAME_SIZE = 0.05  # of a font size
_TWO_SIDES = 0.5  # cosine: labels at less than 60 degrees from each other are lines of one


def labels_at_one_dot(shot: Shot) -> Iterator[tuple[Sequence[Item], Item, Item]]:
    """(stray labels, the dot they are at, the dot that has none) where each dot should have one.

    Dots of one size with as many labels of one style beside them, where each label has a dot of its
    own but for two of them, on two sides of one dot. The stray one is that in the colour of the dot
    without a label; where no colour tells, it may be either.
    """
    dots = sorted(
        (i for i in shot.shapes if isinstance(i.mobject, Dot) and not i.ghost), key=_width
    )
    if len(dots) < _FEWEST:
        return
    words = [item for item in shot.texts if not item.ghost]
    for _, group in groupby(dots, key=_width):
        yield from _strays(list(group), words, _BESIDE * shot.frame.height / 8)


def _strays(
    dots: list[Item], words: list[Item], reach: float
) -> Iterator[tuple[Sequence[Item], Item, Item]]:
    if len(dots) < _FEWEST or len(words) < len(dots):
        return
    away = np.array([[_gap(label, dot) for dot in dots] for label in words])
    labels = [item for item, near in zip(words, away.min(axis=1) <= reach, strict=True) if near]
    nearest = away.argmin(axis=1)[away.min(axis=1) <= reach]
    counts = np.bincount(nearest, minlength=len(dots))
    if len(labels) != len(dots) or sorted(counts) != [0, *[1] * (len(dots) - 2), 2]:
        return
    dot, bare = dots[int(counts.argmax())], dots[int(counts.argmin())]
    pair = [label for label, at in zip(labels, nearest, strict=True) if dots[at] is dot]
    ways = [label.box.center[:2] - dot.box.center[:2] for label in pair]
    together = ways[0] @ ways[1] > _TWO_SIDES * np.linalg.norm(ways[0]) * np.linalg.norm(ways[1])
    if together or not _are_of_one_style(labels):
        return
    own, other = _color(dot), _color(bare)
    strays = [label for label in pair if own == other or _color(label) != own]
    if strays:
        yield [label for label in strays if _color(label) == other] or strays, dot, bare


def _are_of_one_style(labels: list[Item]) -> bool:
    """Whether all are of one size, and all are letters such as A, or names, or neither."""
    if any(label.kind not in ("text", "formula") for label in labels):
        return False
    sizes = [font_pixels(label.mobject, label.parts) for label in labels]
    said = [words_of(label.mobject) for label in labels]
    styles = {(word[:1].isupper(), len(word) <= 2, " " in word) for word in said}
    return max(sizes) - min(sizes) <= _SAME_SIZE * max(sizes) and len(styles) == 1


def _width(dot: Item) -> float:
    return round(float(dot.box.width), 2)


def _gap(label: Item, dot: Item) -> float:
    """How far a label's box is from a dot's rim."""
    middle, row = dot.box.center[:2], as_row(label.box)
    beyond = np.maximum(np.maximum(row[:2] - middle, middle - row[2:]), 0.0)
    return float(np.hypot(*beyond)) - dot.box.width / 2


def _color(item: Item) -> str | None:
    part = item.parts[0]
    return part.get_fill_color().to_hex() if isinstance(part, VMobject) else None
