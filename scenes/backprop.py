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
    FadeIn,
    FadeOut,
    Indicate,
    MoveToTarget,
    ReplacementTransform,
    Succession,
    Underline,
    VGroup,
    VMobject,
    Wait,
    smooth,
)
from manim.utils.rate_functions import squish_rate_func

from netviz import (
    Activate,
    ActivationGraph,
    Box,
    ErrorWires,
    Exchange,
    Explainer,
    FillIn,
    FlowWave,
    FormulaPanel,
    Frame,
    GradientEdges,
    GradientMarks,
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
    formulas,
    get_activation,
    text,
    train,
)
from netviz.scales import Scale
from netviz.stacking import NOTES

FRAME = Frame(
    title=Box(-6.74, 3.29, 6.74, 3.9),
    diagram=Box(-6.74, -1.3, 3.05, 3.23),
    panel=Box(-6.74, -2.85, 6.74, -1.35),
)
NETWORK = Box(-6.74, -1.33, 2.8, 3.13)
NAMES = 0.83  # below the neurons: for a note and the layers' names
LOSS = Box(3.9, -0.5, 6.74, 3.1)
NOTE_GAP = 0.14  # between a neuron and its note: room for a ring
ROOM = 0.54  # between neurons: for a note, nearer to its own
SYMBOLS = 50  # pixels, size of the formulas that are worked
LEFT_RULE, RIGHT_RULE = 0.29, 0.77  # where two rules stand in the panel
BRIGHTEST = 1.5  # the activation that would be brightest: digits are light on all


