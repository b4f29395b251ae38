"""Some of many are bright, the others dim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from manim import AnimationGroup, Mobject

from netviz.checks import as_number, describe


class SingleOut(AnimationGroup):  # type: ignore[misc, unused-ignore]
    """Edges or neurons go to their full brightness if they are among the chosen, else to `rest`.

    `items` are mobjects with `set_brightness`; `chosen` some of them, all when it is None. `bright`
    and `rest` are shares of their own look, 0 to 1. Play it with all chosen to end it.
    Raises TypeError for what has no brightness, ValueError for shares below 0.

    Example:
        >>> from netviz import NetworkDiagram, SingleOut
        >>> edges = NetworkDiagram([[[0.5, -0.9]]]).edges_into(1)
        >>> animation = SingleOut(edges, [edges.edge(0, 1)], run_time=0.4)
    """

    def __init__(
        self,
        items: Iterable[Mobject],
        chosen: Iterable[Mobject] | None = None,
        rest: float = 0.3,
        bright: float = 1.0,
        **kwargs: Any,
    ) -> None:
        rest, bright = as_number(rest, "rest", minimum=0), as_number(bright, "bright", minimum=0)
        items = list(items)
        lit = {id(item) for item in (items if chosen is None else chosen)}
        for item in items:
            if not hasattr(type(item), "set_brightness"):
                raise TypeError(f"items must be edges or neurons, got {describe(item)}")
        kwargs.setdefault("name", f"SingleOut({len(lit)} of {len(items)})")
        super().__init__(
            *(item.animate.set_brightness(bright if id(item) in lit else rest) for item in items),
            **kwargs,
        )
