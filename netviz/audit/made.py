"""Which line of a scene made a mobject."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from manim import Mobject

from netviz.observer import Line, line_running

_MADE = "_netviz_made"


@contextmanager
def noted_lines(scene_class: type) -> Iterator[None]:
    """While the block runs, every new mobject remembers the line that made it; copies keep it."""
    init = Mobject.__init__

    def noting(self: Mobject, *args: Any, **kwargs: Any) -> None:
        init(self, *args, **kwargs)
        if _MADE not in vars(self):
            setattr(self, _MADE, line_running(scene_class))

    Mobject.__init__ = noting
    try:
        yield
    finally:
        Mobject.__init__ = init


def made_on(mobject: Mobject) -> Line | None:
    """The line that made a mobject, as far as it was noted."""
    line: Line | None = getattr(mobject, _MADE, None)
    return line
