"""Planted lines through texts, and lines that are in nobody's way."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    UR,
    Arc,
    Arrow,
    Axes,
    Circle,
    Cross,
    CurvedArrow,
    DashedLine,
    DashedVMobject,
    Dot,
    FunctionGraph,
    Graph,
    Line,
    NumberLine,
    NumberPlane,
    SurroundingRectangle,
    Text,
    Underline,
    Vector,
    VGroup,
)
from planted import Catalogue

from netviz import NetworkDiagram, Number, text

CATALOGUE = Catalogue("lines", rules=("geometry", "safe-frame", "overlap", "lines"))
fault, clean = CATALOGUE.fault, CATALOGUE.clean


def words(string, size=30, **style):
    return Text(string, font_size=size, **style)


@fault("lines", "hidden layer", "arrow")
def an_arrow_through_a_text(scene):
    arrow = Arrow(LEFT * 3, RIGHT * 3)
    scene.add(words("hidden layer"), arrow)
    scene.wait()


@fault("lines", "middle", "guide")
def a_dashed_line_down_through_a_text(scene):
    guide = DashedLine(UP * 2, DOWN * 2)
    scene.add(guide, words("middle"))
    scene.wait()


@fault("lines", "maximum", "curve")
def a_curve_through_a_text(scene):
    curve = FunctionGraph(np.sin, x_range=[-4, 4])
    scene.add(curve, words("maximum").move_to([1.6, 0.9, 0]))
    scene.wait()


@fault("lines", "x", "curve")
def an_axis_label_cut_by_its_curve(scene):
    axes = Axes(x_range=[0, 4], y_range=[-1, 3], x_length=6, y_length=4, tips=False)
    curve = axes.plot(lambda x: x - 1)
    label = words("x", 44).move_to(axes.c2p(2.2, 1.2))
    scene.add(axes, curve, label)
    scene.wait()


@fault("lines", "between")
def a_line_between_two_words_of_a_text(scene):
    label = words("here between us")
    line = Line(UP, DOWN).move_to([(label[3].get_right()[0] + label[4].get_left()[0]) / 2, 0, 0])
    scene.add(label, line)
    scene.wait()


@fault("lines", "3.50", "arc")
def an_arc_through_a_number(scene):
    arc = Arc(2, 0, 3)
    scene.add(arc, Number(3.5).move_to(arc.point_from_proportion(0.4)))
    scene.wait()


@fault("lines", "ring", "dashed")
def a_dashed_circle_through_a_text(scene):
    dashed = DashedVMobject(Circle(1.5), num_dashes=24)
    scene.add(dashed, words("ring label").move_to(dashed.get_right()))
    scene.wait()


@fault("lines", "slope")
def an_axis_through_a_text(scene):
    axes = Axes(x_range=[-3, 3], y_range=[-2, 2], x_length=8, y_length=5, tips=False)
    scene.add(axes, words("slope 2").move_to(axes.c2p(1.5, 0.05)))
    scene.wait()


@fault("lines", "v3", "graph")
def a_vertex_s_name_on_an_edge(scene):
    graph = Graph([1, 2, 3], [(1, 2), (2, 3), (3, 1)], layout="circular", layout_scale=2)
    scene.add(graph, words("v3").next_to(graph.vertices[3], UP))
    scene.wait()


@clean
def a_label_beside_its_curve(scene):
    curve = FunctionGraph(np.sin, x_range=[-4, 4])
    scene.add(curve, words("sin x").next_to(curve.point_from_proportion(0.7), UR, buff=0.3))
    scene.wait()


@clean
def an_arrow_from_text_to_text(scene):
    first, second = words("input").shift(LEFT * 3), words("output").shift(RIGHT * 3)
    scene.add(first, second, Arrow(first.get_right(), second.get_left()))
    scene.wait()


@clean
def text_on_a_number_plane(scene):
    plane = NumberPlane()
    vector = Vector([2, 2])
    origin = words("(0, 0)").next_to(plane.get_origin(), DOWN)
    scene.add(plane, vector, Dot(), origin, words("(2, 2)").next_to(vector.get_end(), RIGHT))
    scene.wait()


@clean
def axes_with_numbers(scene):
    axis = NumberLine([-4, 4], include_numbers=True, label_constructor=Text, font_size=30)
    scene.add(axis)
    scene.wait()


@clean
def an_underlined_and_a_struck_text(scene):
    good, bad, gone = (
        words(word).shift(UP * y) for word, y in (("gypsy", 1), ("bad", 0), ("x", -1))
    )
    strike = Line(bad.get_left(), bad.get_right())
    scene.add(good, bad, gone, Underline(good, buff=0.02), strike, Cross(gone))
    scene.wait()


@clean
def a_text_on_a_plate_over_a_line(scene):
    label = words("label")
    plate = SurroundingRectangle(label, color="#000000", fill_opacity=1, stroke_width=0)
    scene.add(Line(LEFT * 4, RIGHT * 4), plate, label)
    scene.wait()


@clean
def a_text_with_a_halo_over_a_line(scene):
    label = words("label").set_stroke("#000000", width=8, background=True)
    scene.add(Line(LEFT * 4, RIGHT * 4), label)
    scene.wait()


@clean
def a_grid_of_lines_behind_a_text(scene):
    grid = VGroup(*(Line(LEFT * 6, RIGHT * 6, stroke_width=1).shift(UP * y) for y in range(-3, 4)))
    scene.add(grid, words("a reading", 44).shift(UP * 0.1))
    scene.wait()


@clean
def a_network_with_values(scene):
    diagram = NetworkDiagram([np.ones((3, 2)), np.ones((1, 3))])
    diagram.layers[0].set_values([0.5, 0.9])
    scene.add(diagram)
    scene.wait()


@clean
def a_bent_arrow_around_a_text(scene):
    scene.add(CurvedArrow(LEFT * 2, RIGHT * 2), text("around").shift(UP * 0.2))
    scene.wait()
