from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import config

from netviz.render.film import Facts, Film
from netviz.render.plan import LEAST_SECONDS, divide


def film(name, frames, first=0):
    settings = config.copy()
    settings.frame_rate = 60
    end = None if frames is None else first + frames
    return Film("x.py", name, settings), Facts(name, settings, first, end)


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=4), st.integers(1, 40))
def test_spans_cover_each_film_once(lengths, workers):
    films = [film(f"Film{n}", frames, first=7) for n, frames in enumerate(lengths)]
    spans = divide(films, workers)
    assert sorted(span.number for span in spans) == list(range(len(spans)))
    for one, facts in films:
        own = sorted((s for s in spans if s.film is one), key=lambda span: span.first)
        assert (own[0].first, own[-1].end) == (facts.first, facts.end)
        assert all(before.end == after.first for before, after in pairwise(own))
        assert [span.closing for span in own] == [False] * (len(own) - 1) + [True]
        assert len(own) == 1 or min(s.frames for s in own) >= LEAST_SECONDS * 60


def test_one_worker_gets_whole_films():
    spans = divide([film("A", 2760), film("B", 3120)], 1)
    assert [(span.film.scene, span.frames) for span in spans] == [("B", 3120), ("A", 2760)]


@pytest.mark.parametrize("workers", [2, 3, 4, 8, 16])
def test_workers_end_at_about_the_same_time(workers):
    loads = [0.0] * workers
    for span in divide([film("A", 2760), film("B", 3120)], workers):
        loads[loads.index(min(loads))] += span.frames
    assert max(loads) <= 1.2 * 5880 / workers + LEAST_SECONDS * 60


@pytest.mark.parametrize("slow_first", [True, False])
def test_what_takes_longer_than_it_should_is_evened_out(slow_first):
    loads = [0.0, 0.0]
    for span in divide([film("A", 2760), film("B", 3120)], 2):
        slow = span.film.scene == ("A" if slow_first else "B")
        loads[loads.index(min(loads))] += span.frames * (1.35 if slow else 1)
    assert max(loads) <= 1.1 * sum(loads) / 2


def test_a_film_of_unknown_length_starts_first_and_is_shared_at_last():
    spans = divide([film("A", 2760), film("Plain", None)], 2)
    for span, closing in ((spans[0], True), (spans[-1], False)):
        assert (span.film.scene, span.end, span.closing) == ("Plain", None, closing)
        assert span.is_shared
    assert sum(span.end is None for span in spans) == 2


def test_what_cannot_be_shared_is_one_span():
    for spans in (divide([film("A", None)], 4, sharing=False), divide([film("A", None)], 1)):
        assert [(span.closing, span.is_shared) for span in spans] == [(True, False)]
