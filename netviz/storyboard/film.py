"""What a storyboard needs of a film, drawn or decoded: its parts, its frames, its subtitles."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Protocol

from PIL import Image

from netviz.checks import as_integer, as_positive
from netviz.theme import Theme

Look = Callable[[int, Image.Image], None]
"""Takes a frame's number and its picture (RGB)."""

Hold = tuple[int, int]
"""A stretch of film in which nothing moves: its first frame, and the one after its last."""

_CELLS = 16


class FilmError(ValueError):
    """A film cannot be shown: it does not run, cannot be read, or is another one."""


@dataclass(frozen=True)
class Part:
    """A phase of a film, or a section of a plain scene: its frames from `first` to before `end`.

    Example:
        >>> Part("Intro", first=0, end=180).frames
        180
    """

    name: str
    first: int
    end: int

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return self.end - self.first


@dataclass(frozen=True)
class Subtitle:
    """A subtitle and the seconds of the film from which and until which it is shown."""

    text: str
    start: float
    end: float


class Film(Protocol):
    """A film whose frames can be looked at. Frame k is what is seen from k / rate seconds on."""

    @property
    def name(self) -> str:
        """The scene's name, as Manim names the film's file."""
        ...

    @property
    def title(self) -> str: ...

    @property
    def theme(self) -> Theme: ...

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of a frame in pixels."""
        ...

    @property
    def rate(self) -> Fraction:
        """Frames a second."""
        ...

    @property
    def frames(self) -> int:
        """How many frames the film has."""
        ...

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts, in order and without gaps."""
        ...

    @property
    def holds(self) -> tuple[Hold, ...]:
        """Where nothing moves, in order, as far as it is known."""
        ...

    def look_at(self, wanted: Iterable[int], look: Look) -> tuple[Subtitle, ...]:
        """Call `look` for the wanted frames, in order, each once; the answer is all subtitles.

        Raises FilmError when the film cannot be run or read.
        """
        ...


def frame_at(film: Film, seconds: float) -> int:
    """The frame seen at a time. Raises ValueError for one outside the film."""
    frame = math.floor(Fraction(seconds).limit_denominator(1_000_000) * film.rate)
    if not 0 <= frame < film.frames:
        length = float(film.frames / film.rate)
        raise ValueError(f"time must be within the film's {length:.6g} s, got {seconds:g} s")
    return frame


def subtitle_at(subtitles: Iterable[Subtitle], seconds: float) -> str:
    """The text on screen at a time, "" for none.

    Example:
        >>> subtitle_at([Subtitle("One neuron.", start=1, end=2.5)], 2)
        'One neuron.'
    """
    noise = 1e-3  # subtitle files have milliseconds
    shown = (s.text for s in subtitles if s.start <= seconds + noise and s.end > seconds + noise)
    return "\n".join(shown)


def part_named(film: Film, name: str) -> Part:
    """The part of that name, however it is capitalised. Raises ValueError when there is none."""
    for part in film.parts:
        if part.name.casefold() == name.strip().casefold():
            return part
    have = ", ".join(part.name for part in film.parts)
    raise ValueError(f"phase must be one of {have}, got {name!r}")


def evenly(
    parts: Sequence[Part], count: int | None = None, holds: Sequence[Hold] = ()
) -> list[int]:
    """`count` frames of each part; by default 16 in all, at least one a part, long parts have more.

    A part is cut into stretches of the same length. Of each, the middle of the longest hold is
    taken (of two as long, the later one), or, when it holds nowhere, what is seen after three
    quarters of it. A part of fewer frames gives all it has. Raises TypeError or ValueError for a
    count below 1.

    Example:
        >>> evenly([Part("Intro", 0, 40), Part("Outro", 40, 60)], 2, holds=[(2, 8), (12, 16)])
        [5, 35, 47, 57]
    """
    counts = _sixteen(parts) if count is None else [as_integer(count, "frames", 1)] * len(parts)
    frames = []
    for part, wanted in zip(parts, counts, strict=True):
        shown = min(wanted, part.frames)
        cuts = [part.first + i * part.frames // shown for i in range(shown + 1)]
        frames += [_calmest(first, end, holds) for first, end in pairwise(cuts)]
    return frames


def _sixteen(parts: Sequence[Part]) -> list[int]:
    """As many for every part as 16 allow; what is left goes where a frame stands for most time."""
    counts = [max(_CELLS // max(len(parts), 1), 1)] * len(parts)
    while counts and sum(counts) < _CELLS:
        longest = max(range(len(parts)), key=lambda i: parts[i].frames / counts[i])
        counts[longest] += 1
    return counts


def _calmest(first: int, end: int, holds: Sequence[Hold]) -> int:
    inside = [(max(first, start), min(end, stop)) for start, stop in holds]
    still = [(stop - start, start, stop) for start, stop in inside if stop > start]
    if not still:
        return first + 3 * (end - first) // 4
    _, start, stop = max(still)
    return (start + stop) // 2


def every(parts: Sequence[Part], rate: Fraction, seconds: float) -> list[int]:
    """The frames at 0, `seconds`, 2 `seconds`, …, and the middle one of a part that has none.

    Raises TypeError or ValueError for seconds that are not positive.

    Example:
        >>> every([Part("Intro", 0, 40), Part("Blink", 40, 42)], Fraction(10), 1.5)
        [0, 15, 30, 41]
    """
    step = Fraction(as_positive(seconds, "every")).limit_denominator(1_000_000) * rate
    end = max((part.end for part in parts), default=0)
    frames = {math.floor(step * k) for k in range(math.ceil(end / step))}
    middles = {
        (part.first + part.end) // 2
        for part in parts
        if not any(frame in frames for frame in range(part.first, part.end))
    }
    return sorted(frames | middles)


def parts_from_starts(starts: Sequence[tuple[str, int]], frames: int) -> tuple[Part, ...]:
    """Parts by name and first frame, in a film of so many frames; empty ones are left out.

    Example:
        >>> [part.name for part in parts_from_starts([("A", 0), ("B", 3), ("C", 3)], 9)]
        ['A', 'C']
    """
    ends = pairwise([*(first for _, first in starts), frames])
    return tuple(
        Part(name, first, end)
        for (name, _), (first, end) in zip(starts, ends, strict=True)
        if end > first
    )


def part_of(parts: Sequence[Part], frame: int) -> Part:
    """The part that a frame is in."""
    return parts[bisect_right([part.first for part in parts], frame) - 1]


def timecode(seconds: float) -> str:
    """Minutes, seconds and hundredths of a time, without the zeros that say nothing.

    Example:
        >>> timecode(72.5), timecode(3), timecode(7.333)
        ('1:12.5', '0:03', '0:07.33')
    """
    hundredths = round(seconds * 100)
    minutes, rest = divmod(hundredths, 6000)
    whole, part = divmod(rest, 100)
    decimals = f".{part:02d}".rstrip("0").rstrip(".")
    return f"{minutes}:{whole:02d}{decimals}"
