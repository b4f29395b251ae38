"""One render of a film at a time: a lock beside the film, which the system lifts when we die."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has none: there, two renders of one film are not kept apart
    fcntl = None  # type: ignore[assignment]

_LOOK_EVERY = 0.05  # seconds


class FilmBusy(RuntimeError):  # noqa: N818
    """A film is being rendered by another process."""


@contextmanager
def film_lock(film: Path, wait: bool = False) -> Iterator[None]:
    """Be the only process that renders `film` within the block; the film's folder is made.

    Raises FilmBusy, naming the other process, when there is one, or with `wait` waits for it.
    Raises OSError when the folder cannot be made or written in.
    """
    if fcntl is None:
        yield
        return
    film.parent.mkdir(parents=True, exist_ok=True)
    path = film.with_name(f".{film.name}.lock")
    descriptor = _acquire(path, film, wait)
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} on {socket.gethostname()}".encode(), 0)
        yield
    finally:
        with suppress(OSError):
            path.unlink()  # while it is locked, so that nobody else can have taken it
        os.close(descriptor)


def _acquire(path: Path, film: Path, wait: bool) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_still(path, descriptor):
                return descriptor
        except BlockingIOError:
            if not wait:
                holder = os.pread(descriptor, 200, 0).decode(errors="replace")
                os.close(descriptor)
                raise FilmBusy(
                    f"{film} is being rendered by {holder or 'another process'}"
                ) from None
            time.sleep(_LOOK_EVERY)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    """Whether a locked file is the one at `path`: the last holder removes it."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False
