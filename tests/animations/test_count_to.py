import numpy as np
import pytest
from manim import RIGHT, Square, Succession, linear

from netviz import CountTo, Number, text


@pytest.mark.parametrize(("start", "end"), [(0.0, 1.0), (1.82, -0.73), (9.9, 10.1)])
def test_it_counts_steadily_and_ends_on_the_value(start, end, record):
    number = Number(start)
    animation = CountTo(number, end, run_time=1, rate_func=linear)
    scene = record(lambda scene: scene.play(animation), lambda: number.value)
    assert np.allclose(scene.seen, np.linspace(start, end, 11)[:-1])
    assert number.value == end
    assert number.string == Number(end).string


def test_what_is_drawn_is_the_number_on_the_way(record, draw):
    number = Number(0.0)
    animation = CountTo(number, 8.0, run_time=1, rate_func=linear)
    scene = record(lambda scene: scene.play(animation), lambda: number.string)
    assert scene.seen == [f"{0.8 * i:.2f}" for i in range(10)]
    for frame, string in zip(scene.frames, scene.seen, strict=True):
        assert (frame == draw(Number(0.0).set_value(float(string)))).all()


def test_a_number_that_grows_longer_is_drawn_whole(record, draw):
    number = Number(8.0)

    def story(scene):
        scene.play(CountTo(number, -1234.5, run_time=0.5))
        scene.wait(0.1)

    picture = record(story).frames[-1]
    assert (picture == draw(Number(8.0).set_value(-1234.5))).all()


def test_place_size_and_colour_stay(record):
    number = Number(1.25, color="#FF0000").scale(2).shift(3 * RIGHT)
    record(lambda scene: scene.play(CountTo(number, 7.75, run_time=0.3)))
    assert number.get_x() == pytest.approx(3, abs=0.05)
    assert number.height == pytest.approx(Number(7.75).height * 2)
    assert number[0].get_fill_color().to_hex() == "#FF0000"


def test_it_starts_from_what_is_shown_then(record):
    number = Number(0.0)
    plays = [CountTo(number, end, run_time=0.5, rate_func=linear) for end in (1.0, 3.0)]
    scene = record(lambda scene: scene.play(Succession(*plays)), lambda: number.value)
    assert np.allclose(scene.seen, [0, 0.2, 0.4, 0.6, 0.8, 1, 1.4, 1.8, 2.2, 2.6])


@pytest.mark.parametrize(
    "wrong", [None, 1.0, Square(), text("1.00")], ids=lambda w: type(w).__name__
)
def test_only_numbers_count(wrong):
    with pytest.raises(TypeError, match=rf"^number must be a Number, got .*{type(wrong).__name__}"):
        CountTo(wrong, 1.0)


@pytest.mark.parametrize(
    ("value", "error"),
    [(float("nan"), ValueError), (float("inf"), ValueError), ("1", TypeError), (1j, TypeError)],
)
def test_wrong_values(value, error):
    number = Number(1.25)
    with pytest.raises(error, match=r"^value must be (finite|a real number), got "):
        CountTo(number, value)
    assert number.string == "1.25"


def test_a_number_may_count_with_more_decimals():
    number = Number(0.9, 1)
    count = CountTo(number, 0.672, decimals=3)
    count.begin()
    count.interpolate(1)
    assert number.string == "0.672"
