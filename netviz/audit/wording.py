"""What is read: which mobjects are text, what they say, and how large they are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import manim
import numpy as np
from manim import DecimalNumber, MarkupText, Mobject, Paragraph, Tex, Text
from manim.mobject.text.tex_mobject import SingleStringMathTex

from netviz.mobjects.neuron_layer import Neuron
from netviz.mobjects.number import Number
from netviz.mobjects.plate import Plate
from netviz.scales import format_value
from netviz.theme import PIXELS_PER_UNIT
from netviz.typeset import Typeset, formula, text

_TYPST: tuple[type[Mobject], ...] = (manim.Typst,) if hasattr(manim, "Typst") else ()
_MATH_TYPST: tuple[type[Mobject], ...] = (manim.MathTypst,) if hasattr(manim, "MathTypst") else ()
_TEXT: tuple[type[Mobject], ...] = (
    *(Typeset, Number, Text, MarkupText, SingleStringMathTex, DecimalNumber),
    *_TYPST,
)
_PIXELS_OF_TEXT = 1.875
"""Pixels (of 1080 lines) of a font size of Manim's `Text`: at 48 the em is 90 pixels."""
_PIXELS_OF_TEX = PIXELS_PER_UNIT * 10 / 960
"""The same for TeX and Typst, whose ten points Manim makes 10/960 of a unit at font size 1."""
_TALLEST = 0.7  # a capital's or an ascender's part of the font size
FIGURE = 0.65  # a digit's


def is_text(mobject: Mobject) -> bool:
    """Whether a mobject is read as one line, number or formula."""
    return isinstance(mobject, _TEXT)


def glyphs_of(text: Mobject) -> list[Mobject]:
    """What a text is drawn with, without the plate that it may stand on."""
    drawn: list[Mobject] = text.family_members_with_points()
    return [member for member in drawn if not isinstance(member, Plate)]


def without_plate(text: Mobject) -> list[Mobject]:
    """The members of a text, without the plate that it may stand on."""
    return [member for member in text.get_family() if not isinstance(member, Plate)]


def lines_within(mobject: Mobject) -> list[tuple[Mobject, str | None]]:
    """Members that are texts although their class does not say so, each with what it says."""
    if isinstance(mobject, Neuron):
        value = mobject.value
        string = None if value is None else format_value(value, mobject.decimals)
        return [(mobject.digits, string)]
    if isinstance(mobject, Paragraph):
        strings = str(getattr(mobject.lines_text, "original_text", "")).split("\n")
        lines = list(mobject.submobjects)
        if len(strings) != len(lines):
            return [(line, None) for line in lines]
        return list(zip(lines, strings, strict=True))
    return []


def words_of(mobject: Mobject) -> str:
    """What a text says, as a person would repeat it."""
    said: Any
    if isinstance(mobject, Typeset):
        return _plain_formula(mobject.source) if _is_formula(mobject) else mobject.source
    if isinstance(mobject, Number):
        return mobject.string
    if isinstance(mobject, DecimalNumber):
        return str(mobject._get_num_string(mobject.number))
    if isinstance(mobject, Text):
        said = getattr(mobject, "original_text", mobject.text)
    elif isinstance(mobject, MarkupText):
        said = re.sub(r"<[^>]*>", "", str(getattr(mobject, "original_text", mobject.text)))
    else:
        said = getattr(mobject, "tex_string", None) or getattr(mobject, "typst_code", "")
    return " ".join(str(said).split())


def kind_of(mobject: Mobject) -> str:
    """ "text", "formula" or "number"."""
    if isinstance(mobject, (Number, DecimalNumber)):
        return "number"
    if isinstance(mobject, Typeset) and _is_formula(mobject):
        return "formula"
    if isinstance(mobject, SingleStringMathTex) and not isinstance(mobject, Tex):
        return "formula"
    if _MATH_TYPST and isinstance(mobject, _MATH_TYPST):
        return "formula"
    return "number" if is_number(words_of(mobject)) else "text"


def is_number(string: str) -> bool:
    """Whether a string is a figure without words.

    Example:
        >>> is_number("−0.5 %"), is_number("(−0.5)"), is_number("x = 2")
        (True, True, False)
    """
    return bool(re.fullmatch(r"[\s\d.,:%+()−-]*\d[\s\d.,:%+()−-]*", string))


def font_pixels(mobject: Mobject, glyphs: tuple[Mobject, ...]) -> float:
    """The font size of a text in pixels of a 1080-line frame, as it is scaled now."""
    if isinstance(mobject, Typeset):
        measured = _measured(mobject)
        if measured is not None:
            return measured
    elif isinstance(mobject, (Text, MarkupText)):
        return float(mobject.font_size) * _PIXELS_OF_TEXT
    elif isinstance(mobject, (SingleStringMathTex, *_TYPST)):
        return float(getattr(mobject, "font_size", 0.0)) * _PIXELS_OF_TEX
    return max(float(glyph.height) for glyph in glyphs) * PIXELS_PER_UNIT / _TALLEST


def _is_formula(mobject: Typeset) -> bool:
    """Words are set with one part a word, named by the word."""
    return set(mobject.part_names) != set(mobject.source.split())


def _plain_formula(source: str) -> str:
    """A formula's source without the names of its parts."""
    before = None
    while source != before:
        before = source
        source = re.sub(r"\{\{((?:(?!\{\{|\}\}).)*) : (?:(?!\{\{|\}\}).)*\}\}", r"\1", source)
    for written, sign in _SIGNS.items():
        source = re.sub(rf"(?<![\w.]){re.escape(written)}(?![\w.])", sign, source)
    return " ".join(source.replace("(( ", "((").replace("( ", "(").split())


_SIGNS = {
    "arrow.r": "→",
    "dots.c": "…",
    "dot": "·",
    "approx": "≈",
    "partial": "∂",
    "slash": "/",
    "sum": "Σ",
    "sigma": "σ",
    "delta": "δ",
    "eta": "η",
    "thin": "",
}
"""How a person reads Typst's names of the commonest signs."""


def _measured(mobject: Typeset) -> float | None:
    """The size found from the outlines, however turned and scaled; None when they are others."""
    shapes = tuple(len(glyph.points) for glyph in mobject)
    if not shapes or not all(shapes):
        return None
    for counts, length in _references(mobject.source, _is_formula(mobject)):
        if counts == shapes:
            return _REFERENCE * _length([glyph.points for glyph in mobject]) / length
    return None


_REFERENCE = 48.0


@lru_cache(maxsize=2048)
def _references(source: str, as_formula: bool) -> list[tuple[tuple[int, ...], float]]:
    """Points of each glyph and length of all outlines, in each weight, at the reference size."""
    if as_formula:
        made = [formula(source, size=_REFERENCE, color="#FFFFFF")]
    else:
        made = [
            text(source, size=_REFERENCE, color="#FFFFFF", weight="regular"),
            text(source, size=_REFERENCE, color="#FFFFFF", weight="semibold"),
            text(source, size=_REFERENCE, color="#FFFFFF", weight="bold"),
        ]
    outlines = [[glyph.points for glyph in line] for line in made]
    return [(tuple(map(len, points)), _length(points)) for points in outlines]


def _length(outlines: list[np.ndarray]) -> float:
    steps = (np.diff(points[:, :2], axis=0) for points in outlines)
    return float(sum(np.hypot(step[:, 0], step[:, 1]).sum() for step in steps))
