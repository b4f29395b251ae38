import numpy as np
import pytest
from manim import RIGHT, FadeIn, FadeOut, Transform

from netviz import Number, Theme, use_theme


def lefts(number: Number) -> list[float]:
    return [round(float(glyph.get_left()[0]), 9) for glyph in number]


def same_points(one: Number, other: Number) -> bool:
    return all(np.allclose(a.points, b.points) for a, b in zip(one, other, strict=True))


def test_it_shows_its_value():
    number = Number(-1.165, decimals=1, sign=True)
    assert number.string == "−1.2"
    assert number.set_value(0.25).string == "+0.3"
    assert number.value == 0.25
    assert np.allclose(Number(3).get_center(), 0)


def test_set_value_gives_the_same_picture_as_a_new_number(draw):
    assert np.count_nonzero(draw(Number(4.56).set_value(7.89)) != draw(Number(7.89))) < 12
    changed = Number(4.56)
    for value in np.linspace(-20, 20, 97):
        changed.set_value(value)
    assert same_points(changed.set_value(4.56).set_value(4.57).set_value(4.56), changed)


def test_digits_do_not_jitter():
    number = Number(8.88)
    point, last = number[1].points.copy(), number[2].points.copy()
    for value in (1.18, 7.08, 0.08):
        number.set_value(value)
        assert np.allclose(number[1].points, point)
    number.set_value(8.11).set_value(8.88)
    assert np.allclose(number[2].points, last)


def test_the_middle_stays_when_a_number_grows():
    number = Number(9.99).shift(2 * RIGHT)
    for value in (10.0, -10.0, 123456.78, 0.0):
        number.set_value(value)
        assert number.get_x() == pytest.approx(2, abs=0.02)


def test_the_baseline_stays():
    number = Number(0.00).shift([0, 1, 0])
    bottom = number[0].get_bottom()[1]
    for value in (-0.5, 77.0, 0.0):
        number.set_value(value)
        zero = max(number, key=lambda glyph: glyph.height)
        assert zero.get_bottom()[1] == pytest.approx(bottom, abs=0.01)


@pytest.mark.parametrize(
    "change",
    [
        lambda n: n.shift([1, 2, 0]),
        lambda n: n.scale(2.5),
        lambda n: n.stretch(3, 0),
        lambda n: n.rotate(1.0),
        lambda n: n.scale(0.5).rotate(-0.3).move_to([3, -1, 0]),
        lambda n: n.flip(),
    ],
    ids=["shift", "scale", "stretch", "rotate", "all", "flip"],
)
def test_place_size_and_turn_stay(change):
    number, unchanged = Number(1.25), Number(1.25)
    change(number)
    change(unchanged)
    other = number.set_value(-30.5).copy()
    assert other.height > 0.9 * unchanged.height
    assert same_points(number.set_value(1.25), unchanged)


def test_look_stays():
    number = Number(1.25, color="#FF0000").set_opacity(0.3).set_z_index(7)
    number.set_value(-100.5)
    for glyph in number:
        assert glyph.get_fill_color().to_hex() == "#FF0000"
        assert glyph.get_fill_opacity() == pytest.approx(0.3)
        assert glyph.z_index == 7


def test_a_number_that_was_faded_out_can_change_and_come_back(draw):
    number = Number(1.25)
    fade = FadeOut(number)
    fade.begin()
    fade.interpolate(1)
    assert not draw(number).any()
    number.set_value(7.5)
    assert not draw(number).any()
    fade.finish()
    fade.clean_up_from_scene(type("Scene", (), {"remove": lambda *_: None})())
    number.set_opacity(1)
    assert draw(number).any()
    back = FadeIn(number)
    back.begin()
    back.finish()
    assert draw(number).any()


def test_glyphs_keep_their_identity_and_none_is_lost(draw):
    number = Number(9.99)
    glyphs = list(number)
    number.set_value(-123.45)
    assert list(number) == glyphs
    assert abs(np.count_nonzero(draw(*glyphs)) - np.count_nonzero(draw(Number(-123.45)))) < 12
    number.set_value(7.0)
    assert np.count_nonzero(draw(*glyphs)) == np.count_nonzero(draw(*number))
    assert number.string == "7.00"


def test_a_shorter_number_leaves_nothing_behind(draw):
    number = Number(-123.45)
    glyphs = list(number)
    number.set_value(1)
    assert len(number) == 4
    assert (draw(*glyphs) == draw(number)).all()


def test_it_can_change_after_a_transform(draw):
    number = Number(1.25)
    transform = Transform(number, Number(-88.75).shift(RIGHT))
    transform.begin()
    transform.finish()
    number.set_value(6.0)
    assert number.get_x() == pytest.approx(1, abs=0.1)
    assert 0.1 < number.height < 0.3
    assert draw(number).any()


def test_copies_change_alone():
    number = Number(1.25)
    copy = number.copy().set_value(9.75)
    assert (number.string, copy.string) == ("1.25", "9.75")
    assert same_points(number, Number(1.25))


def test_the_theme_gives_size_and_colour():
    with use_theme(Theme(number_size=68, text="#00FF00")):
        number = Number(8)
    assert number.height == pytest.approx(Number(8).height * 2)
    assert number[0].get_fill_color().to_hex() == "#00FF00"
    assert number.set_value(9).height == pytest.approx(Number(9).height * 2)


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (float("nan"), ValueError),
        (float("-inf"), ValueError),
        ("1", TypeError),
        (1j, TypeError),
        (True, TypeError),
        (None, TypeError),
        (np.array([1.0]), TypeError),
    ],
)
def test_wrong_values_change_nothing(value, error):
    number = Number(1.25)
    for call in (Number, number.set_value):
        with pytest.raises(error, match=r"^value must be (finite|a real number), got "):
            call(value)
    assert (number.value, number.string) == (1.25, "1.25")


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"decimals": -1}, ValueError, "^decimals must be at least 0"),
        ({"decimals": 1.5}, TypeError, "^decimals must be an int"),
        ({"size": 0}, ValueError, "^size must be positive"),
        ({"weight": "thin"}, ValueError, "^weight must be one of"),
    ],
)
def test_wrong_arguments(arguments, error, message):
    with pytest.raises(error, match=message):
        Number(1, **arguments)
