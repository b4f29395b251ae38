"""Which shapes are looked at for themselves, and how far they stand out."""

from __future__ import annotations

import numpy as np
from manim import Mobject, VMobject

from netviz.audit.rules._pixels import colors_at, contrast
from netviz.audit.shot import Item, Shot
from netviz.mobjects.veil import Veil
from netviz.mobjects.weighted_edges import Edge

OPAQUE = 0.95
"""The opacity from which something has its full colour."""
_HAIRLINE = 2.0  # stroke width up to which a line is a hairline
_LEAST_SIZE = 0.15  # Manim units
_STEPS = 24  # places along an outline where its surroundings are looked at
_GOLDEN = 0.618034  # multiples of it leave no gaps
_BESIDE = 2.5  # pixels beside the outline


def carries_meaning(item: Item) -> bool:
    """Whether a shape is opaque, wide and large enough to be looked at for itself."""
    shape = item.mobject
    if item.opacity < OPAQUE or not isinstance(shape, VMobject) or isinstance(shape, (Edge, Veil)):
        return False
    return max(item.box.width, item.box.height) >= _LEAST_SIZE and bool(_paints(shape))


def is_part_of(item: Item, shot: Shot) -> bool:
    """Whether a shape is within the picture, and not all of it."""
    box, frame = item.box, shot.frame
    apart = (
        box.left >= frame.right
        or box.right <= frame.left
        or box.bottom >= frame.top
        or box.top <= frame.bottom
    )
    fills = box.width >= frame.width and box.height >= frame.height
    return not apart and not fills


def holds_something(item: Item, shot: Shot) -> bool:
    """Whether the middle of something else lies in the shape's box: it is there for that."""
    box = item.box
    if not _encloses(item.mobject):
        return False
    for other in shot.items:
        if other.mobject is item.mobject:
            continue
        x, y = other.box.center[:2]
        smaller = other.box.width * other.box.height <= box.width * box.height
        if smaller and box.left <= x <= box.right and box.bottom <= y <= box.top:
            return True
    return False


def _encloses(mobject: Mobject) -> bool:
    """Whether a shape has an inside: a fill, or an outline that ends where it began."""
    assert isinstance(mobject, VMobject)
    if mobject.get_fill_opacity() > 0:
        return True
    size = float(np.ptp(mobject.points[:, :2], axis=0).max())
    return float(np.abs(mobject.points[0] - mobject.points[-1]).max()) < 0.01 * size


def _paints(shape: VMobject) -> list[np.ndarray]:
    """The opaque colours, RGB of 0 to 255, that a shape is drawn with: stroke and fill."""
    found = []
    stroke, fill = shape.get_stroke_rgbas(), shape.get_fill_rgbas()
    if len(stroke) and stroke[:, 3].min() >= OPAQUE and shape.get_stroke_width() > _HAIRLINE:
        found.append(255 * np.asarray(stroke[:, :3], dtype=float).mean(axis=0))
    if len(fill) and fill[:, 3].min() >= OPAQUE:
        found.append(255 * np.asarray(fill[:, :3], dtype=float).mean(axis=0))
    return found


def color_of(mobject: Mobject) -> str:
    """The first of a shape's paints as "#RRGGBB"."""
    paints = _paints(mobject) if isinstance(mobject, VMobject) else []
    return "#" + "".join(f"{round(channel):02X}" for channel in paints[0]) if paints else ""


def is_straight(mobject: Mobject) -> bool:
    """Whether a shape is one straight line, long enough to be one."""
    points = mobject.points[:, :2]
    step = points[-1] - points[0]
    length = float(np.hypot(*step))
    if length < _LEAST_SIZE:
        return False
    off = np.abs((points - points[0]) @ np.array([-step[1], step[0]])) / length
    return float(off.max()) < 0.01 * length


def stands_out(mobject: Mobject, shot: Shot) -> float:
    """The best contrast of a shape's paints with what lies on one side of its outline."""
    assert isinstance(mobject, VMobject)
    curves = mobject.points[: len(mobject.points) // 4 * 4].reshape(-1, 4, 3)[:, :, :2]
    chosen = curves[np.linspace(0, len(curves) - 1, _STEPS).astype(int)]
    shares = (0.02 + 0.96 * (np.arange(_STEPS) * _GOLDEN % 1))[:, None]  # of its curve, all over it
    a, b, c, d = (chosen[:, i] for i in range(4))
    places = (
        (1 - shares) ** 3 * a
        + 3 * shares * (1 - shares) ** 2 * b
        + 3 * shares**2 * (1 - shares) * c
        + shares**3 * d
    )
    along = 3 * ((1 - shares) ** 2 * (b - a) + 2 * shares * (1 - shares) * (c - b))
    along = along + 3 * shares**2 * (d - c)
    length = np.hypot(along[:, 0], along[:, 1])
    moving = length > 1e-9
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)[moving] / length[moving, None]
    pixel = shot.frame.height / shot.pixels.shape[0]
    reach = mobject.get_stroke_width() / 200 + _BESIDE * pixel
    best = 1.0
    for side in (reach, -reach):
        around = colors_at(shot, shot.without_text, places[moving] + across * side)
        if len(around):
            for paint in _paints(mobject):
                best = max(best, float(np.median(contrast(around.astype(float), paint))))
    return best
