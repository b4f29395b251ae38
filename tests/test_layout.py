from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netviz.layout import (
    Box,
    Frame,
    as_places,
    collapse,
    column_heights,
    dashes,
    edge_ends,
    lengths_inside,
    place_beside,
    shown,
)

ORIGIN, RIGHT = np.zeros(3), np.array([4.0, 0.0, 0.0])


def test_the_regions_of_the_frame_are_apart_and_above_the_captions():
    frame = Frame()
    regions = [frame.title, frame.diagram, frame.side, frame.panel]
    for index, region in enumerate(regions):
        assert region.left > -64 / 9
        assert region.right < 64 / 9
        assert -2.67 <= region.bottom < region.top < 4
        assert not any(region.overlaps(other) for other in regions[index + 1 :])


def test_boxes_overlap_within_a_margin():
    box = Box(0, 0, 1, 1)
    assert box.overlaps(Box(0.5, 0.5, 2, 2))
    assert not box.overlaps(Box(1.1, 0, 2, 1))
    assert box.overlaps(Box(1.1, 0, 2, 1), margin=0.2)
    assert box.center.tolist() == [0.5, 0.5, 0.0]
    assert (box.width, box.height) == (1, 1)


@pytest.mark.parametrize(
    ("sides", "error"),
    [
        ((1, 0, 0, 1), ValueError),
        ((0, 1, 1, 1), ValueError),
        ((0, 0, float("inf"), 1), ValueError),
        ((0, 0, float("nan"), 1), ValueError),
        ((0, 0, "1", 1), TypeError),
    ],
)
def test_wrong_boxes(sides, error):
    with pytest.raises(error, match=r"^Box"):
        Box(*sides)


@given(count=st.integers(1, 60), most=st.integers(5, 12), data=st.data())
def test_collapsed_items(count, most, data):
    keep = data.draw(st.none() | st.integers(0, count - 1))
    places = collapse(count, most, keep)
    assert len(places) <= most
    assert places[0] == 0
    assert places[-1] == count - 1
    assert keep is None or keep in places
    assert as_places(places, "places", count) == places
    if count <= most:
        assert places == tuple(range(count))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 5), "^count must be at least 1, got 0"),
        ((5, 0), "^most must be at least 1, got 0"),
        ((5, 2), "^most must be at least 3 to collapse 5 items, got 2"),
        ((9, 4, 4), "^most must be at least 5 to keep"),
        ((9, 5, 9), "^keep must be at most 8, the last of 9, got 9"),
        ((3, 5, -1), "^keep must be at least 0, got -1"),
    ],
)
def test_what_cannot_be_collapsed(arguments, message):
    with pytest.raises(ValueError, match=message):
        collapse(*arguments)


@pytest.mark.parametrize(
    "places",
    [(0, 2), (0, 1), (None, 1, 0, None), (0, 1, 3), (None,), (), (0, 0, None), (None, 1, 3)],
)
def test_places_leave_nothing_out_in_silence(places):
    with pytest.raises(ValueError, match=r"^row_places must "):
        as_places(places, "row_places", 3)


@pytest.mark.parametrize("places", ["012", 3, (0.0, None), (True, None)])
def test_places_of_another_type(places):
    with pytest.raises(TypeError, match=r"^row_places must be "):
        as_places(places, "row_places", 3)


def test_places_shown():
    assert shown((0, None, 3)) == (0, 3)


def test_columns_are_centred_and_not_too_wide_apart():
    assert column_heights(1, 3.0, 1.0) == [0.0]
    assert column_heights(3, 3.0, 1.0) == [1.0, 0.0, -1.0]
    assert column_heights(5, 2.0, 1.0) == [1.0, 0.5, 0.0, -0.5, -1.0]
    with pytest.raises(ValueError, match=r"^height must be positive"):
        column_heights(2, 0.0, 1.0)


def test_edges_end_at_the_rims():
    start, end = edge_ends(ORIGIN, RIGHT, 0.5, 1.0)
    assert start.tolist() == [0.5, 0, 0]
    assert end.tolist() == [3.0, 0, 0]


@pytest.mark.parametrize("end", [ORIGIN, np.array([1.4, 0, 0]), np.array([np.nan, 0, 0])])
def test_an_edge_between_neurons_that_touch(end):
    with pytest.raises(ValueError, match=r"^start and end must be further apart than the gaps"):
        edge_ends(ORIGIN, end, 0.5, 1.0)


@given(length=st.floats(0.01, 20))
def test_dashes_begin_and_end_with_the_line(length):
    end = np.array([0.0, length, 0.0])
    cut = dashes(ORIGIN, end, 0.13, 0.09)
    assert np.allclose(cut[0][0], ORIGIN)
    assert np.allclose(cut[-1][1], end)
    assert all(a[1][1] < b[0][1] for a, b in pairwise(cut))
    assert len(cut) >= 2


def test_a_line_without_length():
    with pytest.raises(ValueError, match=r"^start and end must be two different finite points"):
        dashes(RIGHT, RIGHT, 0.1, 0.1)


def test_labels_touch_neither_their_edge_nor_what_is_there():
    taken = [Box(1.5, 0.0, 2.5, 1.0)]
    place = place_beside((ORIGIN, RIGHT), (0.4, 0.2), others=[], taken=taken)
    assert place is not None
    assert lengths_inside(place, [(ORIGIN, RIGHT)]) == 0
    assert not place.overlaps(taken[0], 0.05)
    assert place_beside((ORIGIN, RIGHT), (0.4, 0.2), [], [Box(-9, -9, 9, 9)]) is None


def test_labels_stand_where_they_cover_the_least():
    crossing = [(np.array([2.0, -1.0, 0.0]), np.array([2.0, 1.0, 0.0]))]
    place = place_beside((ORIGIN, RIGHT), (0.4, 0.2), others=crossing, taken=[])
    assert place is not None
    assert lengths_inside(place, crossing) == 0


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [
        ((-1, 0.5), (2, 0.5), 1.0),
        ((0.5, 0.5), (0.5, 9), 0.5),
        ((-1, -1), (2, 2), 2**0.5),
        ((-1, 2), (2, 2), 0.0),
        ((2, 0.5), (3, 0.5), 0.0),
    ],
)
def test_length_of_a_segment_in_a_box(start, end, length):
    a, b = np.array([*start, 0.0]), np.array([*end, 0.0])
    assert lengths_inside(Box(0, 0, 1, 1), [(a, b), (b, a)]) == pytest.approx([length] * 2)
    assert lengths_inside(Box(0, 0, 1, 1), []).shape == (0,)
