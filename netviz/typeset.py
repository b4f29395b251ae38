"""Words, numbers and formulas as mobjects: one typesetting path, no TeX, no system fonts.

Typst sets the line in a fixed size, its SVG is read back glyph by glyph, and each glyph becomes a
VMobject. Outlines are parsed once for a process and copied from then on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree

import font_source_sans_pro
import numpy as np
import svgelements
import typst
from manim import ManimColor, VGroup, VMobject
from manim.utils.color import ParsableManimColor

from netviz.theme import PIXELS_PER_UNIT, current_theme

Weight = Literal["regular", "semibold", "bold"]

_SIZE = 48.0  # points, the one size in which everything is set before it is scaled
_PREAMBLE = f"""\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(font: "Source Sans Pro", size: {_SIZE}pt, fallback: false, number-width: "tabular")
#show math.equation: set text(font: "New Computer Modern Math")
"""
# A square on the baseline at the line's start. Its fill is that of part number 0xFFFF.
_ORIGIN = "#box(rect(width: 1pt, height: 1pt, fill: rgb(1, 255, 255)))#h(-1pt)"
_ORIGIN_PART = 0xFFFF
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SVG = "{http://www.w3.org/2000/svg}"


class Typeset(VGroup):
    """A typeset line: a VGroup of one VMobject a glyph, whose named parts can be addressed.

    Made by `text` and `formula`. Copies keep their parts, and `baseline` follows every shift and
    scaling.
    """

    def __init__(
        self, glyphs: list[VMobject], parts: dict[str, tuple[int, ...]], source: str
    ) -> None:
        super().__init__(*glyphs)
        self.source = source
        self._parts = parts
        bottom, top = self.get_bottom()[1], self.get_top()[1]
        self._baseline = -bottom / (top - bottom) if top > bottom else 0.0

    @property
    def part_names(self) -> tuple[str, ...]:
        """Names of the parts, in reading order."""
        return tuple(self._parts)

    def part(self, name: str) -> VGroup:
        """The glyphs of one named part, as a VGroup that shares them with the line.

        Raises ValueError when there is no such part.
        """
        if name not in self._parts:
            have = ", ".join(map(repr, self._parts)) or "none"
            raise ValueError(f"name must be a part of {self.source!r} ({have}), got {name!r}")
        return VGroup(*(self.submobjects[index] for index in self._parts[name]))

    @property
    def baseline(self) -> float:
        """Height of the line's baseline, in Manim units."""
        bottom, top = float(self.get_bottom()[1]), float(self.get_top()[1])
        return bottom + self._baseline * (top - bottom)

    def align_baseline(self, other: Typeset | float) -> Typeset:
        """Shift vertically so that the baseline is that of `other`, a Typeset or a height."""
        height = other.baseline if isinstance(other, Typeset) else float(other)
        self.shift(np.array([0.0, height - self.baseline, 0.0]))
        return self


def text(
    string: str,
    size: float | None = None,
    color: ParsableManimColor | None = None,
    weight: Weight = "regular",
) -> Typeset:
    """Set one line of plain text in Source Sans Pro.

    `size` is the font size in pixels of a 1080-line frame (default: the theme's word size),
    `color` defaults to the theme's text colour. Parts: one a word, named by the word.
    Raises ValueError for an empty string, a line break or a character that the font lacks.

    Example:
        >>> from netviz.typeset import text
        >>> text("hidden layer").part_names
        ('hidden', 'layer')
    """
    _check_string(string, "string")
    if "\n" in string:
        raise ValueError(f"string must be one line, got a line break: {string!r}")
    words = string.split()
    body = " ".join(
        _tagged(number, f"#{_quoted(word)}") for number, word in enumerate(words, start=1)
    )
    placed = _compile(f"#set text(weight: {_weight(weight)})\n{_ORIGIN}{body}", string)
    names = {number: (word,) for number, word in enumerate(words, start=1)}
    theme = current_theme()
    return _build(placed, names, string, size or theme.word_size, color or theme.text)


