"""Reading drawn figures, and comparing them with what they stand for."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import DecimalNumber, Scene, Text, Transform, VGroup, always_redraw

from netviz import MatrixPanel, Network, NetworkDiagram, Number, formula, text
from netviz.audit.rules._drawn import wrong_decimals, wrong_glyphs
from netviz.audit.rules._figures import read_formula_figure, read_number
from netviz.audit.rules._model import Model
from netviz.audit.rules._stand_ins import StandIns
from netviz.audit.runner import audit_scene
from netviz.scales import format_value
from netviz.typeset import glyph, number_outlines


@settings(max_examples=60, deadline=None)
@given(
    st.floats(-999, 999),
    st.integers(0, 3),
    st.sampled_from(["regular", "semibold", "bold"]),
    st.floats(0.3, 3),
)
def test_every_number_is_read_as_it_is_written(value, decimals, weight, scale):
    string = format_value(value, decimals, sign=True)
    glyphs = [glyph(outline, "#FFFFFF") for outline in number_outlines(string, 34, weight)]
    VGroup(*glyphs).scale(scale).shift([1.3, -0.7, 0])
    assert read_number(glyphs) == string


def test_a_number_that_has_changed_is_read_as_it_is_now():
    number = Number(-12.34)
    assert read_number(list(number.set_value(0.5))) == "0.50"
    assert read_number(list(number.set_value(-123.45))) == "−123.45"


def test_what_is_no_figure_is_not_read():
    assert read_number(list(text("gradient"))) is None
    assert read_formula_figure(formula("x")[0]) is None
    assert read_formula_figure(formula("7")[0]) == "7"


def ids(mobject):
    return frozenset(id(part) for part in mobject.family_members_with_points())


@pytest.mark.parametrize("line", [formula("z = 0.45 + 0.48"), text("Loss 0.226", weight="bold")])
def test_a_line_as_its_source_says_has_no_wrong_glyph(line):
    assert list(wrong_glyphs(line, ids(line))) == []
    line.scale(0.7).shift([1, 2, 0])
    assert list(wrong_glyphs(line, ids(line))) == []
    line[2].shift([0.3, 1, 0])  # moved on purpose
    assert list(wrong_glyphs(line, ids(line))) == []


def test_a_redrawn_and_an_exchanged_digit_are_found():
    line = formula("L = 0.226")
    line[-1].become(formula("8")[0].scale_to_fit_height(line[-1].height).move_to(line[-1]))
    assert list(wrong_glyphs(line, ids(line))) == [("8", "6")]
    assert list(wrong_glyphs(line, ids(line) - {id(line[-1])})) == []  # it is not on screen

    line = formula("L = 0.216")
    places = line[-1].get_center(), line[-2].get_center()
    line[-2].move_to(places[0])
    line[-1].move_to(places[1])
    assert sorted(wrong_glyphs(line, ids(line))) == [("1", "6"), ("6", "1")]


def test_manim_s_numbers_are_read_too():
    number = DecimalNumber(-3.14, mob_class=Text)
    assert wrong_decimals(number) is None
    number.number = -3.15
    assert wrong_decimals(number) == ("-3.14", "-3.15")
    assert wrong_decimals(number.set_value(2.72)) is None


def test_a_transformed_number_stands_for_its_target():
    first, second, third = Number(1), Number(2), Number(3)
    stand_ins = StandIns()
    stand_ins.follow([Transform(first, second)])
    assert stand_ins.what(first) is second
    stand_ins.follow([Transform(first, third)])
    assert stand_ins.what(first) is third
    assert stand_ins.what(second) is second
    stand_ins.follow([Transform(VGroup(second, Number(4)), VGroup(Number(5)))])
    assert stand_ins.what(second) is None


def found(story):
    class Told(Scene):
        construct = story

    return [(f.names[0], f.measure, f.limit) for f in audit_scene(Told, rules=["numbers"]).findings]


NETWORK = Network([[[0.9, -0.6], [0.3, 0.8]], [[0.7, -0.5]]], [[0.1, -0.2], [0.2]], ["tanh"] * 2)


def diagram_with(scene, values_of_hidden):
    scene.network = NETWORK
    scene.trace = NETWORK.forward([0.6, 0.9])
    scene.diagram = NetworkDiagram(list(NETWORK.W))
    for layer, values in zip(scene.diagram.layers, scene.trace.a, strict=True):
        layer.set_values(values)
    scene.diagram.layers[1].set_values(values_of_hidden(scene.trace))
    scene.add(scene.diagram)
    scene.wait()


def test_the_finding_says_what_is_shown_and_what_the_model_has():
    def story(scene):
        diagram_with(scene, lambda trace: [trace.a[1][0], 0.99])

    ((name, measure, limit),) = found(story)
    assert "neuron 1" in name
    assert measure == "0.99 at neuron 1 of layer 1"
    assert limit == f"trace.a[1][1] = {format_value(NETWORK.forward([0.6, 0.9]).a[1][1])}"


def test_an_activation_where_the_sum_belongs_is_found():
    def story(scene):
        scene.network, scene.trace = NETWORK, NETWORK.forward([0.6, 0.9])
        trace = scene.trace
        scene.diagram = NetworkDiagram(list(NETWORK.W))
        mixed = [trace.z[1][0], trace.a[1][1]]
        scene.diagram.layers[1].set_values(mixed, quantity="pre_activation")
        scene.add(scene.diagram)
        scene.wait()

    ((_, _, limit),) = found(story)
    assert limit.startswith("trace.z[1][1]")


def test_a_diagram_of_another_network_is_none_of_the_model_s():
    def story(scene):
        diagram_with(scene, lambda trace: [0.11, 0.22])
        scene.diagram.layers[2].set_values([0.33])
        scene.wait()

    assert found(story) == []


def test_numbers_that_agree_by_chance_accuse_no_others():
    """A target that nobody stored, and a matrix of data that has the shape of the biases."""

    def story(scene):
        scene.network, scene.trace = NETWORK, NETWORK.forward([0.6, 0.9])
        scene.data = MatrixPanel([0.1, 0.7])  # 0.1 is the first bias
        scene.add(scene.data)
        scene.wait()

    assert found(story) == []


def test_what_updaters_redraw_has_no_value_of_its_own():
    def story(scene):
        seconds = [0.0]
        live = always_redraw(lambda: Number(seconds[0]))
        scene.add(live)
        scene.wait(0.5)
        seconds[0] = 1.5
        scene.wait(0.5)

    assert found(story) == []


def test_a_model_is_found_on_class_and_scene_and_in_lists():
    class Held(Scene):
        network = NETWORK

        def __init__(self):
            super().__init__()
            self.traces = [NETWORK.forward([0.1, 0.2]), NETWORK.forward([0.3, 0.4])]
            self.gradients = {"first": NETWORK.backward(self.traces[0], [0.5])}

    model = Model.of(Held())
    assert (list(model.networks), list(model.traces), list(model.gradients)) == (
        ["network"], ["traces[0]", "traces[1]"], ["gradients['first']"],
    )  # fmt: skip
    named = [quantity.name for quantity in model.beside_edges(2, NETWORK.sizes)]
    assert named == [
        "network.W[2]", "traces[0].products[2]", "traces[1].products[2]",
        "gradients['first'].dW[2]", "gradients['first'].blame[2]",
    ]  # fmt: skip
    assert not Model.of(Scene())
    shapes = {quantity.values.shape for quantity in model.of_shape((2, 1))}
    assert shapes == {(2, 1)}
    assert np.allclose(model.weights(1, NETWORK.sizes)[0].values, NETWORK.W[1])


def test_a_number_that_is_set_after_a_transform_shows_itself_again():
    stand_ins, number = StandIns(), Number(0.9, 1)
    stand_ins.follow([Transform(number, number.copy())])
    assert stand_ins.what(number) is not number
    number.set_value(0.3)
    assert stand_ins.what(number) is number
