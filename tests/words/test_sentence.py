import pytest

from netviz.words.sentence import Sentence, as_sentence


def test_what_is_spoken_is_what_is_written_unless_said_otherwise():
    assert Sentence("δ is error times slope.").spoken == "delta is error times slope."
    assert Sentence("δ|δ", spoken=" delta  ").spoken == "delta"


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("The loss is 0.45.", "The loss is zero point five four."),
        ("The loss is 0.45.", "The loss is small."),
        ("The loss is small.", "The loss is 0.45."),
        ("z is −1.17.", "z is 1.17."),
        ("From 2 to 3.", "From 3 to 2."),
        ("0.45 | 0.5", "zero point four five, zero point six"),
    ],
)
def test_spoken_numbers_must_be_the_written_ones(text, spoken):
    with pytest.raises(ValueError, match=r"Sentence.spoken must say the numbers of"):
        Sentence(text, spoken=spoken)


def test_a_number_may_be_written_or_spelled_out():
    assert Sentence("0.45 | it", spoken="0.45, it is").spoken == "zero point four five, it is"
    assert Sentence("0.45 | it", spoken="zero point four five").spoken == "zero point four five"
    assert Sentence("Three in, one out.", spoken="Three go in, one comes out.").spoken


@pytest.mark.parametrize("value", [None, 3, b"Hello."])
def test_anything_else_is_refused(value):
    with pytest.raises(TypeError, match="text must be a str"):
        as_sentence(value, "text")


def test_nothing_to_say_is_refused():
    with pytest.raises(ValueError, match="text must have a visible character"):
        as_sentence(" ", "text")
