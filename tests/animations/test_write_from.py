"""A line whose parts come out of what they stand for."""

from __future__ import annotations

import pytest
from manim import Scene, tempconfig

from netviz import Number, WriteFrom, formula

LINE = "{{ z : z }} = {{ 0.45 : p0 }} + {{ 0.48 : p1 }}"


def played(*animations):
    with tempconfig({"dry_run": True, "frame_rate": 5, "verbosity": "ERROR"}):
        scene = Scene()
        scene.play(*animations)
    return scene


@pytest.mark.parametrize("travel", [False, True])
def test_the_whole_line_is_on_screen_afterwards(travel):
    line, source = formula(LINE), Number(0.45).shift([3, 0, 0])
    scene = played(WriteFrom(line, {"p0": source}, travel=travel, run_time=0.4))
    assert scene.mobjects[-1] is line
    assert all(glyph.get_fill_opacity() == 1 for glyph in line)
    assert source.get_x() == pytest.approx(3)


def test_what_comes_later_is_not_shown():
    line = formula(LINE)
    scene = played(WriteFrom(line, later=("p1",), run_time=0.4))
    shown = {id(member) for mobject in scene.mobjects for member in mobject.get_family()}
    assert not shown & {id(glyph) for glyph in line.part("p1")}
    assert {id(glyph) for glyph in line.part("p0")} <= shown


def test_a_rule_is_a_source_for_the_parts_of_the_same_names():
    rule, line = formula("{{ z : z }} = W x"), formula(LINE)
    assert len(WriteFrom(line, rule).animations) == 2  # z, and the rest


def test_what_is_no_line_is_refused():
    with pytest.raises(TypeError, match="line must be a Typeset, got"):
        WriteFrom(Number(1.0))
    with pytest.raises(ValueError, match="name must be a part"):
        WriteFrom(formula(LINE), {"q": Number(1.0)})
