"""Planted faults of time: plays without effect, jumps, flashes, texts that go too soon."""

from __future__ import annotations

from manim import (
    BLACK,
    BLUE,
    DOWN,
    LEFT,
    RIGHT,
    UP,
    WHITE,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    FullScreenRectangle,
    GrowFromCenter,
    Indicate,
    Line,
    MoveAlongPath,
    Rectangle,
    ReplacementTransform,
    Rotate,
    Square,
    Text,
    Transform,
    ValueTracker,
    VGroup,
    Write,
    always_redraw,
)
from planted import Catalogue

CATALOGUE = Catalogue("time", rules=("no-change", "too-short", "jumps", "flashing"))
fault, clean = CATALOGUE.fault, CATALOGUE.clean


def words(string, size=30, **style):
    return Text(string, font_size=size, **style)


# Plays that change nothing.


@fault("no-change", "ghost")
def a_transparent_square_is_moved(scene):
    ghost = Square().set_opacity(0)
    scene.add(words("a title"), ghost)
    scene.wait(0.5)
    scene.play(ghost.animate.shift(RIGHT))
    scene.wait(0.5)


@fault("no-change", "hidden")
def what_lies_behind_a_panel_turns(scene):
    hidden, panel = Square(), Rectangle(width=5, height=5, fill_opacity=1, fill_color=BLUE)
    scene.add(hidden, panel)
    scene.play(Rotate(hidden))
    scene.wait(0.5)


@fault("no-change", "far")
def a_circle_is_drawn_off_the_frame(scene):
    far = Circle().shift(RIGHT * 12)
    scene.add(words("a title"))
    scene.play(Create(far))
    scene.wait(0.5)


@fault("no-change", "tracker")
def a_tracker_that_nothing_follows(scene):
    tracker = ValueTracker(0)
    scene.add(words("a title"))
    scene.play(tracker.animate.set_value(4))
    scene.wait(0.5)


@fault("no-change", "square")
def a_square_becomes_what_it_is(scene):
    square = Square(color=BLUE)
    scene.play(Create(square))
    scene.play(square.animate.set_color(BLUE))
    scene.wait(0.5)


# Too short.


@fault("too-short", "blink")
def a_text_for_a_third_of_a_second(scene):
    label = words("blink and miss it")
    scene.add(Square().shift(DOWN * 2))
    scene.wait(0.5)
    scene.add(label)
    scene.wait(0.3)
    scene.remove(label)
    scene.wait(0.5)


@fault("too-short", "sentence")
def a_long_sentence_for_a_second(scene):
    label = words("this is a sentence that nobody can read within one second")
    scene.add(label)
    scene.wait(1)
    scene.remove(label)
    scene.wait(0.5)


@fault("too-short", "hasty")
def a_text_that_fades_in_and_out_at_once(scene):
    label = words("hasty words")
    scene.play(FadeIn(label), run_time=0.2)
    scene.play(FadeOut(label), run_time=0.2)
    scene.wait(0.5)


@fault("too-short", "moving")
def a_short_lived_text_that_moves(scene):
    label = words("moving on")
    scene.add(label)
    scene.play(label.animate.shift(RIGHT), run_time=0.3)
    scene.remove(label)
    scene.wait(0.5)


# Jumps.


@fault("jumps", "dot")
def a_dot_that_is_elsewhere_all_of_a_sudden(scene):
    dot = Dot(radius=0.3)
    scene.add(dot)
    scene.play(dot.animate.shift(RIGHT))
    dot.shift(LEFT * 3)
    scene.play(dot.animate.shift(UP))


@fault("jumps", "label")
def a_label_put_elsewhere_before_a_wait(scene):
    label = words("label")
    scene.play(Write(label))
    label.to_edge(UP)
    scene.wait()


@fault("jumps", "dot")
def a_path_that_begins_elsewhere(scene):
    dot = Dot(radius=0.2)
    scene.add(dot)
    scene.wait(0.5)
    scene.play(MoveAlongPath(dot, Line(LEFT * 3, RIGHT * 3)))


@fault("jumps", "square")
def a_group_arranged_without_a_play(scene):
    square, circle = Square().shift(LEFT * 4), Circle()
    group = VGroup(square, circle)
    scene.add(group)
    scene.wait(0.5)
    group.arrange(DOWN)
    scene.play(Indicate(circle))


# Flashing.


@fault("flashing", "picture")
def a_strobe_of_plays(scene):
    light = Rectangle(width=8, height=5, fill_opacity=1, fill_color=WHITE)
    for _ in range(8):
        scene.add(light)
        scene.wait(0.1)
        scene.remove(light)
        scene.wait(0.1)


