"""Draws only what has changed since the last picture, and makes the picture that all of it makes.

Where a mobject is cut, Cairo may round its stroke or fill to the next of 256 levels.

A mobject is drawn again where its look, or that of one under or over it, is not what it was. What
a mobject looks like is compared, not how it came about, so no animation has to say what it moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, isfinite
from typing import Any

import cairo
import numpy as np
from manim import Mobject, VMobject
from manim import MovingCamera as ManimsMovingCamera
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP
from manim.constants import CapStyleType

from netviz.camera import Camera, MovingCamera, SelfPainted
from netviz.render.paths import lay_path
from netviz.render.raster import RASTERS, Raster, raster, raster_look
from netviz.render.rectangles import Rectangle, merged

_NOWHERE = Rectangle(0, 0, 0, 0)
_MITER_LIMIT = 10.0  # Cairo's
_MOST_CHANGED = 0.75  # of the picture; when it is more, all is drawn again

Lines = tuple[Any, Any]
"""How Cairo joins and ends lines."""

_LINES: Lines = (cairo.LineJoin.MITER, cairo.LineCap.BUTT)  # in a new context

Stroke = tuple[float, np.ndarray]
"""Width and colours."""


@dataclass(frozen=True, slots=True)
class Item:
    """A mobject as it was when it was listed: what it looks like, where, and how it is drawn."""

    mobject: Mobject
    look: tuple[Any, ...] | None
    lines: Lines
    box: Rectangle
    path: cairo.Path | None
    behind: Stroke | None
    fill: np.ndarray | None
    over: Stroke | None
    """The stroke behind the fill, the fill's colours and the stroke over it, if they are seen."""
    raster: Raster | None = None
    """The pixels of what has no path."""


