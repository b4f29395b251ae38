"""Words, numbers and formulas as mobjects: one typesetting path, no TeX, no system fonts.

Typst sets the line in a fixed size, its SVG is read back glyph by glyph, and each glyph becomes a
VMobject. Outlines are parsed once for a process and copied from then on.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self
from xml.etree import ElementTree

import font_source_sans_pro
import numpy as np
import svgelements
import typst
from manim import ManimColor, VGroup, VMobject
from manim.utils.color import ParsableManimColor

from netviz.checks import as_number, as_positive, as_text
from netviz.drawing import Drawing
from netviz.theme import PIXELS_PER_UNIT, current_theme

Weight = Literal["regular", "semibold", "bold"]

_SIZE = 48.0  # points, the one size in which everything is set before it is scaled
_PREAMBLE = f"""\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(font: "Source Sans Pro", size: {_SIZE}pt, fallback: false, number-width: "tabular")
#show math.equation: set text(font: "New Computer Modern Math")
#let std = none
"""
# Decimal numbers in formulas in `Number`'s face and size, where the theme wants it.
_NUMBERS = """\
#show math.equation: it => {{
  show regex("[0-9]+\\.[0-9]+"): set text(
    font: "Source Sans Pro", weight: 600, size: {}em, number-width: "tabular")
  it
}}
"""
# A square on the baseline at the line's start. Its fill is that of part number 0xFFFF.
_ORIGIN = "#box(rect(width: 1pt, height: 1pt, fill: rgb(1, 255, 255)))#h(-1pt)"
_ORIGIN_PART = 0xFFFF
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SVG = "{http://www.w3.org/2000/svg}"
_NOTHING = np.zeros((0, 3))


class Typeset(Drawing):
    """A typeset line: a VGroup of one VMobject a glyph, whose named parts can be addressed.

    Made by `text` and `formula`. Copies keep their parts, and `baseline` follows every shift and
    scaling.
    """

    def __init__(
        self, glyphs: Sequence[VMobject], parts: Mapping[str, Sequence[VMobject]], source: str
    ) -> None:
        super().__init__(*glyphs)
        self.source = source
        self._parts = dict(parts)
        bottom, top = self.get_bottom()[1], self.get_top()[1]
        self._baseline = -bottom / (top - bottom)

    @property
    def part_names(self) -> tuple[str, ...]:
        """Names of the parts, in the order in which they begin."""
        return tuple(self._parts)

    def part(self, name: str) -> VGroup:
        """The glyphs of one named part, as a VGroup that shares them with the line.

        Raises ValueError when there is no such part.

        Example:
            >>> len(formula("{{ W x : Wx }} + b").part("Wx"))
            2
        """
        if name not in self._parts:
            have = ", ".join(map(repr, self._parts)) or "none"
            raise ValueError(f"name must be a part of {self.source!r} ({have}), got {name!r}")
        return VGroup(*self._parts[name])

    def without(self, *names: str) -> VGroup:
        """The glyphs that are in none of these parts, as a VGroup that shares them with the line.

        Raises ValueError when there is no such part.
        """
        left_out = {id(glyph) for name in names for glyph in self.part(name)}
        return VGroup(*(glyph for glyph in self if id(glyph) not in left_out))

    def color_parts(
        self, patterns: Mapping[str, ParsableManimColor] | None = None, **colors: ParsableManimColor
    ) -> Self:
        """Colour parts by name, or by patterns of names as a shell has them: `{"p*": "#35D6F2"}`.

        Raises ValueError when there is no such part.
        """
        for pattern, color in {**(patterns or {}), **colors}.items():
            wild = any(sign in pattern for sign in "*?[")
            for name in fnmatch.filter(self._parts, pattern) if wild else (pattern,):
                self.part(name).set_color(color)
        return self

    @property
    def baseline(self) -> float:
        """Height of the line's baseline, in Manim units."""
        bottom, top = float(self.get_bottom()[1]), float(self.get_top()[1])
        return bottom + float(self._baseline) * (top - bottom)

    def align_baseline(self, other: Typeset | float) -> Self:
        """Shift vertically so that the baseline is that of `other`, a Typeset or a height."""
        height = other.baseline if isinstance(other, Typeset) else as_number(other, "other")
        self.shift(np.array([0.0, height - self.baseline, 0.0]))
        return self

    def _told(self) -> str:
        return repr(self.source)


