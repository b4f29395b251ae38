"""Backpropagation: Gradient Flow: how an error tells every weight what to do, in 52 seconds.

    manim -pqh scenes/backprop.py

The film is about whatever network it is given: replace `network`, `x`, `y` and `learning_rate`
in a subclass.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    MoveToTarget,
    ReplacementTransform,
    Succession,
    VGroup,
    VMobject,
    Wait,
    smooth,
)
from manim.utils.rate_functions import squish_rate_func

from netviz import (
    Activate,
    ActivationGraph,
    CountTo,
    ErrorWires,
    Exchange,
    Explainer,
    FactorBox,
    FillIn,
    FlowWave,
    FormulaPanel,
    GradientEdges,
    GradientRings,
    GrowNetwork,
    LossBox,
    LossCurve,
    Network,
    NeuronNotes,
    Number,
    Phase,
    Sweep,
    Tangent,
    TrainingLoop,
    UpdateWeights,
    WireNotes,
    WorkedFormula,
    formula,
    formulas,
    get_activation,
    text,
    train,
)
from netviz.explainer import TWO_ROWS
from netviz.layout import Box
from netviz.scales import Scale
from netviz.stacking import NOTES

NETWORK = Box(-6.45, -1.48, 2.6, 3.1)
LOSS = Box(3.65, -0.75, 6.74, 2.85)
NOTE_GAP = 0.2  # between a neuron and its note: room for a ring
ROOM = 0.5  # between neurons: for a note and its gaps
LEFT_RULE, RIGHT_RULE = 0.27, 0.73  # where two rules stand in the panel


class Backprop(Explainer):
    """One step of learning for `network`: forward, loss, backward, update."""

    phases = (
        Phase("Intro", 3, "intro"),
        Phase("Forward Pass", 10, "forward_pass"),
        Phase("Loss Computation", 5, "loss_computation"),
        Phase("Backward Pass", 16, "backward_pass"),
        Phase("Chain Rule", 8, "chain_rule"),
        Phase("Weight Update", 6, "weight_update"),
        Phase("Outro", 4, "outro"),
    )

    title = "Backpropagation — Gradient Flow"
    frame = TWO_ROWS
    network = Network(
        weights=[
            [[0.2, 0.9], [-0.2, -0.9], [-0.8, 0.3]],
            [[0.9, -0.8, -0.3], [-0.8, -0.4, 0.3]],
        ],
        biases=[[0.2, -0.2, 0.1], [-0.2, 0.2]],
        activations=["sigmoid", "sigmoid"],
    )
    x: Sequence[float] = (0.6, 0.7)
    y: Sequence[float] = (0.1, 0.9)
    learning_rate = 3.0
    training_steps = 20

    def setup(self) -> None:
        super().setup()
        network = self.network
        if network.depth != 2 or "softmax" in network.activations:
            raise ValueError(f"network must have one hidden layer and no softmax, got {network!r}")
        most = max(network.sizes)
        room = NETWORK.height - 0.75
        self.show(
            network,
            self.x,
            box=NETWORK,
            most_radius=min(0.43, (room - (most - 1) * ROOM) / (2 * most)),
            most_spacing=[2.05 if size < 3 else 1.44 for size in network.sizes],
            name_band=0.75,
        )
        self.inputs, self.hidden, self.outputs = self.diagram.layers
        self.gradients = network.backward(self.trace, self.y)
        self.updated = network.step(self.gradients, self.learning_rate)
        self.after = self.updated.forward(self.x)
        self.losses = train(
            network, [self.x], [self.y], self.learning_rate, self.training_steps
        ).losses
        self.choose_weights()
        self.make_loss()
        self.make_notes()
        self.make_gradients()
        self.leaving = VGroup()

    def choose_weights(self) -> None:
        """The weights worked in detail: large gradients without minus signs, true by pencil."""
        g, a, of_x = self.gradients, self.trace.a, self.scales["input"].decimals

        def telling(layer: int, j: int, k: int) -> tuple[bool, bool, float]:
            factors = g.dL_da[layer][j], g.da_dz[layer][j], a[layer - 1][k], g.dW[layer][j, k]
            decimals = (2, 2) if layer == 2 else (3, of_x)
            agrees = formulas.chain_follows(*factors, decimals)
            return agrees, factors[0] > 0, abs(factors[-1])

        pairs = self.diagram.edges_into(2).pairs
        self.j, self.k = max(pairs, key=lambda pair: telling(2, *pair))
        self.i = max(self.inputs.shown, key=lambda i: telling(1, self.k, i))

    def make_panel(self) -> FormulaPanel:
        return FormulaPanel(2, box=self.frame.panel, divided=False)

    def make_loss(self) -> None:
        """The loss box, the wires that lead to it, its value and what is asked before."""
        theme, loss = self.theme, self.gradients.loss
        self.loss_box = LossBox(formulas.loss_rule(), box=LOSS)
        self.loss_rule = self.loss_box.formula
        self.loss_box.remove(self.loss_rule)
        self.loss_rule.color_parts(L=theme.error, a=theme.activation)
        self.wires = self.loss_box.wires(self.outputs)
        self.question = text("?", size=120, color=theme.error, weight="semibold")
        self.question.move_to(LOSS.center)
        self.loss_value = Number(loss, 3, size=72, color=theme.error)
        self.loss_value.move_to([LOSS.center[0], 0.35, 0])
        self.smaller = Number(self.losses[1], 3, size=72, color=theme.error)
        self.smaller.move_to(self.loss_value).shift(DOWN * 0.35)

    def make_notes(self) -> None:
        """Numbers beside neurons: slopes, targets, errors, δ."""
        theme, g = self.theme, self.gradients
        self.slopes = [
            NeuronNotes(column, slopes, DOWN, theme.slope, gap=NOTE_GAP)
            for column, slopes in zip((self.hidden, self.outputs), g.da_dz, strict=True)
        ]
        self.deltas = NeuronNotes(
            self.outputs, g.delta[2], UP, theme.gradient, decimals=3, sign=True, gap=NOTE_GAP
        )
        self.blame = Number(g.dL_da[1][self.k], 3, color=theme.error)
        self.blame.next_to(self.hidden.neuron(self.k).disc, LEFT, buff=0.14).shift(UP * 0.36)
        shown, of_y = list(self.outputs.shown), Scale.over(g.y).decimals
        self.errors = WireNotes(self.wires, g.dL_da[2][shown], UP, color=theme.error, sign=True)
        self.targets = WireNotes(self.wires, g.y[shown], DOWN, name="y", decimals=of_y)
        for notes in (*self.slopes, self.deltas, self.blame, self.errors, self.targets):
            notes.set_z_index(NOTES)

    def make_gradients(self) -> None:
        """What the way back leaves: rings by δ, edges by gradient, the gradients as numbers."""
        theme, g, diagram = self.theme, self.gradients, self.diagram
        most = max(float(np.abs(g.dW[layer]).max()) for layer in (1, 2))
        largest = max(float(np.abs(g.delta[layer]).max()) for layer in (1, 2))
        shown, errors = list(self.outputs.shown), (g.dL_da[2], self.after.output - g.y)
        full = float(np.abs(g.dL_da[2]).max())
        self.glow, self.less = (ErrorWires(self.wires, each[shown], full) for each in errors)
        self.traces, self.rings, self.labels = {}, {}, {}
        for layer in (1, 2):
            edges = diagram.edges_into(layer)
            self.traces[layer] = GradientEdges(edges, g.dW[layer], most).set_z_index(1)
            self.rings[layer] = GradientRings(diagram.layers[layer], g.delta[layer], largest)
            self.rings[layer].set_z_index(NOTES - 1)
            beside = [*self.slopes[0], *self.slopes[1]]
            labels = edges.value_labels(g.dW[layer], theme.gradient, avoid=beside, beside=False)
            self.labels[layer] = labels.set_z_index(NOTES)

    # Intro: the network and the loss at its end.

    def intro(self) -> None:
        self.say("Which weights caused this error?", at=0.2)
        loss = FadeIn(self.wires, self.loss_box, self.question)
        self.play(GrowNetwork(self.diagram, loss), run_time=2.2)
        self.add(self.diagram)

    # Forward Pass: a prediction, and the slope that each neuron notes for the way back.

    def forward_pass(self) -> None:
        trace = self.trace
        self.say("A prediction first: left to right.")
        rule = self.panel.hold(formula(formulas.layer_rule(self.network.activations[1])), 0.2)
        rule.color_parts(a=self.theme.activation)
        graph, tangent, slope = self.make_graph()
        self.play(FadeIn(self.panel, rule, graph), run_time=0.5)
        self.play(self.take_on(0, trace.a), run_time=0.6)
        for layer in (1, 2):
            self.play(self.wave(layer), run_time=1.2)
            self.play(self.take_on(layer, trace.a), run_time=0.5)
        self.wait(0.3)

        self.say("Each neuron notes its slope for the way back.", "Each neuron notes its slope.")
        neuron, note = self.hidden.neuron(self.k), self.slopes[0].note(self.k)
        self.play(*self.focus(neuron), run_time=0.5)
        self.play(FadeIn(tangent, slope), run_time=0.7)
        self.veil.lift(note)
        self.play(Indicate(slope[1], 1.2, None), FadeIn(note), run_time=0.7)
        others = VGroup(*(other for other in self.slopes[0] if other is not note))
        self.play(*self.focus(), FadeIn(others), run_time=0.6)
        self.play(FadeIn(self.slopes[1]), run_time=0.6)
        self.leaving = VGroup(rule, graph, tangent, slope)

    def make_graph(self) -> tuple[ActivationGraph, Tangent, VGroup]:
        """The hidden activation as a curve in the panel, with the worked neuron's tangent."""
        activation = get_activation(self.network.activations[1])
        z, k = self.trace.z[1], self.k
        panel = self.frame.panel
        box = Box(panel.left + 5.0, panel.bottom + 0.08, panel.right - 4.2, panel.top + 0.08)
        reach = max(4.0, float(np.abs(z).max()) * 1.2)
        graph = ActivationGraph(activation, reach=reach, box=box, marks=False, equal_units=False)
        graph.labels[0].next_to(graph.axes[0], RIGHT, buff=0.1)
        tangent = Tangent(graph, float(z[k]), float(self.gradients.da_dz[1][k]), length=0.4)
        slope = tangent.label().arrange(RIGHT, buff=0.2)
        slope.move_to([panel.left + 0.82 * panel.width, panel.center[1], 0])
        return graph, tangent, slope

    # Loss Computation: the targets, and one number for how wrong the prediction is.

    def loss_computation(self) -> None:
        self.say("Squared errors add up to the loss.", at=0.1)
        light = self.focus(*self.outputs.neurons, self.wires, self.loss_box, self.question)
        quiet = [part.animate.fade(0.7) for part in self.leaving]
        self.play(*light, *quiet, run_time=0.5)
        self.veil.lift(self.targets, self.errors, self.glow, self.loss_rule, self.loss_value)
        self.play(FadeIn(self.targets), run_time=0.5)
        self.play(FadeIn(self.errors, self.glow), run_time=0.7)
        self.play(FadeOut(self.question), FadeIn(self.loss_rule), run_time=0.7)
        self.play(FadeIn(self.loss_value, shift=DOWN * 0.2), run_time=0.6)

    # Backward Pass: the error becomes δ, δ becomes gradients, layer by layer.

    def backward_pass(self) -> None:
        self.errors_become_deltas()
        self.gradients_of_the_output_layer()
        self.paths_of_a_hidden_neuron()
        self.every_weight()

    def errors_become_deltas(self) -> None:
        g, j = self.gradients, self.j
        self.say("Error times slope is called delta.")
        errors, slopes = g.dL_da[2], g.da_dz[2]
        terms = formulas.delta_terms(errors[j], slopes[j], g.delta[2][j])
        line = self.worked(terms, LEFT_RULE)
        light = self.focus(
            *self.outputs.neurons, self.slopes[1], self.wires, self.errors, self.glow
        )
        self.play(*light, Exchange(self.leaving, line.symbols), run_time=0.6)
        self.veil.lift(self.rings[2], self.deltas)
        self.play(Sweep(self.rings[2], through=[self.glow]), run_time=1.3)
        sources = {"e": self.errors[j], "s": self.slopes[1].note(j), "d": None}
        self.play(FillIn(line, sources), run_time=1.4)
        first = self.deltas.note(j)
        self.play(Indicate(line.number("d"), 1.15, None), FadeIn(first), run_time=0.5)
        self.play(FadeIn(self.deltas), run_time=0.4)
        self.leaving = VGroup(line)

    def gradients_of_the_output_layer(self) -> None:
        g, j, k = self.gradients, self.j, self.k
        self.say("Delta times the incoming value is the gradient.")
        terms = formulas.gradient_terms(g.delta[2][j], self.trace.a[1][k], g.dW[2][j, k])
        line = self.worked(terms, RIGHT_RULE)
        edges = self.diagram.edges_into(2)
        light = self.focus(
            *self.hidden.neurons, *self.outputs.neurons, *edges, self.deltas, self.rings[2]
        )
        self.play(*light, FadeIn(line.symbols), run_time=0.5)
        self.veil.lift(self.labels[2])
        self.play(Sweep(self.labels[2], through=[self.lit(2)]), run_time=1.5)
        sources = {"d": self.deltas.note(j), "a": self.hidden.neuron(k), "g": None}
        self.play(FillIn(line, sources), run_time=1.2)
        self.play(Indicate(self.labels[2].label(j, k), 1.2, None), run_time=0.5)
        self.wait(0.2)
        self.play(FadeOut(line, self.labels[2], self.leaving), run_time=0.3)

    def lit(self, layer: int) -> GradientEdges:
        """The light that runs along a layer's edges, where they are bright."""
        trace = self.traces[layer].copy()
        return trace.set_z_index(self.veil.z_index + 2)

    def paths_of_a_hidden_neuron(self) -> None:
        g, k = self.gradients, self.k
        self.say("A hidden neuron adds up its paths.")
        edges, blame = self.diagram.edges_into(2), g.blame[2]
        pairs = [(j, k) for j in self.outputs.shown]
        weights = edges.weight_labels(pairs, self.scales["weight"].decimals, at=0.6)
        terms = edges.value_labels(blame, self.theme.error, pairs=pairs, at=0.24, sign=False)
        line = self.worked(formulas.paths_terms(blame[:, k], g.dL_da[1][k]))
        light = self.focus(
            self.hidden.neuron(k),
            *edges.out_of(k),
            *self.outputs.neurons,
            self.deltas,
            self.rings[2],
        )
        self.veil.lift(weights.set_z_index(NOTES), terms.set_z_index(NOTES), self.blame)
        self.play(*light, FadeIn(line.symbols, weights), run_time=0.5)
        paths = GradientEdges(edges, blame)
        lit = VGroup(*(paths.edge(*pair) for pair in pairs)).set_z_index(self.veil.z_index + 2)
        self.play(Sweep(terms, through=[lit]), run_time=1.1)
        self.play(FillIn(line, {"sum": terms, "e": None}), run_time=0.9)
        self.play(Indicate(line.number("e"), 1.15, None), FadeIn(self.blame), run_time=0.5)
        self.leaving = VGroup(line, weights, terms)

    def every_weight(self) -> None:
        self.say("Now every weight knows its share.")
        delta, gradient = formulas.delta_terms(0, 0, 0), formulas.gradient_terms(0, 0, 0)
        rules = VGroup(
            self.worked(formulas.symbols(delta), LEFT_RULE),
            self.worked(formulas.symbols(gradient), RIGHT_RULE),
        )
        self.play(*self.focus(), Exchange(self.leaving, rules), run_time=0.6)
        self.remove(self.rings[2])
        sweep = Sweep(
            self.traces[2], self.traces[1], self.rings[2], self.rings[1],
            self.labels[2], self.labels[1], through=[self.glow],
        )  # fmt: skip
        self.play(sweep, run_time=2.5)
        self.leaving = rules

    # Chain Rule: three factors, three places in the network, one product.

    def chain_rule(self) -> None:
        g, trace, j, k, i = self.gradients, self.trace, self.j, self.k, self.i
        self.say("Multiply the three links.")
        line = self.worked(
            formulas.chain_terms(g.dL_da[2][j], g.da_dz[2][j], trace.a[1][k], g.dW[2][j, k])
        )
        error, slope, source = self.errors[j], self.slopes[1].note(j), self.hidden.neuron(k)
        label = self.labels[2].label(j, k)
        light = self.focus(
            source, self.outputs.neuron(j), self.traces[2].edge(j, k), label, error, slope,
            self.rings[1].ring(k), self.rings[2].ring(j),
        )  # fmt: skip
        used = label, self.labels[1].label(k, i)
        labels = [each for layer in (1, 2) for each in self.labels[layer] if each not in used]
        self.play(*light, Exchange(VGroup(self.leaving, *labels), line.symbols), run_time=0.6)
        boxes = self.box_factors(line, {"e": error, "s": slope, "a": source.disc})
        self.play(FillIn(line, {"g": None}), Indicate(label, 1.25, None), run_time=0.6)
        self.wait(0.3)

        self.say("Deeper, the first link is a sum over paths.", "Deeper, the first link is a sum.")
        deeper = self.worked(
            formulas.chain_terms(
                g.dL_da[1][k], g.da_dz[1][k], trace.x[i], g.dW[1][k, i],
                (3, self.scales["input"].decimals), hidden=True,
            )
        )  # fmt: skip
        gone = VGroup(line.numbers, boxes, line.symbol("e"), label)
        self.play(FadeOut(gone), run_time=0.3)
        slope, source = self.slopes[0].note(k), self.inputs.neuron(i)
        label = self.labels[1].label(k, i)
        paths = [self.traces[2].edge(row, k) for row in self.outputs.shown]
        light = self.focus(
            source, self.hidden.neuron(k), self.traces[1].edge(k, i), label, slope, self.blame,
            *paths, *self.outputs.neurons, self.deltas, self.rings[1].ring(k), self.rings[2],
        )  # fmt: skip
        self.play(*light, run_time=0.4)
        moves = [
            ReplacementTransform(old, new)
            for name, old, new in zip(line.names, line.symbols, deeper.symbols, strict=True)
            if name != "e"
        ]
        self.play(*moves, FadeIn(deeper.symbol("e")), run_time=0.4)
        boxes = self.box_factors(deeper, {"e": self.blame, "s": slope, "a": source.disc})
        self.play(FillIn(deeper, {"g": None}), Indicate(label, 1.25, None), run_time=0.6)
        self.leaving = VGroup(deeper, boxes)

    def box_factors(self, line: WorkedFormula, places: dict[str, VMobject]) -> VGroup:
        """Box each factor and the same number in the network, one at a time; return the boxes."""
        boxes = VGroup()
        for name, place in places.items():
            pair = VGroup(FactorBox(name, line.number(name)), FactorBox(name, place))
            self.veil.lift(pair.set_z_index(NOTES))
            fill = FadeIn(line.number(name))
            self.play(*map(Create, pair), fill, run_time=0.6)
            boxes.add(pair)
        return boxes

    # Weight Update: against the gradient, and the loss is smaller.

    def weight_update(self) -> None:
        g, j, k = self.gradients, self.j, self.k
        self.say(
            "Step against the gradient, biases too, and the loss falls.",
            "Step against the gradient, and the loss falls.",
        )
        edges, old = self.diagram.edges_into(2), self.network.W[2]
        new = self.updated.W[2]
        terms = formulas.update_terms(
            old[j, k], self.learning_rate, g.dW[2][j, k], new[j, k], self.scales["weight"].decimals
        )
        line = self.worked(terms, 0.42)
        named = VGroup(formula("eta"), text("step size", color=self.theme.muted))
        self.panel.hold(named.arrange(RIGHT, buff=0.25), 0.84)
        weight = edges.weight_labels([(j, k)], self.scales["weight"].decimals, beside=False)
        weight = weight.label(j, k).move_to(self.labels[2].label(j, k)).set_z_index(NOTES)
        self.play(FadeOut(self.leaving, self.labels[1].label(k, self.i)), run_time=0.3)
        light = self.focus(self.hidden.neuron(k), self.outputs.neuron(j), edges.edge(j, k))
        back = [move for trace in self.traces.values() for move in trace.turn_back()]
        self.veil.lift(weight)
        self.play(*light, *back, FadeIn(line.symbols, weight, named), run_time=0.6)
        self.play(FillIn(line, {"w": weight, "eta": None, "g": None, "new": None}), run_time=1.2)
        stepped = old.copy()
        stepped[j, k] = new[j, k]
        self.play(UpdateWeights(edges, stepped), CountTo(weight, new[j, k], 3), run_time=0.8)
        notes = VGroup(self.deltas, self.blame, *self.slopes, *self.rings.values())
        moves = [
            UpdateWeights(self.diagram.edges_into(layer), self.updated.W[layer]) for layer in (1, 2)
        ]
        self.play(*self.focus(), FadeOut(notes, self.errors), *moves, run_time=0.6)
        for layer in (1, 2):
            carried, full = self.after.products[layer], self.scales["term"].full
            self.play(FlowWave(self.diagram.edges_into(layer), carried, full=full), run_time=0.35)
            self.play(self.take_on(layer, self.after.a), run_time=0.2)
        self.loss_falls()
        self.leaving = VGroup(line, weight, named)

    def loss_falls(self) -> None:
        """The old loss steps back, the new one stands below it, large; the wires thin."""
        back = self.loss_value.animate.scale(0.6).shift(UP * 0.4).set_opacity(0.6)
        self.play(back, ReplacementTransform(self.glow, self.less), run_time=0.4)
        self.play(FadeIn(self.smaller, shift=DOWN * 0.3), run_time=0.4)

    # Outro: again and again, and the loss falls.

    def outro(self) -> None:
        self.say("Repeat, with many examples.", at=0.1)
        diagram = self.diagram
        loop = TrainingLoop(box=Box(-6.5, -2.5, 0.3, 3.0))
        curve = LossCurve(self.losses, box=Box(1.6, -2.4, 6.5, 2.9), marked=(0, 1))
        gone = VGroup(
            self.panel, self.leaving, self.wires, self.less, self.loss_box, self.loss_rule,
            self.loss_value, self.smaller, self.targets,
        )  # fmt: skip
        width, middle = loop.inside
        diagram.target = diagram.as_icon(0.8 * width, middle)
        early, late = (squish_rate_func(smooth, *span) for span in ((0, 0.45), (0.6, 1)))
        self.play(
            FadeOut(gone, rate_func=early), MoveToTarget(diagram), FadeIn(loop, rate_func=late),
            run_time=0.9,
        )  # fmt: skip
        forward = [self.wave(layer, run_time=0.15) for layer in (1, 2)]
        back = [
            FlowWave(diagram.edges_into(n), self.gradients.dW[n], reverse=True, run_time=0.15)
            for n in (2, 1)
        ]
        self.play(
            loop.flash(0.3),
            Succession(*forward, Wait(0.3), *back),
            FadeIn(curve.axes, curve.labels, curve.ends, curve.dots[:2], run_time=0.4),
            Create(curve.curve, run_time=1.2),
        )
        self.play(LaggedStart(*map(FadeIn, curve.dots[2:]), lag_ratio=0.1), run_time=0.5)

    # Shorthand.

    def take_on(self, layer: int, values: Sequence[np.ndarray]) -> Activate:
        """A layer takes on its values, as bright as the film's scale says."""
        return Activate(
            self.diagram.layers[layer], values[layer], full=self.scales["activation"].full
        )

    def worked(self, terms: Sequence[formulas.Term], at: float = 0.5) -> WorkedFormula:
        """A formula with its numbers, at a share of the panel's width."""
        line: WorkedFormula = self.panel.hold(WorkedFormula(terms), at)
        return line
