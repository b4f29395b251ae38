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
    UP,
    YELLOW,
    Create,
    Dot,
    FunctionGraph,
    Line,
    MovingCameraScene,
    Rectangle,
    RegularPolygon,
    Square,
    Text,
    VGroup,
    VMobject,
)
from planted import Catalogue

CATALOGUE = Catalogue("once accused wrongly", rules=("colors", "contrast", "geometry"))
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