class Repainter:
    """The picture of a camera and the mobjects in it."""

    def __init__(self, camera: Camera | MovingCamera) -> None:
        self.camera: Any = camera
        self._still: Sequence[Item] = ()
        self._still_before: dict[int, Item] = {}
        self._moving: list[Item] = []
        self._ground: np.ndarray | None = None
        self._drawn: tuple[Any, ...] = ()
        self._whole = Rectangle(0, 0, camera.pixel_width, camera.pixel_height)
        self._changed: list[Rectangle] = [self._whole]
        # Drawn here and taken over where it has changed: around that, pixels may differ.
        self._canvas = np.empty_like(camera.pixel_array)
        surface = cairo.ImageSurface.create_for_data(
            self._canvas.data, cairo.FORMAT_ARGB32, camera.pixel_width, camera.pixel_height
        )
        self._context: Any = cairo.Context(surface)

    def fits(self, camera: Any) -> bool:
        """Whether this is the picture of the camera as it is now."""
        size = (self._whole.right, self._whole.bottom)
        return camera is self.camera and size == (camera.pixel_width, camera.pixel_height)

    def forget(self) -> None:
        """Draw all of the next picture, whatever the last one was."""
        self._drawn = ()

    def take_changed(self) -> list[Rectangle] | None:
        """Where the picture has changed since this was last asked; None: it was not drawn here."""
        if not self._is_drawn_here(self._picture()):
            return None
        changed, self._changed = self._changed, []
        return changed

    def draw(self, mobjects: Sequence[Mobject], still: Sequence[Item] = ()) -> None:
        """Make the camera's picture one of `still` and, over it, the mobjects."""
        camera = self.camera
        moving = self.items(mobjects)
        drawn = self._picture()
        same = self._is_drawn_here(drawn)
        if not same:
            dirty = [self._whole]
        elif still is self._still:
            dirty = merged(_differences(self._moving, moving))
        else:
            dirty = merged(_differences([*self._still, *self._moving], [*still, *moving]))
        if still is not self._still or not same:
            # Often all that is there is still now, and its picture is the ground.
            shown = [*self._still, *self._moving]
            kept = same and len(shown) == len(still) and all(map(_is, shown, still))
            self._ground = camera.pixel_array.copy() if kept else None
            self._still, self._still_before = still, {id(item.mobject): item for item in still}
        redrawn = _uncutting(dirty, moving)
        if sum(rectangle.area for rectangle in redrawn) > _MOST_CHANGED * self._whole.area:
            redrawn = [self._whole]
        for rectangle in redrawn:
            if self._ground is None:
                self._ground = self._drawn_once(still)
            self._redraw(moving, rectangle, self._ground)
        for left, top, right, bottom in dirty:
            camera.pixel_array[top:bottom, left:right] = self._canvas[top:bottom, left:right]
        self._moving, self._drawn = moving, drawn
        self._changed = merged((*self._changed, *dirty))

    def _picture(self) -> tuple[Any, ...]:
        """The camera's picture, the one under it, and how often others have drawn it."""
        return self.camera.pixel_array, self.camera.background, self.camera.drawings

    def _is_drawn_here(self, picture: tuple[Any, ...]) -> bool:
        return len(self._drawn) == len(picture) and all(map(_is, picture, self._drawn))

    def _drawn_once(self, still: Sequence[Item]) -> np.ndarray:
        """The picture under all that moves."""
        background: np.ndarray = self.camera.background
        if not still:
            return background
        self._redraw(still, self._whole, background)
        ground: np.ndarray = self._canvas.copy()
        return ground

    def items(self, mobjects: Sequence[Mobject]) -> list[Item]:
        """The mobjects as they look now, in the order in which they are drawn.

        One that has no look, such as a `ValueTracker`, is left out. The camera's own context is
        left as if they had been drawn in it.
        """
        theirs = self.camera.get_cairo_context(self.camera.pixel_array)
        self._follow(theirs)
        lines = theirs.get_line_join(), theirs.get_line_cap()
        before = {id(item.mobject): item for item in self._moving}
        items = []
        for mobject in mobjects:
            item = before.get(id(mobject)) or self._still_before.get(id(mobject))
            look: tuple[Any, ...] | None
            if isinstance(mobject, VMobject):
                look, lines = _look(mobject, lines)
            else:
                if not isinstance(self.camera, Camera):
                    lines = _LINES  # the moving one has another context for each run
                if not isinstance(mobject, RASTERS):
                    continue
                look = raster_look(self.camera, mobject)
            if item is None or look is None or look != item.look or lines != item.lines:
                item = self._item(mobject, look, lines, item)
            items.append(item)
        _set_lines(theirs, lines)
        return items

    def _follow(self, theirs: Any) -> None:
        """Take the view of the camera's context; after another one, nothing stays."""
        matrix = theirs.get_matrix()
        if matrix != self._context.get_matrix():
            self._context.set_matrix(matrix)
            self._moving, self._still_before = [], {}
            self.forget()

    def _item(
        self, mobject: Mobject, look: tuple[Any, ...] | None, lines: Lines, before: Item | None
    ) -> Item:
        unit = self.camera.cairo_line_width_multiple
        if not isinstance(mobject, VMobject):
            pixels = raster(self.camera, mobject)
            return Item(mobject, look, lines, pixels.box, None, None, None, None, pixels)
        if isinstance(mobject, SelfPainted):
            extent = mobject.extent(unit)
            box = self._whole if extent is None else self._box(*extent)
            return Item(mobject, look, lines, box, None, None, None, None)
        behind, over = _stroke(mobject, True), _stroke(mobject, False)
        fill = _seen(mobject.get_fill_rgbas())
        box, path = _NOWHERE, None
        if behind or over or fill is not None:
            flat = mobject.points[:, :2]
            (left, bottom), (right, top) = flat.min(axis=0).tolist(), flat.max(axis=0).tolist()
            pointed = lines[0] == cairo.LineJoin.MITER and len(flat) > 4
            reach = (_MITER_LIMIT if pointed else 1.5) / 2
            margin = max(stroke[0] if stroke else 0.0 for stroke in (behind, over)) * unit * reach
            box = self._box(left - margin, bottom - margin, right + margin, top + margin)
        if box.area:
            if before and before.path and before.look and look and before.look[0] == look[0]:
                path = before.path  # of the same points
            else:
                path = self._path(mobject)
        return Item(mobject, look, lines, box, path, behind, fill, over)

    def _path(self, mobject: VMobject) -> cairo.Path:
        points = mobject.points
        if len(points) % 4 or not np.isfinite(points).all():
            self._context.new_path()
            self.camera.set_cairo_context_path(self._context, mobject)
        else:
            lay_path(self._context, points, mobject.tolerance_for_point_equality)
        path: cairo.Path = self._context.copy_path()
        return path

    def _box(self, left: float, bottom: float, right: float, top: float) -> Rectangle:
        """The pixels that a box in Manim's units touches, and one more all around."""
        matrix = self._context.get_matrix()
        (x0, y1), (x1, y0) = (
            matrix.transform_point(left, bottom),
            matrix.transform_point(right, top),
        )
        if not all(map(isfinite, (x0, y0, x1, y1))):
            return _NOWHERE  # Manim draws no mobject with such points
        box = Rectangle(floor(x0) - 1, floor(y0) - 1, floor(x1) + 2, floor(y1) + 2)
        return box.within(self._whole)

    def _redraw(self, items: Sequence[Item], rectangle: Rectangle, ground: np.ndarray) -> None:
        left, top, right, bottom = rectangle
        context = self._context
        self._canvas[top:bottom, left:right] = ground[top:bottom, left:right]
        context.save()
        if rectangle != self._whole:
            matrix = context.get_matrix()
            context.identity_matrix()
            context.new_path()
            context.rectangle(left, top, right - left, bottom - top)
            context.clip()
            context.set_matrix(matrix)
        for item in items:
            if rectangle.meets(item.box):
                if item.raster is None:
                    self._draw_item(item)
                else:
                    item.raster.paint(self._canvas, rectangle)
        context.restore()

    def _draw_item(self, item: Item) -> None:
        camera, context = self.camera, self._context
        _set_lines(context, item.lines)
        if isinstance(item.mobject, SelfPainted):
            item.mobject.paint(context, camera.cairo_line_width_multiple)
            return
        context.new_path()
        context.append_path(item.path)
        if item.behind:
            self._draw_stroke(item, item.behind)
        if item.fill is not None:
            camera.set_cairo_context_color(context, item.fill, item.mobject)
            context.fill_preserve()
        if item.over:
            self._draw_stroke(item, item.over)

    def _draw_stroke(self, item: Item, stroke: Stroke) -> None:
        width, rgbas = stroke
        self.camera.set_cairo_context_color(self._context, rgbas, item.mobject)
        self._context.set_line_width(width * self.camera.cairo_line_width_multiple)
        self._context.stroke_preserve()


