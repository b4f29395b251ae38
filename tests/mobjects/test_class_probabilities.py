from itertools import pairwise

import numpy as np
import pytest
from manim import RIGHT

from netviz import ClassProbabilities, NetworkDiagram, Theme, use_theme
from netviz.layout import Box, Frame

TWO = ["cat", "dog"]


def strings(bars: ClassProbabilities) -> list[str]:
    return [number.string for number in bars.numbers]


def lengths(bars: ClassProbabilities) -> list[float]:
    """Lengths of the bars as shares of their tracks."""
    pairs = zip(bars.bars, bars.tracks, strict=True)
    return [float(bar.width / track.width) for bar, track in pairs]


def test_until_values_are_known_a_class_shows_a_question_mark(draw):
    bars = ClassProbabilities(TWO)
    assert [mark.source for mark in bars.unknown] == ["?", "?"]
    assert draw(bars.unknown).any()
    assert not draw(bars.numbers).any()
    assert not draw(bars.bars).any()
    assert draw(bars.tracks).any()
    bars.set_values([0.73, 0.27])
    assert len(bars.unknown) == 0
    assert all("?" not in getattr(member, "source", "") for member in bars.get_family())
    assert draw(bars.numbers).any()
    assert draw(bars.bars).any()


def test_bars_and_numbers_show_the_values():
    bars = ClassProbabilities(TWO).set_values([0.725, 0.275])
    assert strings(bars) == ["0.73", "0.28"]
    assert lengths(bars) == pytest.approx([0.725, 0.275])
    assert bars.values.tolist() == [0.725, 0.275]
    assert bars.number(1).string == "0.28"
    assert (bars.label(0).source, bars.label(1).source) == ("cat", "dog")
    assert strings(ClassProbabilities(TWO, decimals=1).set_values([1, 0])) == ["1.0", "0.0"]


def test_bars_begin_at_the_left_and_none_is_longer_than_its_track():
    bars = ClassProbabilities(["a", "b", "c"]).set_values([1.0, 0.0, 0.5])
    for bar, track in zip(bars.bars, bars.tracks, strict=True):
        assert bar.get_left()[0] == pytest.approx(track.get_left()[0])
        assert bar.get_right()[0] <= track.get_right()[0] + 1e-6
        assert bar.get_y() == pytest.approx(track.get_y())
    assert lengths(bars)[1] < 0.01


def test_a_bar_is_full_at_full():
    bars = ClassProbabilities(TWO).set_values([3, 1], full=4)
    assert lengths(bars) == pytest.approx([0.75, 0.25])
    assert strings(bars) == ["3.00", "1.00"]
    assert lengths(bars.set_values([2, 2])) == pytest.approx([0.5, 0.5])  # still of 4
    assert lengths(bars.set_values([0.5, 0.5], full=1)) == pytest.approx([0.5, 0.5])


def test_shares_leave_the_numbers_alone():
    bars = ClassProbabilities(TWO).set_values([0.7, 0.3]).set_shares([0.1, 0.9])
    assert lengths(bars) == pytest.approx([0.1, 0.9])
    assert strings(bars) == ["0.70", "0.30"]


def test_many_classes_are_collapsed_but_not_the_one_to_keep(draw):
    names = [f"class {i}" for i in range(1000)]
    bars = ClassProbabilities(names, keep=417)
    assert bars.count == 1000
    assert 417 in bars.shown
    assert len(bars.shown) < 5
    assert draw(bars.ellipsis).any()
    bars.set_values(np.arange(1000) / 1000)
    assert bars.number(417).string == "0.42"
    assert bars.label(417).source == "class 417"
    with pytest.raises(ValueError, match=r"^index must be one of the classes shown \[0, .* got 5$"):
        bars.row(5)


def test_classes_are_level_with_their_neurons():
    layer = NetworkDiagram([np.ones((8, 2))], keep={1: 4}).layers[-1]
    bars = ClassProbabilities([f"c{i}" for i in range(8)], heights=layer.heights(), keep=4)
    assert bars.shown == layer.shown
    for index in bars.shown:
        row, neuron = bars.row(index), layer.neuron(index).disc
        assert row.get_bottom()[1] < neuron.get_y() < row.get_top()[1]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 60])
