"""Mobjects that Manim silently leaves out: points that are no numbers, nothing but a point."""

from __future__ import annotations

from collections.abc import Iterator

from netviz.audit.finding import Finding
from netviz.audit.shot import Shot


class Geometry:
    """Finds what could be seen but has no place or no size in the picture."""

    name = "geometry"

    def look(self, shot: Shot) -> Iterator[Finding]:
        for name, fault in shot.broken:
            limit = "finite points" if "numbers" in fault else "a size"
            yield Finding(self.name, shot.time, shot.phase, (name,), fault, limit)

    def finish(self, shots_end: float) -> Iterator[Finding]:
        yield from ()
