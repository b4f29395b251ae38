"""The pencil check: what is said to be equal is worked out again from the digits shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from manim import Mobject

from netviz.audit.finding import Finding
from netviz.audit.rules._notation import UNKNOWN, Chain, Notation, chains, has_words
from netviz.audit.rules._reckoning import decimals_shown, reckon
from netviz.audit.rules._rows import rows_of_pieces
from netviz.audit.rules._spans import Span, Unreadable
from netviz.audit.rules._stand_ins import StandIns
from netviz.audit.shot import Item, Shot
from netviz.audit.wording import glyphs_of, is_text, words_of
from netviz.typeset import Typeset

_LINE_PITCH = 1.6  # a line that continues the one above is no further away, in its heights
_LONE_NUMBER = re.compile(r"[(\s]*[-+]?[(\s]*(\d+\.\d+|\d+|\.\d+)\s*(%?)[)\s]*")
_NOISE = Decimal(10) ** -25


class Arithmetic:
    """Formulas whose sides are numbers, and that do not follow from the digits shown.

    Read are netviz formulas, Manim's MathTex and Tex, and plain text; a line that begins with a
    relation goes on from the line above it. Numbers and signs that stand in a row, each a mobject
    of its own, are read as one line. Sides that are no plain arithmetic are passed over, so
    that `L = ½ (0.5 − 0.1)² = 0.08` compares the second and the third.

    - `=`: the digits count as they stand, and the result is right when it rounds to the number
      shown; a whole number has to be exact.
    - `≈`: numbers with a point may be rounded ones, as films work with more digits than they show.
      It is right when numbers that round to those shown make it true, or when the digits shown
      lead to within one unit of the last digit.
    - `<`, `≤`, `>` and `≥` are taken at their word.

    Example:
        >>> from netviz.audit.rules.arithmetic import faults
        >>> list(faults("0.54 · 0.23 · 0.75 ≈ 0.193", "plain"))
        [('0.54 * 0.23 * 0.75 is 0.09315, shown is ≈ 0.193', 'at most 1 in the last digit off')]
    """

    name = "arithmetic"

    def __init__(self) -> None:
        self._stand_ins = StandIns()

    def look(self, shot: Shot) -> Iterator[Finding]:
        """Findings among the lines that are on screen now."""
        self._stand_ins.follow(shot.scene.animations)
        lines = [(item, found) for item in shot.texts if (found := self._read(item))]
        names_of: dict[int, tuple[str, ...]] = {id(item): (item.name,) for item, _ in lines}
        for row, said in rows_of_pieces(self._pieces(shot)):
            lines.append((row[0], chains(said, "plain")))
            names_of[id(row[0])] = tuple(item.name for item in row)
        for item, found in lines:
            for chain in found:
                names = names_of[id(item)]
                if chain.continues:
                    above = _line_above(item, lines)
                    if above is not None:
                        names = *names_of[id(above[0])], *names
                        chain = _last_side(above[1][-1], chain)
                for measure, limit in _faults(chain):
                    yield Finding(self.name, shot.time, shot.phase, names, measure, limit)

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """Nothing more."""
        yield from ()

    def _read(self, item: Item) -> list[Chain]:
        """The chains of a line that is all there; one that is being written says nothing yet."""
        if not _is_whole(item):
            return []
        return _read(self._stand_ins.what(item.mobject), item.kind)

    def _pieces(self, shot: Shot) -> list[tuple[Item, str]]:
        """Texts that are all there, each with what it says, "?" where nobody knows."""
        shown = [
            (item, self._stand_ins.what(item.mobject)) for item in shot.texts if _is_whole(item)
        ]
        return [
            (item, words_of(mobject) if mobject is not None and is_text(mobject) else UNKNOWN)
            for item, mobject in shown
        ]


def faults(written: str, notation: Notation) -> Iterator[tuple[str, str]]:
    """(what is wrong, what would be right) of each relation that does not hold."""
    for chain in chains(written, notation):
        yield from _faults(chain)


def _read(mobject: Mobject | None, kind: str) -> list[Chain]:
    """The chains of relations that are written in a mobject."""
    if isinstance(mobject, Typeset):
        return chains(mobject.source, "typst" if kind == "formula" else "plain")
    if isinstance(code := getattr(mobject, "typst_code", None), str):
        return chains(code, "typst" if kind == "formula" else "plain")
    if isinstance(tex := getattr(mobject, "tex_string", None), str):
        return chains(tex, "tex")
    if isinstance(text := getattr(mobject, "original_text", None), str):
        return chains(re.sub(r"<[^<>]*>", " ", text) if "</" in text else text, "plain")
    return []


def _is_whole(item: Item) -> bool:
    return len(item.parts) >= len(glyphs_of(item.mobject))


def _line_above(
    item: Item, lines: Sequence[tuple[Item, list[Chain]]]
) -> tuple[Item, list[Chain]] | None:
    """The nearest line that ends right above the place where a line begins."""
    box = item.box
    reach = _LINE_PITCH * max(box.height, 0.3)
    above = [
        (other.box.center[1], (other, found))
        for other, found in lines
        if other is not item
        and other.box.left - 0.5 <= box.left <= other.box.right
        and other.box.center[1] > box.center[1]
        and other.box.bottom - box.top <= reach
    ]
    return min(above, key=lambda pair: pair[0])[1] if above else None


def _last_side(above: Chain, chain: Chain) -> Chain:
    """A chain that continues another, with the part of it that may bear on it."""
    return Chain((above.sides[-1], *chain.sides[1:]), chain.relations)


def _faults(chain: Chain) -> Iterator[tuple[str, str]]:
    last: str | None = None
    between: list[str] = []
    for side, relation in zip(chain.sides, ("", *chain.relations), strict=True):
        between.append(relation)
        if _value(side) is None:
            if has_words(side):
                last = None
            continue
        relations = set(between) - {""}
        if last is not None and (len(between) == 1 or relations <= {"=", "≈"}):
            strict = "=" if relations == {"="} else "≈" if relations <= {"=", "≈"} else relation
            yield from _judge(last, strict, side)
        last, between = side, []


def _judge(left: str, relation: str, right: str) -> Iterator[tuple[str, str]]:
    a, b = _value(left), _value(right)
    assert a is not None
    assert b is not None
    if relation in "<≤>≥":
        if not _in_order(a.low, relation, b.low):
            yield f"{left} is {_digits(a.low)}, {right} is {_digits(b.low)}", f"{relation}"
    elif relation == "=" and not _equal(left, right):
        yield _measure(left, relation, right), "the same, rounded to the last digit shown"
    elif relation == "≈" and not _nearly(left, right):
        yield _measure(left, relation, right), "at most 1 in the last digit off"


def _in_order(a: Decimal, relation: str, b: Decimal) -> bool:
    return {"<": a < b, "≤": a <= b, ">": a > b, "≥": a >= b}[relation]


def _equal(left: str, right: str) -> bool:
    a, b = _value(left), _value(right)
    assert a is not None
    assert b is not None
    units = [unit for side in (left, right) if (unit := _unit(side)) is not None]
    if units:
        return abs(a.low - b.low) <= max(units) / 2 + _NOISE
    result = _value(right, rounded=True)
    return result is not None and result.meets(Span(a.low - _NOISE, a.low + _NOISE))


def _nearly(left: str, right: str) -> bool:
    spans = [_value(side, rounded=True) for side in (left, right)]
    if spans[0] is None or spans[1] is None or spans[0].meets(spans[1]):
        return True
    a, b = _value(left), _value(right)
    assert a is not None
    assert b is not None
    units = [_rough_unit(side) for side in (left, right)]
    return abs(a.low - b.low) <= max(units) + _NOISE


def _unit(side: str) -> Decimal | None:
    """One in the last digit of a number that stands alone, 0 for a whole one; else None."""
    match = _LONE_NUMBER.fullmatch(side)
    if match is None:
        return None
    places, percent = decimals_shown(match[1]), 2 if match[2] else 0
    return Decimal(1).scaleb(-places - percent) if places or percent else Decimal(0)


def _rough_unit(side: str) -> Decimal:
    """The same, where zeros at the end of a whole number may be rounded ones (784 ≈ 800)."""
    match = _LONE_NUMBER.fullmatch(side)
    if match is None:
        return Decimal(0)
    zeros = len(match[1]) - len(match[1].rstrip("0")) if "." not in match[1] else 0
    return _unit(side) or Decimal(1).scaleb(zeros)


def _value(side: str, rounded: bool = False) -> Span | None:
    try:
        return reckon(side, rounded)
    except Unreadable:
        return None


def _measure(left: str, relation: str, right: str) -> str:
    """What is worked out and what is shown; the side that is worked out is named first."""
    worked, shown = (right, left) if _unit(left) is not None else (left, right)
    if _unit(left) is not None and _unit(right) is not None:
        worked, shown = left, right
    span = _value(worked)
    assert span is not None
    return f"{worked} is {_digits(span.low)}, shown is {relation} {shown}"


def _digits(value: Decimal) -> str:
    """A value with six digits that count."""
    return f"{float(value):.6g}".replace("-", "−")
