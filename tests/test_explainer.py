"""What every film sets up by itself."""

from __future__ import annotations

import pytest
from manim import Dot, FadeIn, ManimColor, tempconfig

from netviz import Explainer, Network, Phase


class Glance(Explainer):
    title = "A network"
    phases = (Phase("First", 1, "first"), Phase("Second", 1, "second"), Phase("Third", 1, "third"))

    def setup(self) -> None:
        super().setup()
        self.show(Network([[[0.5, -0.9]], [[2.0]]], [[0.1], [0.0]]), [1.0, 0.5])

    def first(self) -> None:
        self.play(FadeIn(self.diagram), run_time=0.5)

    def second(self) -> None:
        self.wait(0.6)
        self.play(*self.focus(self.diagram.layers[1]), run_time=0.2)

    def third(self) -> None:
        self.play(*self.focus(), run_time=0.2)


@pytest.fixture
def scene():
    with tempconfig({"dry_run": True, "frame_rate": 10, "verbosity": "ERROR"}):
        yield Glance()


def test_the_title_bar_goes_to_each_phase_by_itself(scene):
    lit = []
    for phase in ("first", "second", "third"):
        shows = getattr(scene, phase)

        def noted(shows=shows):
            shows()
            segments = scene.title_bar.segments
            text = ManimColor(scene.theme.text)
            lit.append([i for i, s in enumerate(segments) if s.get_fill_color() == text])

        setattr(scene, phase, noted)
    scene.render()
    assert lit == [[0], [1], [2]]
    assert scene.title_bar in scene.mobjects
    assert scene.time == pytest.approx(3)


def test_scales_have_the_network_s_domain(scene):
    scene.setup()
    assert scene.scales["weight"].full == 2.0
    assert scene.scales["term"].full == pytest.approx(0.5)
    assert scene.scales["input"].decimals == 1


def test_the_focus_is_over_the_veil_and_ends(scene):
    scene.render()
    assert scene.veil not in scene.mobjects


def test_focus_refuses_what_is_no_mobject(scene):
    scene.setup()
    with pytest.raises(TypeError, match="must be a Mobject"):
        scene.focus(Dot(), "neuron")


class Classes(Explainer):
    network = Network([[[0.5, -0.9], [0.2, 0.3]], [[2.0, 1.0], [0.5, -1.0]]], [[0.1, 0], [0, 0]])
    phases = (Phase("First", 1, "first"),)

    def setup(self) -> None:
        super().setup()
        self.show(self.network, [1.0, 0.5])

    def first(self) -> None:
        self.play(FadeIn(self.diagram))


@pytest.fixture
def classes():
    with tempconfig({"dry_run": True, "frame_rate": 10, "verbosity": "ERROR"}):
        scene = Classes()
        scene.setup()
        yield scene


def test_a_layer_s_product_stands_right_of_it_level_with_its_neurons(classes):
    product, layer = classes.layer_product(1), classes.diagram.layers[1]
    assert product.get_left()[0] > layer.get_right()[0]
    assert product.get_right()[0] <= classes.frame.panel.right
    assert [product.z.entry(j).get_y() for j in (0, 1)] == pytest.approx(layer.heights())
    assert product.a is None


def test_the_output_is_shown_as_bars(classes):
    bars = classes.softmax_bars(["cat", "dog"])
    assert [bars.share(i).value for i in (0, 1)] == list(classes.trace.output)
    assert bars.class_names == ("cat", "dog")
    assert classes.softmax_bars().class_names == ("Class 0", "Class 1")
    with pytest.raises(ValueError, match=r"class_names must have one name an output \(2\), got 1"):
        classes.softmax_bars(["cat"])
    classes.show(Network([[[1.0]]], [[0.0]], ["sigmoid"]), [1.0])
    with pytest.raises(ValueError, match="network must end in softmax"):
        classes.softmax_bars()