early, late = (squish_rate_func(smooth, *span) for span in ((0, 0.45), (0.55, 1)))


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
    frame = FRAME
    network = Network(
        weights=[[[0.2, 0.9], [-0.2, -0.9], [-0.8, 0.3]], [[0.9, -0.8, -0.3], [-0.8, -0.4, 0.3]]],
        biases=[[0.2, -0.2, 0.1], [-0.2, 0.2]],
        activations=["sigmoid", "sigmoid"],
    )
    x: Sequence[float] = (0.6, 0.7)
    y: Sequence[float] = (0.1, 0.9)
    learning_rate, training_steps = 3.0, 20

    def setup(self) -> None:
        super().setup()
        network = self.network
        if network.depth != 2 or "softmax" in network.activations:
            raise ValueError(f"network must have one hidden layer and no softmax, got {network!r}")
        most = max(network.sizes)
        room = NETWORK.height - NAMES
        self.show(
            network,
            self.x,
            box=NETWORK,
            most_radius=min(0.42, (room - (most - 1) * ROOM) / (2 * most)),
            most_spacing=[2.05 if size < 3 else 1.44 for size in network.sizes],
            name_band=NAMES,
        )
        self.inputs, self.hidden, self.outputs = self.diagram.layers
        self.gradients = network.backward(self.trace, self.y)
        self.updated = network.step(self.gradients, self.learning_rate)
        self.after = self.updated.forward(self.x)
        training = train(network, [self.x], [self.y], self.learning_rate, self.training_steps)
        self.losses = training.losses
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
        return FormulaPanel(2, box=self.frame.panel, rule_at=1.5, divided=False)

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
        self.loss_value.move_to([LOSS.center[0], LOSS.bottom + 1.1, 0])
        self.smaller = Number(self.losses[1], 3, size=72, color=theme.error)
        self.smaller.move_to(self.loss_value).shift(DOWN * 0.4)

    def make_notes(self) -> None:
        """Numbers beside neurons and wires: slopes, targets, errors, δ."""
        theme, g = self.theme, self.gradients
        self.slopes = [
            NeuronNotes(column, slopes, DOWN, theme.slope, gap=NOTE_GAP)
            for column, slopes in zip((self.hidden, self.outputs), g.da_dz, strict=True)
        ]
        self.deltas = NeuronNotes(self.outputs, g.delta[2], UP, theme.gradient, 3, gap=0.2)
        self.deeper = Number(g.delta[1][self.k], 3, color=theme.gradient, plate=True)
        self.deeper.next_to(self.hidden.neuron(self.k).disc, LEFT, buff=0.14).shift(UP * 0.36)
        shown, of_y = list(self.outputs.shown), Scale.over(g.y).decimals
        self.errors, self.less_errors = (
            WireNotes(self.wires, each[shown], UP, color=theme.error)
            for each in (g.dL_da[2], self.after.output - g.y)
        )
        self.targets = WireNotes(self.wires, g.y[shown], DOWN, name="y", decimals=of_y)
        above = self.deltas, self.deeper, self.errors, self.less_errors, self.targets
        VGroup(*self.slopes, *above).set_z_index(NOTES)

    def make_gradients(self) -> None:
        """What the way back leaves: wires by error, rings by δ, edges and numbers by gradient."""
        g, shown = self.gradients, list(self.outputs.shown)
        full, errors = float(np.abs(g.dL_da[2]).max()), (g.dL_da[2], self.after.output - g.y)
        self.glow, self.less = (ErrorWires(self.wires, each[shown], full) for each in errors)
        notes = *self.slopes[0], *self.slopes[1], self.deeper
        self.marks = GradientMarks(self.diagram, g.dW, g.delta, avoid=notes)
        self.traces, self.rings, self.labels = self.marks.edges, self.marks.rings, self.marks.labels
        color = self.theme.activation  # of a nudge, which runs forward
        edges = (GradientEdges(self.diagram.edges_into(n), g.dW[n], color=color) for n in (1, 2))
        self.nudge = *edges, ErrorWires(self.wires, g.dL_da[2][shown], color=color)

    # Intro: the network and the loss at its end.

    def intro(self) -> None:
        self.say("Which weights made the answer wrong?", at=0.2)
        loss = FadeIn(self.wires, self.loss_box, self.question)
        self.play(GrowNetwork(self.diagram, loss), run_time=2.0)
        self.add(self.diagram)

    # Forward Pass: a prediction, and the slope that each neuron notes for the way back.

    def forward_pass(self) -> None:
        trace, hidden = self.trace, self.network.activations[1]
        self.say("First, a prediction, from left to right.")
        rule_z = self.panel.rule(formulas.sum_rule(), 0).color_parts(W=self.theme.text)
        rules = VGroup(rule_z, self.panel.rule(formulas.activation_rule(hidden), 1))
        graph, tangent, slope = self.make_graph()
        self.play(FadeIn(self.panel, rules, graph), run_time=0.5)
        self.play(self.take_on(0, trace.a), run_time=0.6)
        for layer in (1, 2):
            self.play(self.wave(layer), run_time=1.2)
            self.play(self.take_on(layer, trace.a), run_time=0.5)
        self.wait(0.3)

        self.say("Each neuron notes its slope: how z moves a.")
        neuron, note = self.hidden.neuron(self.k), self.slopes[0].note(self.k)
        self.play(*self.focus(neuron), run_time=0.6)
        self.play(FadeIn(tangent, slope), run_time=0.7)
        self.veil.lift(note)
        self.play(Indicate(slope[1], 1.2, None), FadeIn(note), run_time=0.7)
        others = VGroup(*(other for other in self.slopes[0] if other is not note))
        self.play(*self.focus(), FadeIn(others, self.slopes[1]), run_time=0.8)
        self.leaving = VGroup(rules, graph, tangent, slope)

    def make_graph(self) -> tuple[ActivationGraph, Tangent, VGroup]:
        """The hidden activation as a curve in the panel, with the worked neuron's tangent."""
        activation = get_activation(self.network.activations[1])
        z, k, panel = self.trace.z[1], self.k, self.frame.panel
        box = Box(panel.left + 5.2, panel.bottom + 0.15, panel.right - 3.4, panel.top - 0.02)
        reach = max(4.0, float(np.abs(z).max()) * 1.2)
        graph = ActivationGraph(activation, reach=reach, box=box, marks=False, equal_units=False)
        graph.labels[0].next_to(graph.axes[0], RIGHT, buff=0.1)
        tangent = Tangent(graph, float(z[k]), float(self.gradients.da_dz[1][k]), length=0.4)
        slope = tangent.label().arrange(RIGHT, buff=0.2)
        slope.move_to([panel.left + 0.86 * panel.width, panel.center[1], 0])
        return graph, tangent, slope

    # Loss Computation: the targets, and one number for how wrong the prediction is.

    def loss_computation(self) -> None:
        self.say("The loss adds up the squared errors.", at=0.1)
        light = self.focus(*self.outputs.neurons, self.wires, self.loss_box, self.question)
        self.play(*light, FadeOut(self.panel, self.leaving), run_time=0.5)
        self.veil.lift(self.targets, self.errors, self.glow, self.loss_rule, self.loss_value)
        self.play(FadeIn(self.targets), run_time=0.5)
        self.play(FadeIn(self.errors, self.glow), run_time=0.7)
        self.play(Exchange(self.question, self.loss_rule), run_time=0.9)
        self.play(FadeIn(self.loss_value, shift=DOWN * 0.2), run_time=0.6)

    # Backward Pass: the error becomes δ, neuron by neuron; one sweep gives all weights gradients.

    def backward_pass(self) -> None:
        lines = self.paths_of_a_hidden_neuron(self.errors_become_deltas())
        self.every_weight(lines)

    def errors_become_deltas(self) -> WorkedFormula:
        g, j = self.gradients, self.j
        self.say("Error times slope is called delta.")
        line = self.worked(formulas.delta_terms(g.dL_da[2][j], g.da_dz[2][j], g.delta[2][j]))
        lit = *self.outputs.neurons, self.slopes[1], self.wires, self.errors, self.glow
        self.play(*self.focus(*lit), FadeIn(self.panel, line.symbols), run_time=0.6)
        sources = {"e": self.errors[j], "s": self.slopes[1].note(j), "d": None}
        self.play(FillIn(line, sources), run_time=1.4)
        self.veil.lift(self.deltas)
        self.play(Sweep(self.deltas, through=[self.glow]), run_time=1.2)
        self.wait(0.8)
        return line

    def paths_of_a_hidden_neuron(self, rule: WorkedFormula) -> VGroup:
        """Σ w δ, path by path, then δ as before; return what is in the panel and on the edges."""
        g, k, edges = self.gradients, self.k, self.diagram.edges_into(2)
        self.say("Every hidden neuron feeds all outputs, so add up its paths.")
        of_w, pairs = self.scales["weight"].decimals, [(j, k) for j in self.outputs.shown]
        weights = edges.weight_labels(pairs, of_w, at=0.5).set_z_index(NOTES)
        w, d = self.network.W[2][:, k], g.delta[2]
        line = self.worked(formulas.paths_terms(w, d, g.dL_da[1][k], of_w), LEFT_RULE)
        hues = {f"w[{each.pair[0]}]": each[-1].get_fill_color() for each in weights}
        line.number("sum").color_parts(hues)
        terms = formulas.delta_terms(g.dL_da[1][k], g.da_dz[1][k], g.delta[1][k], 3)
        again = self.worked(terms, RIGHT_RULE)
        line.shift(UP * (again.number("e").baseline - line.number("e").baseline))
        light = self.focus(
            self.hidden.neuron(k), self.slopes[0].note(k), *edges.out_of(k),
            *self.outputs.neurons, self.deltas,
        )  # fmt: skip
        self.play(*light, FadeOut(rule.numbers), run_time=0.5)
        move = ReplacementTransform(rule.symbols, again.symbols)
        self.play(move, FadeIn(line.symbols, rate_func=late), run_time=0.7)
        self.veil.lift(weights, self.deeper)
        paths = GradientEdges(edges, g.blame[2])
        lit = VGroup(*(paths.edge(*pair) for pair in pairs)).set_z_index(self.veil.z_index + 2)
        self.play(Sweep(weights, through=[lit]), run_time=1.3)
        self.play(FillIn(line, {"sum": weights, "e": None}), run_time=1.6)
        self.wait(0.5)
        sources = {"e": line.number("e"), "s": self.slopes[0].note(k), "d": None}
        self.play(FillIn(again, sources), run_time=1.4)
        self.play(FadeIn(self.deeper), run_time=0.5)
        self.wait(0.7)
        return VGroup(line, again, weights)

    def every_weight(self, lines: VGroup) -> None:
        self.say("One sweep gives each weight its gradient: delta times its input.")
        neurons = (*self.hidden.neurons, *self.outputs.neurons)
        light = self.focus(*neurons, self.wires, self.glow, self.deltas, self.deeper)
        self.play(*light, FadeOut(self.panel, lines), run_time=0.7)
        self.veil.lift(*self.marks)
        self.play(Sweep(*self.marks, through=[self.glow]), run_time=2.4)

    # Chain Rule: three links in the network, three factors, one product.

    def chain_rule(self) -> None:
        g, trace, j, k = self.gradients, self.trace, self.j, self.k
        self.say("A nudge to w is scaled at each link, so multiply.")
        terms = formulas.chain_terms(g.dL_da[2][j], g.da_dz[2][j], trace.a[1][k], g.dW[2][j, k])
        line = self.worked(terms, gap=0.6)
        VGroup(*map(line.symbol, "esa")).set_opacity(self.theme.dim_opacity)
        error, slope, source = self.errors[j], self.slopes[1].note(j), self.hidden.neuron(k)
        label, own = self.labels[2].label(j, k), self.labels[1].label(k, self.i)
        light = self.focus(
            source, self.outputs.neuron(j), self.traces[2].edge(j, k), label, error, slope,
            self.wires[j], self.glow[j], self.rings[1].ring(k), self.rings[2].ring(j),
        )  # fmt: skip
        others = [each for n in (1, 2) for each in self.labels[n] if each not in (label, own)]
        self.play(*light, FadeOut(*others), FadeIn(self.panel, line.symbols), run_time=0.6)
        edge, wire = self.nudge[1].edge(j, k), self.nudge[2][j]
        links = ("a", source.digits, edge), ("s", slope), ("e", error, wire)
        marks = VGroup(*(self.link(line, *each) for each in links))
        self.play(FillIn(line, {"g": None}), Indicate(label, 1.25, None), run_time=0.6)
        self.wait(0.6)
        self.chain_of_a_hidden_weight(line, VGroup(line.numbers, marks, label))

    def link(self, line: WorkedFormula, name: str, place: VMobject, *way: VMobject) -> VGroup:
        """A nudge passes one link: its factor lights, with a line below it in both places."""
        symbol, number = line.symbol(name), line.number(name)
        color = symbol.get_fill_color()
        marks = VGroup(*(Underline(each, buff=0.06, color=color) for each in (place, number)))
        self.veil.lift(marks.set_z_index(NOTES))
        light = VGroup(*way).copy().set_z_index(self.veil.z_index + 2)
        passing = Sweep(marks[0], through=[light], direction=RIGHT) if way else FadeIn(marks[0])
        bright = symbol.animate.set_opacity(1)
        self.play(passing, bright, FadeIn(number, marks[1]), run_time=0.8)
        return marks

    def chain_of_a_hidden_weight(self, line: WorkedFormula, gone: VGroup) -> None:
        """Only the first link changes: it becomes a sum over paths."""
        k, i = self.k, self.i
        self.say("A deeper weight has several paths: add them.")
        terms = formulas.chain_terms(0, 0, 0, 0, hidden=True)
        total = WorkedFormula(terms, size=SYMBOLS).symbol("e")
        total.align_baseline(line.symbol("e")).set_x(line.symbol("e").get_x())
        slope, label = self.slopes[0].note(k), self.labels[1].label(k, i)
        rows = [(row, k) for row in self.outputs.shown]
        light = self.focus(
            self.inputs.neuron(i), self.hidden.neuron(k), self.traces[1].edge(k, i), label, slope,
            *(self.traces[2].edge(*pair) for pair in rows), *self.outputs.neurons, self.deltas,
            self.wires, self.glow, self.deeper, self.rings[1].ring(k), self.rings[2],
        )  # fmt: skip
        self.play(FadeOut(gone), *light, Exchange(line.symbol("e"), total), run_time=0.8)
        self.wait(0.5)
        mark = Underline(slope, buff=0.06, color=self.theme.slope).set_z_index(NOTES)
        self.veil.lift(mark)
        on = (self.nudge[1].edge(*pair) for pair in rows)
        ways = (
            VGroup(self.nudge[0].edge(k, i), *on, self.nudge[2])
            .copy()
            .set_z_index(self.veil.z_index + 2)
        )
        self.play(Sweep(mark, through=[ways], direction=RIGHT), run_time=1.4)
        self.play(Indicate(total, 1.15, None), Indicate(label, 1.25, None), run_time=0.6)
        self.leaving = VGroup(*(each for each in line.symbols if each is not line.symbol("e")))
        self.leaving.add(total, mark, label)

    # Weight Update: against the gradient, and the loss is smaller.

    def weight_update(self) -> None:
        g, j, k, of_w = self.gradients, self.j, self.k, self.scales["weight"].decimals
        self.say("The gradient points uphill, so each weight steps the other way.")
        edges, old, new = self.diagram.edges_into(2), self.network.W[2], self.updated.W[2]
        terms = formulas.update_terms(old[j, k], self.learning_rate, g.dW[2][j, k], new[j, k], of_w)
        line = self.worked(terms)
        named = text("step size", color=self.theme.muted)
        named.next_to(line.symbol("eta"), UP, buff=0.07)
        weight = edges.weight_labels([(j, k)], of_w, at=0.5).set_z_index(NOTES)
        stepped = edges.value_labels(
            new, weight[0][-1].get_fill_color(), 3, [(j, k)], at=0.5, sign=False
        ).set_z_index(NOTES)
        back = [move for trace in self.traces.values() for move in trace.turn_back()]
        gone = VGroup(self.deltas, self.deeper, *self.slopes, *self.rings.values())
        self.veil.lift(weight, stepped)
        come = Exchange(self.leaving, VGroup(line.symbols, named, weight))
        self.play(*self.focus(), *back, FadeOut(gone), come, run_time=0.7)
        sources = {"w": weight, "eta": None, "g": None, "new": None}
        self.play(FillIn(line, sources), run_time=1.3)
        layers = zip(self.updated.W, (self.diagram.edges_into(n) for n in (1, 2)), strict=True)
        moves = [UpdateWeights(edges, weights, run_time=1.0) for weights, edges in layers]
        self.play(*moves, Exchange(weight, stepped, run_time=0.7))
        full = self.scales["term"].full
        for n in (1, 2):
            wave = FlowWave(self.diagram.edges_into(n), self.after.products[n], full=full)
            self.play(wave, run_time=0.35)
            self.play(self.take_on(n, self.after.a), run_time=0.2)
        errors = Exchange(self.errors, self.less_errors)
        self.play(errors, ReplacementTransform(self.glow, self.less), run_time=0.6)
        back = self.loss_value.animate.scale(0.6).shift(UP * 0.4).set_opacity(0.85)
        self.play(back, FadeIn(self.smaller, rate_func=late), run_time=0.7)
        self.leaving = VGroup(line, stepped, named)

    # Outro: again and again, and the loss falls.

    def outro(self) -> None:
        self.say("One example, repeated. Real training uses many.")
        diagram = self.diagram
        loop = TrainingLoop(box=Box(-6.6, -2.5, 1.0, 3.0))
        curve = LossCurve(self.losses, box=Box(2.2, -2.4, 6.6, 2.9), marked=(0, 1))
        gone = VGroup(
            self.panel, self.leaving, self.wires, self.less, self.loss_box, self.loss_rule,
            self.loss_value, self.smaller, self.targets, self.less_errors,
        )  # fmt: skip
        width, middle = loop.inside
        diagram.target = diagram.as_icon(0.9 * width, middle)
        leave, come = FadeOut(gone, rate_func=early), FadeIn(loop, curve.axes, rate_func=late)
        self.play(leave, MoveToTarget(diagram), come, run_time=0.9)
        forward = [self.wave(n, run_time=0.15) for n in (1, 2)]
        passed = [(diagram.edges_into(n), self.gradients.dW[n]) for n in (2, 1)]
        back = [FlowWave(*each, reverse=True, run_time=0.15) for each in passed]
        self.play(
            loop.flash(0.3), curve.draw(1.2),
            FadeIn(curve.labels, curve.ends, run_time=0.4),
            Succession(*forward, Wait(0.3), *back),
        )  # fmt: skip

    # Shorthand.

    def take_on(self, layer: int, values: Sequence[np.ndarray]) -> Activate:
        """A layer takes on its values, no brighter than light digits can be read on."""
        return Activate(self.diagram.layers[layer], values[layer], full=BRIGHTEST)

    def worked(
        self, terms: Sequence[formulas.Term], at: float = 0.5, gap: float = 0.27
    ) -> WorkedFormula:
        """A formula with its numbers, at a share of the panel's width."""
        line: WorkedFormula = self.panel.hold(WorkedFormula(terms, gap=gap, size=SYMBOLS), at)
        return line
