"""Whatever the division, each chunk is filmed once, and as `FilmWriter` makes it."""

from contextlib import suppress
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from manim import tempconfig
from manim.utils.exceptions import EndSceneEarlyException

from netviz.render.film_writer import least_frames
from netviz.render.portion import Portion

RATE = 15
PLAYS = st.lists(st.tuples(st.booleans(), st.integers(1, 50)), min_size=1, max_size=30)
"""Whether a section starts with a play, and its frames."""


def chunks(plays):
    """The plays of each chunk, by the rule that is written at the top of film_writer.py."""
    found, frames = [], least_frames(RATE)
    for index, (section, count) in enumerate(plays):
        if section or frames >= least_frames(RATE):
            found.append([])
            frames = 0
        found[-1].append(index)
        frames += count
    return found


def filmed(plays, first, end):
    portion, frame, found = Portion(first, end), 0, []
    with tempconfig({"frame_rate": RATE}), suppress(EndSceneEarlyException):
        for index, (section, count) in enumerate(plays):
            if section:
                portion.open_section()
            if portion.has_play(frame):
                found.append(index)
            portion.count(count)
            frame += count
    return found


@given(PLAYS, st.lists(st.integers(0, 1500), max_size=6))
def test_a_division_films_each_chunk_once_and_whole(plays, cuts):
    edges = [0, *sorted(cuts), 10_000]
    found = [filmed(plays, first, end) for first, end in pairwise(edges)]
    assert [play for part in found for play in part] == list(range(len(plays)))
    for chunk in chunks(plays):
        assert sum(set(chunk) <= set(part) for part in found) == 1


def test_the_scene_ends_at_the_first_chunk_past_the_last():
    plays = [(True, 30)] * 5
    assert filmed(plays, 30, 90) == [1, 2]
