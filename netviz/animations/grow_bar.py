"""A bar grows out of its left end."""

from __future__ import annotations

from typing import Any

from manim import LEFT, RIGHT, Mobject, Transform, VMobject

from netviz.checks import describe


class GrowBar(Transform):  # type: ignore[misc, unused-ignore]
    """A bar grows to its length, keeping its height; it begins at its left end.

    Raises TypeError for anything but a VMobject.

    Example:
        >>> from manim import Rectangle
        >>> from netviz import GrowBar
        >>> animation = GrowBar(Rectangle(width=2, height=0.2), run_time=0.6)
    """

    def __init__(self, bar: VMobject, **kwargs: Any) -> None:
        if not isinstance(bar, VMobject):
            raise TypeError(f"bar must be a VMobject, got {describe(bar)}")
        kwargs.setdefault("name", f"GrowBar({bar})")
        super().__init__(bar, introducer=True, **kwargs)

    def create_target(self) -> Mobject:
        """The bar as it is."""
        return self.mobject

    def create_starting_mobject(self) -> Mobject:
        """The bar with hardly any length."""
        start = super().create_starting_mobject()
        left = start.get_edge_center(LEFT)
        return start.stretch(1e-3, 0).move_to(left, aligned_edge=-RIGHT)
