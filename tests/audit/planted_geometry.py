"""Planted faults of place and size, and scenes in which everything is where it should be."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import (
    BLUE,
    DOWN,
    DR,
    GREEN,
    LEFT,
    ORIGIN,
    PI,
    RED,
    RIGHT,
    TAU,
    UL,
    UP,
    UR,
    WHITE,
    YELLOW,
    ApplyWave,
    Arrow,
    ArrowVectorField,
    Axes,
    BackgroundRectangle,
    Brace,
    Circle,
    Circumscribe,
    Create,
    Cross,
    DecimalNumber,
    Dot,
    Ellipse,
    FadeIn,
    FadeOut,
    FadeTransform,
    Graph,
    GrowFromCenter,
    GrowFromEdge,
    Indicate,
    LaggedStart,
    Line,
    MarkupText,
    Mobject,
    MovingCameraScene,
    NumberLine,
    NumberPlane,
    Paragraph,
    Polygon,
    Rectangle,
    ReplacementTransform,
    Rotate,
    RoundedRectangle,
    Square,
    SurroundingRectangle,
    Table,
    Text,
    Transform,
    TransformFromCopy,
    TransformMatchingShapes,
    Triangle,
    Uncreate,
    Underline,
    Unwrite,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    always_redraw,
)
from planted import Catalogue

from netviz import (
    Activate,
    FlowWave,
    FormulaPanel,
    LossBox,
    NetworkDiagram,
    Neuron,
    NeuronLayer,
    NeuronNotes,
    Number,
    Phase,
    PhasedScene,
    TitleBar,
    Veil,
    formula,
    text,
)

CATALOGUE = Catalogue(
    "place and size", rules=("geometry", "safe-frame", "caption-band", "overlap", "text-size")
)
fault, clean = CATALOGUE.fault, CATALOGUE.clean


def words(string, size=30, **style):
    """Manim's own text, large enough to be read."""
    return Text(string, font_size=size, **style)


# Text over text.


@fault("overlap", "gradient", "loss")
def two_labels_at_one_place(scene):
    gradient, loss = words("gradient"), words("loss")
    scene.add(gradient, loss)
    scene.wait()


@fault("overlap", "weight", "bias")
def a_label_that_slides_into_another(scene):
    weight, bias = words("weight"), words("bias").shift(RIGHT * 4)
    scene.add(weight, bias)
    scene.play(bias.animate.shift(LEFT * 3.4))


@fault("overlap", "first line", "second line")
def lines_too_close(scene):
    first = words("the first line", 48)
    scene.add(first, words("the second line", 48).next_to(first, DOWN, buff=-0.3))
    scene.wait()


@fault("overlap", "3.14", "value")
def a_number_grown_into_its_label(scene):
    label = words("value", 48)
    number = DecimalNumber(3.14, mob_class=Text).next_to(label, RIGHT)
    scene.add(label, number)
    scene.play(number.animate.scale(2.2))


@fault("overlap", "old", "new")
def a_forgotten_fade_out(scene):
    old, new = words("the old caption"), words("its new wording")
    scene.play(Write(old))
    scene.play(Write(new))


@fault("overlap", "hidden", "output")
def netviz_words_on_each_other(scene):
    hidden = text("hidden")
    scene.add(hidden, text("output").next_to(hidden, RIGHT, buff=-0.4))
    scene.wait()


@fault("overlap", "W x", "0.73")
def a_number_on_a_formula(scene):
    scene.add(formula("z = W x + b"), Number(0.73).shift(RIGHT * 0.3))
    scene.wait()


@fault("overlap", "bold", "plain")
def marked_up_text_on_plain(scene):
    scene.add(MarkupText("<b>bold</b> words", font_size=34), words("plain words").shift(UP * 0.1))
    scene.wait()


@fault("overlap", "second line of it", "note")
def a_note_on_a_paragraph(scene):
    lines = Paragraph("a paragraph", "the second line of it", font_size=32)
    scene.add(lines, words("note").move_to(lines[1]))
    scene.wait()


@fault("overlap", "half of it", "beneath")
def a_part_of_a_text_on_another(scene):
    line, beneath = words("only half of it"), words("beneath")
    scene.play(FadeIn(line[4:]), FadeIn(beneath))


# Text over neurons and outlines.


