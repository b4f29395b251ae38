from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netviz import LossCurve
from netviz.layout import Box, Frame

LOSSES = [0.226, 0.135, 0.09, 0.06, 0.05]


@pytest.fixture
def curve() -> LossCurve:
    return LossCurve(LOSSES)


def test_heights_are_the_losses_and_steps_are_even(curve):
    zero = curve.axes[0].get_start()
    points = np.array([curve.at(step) for step in range(5)])
    heights = points[:, 1] - zero[1]
    assert np.allclose(heights / heights[0], np.array(LOSSES) / LOSSES[0])
    assert points[0, 1] == pytest.approx(curve.axes[1].get_end()[1] - 0.22)
    assert np.allclose(np.diff(points[:, 0]), points[1, 0] - points[0, 0])
    assert points[0, 0] == pytest.approx(zero[0])
    assert [number.string for number in curve.ends] == ["0.226", "0.050"]
    assert (curve.steps, curve.labels[1].source) == (4, "4 steps")


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.shift([-3, 1, 0]),
        lambda c: c.scale(0.4),
        lambda c: c.stretch(1.5, 1),
        lambda c: c.rotate(0.5),
        lambda c: c.copy().scale(1.5).move_to([1, 1, 0]),
    ],
    ids=["shift", "scale", "stretch", "rotate", "copy"],
)
def test_points_follow_the_curve(curve, change):
    changed = change(curve)
    assert np.allclose(changed.at(0), changed.curve.points[0])
    assert np.allclose(changed.at(4), changed.curve.points[-1])
    assert np.allclose(changed.head().get_center(), changed.at(0))
    assert np.allclose(changed.head(2).get_center(), changed.at(2))


@given(
    losses=st.lists(st.floats(0, 10), min_size=2, max_size=60),
    falling=st.booleans(),
    width=st.floats(2.5, 6),
)
@settings(max_examples=30, deadline=None)
def test_it_stays_in_its_box_and_its_words_are_apart(losses, falling, width):
    box = Box(-width / 2, -1.5, width / 2, 1.5)
    curve = LossCurve(sorted(losses, reverse=True) if falling else losses, box=box)
    assert curve.get_left()[0] >= box.left - 0.05
    assert curve.get_right()[0] <= box.right + 1e-6
    assert curve.get_bottom()[1] >= box.bottom - 0.05
    assert curve.get_top()[1] <= box.top + 0.05
    for one, other in combinations([*curve.labels, *curve.ends], 2):
        across = abs(one.get_x() - other.get_x()) - (one.width + other.width) / 2
        up = abs(one.get_y() - other.get_y()) - (one.height + other.height) / 2
        assert max(across, up) > 0


@pytest.mark.parametrize(
    "losses",
    [np.geomspace(0.226, 0.01, 40), [0.3, 0.3, 0.3], [0.5, 0.4, 0.3], 0.2 * 0.5 ** np.arange(9)],
)
def test_the_numbers_at_the_ends_do_not_lie_on_a_falling_curve(losses):
    curve = LossCurve(losses)
    points = np.concatenate(
        [np.linspace(curve.at(i), curve.at(i + 1), 40) for i in range(curve.steps)]
    )
    for number in curve.ends:
        off = np.abs(points - number.get_center())[:, :2] - [number.width / 2, number.height / 2]
        assert (off > 0).any(axis=1).all()


def test_it_is_drawn(curve, draw):
    lit = draw(curve)
    assert lit.sum() > 1000
    assert (draw(curve.copy()) == lit).all()
    assert draw(curve.head()).any()
    side = Frame().side
    assert np.nonzero(lit)[1].min() >= 426.5 + 60 * side.left - 3


def test_one_step_and_no_loss_at_all():
    curve = LossCurve([0.0, 0.0])
    assert curve.labels[1].source == "1 step"
    assert np.isfinite(curve.curve.points).all()


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"losses": [0.1]}, ValueError, "^losses must hold at least 2 numbers, got 1$"),
        ({"losses": []}, ValueError, "^losses must not be empty"),
        ({"losses": [0.1, -0.2]}, ValueError, "^losses must not be negative, got -0.2$"),
        ({"losses": [0.1, np.nan]}, ValueError, r"^losses must be finite, got nan at \[1\]$"),
        ({"losses": ["a", "b"]}, TypeError, "^losses must hold real numbers only"),
        ({"box": Box(0, 0, 1, 3)}, ValueError, "^box must be at least 1.9 by 1.7 units, got 1 by"),
        ({"box": 7}, TypeError, "^box must be a netviz.Box, got 7"),
        ({"decimals": -1}, ValueError, "^decimals must be at least 0, got -1$"),
    ],
)
def test_wrong_curves(arguments, error, message):
    with pytest.raises(error, match=message):
        LossCurve(**{"losses": LOSSES, **arguments})


@pytest.mark.parametrize(("step", "error"), [(5, ValueError), (-1, ValueError), (0.5, TypeError)])
def test_wrong_steps(curve, step, error):
    for call in (curve.at, curve.head):
        with pytest.raises(error, match=r"^step must be "):
            call(step)


def test_dots_stand_on_the_curve_one_a_step():
    curve = LossCurve([0.3, 0.2, 0.1])
    assert [list(dot.get_center()) for dot in curve.dots] == [
        pytest.approx(curve.at(step)) for step in range(3)
    ]
    assert len(LossCurve(np.ones(42)).dots) == 0


def test_the_marked_steps_are_written():
    curve = LossCurve([0.4, 0.2, 0.1, 0.05], marked=(0, 1))
    assert [number.string for number in curve.ends] == ["0.400", "0.200"]


def test_each_dot_comes_as_the_line_reaches_it():
    curve = LossCurve([0.4, 0.3, 0.2, 0.15, 0.1])
    drawing = curve.draw(2.0)
    drawing.begin()
    for share in (0.3, 0.5, 0.9):
        drawing.interpolate(share)
        seen = [dot.get_fill_opacity() > 0 for dot in curve.dots]
        assert seen == sorted(seen, reverse=True)
        drawn = 4 * share
        assert abs(sum(seen) - (drawn + 1)) <= 1
    drawing.finish()
    assert all(dot.get_fill_opacity() == 1 for dot in curve.dots)
