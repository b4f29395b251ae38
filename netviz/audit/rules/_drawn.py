"""Whether numbers and formulas are drawn as the numbers and formulas that they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache

import numpy as np
from manim import DecimalNumber, Mobject, VMobject

from netviz.audit.rules._figures import read_formula_figure, read_number, same_look
from netviz.audit.wording import glyphs_of
from netviz.mobjects.number import Number
from netviz.scales import format_value
from netviz.typeset import Typeset, Weight, formula, text

_WEIGHTS: tuple[Weight, ...] = ("regular", "semibold", "bold")
_MOST_WRONG = 0.5  # of the glyphs: with more, the line has become another one


class Reader:
    """Reads drawn figures, each outline once."""

    def __init__(self) -> None:
        self._read: dict[bytes, str | None] = {}

    def read(self, mobject: Mobject, drawn: frozenset[int]) -> str | None:
        """The figures that a netviz number shows, or None when it is not all drawn or readable."""
        glyphs = glyphs_of(mobject)
        if not glyphs or not all(id(part) in drawn for part in glyphs):
            return None
        outline = np.vstack([part.points for part in glyphs])
        size = max(float(np.ptp(outline, axis=0).max()), 1e-9)
        key = np.round((outline - outline[0]) / size, 4).tobytes()
        if key not in self._read:
            self._read[key] = read_number([part for part in glyphs if isinstance(part, VMobject)])
        return self._read[key] or None


def written(number: Number) -> str:
    """What a netviz number has to show."""
    return format_value(number.value, number.decimals, number.sign).replace(" ", "")


def wrong_decimals(number: DecimalNumber) -> tuple[str, str] | None:
    """What a Manim number shows and has to show, when these differ."""
    expected = str(number._get_num_string(number.number))
    glyphs = [part for part in number.submobjects if part.family_members_with_points()]
    if len(glyphs) < len(expected):
        return None
    shown = ""
    for part, character in zip(glyphs, expected, strict=False):
        shown += character if _is(part, character, number) else _read_as(part, number)
    return None if shown == expected else (shown, expected)


def wrong_glyphs(line: Typeset, drawn: frozenset[int]) -> Iterator[tuple[str, str]]:
    """(what is drawn, what its source says) of the glyphs of a line that are others.

    Glyphs that stand in each other's place are others too; one that was moved elsewhere is not. A
    line of which most glyphs are others has become another line, and nothing is said of it.
    """
    glyphs = [shape for shape in line if isinstance(shape, VMobject)]
    references = [one for one in _references(line.source) if len(one) == len(glyphs)]
    seen = [id(shape) in drawn and bool(len(shape.points)) for shape in glyphs]
    if not any(seen):
        return
    pairs: list[tuple[VMobject, VMobject]] = []
    fewest = len(glyphs) + 1
    for exactly in (True, False):
        for reference in references:
            wrong = [
                (shape, expected)
                for shape, expected, visible in zip(glyphs, reference, seen, strict=True)
                if visible
                and not (
                    _same_points(shape, expected) or (not exactly and same_look(shape, expected))
                )
            ]
            if not wrong:
                pairs, fewest = _in_each_others_place(glyphs, reference, seen), 0
                break
            if not exactly and len(wrong) < fewest:
                pairs, fewest = wrong, len(wrong)
        if fewest == 0:
            break
    if len(pairs) <= _MOST_WRONG * sum(seen):
        for shape, expected in pairs:
            yield (
                read_formula_figure(shape) or "another sign",
                read_formula_figure(expected) or "a sign of its source",
            )


def _in_each_others_place(
    glyphs: Sequence[VMobject], reference: Sequence[VMobject], seen: Sequence[bool]
) -> list[tuple[VMobject, VMobject]]:
    """The glyphs that stand where other ones belong, each with the one that belongs there."""
    visible = [index for index, there in enumerate(seen) if there]
    if len(visible) < 4:
        return []
    at = np.array([glyphs[index].get_center()[:2] for index in visible])
    plain = np.array([reference[index].get_center()[:2] for index in visible])
    scale = float(np.median([glyphs[i].height for i in visible])) / float(
        np.median([reference[i].height for i in visible])
    )
    expected = plain * scale
    expected += np.median(at - expected, axis=0)
    near = 0.25 * float(np.median([glyphs[i].width for i in visible]))
    away = np.linalg.norm(at - expected, axis=1) > near
    found = []
    for n in np.flatnonzero(away):
        distances = np.linalg.norm(expected - at[n], axis=1)
        other = int(distances.argmin())
        if other != n and away[other] and distances[other] <= near:
            shape, belongs = glyphs[visible[n]], reference[visible[other]]
            if not same_look(shape, belongs):
                found.append((shape, belongs))
    return found


def _same_points(shape: VMobject, expected: VMobject) -> bool:
    """Whether two outlines have the same points, whatever their size and place."""
    if shape.points.shape != expected.points.shape:
        return False
    first, second = (part.points - part.points[0] for part in (shape, expected))
    sizes = [max(float(np.ptp(points, axis=0).max()), 1e-9) for points in (first, second)]
    return bool(np.abs(first / sizes[0] - second / sizes[1]).max() < 0.01)


@lru_cache(maxsize=1024)
def _references(source: str) -> Sequence[Sequence[VMobject]]:
    """The glyphs that a source has as words and as a formula."""
    found = []
    for weight in _WEIGHTS:
        try:
            found.append(list(text(source, color="#FFFFFF", weight=weight)))
        except ValueError:  # characters that the font of words lacks
            break
    with suppress(ValueError):  # no mathematics
        found.append(list(formula(source, color="#FFFFFF")))
    return found


def _is(part: Mobject, character: str, number: DecimalNumber) -> bool:
    expected = number._string_to_mob(character)
    drawn, plain = part.family_members_with_points(), expected.family_members_with_points()
    return len(drawn) == len(plain) and all(
        same_look(a, b) for a, b in zip(drawn, plain, strict=True)
    )


def _read_as(part: Mobject, number: DecimalNumber) -> str:
    """The figure that a part of a Manim number shows, "?" when it is none."""
    return next((figure for figure in "0123456789.-+" if _is(part, figure, number)), "?")