@fault("overlap", "bias", "neuron.disc")
def a_label_on_a_neuron(scene):
    neuron = Neuron().scale(2.5).set_value(0.8)
    scene.add(neuron, text("bias").shift(UP * 0.6))
    scene.wait()


@fault("overlap", "input", "neuron 1.disc")
def a_name_moved_over_its_layer(scene):
    layer = NeuronLayer(3, name="input").set_values([0.1, 0.2, 0.3])
    scene.add(layer)
    scene.play(layer.label.animate.move_to(layer.neuron(1)).shift(RIGHT * 0.5))


@fault("overlap", "wide", "box")
def a_text_wider_than_its_box(scene):
    box = Rectangle(width=3, height=1)
    scene.add(box, words("far too wide for this", 34))
    scene.wait()


@fault("overlap", "label", "circle")
def a_label_on_a_circle_s_line(scene):
    circle = Circle(1.5)
    scene.add(circle, words("label").move_to(circle.get_right()))
    scene.wait()


@fault("overlap", "corner", "triangle")
def a_text_across_a_triangle(scene):
    triangle = Triangle(color=GREEN).scale(2)
    scene.add(triangle, words("corner").move_to(triangle.get_vertices()[0]))
    scene.wait()


@fault("overlap", "half hidden", "panel")
def a_panel_drawn_over_half_a_text(scene):
    label = words("half hidden")
    panel = Rectangle(width=3, height=2, fill_opacity=1, fill_color=BLUE, stroke_width=0)
    scene.add(label, panel.shift(RIGHT * 1.5 + RIGHT * label.width / 6))
    scene.wait()


@fault("overlap", "longer", "frame")
def a_box_that_stays_when_its_text_grows(scene):
    label = words("short")
    frame = SurroundingRectangle(label)
    scene.add(label, frame)
    longer = words("a much longer text")
    scene.play(ReplacementTransform(label, longer))


@fault("overlap", "tick", "Dot")
def a_label_on_a_dot(scene):
    scene.add(words("tick").shift(RIGHT * 0.2), Dot(radius=0.15, color=RED))
    scene.wait()


# Outside the frame.


@fault("safe-frame", "title")
def a_title_off_the_frame(scene):
    scene.add(words("a title that is not all there", 60).to_edge(LEFT).shift(LEFT * 2))
    scene.wait()


@fault("safe-frame", "edge")
def a_text_at_the_very_edge(scene):
    scene.add(words("at the edge").to_edge(RIGHT, buff=0.05))
    scene.wait()


@fault("safe-frame", "circle")
def a_circle_cut_by_the_top(scene):
    circle = Circle(1.2)
    scene.add(circle)
    scene.play(circle.animate.move_to(UP * 3.5))


@fault("safe-frame", "panel")
def a_panel_pushed_out_below(scene):
    panel = RoundedRectangle(width=6, height=2, fill_opacity=0.5)
    scene.play(FadeIn(panel.to_edge(DOWN, buff=-0.6)))


@fault("safe-frame", "never seen")
def a_text_that_never_comes_in(scene):
    label = words("never seen").shift(RIGHT * 11)
    scene.add(label, Square())
    scene.wait()


@fault("safe-frame", "output")
def a_diagram_too_wide(scene):
    diagram = NetworkDiagram([np.ones((3, 2)), np.ones((2, 3))]).scale(1.6)
    scene.add(diagram.move_to(RIGHT * 1.8))
    scene.wait()


@fault("safe-frame", "corner")
class ZoomedInTooFar(MovingCameraScene):
    def construct(self):
        corner = words("a corner of the plan").shift(UR * 1.5)
        self.add(corner, Square())
        self.play(self.camera.frame.animate.scale(0.5))


# Too small.


@fault("text-size", "north", "south")
def a_compass_that_comes_to_rest_upside_down(scene):
    compass = VGroup(words("north").shift(UP * 2), Circle(1), words("south").shift(DOWN * 2))
    scene.add(compass)
    scene.play(Rotate(compass, PI * 0.9))
    scene.wait()


@fault("text-size", "mirrored")
def a_mirrored_word(scene):
    scene.add(words("mirrored").flip(), Square(3))
    scene.wait()


@clean
def a_label_up_the_axis_and_one_down(scene):
    scene.add(words("upwards").rotate(PI / 2).shift(LEFT), words("downwards").rotate(-PI / 2))
    scene.wait()


