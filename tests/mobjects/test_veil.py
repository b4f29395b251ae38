import numpy as np
import pytest
from manim import Camera, Circle, Square, VGroup, linear

from netviz import NetworkDiagram, NeuronLayer, Theme, Veil, use_theme
from netviz.layout import Box, Frame


def brightness(*mobjects) -> np.ndarray:
    """What a camera sees on black, 0 to 1, 60 pixels to a Manim unit."""
    camera = Camera(
        pixel_width=853, pixel_height=480, frame_width=853 / 60, background_color="#000000"
    )
    camera.capture_mobjects(mobjects)
    return camera.pixel_array[:, :, :3].max(axis=2) / 255


def at(picture: np.ndarray, x: float, y: float) -> float:
    return float(picture[int(240 - 60 * y), int(426.5 + 60 * x)])


def white(x: float, y: float) -> Square:
    square = Square(0.5, fill_color="#FFFFFF", fill_opacity=1, stroke_width=0)
    return square.move_to([x, y, 0])


def test_it_dims_what_it_covers_and_nothing_else():
    box = Box(-3, -1, 0, 1)
    inside, outside = white(-1.5, 0), white(2, 0)
    with use_theme(Theme(background="#000000", dim_opacity=0.25)):
        picture = brightness(inside, outside, Veil(box))
    assert at(picture, -1.5, 0) == pytest.approx(0.25, abs=0.01)
    assert at(picture, 2, 0) == 1


def test_it_covers_the_diagram_with_its_glow():
    veil = Veil()
    for part in (Frame().diagram, NetworkDiagram([np.ones((5, 5))], box=Frame().diagram)):
        center = part.get_center() if isinstance(part, VGroup) else part.center
        assert veil.width > part.width
        assert veil.height >= part.height
        assert abs(veil.get_x() - center[0]) < 0.2
    assert veil.get_bottom()[1] > Frame().panel.top  # the panel stays bright


def test_what_is_lifted_stays_bright_until_it_is_lowered():
    lifted, other = white(-3, 0), white(-1, 0)
    veil = Veil().lift(lifted)
    picture = brightness(lifted, other, veil)
    assert at(picture, -3, 0) == 1
    assert at(picture, -1, 0) < 0.3
    veil.lower()
    assert at(brightness(lifted, other, veil), -3, 0) < 0.3


def test_order_among_the_lifted_stays():
    marked = VGroup(*(Square() for _ in range(3)))
    for mobject, z in zip(marked, (0, 4, 2.5), strict=True):
        mobject.set_z_index(z)
    veil = Veil().lift(*marked)
    raised = [mobject.z_index for mobject in marked]
    assert veil.z_index < raised[0] < raised[2] < raised[1]
    veil.lower()
    assert [mobject.z_index for mobject in marked] == [0, 4, 2.5]


@pytest.mark.parametrize("z_index", [0, 4, 19, 20, 21, 30])
def test_lowering_brings_back_what_was(z_index):
    layer = NeuronLayer(3).set_values([0.1, 0.2, 0.3]).set_z_index(z_index)
    before = [member.z_index for member in layer.get_family()]
    veil = Veil().lift(layer)
    assert min(member.z_index for member in layer.get_family()) > veil.z_index
    veil.lower()
    assert [member.z_index for member in layer.get_family()] == before
    assert set(before) == {z_index}


def test_lifting_twice_is_lifting_once():
    layer = NeuronLayer(2).set_values([0.1, 0.2]).set_z_index(4)
    veil = Veil().lift(layer).lift(layer.neuron(0), layer)
    veil.lift(layer)
    assert {member.z_index for member in layer.get_family()} == {25}
    veil.lower()
    assert {member.z_index for member in layer.get_family()} == {4}
    veil.lower()
    assert {member.z_index for member in layer.get_family()} == {4}


def test_digits_made_while_lifted_are_in_front_and_come_back():
    diagram = NetworkDiagram([[[0.5, 0.1]]])
    layer = diagram.layers[0]
    rest = {member.z_index for member in layer.neurons.get_family()}
    veil = Veil().lift(layer.neuron(0))
    layer.set_values([0.5, 0.25])
    assert min(m.z_index for m in layer.neuron(0).digits.get_family()) > veil.z_index
    assert max(m.z_index for m in layer.neuron(1).get_family()) < veil.z_index
    veil.lower()
    assert {member.z_index for member in layer.neurons.get_family()} == rest


def test_another_veil_begins_anew():
    first, second = Square(), Square()
    veil = Veil().lift(first)
    veil.lower()
    veil.lift(second).lower()
    assert (first.z_index, second.z_index) == (0, 0)


def test_a_copy_is_a_veil_as_well():
    veil = Veil(Box(-1, -1, 1, 1))
    copy = veil.copy().shift([2, 0, 0]).scale(0.5)
    assert copy.z_index == veil.z_index
    assert copy.get_x() == pytest.approx(2)
    assert veil.get_x() == 0
    assert copy.width == pytest.approx(veil.width / 2)


@pytest.mark.parametrize("wrong", [None, "layer", [Square()]])
def test_only_mobjects_can_be_lifted(wrong):
    square, veil = Square(), Veil()
    with pytest.raises(TypeError, match=r"^mobjects\[1\] must be a Mobject, got "):
        veil.lift(square, wrong)
    assert square.z_index == 0


def test_wrong_boxes():
    with pytest.raises(TypeError, match=r"^box must be a netviz.Box, got Square"):
        Veil(Square())


def test_one_of_what_was_lifted_is_lowered_alone():
    first, second = Circle(), Circle()
    veil = Veil().lift(first, second).lower(first)
    assert (first.z_index, second.z_index) == (0, veil.z_index + 1)
    assert veil.lower() is veil
    assert second.z_index == 0


def test_the_light_moves_without_a_jump(record):
    stays, leaves, joins = (
        Square(1, fill_opacity=1, fill_color="#FFFFFF", stroke_width=0).shift([x, 0, 0])
        for x in (-3, 0, 3)
    )
    veil = Veil(Box(-5, -2, 5, 2)).lift(stays, leaves)

    def story(scene):
        scene.add(stays, leaves, joins, veil)
        scene.wait(0.1)
        scene.play(*veil.relight(stays, joins), run_time=1, rate_func=linear)
        scene.wait(0.1)

    pictures = record(story).pictures
    columns = [round(853 / 2 + 60 * x) for x in (-3, 0, 3)]
    light = np.array([[int(p[240, column].max()) for column in columns] for p in pictures])
    assert set(light[:, 0]) == {255}
    assert light[0].tolist() == [255, 255, light[0, 2]]
    assert light[-1].tolist() == [255, light[0, 2], 255]
    assert np.abs(np.diff(light, axis=0)).max() < 60
    assert (np.diff(light[:, 1]) <= 0).all()
    assert (np.diff(light[:, 2]) >= 0).all()


def test_the_light_leaves_a_part_of_what_was_lifted():
    group = VGroup(Circle(), Square())
    veil = Veil().lift(group)
    moves = veil.relight(group[1])
    assert group[0].z_index == 0
    assert group[1].z_index > veil.z_index
    assert len(moves) == 1  # the circle leaves, nothing joins