@fault("flashing", "picture")
def a_strobe_by_an_updater(scene):
    light = FullScreenRectangle(fill_opacity=1, fill_color=WHITE)
    time = ValueTracker(0)
    light.add_updater(lambda one: one.set_fill(WHITE if int(time.get_value() * 10) % 2 else BLACK))
    scene.add(light)
    scene.play(time.animate.set_value(3), run_time=3)


@fault("flashing", "picture")
def a_screen_that_beats_between_two_greys(scene):
    light = FullScreenRectangle(fill_opacity=1, fill_color="#000000")
    scene.add(light)
    for _ in range(5):
        scene.play(light.animate.set_fill("#AAAAAA"), run_time=0.1)
        scene.play(light.animate.set_fill("#000000"), run_time=0.1)


@fault("flashing", "picture")
def one_bright_moment_between_two_plays(scene):
    square = Square(color=BLUE)
    light = Rectangle(width=9, height=6, fill_opacity=1, fill_color=WHITE)
    scene.play(Create(square))
    scene.add(light)
    scene.wait(0.08)
    scene.remove(light)
    scene.play(square.animate.shift(RIGHT))


# Clean.


@clean
def things_come_and_go(scene):
    square, label = Square(), words("a square")
    label.next_to(square, UP)
    scene.play(Create(square), Write(label))
    scene.wait()
    scene.play(FadeOut(label), square.animate.shift(RIGHT))
    scene.wait()


@clean
def a_tracker_that_is_followed(scene):
    x = ValueTracker(0)
    dot = always_redraw(lambda: Dot([x.get_value(), 0, 0], radius=0.2))
    scene.add(dot)
    scene.play(x.animate.set_value(3))
    scene.play(x.animate.set_value(-3))
    scene.wait(0.5)


@clean
def an_updater_keeps_turning(scene):
    bar = Rectangle(width=4, height=0.5, fill_opacity=1).shift(UP)
    bar.add_updater(lambda one, dt: one.rotate(6 * dt, about_point=[0, 0, 0]))
    scene.add(bar)
    scene.wait(1)
    scene.play(FadeIn(Dot(radius=0.3)))
    scene.wait(0.5)


@clean
def a_counter_of_short_texts(scene):
    label = words("step 0")
    scene.add(label)
    for number in range(1, 8):
        scene.wait(0.2)
        following = words(f"step {number}")
        scene.remove(label)
        scene.add(following)
        label = following
    scene.wait()


@clean
def a_text_that_turns_into_another_and_stays(scene):
    first, second = words("first of all"), words("then this")
    scene.play(Write(first))
    scene.wait(0.5)
    scene.play(ReplacementTransform(first, second))
    scene.wait()


@clean
def a_word_that_comes_again_for_a_moment(scene):
    label = words("read before")
    scene.add(Square().shift(DOWN * 2), label)
    scene.wait()
    scene.remove(label)
    scene.wait(0.5)
    scene.add(label)
    scene.wait(0.3)
    scene.remove(label)
    scene.wait(0.5)


@clean
def a_copy_takes_over(scene):
    label = words("the same words")
    scene.play(Write(label), run_time=0.4)
    same = label.copy()
    scene.remove(label)
    scene.add(same)
    scene.wait()
    scene.play(FadeOut(same))
    scene.wait(0.5)


@clean
def a_dot_fades_in_at_its_new_place(scene):
    dot = Dot(radius=0.3)
    scene.play(FadeIn(dot))
    scene.play(FadeOut(dot))
    dot.shift(RIGHT * 3)
    scene.play(FadeIn(dot))
    scene.wait(0.5)


@clean
def another_square_at_another_place(scene):
    for x in (-3, 0, 3):
        square = Square().shift(RIGHT * x)
        scene.play(Create(square))
        scene.play(FadeOut(square))
    scene.wait(0.5)


@clean
def a_mobject_becomes_another_picture(scene):
    shape = Square()
    scene.play(Create(shape))
    scene.play(Transform(shape, Circle().shift(RIGHT * 2)))
    scene.wait(0.5)


@clean
def three_slow_flashes(scene):
    light = Rectangle(width=8, height=5, fill_opacity=1, fill_color=WHITE)
    for _ in range(3):
        scene.play(FadeIn(light), run_time=0.5)
        scene.play(FadeOut(light), run_time=0.5)
    scene.wait(0.5)


@clean
def a_small_light_that_blinks(scene):
    light = Dot(radius=0.3)
    scene.add(Square())
    for _ in range(6):
        scene.add(light)
        scene.wait(0.1)
        scene.remove(light)
        scene.wait(0.1)


@clean
def a_bright_scene_follows_a_dark_one(scene):
    scene.play(GrowFromCenter(Circle()))
    scene.play(FadeIn(FullScreenRectangle(fill_opacity=1, fill_color=WHITE)), run_time=0.3)
    scene.wait(0.5)
