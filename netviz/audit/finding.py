"""What an audit says: one fault of a picture, and the limits beyond which something is one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One fault: when, in which phase, which rule, which mobjects, what was measured.

    `time` and `until` are seconds from the film's start: of the first and of the last frame that
    shows it, as far as it was looked at. `names` are the mobjects as a person would call them;
    `measure` and `limit` are texts such as "19 px" and "at least 21 px".

    Example:
        >>> Finding("small-text", 2.0, "Intro", ("subtitle 'x'",), "19 px", "at least 21 px").rule
        'small-text'
    """

    rule: str
    time: float
    phase: str | None
    names: tuple[str, ...]
    measure: str
    limit: str
    until: float | None = None
    allowed: str | None = None
    """The reason for which the scene allows it, or None."""
    line: str | None = None
    """The line of the scene that played it, as "file.py:12"."""
    made: str | None = None
    """The line that made the first of the mobjects."""
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    """Where they are when it is `seen`: left, top, right and bottom as shares of the picture."""
    since: float | None = None
    """Seconds of film of the first frame that shows it, where that is before `time`."""
    seen: float | None = None
    """Seconds of film of a picture that shows it."""
    advice: str | None = None
    """A move that clears it, or None where there is none."""


@dataclass(frozen=True)
class Limits:
    """What is still right. Pixels are those of a 1080-line frame, lengths are Manim units.

    Example:
        >>> Limits(still_seconds=4).digit_height
        21.0
    """

    safe_margin: float = 0.2
    """Room between the frame's edge and what is drawn."""
    digit_height: float = 21.0
    """Least height of a digit."""
    word_size: float = 42.0
    """Least font size of words."""
    caption_band: float = -2.67
    """In films with captions nothing is drawn below this height."""
    contrast: float = 4.5
    """Least contrast (WCAG 2) of text with what is behind it."""
    contrast_large: float = 3.0
    """The same for large text (from 64 px, or 49 px bold) and for graphics."""
    still_seconds: float = 3.0
    """Longest time in which nothing changes."""
    text_seconds: float = 0.5
    """Shortest time in view of words."""
    text_speed: float = 24.0
    """Most characters a second of words in view: 238 words a minute (Brysbaert 2019)."""
    caption_columns: int = 42
    caption_lines: int = 2
    caption_seconds: float = 1.2
    """Shortest time of a caption."""
    caption_speed: float = 17.0
    """Most characters a second of a caption."""
    caption_speed_formula: float = 12.0
    """The same while a formula changes."""
    color_difference: float = 15.0
    """Least CIEDE2000 difference of two colour roles, for any kind of colour vision."""
