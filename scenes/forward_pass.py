"""Neural Network Forward Pass: how three numbers become a prediction, in 46 seconds.

    manim -pqh scenes/forward_pass.py

The film is about whatever network it is given: replace `network`, `x` and, if you like,
`class_names` in a subclass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from manim import (
    LEFT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    VGroup,
)

from netviz import (
    Box,
    EnterGraph,
    Exchange,
    Explainer,
    FormulaPanel,
    GrowBar,
    GrowNetwork,
    Network,
    NeuronSum,
    PassLayer,
    PassLayers,
    Phase,
    Rewrite,
    SingleOut,
    Spread,
    Strike,
    ThroughGraph,
    WriteFrom,
    formula,
    formulas,
)
from netviz.stacking import ASIDE
from netviz.typeset import Typeset

COUNT = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
MAKES = {
    "relu": ("Below zero, ReLU outputs zero.",),
    "sigmoid": ("Sigmoid squeezes sums into zero to one.", "Sigmoid gives zero to one."),
    "tanh": ("tanh squeezes sums into −1 to 1.", "tanh gives −1 to 1."),
    "identity": ("Here the sum passes unchanged.", "The sum passes unchanged."),
}
"""What an activation does, and the same in fewer words."""


class ForwardPass(Explainer):
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
        super().setup()
        trace = self.network.forward(self.x)
        self.depth, self.winner = self.network.depth, trace.prediction
        self.path = trace.strongest_path()
        self.show(self.network, self.x, keep=dict(enumerate(self.path)), most_radius=0.42)
        # The whole width is the network's until something stands beside it.
        self.diagram.set_columns(self.diagram.places_in(self.frame.across))
        self.bars = self.softmax_bars(self.class_names)
        self.x_name = formula("x", color=self.theme.activation).set_z_index(ASIDE)
        first = self.diagram.layers[0].neurons[0].disc
        room = self.frame.diagram.top - float(first.get_top()[1])
        self.x_name.next_to(first, UP if room > 0.3 else LEFT, buff=0.1)
        # The neuron worked in detail is the one that fires most among those drawn.
        self.worked = max(self.diagram.layers[1].shown, key=lambda j: trace.z[1][j])
        self.reached = 1
        self.graph = self.graph_of(1)
        self.panel.rule(formulas.sum_rule("x"))

    def make_panel(self) -> FormulaPanel:
        return FormulaPanel(
            rows=1, box=self.frame.panel, rule_at=(1.05, 4.7), work_at=8.15, left_sides=0.8
        )

    # Intro: the architecture.

    def intro(self) -> None:
        inputs = self.network.sizes[0]
        many = COUNT[inputs] if inputs < len(COUNT) else str(inputs)
        verb = "become" if inputs != 1 else "becomes"
        self.say(
            f"{many} number{'s' * (inputs != 1)} {verb} one decision.",
            "Numbers become one decision.",
        )
        self.play(GrowNetwork(self.diagram), run_time=1.8)
        self.add(self.diagram)

    # Input Layer: what edges look like, and the values that enter.

    def input_layer(self) -> None:
        every = self.diagram.edges
        strong = [edge for edge in every if abs(edge.weight) > 0.6 * edge.full]
        negative = [edge for edge in every if edge.weight < 0]
        self.say(
            "Thick is a strong weight, dashed a negative one."
            if negative
            else "The thicker the edge, the stronger the weight."
        )
        self.wait(0.3)
        self.play(SingleOut(every, strong, rest=0.35), run_time=0.4)
        self.wait(0.5)
        if negative:
            self.play(SingleOut(every, negative, rest=0.35), run_time=0.4)
            self.wait(0.4)
        self.play(SingleOut(every), run_time=0.3)
        layer = self.diagram.layers[0]
        lights = [
            AnimationGroup(self.activate(0, [k]), Strike([layer.neuron(k)])) for k in layer.shown
        ]
        self.play(LaggedStart(FadeIn(self.x_name), *lights, lag_ratio=0.5), run_time=1.3)

    # Layer 1 Forward: one neuron slowly, then the whole layer at once.

    def layer_1_forward(self) -> None:
        self.say("Multiply inputs by weights, add a bias.")
        self.one_neuron()
        others = [i for i in self.diagram.layers[1].shown if i != self.worked]
        if others:
            self.play(self.pass_layer(1, others), run_time=1.2)
        activation = self.network.activations[1]
        if self.depth > 1:
            self.say(*MAKES[activation])
        self.make_room()
        if self.depth > 1:
            rule = self.panel.rule(formulas.activation_rule(activation), column=1)
            self.play(
                FadeIn(self.graph, rule),
                *self.focus(*self.diagram.layers[1].neurons, *self.diagram.edges_into(2)),
                run_time=0.4,
            )
            self.through_graph(1)

    def one_neuron(self) -> None:
        """One neuron's products, each on its edge and then in the sum."""
        j, trace, decimals = self.worked, self.trace, self.scales["weight"].decimals
        edges, source, target = self.diagram.edges_into(1), *self.diagram.layers[:2]
        bias, own = float(self.network.b[1][j]), edges.into(j)
        others = [edge for edge in edges if edge not in own]
        notes = NeuronSum(
            edges, target, j, trace.x, trace.products[1], bias,
            (self.scales["input"].decimals, decimals),
        ).set_z_index(ASIDE)  # fmt: skip
        line = self.panel.work(
            [
                formulas.sum_of_products(trace.products[1][j], bias, trace.z[1][j], decimals, most)
                for most in (4, 3)
            ]
        )
        lit = [*source.neurons, target.neuron(j), *own]
        self.play(
            FadeIn(self.panel, *self.panel.rules),
            *self.focus(*lit),
            *([SingleOut(others, [], rest=0.3)] if others else []),
            run_time=0.5,
        )
        self.multiply(notes, line)
        self.play(
            FadeIn(line.part("equals"), line.part("total")),
            self.activate(1, [j], "pre_activation"),
            Strike([target.neuron(j)], self.theme.pre_activation),
            run_time=0.5,
        )
        self.add(line)
        self.wait(0.3)
        light = self.focus(*self.around(1))
        for edge in others:  # they come back as bright as they are
            edge.set_brightness(1.0)
        self.play(FadeOut(notes.bias), *light, run_time=0.4)

    def multiply(self, notes: NeuronSum, line: Typeset) -> None:
        """Edge by edge: two factors, a pulse, their product, and its place in the sum; the bias."""
        seen = [label for label in notes.products if f"p{label.pair[1]}" in line.part_names]
        names, left = list(line.part_names), []
        for label in seen:
            neuron, pace = self.diagram.layers[0].neuron(label.pair[1]), 1 / len(seen)
            self.play(
                *left, Indicate(neuron, 1.1, None), FadeIn(label.factors), run_time=0.8 * pace
            )
            product = Exchange(label.factors, label.result)
            self.play(PassLayer(self.wave(1, [label.pair]), product), run_time=1.8 * pace)
            upto = names.index(f"p{label.pair[1]}") + 1
            term, names = names[:upto], names[upto:]
            self.play(
                FadeIn(*map(line.part, term)), Indicate(label.result, 1.15, None),
                run_time=0.7 * pace,
            )  # fmt: skip
            left = [FadeOut(label.result)]
        term = names[: names.index("b") + 1]
        self.play(*left, FadeIn(notes.bias, *map(line.part, term)), run_time=0.5)

    def make_room(self, box: Box | None = None) -> None:
        """The network moves to the left; something comes to stand beside it."""
        self.play(Spread(self.diagram, box or self.frame.diagram, self.x_name), run_time=0.7)

    # Layer 2 Forward, and any further hidden layer: the same rule for all neurons at once.

    def next_layer_forward(self) -> None:
        self.reached += 1
        layer = self.reached
        activation = self.network.activations[layer]
        self.say("Outputs become the next layer's inputs.")
        before = self.panel.clear_rules()
        self.panel.rule(formulas.sum_rule("a", layer))
        self.panel.rule(formulas.activation_rule(activation, layer), column=1)
        graph = self.graph
        if activation != self.network.activations[layer - 1]:
            self.graph = self.graph_of(layer)
        changed = [] if graph is self.graph else [FadeOut(graph)]
        self.play(
            FadeOut(*self.panel.clear_lines(), self.marks),
            *changed,
            *(Rewrite(old, new) for old, new in zip(before, self.panel.rules, strict=True)),
            *self.focus(*self.around(layer)),
            run_time=1.1,
        )
        self.play(self.pass_layer(layer), run_time=1.9)
        self.wait(0.2)
        lit = [*self.diagram.layers[layer].neurons, *self.diagram.edges_into(layer + 1)]
        enter = [FadeIn(self.graph)] if changed else []
        self.play(*enter, *self.focus(*lit), run_time=0.4)
        self.through_graph(layer, "A negative sum sends nothing on.", pace=1.6)

    # Output Layer: scores, powers, their sum, shares.

    def output_layer(self) -> None:
        trace, bars, outputs = self.trace, self.bars, self.diagram.layers[-1]
        self.say("Softmax turns scores into shares.")
        if self.depth > 1:
            sums, activation = self.panel.clear_rules()
            rule = self.panel.rule(formulas.sum_rule("a", self.depth))
            self.play(
                FadeOut(self.graph, self.marks, activation, *self.panel.clear_lines()),
                Rewrite(sums, rule),
                *self.focus(*self.around(self.depth)),
                run_time=0.9,
            )
            self.play(self.pass_layer(self.depth), run_time=1.4)
        else:
            self.play(FadeOut(self.panel.clear_lines()), run_time=0.4)
        powers = [
            AnimationGroup(
                WriteFrom(bars.power(i), {"z": outputs.neuron(i)}, lag_ratio=0),
                GrowBar(bars.bar(i)),
            )
            for i in bars.shown
        ]
        self.play(LaggedStart(*powers, lag_ratio=0.8), run_time=1.3)
        terms = {f"e{i}": bars.power(i).part("result") for i in bars.added}
        self.play(
            FadeIn(bars.whole),
            LaggedStart(*(GrowBar(bars.segment(i)) for i in bars.shown), lag_ratio=0.5),
            WriteFrom(bars.sum_line, terms, last=("equals", "result")),
            run_time=1.0,
        )
        share = formulas.share(
            trace.exponentials[self.winner], trace.exp_sum, trace.output[self.winner]
        )
        self.play(FadeIn(self.panel.work(share)), run_time=0.4)
        self.play(FadeIn(bars.parts), self.activate(self.depth, outputs.shown), run_time=0.5)

    # Prediction: the winner, and the path that made it win.

    def prediction(self) -> None:
        bars, winner, outputs = self.bars, self.winner, self.diagram.layers[-1]
        edges, (j, k) = self.diagram.edges_into(-1), (self.winner, self.path[-2])
        self.say(
            f"{bars.class_names[winner]} wins: this link adds most to its score.",
            "This link adds most to the score.",
        )
        panel = self.panel
        done = [*panel.clear_rules(), *panel.clear_lines(), panel.divider, bars.powers, bars.adding]
        self.classes = panel.work(bars.line(panel.work_width)).set_x(panel.get_x())
        self.play(Exchange(VGroup(*done), VGroup(bars.outline, self.classes)), run_time=0.8)
        self.ring = bars.marker(winner).set_z_index(ASIDE)
        losers = [VGroup(*bars.row(i)[:3]) for i in bars.shown if i != winner]
        self.play(
            Create(self.ring),
            Strike([outputs.neuron(winner)]),
            *(row.animate.set_opacity(0.4) for row in losers),
            run_time=0.5,
        )
        lit = [outputs.neuron(winner), self.diagram.layers[-2].neuron(k), edges.edge(j, k)]
        decimals = self.scales["input"].decimals if self.depth == 1 else 2
        (label,) = edges.product_labels(
            self.trace.a[self.depth - 1], self.trace.products[self.depth], [(j, k)],
            (decimals, self.scales["weight"].decimals), clear_of=[edges.edge(j, k)],
        ).set_z_index(ASIDE)  # fmt: skip
        rest = [edge for edge in edges if edge is not edges.edge(j, k) and edge.brightness > 0.9]
        dim, back = ([SingleOut(rest, [], rest=0.25)], [SingleOut(rest)]) if rest else ([], [])
        self.play(*self.focus(*lit), *dim, FadeIn(label.factors), run_time=0.5)
        self.wait(0.4)
        self.play(Exchange(label.factors, label.result), run_time=0.4)
        self.wait(0.3)
        self.play(FadeOut(label.result), *back, run_time=0.3)
        for layer in range(self.depth - 1, 0, -1):
            k, j = self.path[layer - 1 : layer + 1]
            lit += [
                self.diagram.edges_into(layer).edge(j, k),
                self.diagram.layers[layer - 1].neuron(k),
            ]
            self.play(*self.focus(*lit), run_time=0.5 / self.depth)
        steps = zip(self.layers(), self.path, self.path[1:], strict=False)
        along = [self.pass_layer(layer, [j], None, [k]) for layer, k, j in steps]
        self.play(PassLayers(along), run_time=1.3)

    # Weight Matrix: the first layer as one product; each row is one neuron's weights.

    def weight_matrix(self) -> None:
        target, edges = self.diagram.layers[1], self.diagram.edges_into(1)
        self.say("Each row of weights makes one neuron.")
        beyond = [self.diagram.edges_into(layer) for layer in self.layers()[1:]]
        self.beyond = VGroup(*self.diagram.layers[2:], *beyond)
        self.play(
            FadeOut(self.beyond, self.ring, self.bars.bars, self.bars.outline),
            *self.focus(),
            run_time=0.5,
        )
        if self.depth == 1:  # its output column stands where the numbers are to stand
            self.make_room(replace(self.frame.diagram, right=-2.0))
        product = self.product = self.layer_product(1)
        self.rule = self.panel.work(formulas.sum_rule("x")).set_x(self.panel.get_x())
        W, x, b, z = product.W, product.x, product.b, product.z
        plus, equals = product.signs
        self.play(FadeIn(W), Exchange(self.classes, self.rule.part("W")), run_time=0.6)
        for names, come, seconds in (
            (("x",), [x], 0.4),
            (("plus", "b"), [plus, b], 0.4),
            (("eq", "z"), [equals, z.brackets, *z.dots], 0.4),
        ):
            self.play(FadeIn(*come, *map(self.rule.part, names)), run_time=seconds)
        self.add(self.rule)
        sums = self.trace.z[1]
        rows = sorted(target.shown, key=lambda j: (j != self.worked, sums[j] <= 0, j))
        numbers = {j: VGroup(*W.row(j), b.entry(j)) for j in rows}
        own = {j: [*edges.into(j), target.neuron(j)] for j in rows}
        for n, j in enumerate(rows):
            light = [SingleOut(own[j]), numbers[j].animate.set_opacity(1.0)]
            if n == 0:  # the others wait for their turn
                waiting = [numbers[i].animate.set_opacity(0.45) for i in rows[1:]]
                dim = [item for i in rows[1:] for item in own[i]]
                light = [SingleOut(dim, [], rest=0.3), *waiting] if dim else []
            self.play(
                *light,
                PassLayer(self.wave(1, [e.pair for e in edges.into(j)]), FadeIn(z.entry(j))),
                run_time=1.1 if n == 0 else min(0.65, 2.0 / (len(rows) - 1)),
            )

    # Outro: the whole network once more, and the one line that it is.

    def outro(self) -> None:
        self.say("The same step repeats, layer after layer.")
        self.play(FadeOut(*self.product[:-1]), run_time=0.4)
        if self.depth == 1:
            self.make_room()
        summary = self.panel.work(formulas.any_layer_rule()).set_x(self.panel.get_x())
        back = FadeIn(self.beyond, self.bars.bars, self.bars.outline)
        self.play(Rewrite(self.rule, summary), back, run_time=0.7)
        self.add(self.diagram)
        winner = self.diagram.layers[-1].neuron(self.winner)
        passes = [
            self.pass_layer(layer, None, None, also=[Indicate(summary.part("a"), 1.15, "#FFFFFF")])
            for layer in self.layers()
        ]
        ends = PassLayers(passes, Create(self.ring), Strike([winner]))
        self.play(ends, run_time=2.3 if self.depth > 1 else 1.5)

    # Shorthand: the film's own numbers in the library's words.

    def layers(self) -> range:
        return range(1, self.depth + 1)

    def through_graph(self, layer: int, then: str = "", pace: float = 1.0) -> None:
        """Sums go through the graph, the positive ones first; `then` is said of the others."""
        z, a, target = self.trace.z[layer], self.trace.a[layer], self.diagram.layers[layer]
        full, entered = self.scales["activation"].full, EnterGraph(self.graph, target, z)
        self.marks = entered.marks.set_z_index(ASIDE)
        self.play(entered, run_time=0.4)
        is_relu = self.network.activations[layer] == "relu"
        cut = [j for j in target.shown if is_relu and z[j] <= 0]
        kept = [j for j in target.shown if j not in cut]
        if kept:
            self.play(ThroughGraph(entered, a, kept, full), run_time=(0.5 if cut else 0.9) * pace)
            self.wait(0.2 * pace)
        if cut:
            if then:
                self.say(then)
            edges = self.diagram.edges_into(layer + 1)
            dark = SingleOut([edge for edge in edges if edge.pair[1] in cut], [], rest=0.12)
            self.play(ThroughGraph(entered, a, cut, full), dark, run_time=0.7 * pace)


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
