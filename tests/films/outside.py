"""A finished film as anybody sees it: pictures at a rate, nothing known of the scene."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Literal

import av
import numpy as np

ROWS, COLUMNS = 180, 320
"""Size of the small pictures in which darkness, rest and movement are looked for."""

Pictures = np.ndarray
"""(n, rows, columns, 3) of uint8, red green blue."""


@dataclass(frozen=True)
class Film:
    """Its small pictures, `rate` a second, and how to get some of them full-size by their index."""

    small: Pictures
    rate: float
    full: Callable[[Iterable[int]], list[np.ndarray]] = field(repr=False)

    @property
    def seconds(self) -> float:
        return len(self.small) / self.rate

    def index(self, seconds: float) -> int:
        return round(seconds * self.rate)

    def between(self, start: float, end: float) -> Film:
        """The part from `start` to `end`, both in seconds."""
        first, last = self.index(start), self.index(end)
        return replace(
            self,
            small=self.small[first:last],
            full=lambda indices: self.full(first + index for index in indices),
        )


def watch(path: Path) -> Film:
    """Decode a film."""
    small = []
    with av.open(str(path)) as container:
        rate = float(container.streams.video[0].average_rate or 0)
        for frame in container.decode(video=0):
            small.append(frame.reformat(COLUMNS, ROWS, "rgb24").to_ndarray())
    return Film(np.stack(small), rate, partial(_decode_some, path))


def _decode_some(path: Path, indices: Iterable[int]) -> list[np.ndarray]:
    wanted = list(indices)
    found = {}
    with av.open(str(path)) as container:
        for index, frame in enumerate(container.decode(video=0)):
            if index in wanted:
                found[index] = frame.to_ndarray(format="rgb24")
            if len(found) == len(set(wanted)):
                break
    return [found[index] for index in wanted]


@dataclass(frozen=True)
class Stretch:
    """A time of a film, both ends in seconds from its start."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start


# A picture with less than this share of lit pixels shows nothing; a title alone has four times it.
_LEAST_LIT = 0.004
_LIT = 60  # grey levels; the background has 20
_TILE = 8
# Grey levels in the worst tile: a change has more, what the encoder does to a still has less.
_STILL = 2.0


def dark(film: Film) -> list[Stretch]:
    """When nothing is to be seen."""
    lit = (film.small.max(axis=3) > _LIT).mean(axis=(1, 2))
    return _stretches(lit < _LEAST_LIT, film.rate)


def rests(film: Film, least: float = 0.3) -> list[Stretch]:
    """When the picture does not change for at least `least` seconds."""
    tiled = film.small[:, : ROWS // _TILE * _TILE].astype(np.int16)
    found, start = [], 0
    for index in range(1, len(tiled) + 1):
        if index == len(tiled) or _worst_tile(tiled[index], tiled[start]) > _STILL:
            found.append(Stretch(start / film.rate, index / film.rate))
            start = index
    return [rest for rest in found if rest.seconds > least - 1e-6]


def _worst_tile(a: np.ndarray, b: np.ndarray) -> float:
    difference = np.abs(a - b).max(axis=2)
    tiles = difference.reshape(len(a) // _TILE, _TILE, COLUMNS // _TILE, _TILE)
    return float(tiles.mean(axis=(1, 3)).max())


def _stretches(is_so: np.ndarray, rate: float) -> list[Stretch]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_so, [False]])))
    return [Stretch(a / rate, b / rate) for a, b in edges.reshape(-1, 2)]


Color = Literal["cyan", "orange"]


@dataclass(frozen=True)
class Wave(Stretch):
    """A light of one colour that crosses the picture; `travel` is in its widths, + to the right."""

    travel: float

    @property
    def direction(self) -> str:
        return "right" if self.travel > 0 else "left"


_BRIEF = 0.9  # seconds: longer than a wave lights any one place
_FAINT = 0.08  # of full light
_LEAST_LIGHT = 10.0  # fully lit pixels of a small picture: one edge has 17, a layer 30 to 130
_LEAST_TRAVEL = 0.07
_FASTEST = 1.2  # widths a second
_SHAKE = 2.0  # pixels


def waves(film: Film, color: Color) -> list[Wave]:
    """Lights of a colour that cross the picture, in the order of time.

    What stays lit is no wave, and what is lit already and moves is none: a wave is light that is
    added and goes again. Its place in a picture is the column that half of it lies left of; as
    long as that goes one way, it is one wave.
    """
    lit = _light(film.small, color)
    brief = 2 * round(_BRIEF * film.rate / 2) + 1
    total = lit.sum(axis=(1, 2))
    added = total - _lasting(total, brief)
    lit -= _lasting(lit, brief)
    lit[lit < _FAINT] = 0
    columns = lit.sum(axis=1)
    half = np.cumsum(columns, axis=1) >= columns.sum(axis=1, keepdims=True) / 2
    places = half.argmax(axis=1).astype(float)
    amount = np.minimum(columns.sum(axis=1), added)
    found = []
    for first, last in _one_way(places, amount > _LEAST_LIGHT, _FASTEST * COLUMNS / film.rate):
        travel = float(places[last] - places[first]) / COLUMNS
        if abs(travel) > _LEAST_TRAVEL:
            found.append(Wave(first / film.rate, (last + 1) / film.rate, travel))
    return found


def _lasting(values: np.ndarray, pictures: int) -> np.ndarray:
    """What is held for at least so many pictures: the highest of the lowest in any such time."""
    half = pictures // 2

    def over(extreme: np.ufunc, held: np.ndarray) -> np.ndarray:
        padded = np.concatenate([held[:1].repeat(half, 0), held, held[-1:].repeat(half, 0)])
        return np.asarray(
            extreme.reduce([padded[i : len(padded) - 2 * half + i] for i in range(2 * half + 1)])
        )

    return over(np.maximum, over(np.minimum, values))


def _light(small: Pictures, color: Color) -> np.ndarray:
    """How strongly each pixel shines in a colour, 0 to 1."""
    red, green, blue = (small[..., channel].astype(np.float32) / 255 for channel in range(3))
    if color == "cyan":
        alike = np.abs(green - blue) < 0.35 * np.maximum(blue, 1e-3)
        return np.asarray((np.minimum(green, blue) - red).clip(0, 1) * alike)
    hue = (green - blue) / np.maximum(red - blue, 1e-3)  # 0 is red, 1 is yellow
    return np.asarray((red - blue).clip(0, 1) * ((hue > 0.25) & (hue < 0.7)))


def _one_way(places: np.ndarray, lit: np.ndarray, fastest: float) -> Iterator[tuple[int, int]]:
    """First and last index of each run of lit pictures in which the place goes one way."""
    first, way = 0, 0.0
    for index, (here, there) in enumerate(pairwise(places)):
        step = there - here
        goes_on = lit[index] and lit[index + 1] and abs(step) < fastest
        if goes_on and (abs(step) <= _SHAKE or step * way >= 0):
            way = way if abs(step) <= _SHAKE else step
            continue
        yield first, index
        first, way = (index, step) if goes_on else (index + 1, 0.0)
    yield first, len(places) - 1
