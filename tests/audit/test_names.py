"""What a person calls a mobject."""

from dataclasses import dataclass

import pytest
from manim import RIGHT, UP, Circle, Paragraph, Scene, Square, Text, VGroup

from netviz import LossBox, NetworkDiagram, Number, formula, text
from netviz.audit import look
from netviz.audit.runner import audit_scene


@pytest.fixture
def names(monkeypatch):
    """The names of all items of a story's last shot, texts first."""
    shots = []

    class Keep:
        name = "overlap"

        def look(self, shot):
            shots.append(shot)
            yield from ()

        def finish(self, shots_end):
            yield from ()

    monkeypatch.setattr(look, "make_rule", lambda name: Keep())

    def run(story):
        audit_scene(type("Told", (Scene,), {"construct": story}), rules=["overlap"])
        return [item.name for item in (*shots[-1].texts, *shots[-1].shapes)]

    return run


def test_an_attribute_s_path(names):
    def story(scene):
        scene.loss_box = LossBox("L = (a - y)^2")
        scene.add(scene.loss_box)
        scene.wait(0.5)

    found = names(story)
    assert '"Loss" (loss_box.name_label)' in found
    assert '"L = (a - y)^2" (loss_box.formula)' in found


def test_neurons_and_edges_are_counted_as_their_owners_do(names):
    def story(scene):
        scene.diagram = NetworkDiagram([[[0.5, -0.2]]])
        scene.diagram.layers[0].set_values([0.25, 0.75])
        scene.add(scene.diagram)
        scene.wait(0.5)

    found = names(story)
    assert '"0.75" (diagram.layers[0].neuron 1.digits)' in found
    assert "diagram.layers[1].neuron 0.disc" in found
    assert any(name.endswith(".edge(0, 1)") for name in found)


def test_containers_and_other_objects_lead_on(names):
    @dataclass
    class Stage:
        circle: Circle

    def story(scene):
        scene.shapes = {"round": [Circle(), Circle(0.5)]}
        scene.stage = Stage(Circle(2))
        scene.add(*scene.shapes["round"], scene.stage.circle)
        scene.wait(0.5)

    assert names(story) == ["shapes['round'][0]", "shapes['round'][1]", "stage.circle"]


def test_local_variables_of_the_running_method_and_its_helpers(names):
    def add_square(scene):
        square = Square()
        scene.add(square)
        scene.wait(0.5)

    def story(scene):
        circle = Circle()
        pair = VGroup(Circle(), Circle())
        scene.add(circle, pair)
        add_square(scene)
        scene.wait(0.5)  # the square's name is remembered

    assert names(story) == ["circle", "pair[0]", "pair[1]", "square"]


def test_an_attribute_goes_before_a_variable(names):
    def story(scene):
        scene.ring = ring = Circle()
        scene.add(ring)
        scene.wait(0.5)

    assert names(story) == ["ring"]


def test_what_has_no_name_is_told_by_its_words_or_its_place(names):
    def story(scene):
        scene.add(text("hidden layer"), Number(0.5), Circle().shift(RIGHT * 2 + UP))
        scene.add(Paragraph("one line", "and another"))
        scene.wait(0.5)

    found = names(story)
    assert found == [
        '"hidden layer"',
        '"0.50"',
        '"one line"',
        '"and another"',
        "Circle at (2.0, 1.0)",
    ]


def test_a_long_text_is_cut_short(names):
    def story(scene):
        scene.add(
            Text("so many words that nobody would want to read them all in a table", font_size=20)
        )
        scene.wait(0.5)

    assert names(story) == ['"so many words that nobody would want to read th…"']


def test_a_formula_is_said_without_the_names_of_its_parts(names):
    def story(scene):
        rule = formula(
            "{{ partial L : e }} slash {{ partial {{ w : w }} : d }} approx {{ 0.5 : v }}"
        )
        scene.add(rule)
        scene.wait(0.5)

    assert names(story) == ['"∂ L / ∂ w ≈ 0.5" (rule)']


def test_glyphs_of_a_text_that_is_not_on_the_scene_itself_belong_to_it(names):
    def story(scene):
        line, sum_rule = Text("only a part"), formula("{{ z : z }} = {{ W x : Wx }}")
        scene.add(line[4:], sum_rule.part("Wx"))
        scene.wait(0.5)

    assert names(story) == ['"only a part" (line)', '"z = W x" (sum_rule)']
