"""What is drawn behind everything and may reach from edge to edge."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from manim import CoordinateSystem, Mobject, NumberLine, ParametricFunction, VMobject
from manim.mobject.vector_field import VectorField

from netviz.audit.outline import box_of
from netviz.audit.shot import Item, Shot
from netviz.layout import Box

_FIELDS = (CoordinateSystem, NumberLine, VectorField)
_SAME = 6  # grey levels


class Background:
    """Of one shot, the shapes of which nobody asks how near to the edge they are.

    Those that reach across the whole frame, the parts of axes and fields that do, curves, which
    may leave the picture, and whatever has the background's own colour.
    """

    def __init__(self, shot: Shot) -> None:
        self._shot = shot

    def holds(self, item: Item) -> bool:
        return item.kind == "shape" and (
            self._spans(item.box)
            or isinstance(item.mobject, ParametricFunction)
            or self._is_ground(item.mobject)
            or id(item.mobject) in self._parts_of_fields
        )

    def _spans(self, box: Box) -> bool:
        """Whether a box reaches from one edge of the frame to the opposite one."""
        frame = self._shot.frame
        margin = self._shot.limits.safe_margin * frame.height / 8
        wide = box.left <= frame.left + margin and box.right >= frame.right - margin
        high = box.bottom <= frame.bottom + margin and box.top >= frame.top - margin
        return wide or high

    def _is_ground(self, mobject: Mobject) -> bool:
        """Whether a filled shape without a visible outline is as good as the background."""
        if not isinstance(mobject, VMobject) or not len(mobject.fill_rgbas):
            return False
        strokes = mobject.stroke_rgbas
        if mobject.stroke_width > 0 and len(strokes) and strokes[:, 3].any():
            return False
        difference = np.abs(mobject.fill_rgbas[:, :3] * 255 - np.array(self._shot.ground))
        return bool(difference.max() <= _SAME)

    @cached_property
    def _parts_of_fields(self) -> set[int]:
        parts: set[int] = set()
        for mobject in self._shot.scene.mobjects:
            for member in mobject.get_family():
                if isinstance(member, _FIELDS):
                    drawn = member.family_members_with_points()
                    if drawn and self._spans(box_of(np.vstack([part.points for part in drawn]))):
                        parts.update(id(part) for part in drawn)
        return parts
