"""Backpropagation: Gradient Flow: how an error tells every weight what to do, in 52 seconds.

    manim -pqh scenes/backprop.py

The film is about whatever network it is given: replace `network`, `x`, `y` and `learning_rate`
in a subclass.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal

import numpy as np
from manim import (
    DL,
    DOWN,
    DR,
    LEFT,
    PI,
    RIGHT,
    UL,
    UP,
    UR,
    Animation,
    CapStyleType,
    Create,
    FadeIn,
    FadeOut,
    FadeTransform,
    Indicate,
    LaggedStart,
    Line,
    MoveToTarget,
    ReplacementTransform,
    ShowPassingFlash,
    Succession,
    SurroundingRectangle,
    UpdateFromFunc,
    VGroup,
    VMobject,
    Wait,
    smooth,
)
from manim.utils.rate_functions import squish_rate_func

from netviz import (
    Activate,
    FlowWave,
    FormulaPanel,
    GrowNetwork,
    LossBox,
    LossCurve,
    Network,
    NetworkDiagram,
    NeuronNotes,
    Number,
    Phase,
    PhasedScene,
    TitleBar,
    TrainingLoop,
    Travel,
    UpdateWeights,
    Veil,
    WeightChanges,
    formula,
    formulas,
    train,
)
from netviz.layout import Box, Frame, dashes, lengths_inside
from netviz.mobjects.extent import box_around
from netviz.mobjects.weighted_edges import EdgeLabel, draw_segments, weight_label
from netviz.scales import as_shown, decimals_for, format_value, weight_color
from netviz.typeset import Typeset

SLOPE = {
    "sigmoid": "{{ a : a }} (1 - {{ a : a }})",
    "tanh": "1 - {{ a : a }}^2",
    "relu": '1 "or" 0',
    "identity": "1",
}
ROOM_FOR_BRACE = 0.07  # below the boxes, between the rows of the panel
GAP = '" "'  # a space that Typst keeps: room for the boxes around factors


def unsigned(number: Number) -> VGroup:
    """The digits of a number, without the plus that it may be shown with: formulas have none."""
    return number[1:] if number.string.startswith("+") else number


def edges_of(diagram: NetworkDiagram) -> list[VMobject]:
    """The edges of both layers."""
    return [edge for layer in (1, 2) for edge in diagram.edges_into(layer)]


def turn_into(gradient: Number, mark: VMobject) -> Animation:
    """A number becomes, where it stands, the mark that follows from it."""
    return FadeTransform(gradient, mark.move_to(gradient))


class Backprop(PhasedScene):
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
    network = Network(
        weights=[
            [[-0.7, -0.7], [-0.3, 0.1], [0.6, 0.7]],
            [[-0.4, -0.3, 0.7], [0.3, 0.3, -0.7]],
        ],
        biases=[[0.1, -0.1, 0.1], [0.3, 0.3]],
        activations=["sigmoid", "sigmoid"],
    )
    x: Sequence[float] = (0.6, 0.9)
    y: Sequence[float] = (0.1, 0.9)
    learning_rate = 2.0
    training_steps = 20

    def setup(self) -> None:
        network = self.network
        if network.depth != 2 or "softmax" in network.activations:
            raise ValueError(f"network must have one hidden layer and no softmax, got {network!r}")
        self.trace = trace = network.forward(self.x)
        self.gradients = gradients = network.backward(trace, self.y)
        self.updated = network.step(gradients, self.learning_rate)
        self.after = self.updated.forward(self.x)
        self.losses = train(
            network, [self.x], [self.y], self.learning_rate, self.training_steps
        ).losses

        self.full = max(1.0, *(float(np.abs(a).max()) for a in (*trace.a, *self.after.a)))
        self.full_term = max(float(np.abs(terms).max()) for terms in trace.products)
        self.full_gradient = max(float(np.abs(dW).max()) for dW in gradients.dW)
        self.w_decimals = decimals_for(
            [w for layer in (1, 2) for w in (*network.W[layer].ravel(), *network.b[layer])]
        )
        self.rate_decimals = (
            0 if self.learning_rate % 1 == 0 else decimals_for([self.learning_rate], 3)
        )
        self.x_decimals, self.y_decimals = decimals_for(trace.x), decimals_for(gradients.y)
        # The weight worked in detail is the one that the loss is most sensitive to.
        dW = gradients.dW[2]
        j, k = np.unravel_index(int(np.abs(dW).argmax()), dW.shape)
        self.j, self.k = int(j), int(k)

        frame = Frame()
        self.diagram = NetworkDiagram(
            list(network.W),
            box=Box(frame.diagram.left, frame.diagram.bottom, 2.75, frame.diagram.top),
            decimals=[self.x_decimals, 2, 2],
            keep={1: self.k, 2: self.j},
            most_spacing=1.1 if max(network.sizes) > 2 else 1.35,
        )
        self.outputs = self.diagram.layers[2]
        side = Box(frame.side.left, frame.side.bottom, frame.panel.right, frame.side.top)
        self.loss_box = LossBox("L {{ = : eq }} 1/2 sum ({{ a : a }} - y)^2", box=side)
        self.loss_box.formula.color_parts(a=self.theme.activation)
        self.wires = self.loss_box.wires(self.outputs)
        self.panel = FormulaPanel(rule_at=1.55, work_at=6.1, left_sides=1.4)
        self.title_bar = TitleBar(
            self.title, [p.name for p in self.phases], [p.seconds for p in self.phases]
        )
        right = frame.panel.right  # the loss box is dimmed too
        dimmed = Box(frame.diagram.left, frame.diagram.bottom, right, frame.diagram.top)
        self.veil = Veil(
            Box(dimmed.left - 0.3, dimmed.bottom - 0.12, dimmed.right + 0.3, dimmed.top + 0.26)
        )

    # Intro: the network and the loss at its end.

    def intro(self) -> None:
        self.add(self.title_bar)
        self.caption("One error, every weight: how?", at=0.2)
        grow = GrowNetwork(self.diagram, FadeIn(self.wires, self.loss_box))
        self.play(*self.title_bar.advance(), grow, run_time=1.9)
        self.add(self.diagram)

    # Forward Pass: a prediction, and the slope that each neuron keeps for later.

    def forward_pass(self) -> None:
        trace, theme = self.trace, self.theme
        self.caption("First, one prediction.", at=0.1)
        rules = [
            self.panel.rule("{{ z : z }} {{ = : eq }} W {{ a : x }} + b", 0),
            self.panel.rule(
                f"{{{{ a : a }}}} {{{{ = : eq }}}} {self.symbol()}({{{{ z : z }}}})", 1
            ),
        ]
        rules[0].color_parts(z=theme.pre_activation, x=theme.activation)
        rules[1].color_parts(z=theme.pre_activation, a=theme.activation)
        self.play(FadeIn(self.panel, *rules), *self.title_bar.advance(), run_time=0.5)
        self.play(Activate(self.diagram.layers[0], trace.x, full=self.full), run_time=0.6)
        for layer in (1, 2):
            self.play(self.flow(layer), run_time=1.2)
            self.play(
                Activate(self.diagram.layers[layer], trace.a[layer], full=self.full), run_time=0.5
            )

        # The prediction reaches the loss.
        self.prediction = self.box_line("a", trace.output, 2, theme.activation, row=0)
        sent = [i for i in self.outputs.shown if f"a{i}" in self.prediction.part_names]
        self.play(
            FadeIn(self.prediction.without(*(f"a{i}" for i in sent))),
            *(Travel(self.outputs.neuron(i).digits, self.prediction.part(f"a{i}")) for i in sent),
            run_time=0.9,
        )
        self.add(self.prediction)
        self.wait(0.3)

        # The slope of one activation, then all of them.
        self.caption("Keep each slope for later.")
        k, a = self.k, float(trace.a[1][self.k])
        slope = self.panel.work(
            "{{ partial a slash partial z : s }} {{ = : eq }} "
            + SLOPE[self.network.activations[1]],
            0,
        )
        slope.color_parts(s=theme.slope)
        if "a" in slope.part_names:
            slope.color_parts(a=theme.activation)
        hidden = self.diagram.layers[1]
        self.veil.lift(hidden.neuron(k))
        self.play(FadeIn(slope, self.veil), run_time=0.5)
        self.slopes = [self.slope_notes(layer) for layer in (1, 2)]
        worked = self.slope_line(a, float(self.gradients.da_dz[1][k]))
        self.play(
            FadeIn(worked.without("a", "s")),
            Travel(self.diagram.layers[1].neuron(k).digits, worked.part("a")),
            run_time=0.8,
        )
        self.play(FadeIn(worked.part("s")), run_time=0.3)
        self.add(worked)
        self.play(FadeOut(self.veil), FadeIn(*self.slopes), run_time=0.6)
        self.veil.lower()

    # Loss Computation: the target, and one number for how wrong the prediction is.

    def loss_computation(self) -> None:
        theme, gradients = self.theme, self.gradients
        self.caption("How wrong? One number.", at=0.1)
        done = VGroup(*self.panel.clear_lines(), *self.panel.clear_rules())
        self.target = self.box_line("y", gradients.y, self.y_decimals, theme.text, row=1)
        self.veil.lift(*self.outputs.neurons, self.slopes[1], self.wires)
        self.veil.lift(self.loss_box, self.prediction)
        self.play(FadeOut(done), FadeIn(self.veil), *self.title_bar.advance(), run_time=0.4)
        self.targets = self.target_notes()
        self.veil.lift(self.target, self.targets)
        self.play(FadeIn(self.targets), run_time=0.4)
        sent = [i for i in self.outputs.shown if f"y{i}" in self.target.part_names]
        values = dict(zip(self.outputs.shown, self.targets, strict=True))
        self.play(
            FadeIn(self.target.without(*(f"y{i}" for i in sent))),
            *(Travel(values[i].part("value"), self.target.part(f"y{i}")) for i in sent),
            run_time=0.7,
        )
        self.add(self.target)
        self.wait(0.3)
        line, self.loss_result = self.loss_lines()
        both = [
            (box, line.part(f"{name}{i}"), f"{name}{i}")
            for name, box in (("a", self.prediction), ("y", self.target))
            for i in range(len(gradients.y))
            if f"{name}{i}" in line.part_names
        ]
        self.play(
            FadeIn(line.without(*(name for _, _, name in both))),
            *(Travel(box.part(name), part) for box, part, name in both),
            run_time=1.0,
        )
        self.add(line)
        self.play(FadeIn(self.loss_result), run_time=0.5)
        on_paper = self.loss_on_paper(self.trace.output)
        equals = formulas.relation(on_paper, gradients.loss, 3)
        self.loss_value = self.loss_box.value_line(gradients.loss, relation=equals)
        self.veil.lift(self.loss_value)
        self.play(
            FadeIn(self.loss_value.without("value")),
            Travel(self.loss_result.part("L"), self.loss_value.part("value"), path_arc=PI / 2),
            run_time=0.7,
        )
        self.add(self.loss_value)
        self.loss_line = line

    # Backward Pass: the error becomes blame, and the blame runs back through the weights.

    def backward_pass(self) -> None:
        self.blame_of_the_outputs()
        self.gradients_of_a_layer(2)
        self.blame_of_a_hidden_neuron()
        self.gradients_of_a_layer(1)
        self.play(FadeOut(self.veil), run_time=0.3)
        self.veil.lower()

    def blame_of_the_outputs(self) -> None:
        theme, gradients, j = self.theme, self.gradients, self.j
        self.caption("Error a − y turns back.", at=0)
        self.panel.clear_lines()
        rule = self.panel.rule(
            "{{ delta : d }} {{ = : eq }} {{ partial L slash partial a : e }} dot "
            "{{ partial a slash partial z : s }}",
            0,
        )
        self.delta_rule = rule.color_parts(d=theme.gradient, e=theme.error, s=theme.slope)
        errors = gradients.dL_da[2]
        self.errors = NeuronNotes(self.outputs, errors, UR, color=theme.error, sign=True)
        self.errors.shift(DOWN * 0.2 + RIGHT * 0.14).set_z_index(6)
        self.veil.lift(self.errors)
        self.play(FadeOut(self.loss_result, self.targets), *self.title_bar.advance(), run_time=0.3)
        flashes = [
            flash
            for i, wire in zip(self.outputs.shown, self.wires, strict=True)
            for flash in self.error_glow(wire, float(errors[i] / np.abs(errors).max()))
        ]
        arrive = [
            Travel(self.loss_line.part(f"e{i}"), self.errors.note(i))
            if f"e{i}" in self.loss_line.part_names
            else FadeIn(self.errors.note(i))
            for i in self.outputs.shown
        ]
        self.veil.lower(self.targets)
        self.play(LaggedStart(*arrive, lag_ratio=0.4), run_time=1.2)
        self.play(*flashes, run_time=0.9)

        self.caption("Error × slope: δ = ∂L/∂z.")
        output, error, slope = self.outputs.neuron(j), self.errors.note(j), self.slopes[1].note(j)
        self.play(
            FadeOut(self.loss_line),
            FadeIn(rule),
            *self.veil.relight(output, error, slope),
            run_time=0.5,
        )
        line = self.delta_line(
            j, float(errors[j]), 2, float(gradients.da_dz[2][j]), float(gradients.delta[2][j])
        )
        self.play(
            FadeIn(line.without("e", "s", "d")),
            Succession(
                Travel(unsigned(self.errors.note(j)), line.part("e")),
                Travel(self.slopes[1].note(j), line.part("s")),
            ),
            run_time=1.3,
        )
        self.play(FadeIn(line.part("d")), run_time=0.3)
        self.add(line)
        self.deltas = NeuronNotes(
            self.outputs,
            gradients.delta[2],
            DR,
            color=theme.gradient,
            decimals=3,
            sign=True,
        )
        self.deltas.shift(UP * 0.2 + RIGHT * 0.14).set_z_index(6)
        self.veil.lift(self.deltas.note(j))
        others = [self.deltas.note(i) for i in self.outputs.shown if i != j]
        self.play(Travel(line.part("digits"), self.deltas.note(j)), run_time=0.5)
        light = self.veil.relight(
            *self.diagram.layers[1].neurons,
            *self.outputs.neurons,
            *self.diagram.edges_into(2),
            self.deltas.note(j),
        )
        self.veil.lift(*others)
        self.play(*light, *map(FadeIn, others), run_time=0.4)

    def gradient_label(self, layer: int, j: int, k: int) -> EdgeLabel:
        """The gradient value beside the edge from neuron k to neuron j of a layer."""
        return next(label for label in self.gradient_labels[layer] if label.pair == (j, k))

    def gradients_of_a_layer(self, layer: int) -> None:
        """The glow runs back; a gradient value appears beside each weight as it passes."""
        theme, dW = self.theme, self.gradients.dW[layer]
        edges = self.diagram.edges_into(layer)
        if layer == 2:
            rule = self.panel.rule(
                "{{ partial L slash partial w : g }} {{ = : eq }} {{ delta : d }} dot {{ a : a }}",
                1,
            )
            rule.color_parts(g=theme.gradient, d=theme.gradient, a=theme.activation)
            self.gradient_labels = {}
            self.play(FadeIn(rule), run_time=0.4)
        else:
            steps = [float(np.abs(dW).max()) for dW in self.gradients.dW]
            slopes = float(np.abs(self.gradients.da_dz[1]).max())
            weaker = steps[0] < steps[1] and slopes < 1
            self.caption("Weaker: slopes below 1." if weaker else "On to the first weights.")
        beside = [*self.slopes[0], *self.slopes[1]]
        beside += [self.hidden_delta, self.hidden_error] if layer == 1 else []
        labels = edges.value_labels(dW, theme.gradient, avoid=beside).set_z_index(6)
        self.gradient_labels[layer] = labels
        self.veil.lift(*labels)
        order = sorted(labels, key=lambda label: -label.get_x())
        wave = FlowWave(edges, dW, full=self.full_gradient, reverse=True)
        self.play(
            wave,
            LaggedStart(*(FadeIn(label) for label in order), lag_ratio=0.15),
            run_time=1.6,
        )
        self.wait(0.4)

    def blame_of_a_hidden_neuron(self) -> None:
        theme, gradients, k = self.theme, self.gradients, self.k
        edges, hidden = self.diagram.edges_into(2), self.diagram.layers[1]
        self.caption("Hidden blame: add its paths.")
        done = self.panel.clear_lines()
        paths = [(j, k) for j in self.outputs.shown]
        light = self.veil.relight(
            hidden.neuron(k),
            self.slopes[0].note(k),
            *edges.out_of(k),
            *self.outputs.neurons,
            *self.deltas,
        )
        self.play(FadeOut(done), *light, run_time=0.4)
        wave = FlowWave(
            edges,
            gradients.blame[2],
            color=theme.gradient,
            full=float(np.abs(gradients.blame[2]).max()),
            reverse=True,
            pairs=paths,
        )
        blame = self.blame_line()
        sent = [j for j in self.outputs.shown if f"d{j}" in blame.part_names]
        weights = self.weight_labels([(j, k) for j in sent])
        self.play(wave, FadeIn(weights, run_time=0.4), run_time=0.9)
        carried = [f"{kind}{j}" for j in sent for kind in "wd"]
        flights = [
            flight
            for j, weight in zip(sent, weights, strict=True)
            for flight in (
                Travel(weight, blame.part(f"w{j}")),
                Travel(unsigned(self.deltas.note(j)), blame.part(f"d{j}")),
            )
        ]
        self.play(
            FadeIn(blame.without("total", *carried), run_time=0.3),
            LaggedStart(*flights, lag_ratio=0.45),
            run_time=1.3,
        )
        self.play(FadeIn(blame.part("total")), FadeOut(weights), run_time=0.3)
        self.add(blame)
        self.hidden_error, self.hidden_delta = self.hidden_notes()
        self.veil.lift(self.hidden_error, self.hidden_delta)
        self.play(Travel(blame.part("digits"), self.hidden_error), run_time=0.5)
        line = self.delta_line(
            k,
            float(gradients.dL_da[1][k]),
            3,
            float(gradients.da_dz[1][k]),
            float(gradients.delta[1][k]),
            row=1,
        )
        self.play(
            FadeIn(line.without("e", "s", "d")),
            Succession(
                Travel(unsigned(self.hidden_error), line.part("e")),
                Travel(self.slopes[0].note(k), line.part("s")),
            ),
            run_time=0.9,
        )
        self.play(FadeIn(line.part("d")), run_time=0.3)
        self.add(line)
        light = self.veil.relight(
            *self.diagram.layers[0].neurons,
            *hidden.neurons,
            *self.diagram.edges_into(1),
            self.hidden_error,
            self.slopes[0].note(k),
        )
        self.veil.lift(self.hidden_delta)
        self.play(Travel(line.part("digits"), self.hidden_delta), *light, run_time=0.5)

    # Chain Rule: three factors, three places in the network, one product.

    def chain_rule(self) -> None:
        j, k = self.j, self.k
        edges, hidden = self.diagram.edges_into(2), self.diagram.layers[1]
        self.caption("Three links, from loss to weight.", at=0.1)
        # δ = ∂L/∂a · ∂a/∂z stays beside the chain: it is its first two factors.
        done = self.panel.clear_lines()
        label = self.gradient_label(2, j, k)
        self.veil.lift(hidden.neuron(k), self.outputs.neuron(j), edges.edge(j, k), label)
        self.veil.lift(self.slopes[1].note(j), self.errors.note(j))
        self.play(FadeOut(done), FadeIn(self.veil), *self.title_bar.advance(), run_time=0.4)
        rule, line = self.chain_lines()
        line.shift(DOWN * ROOM_FOR_BRACE)
        self.play(FadeIn(rule), run_time=0.4)
        boxes = self.factor_boxes(rule)
        factors = (
            (self.errors.note(j), "e"),
            (self.slopes[1].note(j), "s"),
            (hidden.neuron(k).digits, "a"),
        )
        self.play(FadeIn(line.without("e", "s", "a", "g")), run_time=0.2)
        for (number, part), box in zip(factors, boxes, strict=True):
            self.play(Create(box), Travel(number, line.part(part)), run_time=0.7)
        self.play(FadeIn(line.part("g")), run_time=0.3)
        self.add(line)
        self.wait(0.3)
        brace = self.delta_brace(boxes)
        light = self.veil.relight(
            *(hidden.neuron(k), self.outputs.neuron(j), edges.edge(j, k), label),
            *(self.slopes[1].note(j), self.errors.note(j), self.deltas.note(j)),
        )
        named = Indicate(self.delta_rule.part("d"), 1.3, None)
        self.play(Create(brace), named, *light, run_time=0.6)
        self.wait(0.3)

        # For a hidden weight only the first factor changes: it is the sum over the paths ahead.
        self.caption("Deeper: the loss link is a sum.")
        self.panel.clear_lines()
        deeper, deeper_line = self.deeper_lines()
        deeper_line.shift(DOWN * ROOM_FOR_BRACE)
        i, source = self.i, self.diagram.layers[0]
        edge = self.diagram.edges_into(1).edge(k, i)
        label = self.gradient_label(1, k, i)
        new_boxes = self.factor_boxes(deeper)
        new_brace = self.delta_brace(new_boxes)
        light = self.veil.relight(
            source.neuron(i),
            edge,
            label,
            hidden.neuron(k),
            self.slopes[0].note(k),
            self.hidden_error,
            self.hidden_delta,
            *self.outputs.neurons,
            *self.deltas,
            *edges.out_of(k),
        )
        self.play(*light, FadeOut(*(line.part(name) for name in "esag")), run_time=0.4)
        self.play(
            ReplacementTransform(rule.without("e"), deeper.without("e")),
            ReplacementTransform(line.without(*"esag"), deeper_line.without(*"esag")),
            *(ReplacementTransform(old, new) for old, new in zip(boxes, new_boxes, strict=True)),
            ReplacementTransform(brace, new_brace),
            FadeOut(rule.part("e"), rate_func=squish_rate_func(smooth, 0, 0.4)),
            FadeIn(deeper.part("e"), rate_func=squish_rate_func(smooth, 0.5, 1)),
            FlowWave(
                edges,
                self.gradients.blame[2],
                color=self.theme.gradient,
                reverse=True,
                pairs=[(row, k) for row in self.outputs.shown],
            ),
            run_time=0.8,
        )
        self.play(
            Succession(
                Travel(unsigned(self.hidden_error), deeper_line.part("e")),
                Travel(self.slopes[0].note(k), deeper_line.part("s")),
                Travel(source.neuron(i).digits, deeper_line.part("a")),
            ),
            run_time=1.2,
        )
        self.play(FadeIn(deeper_line.part("g")), run_time=0.3)
        self.remove(*rule, *line)
        self.add(deeper, deeper_line)
        self.lines_left = VGroup(deeper, deeper_line, *new_boxes, new_brace)

    # Weight Update: against the gradient, and the loss is smaller.

    def weight_update(self) -> None:
        theme, j, k = self.theme, self.j, self.k
        rises = self.gradients.dW[2][j, k] > 0
        self.caption("Uphill is +: go down." if rises else "Uphill is −: go up.", at=0)
        self.panel.clear_lines()
        self.lines_left.add(*self.panel.clear_rules())
        rule, line = self.update_lines()
        new = float(self.updated.W[2][j, k])
        rate = format_value(self.learning_rate, self.rate_decimals)
        moved = ("w", "rate", "g", "new")
        step_size = self.panel.rule(f"eta {{{{ = : eq }}}} {{{{ {rate} : rate }}}}", 0)

        # The light goes back to the weight worked first.
        label = self.gradient_label(2, j, k)
        light = self.veil.relight(
            self.diagram.layers[1].neuron(k),
            self.outputs.neuron(j),
            self.diagram.edges_into(2).edge(j, k),
            label,
        )
        self.play(FadeOut(self.lines_left), *light, *self.title_bar.advance(), run_time=0.3)
        into_output = self.diagram.edges_into(2)
        self.new_weight = EdgeLabel((j, k), new, 3, weight_color(new, theme))
        into_output.place_labels(VGroup(self.new_weight), avoid=self.gradient_labels[2])
        weight = VGroup(weight_label(into_output.edge(j, k), self.w_decimals))
        weight.move_to(self.new_weight).set_z_index(40)
        self.veil.lift(weight)
        self.play(FadeIn(step_size, rule, weight, line.without(*moved)), run_time=0.4)
        flights = (
            Travel(weight[0], line.part("w")),
            Travel(step_size.part("rate"), line.part("rate")),
            Travel(unsigned(label), line.part("g")),
        )
        self.play(LaggedStart(*flights, lag_ratio=0.4), run_time=0.9)
        self.play(FadeIn(line.part("new")), run_time=0.4)
        self.add(line)
        self.caption("Weights and biases step.")
        notes = VGroup(self.errors, self.deltas, self.hidden_error, self.hidden_delta, *self.slopes)
        moving = [(self.diagram.edges_into(i), self.updated.W[i]) for i in (1, 2)]
        changes = VGroup(*(WeightChanges(edges, weights) for edges, weights in moving))
        self.veil.lift(self.new_weight.set_z_index(6))
        arrive = Travel(line.part("digits"), self.new_weight, path_arc=PI / 2)
        self.play(FadeOut(weight, run_time=0.2), arrive, run_time=0.4)
        # Each gradient becomes the arrow against it.
        turns: list[Animation] = []
        for layer, change in zip((1, 2), changes, strict=True):
            marks = {mark.pair: mark for mark in change.marks}
            for gradient in self.gradient_labels[layer]:
                mark = marks.get(gradient.pair)
                turns.append(FadeOut(gradient) if mark is None else turn_into(gradient, mark))
        ghosts = VGroup(*(change.ghosts for change in changes))
        light = self.veil.relight(*self.diagram.layers, *edges_of(self.diagram), self.new_weight)
        self.veil.lift(changes)
        self.play(FadeOut(notes), FadeIn(ghosts), *light, *turns, run_time=0.4)
        self.play(*(UpdateWeights(edges, weights) for edges, weights in moving), run_time=0.7)
        self.wait(0.2)

        # The new weights at work: another prediction, and less loss; the old loss stays as a ghost.
        leaving: list[Animation] = [FadeOut(changes)]
        for layer in (1, 2):
            values = self.after.products[layer]
            wave = FlowWave(self.diagram.edges_into(layer), values, full=self.full_term)
            self.play(wave, *leaving, run_time=0.35)
            leaving = []
            self.play(
                Activate(self.diagram.layers[layer], self.after.a[layer], full=self.full),
                run_time=0.15,
            )
        after = self.network_loss_after()
        equals = formulas.relation(self.loss_on_paper(self.after.output), after, 3)
        smaller = self.loss_box.value_line(after, relation=equals, before=self.gradients.loss)
        outputs = self.box_line("a", self.after.output, 2, theme.activation, row=0)
        sent = [i for i in self.outputs.shown if f"a{i}" in outputs.part_names]
        self.play(
            FadeOut(self.prediction, self.veil),
            FadeIn(outputs.without(*(f"a{i}" for i in sent))),
            *(Travel(self.outputs.neuron(i).digits, outputs.part(f"a{i}")) for i in sent),
            run_time=0.4,
        )
        self.add(outputs)
        self.veil.lower()
        kept = {"letter": "letter", "eq": "eq", "value": "before"}
        self.play(
            *(
                ReplacementTransform(self.loss_value.part(old), smaller.part(now))
                for old, now in kept.items()
            ),
            FadeIn(smaller.part("arrow"), smaller.part("value")),
            run_time=0.4,
        )
        self.add(smaller)
        self.loss_value, self.prediction = smaller, outputs

    # Outro: again and again, and the loss falls.

    def outro(self) -> None:
        self.caption("One example here; train on many.", at=0.1)
        theme, diagram = self.theme, self.diagram
        loop = TrainingLoop(box=Box(-6.5, -2.2, 0.3, 2.5))
        loop.stations.set_z_index(2)
        curve = LossCurve(self.losses, box=Box(1.6, -2.4, 6.5, 2.6))
        head = curve.head()
        done = VGroup(self.panel, *self.panel.clear_lines(), *self.panel.clear_rules())
        done.add(self.wires, self.loss_box, self.prediction, self.target, self.loss_value)
        done.add(self.new_weight)
        # The network becomes what turns inside the loop.
        left, right = loop.station(0).get_right()[0], loop.station(2).get_left()[0]
        middle = [(left + right) / 2, loop.station(0).get_y(), 0]
        small = diagram.generate_target()
        small.scale((right - left) * 0.8 / small.width, scale_stroke=False).move_to(middle)
        for layer in small.layers:
            VGroup(layer.label, *(neuron.digits for neuron in layer.neurons)).set_opacity(0)
        for part in small.get_family():
            part.set_stroke(width=part.get_stroke_width() * 0.6, family=False)
        self.play(FadeOut(done), *self.title_bar.advance(), run_time=0.3)
        self.play(MoveToTarget(diagram), run_time=0.5)
        self.play(
            FadeIn(loop, curve.axes, curve.labels, curve.ends[0], curve.dots[:1], head),
            run_time=0.3,
        )
        whole = curve.curve.copy()

        def show_steps(_: VGroup) -> None:
            head.move_to(curve.curve.get_end())
            for dot in curve.dots:
                dot.set_fill(opacity=float(dot.get_x() <= head.get_x()))

        flashes = [
            ShowPassingFlash(arrow[0].copy().set_stroke(theme.text, width=8), run_time=0.25)
            for arrow in loop.arrows
        ]
        after, dW = self.after.products, self.gradients.dW
        waves = [FlowWave(diagram.edges_into(i), after[i], run_time=0.125) for i in (1, 2)]
        waves += [Wait(0.25)]
        waves += [
            FlowWave(diagram.edges_into(i), dW[i], reverse=True, run_time=0.125) for i in (2, 1)
        ]
        self.play(Succession(*flashes), Succession(*waves))
        self.play(
            Create(curve.curve), UpdateFromFunc(VGroup(head, curve.dots), show_steps), run_time=0.7
        )
        curve.curve.become(whole)
        self.play(FadeIn(curve.ends[1]), run_time=0.2)

    # Shorthand.

    def flow(self, layer: int) -> FlowWave:
        """A wave of the terms w·a that reach a layer."""
        edges = self.diagram.edges_into(layer)
        return FlowWave(edges, self.trace.products[layer], full=self.full_term)

    def error_glow(self, wire: Line, share: float) -> list[Animation]:
        """The error leaves the loss box: red to orange, bright by its size, dashed below 0."""
        theme, size = self.theme, abs(share)
        start, end = wire.get_end(), wire.get_start()
        segments = [(start, end)] if share > 0 else dashes(start, end, 0.12, 0.1)
        strokes: list[Animation] = []
        for width, opacity in ((26, 0.12), (15, 0.25), (8, 0.6), (4, 1.0)):
            stroke = draw_segments(VMobject(stroke_width=width * size**2), segments)
            stroke.set_color([theme.error, theme.gradient]).set_stroke(opacity=opacity * size)
            stroke.set_cap_style(CapStyleType.ROUND).set_z_index(self.veil.z_index + 2)
            strokes.append(ShowPassingFlash(stroke, time_width=0.9))
        return strokes

    def slope_notes(self, layer: int) -> NeuronNotes:
        """The slopes of a layer, below its neurons or, where those are close, at their corners.

        At the corners where they cover least of the edges: errors and δ are right of the outputs.
        """
        column, values = self.diagram.layers[layer], self.gradients.da_dz[layer]
        sides = (DOWN, DL, UL, DR, UR) if layer == 1 else (DOWN, DL, UL)
        places = []
        for side in sides:
            with suppress(ValueError):
                places.append(NeuronNotes(column, values, side, color=self.theme.slope))
        return min(places, key=lambda notes: sum(map(self.covered, notes))).set_z_index(6)

    def covered(self, note: Number) -> float:
        """How much of the edges, by length and width, lies below a note."""
        box = box_around(note)
        edges = edges_of(self.diagram)
        widths = [edge.get_stroke_width() for edge in edges]
        return float(lengths_inside(box, (edge.ends() for edge in edges)) @ widths)

    def target_notes(self) -> VGroup:
        """`y = 0.1` beside each output, where its error will stand."""
        values = NeuronNotes(self.outputs, self.gradients.y, UR, decimals=self.y_decimals)
        values.shift(DOWN * 0.2 + RIGHT * 0.14)
        notes = VGroup()
        for value, i in zip(values, self.outputs.shown, strict=True):
            target = format_value(self.gradients.y[i], self.y_decimals)
            note = formula(f"y = {{{{ {target} : value }}}}", size=self.theme.number_size * 1.1)
            notes.add(note.move_to(value, aligned_edge=LEFT))
        return notes.set_z_index(6)

    def weight_labels(self, pairs: Sequence[tuple[int, int]]) -> VGroup:
        """Weights of some edges into the outputs, beside what is written there already."""
        edges, written = self.diagram.edges_into(2), [*self.slopes[0], *self.slopes[1]]
        lit = edges.chosen(pairs)
        avoid = [*written, *self.gradient_labels[2]]
        try:
            labels = edges.weight_labels(pairs, self.w_decimals, clear_of=lit, avoid=avoid)
        except ValueError:  # a crowd of dimmed gradients
            labels = edges.weight_labels(pairs, self.w_decimals, clear_of=lit)
        return labels.set_z_index(40)

    def hidden_notes(self) -> list[Number]:
        """Error and δ of the worked hidden neuron, left and right of its slope: error · slope = δ.

        Where neurons are close and the slope stands at a corner, they have corners of their own.
        """
        theme, k, column = self.theme, self.k, self.diagram.layers[1]
        slope, disc = self.slopes[0].note(k), column.neuron(k).disc
        below = abs(slope.get_x() - disc.get_x()) < 0.1
        center = disc.get_center()

        def on_disc(box: Box) -> bool:
            nearest = np.clip(center[:2], (box.left, box.bottom), (box.right, box.top))
            return bool(np.linalg.norm(nearest - center[:2]) < disc.width / 2)

        written = [box_around(n) for n in (*self.slopes[0], *self.gradient_labels[2])]
        notes: list[Number] = []
        for values, color, side in (
            (self.gradients.dL_da[1], theme.error, LEFT),
            (self.gradients.delta[1], theme.gradient, RIGHT),
        ):
            style = {"color": color, "decimals": 3, "sign": True}
            corners = [
                NeuronNotes(column, values, corner, **style).note(k)
                for corner in (UL, DL, UR, DR)
                if not below
            ]
            beside = Number(values[k], **style).next_to(slope, side, buff=0.14)
            free = [
                note
                for note in [beside, *corners]
                if not on_disc(box_around(note))
                and not any(box_around(note).overlaps(box) for box in written)
            ]
            notes.append(min(free or [beside], key=self.covered).set_z_index(6))
            written.append(box_around(notes[-1]))
        return notes

    def symbol(self) -> str:
        """The hidden layer's activation as it stands in formulas."""
        return formulas.ACTIVATION_SYMBOLS[self.network.activations[1]]

    def network_loss_after(self) -> float:
        """The loss of the updated network."""
        return float(self.updated.loss(self.after, self.y))

    # Lines of the box and the panel, from the numbers of the trace and the gradients.

    def box_line(
        self, name: str, values: np.ndarray, decimals: int, color: str, row: int
    ) -> Typeset:
        """`a = (0.64, 0.50)` in the loss box, below its formula."""
        vector = formulas.vector(values, name, decimals=decimals, most=3)
        line = self.loss_box.row(f"{{{{ {name} : letter }}}} {{{{ = : eq }}}} {vector}", row)
        return line.color_parts(letter=color, **{name: color})

    def slope_line(self, a: float, slope: float) -> Typeset:
        """The slope of the worked hidden neuron in numbers."""
        name = self.network.activations[1]
        shown, square = as_shown(a), format_value(a)
        paper = {
            "sigmoid": (
                shown * (1 - shown),
                f"{{{{ {square} : a }}}} (1 - {{{{ {square} : again }}}})",
            ),
            "tanh": (1 - shown**2, f"1 - {{{{ {formulas.number(a)} : a }}}}^2"),
        }
        on_paper, text_ = paper.get(name, (as_shown(slope), f"f'({{{{ {square} : a }}}})"))
        equals = formulas.relation(on_paper, slope)
        line = self.panel.work(
            f"{{{{ = : eq }}}} {text_} {{{{ {equals} {format_value(slope)} : s }}}}", 1
        )
        for name in ("a", "again"):
            if name in line.part_names:
                line.part(name).set_color(self.theme.activation)
        line.part("s").set_color(self.theme.slope)
        return line

    def loss_lines(self) -> tuple[Typeset, Typeset]:
        """The loss with its numbers in place, and its value."""
        gradients = self.gradients
        a, y = self.trace.output, gradients.y
        terms = []
        for i in range(len(y)):
            target = formulas.number(y[i], self.y_decimals)
            error = f"{{{{ {format_value(a[i])} : a{i} }}}} - {{{{ {target} : y{i} }}}}"
            terms.append(f"({{{{ {error} : e{i} }}}})^2")
        on_paper = self.loss_on_paper(a)
        lines = (
            formula(
                "L {{ = : eq }} 1 slash 2 dot "
                + (f"({' + '.join(chosen)})" if len(terms) > 1 else terms[0])
            )
            for chosen in (terms, [*terms[:2], "dots.c"], [terms[0], "dots.c"])
        )
        line = next(line for line in lines if self.panel.fits(line))
        self.panel.work(line, 0)
        for part in line.part_names:
            if part[0] == "a":
                line.part(part).set_color(self.theme.activation)
        equals = formulas.relation(on_paper, gradients.loss, 3)
        result = self.panel.work(
            f"{{{{ {equals} : eq }}}} {{{{ {format_value(gradients.loss, 3)} : L }}}}", 1
        )
        result.part("L").set_color(self.theme.error)
        return line, result

    def loss_on_paper(self, a: np.ndarray) -> Decimal:
        """The loss worked out from the digits shown."""
        pairs = zip(a, self.gradients.y, strict=True)
        terms = ((as_shown(p) - as_shown(t, self.y_decimals)) ** 2 for p, t in pairs)
        return sum(terms, Decimal(0)) / 2

    def delta_line(
        self, index: int, error: float, decimals: int, slope: float, delta: float, row: int = 0
    ) -> Typeset:
        """δ = error · slope of one neuron."""
        on_paper = as_shown(error, decimals) * as_shown(slope)
        line = self.panel.work(
            f"{{{{ delta_{index + 1} : delta }}}} {{{{ = : eq }}}} "
            f"{{{{ {formulas.number(error, decimals)} : e }}}} dot "
            f"{{{{ {formulas.number(slope)} : s }}}} "
            f"{{{{ {formulas.relation(on_paper, delta, 3)} "
            f"{{{{ {format_value(delta, 3)} : digits }}}} : d }}}}",
            row,
        )
        return line.color_parts(
            e=self.theme.error,
            s=self.theme.slope,
            d=self.theme.gradient,
            delta=self.theme.gradient,
        )

    def blame_line(self) -> Typeset:
        """The sum Σ w δ that reaches the worked hidden neuron."""
        k, W, delta = self.k, self.network.W[2], self.gradients.delta[2]
        terms = [
            f"{{{{ {formulas.number(W[j, k], self.w_decimals)} : w{j} }}}} dot "
            f"{{{{ {formulas.number(delta[j], 3)} : d{j} }}}}"
            for j in range(len(delta))
        ]
        total = float(self.gradients.dL_da[1][k])
        on_paper = sum(
            (as_shown(W[j, k], self.w_decimals) * as_shown(delta[j], 3) for j in range(len(delta))),
            Decimal(0),
        )
        equals = formulas.relation(on_paper, total, 3)
        lines = (
            formula(
                f"{{{{ inline(sum) : sum }}}} w {{{{ delta : delta }}}} {{{{ = : eq }}}} "
                f"{' + '.join(chosen)} "
                f"{{{{ {equals} {{{{ {format_value(total, 3)} : digits }}}} : total }}}}"
            )
            for chosen in (terms, [terms[0], "dots.c"])
        )
        line = next(line for line in lines if self.panel.fits(line))
        for part in line.part_names:
            if part[0] == "w":
                line.part(part).set_color(weight_color(W[int(part[1:]), k], self.theme))
        line.color_parts(sum=self.theme.error, total=self.theme.error)
        for part in line.part_names:
            if part[0] == "d" and part != "digits":
                line.part(part).set_color(self.theme.gradient)
        self.panel.work(line, 0)
        return line

    def chain_lines(self) -> tuple[Typeset, Typeset]:
        """The chain rule for the worked output weight, in symbols and in numbers."""
        g, trace, j, k = self.gradients, self.trace, self.j, self.k
        rule = self.panel.work(
            f"{{{{ partial L slash partial w : g }}}} {{{{ = : eq }}}} {GAP} "
            f"{{{{ partial L slash partial a : e }}}} {GAP} dot {GAP} "
            f"{{{{ partial a slash partial z : s }}}} {GAP} dot {GAP} "
            "{{ partial z slash partial w : a }}",
            0,
        )
        line = self.product_line(
            (float(g.dL_da[2][j]), 2),
            float(g.da_dz[2][j]),
            (float(trace.a[1][k]), 2),
            float(g.dW[2][j, k]),
        )
        return self.in_factor_colors(rule), line

    def deeper_lines(self) -> tuple[Typeset, Typeset]:
        """The same for the weight into the worked hidden neuron that matters most."""
        g, trace, k = self.gradients, self.trace, self.k
        self.i = int(np.abs(g.dW[1][k]).argmax())
        rule = formula(
            f"{{{{ partial L slash partial w : g }}}} {{{{ = : eq }}}} {GAP} "
            "{{ inline(sum) {{ w : w }} {{ delta : delta }} : e }} "
            f"{GAP} dot {GAP} {{{{ partial a slash partial z : s }}}} {GAP} dot {GAP} "
            "{{ partial z slash partial w : a }}"
        )
        self.panel.work(rule, 0)
        line = self.product_line(
            (float(g.dL_da[1][k]), 3),
            float(g.da_dz[1][k]),
            (float(trace.x[self.i]), self.x_decimals),
            float(g.dW[1][k, self.i]),
        )
        self.in_factor_colors(rule)
        rule.color_parts(w=self.theme.text, delta=self.theme.gradient)
        return rule, line

    def product_line(
        self, error: tuple[float, int], slope: float, source: tuple[float, int], gradient: float
    ) -> Typeset:
        """error · slope · input = gradient, in numbers."""
        on_paper = as_shown(*error) * as_shown(slope) * as_shown(*source)
        line = formula(
            f"{{{{ = : eq }}}} {{{{ {formulas.number(*error)} : e }}}} dot "
            f"{{{{ {formulas.number(slope)} : s }}}} dot {{{{ {formulas.number(*source)} : a }}}} "
            f"{{{{ {formulas.relation(on_paper, gradient, 3)} {format_value(gradient, 3)} : g }}}}"
        )
        self.panel.work(line, 1)
        return self.in_factor_colors(line)

    def in_factor_colors(self, line: Typeset) -> Typeset:
        theme = self.theme
        return line.color_parts(g=theme.gradient, e=theme.error, s=theme.slope, a=theme.activation)

    def factor_boxes(self, rule: Typeset) -> list[VGroup]:
        """Three kinds of boxes around the three factors, for those who cannot see the colours."""
        theme = self.theme

        def around(name: str, color: str, corner: float, buff: float) -> SurroundingRectangle:
            return SurroundingRectangle(
                rule.part(name), color=color, buff=buff, stroke_width=2.5, corner_radius=corner
            )

        double = [around("s", theme.slope, 0.0, buff) for buff in (0.05, 0.1)]
        return [
            VGroup(around("e", theme.error, 0.0, 0.08)),
            VGroup(*double),
            VGroup(around("a", theme.activation, 0.2, 0.09)),
        ]

    def delta_brace(self, boxes: Sequence[VGroup]) -> VMobject:
        """What joins the first two factors: they are δ."""
        y = float(boxes[1].get_bottom()[1]) - ROOM_FOR_BRACE
        left, right = float(boxes[0].get_left()[0]), float(boxes[1].get_right()[0])
        brace = VMobject(stroke_color=self.theme.gradient, stroke_width=3)
        ends = ([left, y + 0.04], [left, y - 0.02], [right, y - 0.02], [right, y + 0.04])
        return brace.set_points_as_corners([[*end, 0.0] for end in ends])

    def update_lines(self) -> tuple[Typeset, Typeset]:
        """w ← w − η ∂L/∂w, and the worked weight's numbers."""
        theme, j, k = self.theme, self.j, self.k
        old = float(self.network.W[2][j, k])
        new = float(self.updated.W[2][j, k])
        gradient = float(self.gradients.dW[2][j, k])
        rule = self.panel.work(
            "w {{ arrow.l : eq }} w - eta thin {{ partial L slash partial w : g }}", 0
        )
        step = format_value(self.learning_rate, self.rate_decimals)
        color = weight_color(old, theme)
        on_paper = as_shown(old, self.w_decimals) - as_shown(self.learning_rate, 3) * as_shown(
            gradient, 3
        )
        line = self.panel.work(
            f"{{{{ = : eq }}}} {{{{ {formulas.number(old, self.w_decimals)} : w }}}} - "
            f"{{{{ {step} : rate }}}} dot {{{{ {formulas.number(gradient, 3)} : g }}}} "
            f"{{{{ {formulas.relation(on_paper, new, 3)} "
            f"{{{{ {format_value(new, 3)} : digits }}}} : new }}}}",
            1,
        )
        rule.color_parts(g=theme.gradient)
        return rule, line.color_parts(w=color, g=theme.gradient, digits=weight_color(new, theme))
