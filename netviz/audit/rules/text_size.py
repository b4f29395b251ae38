"""Digits and words are large enough to be read on a small screen, and upright."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import Mobject

from netviz.audit.finding import Finding
from netviz.audit.outline import as_row, boxes_of
from netviz.audit.shot import Item, Shot
from netviz.audit.wording import FIGURE, font_pixels
from netviz.theme import PIXELS_PER_UNIT

_SLACK = 0.985  # of a limit: outlines are measured
_TURNED = 100  # degrees: a label along an upright axis has 90
_CLEAR = 0.5  # length of the middle step from glyph to glyph, each of length 1
_REST = 0.5  # s


class TextSize:
    """Finds small figures by the height of their digits and small words by their font size.

    A formula is judged by the digits of its main size; its exponents and fractions are its own.

    Words and numbers that run to the left, being turned by more than 100 degrees or mirrored, are
    found when they stay so for half a second.
    """

    name = "text-size"

    def __init__(self) -> None:
        self._turned: dict[int, tuple[Mobject, np.ndarray]] = {}
        self._time = 0.0

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
        turned = [item for item in shot.texts if _is_turned(item)]
        for item in turned:
            if self._rests(item, shot):
                angle = f"runs at {abs(_angle(item) or 0.0):.0f} degrees"
                limit = f"at most {_TURNED}"
                yield Finding(self.name, shot.time, shot.phase, (item.name,), angle, limit)
        self._turned = {id(item.mobject): (item.mobject, as_row(item.box)) for item in turned}
        self._time = shot.time

    def finish(self, shots_end: float) -> Iterator[Finding]:
        yield from ()

    def _rests(self, item: Item, shot: Shot) -> bool:
        """Whether an item has been where it is for a while."""
        if shot.time - shot.still_since >= _REST:
            return True
        before = self._turned.get(id(item.mobject))
        stays = before is not None and bool(np.allclose(before[1], as_row(item.box), atol=1e-3))
        return stays and shot.time - self._time >= _REST


def _is_turned(item: Item) -> bool:
    angle = _angle(item) if item.kind in ("text", "number") and not item.ghost else None
    return angle is not None and abs(angle) > _TURNED


def _angle(item: Item) -> float | None:
    """Where a line of text runs to, in degrees; None where it is in doubt."""
    boxes = np.array(item.boxes)
    steps = np.diff((boxes[:, :2] + boxes[:, 2:]) / 2, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    if not (lengths > 0).any():
        return None
    x, y = np.median(steps[lengths > 0] / lengths[lengths > 0, None], axis=0)
    return float(np.degrees(np.arctan2(y, x))) if np.hypot(x, y) >= _CLEAR else None


def _digits(item: Item) -> float:
    """Height of the digits in pixels of a 1080-line frame."""
    if item.kind == "formula":
        return font_pixels(item.mobject, item.parts) * FIGURE
    boxes = boxes_of(item.parts)
    sizes = boxes[:, 2:] - boxes[:, :2]
    upright = len(boxes) < 3 or item.box.width >= item.box.height
    return float(sizes[:, 1 if upright else 0].max()) * PIXELS_PER_UNIT
