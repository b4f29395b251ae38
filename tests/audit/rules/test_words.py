"""Captions, whoever wrote them, against the limits of reading."""

from datetime import timedelta
from types import SimpleNamespace

import numpy as np
import pytest
import srt

from netviz import formula
from netviz.audit.rules.words import WordRules
from netviz.audit.shot import Item, Shot
from netviz.layout import Box
from netviz.observer import Play

BLANK = np.zeros((2, 2, 3), dtype=np.uint8)


def run(*captions, phases=("A",), formulas=()):
    """Findings for captions (text, start, end); each phase lasts 5 s, formulas come at seconds."""
    subtitles = [
        srt.Subtitle(n, timedelta(seconds=start), timedelta(seconds=end), text)
        for n, (text, start, end) in enumerate(captions)
    ]
    scene = SimpleNamespace(
        renderer=SimpleNamespace(file_writer=SimpleNamespace(subcaptions=subtitles)),
        mobjects=[],
    )
    rule, items = WordRules(), ()
    for second in range(5 * len(phases)):
        if second in formulas:
            line = formula("x = 1")
            items += (Item(line, "x = 1", "formula", Box(-1, -1, 1, 1), tuple(line)),)
        phase = phases[second // 5]
        box = Box(-8, -4.5, 8, 4.5)
        play = Play(scene, second, (), phase, second, second + 1, None, True)
        assert list(rule.look(Shot(play, box, items, BLANK, BLANK, 0.0))) == []
    return [(f.names, f.measure) for f in rule.finish(5.0 * len(phases))]


def test_captions_as_they_should_be():
    assert run(("Three numbers enter.", 0, 2), ("Two lines\nof words.", 2, 4), formulas=[0]) == []
    assert run() == []


@pytest.mark.parametrize(
    ("caption", "measure"),
    [
        (("Far too much to read in so short a time.", 0, 2), "20.0 characters a second"),
        (("A" * 43, 0, 4), "a line of 43 characters"),
        (("one\ntwo\nthree", 0, 4), "3 lines"),
        (("Short.", 0, 1), "1.00 s"),
    ],
)
def test_one_rule_broken_is_one_finding(caption, measure):
    assert run(caption) == [((f"caption {' '.join(caption[0].split())!r}",), measure)]


def test_a_changing_formula_takes_time_to_read():
    caption = ("Look at the sum of it all.", 1, 3)
    assert run(caption) == []
    assert [measure for _, measure in run(caption, formulas=[2])] == ["13.0 characters a second"]
    assert run(caption, formulas=[3]) == []


def test_captions_over_each_other():
    first, second = ("The first.", 0, 3), ("The second.", 2.5, 4)
    (found,) = run(first, second)
    assert found == (("caption 'The first.'", "caption 'The second.'"), "0.50 s on screen together")


def test_a_caption_ends_with_its_phase():
    assert run(("To the end.", 3, 5.0), phases="AB") == []
    (found,) = run(("Beyond it.", 3, 5.6), phases="AB")
    assert found[1] == "on screen until 0.60 s into 'B'"
