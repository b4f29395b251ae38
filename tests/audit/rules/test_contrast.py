"""What stands out and what does not, measured in drawn pictures."""

import numpy as np
import pytest
from manim import (
    BLACK,
    DOWN,
    UP,
    WHITE,
    Circle,
    DashedLine,
    Line,
    ManimColor,
    Rectangle,
    RoundedRectangle,
    Scene,
    Square,
    Text,
    VGroup,
)

from netviz import Number, Theme, Veil, formula, text
from netviz.audit.rules._pixels import contrast, luminance
from netviz.audit.runner import audit_scene
from netviz.scales import relative_luminance


def found(story, background=BLACK):
    class Told(Scene):
        def construct(self):
            self.camera.background_color = ManimColor(background)
            story(self)

    findings = audit_scene(Told, rules=["contrast"]).findings
    return [(finding.names[0], finding.measure) for finding in findings]


def still(*mobjects):
    def story(scene):
        scene.add(*mobjects)
        scene.wait()

    return story


def test_contrast_is_that_of_wcag():
    white, grey = np.array([255, 255, 255]), np.array([119, 119, 119])
    assert contrast(white, grey) == pytest.approx(4.48, abs=0.005)  # the best known near miss
    assert contrast(white, white) == 1.0


def test_luminance_is_that_of_the_scales():
    color = ManimColor("#7A9BD1")
    assert luminance(np.array(color.to_int_rgb())) == pytest.approx(relative_luminance(color))


@pytest.mark.parametrize(
    ("color", "fault"), [("#6F6F6F", True), ("#7A7A7A", False)], ids=["4.1", "4.9"]
)
def test_small_words_need_four_and_a_half(color, fault):
    assert bool(found(still(text("words", color=color)))) is fault


@pytest.mark.parametrize(("color", "fault"), [("#575757", True), ("#6F6F6F", False)])
def test_large_words_need_three(color, fault):
    assert bool(found(still(text("words", color=color, size=70)))) is fault


def test_thin_strokes_are_judged_by_their_colour_not_by_their_soft_rims():
    dots = formula("dot dot dot - . , ' |", color="#808080")
    assert found(still(dots)) == []


def test_the_measure_is_what_a_viewer_sees():
    plate = RoundedRectangle(width=6, height=2, color="#777777", fill_opacity=1.0)
    ((name, measure),) = found(still(plate, text("words", color="#FFFFFF")))
    assert "words" in name
    assert measure == "4.5:1"


def test_one_dark_letter_is_enough():
    words = text("words", color="#FFFFFF")
    words[3].set_color("#303030")
    assert [measure for _, measure in found(still(words))] == ["1.6:1"]


def test_a_halo_is_what_is_behind_a_number():
    edge = Line([-3, 0, 0], [3, 0, 0], color="#7A9BD1", stroke_width=40)
    number = Number(0.5, color="#7A9BD1")
    assert found(still(edge, number)) != []
    number.set_stroke("#000000", width=7, opacity=1.0, background=True)
    assert found(still(edge, number)) == []


def test_a_veil_may_dim_for_a_while_but_not_for_ever():
    def for_a_while(scene):
        veil = Veil()
        scene.add(text("words").shift(UP), veil)
        scene.wait()
        scene.remove(veil)
        scene.wait()

    def for_ever(scene):
        scene.add(text("words").shift(UP), Veil())
        scene.wait()

    assert found(for_a_while, Theme().background) == []
    assert [name for name, _ in found(for_ever, Theme().background)] == ['"words"']


def test_dimmed_words_that_are_lit_later_are_no_fault():
    def story(scene):
        words = text("words").set_opacity(0.2)
        scene.add(words)
        scene.wait()
        scene.play(words.animate.set_opacity(1.0), run_time=0.5)

    assert found(story) == []


DARK = "#00006A"


@pytest.mark.parametrize(
    "shape",
    [
        Line([-3, 0, 0], [3, 0, 0], color=DARK),
        Circle(color=DARK),
        Square(color=DARK, fill_opacity=1.0),
    ],
    ids=["line", "ring", "fill"],
)
def test_a_dark_shape_by_itself_is_a_fault(shape):
    assert len(found(still(shape))) == 1


@pytest.mark.parametrize(
    "shapes",
    [
        (Line([-3, 0, 0], [3, 0, 0], color=DARK, stroke_width=2),),
        (Circle(color=DARK, stroke_opacity=0.5),),
        (Square(color=DARK, fill_opacity=1.0), Text("held", font_size=30)),
        (Square(color=DARK, fill_opacity=1.0).set_stroke(WHITE),),
        tuple(Line([-3, y, 0], [3, y, 0], color=DARK) for y in range(-3, 3)),
        (DashedLine([-3, 0, 0], [3, 0, 0], color=DARK),),
        (Rectangle(color=Theme().panel, fill_opacity=1.0),),
    ],
    ids=["hairline", "translucent", "plate", "bright rim", "grid", "dashes", "theme's panel"],
)
def test_what_is_quiet_on_purpose_is_none(shapes):
    assert found(still(*shapes)) == []


def test_a_shape_that_lights_up_later_is_none():
    def story(scene):
        disc = Circle(color=DARK, fill_opacity=1.0)
        scene.add(disc)
        scene.wait()
        scene.play(disc.animate.set_color(WHITE), run_time=0.5)

    assert found(story) == []


def test_many_shapes_of_one_colour_are_one_finding():
    discs = VGroup(*(Circle(0.3, color=DARK, fill_opacity=1.0) for _ in range(4)))
    assert len(found(still(discs.arrange(DOWN)))) == 1
