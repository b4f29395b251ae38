"""Neural Network Forward Pass: how three numbers become a prediction, in 46 seconds.

    manim -pqh scenes/forward_pass.py

The film is about whatever network it is given: replace `network`, `x` and, if you like,
`class_names` in a subclass.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    FadeTransform,
    GrowFromCenter,
    Indicate,
    LaggedStart,
    ReplacementTransform,
    Succession,
    Transform,
    UpdateFromFunc,
    VGroup,
    rush_from,
)

from netviz import (
    Activate,
    ActivationGraph,
    ClassProbabilities,
    FlowWave,
    FormulaPanel,
    GrowNetwork,
    LayerProduct,
    MatrixPanel,
    Network,
    NetworkDiagram,
    Neuron,
    NeuronNotes,
    Number,
    Phase,
    PhasedScene,
    SetBars,
    TitleBar,
    Travel,
    Veil,
    WeightedEdges,
    formula,
    formulas,
    get_activation,
    text,
)
from netviz.layout import Box, Frame, collapse
from netviz.scales import as_shown, decimals_for, format_value, weight_color
from netviz.typeset import Typeset

NAME = {"relu": "ReLU", "sigmoid": "Sigmoid", "tanh": "tanh", "identity": "Identity"}
LEFT_OF_PRODUCT = -2.9
ABOVE_VEIL = 30
WORDS = {
    "relu": "Below zero, ReLU outputs 0.",
    "sigmoid": "Sigmoid squeezes sums into 0 to 1.",
    "tanh": "tanh squeezes sums into −1 to 1.",
    "identity": "Here the sum passes unchanged.",
}


def echo(rule: Typeset, line: Typeset) -> Animation:
    """A line is written part by part, each as its part of the rule that it follows lights up."""
    rest = line.without(*(name for name in line.part_names if name in rule.part_names))
    parts: list[Animation] = [
        AnimationGroup(Indicate(rule.part(name), 1.15, None), FadeIn(line.part(name)))
        for name in line.part_names
        if name in rule.part_names
    ]
    return LaggedStart(*parts, *([FadeIn(rest)] if len(rest) else []), lag_ratio=0.4)


class ForwardPass(PhasedScene):
    """The forward pass of `network` for the input `x`, phase by phase."""

    phases = (
        Phase("Intro", 3, "intro"),
        Phase("Input Layer", 4, "input_layer"),
        Phase("Layer 1 Forward", 10, "layer_1_forward"),
        Phase("Layer 2 Forward", 8, "next_layer_forward"),
        Phase("Output Layer", 6, "output_layer"),
        Phase("Prediction", 5, "prediction"),
        Phase("Weight Matrix", 6, "weight_matrix"),
        Phase("Outro", 4, "outro"),
    )

    title = "Neural Network Forward Pass"
    network = Network(
        weights=[
            [[-0.4, -0.9, -0.5], [0.9, 0.6, -0.4], [0.3, 0.3, -0.4], [-0.2, 0.2, 0.7]],
            [
                [-0.9, 0.4, -0.1, 0.5],
                [-0.6, 0.8, 0.4, -0.2],
                [0.1, 0.1, 0.3, 0.6],
                [0.1, -0.9, 0.4, -0.9],
            ],
            [[-0.5, 0.9, -0.3, -0.3], [0.8, -0.5, -0.5, 0.3]],
        ],
        biases=[[-0.1, 0.2, 0.3, 0.2], [-0.2, 0.2, -0.1, -0.1], [-0.1, 0.1]],
    )
    x: Sequence[float] = (0.5, 0.8, 0.3)
    class_names: Sequence[str] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.phases = phases_for(self.network.depth)
        super().__init__(*args, **kwargs)

    def setup(self) -> None:
        network = self.network
        self.trace = trace = network.forward(self.x)
        self.depth = network.depth
        if trace.exponentials is None:
            raise ValueError(
                f"network must end in softmax, so that there are class probabilities to show, "
                f"got {network!r}"
            )
        # One brightness for the whole film: for activations, and for what the waves carry.
        self.full = max(1.0, *(float(np.abs(a).max()) for a in trace.a[: self.depth]))
        self.full_term = max(float(np.abs(terms).max()) for terms in trace.products)
        self.x_decimals = decimals_for(trace.x)
        self.diagram = NetworkDiagram(
            list(network.W),
            box=Frame().diagram,
            decimals=[self.x_decimals] + [2] * self.depth,
            keep={
                self.depth - 1: int(trace.products[-1][trace.prediction].argmax()),
                self.depth: trace.prediction,
            },
        )
        self.panel = FormulaPanel()
        names = self.class_names or [f"Class {i}" for i in range(network.sizes[-1])]
        outputs = self.diagram.layers[-1]
        if len(names) != outputs.count:
            raise ValueError(
                f"class_names must have one name an output ({outputs.count}), got {len(names)}"
            )
        self.bars = ClassProbabilities(names, heights=outputs.heights(), keep=trace.prediction)
        self.bars.set_z_index(ABOVE_VEIL)
        self.title_bar = TitleBar(
            self.title, [p.name for p in self.phases], [p.seconds for p in self.phases]
        )
        frame = Frame().diagram
        self.veil = Veil(Box(frame.left, frame.bottom, -frame.left, frame.top))
        # The neuron worked in detail is the one that fires most among those drawn.
        self.worked = max(self.diagram.layers[1].shown, key=lambda j: trace.z[1][j])
        self.reached = 1
        self.graph = self.activation_graph(1) if self.depth > 1 else VGroup()
        self.dots = VGroup()
        # Until the panel comes in, the network stands in the middle of the picture; until the
        # graph or the bars come in, in the middle of its width.
        self.centred, self.lowered = -float(self.diagram.get_x()), 0.8
        self.diagram.shift(RIGHT * self.centred + DOWN * self.lowered)

    # Intro: the architecture, with its weights to be seen from the first frame.

    def intro(self) -> None:
        self.add(self.title_bar)
        self.caption("Dashed: negative weight.", at=0.2)
        grow = GrowNetwork(self.diagram)
        self.play(*self.title_bar.advance(), grow, run_time=1.7)
        self.add(self.diagram)

    # Input Layer: the vector x, whose numbers travel into the input neurons.

    def input_layer(self) -> None:
        layer = self.diagram.layers[0]
        self.x_label, self.x_vector = self.input_vector()
        self.caption("Only numbers enter.", at=0.1)
        self.play(
            self.diagram.animate.shift(UP * self.lowered),
            *self.title_bar.advance(),
            run_time=0.6,
        )
        self.play(FadeIn(self.panel, self.x_label, self.x_vector), run_time=0.4)
        self.wait(0.4)
        both = [k for k in layer.shown if k in self.x_vector.rows]
        numbers = VGroup(*(self.x_vector.entry(k).copy() for k in both)).set_z_index(10)
        moves = [
            number.animate.move_to(layer.neuron(k).disc)
            for number, k in zip(numbers, both, strict=True)
        ]
        self.play(
            layer.label.animate(run_time=0.3).set_opacity(self.theme.dim_opacity),
            LaggedStart(*moves, lag_ratio=0.4, run_time=1.5),
        )
        self.play(
            Activate(layer, self.trace.x, full=self.full),
            FadeOut(numbers),
            layer.label.animate.set_opacity(1),
            run_time=0.6,
        )

    # Layer 1 Forward: one neuron slowly, then the whole layer at once.

    def layer_1_forward(self) -> None:
        trace, j = self.trace, self.worked
        source, target = self.diagram.layers[0], self.diagram.layers[1]
        edges, neuron = self.diagram.edges_into(1), target.neuron(j)

        self.caption("Scale by weights, add, shift.", at=0.1)
        rule = self.panel.rule(self.sum_rule("x"), 0)
        self.veil.lift(*source.neurons, neuron, edges.into(j))
        self.play(
            FadeOut(self.x_vector, target_position=rule.part("x").get_center(), scale=0.2),
            FadeOut(self.x_label.without("x")),
            ReplacementTransform(self.x_label.part("x"), rule.part("x")),
            FadeIn(rule.without("x"), self.veil),
            *self.title_bar.advance(),
            run_time=0.5,
        )
        self.add(rule)

        # Weight by weight and input by input, the edges become the terms of the sum.
        line, added = self.worked_lines()
        terms = [k for k in source.shown if f"t{k}" in line.part_names]
        labels = edges.weight_labels([(j, k) for k in terms], clear_of=edges.into(j))
        bias = self.bias_label(neuron)
        labels.set_z_index(ABOVE_VEIL)
        carried = [*(f"{kind}{k}" for k in terms for kind in "wx"), "b"]
        self.play(FadeIn(labels, bias, line.without(*carried)), run_time=0.4)
        arrive: list[Animation] = [
            flight
            for label, k in zip(labels, terms, strict=True)
            for flight in (
                Travel(label, line.part(f"w{k}")),
                Travel(source.neuron(k).digits, line.part(f"x{k}")),
            )
        ]
        arrive.append(Travel(bias, line.part("b")))
        # Without a hidden layer there is no graph to come, and more time.
        pace = 1.5 if self.depth > 1 else 2.5
        self.play(LaggedStart(*arrive, lag_ratio=0.5), run_time=pace)
        self.add(line)

        # Each product lands below its term, and their sum lands in the neuron.
        land = [
            FadeIn(added.part(f"p{k}"), target_position=line.part(f"t{k}").get_center())
            for k in terms
        ]
        rest = added.without("sum", *(f"p{k}" for k in terms))
        flow = self.flow(1, [(j, k) for k in source.shown])
        self.play(LaggedStart(*land, lag_ratio=0.25), FadeIn(rest), flow, run_time=1.0)
        self.play(FadeIn(added.part("sum")), run_time=0.3)
        self.add(added)
        self.wait(0.3)
        first, *then = self.what_happens_to(trace.z[1][j])
        self.caption(first)
        digits = neuron.copy().set_value(trace.z[1][j], quantity="pre_activation").digits
        self.play(Travel(added.part("z"), digits), FadeOut(bias), run_time=0.5)
        self.play(
            Activate(target, trace.z[1], quantity="pre_activation", only=[j]),
            FadeOut(digits),
            run_time=0.2,
        )

        # What the activation function makes of it. The graph gets the room beside the network.
        moved = VGroup(self.diagram, labels)
        self.play(moved.animate.shift(LEFT * self.centred), run_time=0.5)
        if self.depth > 1:
            activation_rule = self.panel.rule(self.activation_rule(1), 1)
            self.play(FadeIn(self.graph, activation_rule), run_time=0.4)
            self.pass_through_graph(1, [j], run_time=0.8)

        # The other neurons do the same, all at once.
        others = [i for i in target.shown if i != j]
        joining = VGroup(*(VGroup(edges.into(i), target.neuron(i)) for i in others))
        self.veil.lift(joining)
        self.play(
            FadeOut(labels), FadeIn(joining), VGroup(line, added).animate.fade(0.6), run_time=0.3
        )
        if others:
            pairs = [(i, k) for i in others for k in source.shown]
            for words in then:
                self.caption(words)
            self.play(self.flow(1, pairs), run_time=1.0)
            self.play(
                Activate(target, trace.z[1], quantity="pre_activation", only=others), run_time=0.3
            )
        if others and self.depth > 1:
            self.wait(0.2)
            self.pass_through_graph(1, others, run_time=1.0)

    # Layer 2 Forward, and any further hidden layer: the same rule for all neurons at once.

    def next_layer_forward(self) -> None:
        self.reached += 1
        layer = self.reached
        trace, theme = self.trace, self.theme
        source, target = self.diagram.layers[layer - 1], self.diagram.layers[layer]
        edges = self.diagram.edges_into(layer)

        self.caption("Same rule, whole layer.", at=0.1)
        done = self.panel.clear_lines()
        self.play(FadeOut(done, self.dots, self.veil), *self.title_bar.advance(), run_time=0.3)
        self.dots = VGroup()
        self.veil.lower().lift(source, target, edges)
        self.play(FadeIn(self.veil), run_time=0.3)
        if self.network.activations[layer] != self.network.activations[layer - 1]:
            self.change_activation(layer)
        sums = self.panel.work(
            f"{{{{ z^(({layer})) : z }}}} {{{{ = : eq }}}} {{{{ W^(({layer})) : W }}}} "
            f"{{{{ a^(({layer - 1})) : x }}}} {{{{ + : plus }}}} {{{{ b^(({layer})) : b }}}}",
            0,
        )
        sums.color_parts(z=theme.pre_activation, x=theme.activation)
        self.play(echo(self.panel.rules[0], sums), run_time=0.9)
        self.add(sums)
        labels = edges.strongest_labels(2, trace.products[layer]).set_z_index(ABOVE_VEIL)
        self.play(FadeIn(labels), run_time=0.3)
        self.play(self.flow(layer), run_time=1.3)
        self.play(Activate(target, trace.z[layer], quantity="pre_activation"), run_time=0.5)
        self.wait(0.5)
        result = self.panel.work(
            f"{{{{ a^(({layer})) : a }}}} {{{{ = : eq }}}} {self.symbol(layer)}"
            f"({{{{ z^(({layer})) : z }}}})",
            1,
        )
        result.color_parts(a=theme.activation, z=theme.pre_activation)
        self.play(echo(self.panel.rules[1], result), run_time=0.7)
        self.add(result)
        silenced = [j for j in target.shown if trace.a[layer][j] == 0.0]
        if silenced:
            self.caption("A negative sum stays dark.")
        self.pass_through_graph(layer, target.shown, run_time=1.4)
        self.wait(1.0)
        self.play(FadeOut(labels), run_time=0.3)

    # Output Layer: scores, exponentials, shares.

    def output_layer(self) -> None:
        trace, theme = self.trace, self.theme
        layer, z = self.diagram.layers[-1], trace.z[self.depth]
        lowest = float(z.min())
        self.caption("Scores of any sign.", at=0.1)
        old_rule, *others = self.panel.clear_rules()
        rule = self.panel.rule(self.sum_rule("a"), 0)
        self.play(
            FadeOut(self.panel.clear_lines(), *others, self.dots, self.graph, self.veil),
            FadeTransform(old_rule, rule),
            *self.title_bar.advance(),
            run_time=0.3,
        )
        self.veil.lower().lift(self.diagram.layers[-2], layer, self.diagram.edges_into(-1))
        self.play(FadeIn(self.veil, self.bars), run_time=0.3)
        self.play(self.flow(self.depth), run_time=0.8)
        self.play(Activate(layer, z, quantity="pre_activation"), run_time=0.3)
        self.caption(
            f"Even {format_value(lowest)} gets a share: e^z > 0."
            if lowest < 0
            else "Every score gets a share of 1."
        )
        share_rule = self.panel.rule(self.share_rule(), 1)
        self.play(FadeIn(share_rule), run_time=0.3)

        # The scores become exponents; a bar is as long as its exponential's part of their sum.
        total, shares = self.softmax_lines()
        scores = [i for i in layer.shown if f"z{i}" in total.part_names]
        powers = [i for i in scores if f"e{i}" in total.part_names]
        later = [name for name in total.part_names if name[0] in "et" and name != "eq"]
        self.play(
            FadeIn(total.without(*later, *(f"z{i}" for i in scores))),
            *(Travel(layer.neuron(i).digits, total.part(f"z{i}")) for i in scores),
            run_time=0.6,
        )
        if powers:
            grow = [
                Travel(total.part(f"z{i}"), total.part(f"e{i}"), path_arc=-PI / 2) for i in powers
            ]
            self.play(*grow, run_time=0.6)
        white = theme.text
        self.play(
            SetBars(self.bars, trace.exponentials, full=trace.exp_sum, color=white), run_time=0.6
        )
        self.play(FadeIn(total.part("total")), run_time=0.3)
        self.add(total)
        self.wait(0.2)

        # One division by the sum: the bars keep their lengths and are shares of 1.
        self.play(FadeIn(shares), run_time=0.3)
        self.play(
            SetBars(self.bars, trace.output, full=1.0, color=theme.activation),
            Activate(layer, trace.output, full=1.0),
            run_time=0.6,
        )

    # Prediction: the winner, and the edge that made it win.

    def prediction(self) -> None:
        trace, winner = self.trace, self.trace.prediction
        layer, edges = self.diagram.layers[-1], self.diagram.edges_into(-1)
        into_winner = [k for j, k in edges.pairs if j == winner]
        k = max(into_winner, key=lambda k: trace.products[-1][winner, k])
        source = self.diagram.layers[-2].neuron(k)

        self.caption("The largest term: this edge.", at=0.1)
        done = self.panel.clear_lines()
        line, classes = self.class_line()
        self.play(FadeOut(done), *self.title_bar.advance(), run_time=0.3)
        self.losers = VGroup(
            *(self.bars.row(i) for i in self.bars.shown if i != winner),
            *(item for i, item in classes.items() if i != winner),
        )
        ring = self.bars.marker(winner).set_z_index(ABOVE_VEIL)
        self.play(
            FadeIn(line, ring),
            *(part.animate.set_opacity(0.6) for part in self.losers),
            run_time=0.5,
        )
        edge = edges.edge(winner, k)
        focus = Veil(z_index=2 * ABOVE_VEIL).lift(source, layer.neuron(winner), edge)
        label = edges.weight_labels([edge.pair], clear_of=[edge]).set_z_index(4 * ABOVE_VEIL)
        score = NeuronNotes(layer, trace.z[-1], UP, color=self.theme.pre_activation).note(winner)
        score.set_z_index(4 * ABOVE_VEIL)
        self.play(FadeIn(focus, label, score), run_time=0.4)
        self.play(self.flow(self.depth, [edge.pair]), run_time=0.7)
        reason = self.largest_term(winner, k)
        self.play(
            FadeIn(reason.without("w", "a", "rest")),
            Succession(Travel(label[0], reason.part("w")), Travel(source.digits, reason.part("a"))),
            run_time=1.0,
        )
        self.caption("Confidence, not accuracy.")
        self.play(FadeIn(reason.part("rest")), run_time=0.3)
        self.add(reason)
        self.focus, self.marks = focus, VGroup(ring, label, score, focus, self.veil)

    # Weight Matrix: the first layer as one product; each row is one neuron's weights.

    def weight_matrix(self) -> None:
        trace, source, target = self.trace, self.diagram.layers[0], self.diagram.layers[1]
        edges = self.diagram.edges_into(1)
        self.caption(self.where_weights_come_from(), at=0.1)
        old_rule, *others = self.panel.clear_rules()
        rule = self.panel.rule(self.sum_rule("x"), 0)
        rules = VGroup(rule)
        if self.depth > 1:
            rules.add(self.panel.rule(self.activation_rule(1), 1))
        self.rest = VGroup(
            *(self.diagram.edges_into(layer) for layer in range(2, self.depth + 1)),
            *self.diagram.layers[2:],
        )
        self.play(
            FadeOut(self.panel.clear_lines(), *others, self.marks, self.bars, self.rest),
            FadeTransform(old_rule, rule),
            FadeIn(rules[1:]),
            *self.title_bar.advance(),
            run_time=0.4,
        )
        self.focus.lower()
        self.veil.lower()
        self.losers.set_opacity(1.0)
        self.home = float(target.get_x())
        self.move_first_layer(min(self.home, LEFT_OF_PRODUCT))
        product = LayerProduct(
            self.network.W[1],
            trace.x,
            self.network.b[1],
            trace.z[1],
            trace.a[1] if self.depth > 1 else None,
            source,
            target,
            box=Box(float(target.get_right()[0]) + 0.35, -0.6, Frame().panel.right - 0.1, 2.7),
        )

        # The weights leave their edges for the matrix, the inputs their neurons.
        leave: list[Animation] = [
            FadeIn(
                product.W.entry(j, k),
                target_position=edges.edge(j, k) if (j, k) in edges.pairs else target,
            )
            for j in product.W.rows
            for k in product.W.columns
        ]
        leave += [
            FadeIn(product.x.entry(k), target_position=source.neuron(k).disc) for k in source.shown
        ]
        frames = VGroup(product.W.brackets, product.x.brackets, product.W.dots, product.x.dots)
        result = VGroup(product.b, product.z, *([] if product.a is None else [product.a]))
        self.play(
            FadeIn(frames, product.names[:2]),
            LaggedStart(*leave, lag_ratio=0.15),
            run_time=1.2,
        )
        self.play(FadeIn(result, product.signs, product.names[2:]), run_time=0.5)
        self.add(product)
        self.wait(0.2)

        # A marker runs down the rows; only the row worked before is read out again.
        self.caption("One row, one neuron.")
        marker = product.marker(target.shown[0])
        pace = min(0.6, 2.4 / len(target.shown))
        for j in target.shown:
            arrive: Animation = Transform(marker, product.marker(j), rate_func=rush_from)
            if j == target.shown[0]:
                arrive = FadeIn(marker, rate_func=rush_from)
            reading: list[Animation] = []
            if j == self.worked:
                reading.append(FadeIn(*self.worked_lines(), rate_func=rush_from))
            elif self.panel.lines:
                reading.append(FadeOut(self.panel.clear_lines(), rate_func=rush_from))
            self.play(
                arrive,
                *reading,
                *self.single_out(product, j),
                self.flow(1, [(j, k) for k in source.shown]),
                run_time=pace,
            )
            if j == self.worked:
                self.wait(0.5)
        self.product = VGroup(product, marker)

    # Outro: the whole network once more, and the one line that it is.

    def outro(self) -> None:
        self.caption(self.what_f_is(), at=0.1)
        rule, *others = self.panel.clear_rules()
        self.play(
            FadeOut(self.panel.clear_lines(), *others, self.product, self.panel.divider),
            *self.title_bar.advance(),
            run_time=0.3,
        )
        self.move_first_layer(self.home)
        summary = formula(
            "{{ a^((l)) : z }} {{ = : eq }} f({{ W^((l)) : W }} {{ a^((l-1)) : x }} "
            "{{ + : plus }} {{ b^((l)) : b }})"
        )
        summary.color_parts(z=self.theme.activation, x=self.theme.activation).move_to(self.panel)
        first = [*self.diagram.layers[1].neurons, *self.diagram.edges_into(1)]
        self.play(
            FadeIn(self.rest, self.bars),
            *(part.animate.set_brightness(1.0) for part in first),
            *(ReplacementTransform(rule.part(n), summary.part(n)) for n in rule.part_names),
            FadeIn(summary.without(*rule.part_names)),
            run_time=0.8,
        )
        self.remove(*rule)
        self.add(summary)
        waves = [self.flow(layer) for layer in range(1, self.depth + 1)]
        self.play(Succession(*waves), run_time=1.8)

    # Shorthand.

    def flow(self, layer: int, pairs: Sequence[tuple[int, int]] | None = None) -> FlowWave:
        """A wave of the terms w·a that reach a layer, on the brightness scale of the film."""
        return FlowWave(
            self.diagram.edges_into(layer),
            self.trace.products[layer],
            full=self.full_term,
            pairs=pairs,
        )

    def bias_label(self, neuron: Neuron) -> Number:
        """The worked neuron's bias, beside it."""
        bias = Number(
            float(self.network.b[1][self.worked]), decimals=self.weight_decimals(1), sign=True
        )
        return bias.next_to(neuron.disc, RIGHT, buff=0.1).set_z_index(ABOVE_VEIL)

    def weight_decimals(self, layer: int) -> int:
        """Decimals that the weights and biases of a layer are shown with."""
        return decimals_for([*self.network.W[layer].ravel(), *self.network.b[layer]])

    def move_first_layer(self, x: float) -> None:
        """Bring the first layer to an x, so that its matrix product has room beside it."""
        target, edges = self.diagram.layers[1], self.diagram.edges_into(1)
        if abs(float(target.get_x()) - x) > 1e-6:
            follow = UpdateFromFunc(edges, WeightedEdges.reconnect)
            self.play(target.animate.set_x(x), follow, run_time=0.5)

    def single_out(self, product: LayerProduct, row: int) -> list[Animation]:
        """One row of the product and its neuron's edges are bright, the others dim."""
        rows = [
            product.row(j).animate(rate_func=rush_from).set_opacity(1.0 if j == row else 0.3)
            for j in self.diagram.layers[1].shown
        ]
        edges = [
            edge.animate(rate_func=rush_from).set_brightness(1.0 if edge.pair[0] == row else 0.2)
            for edge in self.diagram.edges_into(1)
        ]
        neurons = [
            self.diagram.layers[1]
            .neuron(j)
            .animate(rate_func=rush_from)
            .set_brightness(1.0 if j == row else 0.3)
            for j in self.diagram.layers[1].shown
        ]
        return [*rows, *edges, *neurons]

    # The lines of the panel, from the numbers of the trace.

    def symbol(self, layer: int) -> str:
        """The activation of a layer as it stands in formulas."""
        return formulas.ACTIVATION_SYMBOLS[self.network.activations[layer]]

    def sum_rule(self, enters: str) -> Typeset:
        """z = W x + b, with the name of what enters the layer."""
        rule = formula(
            f"{{{{ z : z }}}} {{{{ = : eq }}}} {{{{ W : W }}}} {{{{ {enters} : x }}}} "
            "{{ + : plus }} {{ b : b }}"
        )
        rule.color_parts(z=self.theme.pre_activation, x=self.theme.activation)
        return rule

    def activation_rule(self, layer: int) -> Typeset:
        """a = f(z), with the layer's activation."""
        rule = formula(f"{{{{ a : a }}}} {{{{ = : eq }}}} {self.symbol(layer)}({{{{ z : z }}}})")
        rule.color_parts(a=self.theme.activation, z=self.theme.pre_activation)
        return rule

    def activation_graph(self, layer: int) -> ActivationGraph:
        """The graph of a layer's activation, reaching as far as any hidden z of the film."""
        activation = get_activation(self.network.activations[layer])
        reach = max(float(np.abs(z).max()) for z in list(self.trace.z)[:-1])
        graph = ActivationGraph(activation, reach=max(reach, 1.0) * 1.15)
        return graph.set_z_index(ABOVE_VEIL - 5)

    def change_activation(self, layer: int) -> None:
        """The graph and the rule become those of another activation."""
        old, self.graph = self.graph, self.activation_graph(layer)
        sums, before = self.panel.clear_rules()
        self.panel.rule(sums, 0)
        rule = self.panel.rule(self.activation_rule(layer), 1)
        self.play(FadeTransform(old, self.graph), FadeTransform(before, rule), run_time=0.4)

    @property
    def middle_row(self) -> float:
        """Baseline of a line that has the panel to itself."""
        return (self.panel.row_height(0) + self.panel.row_height(1)) / 2

    def input_vector(self) -> tuple[Typeset, MatrixPanel]:
        """`x =` and the column vector, in the panel's left column."""
        vector = MatrixPanel(
            self.trace.x,
            self.x_decimals,
            row_spacing=0.28,
            most_rows=3,
            color=self.theme.activation,
        )
        label = formula("{{ x : x }} {{ = : eq }}")
        label.color_parts(x=self.theme.activation)
        self.panel.rule(label, 0)
        self.panel.clear_rules()
        label.align_baseline(self.middle_row)
        vector.next_to(label, buff=0.2).set_y(self.panel.get_y())
        return label, vector

    def worked_lines(self) -> tuple[Typeset, Typeset]:
        """`z = w1 x1 + … + b` and, below, the products and their sum; shortened until they fit."""
        trace, j, theme = self.trace, self.worked, self.theme
        weights, bias = self.network.W[1][j], float(self.network.b[1][j])
        w_decimals = self.weight_decimals(1)
        for most in (4, 3):
            terms = formula(
                f"{{{{ z_{j + 1} : z }}}} {{{{ = : eq }}}} "
                + formulas.weighted_sum(
                    weights, trace.x, bias, (w_decimals, self.x_decimals, w_decimals), most
                )
            )
            added = formula(
                formulas.added_products(trace.products[1][j], bias, trace.z[1][j], w_decimals, most)
            )
            if self.panel.fits(terms) and self.panel.fits(added):
                break
        terms.color_parts(z=theme.pre_activation)
        added.color_parts(z=theme.pre_activation)
        for k, weight in enumerate(weights):
            if f"w{k}" in terms.part_names:
                terms.color_parts(
                    **{f"w{k}": weight_color(weight, theme), f"x{k}": theme.activation}
                )
        self.panel.work(terms, 0)
        self.panel.work(added, 1)
        return terms, added

    def share_rule(self) -> Typeset:
        """p = e^z / Σ e^z."""
        shift = self.trace.exp_shift
        power = f"e^({{{{ z : z }}}}{f' - {formulas.number(shift)}' if shift else ''})"
        rule = formula(f"{{{{ p : p }}}} {{{{ = : eq }}}} {power} slash inline(sum) {power}")
        return rule.color_parts(p=self.theme.activation, z=self.theme.pre_activation)

    def softmax_lines(self) -> tuple[Typeset, Typeset]:
        """The sum of the exponentials and the shares in numbers, as fully as there is room for."""
        trace, theme = self.trace, self.theme
        z, e, total = trace.z[self.depth], trace.exponentials, trace.exp_sum
        equals = formulas.relation(sum((as_shown(v) for v in e), Decimal(0)), total)
        end = f"{{{{ {equals} {format_value(total)} : total }}}}"
        lines = []
        for most in (4, 3):
            places = collapse(len(e), most)
            scores = " + ".join(
                "dots.c" if i is None else f"e^{{{{ {format_value(z[i])} : z{i} }}}}"
                for i in places
            )
            powers = f"{{{{ {formulas.rounding(e)} : joins }}}} " + " {{ + : joins }} ".join(
                "{{ dots.c : joins }}" if i is None else f"{{{{ {format_value(e[i])} : e{i} }}}}"
                for i in places
            )
            lines += [f"{{{{ = : eq }}}} {scores} {powers} {end}"]
            lines += [f"{{{{ = : eq }}}} {scores} {end}"]
        if trace.exp_shift != 0:
            lines = []
        lines += [f"{{{{ = : eq }}}} {{{{ {format_value(total)} : total }}}}"]
        candidates = (formula(f"inline(sum) e^{{{{ z : z }}}} {line}") for line in lines)
        sum_line = next(line for line in candidates if self.panel.fits(line))
        for name in sum_line.part_names:
            if name[0] == "z":
                sum_line.part(name).set_color(theme.pre_activation)

        share_line = formula(
            f"{{{{ p : p }}}} {{{{ = : eq }}}} e^{{{{ z : z }}}} slash {format_value(total)}"
        )
        share_line.color_parts(p=theme.activation, z=theme.pre_activation)
        self.panel.work(sum_line, 0)
        self.panel.work(share_line, 1)
        return sum_line, share_line

    def class_line(self) -> tuple[VGroup, dict[int, Typeset]]:
        """Class 0: 0.73   Class 1: 0.27, as many classes as fit, the winner among them."""
        chosen = sorted(self.bars.shown, key=lambda i: -self.trace.output[i])
        classes: dict[int, Typeset] = {}
        for i in chosen:
            item = text(f"{self.bars.class_names[i]}: {format_value(self.trace.output[i])}")
            width = sum(c.width for c in classes.values()) + 0.7 * len(classes) + item.width
            if width < self.panel.work_width:
                classes[i] = item
        line = VGroup(*(classes[i] for i in sorted(classes))).arrange(buff=0.7, aligned_edge=DOWN)
        self.panel.work(line, 1)
        for item in line:
            item.align_baseline(self.panel.row_height(1))
        return line, classes

    def largest_term(self, winner: int, k: int) -> Typeset:
        """The winner's score, with the one term that adds most to it."""
        layer, theme = self.depth, self.theme
        weight, a = float(self.network.W[layer][winner, k]), float(self.trace.a[layer - 1][k])
        w, x = (
            formulas.number(weight, self.weight_decimals(layer)),
            formulas.number(a, self.x_decimals if layer == 1 else 2),
        )
        score = format_value(self.trace.z[layer][winner])
        line = formula(
            f"{{{{ z : z }}}} {{{{ = : eq }}}} {{{{ {w} : w }}}} dot "
            f"{{{{ {x} : a }}}} {{{{ + dots.c = {{{{ {score} : score }}}} : rest }}}}"
        )
        self.panel.work(line, 0)
        return line.color_parts(
            z=theme.pre_activation,
            w=weight_color(weight, theme),
            a=theme.activation,
            score=theme.pre_activation,
        )

    def pass_through_graph(self, layer: int, neurons: Iterable[int], run_time: float) -> None:
        """Each z stands on the line a = z; the function takes it from there to the neuron's a."""
        target, z, chosen = self.diagram.layers[layer], self.trace.z[layer], list(neurons)
        dots = [self.graph.dot(z[j]).set_z_index(ABOVE_VEIL) for j in chosen]
        rings = [Indicate(target.neuron(j).digits, 1.08, None) for j in chosen]
        self.play(*map(GrowFromCenter, dots), *rings, run_time=run_time * 0.5)
        moves = [
            dot.animate.move_to(self.graph.on_curve(z[j])).set_fill(self.theme.activation)
            for dot, j in zip(dots, chosen, strict=True)
        ]
        result = Activate(target, self.trace.a[layer], full=self.full, only=chosen)
        self.play(*moves, result, run_time=run_time * 0.5)
        self.dots.add(*dots)

    def what_happens_to(self, z: float) -> tuple[str, ...]:
        """Captions for the worked neuron's activation and, if need be, for the other neurons'."""
        if self.depth == 1:
            return ("The scores become shares.",)
        activation = self.network.activations[1]
        if activation == "relu" and z > 0:
            return ("ReLU: positive sums pass.", WORDS["relu"])
        return (WORDS[activation],)

    def where_weights_come_from(self) -> str:
        """The film's own weights are picked by hand, somebody else's may not be."""
        if self.network is ForwardPass.network:
            return "Weights picked by hand."
        return "Its weights as one matrix."

    def what_f_is(self) -> str:
        """What the f of the summary stands for."""
        if self.depth == 1:
            return "f is softmax here."
        return f"Hidden: {NAME[self.network.activations[1]]}. Output: softmax."


def phases_for(depth: int) -> tuple[Phase, ...]:
    """The table for a network with another number of layers: one phase for each hidden layer.

    The first layer has its phase in any case, even when it is the output layer.
    """
    table = ForwardPass.phases
    further = tuple(
        Phase(f"Layer {layer} Forward", table[3].seconds, table[3].method)
        for layer in range(2, depth)
    )
    return (*table[:3], *further, *table[4:])