@clean
def a_word_that_turns_right_round(scene):
    word = words("over and over")
    scene.add(word)
    scene.play(Rotate(word, PI))
    scene.play(Rotate(word, PI))
    scene.wait(0.5)


@fault("text-size", "footnote")
def a_footnote(scene):
    scene.add(words("a footnote", 18))
    scene.wait()


@fault("text-size", "shrunk")
def a_text_scaled_to_60_percent(scene):
    label = words("shrunk")
    scene.add(label)
    scene.play(label.animate.scale(0.6))


@fault("text-size", "hidden layer")
def netviz_words_scaled_to_60_percent(scene):
    scene.add(VGroup(text("hidden layer"), Square()).arrange(DOWN).scale(0.6))
    scene.wait()


@fault("text-size", "turned")
def small_words_on_their_side(scene):
    scene.add(text("turned", size=30).rotate(TAU / 4))
    scene.wait()


@fault("text-size", "0.25")
def small_digits(scene):
    scene.add(DecimalNumber(0.25, mob_class=Text, font_size=12))
    scene.wait()


@fault("text-size", "0.50")
def a_neuron_with_small_digits(scene):
    scene.add(Neuron(radius=0.2).set_value(0.5))
    scene.wait()


@fault("text-size", "e^x")
def a_small_formula(scene):
    scene.add(formula("a = e^x / 2", size=24))
    scene.wait()


@fault("text-size", "map")
class ZoomedOutTooFar(MovingCameraScene):
    def construct(self):
        self.add(words("a map of it all"), Square().shift(LEFT * 3))
        self.play(self.camera.frame.animate.scale(1.6))


# In the captions' place.


@fault("caption-band", "legend")
def a_legend_under_a_caption(scene):
    legend = words("a legend").to_edge(DOWN)
    scene.add_subcaption("What is seen here.", duration=2)
    scene.add(legend)
    scene.wait(2)


@fault("caption-band", "panel")
class PanelInTheCaptionBand(PhasedScene):
    phases = (Phase("Panel", 2, "show"),)

    def show(self):
        self.panel = FormulaPanel()
        self.say("The panel is too low.")
        self.add(self.panel)
        self.play(self.panel.animate.shift(DOWN * 0.5), run_time=0.5)


# What Manim leaves out without a word.


@fault("geometry", "broken")
def a_point_that_is_no_number(scene):
    broken = Square()
    broken.points[0] = np.nan
    scene.add(broken, Circle())
    scene.wait()


@fault("geometry", "far")
def a_point_at_infinity(scene):
    far = Line(ORIGIN, RIGHT)
    far.points[3] = [np.inf, 0, 0]
    scene.add(far, Circle())
    scene.wait()


@fault("geometry", "word")
def a_glyph_that_is_no_number(scene):
    word = words("word")
    scene.add(word)
    word[1].points[:] = np.nan
    scene.wait()


@fault("geometry", "arrow")
def an_arrow_from_a_place_to_itself(scene):
    arrow = Line(UP, UP)
    scene.add(arrow, Circle())
    scene.wait()


@fault("geometry", "square")
def a_square_scaled_to_nothing(scene):
    square = Square()
    scene.add(square, Circle())
    scene.play(square.animate.scale(0))


# The films with one thing moved.


def mutant(film, phase, move):
    """A film of which only one phase is filmed, after `move` has changed what it sets up."""

    class Mutant(film):
        only_phase = phase

        def setup(self):
            super().setup()
            move(self)

    return Mutant


def forward_pass(phase, move):
    from scenes.forward_pass import ForwardPass

    return mutant(ForwardPass, phase, move)


def backprop(phase, move):
    from scenes.backprop import Backprop

    return mutant(Backprop, phase, move)


@fault("overlap", "hidden 1", "diagram.layers[1].neuron 2.disc")
def forward_with_a_label_on_a_neuron():
    def move(film):
        layer = film.diagram.layers[1]
        layer.label.move_to(layer.neuron(2)).shift(UP * 0.3)

    return forward_pass("Intro", move)


@fault("overlap", "hidden 1", "hidden 2")
def forward_with_two_labels_at_one_place():
    def move(film):
        film.diagram.layers[1].label.move_to(film.diagram.layers[2].label).shift(LEFT)

    return forward_pass("Intro", move)