def text(
    string: str,
    size: float | None = None,
    color: ParsableManimColor | None = None,
    weight: Weight = "regular",
) -> Typeset:
    """Set one line of plain text in Source Sans Pro.

    `size` is the font size in pixels of a 1080-line frame (default: the theme's word size),
    `color` defaults to the theme's text colour. Parts: one a word, named by the word.
    Raises TypeError or ValueError for anything but a str with a visible character, for a line
    break, a character that the font lacks, and a size that is not positive.

    Example:
        >>> from netviz import text
        >>> text("hidden layer").part_names
        ('hidden', 'layer')
    """
    as_text(string, "string")
    if len(string.splitlines()) > 1:
        raise ValueError(f"string must be one line, got a line break: {string!r}")
    style = f"#set text(weight: {_weight(weight)})\n"
    words = string.split()
    body = " ".join(f"#{_tagged(n, f'[#{_quoted(word)}]')}" for n, word in enumerate(words, 1))
    placed = _compile(f"{style}{_ORIGIN}{body}", _Source("string", string, style + "#{}"))
    names = {number: (word,) for number, word in enumerate(words, 1)}
    theme_size = current_theme().word_size
    return _build(placed, names, string, theme_size if size is None else size, color)


def formula(
    source: str,
    size: float | None = None,
    color: ParsableManimColor | None = None,
) -> Typeset:
    """Set a formula, given in Typst's mathematics notation, in the Computer Modern look.

    `{{ body : name }}` makes a part: `formula("{{ z : z }} = {{ {{ W : W }} x : Wx }} + b")`.
    Parts may nest, and one name may stand in several places. `size` is the font size in pixels of a
    1080-line frame (default: the theme's formula size); `color` defaults to the theme's text.
    Raises TypeError or ValueError for anything but a str with a visible character, for LaTeX, for
    Typst's code mode (`#`), unbalanced braces, a part without a name or a glyph, a character that
    the font lacks, what Typst cannot read, and a size that is not positive.

    Example:
        >>> from netviz import formula
        >>> formula("{{ partial L : error }} / (partial w)").part_names
        ('error',)
    """
    as_text(source, "source")
    _refuse_latex(source)
    if "#" in source:
        raise ValueError(f"source must be mathematics without Typst's code (#), got {source!r}")
    definitions, body, names = _parse_parts(source)
    theme = current_theme()
    numbers = _NUMBERS.format(theme.number_size / theme.formula_size) if theme.sans_numbers else ""
    placed = _compile(
        f"{numbers}{definitions}#let part-0 = ${body}$\n{_ORIGIN}$display(#part-0.body)$",
        _Source("source", source, "${}$"),
    )
    return _build(placed, names, source, theme.formula_size if size is None else size, color)


def number_outlines(string: str, size: float, weight: Weight = "semibold") -> list[np.ndarray]:
    """Outlines of a number's characters, each digit as wide as any other; x = 0 is the middle.

    They are points of cubic Bézier curves in Manim units, for `glyph`, with the baseline at y = 0.
    Costs no typesetting after the first call: this is what changing numbers are drawn with.
    Raises TypeError or ValueError for a string with other characters than `NUMBER_CHARACTERS` and
    for a size that is not positive.

    Example:
        >>> len(number_outlines("−1.17", size=34))
        5
    """
    atlas, scale = _atlas(weight), _scale(size)
    other = set(as_text(string, "string")) - set(atlas)
    if other:
        raise ValueError(
            f"string must use the characters {NUMBER_CHARACTERS!r}, not {min(other)!r}, "
            f"got {string!r}"
        )
    ends = np.cumsum([0.0, *(atlas[character].advance for character in string)])
    return [
        (atlas[character].outline + np.array([x - ends[-1] / 2, 0.0, 0.0])) * scale
        for character, x in zip(string, ends[:-1], strict=True)
        if character != " "
    ]


def glyph(outline: np.ndarray, color: ParsableManimColor) -> VMobject:
    """A filled shape from the points of its outline, as `number_outlines` gives them.

    Example:
        >>> bool(glyph(number_outlines("1", size=34)[0], "#FFFFFF").height > 0.1)
        True
    """
    shape = VMobject(fill_color=ManimColor(color), fill_opacity=1.0, stroke_width=0.0)
    shape.set_points(outline)
    return shape


NUMBER_CHARACTERS = "0123456789.−+%(),…? "


# --- from here on: Typst and its SVG ---


@dataclass(frozen=True)
class _Source:
    """What somebody wrote, for messages; one character of it alone is set by `alone`."""

    argument: str
    written: str
    alone: str


@dataclass(frozen=True)
class _Placed:
    """One glyph or rule: its outline (points in pt, baseline at 0, y up) and the part it is in."""

    outline: np.ndarray
    part: int


@dataclass(frozen=True)
class _Character:
    """A character of the atlas: outline and advance in pt."""

    outline: np.ndarray
    advance: float


