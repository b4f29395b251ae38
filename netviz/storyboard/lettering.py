"""Words on pictures: the films' typeface for Pillow, measured, shortened and wrapped."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import font_source_sans_pro
from PIL import ImageFont

Font = ImageFont.FreeTypeFont

_FILES = Path(font_source_sans_pro.__file__).parent / "files"


@cache
def font(size: float, bold: bool = False) -> Font:
    """Source Sans Pro, regular or semibold, `size` pixels.

    Example:
        >>> font(20).getname()
        ('Source Sans Pro', 'Regular')
    """
    weight = "Semibold" if bold else "Regular"
    return ImageFont.truetype(str(_FILES / f"SourceSansPro-{weight}.otf"), size)


def shortened(text: str, width: float, measure: Callable[[str], float]) -> str:
    """The text, or as much of it as fits with "…" at its end.

    Example:
        >>> shortened("abcdef", 4, measure=len)
        'abc…'
    """
    if measure(text) <= width:
        return text
    while text and measure(text.rstrip() + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, width: float, measure: Callable[[str], float], lines: int = 2) -> list[str]:
    """The text in at most `lines` lines, broken at spaces; what does not fit is left out with "…".

    Example:
        >>> wrapped("one two three four", 9, measure=len)
        ['one two', 'three fo…']
    """
    words = text.split()
    rows: list[str] = []
    while words and len(rows) < lines - 1:
        count = len(words)
        while count > 1 and measure(" ".join(words[:count])) > width:
            count -= 1
        rows.append(shortened(" ".join(words[:count]), width, measure))
        words = words[count:]
    if words:
        rows.append(shortened(" ".join(words), width, measure))
    return rows
