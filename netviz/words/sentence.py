"""A sentence of a film: what is written, how it is spoken, and how long that takes."""

from __future__ import annotations

from dataclasses import dataclass

from netviz.checks import as_text
from netviz.words.pronunciation import in_words, numbers_said, spoken_form


@dataclass(frozen=True)
class Sentence:
    """A sentence as it is written and, with `spoken`, how it is said where that differs.

    Numbers and the field's symbols are put into words, in `spoken` as in `text` (`spoken_form`).
    Raises TypeError or ValueError when one of them is no string or shows nothing, when a character
    cannot be said, and when the numbers that are said are not those that are written.

    Example:
        >>> Sentence("∂L/∂w is 0.076.", spoken="The gradient is 0.076.").spoken
        'The gradient is zero point zero seven six.'
        >>> Sentence("Multiply, then add.").spoken
        'Multiply, then add.'
    """

    text: str
    spoken: str = ""

    def __post_init__(self) -> None:
        as_text(self.text, "Sentence.text")
        written = self.text if self.spoken == "" else as_text(self.spoken, "Sentence.spoken")
        said = spoken_form(written, "Sentence.spoken" if self.spoken else "Sentence.text")
        object.__setattr__(self, "spoken", said)
        if written is self.text:
            return
        numbers = numbers_said(in_words(self.text))
        if numbers_said(said) != numbers:
            raise ValueError(
                f"Sentence.spoken must say the numbers of {self.text!r}: {_listed(numbers)}, "
                f"got {written!r}: {_listed(numbers_said(said))}"
            )


def _listed(numbers: list[str]) -> str:
    return ", ".join(numbers) or "none"


def as_sentence(value: object, name: str) -> Sentence:
    """Return `value`, a Sentence or a string. Raises TypeError or ValueError for anything else.

    Example:
        >>> as_sentence("Add them up.", "text").text
        'Add them up.'
    """
    return value if isinstance(value, Sentence) else Sentence(as_text(value, name))