@fault("safe-frame", "Neural Network")
def forward_with_its_title_off_the_frame():
    return forward_pass("Intro", lambda film: film.title_bar.title.shift(LEFT * 0.6))


@fault("text-size", "output (2)")
def forward_with_a_small_label():
    return forward_pass("Intro", lambda film: film.diagram.layers[3].label.scale(0.6))


@fault("caption-band", "panel")
def forward_with_its_panel_too_low():
    def move(film):
        VGroup(film.panel, *film.panel.rules).shift(DOWN * 0.15)

    return forward_pass("Layer 1 Forward", move)


@fault("geometry", "edge(0, 1)")
def forward_with_a_broken_edge():
    def move(film):
        film.diagram.edges_into(1).edge(0, 1).points[0] = np.nan

    return forward_pass("Input Layer", move)


@fault("overlap", "L = ", "loss_box")
def backprop_with_a_formula_wider_than_its_box():
    return backprop("Loss Computation", lambda film: film.loss_box.formula.scale(1.22))


@fault("safe-frame", "loss_box")
def backprop_with_its_loss_box_off_the_frame():
    return backprop("Intro", lambda film: film.loss_box.shift(RIGHT * 0.6))


@fault("text-size", "Loss")
def backprop_with_small_words():
    return backprop("Intro", lambda film: film.loss_box.name_label.scale(0.6))


@fault("overlap", "hidden (3)")
def backprop_with_its_panel_too_high():
    return backprop("Forward Pass", lambda film: film.panel.shift(UP * 0.2))


# Clean scenes: what good films do.


@clean
def a_plane_from_edge_to_edge(scene):
    plane = NumberPlane()
    curve = plane.plot(lambda x: x**2, color=YELLOW)
    label = words("y = x²").to_corner(UL)
    scene.play(Create(plane), run_time=1)
    scene.play(Create(curve), FadeIn(BackgroundRectangle(label, fill_opacity=1), label))


@clean
def axes_with_labels(scene):
    axes = Axes(x_range=[0, 5, 1], y_range=[0, 5, 1], x_length=8, y_length=5)
    curve = axes.plot(lambda x: 5 - x, color=BLUE)
    x, y = words("step").next_to(axes, DOWN), words("loss").next_to(axes, LEFT)
    scene.play(Create(axes), FadeIn(x, y))
    scene.play(Create(curve))


@clean
def a_text_in_a_box(scene):
    label = words("a text in a box")
    box = SurroundingRectangle(label, buff=0.2)
    scene.play(Write(label))
    scene.play(Create(box))
    scene.play(VGroup(label, box).animate.to_edge(UP))


@clean
def a_brace_with_its_label(scene):
    line = Line(LEFT * 2, RIGHT * 2)
    brace = Brace(line, DOWN)
    scene.add(line, brace, words("length").next_to(brace, DOWN))
    scene.wait()


@clean
def a_graph_with_its_vertices_named(scene):
    graph = Graph([1, 2, 3], [(1, 2), (2, 3), (3, 1)], layout="circular", layout_scale=2)
    vertices = graph.vertices
    names = VGroup(*(words(f"v{i}").next_to(v, v.get_center()) for i, v in vertices.items()))
    scene.play(Create(graph))
    scene.play(FadeIn(names))


@clean
class ACameraThatMoves(MovingCameraScene):
    def construct(self):
        near, away = words("near"), words("far away", 40).shift(RIGHT * 9)
        self.add(near, away, Square().scale(2))
        self.play(self.camera.frame.animate.move_to(away))
        self.play(self.camera.frame.animate.move_to(ORIGIN).scale(0.8))


@clean
def a_grid_of_cells(scene):
    cells = VGroup(*(Square(1.2) for _ in range(9))).arrange_in_grid(3, 3, buff=0)
    numbers = VGroup(*(words(str(i)).move_to(cell) for i, cell in enumerate(cells)))
    scene.play(FadeIn(cells))
    scene.play(LaggedStart(*map(Write, numbers)))
    scene.play(cells[4].animate.set_fill(BLUE, 0.5), run_time=0.5)


@clean
def one_text_becomes_another(scene):
    first, second = words("before it changes"), words("after it has changed")
    scene.play(Write(first))
    scene.play(Transform(first, second))
    third = words("and once more")
    scene.play(FadeTransform(first, third))
    scene.play(TransformFromCopy(third, words("twice").shift(DOWN)))
    scene.play(FadeOut(third))


