"""The rectangle around a mobject."""

import pytest
from manim import Line, Rectangle

from netviz.layout import Box
from netviz.mobjects.extent import box_around


def test_the_rectangle_around_a_mobject():
    assert box_around(Rectangle(width=4, height=2).shift([1, 0.5, 0])) == Box(-1, -0.5, 3, 1.5)


def test_in_other_units():
    assert box_around(Rectangle(width=4, height=2), scale=2) == Box(-1, -0.5, 1, 0.5)


def test_a_line_without_height():
    with pytest.raises(ValueError, match="bottom < top"):
        box_around(Line([0, 0, 0], [1, 0, 0]))
