import cairo
import manim
import numpy as np
import pytest
from manim import Circle, Line, Star, Text, VMobject

from netviz import NeuronLayer, WeightedEdges, formula
from netviz.render.paths import lay_path

ALMOST = 0.9e-6  # Manim's tolerance for points that are the same is 1e-6


def corners(*points):
    return VMobject().set_points_as_corners([[*point, 0] for point in points])


def shapes():
    dashed = WeightedEdges([[-0.5]], NeuronLayer(1), NeuronLayer(1).shift([3, 0, 0])).edge(0, 0)
    glyphs = [*Text("aB8%"), *formula("sum_(k) W_k e^x")]
    gap = [corners((0, 0), (1, 1), (2, 0), (distance, 0)) for distance in (ALMOST, 2e-6, 1e-4)]
    several = corners((0, 0), (1, 0)).append_points(corners((3 + ALMOST, 3), (4, 4)).points)
    continued = corners((0, 0), (1e4, 0)).append_points(corners((1e4 + 0.05, 0), (1, 1)).points)
    return [Line(), Star(), Circle(), dashed, *glyphs, *gap, several, continued]


@pytest.mark.parametrize("mobject", shapes(), ids=lambda mobject: type(mobject).__name__)
def test_a_path_is_manim_s(mobject):
    camera = manim.Camera(pixel_width=1920, pixel_height=1080)
    manims = camera.get_cairo_context(camera.pixel_array)
    ours = cairo.Context(cairo.ImageSurface(cairo.FORMAT_ARGB32, 1920, 1080))
    ours.set_matrix(manims.get_matrix())
    camera.set_cairo_context_path(manims, mobject)
    lay_path(ours, mobject.points, mobject.tolerance_for_point_equality)
    assert list(ours.copy_path()) == list(manims.copy_path())


def test_a_new_path_takes_the_place_of_the_last():
    context = cairo.Context(cairo.ImageSurface(cairo.FORMAT_ARGB32, 10, 10))
    for _ in range(2):
        lay_path(context, np.array([[0, 0, 0], [1, 0, 0], [2, 0, 0], [3, 0, 0]]), 1e-6)
    assert len(list(context.copy_path())) == 2
