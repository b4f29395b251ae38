import numpy as np
import pytest
from manim import FadeIn, FadeOut

from netviz import TitleBar


def bar(**arguments) -> TitleBar:
    given = {"title": "Forward Pass", "phases": ["Intro", "Input Layer"], "seconds": [3, 6]}
    return TitleBar(**{**given, **arguments})


def entering(animations):
    (fade,) = (a for a in animations if isinstance(a, FadeIn))
    return fade.mobject


def test_segments_are_as_long_as_the_phases():
    first, second = bar().segments
    assert second.width == pytest.approx(2 * first.width)
    assert first.get_right()[0] < second.get_left()[0]
    assert first.get_left()[0] == pytest.approx(-6.7)
    assert second.get_right()[0] == pytest.approx(6.7)


def test_it_advances_once_a_phase():
    title_bar = bar()
    first = title_bar.advance()
    assert entering(first).source == "Intro"
    assert not any(isinstance(a, FadeOut) for a in first)
    second = title_bar.advance()
    assert entering(second).source == "Input Layer"
    (leaving,) = (a.mobject for a in second if isinstance(a, FadeOut))
    assert leaving is entering(first)
    for _ in range(2):
        with pytest.raises(
            ValueError, match=r"^advance must be called once a phase \(2\), not more"
        ):
            title_bar.advance()


def test_names_stand_at_the_right_of_the_title(draw):
    title_bar = bar()
    name = entering(title_bar.advance())
    assert name.get_right()[0] == pytest.approx(6.7)
    assert name.baseline == pytest.approx(title_bar.title.baseline)
    assert draw(name).any()


def test_names_follow_a_bar_that_was_moved_and_scaled():
    title_bar = bar().shift([0.5, -1, 0]).scale(0.5)
    width = title_bar.names[0].width
    name = entering(title_bar.advance())
    assert name.get_right()[0] == pytest.approx(title_bar.get_right()[0])
    assert name.baseline == pytest.approx(title_bar.title.baseline)
    assert name.width == pytest.approx(width / 2)


def test_copies_advance_alone():
    title_bar = bar()
    copy = title_bar.copy()
    title_bar.advance()
    assert entering(copy.advance()).source == "Intro"


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"seconds": [3]}, ValueError, "^seconds must be a vector of shape "),
        ({"seconds": [3, 0]}, ValueError, "^seconds must be positive, got 0"),
        ({"seconds": [3, -2]}, ValueError, "^seconds must be positive, got -2"),
        ({"seconds": [3, np.nan]}, ValueError, "^seconds must be finite"),
        ({"seconds": ["3", "6"]}, TypeError, "^seconds must hold real numbers"),
        ({"phases": "Intro"}, TypeError, "^phases must be a sequence"),
        ({"phases": ["Intro", ""]}, ValueError, r"^phases\[1\] must have a visible character"),
        ({"phases": ["Intro", 2]}, TypeError, r"^phases\[1\] must be a str"),
        ({"phases": [], "seconds": []}, ValueError, "^seconds must not be empty"),
        ({"title": None}, TypeError, "^title must be a str"),
        ({"title": "W" * 60}, ValueError, "^title and the names of phases must fit side by side"),
        ({"phases": ["I"] * 200, "seconds": [1] * 200}, ValueError, "^phases must leave room"),
    ],
)
def test_wrong_arguments(arguments, error, message):
    with pytest.raises(error, match=message):
        bar(**arguments)