_INSTEAD = {
    "frac": "frac(a, b)",
    "dfrac": "frac(a, b)",
    "text": '"ReLU" in double quotes',
    "mathrm": '"ReLU" in double quotes',
    "operatorname": '"ReLU" in double quotes',
    "mathbf": "bold(x)",
    "boldsymbol": "bold(x)",
    "sqrt": "sqrt(x)",
    "cdot": "dot",
    "odot": "dot.o",
    "cdots": "dots.c",
    "ldots": "dots",
    "infty": "infinity",
    "le": "<=",
    "leq": "<=",
    "ge": ">=",
    "geq": ">=",
    "to": "->",
    "rightarrow": "->",
    "leftarrow": "<-",
    "left": "plain brackets, which grow by themselves",
    "right": "plain brackets, which grow by themselves",
    "begin": "mat(1, 2; 3, 4)",
    "_{": "x_(i j), with round brackets",
    "^{": "x^(2), with round brackets",
    "$": "the formula without dollar signs",
}
"""What to write instead of a LaTeX command: most are called the same without the backslash."""


def _refuse_latex(source: str) -> None:
    found = re.search(r"\\(?!u\{)[A-Za-z]+|[_^]\{(?!\{)|\$", source)
    if found:
        name = found.group().removeprefix("\\")
        raise ValueError(
            f"source must be Typst mathematics, got LaTeX {found.group()!r} in {source!r}: "
            f"write {_INSTEAD.get(name, name)}"
        )


def _parse_parts(source: str) -> tuple[str, str, dict[int, tuple[str, ...]]]:
    """Typst's definitions of all parts, the line that uses them, and each part's names.

    Part n is `#part-n`. Its names are those of all the parts it is in, the outermost first.
    """
    definitions: list[str] = []
    names: dict[int, str] = {}
    parents: dict[int, int] = {}
    stack: list[tuple[int, str]] = [(0, "")]
    for piece in re.split(r"(\{\{|\}\})", source):
        number, written = stack.pop()
        if piece == "{{":
            parents[len(parents) + 1] = number
            stack += [(number, written), (len(parents), "")]
        elif piece != "}}":
            stack.append((number, written + piece))
        elif not stack:
            raise ValueError(f"source must open every '}}}}' with '{{{{', got {source!r}")
        else:
            body, colon, name = (part.strip() for part in written.rpartition(" : "))
            if not colon or not name or "#" in name:
                raise ValueError(
                    f"source must name each part as '{{{{ body : name }}}}', got {source!r}"
                )
            if not body:
                raise ValueError(f"source must not have an empty part, got {source!r}")
            names[number] = name
            definitions.append(f"#let part-{number} = {_tagged(number, f'${body}$.body')}\n")
            outer, around = stack.pop()
            stack.append((outer, f"{around} #part-{number} "))
    if len(stack) > 1:
        raise ValueError(f"source must close every '{{{{' with '}}}}', got {source!r}")
    lineages: dict[int, tuple[str, ...]] = {0: ()}
    for number, parent in parents.items():
        lineages[number] = (*lineages[parent], names[number])
    return "".join(definitions), stack[0][1], lineages


def _weight(weight: str) -> int:
    weights = {"regular": 400, "semibold": 600, "bold": 700}
    if weight not in weights:
        raise ValueError(f"weight must be one of {', '.join(weights)}, got {weight!r}")
    return weights[weight]


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _tagged(number: int, body: str) -> str:
    """Typst code for a body that carries its part's number in its colour."""
    return f"text(fill: rgb(1, {number // 256}, {number % 256}), {body})"


@cache
def _compiler() -> typst.Compiler:
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
    if "Source Sans Pro" not in fonts.families():
        raise RuntimeError(f"the package font-source-sans-pro has no fonts in {folder}")
    return typst.Compiler(font_paths=fonts)


def _svg(body: str) -> ElementTree.Element:
    result: Any = _compiler().compile((_PREAMBLE + body).encode(), format="svg")
    return ElementTree.fromstring(result.decode())


def _outlines(svg: ElementTree.Element) -> dict[str, np.ndarray]:
    """The glyphs that an SVG defines, by the reference under which it uses them."""
    return {
        f"#{symbol.get('id')}": _outline(symbol[0].get("d", ""))
        for symbol in svg.iter(f"{_SVG}symbol")
        if len(symbol)
    }


@cache
def _missing_glyphs() -> tuple[np.ndarray, ...]:
    """The boxes that the fonts draw for a character that they lack."""
    nobody = "\U000ffffd"
    bodies = *(f"#text(weight: {w})[{nobody}]" for w in (400, 600, 700)), f"${nobody}$"
    return tuple(outline for body in bodies for outline in _outlines(_svg(body)).values())


def _is_missing(outline: np.ndarray) -> bool:
    """Whether an outline is such a box, in any size: exponents are smaller."""
    return any(
        outline.shape == box.shape
        and np.allclose(outline / np.abs(outline).max(), box / np.abs(box).max(), atol=1e-3)
        for box in _missing_glyphs()
    )


