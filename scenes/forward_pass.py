"""Neural Network Forward Pass: how three numbers become a prediction, in 46 seconds.

    manim -pqh scenes/forward_pass.py

The film is about whatever network it is given: replace `network`, `x` and, if you like,
`class_names` in a subclass.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    Succession,
    VGroup,
)

from netviz import (
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
    SoftmaxBars,
    Strike,
    ThroughGraph,
    WriteFrom,
    formula,
    formulas,
)
from netviz.stacking import ASIDE

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
        network, depth = self.network, self.network.depth
        trace = network.forward(self.x)
        if trace.exponentials is None:
            raise ValueError(
                f"network must end in softmax, so that there are class probabilities to show, "
                f"got {network!r}"
            )
        self.depth, self.winner = depth, trace.prediction
        # The winner's path: from each neuron back to the one that adds most to its sum.
        self.path = [self.winner]
        for layer in range(depth, 0, -1):
            self.path.insert(0, int(trace.products[layer][self.path[0]].argmax()))
        self.show(network, self.x, keep=dict(enumerate(self.path)))
        self.add_names()
        self.x_name = formula("x", color=self.theme.activation).set_z_index(ASIDE)
        first = self.diagram.layers[0].neurons[0].disc
        room = self.frame.diagram.top - float(first.get_top()[1])
        self.x_name.next_to(first, UP if room > 0.3 else LEFT, buff=0.1)
        # The neuron worked in detail is the one that fires most among those drawn.
        self.worked = max(self.diagram.layers[1].shown, key=lambda j: trace.z[1][j])
        self.reached = 1
        self.graph = self.graph_of(1)
        self.marks = VGroup()
        self.rules = [
            self.panel.rule(formulas.sum_rule("x")),
            self.panel.rule(self.activation_rule(1), column=1),
        ]

    def add_names(self) -> None:
        names = self.class_names or [f"Class {i}" for i in range(self.network.sizes[-1])]
        outputs, trace = self.diagram.layers[-1], self.trace
        if len(names) != outputs.count:
            raise ValueError(
                f"class_names must have one name an output ({outputs.count}), got {len(names)}"
            )
        self.bars = SoftmaxBars(
            names,
            trace.z[self.depth],
            trace.exponentials,
            trace.output,
            shift=trace.exp_shift,
            box=self.frame.side,
            heights=outputs.heights(),
            keep=self.winner,
        )
        # What is asked; it makes room for the graph.
        self.question = VGroup(self.bars.names, self.bars.tracks, self.bars.questions)

    def make_panel(self) -> FormulaPanel:
        return FormulaPanel(
            rows=1, box=self.frame.panel, rule_at=(1.05, 4.7), work_at=8.15, left_sides=0.8
        )

    # Intro: the architecture, in its final place.

    def intro(self) -> None:
        inputs = self.network.sizes[0]
        many = COUNT[inputs] if inputs < len(COUNT) else str(inputs)
        self.say(
            f"{many} number{'s' * (inputs != 1)} in, one decision out.",
            "Numbers in, one decision out.",
        )
        self.play(GrowNetwork(self.diagram, FadeIn(self.question)), run_time=1.8)
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
        self.play(SingleOut(every, strong, rest=0.35), run_time=0.5)
        self.wait(0.5)
        if negative:
            self.play(SingleOut(every, negative, rest=0.35), run_time=0.5)
            self.wait(0.3)
        self.play(SingleOut(every), run_time=0.4)
        layer = self.diagram.layers[0]
        self.play(
            self.activate(0, layer.shown), FadeIn(self.x_name), Strike(layer.neurons), run_time=0.7
        )

    # Layer 1 Forward: one neuron slowly, then the whole layer at once.

    def layer_1_forward(self) -> None:
        self.say("Multiply inputs by weights, add a bias.")
        self.one_neuron()
        others = [i for i in self.diagram.layers[1].shown if i != self.worked]
        if others:
            self.play(*self.focus(*self.around(1)), run_time=0.4)
            self.play(self.pass_layer(1, others), run_time=1.2)
            self.wait(0.3)
        if self.depth > 1:
            self.say(*MAKES[self.network.activations[1]])
            self.play(
                FadeOut(self.question),
                FadeIn(self.graph, self.rules[1]),
                *self.focus(*self.diagram.layers[1].neurons),
                run_time=0.5,
            )
            self.through_graph(1)

    def one_neuron(self) -> None:
        """One neuron's products, each on its edge, and their sum."""
        j, trace, decimals = self.worked, self.trace, self.scales["weight"].decimals
        edges, neuron = self.diagram.edges_into(1), self.diagram.layers[1].neuron(j)
        bias = float(self.network.b[1][j])
        notes = NeuronSum(edges, neuron, j, trace.products[1], bias, decimals).set_z_index(ASIDE)
        lit = [*self.diagram.layers[0].neurons, neuron, *edges.into(j)]
        self.play(FadeIn(self.panel, self.rules[0]), *self.focus(*lit), run_time=0.5)
        self.play(FadeIn(notes.weights, notes.bias, notes.words), run_time=0.4)
        wave = self.wave(1, [edge.pair for edge in edges.into(j)])
        self.play(PassLayer(wave, FadeIn(notes.products), Strike([neuron])), run_time=1.4)
        line = self.panel.work(
            [
                formulas.sum_of_products(trace.products[1][j], bias, trace.z[1][j], decimals, most)
                for most in (4, 3)
            ]
        )
        terms = {f"p{label.pair[1]}": label for label in notes.products}
        seen = {name: label for name, label in terms.items() if name in line.part_names}
        seen["b"] = notes.bias
        self.play(WriteFrom(line, seen, later=("equals", "total")), run_time=1.5)
        self.play(
            FadeIn(line.part("equals"), line.part("total")),
            self.activate(1, [j], "pre_activation"),
            run_time=0.5,
        )
        self.add(line)
        self.wait(0.5)
        self.play(FadeOut(notes), run_time=0.3)

    # Layer 2 Forward, and any further hidden layer: the same rule for all neurons at once.

    def next_layer_forward(self) -> None:
        self.reached += 1
        layer = self.reached
        activation = self.network.activations[layer]
        self.say("Outputs become the next layer's inputs.")
        self.panel.clear_rules()
        before, self.rules = (
            self.rules,
            [
                self.panel.rule(formulas.sum_rule("a", layer)),
                self.panel.rule(self.activation_rule(layer, layer), column=1),
            ],
        )
        graph = self.graph
        if activation != self.network.activations[layer - 1]:
            self.graph = self.graph_of(layer)
        changed = [] if graph is self.graph else [FadeOut(graph)]
        self.play(
            FadeOut(self.panel.clear_lines(), self.marks),
            *changed,
            *(Rewrite(old, new) for old, new in zip(before, self.rules, strict=True)),
            *self.focus(*self.around(layer)),
            run_time=1.3,
        )
        self.play(self.pass_layer(layer), run_time=1.7)
        self.wait(0.4)
        enter = [FadeIn(self.graph)] if changed else []
        self.play(*enter, *self.focus(*self.diagram.layers[layer].neurons), run_time=0.4)
        dead = [j for j in self.diagram.layers[layer].shown if self.trace.a[layer][j] == 0]
        self.through_graph(layer, "A negative sum sends nothing on." if dead else "")
        if dead:
            edges = self.diagram.edges_into(layer + 1)
            alive = [edge for edge in edges if edge.pair[1] not in dead]
            self.play(*self.focus(*self.diagram.layers[layer].neurons, *edges), run_time=0.4)
            self.play(SingleOut(edges, alive, rest=0.15), run_time=0.6)

    # Output Layer: scores, powers, their sum, shares.

    def output_layer(self) -> None:
        trace, bars = self.trace, self.bars
        self.say("Softmax turns scores into shares of one.")
        asked = [self.graph] if self.depth > 1 else [self.question]
        leave = [self.panel.clear_lines(), self.panel.clear_rules(), self.marks, *asked]
        VGroup(bars, bars.powers, bars.adding).set_z_index(ASIDE)
        self.play(
            FadeOut(*(group for group in leave if len(group))),
            *self.focus(*self.around(self.depth)),
            run_time=0.5,
        )
        if self.depth > 1:
            self.play(self.pass_layer(self.depth), run_time=1.0)
        rule = self.panel.rule(formulas.softmax_rule(trace.exp_shift))
        self.play(FadeIn(rule), run_time=0.3)
        outputs = self.diagram.layers[-1]
        powers = [
            AnimationGroup(
                WriteFrom(bars.power(i), {"z": outputs.neuron(i)}, lag_ratio=0),
                GrowBar(bars.bar(i)),
            )
            for i in bars.shown
        ]
        self.play(LaggedStart(*powers, lag_ratio=0.5), run_time=1.2)
        add_up = [
            AnimationGroup(Indicate(bars.bar(i), 1.06, None), GrowBar(bars.segment(i)))
            for i in bars.shown
        ]
        terms = {f"e{i}": bars.power(i).part("result") for i in bars.added}
        self.play(
            FadeIn(bars.whole),
            LaggedStart(*add_up, lag_ratio=0.5),
            WriteFrom(bars.sum_line, terms, last=("equals", "result")),
            run_time=1.1,
        )
        share = formulas.share(
            trace.exponentials[self.winner], trace.exp_sum, trace.output[self.winner]
        )
        self.play(FadeIn(self.panel.work(share)), run_time=0.4)
        self.play(FadeIn(bars.parts), self.activate(self.depth, outputs.shown), run_time=0.6)

    # Prediction: the winner, and the path that made it win.

    def prediction(self) -> None:
        bars, winner = self.bars, self.winner
        self.say("This path counted most. Sure is not always right.")
        softmax = VGroup(bars.powers, bars.adding)
        done = VGroup(*self.panel.clear_rules(), *self.panel.clear_lines())
        self.play(FadeOut(softmax, done), run_time=0.35)
        classes = self.panel.work(bars.line(self.panel.work_width))
        self.ring = bars.marker(winner).set_z_index(ASIDE)
        self.play(FadeIn(bars, classes), run_time=0.4)
        self.losers = VGroup(*(bars.row(i) for i in bars.shown if i != winner))
        outputs = self.diagram.layers[-1]
        self.play(
            Create(self.ring),
            Strike([outputs.neuron(winner)]),
            *(row.animate.set_opacity(0.4) for row in self.losers),
            run_time=0.5,
        )
        edge = self.diagram.edges_into(-1).edge(winner, self.path[-2])
        label = self.diagram.edges_into(-1).weight_labels([edge.pair], clear_of=[edge])
        label.set_z_index(ASIDE)
        lit = [outputs.neuron(winner), self.diagram.layers[-2].neuron(self.path[-2]), edge]
        self.play(*self.focus(*lit), FadeIn(label), run_time=0.4)
        product = self.panel.rule(self.largest_term())
        sources = {"f0": label[0], "f1": lit[1]}
        self.play(WriteFrom(product, sources, last=("equals", "result")), run_time=0.9)
        for layer in range(self.depth - 1, 0, -1):
            k, j = self.path[layer - 1 : layer + 1]
            lit += [
                self.diagram.edges_into(layer).edge(j, k),
                self.diagram.layers[layer - 1].neuron(k),
            ]
            self.play(*self.focus(*lit), run_time=0.6 / self.depth)
        self.play(self.along_path(), run_time=1.2)
        self.label = label

    # Weight Matrix: the first layer as one product; each row is one neuron's weights.

    def weight_matrix(self) -> None:
        _, target, edges = *self.diagram.layers[:2], self.diagram.edges_into(1)
        self.say("Each row of weights makes one neuron.")
        self.sheet = sheet = self.matrix_sheet(1)
        W = sheet.product.W
        before = VGroup(*self.panel.clear_rules(), *self.panel.clear_lines())
        self.rules = [self.panel.rule(formulas.sum_rule("x"))]
        if self.depth > 1:
            self.rules.append(self.panel.rule(self.activation_rule(1), column=1))
        self.play(FadeOut(before, self.label), FadeIn(sheet.panel), *self.focus(), run_time=0.4)
        # What the sheet covers is not there as long as it does.
        self.covered = VGroup(
            self.bars, self.ring, *self.diagram.layers[2:],
            *(self.diagram.edges_into(layer) for layer in self.layers()[2:]),
        )  # fmt: skip
        self.remove(*self.covered.get_family())
        self.play(FadeIn(sheet.frame, *self.rules), run_time=0.3)
        gather = [
            AnimationGroup(FadeIn(W.row(j)), SingleOut(edges, edges.into(j), rest=0.3))
            for j in W.rows
        ]
        self.play(Succession(*gather), run_time=1.2)
        self.play(FadeIn(sheet.rest), SingleOut(edges), run_time=0.5)
        self.add(sheet)
        z = self.trace.z[1]
        others = sorted((j for j in target.shown if j != self.worked), key=lambda j: (z[j] <= 0, j))
        self.marker = sheet.marker(self.worked)
        for n, j in enumerate((self.worked, *others)):
            last, self.marker = self.marker, sheet.marker(j)
            self.play(
                FadeIn(self.marker),
                *([FadeOut(last)] if n else []),
                SingleOut([*edges, *target.neurons], [*edges.into(j), target.neuron(j)], rest=0.3),
                *(
                    sheet.product.row(i).animate.set_opacity(1.0 if i == j else 0.3)
                    for i in target.shown
                ),
                run_time=0.8 if j == self.worked else min(0.5, 1.6 / max(len(others), 1)),
            )

    # Outro: the whole network once more, and the one line that it is.

    def outro(self) -> None:
        self.say("The same step repeats, layer after layer.")
        summary = self.panel.work(
            "{{ a^((l)) : a }} {{ = : eq }} f({{ W^((l)) : W }} {{ a^((l-1)) : x }} "
            "{{ + : plus }} {{ b^((l)) : b }})"
        ).set_x(self.panel.get_x())
        dimmed = [*self.diagram.edges, *self.diagram.layers[1].neurons]
        self.add(*self.covered)
        self.play(
            FadeOut(self.sheet, self.marker, self.panel.divider, *self.rules),
            SingleOut(dimmed),
            run_time=0.35,
        )  # fmt: skip
        self.play(FadeIn(summary), run_time=0.3)
        winner = Indicate(self.bars.bar(self.winner), 1.06, None)
        passes = [self.pass_layer(layer, quantity=None) for layer in self.layers()]
        self.play(PassLayers(passes, winner), run_time=2.2)

    # Shorthand: the film's own numbers in the library's words.

    def layers(self) -> range:
        return range(1, self.depth + 1)

    def along_path(self) -> PassLayers:
        """A pulse along the winner's path."""
        steps = zip(self.layers(), self.path, self.path[1:], strict=False)
        return PassLayers([self.pass_layer(layer, [j], None, [k]) for layer, k, j in steps])

    def through_graph(self, layer: int, then: str = "") -> None:
        """Positive sums go through the graph; `then` is said, and ReLU cuts the others."""
        z, a = self.trace.z[layer], self.trace.a[layer]
        target = self.diagram.layers[layer]
        split = self.network.activations[layer] == "relu"
        groups = [[j for j in target.shown if not split or z[j] > 0]]
        groups.append([j for j in target.shown if j not in groups[0]])
        self.marks = VGroup()
        for neurons, seconds in zip(groups, (1.4, 1.1), strict=True):
            if neurons:
                if neurons is groups[1] and then:
                    self.say(then)
                full = self.scales["activation"].full
                passing = ThroughGraph(self.graph, target, z, a, neurons, full)
                self.marks.add(*passing.marks.set_z_index(ASIDE))
                self.play(passing, run_time=seconds)

    def activation_rule(self, layer: int, shown: int | None = None) -> str:
        activation = self.network.activations[layer]
        return formulas.activation_rule(
            "identity" if activation == "softmax" else activation, shown
        )

    def largest_term(self) -> str:
        """The one term that adds most to the winner's score."""
        k, j = self.path[-2:]
        a = float(self.trace.a[self.depth - 1][k])
        decimals = self.scales["input"].decimals if self.depth == 1 else 2
        weight = (float(self.network.W[self.depth][j, k]), self.scales["weight"].decimals)
        return formulas.product(
            [weight, (a, decimals)], float(self.trace.products[self.depth][j, k])
        )


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
