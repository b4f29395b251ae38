"""What all of the package's mobjects have in common."""

import inspect

import numpy as np
import pytest
from manim import DOWN, Animation, Line, Mobject, Scene, Square, VGroup, config
from manim.constants import RendererType

import netviz
from netviz import (
    Activate,
    ActivationGraph,
    ClassProbabilities,
    CountTo,
    FlowWave,
    FormulaPanel,
    GrowNetwork,
    LayerProduct,
    LossBox,
    LossCurve,
    MatrixPanel,
    Network,
    NetworkDiagram,
    Neuron,
    NeuronLayer,
    NeuronNotes,
    Number,
    Phase,
    PhasedScene,
    Rewrite,
    SetBars,
    Tangent,
    TitleBar,
    TrainingLoop,
    Travel,
    UpdateWeights,
    Veil,
    WeightChanges,
    WorkedFormula,
    WriteFrom,
    formula,
    text,
    train,
)
from netviz.drawing import Drawing

NETWORK = Network.random([3, 4, 2], seed=3)
TRACE = NETWORK.forward([0.5, -0.8, 0.3])


def shown():
    """One of everything public that can be made, and what it says of itself."""
    diagram = NetworkDiagram(NETWORK.W)
    edges, bars = diagram.edges_into(1), ClassProbabilities(["cat", "dog"])
    graph = ActivationGraph(np.tanh, "tanh")
    yield netviz.Box(0, 0, 1, 2), "Box(left=0, bottom=0, right=1, top=2)"
    yield netviz.Frame(), "Frame()"
    yield netviz.Phase("Intro", 3, "intro"), "Phase(name='Intro', seconds=3, method='intro')"
    yield netviz.Theme(), "Theme()"
    yield NETWORK, "Network([3, 4, 2], relu, softmax)"
    yield TRACE, "ForwardTrace([3, 4, 2], output [0.69, 0.31])"
    yield NETWORK.backward(TRACE, [0, 1]), "Gradients([3, 4, 2], loss 0.476)"
    training = train(NETWORK, [[1, 2, 3]], [[0, 1]], learning_rate=0.1, steps=2)
    yield training, "Training(2 steps, loss 0.3333 → 0.1844)"
    yield diagram, "NetworkDiagram([3, 4, 2])"
    yield diagram.layers[0], "NeuronLayer(3)"
    yield NeuronLayer(784), "NeuronLayer(784, 7 shown)"
    yield Neuron(), "Neuron()"
    yield Neuron().set_value(0.8), "Neuron(0.80)"
    yield Neuron().set_value(-0.8, quantity="pre_activation"), "Neuron(z = −0.80)"
    yield edges, "WeightedEdges(3 → 4)"
    yield edges.edge(1, 2), "Edge(2 → 1, -0.176)"
    yield edges.weight_labels([(1, 2)])[0], "EdgeLabel(−0.18 at (1, 2))"
    yield Number(-1.165), "Number(−1.17)"
    yield text("hidden layer"), "Typeset('hidden layer')"
    yield formula("z = W x"), "Typeset('z = W x')"
    yield FormulaPanel(), "FormulaPanel(2 rows)"
    yield MatrixPanel([[1, 2, 3]]), "MatrixPanel(1 × 3)"
    layers = diagram.layers
    product = LayerProduct(
        NETWORK.W[1], TRACE.x, NETWORK.b[1], TRACE.z[1], TRACE.a[1], layers[0], layers[1]
    )
    yield product, "LayerProduct(4 × 3)"
    yield bars, "ClassProbabilities('cat', 'dog')"
    yield LossBox("L = 1/2 sum (a - y)^2"), "LossBox('Loss')"
    yield LossCurve([0.3, 0.2, 0.1]), "LossCurve(2 steps, 0.3 → 0.1)"
    yield graph, "ActivationGraph('tanh', z within ±1.5)"
    yield Tangent(graph, 0, 1), "Tangent(slope 1)"
    yield TitleBar("Backpropagation", ["A", "B"], [1, 2]), "TitleBar('Backpropagation', 2 phases)"
    yield TrainingLoop(), "TrainingLoop('forward', 'loss', 'backward', 'update')"
    yield NeuronNotes(layers[2], [0.5, 1]), "NeuronNotes(0.50, 1.00)"
    yield WeightChanges(edges, NETWORK.W[1] + 0.1), "WeightChanges(12 ▲, 0 ▼)"
    yield Veil(), "Veil(0 lifted)"
    yield FlowWave(edges), "FlowWave(WeightedEdges(3 → 4))"
    yield Activate(layers[0], TRACE.x), "Activate(NeuronLayer(3))"
    yield GrowNetwork(diagram), "GrowNetwork(NetworkDiagram([3, 4, 2]))"
    yield UpdateWeights(edges, NETWORK.W[1]), "UpdateWeights(WeightedEdges(3 → 4))"
    yield CountTo(Number(1), 2), "CountTo(1.00 → 2.00)"
    yield Travel(Number(1), formula("x")), "Travel(Number(1.00) → Typeset('x'))"
    worked = WorkedFormula(netviz.formulas.delta_terms(0.42, 0.25, 0.105))
    yield worked, "WorkedFormula(d eq e dot s)"
    old, new = formula("z = 1"), formula("z = 2")
    yield Rewrite(old, new), "Rewrite(Typeset('z = 1') → Typeset('z = 2'))"
    yield WriteFrom(old), "WriteFrom(Typeset('z = 1'))"
    yield netviz.Sentence("Add.", spoken="add"), "Sentence(text='Add.', spoken='add')"
    added = netviz.NeuronSum(edges, layers[1], 0, TRACE.x, TRACE.products[1], bias=0.1)
    yield added, "NeuronSum(3 products)"
    yield netviz.Spread(diagram, netviz.Box(-3, -3, 7, 3)), f"Spread({diagram})"
    powers = np.exp(TRACE.z[2])
    softmax = netviz.SoftmaxBars([0, 1], TRACE.z[2], powers, powers / powers.sum())
    yield softmax, "SoftmaxBars('0', '1')"
    yield netviz.GrowBar(Square()), "GrowBar(Square)"
    layer = netviz.PassLayer(FlowWave(edges))
    yield layer, "PassLayer(FlowWave(WeightedEdges(3 → 4)))"
    yield netviz.PassLayers([layer]), "PassLayers(1 layer)"
    carried = netviz.GradientEdges(edges, NETWORK.W[1])
    yield carried, "GradientEdges(12 edges)"
    yield netviz.Sweep(carried), "Sweep(1 mobject)"
    yield netviz.GradientRings(layers[2], [0.1, -0.2]), "GradientRings(2 neurons)"
    wires = VGroup(Line(), Line().shift(DOWN))
    yield netviz.ErrorWires(wires, [0.4, -0.1]), "ErrorWires(2 wires)"
    yield netviz.WireNotes(wires, [0.4, -0.1]), "WireNotes(2 wires)"
    gradients = NETWORK.backward(TRACE, [0, 1])
    marks = netviz.GradientMarks(diagram, gradients.dW, gradients.delta)
    yield marks, "GradientMarks(2 layers)"
    yield netviz.FillIn(worked, {"e": None}), f"FillIn({worked})"
    yield netviz.Exchange(Number(1), Number(2)), "Exchange(Number(1.00) → Number(2.00))"
    yield netviz.SingleOut(edges, edges[:1]), "SingleOut(1 of 12)"
    yield netviz.Strike(layers[2].neurons), "Strike(2 neurons)"
    passed = layers[1].copy().set_values(TRACE.z[1], quantity="pre_activation")
    wide = ActivationGraph(np.tanh, "tanh", reach=9.0, marks=False)
    entered = netviz.EnterGraph(wide, passed, TRACE.z[1], neurons=[0])
    yield entered, f"EnterGraph({wide!r}, NeuronLayer(4))"
    through = netviz.ThroughGraph(entered, TRACE.a[1], neurons=[0])
    yield through, f"ThroughGraph({wide!r}, NeuronLayer(4))"
    yield netviz.Recordings("."), "Recordings('.')"
    yield SetBars(bars, [0.2, 0.8]), "SetBars(ClassProbabilities('cat', 'dog'))"


