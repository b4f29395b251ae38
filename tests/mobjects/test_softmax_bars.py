"""Softmax as bars: powers, their sum, and shares that are as long as they are large."""

from __future__ import annotations

import numpy as np
import pytest

from netviz import SoftmaxBars
from netviz.layout import Box

BOX = Box(3.3, -1.7, 6.54, 3.1)


def made(count: int, **kwargs) -> SoftmaxBars:
    z = np.linspace(0.6, -0.39, count)
    e = np.exp(z)
    return SoftmaxBars([f"Class {i}" for i in range(count)], z, e, e / e.sum(), box=BOX, **kwargs)


def test_bars_are_as_long_as_their_shares():
    bars = made(2)
    widths = [bars.bar(i).width for i in (0, 1)]
    assert sum(widths) == pytest.approx(BOX.width)
    assert widths[0] / widths[1] == pytest.approx(np.exp(0.99))
    assert [bars.segment(i).width for i in (0, 1)] == pytest.approx(widths)


def test_segments_stand_end_to_end_in_the_bar_of_the_sum():
    bars = made(3)
    ends = [bars.whole.get_left()[0]]
    for i in range(3):
        assert bars.segment(i).get_left()[0] == pytest.approx(ends[-1])
        ends.append(bars.segment(i).get_right()[0])
    assert ends[-1] == pytest.approx(bars.whole.get_right()[0])


def test_powers_and_shares_are_the_vectors_numbers():
    bars = made(2)
    assert [bars.share(i).string for i in (0, 1)] == ["0.73", "0.27"]
    assert "1.82" in bars.power(0).source
    assert "0.68" in bars.power(1).source
    assert bars.added == (0, 1)
    assert "2.50" in bars.sum_line.source


@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_rows_and_sum_do_not_touch(count):
    bars = made(count, keep=count // 2)
    assert count // 2 in bars.shown
    lowest = min(bar.get_bottom()[1] for bar in bars.bars)
    assert lowest > bars.sum_line.get_top()[1]
    assert bars.whole.get_bottom()[1] >= BOX.bottom
    assert bars.names[0].get_top()[1] <= BOX.top + 0.01


def test_rows_are_level_with_outputs_where_there_is_room():
    bars = made(2, heights=[1.66, 0.21])
    assert bars.bar(0).get_y() - bars.bar(1).get_y() == pytest.approx(1.45)


def test_wrong_input():
    with pytest.raises(ValueError, match="z must be a vector"):
        SoftmaxBars(["a", "b"], [1.0], [1.0], [1.0])
    with pytest.raises(ValueError, match="names must be narrower"):
        SoftmaxBars(["a very long name of a class indeed"], [1.0], [1.0], [1.0], box=BOX)
    with pytest.raises(ValueError, match="index must be one of the classes shown"):
        made(2).bar(2)
