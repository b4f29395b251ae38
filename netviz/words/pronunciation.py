"""How a film's sentences are said: numbers and the field's symbols in plain English words."""

from __future__ import annotations

import re

SYMBOLS = {
    "∂": "partial", "Σ": "the sum of", "∑": "the sum of", "∇": "gradient of", "√": "the root of",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "Δ": "delta", "ε": "epsilon",
    "η": "eta", "θ": "theta", "λ": "lambda", "μ": "mu", "π": "pi", "σ": "sigma",
    "+": "plus", "−": "minus", "±": "plus or minus", "·": "times", "×": "times",
    "⊙": "times, one by one,", "÷": "divided by", "/": "over", "=": "equals", "≠": "is not",
    "≈": "is about", "<": "is less than", ">": "is greater than", "≤": "is at most",
    "≥": "is at least", "→": "to", "←": "becomes", "∞": "infinity", "%": "percent", "^": "to the",
    "′": "prime", "&": "and", "ŷ": "y hat", "ᵀ": "transposed", "½": "one half", "¼": "one quarter",
    "°": "degrees",
}  # fmt: skip
"""Symbols in words, as they are said between other words."""

_SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
]
_TENS = [
    *("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
]
_HIGH = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ˡᴸⁱⁿ", "0123456789+−()lLin")
_LOW = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₍₎ᵢⱼₖₗₘₙ", "0123456789+−()ijklmn")
_RAISED = "[" + "".join(map(chr, _HIGH)) + "]+"
_LOWERED = "[" + "".join(map(chr, _LOW)) + "]+"
_NUMBER = re.compile(r"(?<![\w.])([+−-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?!\d)")
_SAYABLE = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ'’\s.,;:!?…()\"“”–—-]")
_OPERATORS = {"equals", "plus", "minus", "times", "over", "becomes"}


def spoken_form(text: str, name: str = "text") -> str:
    """A sentence in words that can be said: numbers digit by digit after the point, symbols named.

    A letter with a superscript in parentheses is of that layer; a lone "a" beside an operator is
    the letter, written "A". Raises ValueError, naming it, for a character that nothing is known to
    say for: write the sentence's spoken form then.

    Example:
        >>> spoken_form("0.45 + 0.48 − 0.12 = 0.81")
        'zero point four five plus zero point four eight minus zero point one two equals zero point eight one'
        >>> spoken_form("a⁽²⁾ = ReLU(z⁽²⁾)")
        'A of layer two equals ReLU of z of layer two'
    """  # noqa: E501
    said = in_words(text)
    for character in said:
        if not _SAYABLE.match(character):
            raise ValueError(
                f"{name} must be words that can be said, and {character!r} is none: give "
                f"Sentence({text!r}, spoken=…) the words"
            )
    if not re.search(r"\w", said):
        raise ValueError(f"{name} must have a word to say, got {text!r}")
    return said


def in_words(text: str) -> str:
    """As `spoken_form`, but what cannot be said stays as it is written.

    Example:
        >>> in_words("0.5 | x²")
        'zero point five | x squared'
    """
    said = re.sub(r"∂(\w)\s*/\s*∂(\w)", r" partial \1 by partial \2 ", text)
    said = re.sub(r"([A-Za-zσδ])\((?=[^)]*\S)([^()]*[⁽⁾\w][^()]*)\)", r"\1 of \2", said)
    said = re.sub(_RAISED, _raised, said)
    said = re.sub(_LOWERED, lambda low: f" {low[0].translate(_LOW)} ", said)
    said = _NUMBER.sub(lambda number: f" {_number(*number.groups())} ", said)
    said = "".join(f" {SYMBOLS[each]} " if each in SYMBOLS else each for each in said)
    said = re.sub(r"\s+([.,;:!?…])", r"\1", " ".join(said.split()))
    said = re.sub(r"\( ", "(", said).replace(" )", ")")
    return _letters(said)


def numbers_said(spoken: str) -> list[str]:
    """The numbers in a spoken form, in words, in order; "one" may be a pronoun and is left out.

    Example:
        >>> numbers_said("Minus zero point one two of two inputs.")
        ['minus zero point one two', 'two']
    """
    words = re.findall(r"[a-z]+|[^\sa-z]", spoken.lower().replace("-", " "))
    numbers: list[list[str]] = [[]]
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in ("minus", "negative") and following in _NUMBER_WORDS:
            numbers.append(["minus"])
        elif word in _NUMBER_WORDS or (word == "point" and numbers[-1]):
            numbers[-1].append(word)
        elif numbers[-1]:
            numbers.append([])
    return [" ".join(number) for number in numbers if number and number != ["one"]]


_NUMBER_WORDS = {*_SMALL, *_TENS[2:], "hundred", "thousand", "million"}


def number_words(digits: str) -> str:
    """A whole number below a billion in words.

    Example:
        >>> number_words("8192")
        'eight thousand one hundred ninety two'
    """
    number = int(digits)
    if number < 20:
        return _SMALL[number]
    for size, word in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            head, rest = divmod(number, size)
            said = f"{number_words(str(head))} {word}"
            return f"{said} {number_words(str(rest))}" if rest else said
    tens, rest = divmod(number, 10)
    return f"{_TENS[tens]} {_SMALL[rest]}" if rest else _TENS[tens]


def _number(sign: str, whole: str, fraction: str | None) -> str:
    said = [{"+": "plus", "": ""}.get(sign, "minus"), number_words(whole.replace(",", ""))]
    if fraction:
        said += ["point", *(_SMALL[int(digit)] for digit in fraction[1:])]
    return " ".join(filter(None, said))


def _raised(match: re.Match[str]) -> str:
    high = match[0].translate(_HIGH)
    if high.startswith("(") and high.endswith(")"):
        return f" of layer {high[1:-1]} "
    return {"2": " squared ", "3": " cubed "}.get(high, f" to the {high} ")


def _letters(said: str) -> str:
    """The sentence with a lone "a" beside an operator written as the letter that it is."""
    words = said.split(" ")
    for index, word in enumerate(words):
        if re.fullmatch(r"a[.,;:!?)]*", word):
            before = words[index - 1] if index else ""
            after = words[index + 1] if index + 1 < len(words) else ""
            of_layer = words[index + 1 : index + 3] == ["of", "layer"]
            if {before, after} & _OPERATORS or of_layer or word != "a":
                words[index] = word.replace("a", "A", 1)
    return " ".join(words)