@clean
def an_exit_and_an_entrance(scene):
    leaving, coming = words("leaving"), words("coming").shift(RIGHT * 10)
    scene.add(leaving, coming)
    scene.play(leaving.animate.shift(LEFT * 12))
    scene.play(coming.animate.move_to(ORIGIN))


@clean
def a_highlight_within_a_line(scene):
    line = words("one word of these is framed", 34)
    frame = SurroundingRectangle(line[7:9], buff=0.05)
    underline = Underline(line)
    scene.add(line)
    scene.play(Create(frame))
    scene.play(ReplacementTransform(frame, underline))
    scene.play(Indicate(line))


@clean
def two_circles_that_meet(scene):
    left = Circle(1.8, color=BLUE, fill_opacity=0.3).shift(LEFT)
    right = Circle(1.8, color=RED, fill_opacity=0.3).shift(RIGHT)
    scene.add(left, right, words("A").shift(LEFT * 2), words("B").shift(RIGHT * 2), words("both"))
    scene.wait()


@clean
def what_lies_under_a_cover_is_not_read(scene):
    scene.add(words("the old slide"), Circle(0.5).shift(UP))
    cover = Rectangle(width=9, height=5, fill_color="#1C2733", fill_opacity=1, stroke_width=0)
    scene.play(FadeIn(cover, words("the new slide").set_z_index(1)))


@clean
def a_ghost_behind_a_text(scene):
    scene.add(words("a ghost").set_opacity(0.08))
    scene.play(Write(words("what is read")))


@clean
def a_background_picture(scene):
    ground = Rectangle(width=15, height=9, fill_color="#101820", fill_opacity=1, stroke_width=0)
    stripe = Line(LEFT * 8, RIGHT * 8).shift(UP * 3)
    scene.add(ground, stripe, words("in front"))
    scene.wait()


@clean
def a_diagram_of_netviz(scene):
    diagram = NetworkDiagram([np.array([[0.5, -0.9], [0.3, 0.8], [0.1, 0.2]]), np.ones((2, 3))])
    scene.add(diagram)
    first = diagram.layers[0]
    scene.play(Activate(first, [0.5, 0.8]))
    scene.play(FlowWave(diagram.edges_into(1), diagram.edges_into(1).weights))
    scene.play(Activate(diagram.layers[1], [0.2, 0.4, 0.9]))
    notes = NeuronNotes(first, [0.1, -0.2], UP, sign=True)
    scene.play(FadeIn(notes))


@clean
class ATitleAPanelAndAVeil(PhasedScene):
    phases = (Phase("Show", 3, "show"), Phase("Dim", 3, "dim"))

    def show(self):
        self.diagram = NetworkDiagram([np.ones((3, 2)), np.ones((2, 3))])
        bar = TitleBar("Forward Pass", ["Show", "Dim"], [3, 3])
        panel = FormulaPanel()
        rule = panel.rule("{{ z : z }} {{ = : eq }} W x + b", 0)
        self.say("A network and its rule.")
        self.add(self.diagram, bar)
        self.play(FadeIn(panel, rule), *bar.advance())

    def dim(self):
        self.say("Only one neuron matters.")
        veil = Veil().lift(self.diagram.layers[1].neuron(0))
        self.play(FadeIn(veil))


@clean
def numbers_that_come_into_their_neurons(scene):
    layer = NeuronLayer(2).shift(RIGHT * 2)
    numbers = VGroup(Number(0.5), Number(0.8)).arrange(DOWN).shift(LEFT * 2)
    scene.add(layer, numbers)
    moves = [n.animate.move_to(layer.neuron(i).disc) for i, n in enumerate(numbers)]
    scene.play(*moves)
    scene.play(Activate(layer, [0.5, 0.8]), FadeOut(numbers))


@clean
def an_arrow_between_two_boxes(scene):
    boxes = VGroup(Square(1.5), Ellipse(2, 1.5)).arrange(RIGHT, buff=3)
    arrow = Arrow(boxes[0].get_right(), boxes[1].get_left())
    scene.add(boxes, words("in").move_to(boxes[0]), words("out").move_to(boxes[1]))
    scene.play(Create(arrow))
    scene.play(FadeIn(words("maps to").next_to(arrow, UP)))