def formula(
    source: str,
    size: float | None = None,
    color: ParsableManimColor | None = None,
) -> Typeset:
    """Set a formula, given in Typst's mathematics notation, in the Computer Modern look.

    `{{ body : name }}` makes a part: `formula("{{ z : z }} = {{ {{ W : W }} x : Wx }} + b")`.
    Parts may nest, and one name may stand in several places. `size` is the font size in pixels of a
    1080-line frame (default: the theme's formula size); `color` defaults to the theme's text.
    Raises ValueError for an empty formula, LaTeX, unbalanced braces, a part without a glyph, a
    missing character, or what Typst cannot read.

    Example:
        >>> from netviz.typeset import formula
        >>> formula("{{ partial L : error }} / (partial w)").part_names
        ('error',)
    """
    _check_string(source, "source")
    _refuse_latex(source)
    body, names = _parse_parts(source)
    placed = _compile(f"{_ORIGIN}$display({body})$", source)
    theme = current_theme()
    return _build(placed, names, source, size or theme.formula_size, color or theme.text)


def number_glyphs(
    string: str, size: float, color: ParsableManimColor, weight: Weight
) -> list[VMobject]:
    """The glyphs of a number set from an atlas, each digit as wide as any other; x starts at 0.

    Costs no typesetting after the first call: this is what changing numbers are drawn with.
    Raises ValueError for a character that is not in `NUMBER_CHARACTERS`.
    """
    atlas = _atlas(weight)
    glyphs, x = [], 0.0
    for character in string:
        if character not in atlas:
            raise ValueError(
                f"string must use the characters {NUMBER_CHARACTERS!r}, got {string!r}"
            )
        outline, advance = atlas[character]
        if outline is not None:
            glyph = _glyph(outline, size, color)
            glyph.shift(np.array([x * size / _SIZE / PIXELS_PER_UNIT, 0.0, 0.0]))
            glyphs.append(glyph)
        x += advance
    return glyphs


NUMBER_CHARACTERS = "0123456789.−+%(),…? "


# --- from here on: Typst and its SVG ---


@dataclass(frozen=True)
class _Placed:
    """One glyph or rule: its outline (points in pt, baseline at 0, y up) and the part it is in."""

    outline: np.ndarray
    part: int


def _check_string(value: object, name: str) -> None:
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a str, got {type(value).__name__}: {value!r}")
    if not value.strip():
        raise ValueError(f"{name} must have a visible character, got {value!r}")


def _weight(weight: str) -> int:
    weights = {"regular": 400, "semibold": 600, "bold": 700}
    if weight not in weights:
        raise ValueError(f"weight must be one of {', '.join(weights)}, got {weight!r}")
    return weights[weight]


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _tagged(number: int, body: str) -> str:
    return f"#text(fill: rgb(1, {number // 256}, {number % 256}))[{body}]"


def _refuse_latex(source: str) -> None:
    advice = {
        r"\\frac": "frac(a, b)",
        r"\\partial": "partial",
        r"\\sum": "sum",
        r"\\text|\\mathrm|\\operatorname": '"ReLU" in double quotes',
        r"\\cdot": "dot",
        r"\\leftarrow": "arrow.l",
        r"\\left|\\right": "plain brackets, which grow by themselves",
        r"\\begin": "mat(1, 2; 3, 4)",
        r"\\mathbf": "bold(x)",
        r"\\[A-Za-z]+": "the name without its backslash",
        r"[_^]\{(?!\{)": "x_(i j) and x^(2), with round brackets",
        r"\$": "the formula without dollar signs",
    }
    for pattern, instead in advice.items():
        found = re.search(pattern, source)
        if found:
            raise ValueError(
                f"source must be Typst mathematics, got LaTeX {found.group()!r} in {source!r}: "
                f"write {instead}"
            )
    if "@" in source or re.search(r"#\s*(import|include|read)", source):
        raise ValueError(f"source must not import packages or read files, got {source!r}")


def _parse_parts(source: str) -> tuple[str, dict[int, tuple[str, ...]]]:
    """Typst source with each `{{ body : name }}` tagged by a number, and each number's names."""
    names: dict[int, tuple[str, ...]] = {}
    stack: list[tuple[int, list[str]]] = [(0, [])]
    ends = _part_names(source)
    position = 0
    open_names: list[str] = []
    for token in re.finditer(r"\{\{|\}\}", source):
        stack[-1][1].append(source[position : token.start()])
        position = token.end()
        if token.group() == "{{":
            open_names.append(ends[token.start()])
            number = len(names) + 1
            names[number] = tuple(open_names)
            stack.append((number, []))
        else:
            number, pieces = stack.pop()
            body = "".join(pieces).rsplit(" : ", 1)[0].strip()
            if not body:
                raise ValueError(f"source must not have an empty part, got {source!r}")
            red, green = number // 256, number % 256
            stack[-1][1].append(f" text(fill: #rgb(1, {red}, {green}), {body}) ")
            open_names.pop()
    stack[-1][1].append(source[position:])
    return "".join(stack[0][1]), names


