import pytest

from netviz.words.pronunciation import SYMBOLS, number_words, numbers_said, spoken_form


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("−1.17 is cut to 0.", "minus one point one seven is cut to zero."),
        ("Each of 8,192 weights", "Each of eight thousand one hundred ninety two weights"),
        ("δ = ∂L/∂z", "delta equals partial L by partial z"),
        ("W⁽ˡ⁾ and x₁ and x²", "W of layer l and x one and x squared"),
        ("a⁽¹⁾ = σ(z⁽¹⁾)", "A of layer one equals sigma of z of layer one"),
        ("a − y is an error, a big one.", "A minus y is an error, a big one."),
        ("Class 0: 0.73", "Class zero: zero point seven three"),
        ("Right? “Yes” – half of it…", "Right? “Yes” – half of it…"),
        ("0.60 and 100 %", "zero point six zero and one hundred percent"),
    ],
)
def test_numbers_and_symbols_are_put_into_words(written, spoken):
    assert spoken_form(written) == spoken


@pytest.mark.parametrize("symbol", list(SYMBOLS))
def test_every_symbol_can_be_said(symbol):
    assert spoken_form(f"x {symbol} y").split()[1:-1]


@pytest.mark.parametrize("text", ["x | y", "f: x ↦ y", "日本", "a_b", "#1"])
def test_what_cannot_be_said_is_an_error(text):
    with pytest.raises(ValueError, match=r"must be words that can be said, and '.' is none"):
        spoken_form(text)


def test_a_sentence_needs_a_word():
    with pytest.raises(ValueError, match="must have a word to say"):
        spoken_form("...")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0", "zero"), ("13", "thirteen"), ("20", "twenty"), ("52", "fifty two"),
        ("100", "one hundred"), ("784", "seven hundred eighty four"),
        ("1000000", "one million"), ("60001", "sixty thousand one"),
    ],
)  # fmt: skip
def test_whole_numbers(number, words):
    assert number_words(number) == words


def test_numbers_are_found_again():
    said = spoken_form("0.9 − 3 · 0.076 = 0.672, one of 12.")
    assert numbers_said(said) == [
        "zero point nine", "minus", "three", "zero point zero seven six",
        "zero point six seven two", "twelve",
    ] or numbers_said(said) == [
        "zero point nine", "minus three", "zero point zero seven six",
        "zero point six seven two", "twelve",
    ]  # fmt: skip
    assert numbers_said("Negative two.") == ["minus two"]
    assert numbers_said("This one and that one.") == []
