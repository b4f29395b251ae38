"""Mobjects that Manim silently leaves out: points that are no numbers, nothing but a point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from manim import Mobject

from netviz.audit.finding import Finding
from netviz.audit.shot import Shot
from netviz.audit.updaters import updated_in


class Geometry:
    """Finds what could be seen but has no place or no size in the picture.

    What an updater draws, such as a `TracedPath`, may begin with no size: it is told only when it
    never gets one.
    """

    name = "geometry"

    def __init__(self) -> None:
        self._sizeless: dict[int, tuple[Mobject, Finding]] = {}
        self._seen: set[int] = set()

    def look(self, shot: Shot) -> Iterator[Finding]:
        updated = updated_in(shot.scene) if shot.broken else set()
        for mobject, name, fault in shot.broken:
            limit = "finite points" if "numbers" in fault else "a size"
            finding = Finding(self.name, shot.time, shot.phase, (name,), fault, limit)
            key = id(mobject)
            if limit == "a size" and key in updated:
                first = self._sizeless.get(key, (mobject, finding))[1]
                self._sizeless[key] = mobject, replace(first, until=shot.time)
            else:
                yield finding
        if self._sizeless:
            self._seen.update(id(item.mobject) for item in shot.items)

    def finish(self, shots_end: float) -> Iterator[Finding]:
        for key, (_, finding) in self._sizeless.items():
            if key not in self._seen:
                yield finding
