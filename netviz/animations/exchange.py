"""Something takes the place of something else: the old has gone before the new comes."""

from __future__ import annotations

from typing import Any

from manim import Animation, AnimationGroup, FadeIn, FadeOut, Mobject, smooth
from manim.utils.rate_functions import squish_rate_func

_LEFT, _COMES = 0.45, 0.55  # shares of the time at which the old has left and the new comes


class Exchange(AnimationGroup):  # type: ignore[misc, unused-ignore]
    """`old` fades out, then `new` fades in: nothing is ever written over anything.

    Example:
        >>> from netviz import Exchange, Number
        >>> animation = Exchange(Number(0.9), Number(0.672), run_time=0.6)
    """

    def __init__(self, old: Mobject, new: Mobject, **kwargs: Any) -> None:
        steps: list[Animation] = [
            FadeOut(old, rate_func=squish_rate_func(smooth, 0.0, _LEFT)),
            FadeIn(new, rate_func=squish_rate_func(smooth, _COMES, 1.0)),
        ]
        kwargs.setdefault("name", f"Exchange({old} → {new})")
        super().__init__(*steps, **kwargs)
