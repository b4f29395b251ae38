"""Scenes that were once accused wrongly, and that are clean; and their guilty twins."""

from __future__ import annotations

import numpy as np
from manim import (
    BLUE,
    DOWN,
    GREEN,
    LEFT,
    RED,
    RIGHT,
    TAU,
    UL,
    UP,
    UR,
    YELLOW,
    Arrow,
    Create,
    Dot,
    FadeIn,
    FunctionGraph,
    Line,
    MovingCameraScene,
    Rectangle,
    RegularPolygon,
    Sector,
    Square,
    Text,
    TracedPath,
    Vector,
    VGroup,
    VMobject,
    always_redraw,
)
from planted import Catalogue

CATALOGUE = Catalogue(
    "once accused wrongly", rules=("colors", "contrast", "geometry", "safe-frame", "flashing")
)
fault, clean = CATALOGUE.fault, CATALOGUE.clean


def words(string, size=30, **style):
    return Text(string, font_size=size, **style)


def bars(colors):
    shapes = [Rectangle(width=1, height=h, fill_opacity=1, color=c) for h, c in colors]
    return VGroup(*shapes).arrange(RIGHT, buff=0.8, aligned_edge=DOWN)


@clean
def bars_with_a_label_each(scene):
    shapes = bars([(2, RED), (1, GREEN), (1.5, BLUE)])
    names = [words(s).next_to(b, DOWN) for s, b in zip("ABC", shapes, strict=True)]
    scene.add(shapes, *names)
    scene.wait()


@fault("colors", "shapes[0]", "shapes[1]")
def bars_with_one_label_for_all(scene):
    shapes = bars([(2, RED), (1, GREEN)])
    scene.add(shapes, words("a title over both").next_to(shapes, UP, buff=1))
    scene.wait()


@clean
def curves_with_a_label_each(scene):
    first = FunctionGraph(np.sin, x_range=[-3, 3], color=RED)
    second = FunctionGraph(lambda x: np.sin(x) + 2, x_range=[-3, 3], color=GREEN)
    labels = [words(s).next_to(c.get_end(), RIGHT) for s, c in (("one", first), ("two", second))]
    scene.add(first, second, *labels)
    scene.wait()


@clean
def a_red_triangle_and_a_green_hexagon(scene):
    scene.add(
        RegularPolygon(3, color=RED, fill_opacity=1).shift(LEFT * 2),
        RegularPolygon(6, color=GREEN, fill_opacity=1).shift(RIGHT * 2),
    )
    scene.wait()


@clean
class ZoomedAwayFromADot(MovingCameraScene):
    def construct(self):
        self.add(Dot(LEFT * 5, color="#333333", radius=0.3), Square(color=YELLOW))
        self.camera.frame.scale(0.5)
        self.wait()


@fault("contrast", "Dot")
def a_dot_that_hardly_shows(scene):
    scene.add(Dot(LEFT * 5, color="#333333", radius=0.3), Square(color=YELLOW))
    scene.wait()


@clean
def a_curve_with_pieces_of_no_length(scene):
    curve = VGroup(Line(LEFT, UP), Line(UP, UP), Line(UP, RIGHT))
    scene.add(curve)
    scene.play(Create(Square()))


@fault("geometry", "nothing")
def a_group_of_nothing_but_points(scene):
    nothing = VGroup(Line(UP, UP))
    scene.add(nothing, Square())
    scene.wait()


@clean
def a_traced_path_that_begins(scene):
    path = VMobject(color=YELLOW).set_points_as_corners([LEFT, LEFT, UP, RIGHT])
    scene.play(Create(path))


@clean
def a_trail_that_is_there_before_it_has_length(scene):
    bead = Dot([-3, -1, 0], color=BLUE)
    trail = TracedPath(bead.get_center, stroke_color=BLUE)
    scene.add(trail, bead)
    scene.wait(0.4)
    scene.play(bead.animate.move_to([3, 1, 0]))


@fault("geometry", "thread")
def a_line_that_is_never_drawn_out(scene):
    knot = Dot([2, 1, 0])
    thread = always_redraw(lambda: Line(knot.get_center(), knot.get_center()))
    scene.add(knot, thread)
    scene.play(knot.animate.shift(DOWN * 2))
    scene.wait(0.5)


