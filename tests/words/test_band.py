from itertools import pairwise

import pytest

from netviz.theme import PIXELS_PER_UNIT
from netviz.words.band import FADE_IN, FADE_OUT, Band, Words


def opacities(band, time):
    return {words.sentence: pytest.approx(opacity) for words, opacity in band.state(time)}


def test_a_sentence_stands_in_the_band_and_in_the_middle():
    words = Words("Multiply inputs by weights, add a bias.")
    assert len(words) == 1
    assert words.get_x() == pytest.approx(0, abs=1e-6)
    top, bottom = (540 - PIXELS_PER_UNIT * y for y in (words.get_top()[1], words.get_bottom()[1]))
    assert 930 < top < bottom < 1060


def test_a_long_one_stands_in_two_lines_of_even_width():
    words = Words("Each of the three inputs is multiplied by its weight, then all are summed up.")
    first, second = words
    assert first.source + " " + second.source == words.sentence
    assert first.width == pytest.approx(second.width, rel=0.3)
    top, bottom = (540 - PIXELS_PER_UNIT * y for y in (words.get_top()[1], words.get_bottom()[1]))
    assert 930 < top < bottom < 1060
    assert first.get_bottom()[1] > second.get_top()[1]


def test_more_than_two_lines_are_refused():
    with pytest.raises(ValueError, match="must fit two lines"):
        Words("word " * 60)


def test_words_fade_in_at_once_and_leave_before_the_next_ones_enter():
    band, one, two = Band(), Words("One."), Words("Two.")
    band.begin(one, 1.0)
    assert band.state(1.0) == ()
    assert opacities(band, 1 + FADE_IN / 2) == {"One.": 0.5}
    assert opacities(band, 2.0) == {"One.": 1}
    band.begin(two, 3.0)
    assert opacities(band, 3.0) == {"One.": 1}
    assert opacities(band, 3 + FADE_OUT / 2) == {"One.": 0.5}
    assert opacities(band, 3 + FADE_OUT + FADE_IN / 2) == {"Two.": 0.5}
    for hundredth in range(500):
        assert len(band.state(hundredth / 100)) <= 1


def test_words_that_leave_while_they_enter_do_not_jump():
    band = Band()
    band.begin(Words("One."), 0.0)
    band.end(FADE_IN / 2)
    seen = [dict(band.state(t / 1000)) for t in range(600)]
    levels = [next(iter(state.values()), 0.0) for state in seen]
    assert max(levels) == pytest.approx(0.5)
    assert max(abs(a - b) for a, b in pairwise(levels)) < 0.02


def test_runs_tell_still_frames_from_fades():
    band = Band()
    band.begin(Words("One."), 0.5)
    runs = band.runs([frame / 10 for frame in range(20)])
    assert sum(count for count, _ in runs) == 20
    assert [changing for _, changing in runs] == [False, True, False]
    assert runs[0][0] == 6  # up to and with the frame at 0.5 s, in which nothing is seen yet


def test_words_that_have_left_are_forgotten():
    band = Band()
    band.begin(Words("One."), 0.0)
    band.end(1.0)
    band.forget(1.1)
    assert len(band.within(0, 2)) == 1
    band.forget(2.0)
    assert band.within(0, 2) == []