def can_repaint(camera: Any, mobjects: Iterable[Mobject] = ()) -> bool:
    """Whether a `Repainter` draws these mobjects as the camera would."""
    return type(camera) in (Camera, MovingCamera) and not any(
        isinstance(mobject, VMobject) and mobject.get_background_image() for mobject in mobjects
    )


def _stroke(mobject: VMobject, behind: bool) -> Stroke | None:
    width = float(mobject.get_stroke_width(behind))
    rgbas = _seen(mobject.get_stroke_rgbas(behind)) if width else None
    return None if rgbas is None else (width, rgbas)


def _seen(rgbas: np.ndarray) -> np.ndarray | None:
    """A copy of the colours, None when all are transparent."""
    return rgbas.copy() if rgbas[:, 3].any() else None


def _differences(old: Sequence[Item], new: Sequence[Item]) -> list[Rectangle]:
    """Where items are that do not look, or lie among the others, as they did."""
    if len(old) == len(new) and all(a.mobject is b.mobject for a, b in zip(old, new, strict=True)):
        pairs = zip(old, new, strict=True)
        return [box for a, b in pairs if not _same(a, b) for box in _either(a.box, b.box)]
    place = {id(item.mobject): index for index, item in enumerate(old)}
    if len(place) < len(old):
        return [item.box for item in (*old, *new)]
    dirty: list[Rectangle] = []
    kept, last = set(), -1
    for item in new:
        index = place.get(id(item.mobject), -1)
        if index > last:
            last = index
            kept.add(index)
            if not _same(old[index], item):
                dirty += _either(old[index].box, item.box)
        else:
            dirty.append(item.box)
    return dirty + [item.box for index, item in enumerate(old) if index not in kept]


