"""What is written on screen, in Typst, TeX or plain text, as chains of sides and relations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Notation = Literal["typst", "tex", "plain"]

UNKNOWN = "?"
"""Stands for what is no arithmetic: no expression with it can be reckoned."""
RELATIONS = ("=", "≈", "<", ">", "≤", "≥")
_BREAK = "\n"  # between two statements that have nothing to do with each other
_WORDS = " words "

_PART = re.compile(r"([\^_]?)\s*\{\{((?:(?!\{\{|\}\}).)*)\s:\s[^{}]*?\}\}", re.DOTALL)
_BRACES = re.compile(r"(\\frac)\{([^{}]*)\}\s*\{([^{}]*)\}|(\\sqrt)?(?<!\\frac)(?<!\})\{([^{}]*)\}")
_RESULT_WITH_UNIT = re.compile(r"(-?[\d.]+) ?(s|ms|min|h|[cmk]?m|k?g|N|k?J|k?W|V|A|k?Hz|K|Pa|px)")
_DIGITS_TOGETHER = re.compile(r"\d,\d|\d:\d|\d\s*:\s*\d")

_TYPST = (
    (r'op\(\s*"(\w+)"\s*\)', r"\1"),
    (r'"\s*"', " "),
    (r'"[^"]*"', _WORDS),
    (r"\|->|\barrow\.[\w.]+", _BREAK),
    (r"\b(quad|wide)\b|\\", _BREAK),
    (r"\b(thin|med|thick|space)\b", " "),
    (r"\blt\.eq\b", "≤"),
    (r"\bgt\.eq\b", "≥"),
    (r"\beq\.not\b", UNKNOWN),
    (r"\bapprox\b", "≈"),
    (r"\bdots(\.\w+)*|\.\.\.", UNKNOWN),
    (r"\b(dot|times)(\.c)?\b", "*"),
    (r"\bslash\b", "/"),
    (r"\bminus\b", "-"),
    (r"\bplus\b", "+"),
    (r"\b(inline|display|upright|bold|italic)\(", "("),
)
_TEX = (
    (r"\\(text|mathrm|operatorname|mathbf)\s*\{\s*(exp|ln|tanh|ReLU|max|min)\s*\}", r" \2 "),
    (r"\\(text|mathrm|mathbf|mbox)\s*\{[^{}]*\}", _WORDS),
    (r"\$", _BREAK),
    (r"\\(long)?(left|right)?arrow\b|\\(to|implies|iff|mapsto)\b|\\(Left|Right)arrow\b", _BREAK),
    (r"\\\\|\\q?quad\b", _BREAK),
    (r"\\(left|right|big|Big|displaystyle|textstyle)\b|\\[,!: ]|&", " "),
    (r"\\(leq?)\b", "≤"),
    (r"\\(geq?)\b", "≥"),
    (r"\\approx\b", "≈"),
    (r"\\(cdot|times)\b", "*"),
    (r"\\div\b", "/"),
    (r"\\%", "%"),
    (r"\\(exp|ln|tanh|max|min)\b", r" \1 "),
)
_SIGNS = (
    (r"[−–]", "-"),
    (r"\*\*", "^"),
    (r"[·⋅×∙]", "*"),
    (r"÷", "/"),
    (r"≃|≅", "≈"),
    (r"<=>|<-+>|<--+|--*>|=>|[→←↦⇒⇔↔⟶;]", _BREAK),
    (r"<=", "≤"),
    (r">=", "≥"),
    (r"!=|≠", UNKNOWN),
    (r":=|==", "="),
    (r"½", "(1/2)"),
    (r"¼", "(1/4)"),
    (r"…|⋯|\.\.\.", UNKNOWN),
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


@dataclass(frozen=True)
class Chain:
    """Sides with a relation between each two: `a = b ≈ c`. The first may be empty.

    `relations[i]` stands between `sides[i]` and `sides[i + 1]`.
    """

    sides: tuple[str, ...]
    relations: tuple[str, ...]

    @property
    def continues(self) -> bool:
        """Whether it begins with a relation: what that relates to stands in the line above."""
        return not self.sides[0]

    def after(self, above: Chain) -> Chain:
        """The two as one line, for a chain that continues another."""
        return Chain(above.sides + self.sides[1:], above.relations + self.relations)


def chains(written: str, notation: Notation) -> list[Chain]:
    """The statements in what is written, those without any relation left out.

    Example:
        >>> chains("{{ z : z }} = 0.9 dot 0.5 approx 0.45", "typst")
        [Chain(sides=('z', '0.9 * 0.5', '0.45'), relations=('=', '≈'))]
        >>> chains("Loss: 0,5 = 0.5", "plain")
        []
    """
    plain = _plain(written, notation)
    if _DIGITS_TOGETHER.search(plain):  # 1,000 or 0,5 or 10:30: not for us to say
        return []
    found: list[Chain] = []
    for statement in _statements(plain):
        pieces = re.split(f"([{''.join(RELATIONS)}])", statement)
        sides = _without_unit([" ".join(side.split()) for side in pieces[::2]])
        starts = plain.lstrip().startswith(statement.lstrip())
        if len(sides) > 1 and all(sides[0 if found or not starts else 1 :]):
            found.append(Chain(sides, tuple(pieces[1::2])))
    return found


def has_words(side: str) -> bool:
    """Whether there are words in a side, so that its relations may not belong together.

    Example:
        >>> has_words("2 and y"), has_words("W x + b")
        (True, False)
    """
    return bool(re.search(r"[^\W\d_]{2,}", side))


def _without_unit(sides: list[str]) -> tuple[str, ...]:
    """`2 * 1.5 = 3 s` without the s: a unit that a result has and the sums before it do not."""
    result = _RESULT_WITH_UNIT.fullmatch(sides[-1])
    if result and all(re.fullmatch(r"[-+*/^().\d ]*[*/+^][-+*/^().\d ]*", s) for s in sides[:-1]):
        return (*sides[:-1], result.group(1))
    return tuple(sides)


def _plain(written: str, notation: Notation) -> str:
    if notation == "typst":
        written = _replaced(_without_parts(written), _TYPST)
    elif notation == "tex":
        written = _without_braces(_replaced(written, _TEX))
    written = re.sub(
        "[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda run: f"^({run.group().translate(_SUPERSCRIPTS)})", written
    )
    written = _replaced(written, _SIGNS)
    return re.sub(f"{_BREAK}\\s*(?=[{''.join(RELATIONS)}])", " ", written)


def _replaced(written: str, table: tuple[tuple[str, str], ...]) -> str:
    for pattern, instead in table:
        written = re.sub(pattern, instead, written)
    return written


def _without_parts(source: str) -> str:
    """Typst mathematics with the bodies of its parts; one that is raised stays one."""
    while (match := _PART.search(source)) is not None:
        raised, body = match.groups()
        source = f"{source[: match.start()]}{_raised(raised, body)}{source[match.end() :]}"
    return source


def _raised(sign: str, body: str) -> str:
    return f"{sign}({body.strip()})" if sign else f" {body.strip()} "


def _without_braces(tex: str) -> str:
    """TeX with fractions and roots as functions, and round brackets for all other braces."""
    tex = re.sub(r"\\[dt]?frac\s*\{", r"\\frac{", re.sub(r"\\sqrt\s*\{", r"\\sqrt{", tex))
    while (match := _BRACES.search(tex)) is not None:
        fraction, upper, lower, root, body = match.groups()
        plain = f"(({upper})/({lower}))" if fraction else f"{'sqrt' if root else ''}({body})"
        tex = f"{tex[: match.start()]}{plain}{tex[match.end() :]}"
    return tex


def _statements(plain: str) -> Iterator[str]:
    """What stands between breaks, colons, and commas that are in no bracket."""
    depth, cut = 0, []
    for character in plain:
        depth += (character in "([") - (character in ")]")
        ends = character in (_BREAK, ":") or (character == "," and depth <= 0)
        depth = 0 if character == _BREAK else depth
        cut.append((ends, character))
    for ends, group in groupby(cut, key=lambda pair: pair[0]):
        if not ends:
            yield "".join(character for _, character in group)
