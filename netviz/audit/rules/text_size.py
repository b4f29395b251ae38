"""Digits and words are large enough to be read on a small screen."""

from __future__ import annotations

from collections.abc import Iterator

from netviz.audit.finding import Finding
from netviz.audit.outline import boxes_of
from netviz.audit.shot import Item, Shot
from netviz.audit.wording import FIGURE, font_pixels
from netviz.theme import PIXELS_PER_UNIT

_SLACK = 0.985  # of a limit: outlines are measured


class TextSize:
    """Finds small figures by the height of their digits and small words by their font size.

    A formula is judged by the digits of its main size; its exponents and fractions are its own.
    """

    name = "text-size"

    def look(self, shot: Shot) -> Iterator[Finding]:
        zoom = 8 / shot.frame.height
        for item in shot.texts:
            if item.ghost or item.kind == "copy":
                continue
            if item.kind == "text":
                size, least = font_pixels(item.mobject, item.parts) * zoom, shot.limits.word_size
                what = "words"
            else:
                size, least = _digits(item) * zoom, shot.limits.digit_height
                what = "digits"
            if size < least * _SLACK:
                yield Finding(
                    self.name,
                    shot.time,
                    shot.phase,
                    (item.name,),
                    f"{what} of {size:.0f} px" if least - size >= 0.5 else f"{size:.1f} px",
                    f"at least {least:g} px",
                )

    def finish(self, shots_end: float) -> Iterator[Finding]:
        yield from ()


def _digits(item: Item) -> float:
    """Height of the digits in pixels of a 1080-line frame."""
    if item.kind == "formula":
        return font_pixels(item.mobject, item.parts) * FIGURE
    boxes = boxes_of(item.parts)
    sizes = boxes[:, 2:] - boxes[:, :2]
    upright = len(boxes) < 3 or item.box.width >= item.box.height
    return float(sizes[:, 1 if upright else 0].max()) * PIXELS_PER_UNIT
