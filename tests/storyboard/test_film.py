from fractions import Fraction

import pytest

from netviz.storyboard.film import (
    Part,
    Subtitle,
    evenly,
    every,
    frame_at,
    part_named,
    part_of,
    parts_from_starts,
    subtitle_at,
    timecode,
)

PARTS = (Part("A", 0, 30), Part("B", 30, 33), Part("C", 33, 120))


class Ten:
    """As much of a film as these functions ask for: 12 s at 10 frames a second."""

    rate, frames, parts = Fraction(10), 120, PARTS


def test_frames_lie_within_their_parts_and_in_order():
    frames = evenly(PARTS, 3)
    assert frames == sorted(set(frames))
    assert [part_of(PARTS, frame).name for frame in frames] == [*"AAABBBCCC"]


def test_a_part_shorter_than_the_count_gives_all_it_has():
    assert evenly([Part("B", 30, 33)], 5) == [30, 31, 32]


@pytest.mark.parametrize("lengths", [[5], [30, 40], [3, 10, 5, 16, 8, 6, 4], [60] * 8, [9] * 16])
def test_by_default_there_are_sixteen(lengths):
    ends = [sum(lengths[: i + 1]) * 10 for i in range(len(lengths))]
    numbered = enumerate(zip(ends, lengths, strict=True))
    parts = [Part(str(i), end - n * 10, end) for i, (end, n) in numbered]
    frames = evenly(parts)
    assert len(frames) == 16
    assert {part_of(parts, frame) for frame in frames} == set(parts)


def test_by_default_a_long_part_has_more_and_many_parts_one_each():
    assert len(evenly([Part(str(i), 9 * i, 9 * i + 9) for i in range(40)])) == 40
    shares = evenly([Part("A", 0, 10), Part("B", 10, 30), Part("C", 30, 100)])
    assert [sum(a <= f < b for f in shares) for a, b in ((0, 10), (10, 30), (30, 100))] == [5, 5, 6]


def test_without_a_hold_most_of_a_stretch_has_been_seen():
    assert evenly([Part("A", 0, 100)], 2) == [37, 87]


def test_the_longest_hold_of_a_stretch_is_taken_the_later_of_two():
    part = [Part("A", 0, 100)]
    assert evenly(part, 1, holds=[(10, 20), (60, 64)]) == [15]
    assert evenly(part, 1, holds=[(10, 20), (60, 70)]) == [65]
    assert evenly(part, 2, holds=[(40, 70)]) == [45, 60]  # a hold is cut where a stretch ends


@pytest.mark.parametrize("count", [0, -1, 1.5, True])
def test_fewer_than_one_frame_is_refused(count):
    with pytest.raises((ValueError, TypeError), match="frames must be"):
        evenly(PARTS, count)


def test_every_so_many_seconds_and_once_in_each_part():
    assert every(PARTS, Fraction(10), 2) == [0, 20, 31, 40, 60, 80, 100]
    assert every(PARTS, Fraction(10), 0.1) == list(range(120))
    with pytest.raises(ValueError, match="every must be positive"):
        every(PARTS, Fraction(10), 0)


def test_the_frame_at_a_time():
    assert [frame_at(Ten(), t) for t in (0, 0.1, 0.19, 11.9)] == [0, 1, 1, 119]
    for outside in (-0.1, 12):
        with pytest.raises(ValueError, match=r"within the film's 12 s, got"):
            frame_at(Ten(), outside)


def test_parts_by_name():
    assert part_named(Ten(), " b ") == PARTS[1]
    with pytest.raises(ValueError, match="phase must be one of A, B, C, got 'D'"):
        part_named(Ten(), "D")


def test_parts_without_frames_are_left_out():
    starts = [("A", 0), ("B", 0), ("C", 4), ("D", 9)]
    assert parts_from_starts(starts, 9) == (Part("B", 0, 4), Part("C", 4, 9))


def test_a_subtitle_begins_with_its_first_frame_and_ends_before_the_next():
    subtitles = [Subtitle("One", 0.5, 1.0334), Subtitle("Two", 1.0334, 2)]
    at = {t: subtitle_at(subtitles, t) for t in (0.4, 0.5, 1, 31 / 30, 2)}
    assert list(at.values()) == ["", "One", "One", "Two", ""]


def test_timecodes():
    times = (0, 59.996, 61.5, 3599.99)
    assert [timecode(t) for t in times] == ["0:00", "1:00", "1:01.5", "59:59.99"]