def _part_names(source: str) -> dict[int, str]:
    """Name of each part by the position of its opening braces; the name stands at the part's end."""
    opened: list[int] = []
    names: dict[int, str] = {}
    for token in re.finditer(r"\{\{|\}\}", source):
        if token.group() == "{{":
            opened.append(token.start())
            continue
        if not opened:
            raise ValueError(f"source must open every '}}}}' with '{{{{', got {source!r}")
        start = opened.pop()
        head, colon, name = source[start:token.start()].rpartition(" : ")
        if not colon or not name.strip() or "}}" in name:
            raise ValueError(
                f"source must name each part as '{{{{ body : name }}}}', got {source!r}"
            )
        names[start] = name.strip()
    if opened:
        raise ValueError(f"source must close every '{{{{' with '}}}}', got {source!r}")
    return names


@cache
def _compiler() -> typst.Compiler:
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
    if "Source Sans Pro" not in fonts.families():
        raise RuntimeError(f"the package font-source-sans-pro has no fonts in {folder}")
    return typst.Compiler(font_paths=fonts)


@cache
def _missing_glyphs() -> frozenset[str]:
    """Ids under which the fonts draw a character that they lack (the empty box)."""
    private = "\ue123"
    ids: set[str] = set()
    for body in (*(f"#text(weight: {w})[{private}]" for w in (400, 600, 700)), f"${private}$"):
        svg = ElementTree.fromstring(_svg(body))
        ids |= {use.get(_XLINK, "") for use in svg.iter(f"{_SVG}use")}
    return frozenset(ids)


def _svg(body: str) -> str:
    result: Any = _compiler().compile((_PREAMBLE + body).encode(), format="svg")
    return str(result.decode())


@cache
def _compile(body: str, source: str) -> tuple[_Placed, ...]:
    try:
        svg = ElementTree.fromstring(_svg(body))
    except typst.TypstError as error:
        raise ValueError(f"source must be readable by Typst, got {source!r}: {error}") from error
    outlines = {
        f"#{symbol.get('id')}": _outline(symbol[0].get("d", ""))
        for symbol in svg.iter(f"{_SVG}symbol")
        if len(symbol)
    }
    missing = _missing_glyphs()
    placed: list[_Placed] = []
    for element, matrix in _walk(svg, np.eye(3)):
        if element.tag == f"{_SVG}use":
            href = element.get(_XLINK, "")
            if href in missing:
                raise ValueError(f"source must use characters that the font has, got {source!r}")
            outline = outlines.get(href)
            matrix = matrix @ _translation(element.get("x", "0"), element.get("y", "0"))
        elif element.get("stroke") and element.get("fill") == "none":
            outline = _rule(element)
        else:
            outline = _outline(element.get("d", ""))
        if outline is not None and len(outline):
            color = element.get("stroke") if element.get("fill") == "none" else element.get("fill")
            placed.append(_Placed(_transform(outline, matrix), _part_number(color or "#000000")))
    origin = next(p for p in placed if p.part == _ORIGIN_PART).outline
    corner = np.array([origin[:, 0].min(), origin[:, 1].max(), 0.0])
    flip = np.array([1.0, -1.0, 1.0])
    return tuple(
        _Placed((p.outline - corner) * flip, p.part) for p in placed if p.part != _ORIGIN_PART
    )


def _walk(
    element: ElementTree.Element, matrix: np.ndarray
) -> Iterator[tuple[ElementTree.Element, np.ndarray]]:
    """Every drawn element of the SVG with its transformation, glyph definitions left out."""
    for child in element:
        if child.tag == f"{_SVG}defs":
            continue
        own = matrix @ _matrix(child.get("transform", ""))
        if child.tag in (f"{_SVG}use", f"{_SVG}path"):
            yield child, own
        yield from _walk(child, own)


def _matrix(transform: str) -> np.ndarray:
    m = svgelements.Matrix(transform)
    return np.array([[m.a, m.c, m.e], [m.b, m.d, m.f], [0.0, 0.0, 1.0]])


