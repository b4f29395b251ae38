"""Plain scenes of Manim's gallery, three times as long as where they are tested."""

from __future__ import annotations

from typing import Any

from manim import Scene

from tests.differential import gallery

TIMES = 3

MEASURED = (
    "SquareToCircle", "BooleanOperations", "PointOnShapes", "MovingAround", "MovingAngle",
    "MovingFrameBox", "PointWithTrace", "Argmin", "PolygonOnAxes", "GradientImage",
    "FollowingGraphCamera", "NumberBesideASquare", "Opening", "SurfacePlot",
)  # fmt: skip


def _longer(scene_class: type[Scene]) -> type[Scene]:
    class Longer(scene_class):  # type: ignore[misc, valid-type, unused-ignore]
        def play(self, *args: Any, **kwargs: Any) -> None:
            if "run_time" in kwargs:
                kwargs["run_time"] *= TIMES
            super().play(*args, **kwargs)

        def wait(self, duration: float, *args: Any, **kwargs: Any) -> None:
            super().wait(TIMES * duration, *args, **kwargs)

    Longer.__name__ = Longer.__qualname__ = scene_class.__name__
    return Longer


for _name in MEASURED:
    globals()[_name] = _longer(getattr(gallery, _name))
    globals()[_name].__module__ = __name__
