import pytest

from netviz.words.sentence import Sentence, as_sentence


def test_what_is_spoken_is_what_is_written_unless_said_otherwise():
    assert Sentence("δ is error times slope.").spoken == "δ is error times slope."
    assert Sentence("δ", spoken=" delta  ").spoken == "delta"


def test_an_unmeasured_sentence_takes_13_characters_a_second():
    assert Sentence("x" * 26).seconds == 2
    assert Sentence("x" * 26, spoken="x" * 13).seconds == 1


@pytest.mark.parametrize("value", [None, 3, b"Hello."])
def test_anything_else_is_refused(value):
    with pytest.raises(TypeError, match="text must be a str"):
        as_sentence(value, "text")


def test_nothing_to_say_is_refused():
    with pytest.raises(ValueError, match="text must have a visible character"):
        as_sentence(" ", "text")
