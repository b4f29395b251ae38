"""Captions of one phase: wrapped, timed in seconds from its start, and held to reading speed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

MAX_LINES = 2
MAX_COLUMNS = 42
MIN_SECONDS = Fraction(6, 5)
MAX_CHARACTERS_PER_SECOND = 17
PAUSE = Fraction(3, 10)
"""Seconds between two sentences that are spoken."""


@dataclass(frozen=True)
class Caption:
    """A wrapped caption, shown from `start` to `end` (seconds from the start of its phase)."""

    text: str
    start: Fraction
    end: Fraction
    spoken: Fraction = Fraction(0)
    """Seconds of speech."""


class Captions:
    """The captions of one phase, in order, none overlapping another or leaving the phase.

    Example:
        >>> captions = Captions("Intro", Fraction(3))
        >>> captions.add("Three numbers enter.", start=Fraction(0), seconds=Fraction(2))
        >>> [caption.text for caption in captions.finish()]
        ['Three numbers enter.']
    """

    def __init__(self, phase: str, seconds: Fraction) -> None:
        self._phase = phase
        self._seconds = seconds
        self._timed: list[Caption] = []
        self._open: tuple[str, Fraction, Fraction] | None = None

    @property
    def timed(self) -> tuple[Caption, ...]:
        """The captions whose end is known."""
        return tuple(self._timed)

    def add(
        self,
        text: str,
        start: Fraction,
        seconds: Fraction | None,
        spoken: Fraction = Fraction(0),
    ) -> None:
        """Show `text` from `start`, for `seconds` or (None) until the next caption or the end.

        `spoken` is how long it takes to say, 0 for one that is only read.
        Raises TypeError when `text` is no string, ValueError when it breaks a rule: 2 lines of 42
        characters, 1.2 s at least, 17 characters a second at most, within the phase, no overlap,
        a pause of 0.3 s after what is spoken.
        """
        wrapped = wrap(text)
        if not 0 <= start < self._seconds:
            raise ValueError(
                f"sentence must start within its phase: {self._name(wrapped)} starts at "
                f"{float(start):g} s of the {float(self._seconds):g} s of {self._phase!r}"
            )
        self._close(start)
        if self._timed and start < self._timed[-1].end:
            last = self._timed[-1]
            raise ValueError(
                f"sentence must not overlap the one before: {self._name(wrapped)} starts at "
                f"{float(start):g} s of {self._phase!r}, {self._name(last.text)} ends at "
                f"{float(last.end):g} s"
            )
        if seconds is None:
            self._open = (wrapped, start, spoken)
        else:
            self._append(Caption(wrapped, start, start + seconds, spoken))

    def finish(self) -> tuple[Caption, ...]:
        """End the open caption with the phase and return all of them. Raises as `add` does."""
        self._close(self._seconds)
        return self.timed

    def _close(self, end: Fraction) -> None:
        if self._open is None:
            return
        text, start, spoken = self._open
        if end <= start:
            raise ValueError(
                f"sentences must follow one another: {self._name(text)} starts at "
                f"{float(start):g} s of {self._phase!r}, the next one at {float(end):g} s"
            )
        self._open = None
        self._append(Caption(text, start, end, spoken))

    def _append(self, caption: Caption) -> None:
        name, seconds = self._name(caption.text), caption.end - caption.start
        if seconds < MIN_SECONDS:
            raise ValueError(
                f"sentence must last at least {float(MIN_SECONDS):g} s: {name} in {self._phase!r} "
                f"lasts {float(seconds):.3g} s"
            )
        count = len(caption.text)
        if count > MAX_CHARACTERS_PER_SECOND * seconds:
            raise ValueError(
                f"sentence must have at most {MAX_CHARACTERS_PER_SECOND} characters a second: "
                f"{name} in {self._phase!r} has {count} in {float(seconds):.3g} s, "
                f"that is {float(count / seconds):.3g}: it needs {_needed(count)} s"
            )
        if caption.spoken and caption.spoken + PAUSE > seconds:
            raise ValueError(
                f"sentence must fit its beat: {name} in {self._phase!r} takes "
                f"{float(caption.spoken):.2f} s to say and {float(PAUSE):g} s of pause, "
                f"its beat is {float(seconds):.3g} s"
            )
        if caption.end > self._seconds:
            raise ValueError(
                f"sentence must not cross the end of its phase: {name} ends at "
                f"{float(caption.end):g} s of the {float(self._seconds):g} s of {self._phase!r}"
            )
        self._timed.append(caption)

    @staticmethod
    def _name(text: str) -> str:
        return repr(text.replace("\n", " "))


def _needed(characters: int) -> str:
    """Seconds that it takes to read as many characters, to a tenth upwards."""
    tenths = ceil(max(Fraction(characters, MAX_CHARACTERS_PER_SECOND), MIN_SECONDS) * 10)
    return f"{tenths / 10:g}"


def wrap(text: str) -> str:
    """`text` on one line of 42 characters or two of even length; a line break in it is kept.

    Raises TypeError when it is no string, ValueError when it is empty or does not fit.

    Example:
        >>> print(wrap("Each neuron adds up what its inputs send it, weighted."))
        Each neuron adds up what its
        inputs send it, weighted.
    """
    if not isinstance(text, str):
        raise TypeError(f"sentence must be a string, got {type(text).__name__}: {text!r}")
    lines = [" ".join(line.split()) for line in text.strip().split("\n")]
    if not all(lines):
        raise ValueError(f"sentence must have no empty line, got {text!r}")
    if len(lines) == 1 and len(lines[0]) > MAX_COLUMNS:
        words = lines[0].split()
        splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
        lines = list(min(splits, key=lambda pair: max(map(len, pair)), default=lines))
    if len(lines) > MAX_LINES or max(map(len, lines)) > MAX_COLUMNS:
        raise ValueError(
            f"sentence must fit {MAX_LINES} lines of {MAX_COLUMNS} characters: {text!r} has "
            f"{len(lines)} of up to {max(map(len, lines))}"
        )
    return "\n".join(lines)
