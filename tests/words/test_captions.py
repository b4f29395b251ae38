import re
from fractions import Fraction

import pytest

from netviz.words.captions import Captions, wrap


def captions(seconds=10):
    return Captions("Intro", Fraction(seconds))


def add(track, text, start, seconds=None):
    track.add(text, Fraction(start), None if seconds is None else Fraction(seconds))


def test_a_short_caption_stays_on_one_line():
    assert wrap("  Three   numbers enter. ") == "Three numbers enter."
    assert wrap("x" * 42) == "x" * 42


def test_a_long_one_is_broken_into_lines_of_even_length():
    text = "Each of the three inputs is weighted, and the products are summed."
    first, second = wrap(text).split("\n")
    assert f"{first} {second}" == text
    assert abs(len(first) - len(second)) < 10


def test_a_line_break_is_kept():
    assert (
        wrap("Short,\nand then a longer second line.") == "Short,\nand then a longer second line."
    )


@pytest.mark.parametrize(
    "text",
    ["x" * 43, "word " * 20, "a\nb\nc", "x" * 43 + "\nb"],
)
def test_too_much_text_is_refused_with_its_measure(text):
    with pytest.raises(ValueError, match=r"2 lines of 42 characters.*has"):
        wrap(text)


@pytest.mark.parametrize("text", ["", "  ", "a\n\nb"])
def test_empty_lines_are_refused(text):
    with pytest.raises(ValueError, match="no empty line"):
        wrap(text)


def test_other_things_are_refused():
    with pytest.raises(TypeError, match="must be a string, got int: 3"):
        wrap(3)


def test_open_captions_end_with_the_next_and_with_the_phase():
    track = captions(10)
    add(track, "One.", 0)
    add(track, "Two.", 3, 2)
    add(track, "Three.", 6)
    assert [(c.start, c.end) for c in track.finish()] == [(0, 3), (3, 5), (6, 10)]


@pytest.mark.parametrize(
    ("text", "start", "seconds", "message"),
    [
        ("Too short.", 0, "1.1", r"at least 1.2 s: 'Too short.' in 'Intro' lasts 1.1 s"),
        (
            "x" * 35,
            0,
            2,
            r"at most 17 characters a second: .* that is 17.5: it needs 2.1 s$",
        ),
        ("Too far.", 9, 2, r"not cross the end of its phase: .* 11 s of the 10 s of 'Intro'"),
        ("Too late.", 10, 2, r"start within its phase: 'Too late.' starts at 10 s"),
        ("Too early.", -1, 2, r"start within its phase"),
    ],
)
def test_a_broken_rule_is_named_with_its_measure(text, start, seconds, message):
    with pytest.raises(ValueError, match=message):
        add(captions(), text, start, seconds)


def test_the_limits_themselves_are_allowed():
    track = captions(10)
    add(track, "x" * 20, 0, "1.2")
    add(track, "x" * 34, "1.2", 2)
    add(track, "End.", 8, 2)
    assert len(track.finish()) == 3


def test_an_overlap_is_refused():
    track = captions()
    add(track, "First.", 0, 3)
    with pytest.raises(ValueError, match=r"'Second.' starts at 2.5 s .* 'First.' ends at 3 s"):
        add(track, "Second.", "2.5", 2)


def test_captions_come_in_order():
    track = captions()
    add(track, "First.", 3)
    with pytest.raises(ValueError, match="follow one another"):
        add(track, "Second.", 2)


def test_an_open_caption_is_measured_when_its_end_is_known():
    track = captions()
    add(track, "x" * 40, 0)
    with pytest.raises(ValueError, match="at most 17 characters a second"):
        add(track, "Next.", 2)
    track = captions(1)
    add(track, "Short.", 0)
    with pytest.raises(ValueError, match=r"at least 1.2 s"):
        track.finish()


@pytest.mark.parametrize("count", [34, 35, 60, 83])
def test_the_seconds_that_a_caption_needs_are_enough_and_hardly_more(count):
    text = ("x" * 41 + " ") * 2
    text = text[:count].strip()
    captions = Captions("Intro", Fraction(60))
    with pytest.raises(ValueError, match="it needs") as refused:
        captions.add(text, Fraction(0), Fraction(len(text), 18) + Fraction(1, 1000))
    needed = Fraction(re.search(r"it needs ([\d.]+) s", str(refused.value))[1])
    Captions("Intro", Fraction(60)).add(text, Fraction(0), needed)
    assert needed - Fraction(len(text), 17) < Fraction(1, 10)