@clean
def a_table_with_headings(scene):
    table = Table(
        [["1", "2"], ["3", "4"]],
        row_labels=[words("row a"), words("row b")],
        col_labels=[words("col x"), words("col y")],
        include_outer_lines=True,
    )
    scene.play(table.scale(0.8).create(), run_time=2)
    scene.play(table.get_entries((2, 2)).animate.set_color(YELLOW))


@clean
def a_text_struck_out_and_shown_off(scene):
    label = words("a wrong answer", 48)
    scene.play(Write(label))
    scene.play(Create(Cross(label)))
    scene.play(Circumscribe(label))
    scene.play(ApplyWave(label))


@clean
def a_pointer_on_a_number_line(scene):
    line = NumberLine(
        [-5, 5, 1], length=11, include_numbers=True, label_constructor=Text, font_size=24
    )
    pointer = Triangle(fill_opacity=1, color=RED).scale(0.15).rotate(TAU / 2)
    pointer.next_to(line.n2p(1), UP, buff=0.05)
    scene.play(Create(line))
    scene.play(FadeIn(pointer, words("x = 1").next_to(pointer, UP)))


@clean
def bars_that_grow_and_vanish(scene):
    bars = VGroup(*(Rectangle(width=1, height=h, fill_opacity=1, color=BLUE) for h in (1, 2, 3)))
    bars.arrange(RIGHT, aligned_edge=DOWN)
    values = VGroup(*(words(str(i)).next_to(bar, UP, buff=0.1) for i, bar in enumerate(bars)))
    scene.play(LaggedStart(*(GrowFromEdge(bar, DOWN) for bar in bars)))
    scene.play(FadeIn(values))
    shrink = bars[2].animate.stretch_to_fit_height(0.0001, about_edge=DOWN)
    scene.play(shrink, values[2].animate.shift(DOWN * 3))


@clean
def a_number_that_counts(scene):
    value = ValueTracker(0)
    number = always_redraw(lambda: DecimalNumber(value.get_value(), mob_class=Text, font_size=40))
    scene.add(number, words("value").next_to(number, LEFT, buff=0.6))
    scene.play(value.animate.set_value(7.5))


@clean
def a_network_of_plain_circles(scene):
    layers = VGroup(
        *(
            VGroup(*(Circle(0.35, color=WHITE) for _ in range(count))).arrange(DOWN, buff=0.4)
            for count in (3, 4, 2)
        )
    ).arrange(RIGHT, buff=2)
    lines = VGroup(
        *(
            Line(a.get_center(), b.get_center(), stroke_width=1).set_z_index(-1)
            for left, right in pairwise(layers)
            for a in left
            for b in right
        )
    )
    for layer in layers:
        layer.set_fill("#000000", 1)
    values = VGroup(*(words(f"{0.3 * i:.1f}", 22).move_to(c) for i, c in enumerate(layers[0])))
    scene.play(Create(lines), FadeIn(layers))
    scene.play(FadeIn(values))
    scene.play(VGroup(layers, lines, values).animate.scale(0.9).to_edge(LEFT))


@clean
def shapes_matched_and_uncreated(scene):
    line = VGroup(*(words(part, 40) for part in ("loss", "=", "error"))).arrange(RIGHT)
    brace = Brace(line[2], DOWN)
    scene.play(Write(line), GrowFromCenter(brace))
    scene.play(TransformMatchingShapes(line.copy(), words("done", 40).shift(DOWN * 2)))
    scene.play(Uncreate(brace), Unwrite(line))


@clean
def a_field_of_arrows_with_a_title(scene):
    field = ArrowVectorField(lambda p: np.array([p[1], -p[0], 0]) / 3, colors=[BLUE])
    title = words("a field", 40).to_edge(UP)
    scene.add(field, BackgroundRectangle(title, fill_opacity=1, buff=0.2), title)
    scene.wait()


@clean
def an_empty_place_holder(scene):
    nothing = VMobject(stroke_width=0, fill_opacity=0).set_points([ORIGIN] * 4)
    scene.add(nothing, Mobject(), Polygon(LEFT, RIGHT, UP), VGroup())
    scene.wait()


@clean
def a_corner_shown_large(scene):
    loss = LossBox("L = (a - y)^2")
    scene.play(FadeIn(loss))
    scene.play(FadeIn(words("the loss").to_corner(DR, buff=1)))