def test_nothing_overlaps_and_all_is_in_the_box(count):
    bars = ClassProbabilities([f"glyph {i}" for i in range(count)])
    bars.set_values(np.full(count, 1 / count))
    side = Frame().side
    rows = [bars.row(i) for i in bars.shown] + list(bars.ellipsis)
    rows.sort(key=lambda row: row.get_y())
    for low, high in pairwise(rows):
        assert low.get_top()[1] < high.get_bottom()[1]
    for index in bars.shown:
        assert bars.label(index).get_right()[0] < bars.number(index).get_left()[0]
    assert bars.get_left()[0] >= side.left - 1e-6
    assert bars.get_right()[0] <= side.right + 1e-6
    assert side.bottom <= bars.get_bottom()[1] < bars.get_top()[1] <= side.top


def test_a_marker_frames_a_class(draw):
    bars = ClassProbabilities(TWO).set_values([0.7, 0.3]).shift([-3, 0.5, 0])
    marker, row = bars.marker(1), bars.row(1)
    assert np.allclose(marker.get_center(), row.get_center())
    assert marker.width > row.width
    assert row.height < marker.height < bars.height
    assert marker.get_stroke_color().to_hex() == Theme().activation
    assert bars.marker(0, color="#FF0000").get_stroke_color().to_hex() == "#FF0000"
    assert draw(marker).any()


def test_it_can_be_changed_where_it_was_moved_and_scaled(draw):
    moved = ClassProbabilities(TWO).scale(0.5).shift([-4, 1, 0]).set_values([0.9, 0.1])
    assert lengths(moved) == pytest.approx([0.9, 0.1], abs=0.01)
    expected = ClassProbabilities(TWO).set_values([0.9, 0.1]).scale(0.5).shift([-4, 1, 0])
    expected.shift(moved.tracks.get_center() - expected.tracks.get_center())  # "?" is lower
    assert np.count_nonzero(draw(moved) != draw(expected)) == 0
    for bar, track in zip(moved.bars, moved.tracks, strict=True):
        assert bar.get_left()[0] == pytest.approx(track.get_left()[0])
        assert bar.height == pytest.approx(track.height)


def test_copies_change_alone(draw):
    bars = ClassProbabilities(TWO)
    before = draw(bars)
    copy = bars.copy().set_values([0.9, 0.1]).shift(RIGHT)
    assert (draw(bars) == before).all()
    assert len(bars.unknown) == 2
    assert strings(copy) == ["0.90", "0.10"]


def test_names_may_come_from_anywhere():
    assert ClassProbabilities(name for name in TWO).class_names == ("cat", "dog")
    assert ClassProbabilities(np.array(TWO)).class_names == ("cat", "dog")


