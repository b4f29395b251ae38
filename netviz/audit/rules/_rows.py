"""Sums of which each number and each sign is a mobject of its own, read as one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from netviz.audit.shot import Item

_GAP = 6.0  # from one piece to the next at most, in heights of the taller one
_KINDS = (
    ("n", re.compile(r"[(\s]*[-+−]?\s*(\d+\.?\d*|\.\d+)\s*%?[)\s]*")),
    ("o", re.compile(r"\s*[-+−–·⋅×∙*/÷]\s*")),
    ("=", re.compile(r"\s*[=≈]\s*")),
)
_SUM = re.compile(r"(?<![xno])n(on)*(=n(on)*)+(?![xno])")


def rows_of_pieces(pieces: Sequence[tuple[Item, str]]) -> Iterator[tuple[list[Item], str]]:
    """The pieces and the whole of each row such as `0.42`, `·`, `0.25`, `=`, `0.105`.

    A piece is given with what it says.

    A row that goes on with something else, such as a word or a letter, is none.
    """
    said = {id(item.mobject): words for item, words in pieces}
    for row in _rows([item for item, _ in pieces]):
        words = [said[id(item.mobject)] for item in row]
        kinds = "".join(_kind(each) for each in words)
        for found in _SUM.finditer(kinds):
            whole = slice(*found.span())
            yield row[whole], " ".join(words[whole])


def _rows(items: Sequence[Item]) -> list[list[Item]]:
    """Items beside each other at one height, from left to right."""
    rows: list[list[Item]] = []
    for item in sorted(items, key=lambda item: item.box.left):
        row = next((row for row in rows if _goes_on(row[-1], item)), None)
        if row is None:
            rows.append([item])
        else:
            row.append(item)
    return rows


def _goes_on(last: Item, item: Item) -> bool:
    tall = max(last.box.height, item.box.height)
    level = abs(last.box.center[1] - item.box.center[1]) <= tall / 2
    return level and -0.1 * tall <= item.box.left - last.box.right <= _GAP * tall


def _kind(words: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(words)), "x")
