"""How different two pictures are, in a way that sees a changed digit but not a tiny shift.

Measured on seven phases of the two films, the worst tile of the picture: 82 numbers with their last
digit changed to the one that looks most like it (those at least 90 grey levels from their ground),
against the whole picture shifted by a quarter of a full-size pixel in three directions.

    lines of the picture    270    360    450    540
    digit, least           39.1   64.0   79.1   87.9
    shift, most            14.8   20.7   25.7   24.9

At 360 lines they are three times apart; smaller, the digits run together, and larger pictures take
more room for no better answer. Keeping colours in steps of 8 halves the files and costs 0.3.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

ROWS, COLUMNS = 360, 640
COLOR_STEP = 8
LIMIT = 40.0
"""Grey levels: what two pictures that are the same may differ by in their worst tile."""

_TILE = 4  # pixels; 12 of a full-size frame


class Worst(NamedTuple):
    """The tile in which two pictures differ most: its root mean square, and where it begins."""

    difference: float
    row: int
    column: int


def worst_tile(a: np.ndarray, b: np.ndarray) -> Worst:
    """Where two pictures (rows, columns, 3; uint8) differ most, in grey levels of 255.

    Tiles overlap by half, so that nothing is cut in two by their borders.
    Raises ValueError when the shapes differ.

    Example:
        >>> black = np.zeros((8, 8, 3), dtype=np.uint8)
        >>> white = black.copy()
        >>> white[4:, 4:] = 255
        >>> worst_tile(black, white)
        Worst(difference=255.0, row=4, column=4)
    """
    if a.shape != b.shape:
        raise ValueError(f"pictures must have one shape, got {a.shape} and {b.shape}")
    squares = np.square(a.astype(np.float32) - b).max(axis=2)
    half = _TILE // 2
    rows, columns = (size // half for size in squares.shape)
    blocks = squares[: rows * half, : columns * half].reshape(rows, half, columns, half)
    sums = blocks.sum(axis=(1, 3))
    tiles = sums[:-1, :-1] + sums[1:, :-1] + sums[:-1, 1:] + sums[1:, 1:]
    row, column = (int(i) for i in np.unravel_index(int(tiles.argmax()), tiles.shape))
    mean = float(tiles[row, column]) / _TILE**2
    return Worst(float(np.sqrt(mean)), row * half, column * half)


def in_steps(picture: np.ndarray) -> np.ndarray:
    """The picture with the few colours that it is kept in."""
    rounded = (picture.astype(np.uint16) + COLOR_STEP // 2) // COLOR_STEP * COLOR_STEP
    return rounded.clip(0, 255).astype(np.uint8)