def test_the_theme_gives_the_colours():
    with use_theme(Theme(activation="#00FF00", text="#FFFF00")):
        bars = ClassProbabilities(TWO).set_values([0.5, 0.5])
    assert bars.bars[0].get_fill_color().to_hex() == "#00FF00"
    assert bars.number(0)[0].get_fill_color().to_hex() == "#FFFF00"


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"names": []}, ValueError, "^names must hold at least one name, got none$"),
        ({"names": "cat"}, TypeError, "^names must be a sequence, got 'cat'"),
        ({"names": ["cat", 3.5]}, TypeError, r"^names\[1\] must be a str, got 3.5 \(float\)$"),
        ({"names": ["cat", True]}, TypeError, r"^names\[1\] must be a str, got True \(bool\)$"),
        ({"names": ["cat", ""]}, ValueError, r"^names\[1\] must have a visible character, got ''$"),
        (
            {"names": ["a name of a class too long"]},
            ValueError,
            "^names must be narrower than 1.90",
        ),
        ({"heights": [1.0]}, ValueError, r"^heights must be .* \(2,\), got shape \(1,\)$"),
        ({"heights": [1.0, np.nan]}, ValueError, "^heights must be finite, got nan"),
        ({"heights": [1.0, 0.6]}, ValueError, "^heights must fall by at least 0.56 .* got 0.40"),
        ({"heights": [0.0, 1.0]}, ValueError, "^heights must fall by at least 0.56 .* got -1.00"),
        (
            {"names": list("abcdefghi"), "most_shown": 9},
            ValueError,
            "^heights must fall by at least",
        ),
        ({"decimals": -1}, ValueError, "^decimals must be at least 0, got -1$"),
        ({"names": list("abc"), "most_shown": 2}, ValueError, "^most_shown must be at least 3 to"),
        ({"most_shown": "5"}, TypeError, "^most_shown must be an int, got '5'"),
        ({"keep": 2}, ValueError, "^keep must be at most 1, the last of 2, got 2$"),
        ({"box": 3}, TypeError, r"^box must be a netviz.Box, got 3 \(int\)$"),
    ],
)
def test_wrong_arguments(arguments, error, message):
    with pytest.raises(error, match=message):
        ClassProbabilities(**{"names": TWO, **arguments})


def test_another_box():
    bars = ClassProbabilities(TWO, box=Box(-2, -1, 2, 1)).set_values([1.0, 0.0])
    assert bars.tracks[0].width == pytest.approx(4)
    assert lengths(bars)[0] == pytest.approx(1)


@pytest.mark.parametrize(
    ("values", "full", "error", "message"),
    [
        ([0.5], None, ValueError, r"^values must be a vector of shape \(2,\), got shape \(1,\)$"),
        ([[0.5, 0.5]], None, ValueError, r"^values must be .* got shape \(1, 2\)$"),
        ([0.5, -0.1], None, ValueError, "^values must not be negative, got -0.1$"),
        ([0.5, 1.5], None, ValueError, "^values must be at most full = 1.0, got 1.5$"),
        ([0.5, np.nan], None, ValueError, r"^values must be finite, got nan at \[1\]$"),
        ([0.5, np.inf], None, ValueError, r"^values must be finite, got inf at \[1\]$"),
        (["a", "b"], None, TypeError, "^values must hold real numbers only"),
        ([0.5, 0.5j], None, TypeError, "^values must hold real numbers only"),
        ([0.5, 0.5], 0, ValueError, "^full must be positive, got 0$"),
        ([0.5, 0.5], "1", TypeError, "^full must be a real number, got '1'"),
    ],
)
def test_wrong_values_change_nothing(values, full, error, message, draw):
    bars = ClassProbabilities(TWO).set_values([0.4, 0.6])
    before = draw(bars)
    with pytest.raises(error, match=message):
        bars.set_values(values, full)
    assert (draw(bars) == before).all()
    assert (strings(bars), bars.full) == (["0.40", "0.60"], 1.0)


@pytest.mark.parametrize("shares", [[1.5, 0], [-0.1, 1]])
def test_wrong_shares(shares):
    with pytest.raises(ValueError, match=r"^shares must be 0 to 1, got "):
        ClassProbabilities(TWO).set_shares(shares)


@pytest.mark.parametrize("names", [[3, 8], range(3, 9, 5), np.array([3, 8])], ids=repr)
def test_integers_name_classes(names):
    assert ClassProbabilities(names).class_names == ("3", "8")


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.03, 0.06, 0.1, 0.99, 1.0])
def test_a_short_bar_stays_within_the_round_end_of_its_track(draw, share):
    bars = ClassProbabilities(TWO).scale(3).set_values([share, 1 - share])
    bar, track = bars.bars[0].set_stroke(width=0), bars.tracks[0].set_stroke(width=0)
    rim = bars.tracks[0].copy().set_stroke(width=1, color="#FFFFFF")  # half a pixel to spare
    track.set_fill("#FFFFFF")
    assert draw(bar).any()
    assert not (draw(bar) & ~draw(track, rim)).any()
