"""What is drawn of a scene, sorted into lines of text and shapes."""

import numpy as np
import pytest
from manim import (
    RIGHT,
    UP,
    Annulus,
    Circle,
    ImageMobject,
    Line,
    Paragraph,
    Rectangle,
    Scene,
    Square,
    Text,
    VGroup,
    tempconfig,
)

from netviz import Neuron, Veil, text
from netviz.audit.items import drawn_in
from netviz.audit.names import Names
from netviz.audit.outline import boxes_of, crosses, inside, loops


@pytest.fixture
def scene():
    with tempconfig({"dry_run": True, "verbosity": "ERROR"}):
        yield Scene()


def drawn(scene):
    return drawn_in(scene, Names(scene))


def kinds(scene):
    return [item.kind for item in drawn(scene).items]


def test_a_text_is_one_item_in_whatever_group_it_is(scene):
    scene.add(VGroup(VGroup(Square(), Text("word")), text("two words")))
    assert kinds(scene) == ["shape", "text", "text"]
    assert len(drawn(scene).items[1].parts) == 4


def test_lines_of_a_paragraph_are_items_of_their_own(scene):
    scene.add(Paragraph("one", "two", "three"))
    assert kinds(scene) == ["text"] * 3


def test_a_neuron_s_digits_are_a_number(scene):
    scene.add(Neuron().set_value(0.5))
    assert kinds(scene)[-1] == "number"
    assert kinds(scene).count("number") == 1


def test_what_cannot_be_seen_is_left_out(scene):
    scene.add(
        Square(stroke_width=0),
        Square(stroke_opacity=0),
        Text("gone").set_opacity(0),
        VGroup(),
        Circle().set_opacity(0.02),
    )
    assert drawn(scene).items == ()


def test_items_are_in_the_order_of_drawing(scene):
    scene.add(Circle().set_z_index(2), Square(), Text("word").set_z_index(1))
    assert [type(item.mobject).__name__ for item in drawn(scene).items] == [
        "Square",
        "Text",
        "Circle",
    ]


def test_a_box_is_that_of_the_points(scene):
    scene.add(Square(2).shift(RIGHT), Line(UP, UP + RIGHT))
    square, line = drawn(scene).items
    assert np.allclose(
        [square.box.left, square.box.right, square.box.bottom], [0, 2, -1], atol=0.01
    )
    assert 0 < line.box.height < 0.01


def cover(opacity, **size):
    style = {"width": 6, "height": 4, "stroke_width": 0, "fill_color": "#000000"} | size
    return Rectangle(fill_opacity=opacity, **style)


def test_what_is_wholly_covered_is_left_out(scene):
    scene.add(Text("covered"), cover(1.0))
    assert kinds(scene) == ["shape"]


def test_what_is_covered_in_part_or_drawn_later_is_seen(scene):
    word = Text("half covered")
    scene.add(word, cover(1.0, width=word.width), Text("on top"))
    assert [item.opacity for item in drawn(scene).items] == [1, 1, 1]


def test_a_round_cover_covers_what_lies_within_it(scene):
    scene.add(Text("within"), Square().shift(RIGHT * 2.5), Circle(3, fill_opacity=1))
    assert kinds(scene) == ["shape", "shape"]


def test_a_ring_covers_nothing_in_its_middle(scene):
    scene.add(Text("within", font_size=20), Annulus(1, 2, fill_opacity=1))
    assert kinds(scene) == ["text", "shape"]


def test_a_veil_makes_ghosts(scene):
    lifted = text("lifted").shift(UP)
    scene.add(text("dimmed"), lifted, Veil().lift(lifted))
    dimmed, _, bright = drawn(scene).items
    assert dimmed.opacity == pytest.approx(0.15)
    assert dimmed.ghost
    assert not bright.ghost


def test_broken_points_are_told_and_are_no_item(scene):
    square = Square()
    square.points[2] = np.nan
    scene.add(square, Line(UP, UP), Circle())
    assert [fault for *_, fault in drawn(scene).broken] == ["points that are no numbers", "no size"]
    assert kinds(scene) == ["shape"]


def test_an_image_is_a_shape(scene):
    scene.add(ImageMobject(np.full((4, 4, 3), 200, dtype=np.uint8)))
    assert kinds(scene) == ["shape"]


def test_outlines():
    (ring,) = loops(Circle(2))
    assert inside(ring, np.array([[0, 0], [1.9, 0], [2.1, 0], [1.6, 1.6]])).tolist() == [1, 1, 0, 0]
    boxes = np.array([[-0.1, -0.1, 0.1, 0.1], [1.9, -0.1, 2.1, 0.1], [3, 3, 4, 4], [-3, -3, 3, 3]])
    assert crosses(ring, boxes).tolist() == [False, True, False, True]
    assert loops(Line(UP, RIGHT)) == []
    assert len(loops(Annulus(1, 2))) == 2


def test_an_edge_that_leaves_no_point_in_a_box_crosses_it():
    (square,) = loops(Square(4))
    assert crosses(square, np.array([[-2.05, -0.01, -1.95, 0.01]])).all()


def test_boxes_of_glyphs():
    word = text("ab")
    assert boxes_of(tuple(word)).shape == (2, 4)
