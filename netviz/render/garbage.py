"""Python's garbage collection while films are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Manim copies many thousands of objects a play, few of which become garbage in a circle: collecting
# as often as Python does by itself takes a tenth of all time.
_COLLECT_AT = 50_000, 20, 100


@contextmanager
def rare_collections() -> Iterator[None]:
    """Collect garbage rarely in a `with` block, unless it is rarer or turned off already."""
    before = gc.get_threshold()
    if 0 < before[0] < _COLLECT_AT[0]:
        gc.set_threshold(*_COLLECT_AT)
    try:
        yield
    finally:
        gc.set_threshold(*before)