def _either(one: Rectangle, other: Rectangle) -> tuple[Rectangle, ...]:
    """Two rectangles, or one around both when they meet: a mobject that moves is not far away."""
    return (one.around(other),) if one.meets(other) else (one, other)


def _uncutting(rectangles: list[Rectangle], items: Sequence[Item]) -> list[Rectangle]:
    """Rectangles around the given ones, none of which cuts a path upright or meets another."""
    while True:
        wider = merged(_uncut(rectangle, items) for rectangle in rectangles)
        if wider == rectangles:
            return wider
        rectangles = wider


def _uncut(rectangle: Rectangle, items: Sequence[Item]) -> Rectangle:
    """The rectangle made wide enough to cut no path upright.

    Cairo draws the same pixels below and above a cut, but beside an upright one it rounds where
    lines meet the cut, and a line that is nearly level then differs for a good many pixels.
    """
    left, top, right, bottom = rectangle
    beside = [
        item.box
        for item in items
        if item.raster is None and item.box.top < bottom and item.box.bottom > top
    ]
    while True:
        met = [box for box in beside if box.left < right and box.right > left]
        wider = (min((left, *(box.left for box in met))), max((right, *(box.right for box in met))))
        if wider == (left, right):
            return Rectangle(left, top, right, bottom)
        left, right = wider


def _same(old: Item, new: Item) -> bool:
    """Whether nothing has changed; what does not say how it looks may always have."""
    return old is new and old.look is not None


def _is(one: Any, other: Any) -> bool:
    return one is other or (isinstance(one, int) and one == other)


def _look(mobject: VMobject, lines: Lines) -> tuple[tuple[Any, ...] | None, Lines]:
    """All that a mobject's picture depends on, and how lines are joined and ended in it.

    Where a mobject does not say how, Manim 0.19 goes on as for the one before.
    """
    if isinstance(mobject, SelfPainted):
        return mobject.looks(), lines
    fill, stroke = mobject.get_fill_rgbas(), mobject.get_stroke_rgbas()
    width, behind = mobject.get_stroke_width(), mobject.get_stroke_width(True)
    look: tuple[Any, ...] = (mobject.points.tobytes(), fill.tobytes(), width, behind)
    if width:
        look += (stroke.tobytes(),)
    if behind:
        look += (mobject.get_stroke_rgbas(True).tobytes(),)
    if len(fill) > 1 or len(stroke) > 1 or (behind and len(mobject.get_stroke_rgbas(True)) > 1):
        look += tuple(map(tuple, mobject.get_gradient_start_and_end_points()))
    if width or behind:
        lines = _lines_of(mobject, lines)
    return look, lines


def _lines_of(mobject: VMobject, lines: Lines) -> Lines:
    joint, cap = LINE_JOIN_MAP[mobject.joint_type], CAP_STYLE_MAP[mobject.cap_style]
    return lines[0] if joint is None else joint, lines[1] if cap is None else cap


def pass_over(camera: Any, mobjects: Iterable[Mobject]) -> None:
    """Leave a camera's context as if these had been drawn, which Manim 0.19 goes on with."""
    if CAP_STYLE_MAP[CapStyleType.AUTO] is not None or isinstance(camera, ManimsMovingCamera):
        return
    context = camera.get_cairo_context(camera.pixel_array)
    lines = context.get_line_join(), context.get_line_cap()
    for mobject in camera.get_mobjects_to_display(mobjects):
        if (
            isinstance(mobject, VMobject)
            and not isinstance(mobject, SelfPainted)
            and (mobject.get_stroke_width() or mobject.get_stroke_width(True))
        ):
            lines = _lines_of(mobject, lines)
    _set_lines(context, lines)


def _set_lines(context: Any, lines: Lines) -> None:
    context.set_line_join(lines[0])
    context.set_line_cap(lines[1])
