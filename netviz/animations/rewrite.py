"""A formula changes into another one, part by part."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import (
    AnimationGroup,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    Scene,
    VGroup,
    VMobject,
    smooth,
)
from manim.utils.rate_functions import squish_rate_func

from netviz.checks import describe
from netviz.typeset import Typeset


class Rewrite(AnimationGroup):  # type: ignore[misc, unused-ignore]
    """What both lines write alike moves to its new place; the rest leaves before the new comes.

    Glyphs are alike that have the same outline in a part of the same name, or in none. First what
    has no counterpart fades out, then the others move, then what is new fades in: no glyph turns
    into an unlike one and none passes over another. Afterwards `new` is on screen instead of `old`.
    Raises TypeError for what is no Typeset.

    Example:
        >>> from netviz import Rewrite, formula
        >>> old, new = formula("{{ z : z }} = W x"), formula("{{ z^((2)) : z }} = W a")
        >>> animation = Rewrite(old, new, run_time=1.0)
    """

    def __init__(self, old: Typeset, new: Typeset, **kwargs: Any) -> None:
        for name, line in (("old", old), ("new", new)):
            if not isinstance(line, Typeset):
                raise TypeError(f"{name} must be a Typeset, got {describe(line)}")
        self._old, self._new = old, new
        pairs = _alike(old, new)
        kept, met = {id(a) for a, _ in pairs}, {id(b) for _, b in pairs}
        leave = VGroup(*(glyph for glyph in old if id(glyph) not in kept))
        enter = VGroup(*(glyph for glyph in new if id(glyph) not in met))
        move = squish_rate_func(smooth, 0.25, 0.75)
        steps = [ReplacementTransform(a, b, rate_func=move) for a, b in pairs]
        if len(leave):
            steps.append(FadeOut(leave, rate_func=squish_rate_func(smooth, 0.0, 0.35)))
        if len(enter):
            steps.append(FadeIn(enter, rate_func=squish_rate_func(smooth, 0.65, 1.0)))
        kwargs.setdefault("name", f"Rewrite({old} → {new})")
        super().__init__(*steps, **kwargs)

    def clean_up_from_scene(self, scene: Scene) -> None:
        """The new line takes the place of its parts."""
        super().clean_up_from_scene(scene)
        scene.remove(*self._old)
        scene.add(self._new)


def _alike(old: Typeset, new: Typeset) -> list[tuple[VMobject, VMobject]]:
    """Glyphs of both lines that are the same, in order, part by part."""
    free = list(old)
    homes_old, homes_new = _homes(old), _homes(new)
    pairs = []
    for glyph in new:
        for other in free:
            same_part = homes_old[id(other)] == homes_new[id(glyph)]
            if same_part and _same_outline(other, glyph):
                pairs.append((other, glyph))
                free.remove(other)
                break
    return pairs


def _homes(line: Typeset) -> dict[int, tuple[str, ...]]:
    """The names of the parts that each glyph is in."""
    homes: dict[int, tuple[str, ...]] = {id(glyph): () for glyph in line}
    for name in line.part_names:
        for glyph in line.part(name):
            homes[id(glyph)] += (name,)
    return homes


def _same_outline(a: VMobject, b: VMobject) -> bool:
    if a.points.shape != b.points.shape:
        return False
    first, second = (
        (glyph.points - glyph.get_center()) / max(float(glyph.width), float(glyph.height), 1e-9)
        for glyph in (a, b)
    )
    return bool(np.allclose(first, second, atol=1e-2))
