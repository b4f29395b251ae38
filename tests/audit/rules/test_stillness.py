"""Stretches without a change are one finding each."""

import numpy as np

from netviz.audit.finding import Limits
from netviz.audit.rules.stillness import Stillness
from netviz.audit.shot import Shot
from netviz.layout import Box
from netviz.observer import Play


def run(*looks, end, limit=3.0):
    """Findings of a film whose shots are (time, still since, phase)."""
    rule, found = Stillness(), []
    blank = np.zeros((2, 2, 3), dtype=np.uint8)
    for time, still_since, phase in looks:
        play = Play(None, 0, (), phase, time - 1, time, None, True)
        frame, limits = Box(-8, -4.5, 8, 4.5), Limits(still_seconds=limit)
        found += rule.look(Shot(play, frame, (), blank, blank, still_since, limits))
    return [(f.time, f.until, f.phase, f.measure) for f in [*found, *rule.finish(end)]]


def test_a_long_stretch_is_one_finding_however_many_waits_it_has():
    looks = [(1, 1, "A"), (3, 1, "A"), (5, 1, "B"), (6, 6, "B")]
    assert run(*looks, end=6) == [(1, 5, "A", "4.00 s without a change")]


def test_the_end_counts_and_the_limit_itself_is_right():
    assert run((1, 1, "A"), (4, 1, "A"), end=4) == []
    assert run((1, 1, "A"), (4.5, 1, "A"), end=4.5) == [(1, 4.5, "A", "3.50 s without a change")]
    assert run((1, 1, "A"), (4.5, 1, "A"), end=4.5, limit=4) == []


def test_two_stretches_are_two_findings():
    looks = [(1, 0.5, "A"), (5, 0.5, "A"), (6, 6, "A"), (10, 6, "B")]
    assert [found[0] for found in run(*looks, end=10)] == [0.5, 6]


def test_a_film_without_a_shot_has_no_stretch():
    assert list(Stillness().finish(10.0)) == []
