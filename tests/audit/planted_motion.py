"""Planted faults that are there only while a play runs, and plays that are clean."""

from __future__ import annotations

from manim import (
    BLUE,
    DOWN,
    LEFT,
    ORIGIN,
    PI,
    RED,
    RIGHT,
    UP,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    FadeTransform,
    GrowFromCenter,
    Indicate,
    LaggedStart,
    Line,
    MoveAlongPath,
    MovingCameraScene,
    Rectangle,
    ReplacementTransform,
    Rotate,
    Square,
    Text,
    Transform,
    TransformFromCopy,
    TransformMatchingShapes,
    ValueTracker,
    VGroup,
    Write,
    always_redraw,
    linear,
    there_and_back,
)
from planted import Catalogue

from netviz import Number, Travel, formula, text

CATALOGUE = Catalogue("in motion", rules=("geometry", "safe-frame", "overlap", "in-motion"))
fault, clean = CATALOGUE.fault, CATALOGUE.clean


def words(string, size=30, **style):
    return Text(string, font_size=size, **style)


@fault("in-motion", "forward", "standing")
def a_text_that_crosses_another(scene):
    moving, standing = words("forward").shift(LEFT * 4), words("standing")
    scene.add(moving, standing)
    scene.play(moving.animate.shift(RIGHT * 8), run_time=2)
    scene.wait(0.5)


@fault("in-motion", "weight", "bias")
def two_texts_that_change_places_in_a_line(scene):
    weight, bias = words("weight").shift(LEFT * 3), words("bias").shift(RIGHT * 3)
    scene.add(weight, bias)
    scene.play(weight.animate.move_to(RIGHT * 3), bias.animate.move_to(LEFT * 3), run_time=5)
    scene.wait(0.5)


@fault("in-motion", "loss", "box")
def a_box_that_passes_over_a_text(scene):
    loss, box = words("loss"), Square(1.2, color=BLUE, fill_opacity=1).shift(LEFT * 4)
    scene.add(loss, box)
    scene.play(box.animate.shift(RIGHT * 8), run_time=4)
    scene.wait(0.5)


@fault("in-motion", "label", "square")
def a_text_that_passes_under_a_square(scene):
    label, square = words("label").shift(UP * 2.8), Square(fill_opacity=1, fill_color=RED)
    scene.add(label, square)
    scene.play(label.animate.shift(DOWN * 5.6), run_time=3, rate_func=linear)
    scene.wait(0.5)


@fault("in-motion", "far")
def a_text_that_leaves_the_frame_and_comes_back(scene):
    far = words("a far way").shift(LEFT * 4)
    scene.add(far)
    scene.play(far.animate(rate_func=there_and_back).shift(LEFT * 4), run_time=3)
    scene.wait(0.5)


@fault("in-motion", "disc")
def a_shape_that_leaves_the_frame_on_its_way(scene):
    disc = Circle(0.5, fill_opacity=1).shift(LEFT * 3 + DOWN * 2)
    scene.add(disc)
    scene.play(disc.animate(path_arc=PI).shift(RIGHT * 6), run_time=3)
    scene.wait(0.5)


@fault("in-motion", "dot", "middle")
def a_dot_on_a_path_through_a_text(scene):
    dot, path = Dot(LEFT * 3, radius=0.2), Line(LEFT * 3, RIGHT * 3)
    scene.add(words("middle"), dot)
    scene.play(MoveAlongPath(dot, path), run_time=3)
    scene.wait(0.5)


@fault("in-motion", "tracked", "standing")
def a_text_that_an_updater_draws_through_another(scene):
    x = ValueTracker(-4)
    tracked, standing = words("tracked"), words("standing")
    tracked.add_updater(lambda mobject: mobject.set_x(x.get_value()))
    scene.add(tracked, standing)
    scene.play(x.animate.set_value(4), run_time=2)
    scene.wait(0.5)


@fault("in-motion", "0.75", "note")
def a_number_that_travels_across_a_note(scene):
    number, note = Number(0.75).shift(LEFT * 4), text("a note in the way").shift(LEFT)
    result = Number(0.75).shift(RIGHT * 4)
    scene.add(number, note)
    scene.play(Travel(number, result), run_time=3)
    scene.wait(0.5)


@fault("in-motion", "W x", "note")
def a_part_of_a_formula_that_travels_across_a_note(scene):
    rule = formula("W x = {{ z : z }}").shift(LEFT * 4)
    line = formula("1.01 = {{ z : z }}").shift(RIGHT * 5)
    scene.add(rule, text("a note", size=60).shift(LEFT), line.without("z"))
    scene.play(Travel(rule.part("z"), line.part("z")), run_time=6)
    scene.wait(0.5)


@fault("in-motion", "go", "first", "second")
def a_text_that_hurries_across_three_others(scene):
    moving = words("go").shift(LEFT * 6)
    row = VGroup(*(words(name) for name in ("first", "second", "third"))).arrange(RIGHT, buff=0.4)
    scene.add(moving, *row)
    scene.play(moving.animate.shift(RIGHT * 12), run_time=2, rate_func=linear)
    scene.wait(0.5)


def a_reading(x, height):
    """A number that says where it is, drawn again at every frame."""
    return always_redraw(lambda: words(f"{x.get_value():.1f}").move_to([x.get_value(), height, 0]))


