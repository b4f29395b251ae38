"""A small moving preview of a film, as a WebP or a GIF that keeps below a limit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image

from netviz.checks import as_integer, as_items, as_positive
from netviz.storyboard.film import Film, frame_at
from netviz.storyboard.sheet import reduced

LIMIT = 3_000_000
"""Bytes that a preview may have."""
RATE = 15
"""Frames a second of a preview, at most."""

_WIDTHS = (960, 800, 720, 640, 560, 480, 400, 320, 240, 160)
_QUALITIES = {"WEBP": (85, 75, 60), "GIF": (256, 128, 64)}
_PIXELS = 250_000_000  # of all pictures, which are kept in memory, three bytes a pixel
_FORMATS = {".webp": "WEBP", ".gif": "GIF"}


@dataclass(frozen=True)
class Preview:
    """A preview's file content, and what was chosen for it.

    `quality` is that of WebP (of 100), or for GIF the number of colours.
    """

    data: bytes
    size: tuple[int, int]
    quality: int


def preview_format(suffix: str) -> str:
    """Pillow's name of the format. Raises ValueError for anything but .webp and .gif.

    Example:
        >>> preview_format(".webp")
        'WEBP'
    """
    if suffix.lower() not in _FORMATS:
        raise ValueError(f"preview must be a .webp or a .gif, got {suffix or 'no suffix'!r}")
    return _FORMATS[suffix.lower()]


def preview_frames(film: Film, start: float, end: float) -> list[int]:
    """The frames that a preview from `start` to `end` (seconds) shows: at most 15 a second.

    Raises ValueError for times outside the film or not in order.
    """
    if not start < end:
        raise ValueError(f"seconds must be in order, got {start:g}:{end:g}")
    first = frame_at(film, start)
    length = float(film.frames / film.rate)
    if end > length + 1e-6:
        raise ValueError(f"seconds must be within the film's {length:.6g} s, got {end:g}")
    last = min(round(end * film.rate), film.frames)
    step = max(round(film.rate / RATE), 1)
    return list(range(first, max(last, first + 1), step))


def preview_width(frames: int, size: tuple[int, int]) -> int:
    """The greatest width tried for so many frames of a film of that size (width, height)."""
    fits = [
        width
        for width in _WIDTHS
        if width <= size[0] and frames * width * width * size[1] / size[0] <= _PIXELS
    ]
    return max(fits, default=min(_WIDTHS[-1], size[0]))


def preview(
    pictures: Sequence[Image.Image], rate: float, format: str = "WEBP", limit: int = LIMIT
) -> Preview:
    """The largest and best preview of these pictures below `limit` bytes.

    `rate` is pictures a second, `format` is "WEBP" or "GIF". Widths and qualities are tried by
    bisection in a fixed order, so the same pictures give the same file. Raises TypeError or
    ValueError for no pictures, another format, and a limit that even the smallest does not keep.

    Example:
        >>> black, white = (Image.new("RGB", (320, 180), color) for color in ("black", "white"))
        >>> preview([black, white], rate=2).size
        (320, 180)
    """
    shown = as_items(pictures, "pictures")
    if not shown:
        raise ValueError("pictures must have at least one, got none")
    if format not in _QUALITIES:
        raise ValueError(f"format must be one of {', '.join(_QUALITIES)}, got {format!r}")
    limit = as_integer(limit, "limit", minimum=1)
    tick = 10 if format == "GIF" else 1  # milliseconds
    unlike, durations = _without_repetition(shown, as_positive(rate, "rate"), tick)
    width, height = unlike[0].size
    widths = [width, *(w for w in _WIDTHS if w < width)]
    choices = [(w, quality) for w in widths for quality in _QUALITIES[format]]

    def made(choice: tuple[int, int]) -> Preview:
        size = choice[0], max(round(choice[0] * height / width), 1)
        smaller = [reduced(picture, size) for picture in unlike]
        return Preview(_ENCODE[format](smaller, durations, choice[1]), size, choice[1])

    best = None
    low, high = 0, len(choices)
    while low < high:  # the first that fits
        middle = (low + high) // 2
        candidate = made(choices[middle])
        if len(candidate.data) < limit:
            best, high = candidate, middle
        else:
            low = middle + 1
    if best is None:
        raise ValueError(f"preview must keep below {limit} bytes: choose a shorter part")
    return best


def _without_repetition(
    pictures: Sequence[Image.Image], rate: float, tick: int
) -> tuple[list[Image.Image], list[int]]:
    """Pictures that differ from the one before, and the milliseconds that each is shown."""
    times = [tick * round(1000 * number / rate / tick) for number in range(len(pictures) + 1)]
    unlike: list[Image.Image] = []
    starts: list[int] = []
    for picture, time in zip(pictures, times, strict=False):
        if not unlike or not np.array_equal(np.asarray(picture), np.asarray(unlike[-1])):
            unlike.append(picture)
            starts.append(time)
    ends = [*starts[1:], times[-1]]
    return unlike, [end - start for start, end in zip(starts, ends, strict=True)]


def _webp(pictures: Sequence[Image.Image], durations: Sequence[int], quality: int) -> bytes:
    file = BytesIO()
    first, *rest = pictures
    first.save(
        file, "WEBP", save_all=True, append_images=rest, duration=list(durations), loop=0,
        quality=quality, method=4,
    )  # fmt: skip
    return file.getvalue()


def _gif(pictures: Sequence[Image.Image], durations: Sequence[int], colors: int) -> bytes:
    """One palette for all, taken from up to 12 pictures, so that still parts do not flicker."""
    step = max(len(pictures) // 12, 1)
    sample = np.concatenate([np.asarray(picture) for picture in pictures[::step]])
    palette = Image.fromarray(sample).quantize(colors, Image.Quantize.MEDIANCUT)
    first, *rest = (
        picture.quantize(palette=palette, dither=Image.Dither.NONE) for picture in pictures
    )
    file = BytesIO()
    first.save(file, "GIF", save_all=True, append_images=rest, duration=list(durations), loop=0)
    return file.getvalue()


_ENCODE: dict[str, Callable[[Sequence[Image.Image], Sequence[int], int], bytes]] = {
    "WEBP": _webp,
    "GIF": _gif,
}