@clean
class CameraThatComesCloserAndGoesBack(MovingCameraScene):
    def construct(self):
        self.add(*(Square(side) for side in np.arange(0.4, 7, 0.6)))
        self.wait(0.5)
        frame = self.camera.frame
        self.play(frame.animate.scale(0.6).shift(UP), run_time=0.6)
        self.play(frame.animate.scale(1 / 0.6).shift(DOWN))
        self.wait(0.5)


@fault("flashing", "picture")
class FlashBeforeTheCameraMoves(MovingCameraScene):
    def construct(self):
        light = Rectangle(width=9, height=6, fill_opacity=1)
        self.play(Create(Square(color=YELLOW)))
        self.add(light)
        self.wait(0.1)
        self.remove(light)
        self.play(self.camera.frame.animate.shift(RIGHT))


@clean
class CameraAlongARuler(MovingCameraScene):
    def construct(self):
        ruler = Line(LEFT * 20, RIGHT * 20)
        marks = VGroup(*(words(str(x)).move_to([x, -0.5, 0]) for x in range(-20, 21)))
        marks.shift(RIGHT * 0.5)
        self.add(ruler, marks)
        self.wait(0.5)
        self.play(self.camera.frame.animate.shift(RIGHT * 6.5))
        self.wait(0.5)


@fault("safe-frame", "one more thing")
class NoteBeyondWhatTheCameraShows(MovingCameraScene):
    def construct(self):
        self.add(Square(), words("here we are").shift(UP * 2))
        self.play(self.camera.frame.animate.shift(RIGHT))
        self.play(FadeIn(words("one more thing").shift(RIGHT * 14)), Create(Dot(RIGHT * 3)))
        self.wait(0.5)


def crossing_arrows():
    east, north = Arrow(LEFT, RIGHT * 1.5, color=RED), Arrow(DOWN, UP * 1.5, color=GREEN)
    return VGroup(east, north).scale(1.2)


@clean
def arrows_that_point_in_different_directions(scene):
    scene.add(crossing_arrows())
    scene.wait()


@clean
def short_vectors_with_a_letter_each(scene):
    first, second = Vector(RIGHT, color=RED), Vector(UR, color=GREEN)
    letters = words("u", color=RED).next_to(first, DOWN, buff=0.1), words("v", color=GREEN)
    letters[1].next_to(second.get_end(), UP, buff=0.1)
    scene.add(first, second, *letters)
    scene.wait()


@fault("colors", "arrows[0]", "arrows[1]")
def arrows_named_by_a_legend_alone(scene):
    arrows = crossing_arrows()
    legend = VGroup(words("wind", color=RED), words("current", color=GREEN))
    scene.add(arrows, legend.arrange(DOWN, aligned_edge=LEFT).to_corner(UL, buff=1))
    scene.wait()


@fault("colors", "arrows[0]", "arrows[1]")
def arrows_side_by_side(scene):
    arrows = VGroup(Arrow(LEFT * 2, RIGHT * 2, color=RED), Arrow(LEFT, RIGHT * 2, color=GREEN))
    scene.add(arrows.arrange(DOWN, buff=1))
    scene.wait()


def cake():
    angles = (0.2, 0.5, 0.3)
    starts = (0, 0.2, 0.7)
    return VGroup(
        *(
            Sector(2, angle=TAU * angle, start_angle=TAU * start, color=color, fill_opacity=1)
            for angle, start, color in zip(angles, starts, (RED, GREEN, BLUE), strict=True)
        )
    )


@clean
def a_cake_with_names_in_its_pieces(scene):
    pieces = cake()
    names = [
        words(name, color="#000000").move_to(piece.get_center_of_mass())
        for name, piece in zip(("tea", "milk", "rum"), pieces, strict=True)
    ]
    scene.add(pieces, *names)
    scene.wait()


@fault("colors", "pieces[0]", "pieces[1]")
def a_cake_with_a_legend_alone(scene):
    pieces = cake().shift(LEFT * 3)
    rows = [
        VGroup(Square(0.4, color=color, fill_opacity=1), words(name)).arrange(RIGHT)
        for name, color in (("tea", RED), ("milk", GREEN), ("rum", BLUE))
    ]
    scene.add(pieces, VGroup(*rows).arrange(DOWN, aligned_edge=LEFT).shift(RIGHT * 3))
    scene.wait()
