"""Planted faults of contrast, stillness, colours, captions, numbers and arithmetic."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import (
    BLACK,
    DARK_GREY,
    DOWN,
    GREEN,
    GREY_B,
    LEFT,
    RED,
    RIGHT,
    UP,
    UR,
    WHITE,
    YELLOW,
    Axes,
    Circle,
    Create,
    DecimalNumber,
    Dot,
    FadeIn,
    FadeOut,
    FunctionGraph,
    Indicate,
    Integer,
    Line,
    NumberPlane,
    Rectangle,
    ReplacementTransform,
    RoundedRectangle,
    Square,
    Text,
    Transform,
    ValueTracker,
    VGroup,
    Write,
    always_redraw,
)
from planted import Catalogue

from netviz import (
    ClassProbabilities,
    FormulaPanel,
    LayerProduct,
    MatrixPanel,
    Network,
    NetworkDiagram,
    NeuronNotes,
    Number,
    Phase,
    PhasedScene,
    Theme,
    Veil,
    WorkedFormula,
    formula,
    formulas,
    text,
)
from netviz.typeset import glyph, number_outlines

CATALOGUE = Catalogue(
    "rules", rules=("contrast", "colors", "stillness", "words", "numbers", "arithmetic")
)

NETWORK = Network(
    weights=[[[0.9, -0.6], [0.3, 0.8], [-0.4, 0.5]], [[0.7, -0.5, 0.2], [-0.3, 0.6, 0.4]]],
    biases=[[0.1, -0.2, 0.3], [0.2, -0.1]],
    activations=["sigmoid", "sigmoid"],
)
CLASSES = Network(
    weights=[[[0.9, -0.6], [0.3, 0.8]], [[1.2, -0.5], [-0.7, 0.6], [0.2, 0.1]]],
    biases=[[0.1, 0.2], [0.2, -0.1, 0.0]],
)


class Told(PhasedScene):
    """A scene of one phase that holds a network, its forward and backward pass and a diagram."""

    phases = (Phase("Told", 2, "told"),)
    network = NETWORK
    y = (0.1, 0.9)

    def setup(self):
        self.trace = self.network.forward([0.6, 0.9])
        self.gradients = self.network.backward(self.trace, self.y)
        self.diagram = NetworkDiagram(list(self.network.W), decimals=[1, 2, 2])
        self.diagram.shift(RIGHT * -float(self.diagram.get_x()))
        for layer, values in zip(self.diagram.layers, self.trace.a, strict=True):
            layer.set_values(values, full=1.0)

    def told(self):
        self.play(FadeIn(self.diagram), run_time=0.5)


def digit(character, like):
    """A digit in the size and place of a glyph."""
    shape = glyph(number_outlines(character, 34)[0], WHITE)
    return shape.scale_to_fit_height(like.height).move_to(like)


# --- contrast ---


@CATALOGUE.fault("contrast", "quiet words")
def dark_grey_words_on_black(scene):
    scene.add(Text("quiet words", color="#5A5A5A", font_size=32))
    scene.wait()


@CATALOGUE.fault("contrast", "lemon")
def yellow_words_on_white(scene):
    scene.camera.background_color = WHITE
    scene.add(Text("lemon", color=YELLOW, font_size=36), Text("ink", color=BLACK).shift(UP))
    scene.wait()


@CATALOGUE.fault("contrast", "on a plate")
def white_words_on_a_bright_plate(scene):
    plate = RoundedRectangle(width=5, height=1.5, color=YELLOW, fill_opacity=1.0)
    scene.play(FadeIn(plate), run_time=0.5)
    scene.play(Write(Text("on a plate")), run_time=1)


@CATALOGUE.fault("contrast", "half of these words")
def words_half_over_a_bright_plate(scene):
    plate = Square(color=GREY_B, fill_opacity=1.0, stroke_width=0).scale(1.2).shift(RIGHT * 3.2)
    scene.add(plate, Text("half of these words", color="#B8C4D0"))
    scene.wait()


@CATALOGUE.fault("contrast", "never bright")
def words_dimmed_all_their_life(scene):
    words = text("never bright", color="#FFFFFF").set_opacity(0.25)
    scene.play(FadeIn(text("bright").shift(UP)), run_time=0.5)
    scene.add(words)
    scene.wait()
    scene.play(words.animate.shift(DOWN), run_time=0.5)


@CATALOGUE.fault("contrast", "x + 1")
class UnderAVeilAllItsLife(PhasedScene):
    phases = (Phase("Veiled", 2, "veiled"),)

    def veiled(self):
        self.add(formula("x + 1").shift(UP), Veil())
        self.play(FadeIn(text("in front").shift(DOWN).set_z_index(30)), run_time=0.5)


@CATALOGUE.fault("contrast", "hidden (3)")
def layer_names_too_dark():
    class Dark(Told):
        theme = Theme(muted="#3C4856")

    return Dark


@CATALOGUE.fault("contrast", "Line")
def dark_blue_line_on_black(scene):
    scene.play(Create(Line(LEFT * 3, RIGHT * 3, color="#00007A")), run_time=0.5)


@CATALOGUE.fault("contrast", "curve")
def dark_curve_through_bright_axes(scene):
    axes = Axes(x_range=[-3, 3], y_range=[-1, 1], x_length=8, y_length=4)
    curve = axes.plot(np.sin, color="#4A1010")
    scene.add(axes)
    scene.play(Create(curve), run_time=0.5)


@CATALOGUE.fault("contrast", "Circle")
def dark_disc_by_itself(scene):
    scene.add(Circle(color="#202028", fill_opacity=1.0), text("a disc").shift(UP * 2))
    scene.wait()


# --- stillness ---


@CATALOGUE.fault("stillness", "picture")
def five_seconds_of_nothing(scene):
    scene.play(Create(Square()), run_time=0.5)
    scene.wait(5)
    scene.play(Create(Circle()), run_time=0.5)


@CATALOGUE.fault("stillness", "picture")
def a_film_that_ends_with_a_still(scene):
    scene.play(Create(Square()), run_time=0.5)
    scene.wait(3.6)


@CATALOGUE.fault("stillness", "picture")
def many_short_waits(scene):
    scene.play(Create(Square()), run_time=0.5)
    for _ in range(8):
        scene.wait(0.5)


@CATALOGUE.fault("stillness", "picture")
class PhaseWithALongHold(PhasedScene):
    phases = (Phase("First", 2, "first"), Phase("Second", 6, "second"))

    def first(self):
        self.play(FadeIn(text("first")), run_time=1)

    def second(self):
        self.play(FadeIn(text("second").shift(DOWN)), run_time=1)


# --- captions ---


@CATALOGUE.fault("words", "Far too much")
def caption_too_fast(scene):
    scene.play(
        Create(Square()), run_time=1.5, subcaption="Far too much to read in so short a time."
    )


@CATALOGUE.fault("words", "one line that goes on")
def caption_too_wide(scene):
    words = "This is one line that goes on and on and on"
    scene.play(Create(Square()), run_time=2.9, subcaption=words)


@CATALOGUE.fault("words", "three lines")
def caption_too_high(scene):
    scene.play(Create(Square()), run_time=2.5, subcaption="It has\nthree lines\nof words.")


@CATALOGUE.fault("words", "Blink")
def caption_too_short(scene):
    scene.play(Create(Square()), run_time=0.7, subcaption="Blink.")
    scene.wait(0.5)


@CATALOGUE.fault("words", "The first", "The second")
def captions_over_each_other(scene):
    scene.add_subcaption("The first.", duration=2.5)
    scene.play(Create(Square()), run_time=1)
    scene.add_subcaption("The second.", duration=1.5)
    scene.play(Create(Circle()), run_time=2)


@CATALOGUE.fault("words", "Too long for its section")
def caption_across_a_section(scene):
    scene.next_section("one")
    scene.add_subcaption("Too long for its section.", duration=3)
    scene.play(Create(Square()), run_time=2)
    scene.next_section("two")
    scene.play(Create(Circle()), run_time=2)


@CATALOGUE.fault("words", "Look at the sum")
def caption_fast_while_a_formula_appears(scene):
    scene.play(Write(formula("z = W x + b")), run_time=2, subcaption="Look at the sum of it all.")


# --- colours ---


@CATALOGUE.fault("colors", "Dot", "Dot")
def red_and_green_dots(scene):
    scene.add(Dot(LEFT, color=RED, radius=0.2), Dot(RIGHT, color=GREEN, radius=0.2))
    scene.wait()


@CATALOGUE.fault("colors", "training", "validation")
def red_and_green_curves(scene):
    training = FunctionGraph(np.sin, x_range=[-3, 3], color=RED)
    validation = FunctionGraph(np.cos, x_range=[-3, 3], color=GREEN)
    scene.play(Create(training), Create(validation), run_time=1)


@CATALOGUE.fault("colors", "Square")
def green_and_gold_squares(scene):
    scene.add(
        Square(color="#83C167", fill_opacity=1.0).shift(LEFT * 2),
        Square(color="#F0AC5F", fill_opacity=1.0).shift(RIGHT * 2),
    )
    scene.wait()


@CATALOGUE.fault("colors", "slope", "pre_activation")
def theme_with_slopes_like_sums():
    class Alike(Told):
        theme = Theme(slope="#F2D46A")

    return Alike


# --- numbers ---


@CATALOGUE.fault("numbers", "neuron 1")
def wrong_digit_in_a_neuron():
    class Wrong(Told):
        def told(self):
            super().told()
            neuron = self.diagram.layers[1].neuron(1)
            neuron.set_value(neuron.value + 0.1)

    return Wrong


@CATALOGUE.fault("numbers", "neuron 0")
def digits_drawn_otherwise_than_the_neuron_s_value():
    class Wrong(Told):
        def told(self):
            super().told()
            self.hidden = self.diagram.layers[1]
            last = self.hidden.neuron(0).digits[-1]
            last.become(digit("3" if self.hidden.neuron(0).value < 0.6 else "1", last))

    return Wrong


@CATALOGUE.fault("numbers", "neuron 2")
def neuron_with_the_value_of_its_neighbour():
    class Wrong(Told):
        def told(self):
            super().told()
            layer = self.diagram.layers[1]
            layer.neuron(2).set_value(layer.neuron(1).value)

    return Wrong


@CATALOGUE.fault("numbers", "gradient_labels")
def gradient_label_of_another_weight():
    class Wrong(Told):
        def told(self):
            super().told()
            edges = self.diagram.edges_into(2)
            self.gradient_labels = edges.value_labels(
                self.gradients.dW[2], self.theme.gradient, pairs=[(0, 0), (1, 2)]
            )
            values = self.gradients.dW[2]
            self.gradient_labels[0].set_value(float(values[1, 0]))
            self.play(FadeIn(self.gradient_labels), run_time=0.5)

    return Wrong


@CATALOGUE.fault("numbers", "weights")
def weight_label_with_another_number():
    class Wrong(Told):
        def told(self):
            super().told()
            self.weights = self.diagram.edges_into(2).weight_labels([(0, 0)])
            self.weights[0].set_value(0.8)
            self.play(FadeIn(self.weights), run_time=0.5)

    return Wrong


@CATALOGUE.fault("numbers", "slopes")
def notes_of_two_neurons_exchanged():
    class Wrong(Told):
        def told(self):
            super().told()
            values = self.gradients.delta[2]
            self.slopes = NeuronNotes(
                self.diagram.layers[2], values[::-1], UR, decimals=3, sign=True
            )
            self.play(FadeIn(self.slopes), run_time=0.5)

    return Wrong


@CATALOGUE.fault("numbers", "panel")
def matrix_with_one_other_entry():
    class Wrong(Told):
        def told(self):
            values = np.array(self.network.W[1])
            values[1, 1] = 0.3
            self.panel = MatrixPanel(values)
            self.play(FadeIn(self.panel), run_time=0.5)

    return Wrong


@CATALOGUE.fault("numbers", "product.z")
def layer_product_that_does_not_come_out():
    class Wrong(Told):
        def told(self):
            super().told()
            layers = self.diagram.layers
            z = np.array(self.trace.z[1])
            z[2] += 0.1
            self.remove(self.diagram)
            VGroup(layers[0], layers[1]).shift(LEFT * 2)
            self.product = LayerProduct(
                self.network.W[1], self.trace.x, self.network.b[1], z, None, *layers[:2]
            )
            self.play(FadeIn(self.product), run_time=0.5)

    return Wrong


@CATALOGUE.fault("numbers", "bars")
def class_with_another_probability():
    class Wrong(PhasedScene):
        phases = (Phase("Bars", 2, "show"),)

        def show(self):
            self.trace = CLASSES.forward([0.5, 0.8])
            self.bars = ClassProbabilities(["cat", "dog", "owl"])
            self.bars.set_values(self.trace.output)
            self.bars.number(1).set_value(0.5)
            self.play(FadeIn(self.bars), run_time=0.5)

    return Wrong


@CATALOGUE.fault("numbers", "bars")
def bar_longer_than_its_number():
    class Wrong(PhasedScene):
        phases = (Phase("Bars", 2, "show"),)

        def show(self):
            self.trace = CLASSES.forward([0.5, 0.8])
            self.bars = ClassProbabilities(["cat", "dog", "owl"])
            self.bars.set_values(self.trace.output)
            self.bars.set_shares([0.2, 0.4, 0.4])
            self.play(FadeIn(self.bars), run_time=0.5)

    return Wrong


@CATALOGUE.fault("numbers", "number")
def glyph_of_another_digit(scene):
    number = Number(0.54)
    number[2].become(digit("7", number[2]))
    scene.play(FadeIn(number), run_time=0.5)


@CATALOGUE.fault("numbers", "count")
def decimal_number_behind_its_value(scene):
    count = DecimalNumber(3.14, mob_class=Text)
    scene.add(count)
    scene.wait()
    count.number = 2.72
    scene.wait()


@CATALOGUE.fault("numbers", "count")
def integer_with_a_digit_of_another(scene):
    count = Integer(128, mob_class=Text)
    other = Integer(5, mob_class=Text)[0]
    count[1].become(other.move_to(count[1]))
    scene.add(count)
    scene.wait()


@CATALOGUE.fault("numbers", "line")
def two_digits_of_a_formula_exchanged(scene):
    line = formula("z = 0.45 + 0.48 = 0.93")
    nine, three = line[-2], line[-1]
    places = nine.get_center(), three.get_center()
    nine.move_to(places[1])
    three.move_to(places[0])
    scene.play(FadeIn(line), run_time=0.5)


@CATALOGUE.fault("numbers", "line")
def digit_of_a_formula_redrawn(scene):
    line = formula("{{ L : L }} = {{ 0.226 : value }}")
    seven = formula("7")[0]
    line[-1].become(seven.scale_to_fit_height(line[-1].height).move_to(line[-1]))
    scene.play(FadeIn(line), run_time=0.5)


# --- arithmetic ---


@CATALOGUE.fault("arithmetic", "0.5 + 0.3")
def words_that_add_up_to_another_number(scene):
    scene.add(Text("0.5 + 0.3 = 0.9"))
    scene.wait()


@CATALOGUE.fault("arithmetic", "0.193")
def product_that_does_not_come_out(scene):
    scene.add(formula("{{ g : g }} = {{ 0.54 : e }} dot 0.23 dot 0.75 approx {{ 0.193 : r }}"))
    scene.wait()


@CATALOGUE.fault("arithmetic", "0.45", "1.10")
def second_row_that_does_not_follow(scene):
    panel = FormulaPanel()
    first = panel.work("z {{ = : eq }} 0.9 dot 0.5 + 0.6 dot 0.8", 0)
    second = panel.work("{{ = : eq }} 0.45 + 0.48 = 1.10", 1)
    scene.play(FadeIn(panel, first, second), run_time=0.5)


@CATALOGUE.fault("arithmetic", "z =", "0.226")
def second_row_that_is_not_the_first(scene):
    panel = FormulaPanel()
    first = panel.work("z {{ = : eq }} 0.9 dot 0.5", 0)
    second = panel.work("{{ approx : eq }} {{ 0.226 : L }}", 1)
    scene.play(FadeIn(panel, first, second), run_time=0.5)


@CATALOGUE.fault("arithmetic", "4.54")
def exponentials_that_add_up_to_another_number(scene):
    scene.add(formula("e^{{ 1.20 : z0 }} + e^{{ (−0.45) : z1 }} approx 3.32 + 0.64 = 4.54"))
    scene.wait()


@CATALOGUE.fault("arithmetic", "0.64 - 0.1")
def half_of_the_squares_forgotten(scene):
    scene.add(formula("L = inline(1/2) ((0.64 - 0.1)^2 + (0.50 - 0.9)^2) approx 0.452"))
    scene.wait()


@CATALOGUE.fault("arithmetic", "0.886")
def step_in_the_wrong_direction(scene):
    scene.play(FadeIn(formula("w = 0.7 - 2 dot 0.093 = 0.886")), run_time=0.5)


@CATALOGUE.fault("arithmetic", "0.115")
def worked_formula_whose_numbers_do_not_follow(scene):
    scene.play(FadeIn(WorkedFormula(formulas.delta_terms(0.42, 0.25, 0.115))))


@CATALOGUE.fault("arithmetic", "2")
def pieces_that_add_up_to_another_number(scene):
    pieces = Text("2"), Text("+"), Integer(3, mob_class=Text), Text("="), Text("6")
    scene.play(FadeIn(VGroup(*pieces).arrange(RIGHT, buff=0.3)))


@CATALOGUE.fault("arithmetic", "0.3")
def less_that_is_more(scene):
    scene.add(Text("0.5 < 0.3"))
    scene.wait()


@CATALOGUE.fault("arithmetic", "½")
def powers_and_fractions(scene):
    scene.add(Text("½ · 0.4² = 0.16"))
    scene.wait()


@CATALOGUE.fault("arithmetic", "line")
def transformed_into_a_wrong_sum(scene):
    line = Text("0.5 + 0.7 = 1.2")
    scene.add(line)
    scene.wait()
    scene.play(Transform(line, Text("0.5 + 0.7 = 1.3")), run_time=1)


# --- mutants of the films ---


@CATALOGUE.fault("numbers", "1.0", "neuron 1")
def film_whose_hidden_neuron_shows_another_number():
    from scenes.forward_pass import ForwardPass

    class Mutant(ForwardPass):
        only_phase = "Input Layer"

        def input_layer(self):
            super().input_layer()
            self.diagram.layers[0].neuron(1).set_value(0.99)

    return Mutant


@CATALOGUE.fault("arithmetic", "0.54")
def film_with_two_digits_of_a_product_exchanged():
    from scenes.forward_pass import ForwardPass

    class Mutant(ForwardPass):
        only_phase = "Layer 1 Forward"

        def setup(self):
            super().setup()
            work = self.panel.work

            def wrongly(lines, row=0):
                return work([line.replace("0.45", "0.54") for line in lines], row)

            self.panel.work = wrongly

    return Mutant


@CATALOGUE.fault("numbers", "marks")
def film_with_a_gradient_at_another_weight():
    from scenes.backprop import Backprop

    class Mutant(Backprop):
        only_phase = "Backward Pass"

        def make_gradients(self):
            super().make_gradients()
            labels = self.labels[2]
            first, last = labels[0].value, labels[-1].value
            labels[0].set_value(last)
            labels[-1].set_value(first)

    return Mutant


@CATALOGUE.fault("arithmetic", "0.176")
def film_with_a_chain_that_does_not_come_out():
    from scenes.backprop import Backprop

    class Mutant(Backprop):
        only_phase = "Chain Rule"

        def worked(self, terms, *place, **kwargs):
            wrong = [replace(term, number=term.number.replace("0.076", "0.176")) for term in terms]
            return super().worked(wrong, *place, **kwargs)

    return Mutant


@CATALOGUE.fault("numbers", "bars")
def film_whose_bars_are_exchanged():
    from scenes.forward_pass import ForwardPass

    class Mutant(ForwardPass):
        only_phase = "Output Layer"

        def setup(self):
            super().setup()
            first, second = self.bars.parts
            values = first.value, second.value
            first.set_value(values[1])
            second.set_value(values[0])

    return Mutant


def a_sum(*pieces):
    return VGroup(*(Text(piece, font_size=60) for piece in pieces)).arrange(RIGHT, buff=0.3)


@CATALOGUE.fault("arithmetic", "4", "25")
def a_piece_pointed_out_before_the_result_comes(scene):
    product = a_sum("4", "×", "5", "=", "25")
    scene.play(FadeIn(product[:3]))
    scene.play(Indicate(product[0]))
    scene.play(FadeIn(product[3:]))
    scene.wait()


@CATALOGUE.fault("arithmetic", "3", "7")
def a_piece_turned_into_another_number(scene):
    row = a_sum("3", "+", "4", "=", "7")
    scene.play(FadeIn(row))
    scene.play(Transform(row[0], Text("5", font_size=60).move_to(row[0])))
    scene.wait()


# --- clean ---


@CATALOGUE.clean
def pieces_that_turn_into_another_sum(scene):
    row = a_sum("3", "+", "4", "=", "7")
    scene.play(FadeIn(row))
    scene.play(
        Transform(row[0], Text("5", font_size=60).move_to(row[0])),
        Transform(row[4], Text("9", font_size=60).move_to(row[4])),
    )
    scene.play(Indicate(row[4]))
    scene.wait()


@CATALOGUE.clean
def rows_of_pieces_that_are_no_sums_or_right(scene):
    rows = ("2 + 3 = 5", "x 2 = 5", "1 2 = 5 6", "n = 3 , m = 4", "2 = 5 apples")
    lines = [VGroup(*map(Text, row.split())).arrange(RIGHT, buff=0.3) for row in rows]
    scene.play(FadeIn(VGroup(*lines).scale(0.7).arrange(DOWN, buff=0.6)))


@CATALOGUE.clean
def worked_formula_whose_numbers_follow(scene):
    scene.play(FadeIn(WorkedFormula(formulas.delta_terms(0.42, 0.25, 0.105))))


@CATALOGUE.clean
def words_dimmed_and_lit_again(scene):
    words, other = text("first").shift(UP), text("second").shift(DOWN)
    scene.play(FadeIn(words, other), run_time=0.5)
    scene.play(words.animate.set_opacity(0.2), run_time=0.5)
    scene.wait()
    scene.play(words.animate.set_opacity(1.0), FadeOut(other), run_time=0.5)


@CATALOGUE.clean
class VeiledAndLifted(PhasedScene):
    phases = (Phase("Veil", 3, "veil"),)

    def veil(self):
        line = formula("z = W x + b").shift(UP)
        veil = Veil()
        self.add(line)
        self.play(FadeIn(veil), run_time=0.5)
        self.play(FadeIn(text("for now").shift(DOWN * 0.5).set_z_index(30)), run_time=0.5)
        self.play(FadeOut(veil), run_time=0.5)


@CATALOGUE.clean
def quiet_grid_plate_and_track(scene):
    grid = NumberPlane(
        x_range=[-6, 6], y_range=[-3, 3], background_line_style={"stroke_color": "#223344"}
    )
    plate = RoundedRectangle(width=4, height=1, color="#1A222C", fill_opacity=1.0).shift(UP * 1.5)
    track = Rectangle(width=4, height=0.4, color="#1A222C", fill_opacity=1.0).shift(DOWN * 1.5)
    bar = Rectangle(width=2, height=0.3, color="#35D6F2", fill_opacity=1.0).move_to(track)
    scene.add(grid, plate, Text("on a plate").scale(0.8).move_to(plate), track, bar)
    scene.wait()


@CATALOGUE.clean
def dark_words_on_a_light_plate(scene):
    plate = RoundedRectangle(width=6, height=1.5, color=WHITE, fill_opacity=1.0)
    scene.play(FadeIn(plate), run_time=0.5)
    scene.play(Write(Text("on a plate", color=DARK_GREY)), run_time=0.5)


@CATALOGUE.clean
def red_and_green_that_shape_tells_apart(scene):
    scene.add(Circle(color=RED, fill_opacity=1.0).shift(LEFT * 2))
    scene.add(Square(color=GREEN, fill_opacity=1.0).shift(RIGHT * 2))
    scene.add(text("no", color=RED).shift(UP * 2), text("yes", color=GREEN).shift(DOWN * 2))
    scene.wait()


@CATALOGUE.clean
def pauses_and_captions_as_they_should_be(scene):
    scene.next_section("one")
    scene.play(Create(Square()), run_time=1.5, subcaption="A square is drawn.")
    scene.wait(2)
    scene.next_section("two")
    scene.play(
        Create(Circle()), run_time=3, subcaption="A circle is drawn, and it\nreaches beyond it."
    )
    scene.wait(2.9)


@CATALOGUE.clean
def lines_that_come_out(scene):
    lines = (
        "{{ g : g }} = {{ 0.54 : e }} dot 0.23 dot 0.75 approx {{ 0.093 : r }}",
        "e^{{ 1.20 : z0 }} + e^{{ −0.45 : z1 }} approx 3.32 + 0.64 = 3.96",
        "L = inline(1/2) ((0.64 - 0.1)^2 + (0.50 - 0.9)^2) approx 0.226",
        "0.64 (1 - 0.64) approx 0.23",
        "z = 0.9 dot 0.5 + (−0.4) dot 0.3 + dots.c = 0.87",
    )
    group = VGroup(*(formula(line) for line in lines)).arrange(DOWN, buff=0.5)
    scene.play(FadeIn(group.move_to([0, 0.4, 0])), run_time=0.5)


@CATALOGUE.clean
def what_is_no_arithmetic(scene):
    lines = (
        "x = 3, y = 4",
        "P(0.5) = 0.3",
        "10:30 = now, or 11:30 = later",
        "1,000 = 10 · 100 or 0,5 = 1/2",
        "e = 0.5, so e^2 = 0.25",
        "2 = x and y = 3",
    )
    group = VGroup(*(text(line) for line in lines)).arrange(DOWN, buff=0.35)
    scene.play(FadeIn(group.move_to([0, 0.4, 0])), run_time=0.5)


@CATALOGUE.clean
def network_with_all_its_numbers():
    class Right(Told):
        phases = (Phase("Told", 3, "told"),)

        def told(self):
            super().told()
            notes = NeuronNotes(
                self.diagram.layers[2], self.gradients.delta[2], UR, decimals=3, sign=True
            )
            labels = self.diagram.edges_into(2).value_labels(
                self.gradients.dW[2], self.theme.gradient, pairs=[(0, 0), (1, 2)]
            )
            self.play(FadeIn(notes, labels), run_time=0.5)
            updated = self.network.step(self.gradients, 2.0)
            self.after = updated.forward([0.6, 0.9])
            self.play(FadeOut(notes, labels), run_time=0.5)
            for layer, values in zip(self.diagram.layers, self.after.a, strict=True):
                layer.set_values(values, full=1.0)
            self.wait(0.5)

    return Right


@CATALOGUE.clean
def training_whose_steps_are_not_kept():
    class Right(Told):
        def told(self):
            super().told()
            for step in (1, 2):
                network = self.network.step(self.gradients, 5.0 * step)
                a = network.forward([0.6, 0.9]).a
                for layer, values in zip(self.diagram.layers[1:], a[1:], strict=True):
                    layer.set_values(values, full=1.0)
                self.wait(0.3)

    return Right


@CATALOGUE.clean
def numbers_that_change(scene):
    tracker = ValueTracker(0.5)
    live = always_redraw(lambda: Number(tracker.get_value()).shift(UP))
    count, plain = Number(0.25).shift(DOWN), DecimalNumber(1.5, mob_class=Text)
    plain.add_updater(lambda number: number.set_value(tracker.get_value()))
    scene.add(live, count, plain)
    scene.wait(0.5)
    scene.play(tracker.animate.set_value(0.9), Transform(count, Number(0.75).shift(DOWN)))
    scene.play(count.animate.shift(LEFT), run_time=0.5)


@CATALOGUE.clean
def formulas_that_become_others(scene):
    line = formula("a = 0.5 + 0.25 = 0.75")
    scene.add(line)
    scene.play(Transform(line, formula("b = 0.5 dot 0.5 = 0.25")), run_time=0.5)
    scene.play(ReplacementTransform(line, formula("c = 1 - 0.25 = 0.75")), run_time=0.5)


@CATALOGUE.clean
def probabilities_of_a_network():
    class Right(PhasedScene):
        phases = (Phase("Bars", 2, "show"),)

        def show(self):
            self.trace = CLASSES.forward([0.5, 0.8])
            self.bars = ClassProbabilities(["cat", "dog", "owl"])
            self.bars.set_values(self.trace.exponentials, full=self.trace.exp_sum)
            self.play(FadeIn(self.bars), run_time=0.5)
            self.bars.set_values(self.trace.output, full=1.0)
            self.wait(0.5)

    return Right