def _translation(x: str, y: str) -> np.ndarray:
    return np.array([[1.0, 0.0, float(x)], [0.0, 1.0, float(y)], [0.0, 0.0, 1.0]])


def _transform(points: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    flat = np.column_stack([points[:, :2], np.ones(len(points))]) @ matrix.T
    return np.column_stack([flat[:, :2], np.zeros(len(points))])


def _part_number(color: str) -> int:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return green * 256 + blue if red == 1 else 0


@cache
def _outline(path: str) -> np.ndarray:
    """Cubic Bézier points of an SVG path, four a curve, as Manim's Cairo renderer keeps them."""
    curves: list[list[complex]] = []
    start = 0j
    for segment in svgelements.Path(path):
        if isinstance(segment, svgelements.Move):
            start = complex(segment.end)
            continue
        a = complex(segment.start)
        d = start if isinstance(segment, svgelements.Close) else complex(segment.end)
        if isinstance(segment, svgelements.CubicBezier):
            curves.append([a, complex(segment.control1), complex(segment.control2), d])
        elif isinstance(segment, svgelements.QuadraticBezier):
            c = complex(segment.control)
            curves.append([a, a + (c - a) * 2 / 3, d + (c - d) * 2 / 3, d])
        elif a != d:
            curves.append([a, a + (d - a) / 3, a + (d - a) * 2 / 3, d])
    flat = np.array(curves, dtype=complex).reshape(-1)
    return np.column_stack([flat.real, flat.imag, np.zeros(len(flat))])


def _rule(element: ElementTree.Element) -> np.ndarray:
    """A stroked straight line (a fraction bar) as the filled rectangle that it looks like."""
    line = _outline(element.get("d", ""))
    half = float(element.get("stroke-width", "1")) / 2
    (x0, y0), (x1, y1) = line[0, :2], line[-1, :2]
    dx, dy = (0.0, half) if abs(x1 - x0) >= abs(y1 - y0) else (half, 0.0)
    corners = [(x0 - dx, y0 - dy), (x1 - dx, y1 - dy), (x1 + dx, y1 + dy), (x0 + dx, y0 + dy)]
    return _outline("M" + "L".join(f"{x} {y} " for x, y in corners) + "Z")


def _glyph(outline: np.ndarray, size: float, color: ParsableManimColor) -> VMobject:
    glyph = VMobject(fill_color=ManimColor(color), fill_opacity=1.0, stroke_width=0.0)
    glyph.set_points(outline * (size / _SIZE / PIXELS_PER_UNIT))
    return glyph


def _build(
    placed: tuple[_Placed, ...],
    names: dict[int, tuple[str, ...]],
    source: str,
    size: float,
    color: ParsableManimColor,
) -> Typeset:
    if not placed:
        raise ValueError(f"source must have a visible character, got {source!r}")
    if not size > 0:
        raise ValueError(f"size must be positive, got {size!r}")
    parts: dict[str, list[int]] = {name: [] for group in names.values() for name in group}
    for index, item in enumerate(placed):
        for name in dict.fromkeys(names.get(item.part, ())):
            parts[name].append(index)
    for name, indices in parts.items():
        if not indices:
            raise ValueError(f"part {name!r} must have a visible character, got {source!r}")
    glyphs = [_glyph(item.outline, size, color) for item in placed]
    return Typeset(glyphs, {name: tuple(indices) for name, indices in parts.items()}, source)


@cache
def _atlas(weight: Weight) -> dict[str, tuple[np.ndarray | None, float]]:
    """Outline and advance (pt) of each character that numbers are made of."""
    atlas: dict[str, tuple[np.ndarray | None, float]] = {}
    style = f"#set text(weight: {_weight(weight)}, kerning: false)\n{_ORIGIN}"
    for character in NUMBER_CHARACTERS:
        placed = _compile(f'{style}#"0{character}0"', character)
        advance = placed[-1].outline[:, 0].min() - placed[0].outline[:, 0].min()
        zero = _compile(f'{style}#"00"', "0")
        width = zero[1].outline[:, 0].min() - zero[0].outline[:, 0].min()
        outline = None
        if len(placed) > 2:
            outline = placed[1].outline - np.array([width, 0.0, 0.0])
        atlas[character] = (outline, advance - width)
    return atlas
