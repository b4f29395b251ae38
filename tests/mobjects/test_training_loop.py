from itertools import combinations

import numpy as np
import pytest

from netviz import Theme, TrainingLoop
from netviz.layout import Box, Frame


@pytest.fixture
def loop() -> TrainingLoop:
    return TrainingLoop()


def corners(part):
    return part.get_corner([-1, -1, 0])[:2], part.get_corner([1, 1, 0])[:2]


def apart(one, other) -> bool:
    (low, high), (other_low, other_high) = corners(one), corners(other)
    return bool((low > other_high).any() or (other_low > high).any())


def test_stations_go_round_clockwise_from_the_left(loop):
    left, top, right, bottom = (loop.station(i).get_center() for i in range(4))
    assert left[0] < top[0] < right[0]
    assert bottom[1] < left[1] < top[1]
    assert np.allclose((left[1], top[0]), (right[1], bottom[0]))
    theme = Theme()
    colors = [station[0].get_stroke_color().to_hex() for station in loop.stations]
    assert colors == [theme.activation, theme.error, theme.gradient, theme.text]


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_nothing_touches(count):
    box = Frame().diagram
    loop = TrainingLoop([f"step {i}" for i in range(count)], box=box)
    parts = [*loop.stations, *loop.arrows]
    assert len(parts) == 2 * count
    for one, other in combinations(loop.stations, 2):
        assert apart(one, other)
    for arrow in loop.arrows:
        points = arrow.get_all_points()[:, :2]
        for station in loop.stations:
            low, high = corners(station)
            assert not ((points > low - 0.05) & (points < high + 0.05)).all(axis=1).any()
    low, high = corners(loop)
    assert (low >= [box.left - 0.03, box.bottom - 0.03]).all()
    assert (high <= [box.right + 0.03, box.top + 0.03]).all()


def test_arrows_lead_from_each_station_to_the_next(loop):
    for index in range(4):
        line, tip = loop.arrow(index)
        centers = np.array([station.get_center() for station in loop.stations])
        assert np.linalg.norm(centers - line.get_start(), axis=1).argmin() == index
        point = tip.get_vertices()[0]
        assert np.linalg.norm(centers - point, axis=1).argmin() == (index + 1) % 4


@pytest.mark.parametrize("change", [lambda x: x, lambda x: x.scale(0.5).shift([1, 2, 0])])
@pytest.mark.parametrize("start", [0, 2])
def test_a_lap_goes_through_all_stations_and_comes_back(loop, change, start):
    loop = change(loop)
    lap = loop.lap(start)
    for step in range(5):
        center = loop.station((start + step) % 4).get_center()
        assert np.allclose(lap.point_from_proportion(min(step / 4, 1)), center, atol=0.7)
    assert np.allclose(lap.get_start(), loop.station(start).get_center())
    assert np.allclose(lap.get_end(), lap.get_start())
    assert lap.get_stroke_width() == 0


def test_it_is_drawn_and_copied(loop, draw):
    lit = draw(loop)
    assert lit.sum() > 2000
    copy = loop.copy()
    assert (draw(copy) == lit).all()
    copy.shift([0, 1, 0])
    assert np.allclose(copy.lap().get_start() - loop.lap().get_start(), [0, 1, 0])


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"stations": ["one"]}, ValueError, "^stations must be at least 2, got 1$"),
        ({"stations": "one"}, TypeError, "^stations must be a sequence, got 'one'"),
        ({"stations": ["one", 2]}, TypeError, r"^stations\[1\] must be a str, got 2"),
        ({"colors": ["#FFFFFF"]}, ValueError, r"^colors must have one item a station \(4\), got 1"),
        ({"box": Box(0, 0, 2, 0.5)}, ValueError, "^box must be wider than .* higher than 0.8"),
        ({"box": Box(0, 0, 4, 1.5)}, ValueError, "^box must leave room for an arrow between 'forw"),
        ({"box": 3}, TypeError, "^box must be a netviz.Box"),
    ],
)
def test_wrong_loops(arguments, error, message):
    with pytest.raises(error, match=message):
        TrainingLoop(**arguments)


@pytest.mark.parametrize(("index", "error"), [(4, ValueError), (-1, ValueError), ("0", TypeError)])
def test_wrong_indices(loop, index, error):
    for call in (loop.station, loop.arrow, loop.lap):
        with pytest.raises(error, match=r"^index must be "):
            call(index)
