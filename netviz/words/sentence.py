"""A sentence of a film: what is written and, where that differs, what is spoken."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from netviz.checks import as_text

CHARACTERS_PER_SECOND = 13
"""Of speech, where nobody has measured a sentence."""


@dataclass(frozen=True)
class Sentence:
    """A sentence as it is written and, with `spoken`, how it is said where that differs.

    Raises TypeError or ValueError when one of them is no string or shows nothing.

    Example:
        >>> Sentence("∂L/∂w says how much.", spoken="The gradient says how much.").spoken
        'The gradient says how much.'
        >>> Sentence("Multiply, then add.").spoken
        'Multiply, then add.'
    """

    text: str
    spoken: str = ""

    def __post_init__(self) -> None:
        as_text(self.text, "Sentence.text")
        if self.spoken == "":
            object.__setattr__(self, "spoken", self.text)
        object.__setattr__(
            self, "spoken", " ".join(as_text(self.spoken, "Sentence.spoken").split())
        )

    @property
    def seconds(self) -> Fraction:
        """How long it takes to say, at 13 characters a second."""
        return Fraction(len(self.spoken), CHARACTERS_PER_SECOND)


def as_sentence(value: object, name: str) -> Sentence:
    """Return `value`, a Sentence or a string. Raises TypeError or ValueError for anything else.

    Example:
        >>> as_sentence("Add them up.", "text").text
        'Add them up.'
    """
    return value if isinstance(value, Sentence) else Sentence(as_text(value, name))
