"""A function run in a fresh process, which is gone when its caller is."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from netviz.scene_files import UserMistake

Report = Callable[[Any], None]


class PartFailed(RuntimeError):  # noqa: N818
    """A function failed in its process: one line about it, and the traceback that it left.

    A user's mistake leaves none: `details` are then empty.
    """

    def __init__(self, summary: str, details: str) -> None:
        super().__init__(summary, details)
        self.summary, self.details = summary, details

    def __str__(self) -> str:
        return self.summary


class WorkerDied(RuntimeError):  # noqa: N818
    """A process ended without an answer, as one does that was killed or has run out of memory."""


class FreshProcess(Protocol):
    """A process that runs one function, called with a keyword `report`."""

    def answer(self, report: Report) -> Any:
        """Wait for the function's result. Raises PartFailed or WorkerDied."""

    def kill(self) -> None:
        """End the process at once; what waits for its answer gets WorkerDied."""


class Forked:
    """A fresh process on this machine; on Linux it starts from one that has imported Manim."""

    def __init__(self, scratch: Path, function: Callable[..., Any], *arguments: Any) -> None:
        context = process_context()
        self._connection, theirs = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_serve_pipe, args=(theirs, str(scratch), function, arguments), daemon=True
        )
        self._process.start()
        theirs.close()

    def answer(self, report: Report) -> Any:
        try:
            return _receive(self._connection.recv, report)
        except (EOFError, OSError):
            self._process.join()
            raise WorkerDied(f"exit status {self._process.exitcode}") from None
        finally:
            self._connection.close()

    def kill(self) -> None:
        self._process.kill()


class Spawned:
    """A fresh process that any other may start, even one that multiprocessing calls a child."""

    def __init__(self, scratch: Path, function: Callable[..., Any], *arguments: Any) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "netviz.render.fresh"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # then there is no answer either
            pickle.dump((str(scratch), function, arguments), self._process.stdin)
            self._process.stdin.flush()

    def answer(self, report: Report) -> Any:
        stdout = self._process.stdout
        try:
            return _receive(lambda: pickle.load(stdout), report)  # type: ignore[arg-type]
        except (EOFError, pickle.UnpicklingError):
            raise WorkerDied(f"exit status {self._process.wait()}") from None
        finally:
            self._process.kill()
            self._process.wait()

    def kill(self) -> None:
        self._process.kill()


def process_context() -> Any:
    """How multiprocessing starts processes here. The first one costs what importing Manim costs."""
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["netviz.render.part"])
    return context


def _receive(receive: Callable[[], tuple[str, Any]], report: Report) -> Any:
    while True:
        kind, value = receive()
        if kind == "result":
            return value
        if kind == "failure":
            raise PartFailed(*value)
        report(value)


def _serve_pipe(
    connection: Any, scratch: str, function: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    _serve(connection.send, parent.join, scratch, function, arguments)


def _serve_standard_streams() -> None:
    scratch, function, arguments = pickle.load(sys.stdin.buffer)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the scene prints is no answer

    def send(message: tuple[str, Any]) -> None:
        pickle.dump(message, answers)
        answers.flush()

    _serve(send, sys.stdin.buffer.read, scratch, function, arguments)


def _serve(
    send: Callable[[tuple[str, Any]], None],
    wait_for_parent: Callable[[], object],
    scratch: str,
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends us
    tempfile.tempdir = scratch

    def end_with_parent() -> None:
        wait_for_parent()
        shutil.rmtree(scratch, ignore_errors=True)
        os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
    try:
        message = "result", function(*arguments, report=lambda value: send(("report", value)))
    except UserMistake as error:
        message = "failure", (" ".join(str(error).split()), "")
    except BaseException as error:
        summary = " ".join(f"{type(error).__name__}: {error}".split())
        message = "failure", (summary, traceback.format_exc())
    with suppress(BrokenPipeError):
        send(message)


if __name__ == "__main__":
    _serve_standard_streams()
