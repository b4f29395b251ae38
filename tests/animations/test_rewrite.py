"""A formula that changes into another one, part by part."""

from __future__ import annotations

import numpy as np
import pytest
from manim import FadeIn, FadeOut, Scene, tempconfig

from netviz import Number, Rewrite, formula

OLD, NEW = "{{ z : z }} = {{ W x : Wx }}", "{{ z^((2)) : z }} = {{ W a : Wx }}"


def test_what_is_alike_moves_and_the_rest_fades():
    old, new = formula(OLD), formula(NEW).shift([0, -2, 0])
    rewrite = Rewrite(old, new)
    fades = [type(step) for step in rewrite.animations if isinstance(step, (FadeIn, FadeOut))]
    assert fades == [FadeOut, FadeIn]
    assert len(rewrite.animations) - 2 == 3  # z, = and W
    leaving = next(step.mobject for step in rewrite.animations if isinstance(step, FadeOut))
    assert len(leaving) == 1  # x


def test_afterwards_the_new_line_is_on_screen():
    old, new = formula(OLD), formula(NEW).shift([0, -2, 0])
    outlines = [glyph.points.copy() for glyph in new]
    with tempconfig({"dry_run": True, "frame_rate": 5, "verbosity": "ERROR"}):
        scene = Scene()
        scene.add(old)
        scene.play(Rewrite(old, new), run_time=0.6)
    assert scene.mobjects == [new]
    for glyph, outline in zip(new, outlines, strict=True):
        np.testing.assert_allclose(glyph.points, outline, atol=1e-6)


def test_glyphs_of_other_parts_are_not_alike():
    old, new = formula("{{ z : a }}"), formula("{{ z : b }}")
    assert len(Rewrite(old, new).animations) == 2  # one leaves, one comes


def test_what_is_no_line_is_refused():
    with pytest.raises(TypeError, match="new must be a Typeset, got"):
        Rewrite(formula(OLD), Number(1.0))