@fault("in-motion", "-4.0", "in the way")
def a_number_drawn_again_and_again_on_its_way_through_a_note(scene):
    x = ValueTracker(-4)
    scene.add(a_reading(x, 0), words("in the way"))
    scene.play(x.animate.set_value(4), run_time=3)
    scene.wait(0.5)


@clean
def a_number_drawn_again_and_again_above_a_note(scene):
    x = ValueTracker(-4)
    scene.add(a_reading(x, 0.8), words("below it"))
    scene.play(x.animate.set_value(4), run_time=3)
    scene.wait(0.5)


@clean
def a_text_that_passes_below_another(scene):
    moving, standing = words("forward").shift(LEFT * 4 + DOWN), words("standing")
    scene.add(moving, standing)
    scene.play(moving.animate.shift(RIGHT * 8), run_time=2)
    scene.wait(0.5)


@clean
def a_quick_flight_over_a_text(scene):
    moving, standing = words("go").shift(LEFT * 4), words("standing")
    scene.add(moving, standing)
    scene.play(moving.animate.shift(RIGHT * 8), run_time=0.6)
    scene.wait(0.5)


@clean
def a_cross_fade(scene):
    old, new = words("the old sentence"), words("a new one")
    scene.add(old)
    scene.wait(0.5)
    scene.play(FadeOut(old), FadeIn(new), run_time=2)
    scene.wait()


@clean
def a_text_that_turns_into_another(scene):
    old, new = words("the old sentence"), words("a new one")
    scene.play(Write(old))
    scene.play(ReplacementTransform(old, new), run_time=2)
    scene.play(Transform(new, words("and the last one")), run_time=2)
    scene.wait()


@clean
def matching_shapes_cross_each_other(scene):
    old, new = words("the earth"), words("that heart")
    scene.add(old)
    scene.play(TransformMatchingShapes(old, new), run_time=2)
    scene.wait()


@clean
def words_that_fade_into_a_box(scene):
    old = words("an idea")
    box = VGroup(Square(1.2), words("box").shift(DOWN * 1.2))
    scene.add(old)
    scene.wait(0.5)
    scene.play(FadeTransform(old, box), run_time=2)
    scene.wait()


@clean
def a_label_that_moves_into_its_box(scene):
    label, box = words("in").shift(LEFT * 4), Square(fill_opacity=1, fill_color="#224488")
    scene.add(box, label)
    scene.play(label.animate.move_to(box), run_time=3)
    scene.wait(0.5)


@clean
def a_box_and_its_text_move_together(scene):
    group = VGroup(Square(fill_opacity=1, fill_color="#224488"), words("in")).shift(LEFT * 4)
    scene.add(group)
    scene.play(group.animate.shift(RIGHT * 8), run_time=2)
    scene.wait(0.5)


@clean
def a_cover_that_is_drawn_aside(scene):
    label, cover = words("hidden"), Rectangle(width=3, height=2, fill_opacity=1, fill_color=BLUE)
    scene.add(label, cover)
    scene.play(cover.animate.shift(UP * 2.5), run_time=2)
    scene.wait(0.5)


@clean
def a_box_that_grows_behind_a_text(scene):
    label = words("shown", color="#000000")
    box = Rectangle(width=4, height=2, fill_opacity=1, fill_color="#EEEEEE", z_index=-1)
    scene.play(GrowFromCenter(box), FadeIn(label), run_time=2)
    scene.wait(0.5)


@clean
def an_emphasis_that_reaches_a_neighbour(scene):
    first, second = words("one"), words("two").shift(RIGHT * 0.85)
    scene.add(first, second)
    scene.play(Indicate(first, scale_factor=1.4), run_time=2)
    scene.wait(0.5)


@clean
def a_text_that_leaves_for_good(scene):
    label = words("good bye")
    scene.add(label)
    scene.wait(0.5)
    scene.play(label.animate.shift(LEFT * 12), run_time=2)
    scene.wait(0.5)


@clean
class CameraThatLooksElsewhere(MovingCameraScene):
    def construct(self):
        first, second = words("first"), words("second").shift(RIGHT * 9)
        self.add(first, second)
        self.camera.frame.save_state()
        self.play(self.camera.frame.animate(rate_func=there_and_back).shift(RIGHT * 9), run_time=3)
        self.wait(0.5)


@clean
def a_copy_that_goes_to_a_place_of_its_own(scene):
    source = words("x").shift(LEFT * 3)
    scene.add(source)
    scene.play(TransformFromCopy(source, words("x").shift(RIGHT * 3)), run_time=2)
    scene.wait(0.5)


@clean
def a_curve_with_its_moving_label(scene):
    dot = Dot(LEFT * 3)
    label = always_redraw(lambda: words("P").next_to(dot, UP))
    scene.add(dot, label)
    scene.play(dot.animate.shift(RIGHT * 6), run_time=2)
    scene.wait(0.5)


@clean
def letters_that_come_one_by_one(scene):
    letters = VGroup(*(words(letter) for letter in "ABCD")).arrange(RIGHT, buff=1)
    scene.play(LaggedStart(*(FadeIn(one, shift=DOWN) for one in letters), lag_ratio=0.5))
    scene.play(Rotate(letters, PI), run_time=2)
    scene.wait(0.5)


@clean
def a_square_is_made(scene):
    scene.play(Create(Square().move_to(ORIGIN)))
    scene.wait(0.5)
