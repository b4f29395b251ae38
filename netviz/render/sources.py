"""The files that a film is made of: which ones were read, and taking them along."""

from __future__ import annotations

import builtins
import hashlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

MOST_BYTES = 256 * 2**20
PACKAGE = Path(__file__).parents[1]
"""The folder of netviz."""

_NOT_TAKEN = {"__pycache__", "node_modules", "media"}


@dataclass(frozen=True)
class Sources:
    """The files of a scene's folder, to be laid out again on another machine."""

    root: str
    files: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def of(cls, scene_file: Path, media: Path) -> Sources:
        """Take what lies in the folder of `scene_file` and below; no hidden files, and not `media`.

        Raises ValueError when that is more than `MOST_BYTES`.
        """
        root = scene_file.parent
        files: dict[str, bytes] = {}
        size = 0
        for path in _walk(root, media):
            size += path.stat().st_size
            if size > MOST_BYTES:
                raise ValueError(
                    f"the folder {root} goes to other machines with the scene and must hold at "
                    f"most {MOST_BYTES // 2**20} MiB; put the scene in a folder of its own"
                )
            files[path.relative_to(root).as_posix()] = path.read_bytes()
        return cls(str(root), files)

    def unpack(self, folder: Path) -> None:
        """Lay the files out in `folder`."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


class Reading:
    """Takes down the digest of every file that this process opens to read in a `with` block.

    Files of Python, of installed packages, of netviz and of temporary folders are left out, and so
    is what is read without Python's `open`. (An audit hook would see that too, and slow Manim down
    by a tenth.)
    """

    def __init__(self) -> None:
        self.digests: dict[str, str] = {}
        self._left_out = _elsewhere()
        self._open = builtins.open

    def __enter__(self) -> Self:
        self._open = builtins.open
        builtins.open = io.open = self._noting_open
        return self

    def __exit__(self, *_: object) -> None:
        builtins.open = io.open = self._open

    def with_modules(self) -> dict[str, str]:
        """The digests, with those of the modules' sources, which Python opens in its own way."""
        for module in list(sys.modules.values()):
            path = getattr(module, "__file__", None)
            if isinstance(path, str):
                self._add(path)
        return self.digests

    def _noting_open(self, file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if "r" in mode and isinstance(file, (str, bytes, os.PathLike)):
            self._add(os.fspath(file))
        return self._open(file, mode, *arguments, **options)

    def _add(self, path: str | bytes) -> None:
        name = os.path.realpath(os.fsdecode(path))
        if name in self.digests or name.endswith(".pyc") or name.startswith(self._left_out):
            return
        with suppress(OSError), self._open(name, "rb") as opened:  # a folder, or nothing there
            self.digests[name] = hashlib.file_digest(opened, "sha256").hexdigest()


def _elsewhere() -> tuple[str, ...]:
    folders: tuple[str | Path, ...] = (
        sys.prefix, sys.base_prefix, PACKAGE, tempfile.gettempdir(),
        "/proc", "/sys", "/dev", "/usr", "/etc",
    )  # fmt: skip
    return tuple(os.path.realpath(folder) + os.sep for folder in folders)


def _walk(root: Path, media: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(root):
        here = Path(folder)
        names[:] = [
            name
            for name in sorted(names)
            if not name.startswith(".")
            and name not in _NOT_TAKEN
            and (here / name).resolve() != media.resolve()
            and not (here / name / "pyvenv.cfg").exists()
        ]
        for name in sorted(files):
            if not name.startswith(".") and (here / name).is_file():
                yield here / name
