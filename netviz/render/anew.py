"""Rendering with nothing of an earlier render."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from manim import config


@contextmanager
def all_anew() -> Iterator[None]:
    """Keep Manim from reusing files of an earlier render in a `with` block.

    It knows a play again by a hash that leaves much out, and a text by its words and the name of
    its font, which may be another font by now.
    """
    before = {"disable_caching": config.disable_caching, "text_dir": config["text_dir"]}
    with TemporaryDirectory(prefix="texts-") as folder:
        config.disable_caching, config["text_dir"] = True, folder
        try:
            yield
        finally:
            config.update(before)
