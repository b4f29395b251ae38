"""Files that are replaced only by whole ones."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_aside(path: str | Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the place of `path` when the block succeeds.

    When it fails, what was at `path` before is still there and nothing else is left. Missing
    folders are made. Raises OSError when they cannot be, or when the file cannot be renamed.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     with written_aside(Path(folder, "note.txt")) as aside:
        ...         _ = aside.write_text("whole")
        ...     Path(folder, "note.txt").read_text()
        'whole'
    """
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.stem}.{os.getpid()}{target.suffix}")
    try:
        yield aside
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
