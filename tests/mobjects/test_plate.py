"""The plate that a number stands on where it covers a line."""

import pytest
from manim import FadeIn, FadeOut, VGroup, linear

from netviz import NetworkDiagram, Number, Theme, use_theme
from netviz.audit.wording import glyphs_of
from netviz.mobjects.plate import Plate


def test_it_is_as_the_background_whatever_its_group_is_coloured():
    with use_theme(Theme(background="#101010")):
        number = Number(0.5)
        group = VGroup(Plate(number), number).set_color("#FF0000")
    assert group[0].get_fill_color().to_hex() == "#101010"
    assert group[0].get_fill_opacity() == 1
    assert number[0].get_fill_color().to_hex() == "#FF0000"


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_its_margins_are_in_the_scale_of_what_it_lies_on(scale):
    number = Number(0.076, 3).scale(scale)
    sheet = Plate(number, scale)
    assert sheet.width - number.width == pytest.approx(0.2 * scale)
    assert sheet.get_center() == pytest.approx(number.get_center())


def test_a_number_on_a_plate_changes_digit_by_digit():
    edges = NetworkDiagram([[[0.5, -0.9], [0.1, 0.2]]]).edges_into(1)
    (label,) = edges.weight_labels([(0, 1)], at=0.5)
    plate, place = label[0], label.get_center()
    label.set_value(0.7)
    assert label.string == "0.7"
    assert label[0] is plate
    assert len(label) == 4
    assert label.get_center() == pytest.approx(place)


def test_a_number_may_bring_its_plate():
    number = Number(0.5, plate=True)
    assert isinstance(number[0], Plate)
    assert number.set_value(0.25).string == "0.25"
    assert len(number) == 5


def test_it_covers_its_line_as_long_as_its_digits_are_seen():
    number = Number(0.5, plate=True)
    fade = FadeOut(number, rate_func=linear)
    fade.begin()
    for alpha, digits in ((0.4, 0.6), (0.8, 0.2)):
        fade.interpolate_mobject(alpha)
        assert number[-1].get_fill_opacity() == pytest.approx(digits)
        assert number[0].get_fill_opacity() == 1
    fade.interpolate_mobject(1)
    assert number[0].get_fill_opacity() == 0
    there = FadeIn(Number(0.5, plate=True), rate_func=linear)
    there.begin()
    there.interpolate_mobject(0.2)
    assert there.mobject[0].get_fill_opacity() == 1


def test_what_is_read_is_without_the_plate():
    edges = NetworkDiagram([[[0.5, -0.9], [0.1, 0.2]]]).edges_into(1)
    (label,) = edges.weight_labels([(0, 1)], at=0.5)
    assert glyphs_of(label) == list(label)[1:]


def test_wrong_input():
    with pytest.raises(ValueError, match="scale must be at least 0"):
        Plate(Number(0.5), -1)