def test_everything_public_says_briefly_what_it_is():
    for value, said in shown():
        assert repr(value) == said
        if isinstance(value, (Mobject, Animation)):
            assert str(value) == said  # Manim's progress lines


def test_nothing_public_was_forgotten():
    told = {type(value) for value, _ in shown()}
    classes = {value for value in vars(netviz).values() if inspect.isclass(value)}
    made_by_manim = {value for value in classes if issubclass(value, (Scene, Exception))}
    written_by_users = {netviz.Observer, netviz.Voice}
    public = {value for value in classes if value.__name__ in netviz.__all__}
    assert public <= told | made_by_manim | written_by_users


def test_an_animation_may_have_another_name():
    edges = NetworkDiagram(NETWORK.W).edges_into(1)
    assert str(FlowWave(edges, name="forward")) == "forward"


@pytest.mark.parametrize("factor", [0.5, -2, 3])
def test_strokes_are_scaled_with_what_they_draw(factor):
    inner = Square(stroke_width=4).set_stroke(width=6, background=True)
    drawing = Drawing(Drawing(inner), Square(stroke_width=0)).scale(factor)
    assert inner.stroke_width == 4 * abs(factor)
    assert inner.background_stroke_width == 6 * abs(factor)
    assert drawing[1].stroke_width == 0
    assert inner.width == pytest.approx(2 * abs(factor))


