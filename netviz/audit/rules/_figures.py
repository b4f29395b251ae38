"""Reading drawn figures back from their outlines, whatever their size and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from manim import VMobject

from netviz.audit.outline import inside, loops
from netviz.typeset import NUMBER_CHARACTERS, Weight, formula, glyph, number_outlines

_GRID = 14
_MOST_UNLIKE = 0.09  # share of the grid in which two pictures of one character differ
_PROPORTION = 0.16  # difference of the logarithms of width : height
_SAMPLES = (np.arange(_GRID) + 0.5) / _GRID
_WEIGHTS: tuple[Weight, ...] = ("regular", "semibold", "bold")
_FORMULA_CHARACTERS = "0123456789.−+"


@dataclass(frozen=True)
class Look:
    """What a character looks like in its own box: where it is filled, and how wide it is."""

    filled: np.ndarray  # (_GRID, _GRID) of bool
    proportion: float

    def is_like(self, other: Look) -> bool:
        """Whether two looks are those of one character."""
        return self.unlike(other) <= _MOST_UNLIKE

    def unlike(self, other: Look) -> float:
        """Share of the picture in which they differ; 1 when their proportions do."""
        if abs(self.proportion - other.proportion) > _PROPORTION:
            return 1.0
        return float((self.filled ^ other.filled).mean())


def look_of(polygons: Sequence[np.ndarray]) -> Look:
    """The look of a character given by its closed paths, each (n, 2)."""
    points = np.vstack(polygons)
    low, high = points.min(axis=0), points.max(axis=0)
    size = np.maximum(high - low, 1e-9)
    across, up = np.meshgrid(low[0] + _SAMPLES * size[0], low[1] + _SAMPLES * size[1])
    places = np.column_stack([across.ravel(), up.ravel()])
    filled = np.zeros(len(places), dtype=bool)
    for polygon in polygons:
        filled ^= inside(polygon, places)
    return Look(filled.reshape(_GRID, _GRID), float(np.log(size[0] / size[1])))


def same_look(drawn: VMobject, expected: VMobject) -> bool:
    """Whether two shapes look the same, whatever their size and place."""
    first, second = loops(drawn), loops(expected)
    if not first or not second:
        return not first and not second
    return look_of(first).is_like(look_of(second))


def read_number(glyphs: Sequence[VMobject]) -> str | None:
    """The figures that glyphs of netviz numbers show, left to right, without spaces.

    None when one of them is no character that numbers are made of.

    Example:
        >>> from netviz.mobjects.number import Number
        >>> read_number(list(Number(-1.17)))
        '−1.17'
    """
    return _read(_characters(glyphs), _number_looks())


def read_formula_figure(drawn: VMobject) -> str | None:
    """The figure that one glyph of a formula shows, or None."""
    paths = loops(drawn)
    return _read([paths], _formula_looks()) if paths else None


def _read(characters: Sequence[list[np.ndarray]], known: Sequence[tuple[str, Look]]) -> str | None:
    said = ""
    for polygons in characters:
        seen = look_of(polygons)
        unlike, character = min((seen.unlike(look), name) for name, look in known)
        if unlike > _MOST_UNLIKE:
            return None
        said += character
    return said


def _characters(glyphs: Sequence[VMobject]) -> list[list[np.ndarray]]:
    """Closed paths, put together where one stands above or inside another, left to right."""
    paths = [path for shape in glyphs for path in loops(shape)]
    paths.sort(key=lambda path: float(path[:, 0].min()))
    found: list[list[np.ndarray]] = []
    right = -np.inf
    for path in paths:
        left = float(path[:, 0].min())
        if left < right:
            found[-1].append(path)
        else:
            found.append([path])
        right = max(right, float(path[:, 0].max()))
    return found


@cache
def _number_looks() -> tuple[tuple[str, Look], ...]:
    single = [character for character in NUMBER_CHARACTERS if character not in " …%"]
    return tuple(
        (character, look_of(loops(glyph(outline, "#FFFFFF"))))
        for weight in _WEIGHTS
        for character in single
        for outline in number_outlines(character, 100, weight)
    )


@cache
def _formula_looks() -> tuple[tuple[str, Look], ...]:
    line = formula(_FORMULA_CHARACTERS, size=100, color="#FFFFFF")
    return tuple(
        (character, look_of(loops(shape)))
        for character, shape in zip(_FORMULA_CHARACTERS, line, strict=True)
    )