def _refuse_missing(outlines: Iterable[np.ndarray], source: _Source) -> None:
    if not any(map(_is_missing, outlines)):
        return
    lacking = [
        character
        for character in dict.fromkeys(source.written)
        if not character.isspace()
        and any(map(_is_missing, _outlines(_svg(source.alone.format(_quoted(character)))).values()))
    ]
    raise ValueError(
        f"{source.argument} must use characters that the font has, not "
        f"{', '.join(map(repr, lacking)) or 'one of those in it'}, got {source.written!r}"
    )


@cache
def _compile(body: str, source: _Source) -> tuple[_Placed, ...]:
    try:
        svg = _svg(body)
    except typst.TypstError as error:
        raise ValueError(
            f"{source.argument} must be readable by Typst, got {source.written!r}: {error}"
            f"{_instead_of(str(error), source.written)}"
        ) from error
    outlines = _outlines(svg)
    _refuse_missing(outlines.values(), source)
    placed: list[_Placed] = []
    for element, matrix in _walk(svg, np.eye(3)):
        color = element.get("fill", "")
        if element.tag == f"{_SVG}use":
            outline = outlines.get(element.get(_XLINK, ""), _NOTHING)
            matrix = matrix @ _translation(element.get("x", "0"), element.get("y", "0"))
        elif color == "none":
            outline, color = _rule(element), element.get("stroke", "")
        else:
            outline = _outline(element.get("d", ""))
        if len(outline):
            placed.append(_Placed(_transform(outline, matrix), _part_number(color)))
    origin = next(p for p in placed if p.part == _ORIGIN_PART).outline
    corner = np.array([origin[:, 0].min(), origin[:, 1].max(), 0.0])
    flip = np.array([1.0, -1.0, 1.0])
    return tuple(
        _Placed((p.outline - corner) * flip, p.part) for p in placed if p.part != _ORIGIN_PART
    )


def _instead_of(error: str, written: str) -> str:
    """What to write for a word that is none of Typst's: `softmax(z)` calls an unknown function."""
    found = re.search(r"unknown variable: ([^\s,]+)", error)
    if not found:
        return ""
    word = found[1]
    called = re.search(rf"\b{re.escape(word)}\s*\(", written)
    upright = f'op("{word}")(…)' if called else f'"{word}"'
    return f": write {upright} for an upright word, or {' '.join(word)} for a product of letters"


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
    start, end = line[0, :2], line[-1, :2]
    along = (end - start) / np.linalg.norm(end - start)
    half = np.array([-along[1], along[0]]) * float(element.get("stroke-width", "1")) / 2
    corners = (start - half, end - half, end + half, start + half)
    return _outline("M" + "L".join(f"{x} {y} " for x, y in corners) + "Z")


def _scale(size: float) -> float:
    """Manim units to a point, for a font size in pixels."""
    return as_positive(size, "size") / _SIZE / PIXELS_PER_UNIT


def _build(
    placed: Sequence[_Placed],
    names: Mapping[int, tuple[str, ...]],
    source: str,
    size: float,
    color: ParsableManimColor | None,
) -> Typeset:
    if not placed:
        raise ValueError(f"source must have a visible character, got {source!r}")
    scale, color = _scale(size), current_theme().text if color is None else color
    glyphs = [glyph(item.outline * scale, color) for item in placed]
    parts: dict[str, list[VMobject]] = {name: [] for group in names.values() for name in group}
    for item, shape in zip(placed, glyphs, strict=True):
        for name in dict.fromkeys(names.get(item.part, ())):
            parts[name].append(shape)
    for name, shapes in parts.items():
        if not shapes:
            raise ValueError(f"part {name!r} must have a visible character, got {source!r}")
    return Typeset(glyphs, parts, source)


@cache
def _atlas(weight: Weight) -> dict[str, _Character]:
    """The characters that numbers are made of, set between zeros to learn their width."""
    style = f"#set text(weight: {_weight(weight)}, kerning: false)\n{_ORIGIN}"

    def lefts_and_outline(string: str) -> tuple[float, float, np.ndarray]:
        placed = _compile(f'{style}#"{string}"', _Source("string", string, style + "#{}"))
        outlines = [item.outline for item in placed]
        return outlines[0][:, 0].min(), outlines[-1][:, 0].min(), outlines[1]

    first, second, _ = lefts_and_outline("00")
    zero = second - first
    atlas = {}
    for character in NUMBER_CHARACTERS:
        first, last, outline = lefts_and_outline(f"0{character}0")
        atlas[character] = _Character(outline - np.array([zero, 0.0, 0.0]), last - first - zero)
    return atlas