@pytest.mark.parametrize("shrink", [
    lambda drawing: drawing.scale_to_fit_width(drawing.width / 2),
    lambda drawing: drawing.scale_to_fit_height(drawing.height / 2),
    lambda drawing: drawing.set(width=drawing.width / 2),
])  # fmt: skip
def test_a_picture_half_as_large_is_the_same_picture(draw, shrink):
    """A small diagram brought near is the large one: nothing in it is out of proportion."""
    plain, small = NetworkDiagram(NETWORK.W), shrink(NetworkDiagram(NETWORK.W))
    widths = [member.get_stroke_width() for member in plain.family_members_with_points()]
    halves = [member.get_stroke_width() for member in small.family_members_with_points()]
    assert halves == pytest.approx(np.array(widths) / 2)
    again = small.scale(2).move_to(plain)
    assert (draw(again) != draw(plain)).sum() < 20


def test_strokes_can_be_left_as_they_are():
    square = Square(stroke_width=4)
    assert Drawing(square).scale(0.5, scale_stroke=False)[0].stroke_width == 4


def test_animated_scaling_takes_the_strokes_along(record):
    diagram = NetworkDiagram(NETWORK.W)
    edge = diagram.edges_into(1)[0]
    plain = edge.get_stroke_width()

    def story(scene):
        scene.add(diagram)
        scene.play(diagram.animate.scale(0.5), run_time=0.5)

    seen = record(story, probe=lambda: float(edge.get_stroke_width())).seen
    assert seen == sorted(seen, reverse=True)
    assert edge.get_stroke_width() == pytest.approx(plain / 2)
    diagram.edges_into(1).set_weights(NETWORK.W[1])
    assert edge.get_stroke_width() == pytest.approx(plain / 2)


class Short(PhasedScene):
    phases = (Phase("Hold", 1, "hold"),)

    def hold(self):
        pass


def test_opengl_is_refused(monkeypatch):
    monkeypatch.setattr(type(config), "renderer", property(lambda self: RendererType.OPENGL))
    for make in (Neuron, Short, lambda: text("word"), lambda: NetworkDiagram(NETWORK.W)):
        with pytest.raises(RuntimeError, match=r"^netviz draws with Cairo, .*--renderer=opengl"):
            make()
