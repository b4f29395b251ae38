"""Colours that fall together for some, and those that do not."""

from itertools import combinations

import pytest
from manim import BLUE, GREEN, RED, Circle, Dot, Line, Scene, Square, Text, color_gradient

from netviz import Phase, PhasedScene, Theme
from netviz.audit.finding import Limits
from netviz.audit.rules._color_vision import difference, worst_vision
from netviz.audit.rules.colors import ROLES
from netviz.audit.runner import audit_scene


def test_differences_are_those_of_ciede2000():
    assert difference("#FFFFFF", "#000000") == pytest.approx(100, abs=0.1)
    assert difference("#FF0000", "#FF0000") == 0
    assert difference("#FF0000", "#00FF00") == pytest.approx(86.6, abs=0.1)


def test_red_and_green_fall_together_for_a_deuteranope():
    apart, seer = worst_vision(RED.to_hex(), GREEN.to_hex())
    assert apart < 6
    assert seer == "a deuteranope"
    assert difference(BLUE.to_hex(), RED.to_hex(), "deutan") > 40


def test_the_default_theme_needs_the_pairs_that_are_told_apart_and_no_others():
    theme = Theme()
    close = {
        frozenset(pair)
        for pair in combinations(ROLES, 2)
        if worst_vision(*(getattr(theme, role) for role in pair))[0] < Limits().color_difference
    }
    assert close == theme.told_apart


def found(*mobjects, theme=None):
    class Plain(Scene):
        def construct(self):
            self.add(*mobjects)
            self.wait()

    class Phased(PhasedScene):
        phases = (Phase("A", 1, "a"),)

        def a(self):
            self.add(*mobjects)

    if theme is not None:
        Phased.theme = theme
    return audit_scene(Plain if theme is None else Phased, rules=["colors"]).findings


def test_two_dots_of_colours_that_fall_together_are_one_finding():
    dots = [Dot([x, 0, 0], radius=0.2, color=RED if x % 2 else GREEN) for x in range(-3, 4)]
    assert len(found(*dots)) == 1


@pytest.mark.parametrize(
    "pair",
    [
        (Dot(color=RED), Square(color=GREEN).shift([2, 0, 0])),
        (Text("no", color=RED), Text("yes", color=GREEN).shift([3, 0, 0])),
        (Dot(color=RED, fill_opacity=0.5), Dot([1, 0, 0], color=GREEN)),
        (Dot(color=RED, radius=0.03), Dot([1, 0, 0], color=GREEN, radius=0.03)),
        (Dot(color=RED), Dot([1, 0, 0], color=BLUE)),
        (Circle().set_color([RED, BLUE]), Circle(color=GREEN).shift([3, 0, 0])),
        (Line(color=RED, stroke_width=1), Line(color=GREEN, stroke_width=1).shift([0, 1, 0])),
    ],
    ids=["shape", "words", "translucent", "tiny", "clear", "gradient", "hairlines"],
)
def test_what_is_told_apart_or_not_meant_is_not_accused(pair):
    assert found(*pair) == ()


def test_a_theme_is_judged_once_and_by_its_limit():
    alike = found(Dot(), theme=Theme(slope="#F2D46A"))
    assert any("pre_activation" in f.names[0] and "slope" in f.names[1] for f in alike)
    assert len({f.names for f in alike}) == len(alike)
    assert all("slope" in " ".join(f.names) for f in alike)
    assert found(Dot(), theme=Theme()) == ()


def test_many_colours_of_one_kind_are_a_scale():
    scale = color_gradient([RED, GREEN], 11)
    dots = [Dot([x, 0, 0], 0.2, color=color) for x, color in enumerate(scale, -5)]
    assert not found(*dots)
    assert found(dots[0], dots[-1])
