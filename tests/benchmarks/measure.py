"""What a command costs: CPU and memory of all processes that it starts, and time."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

ROOT = Path(__file__).parents[2]
SAMPLE_EVERY = 0.1
"""Seconds between looks at the memory."""
_SET_CHILD_SUBREAPER = 36  # Linux's prctl


@dataclass(frozen=True)
class Cost:
    """User and system time, time on the clock (seconds) and most memory at a time (bytes)."""

    cpu: float
    wall: float
    memory: int = 0


class TooLong(RuntimeError):  # noqa: N818
    """A command was ended because it took more than its time."""


class Failed(RuntimeError):  # noqa: N818
    """A command ended with an error."""


def run(
    command: Sequence[str], limit: float = 3600, variables: dict[str, str] | None = None
) -> tuple[Cost, str]:
    """Run a command in the repository's folder; answers with its cost and what it printed.

    The cost is that of all its processes, also of those it leaves behind: they are waited for.
    Raises TooLong after `limit` seconds, Failed when the exit status is not 0.
    """
    _adopt_orphans()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("NETVIZ", "MANIM"))}
    environment |= {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "200", **(variables or {})}
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        before, start = _children_cpu(), time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
            stdout=output, stderr=errors, start_new_session=True,
        )  # fmt: skip
        watch = _Watch(process.pid, start + limit)
        try:
            status = _wait_for_all(process)
        except BaseException:
            watch.kill()
            raise
        finally:
            watch.stop()
        cost = Cost(_children_cpu() - before, time.perf_counter() - start, watch.memory)
        if watch.too_long:
            raise TooLong(f"not within {limit:g} s")
        output.seek(0)
        errors.seek(0)
        if status:
            raise Failed(f"{' '.join(command)}: exit status {status}\n{errors.read().decode()}")
        return cost, output.read().decode()


def medians(costs: Iterable[Cost]) -> Cost:
    """The median of each figure.

    Example:
        >>> medians([Cost(3, 9), Cost(1, 8), Cost(2, 7)])
        Cost(cpu=2, wall=8, memory=0)
    """
    costs = list(costs)
    return Cost(
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        round(median(cost.memory for cost in costs)),
    )


def own_cpu() -> float:
    """Seconds of CPU that this process has used, with all its threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class _Watch:
    """Looks at a command's processes while it runs, and ends them when its time is over."""

    def __init__(self, pid: int, until: float) -> None:
        self.memory = 0
        self.too_long = False
        self._pid, self._until = pid, until
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._done.set()
        self._thread.join()

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)

    def _look(self) -> None:
        while not self._done.wait(SAMPLE_EVERY):
            self.memory = max(self.memory, _memory())
            if time.perf_counter() > self._until:
                self.too_long = True
                self.kill()


def _memory() -> int:
    """Bytes held by all processes below this one; what several share is counted once."""
    total = 0
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            full = process.memory_full_info()
            total += getattr(full, "pss", full.rss)
    return total


def _adopt_orphans() -> None:
    """Have what a command leaves behind handed to this process, so that its CPU is counted.

    The server that `multiprocessing` forks from is no longer the child of anyone it works for.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wait_for_all(process: subprocess.Popen[bytes]) -> int:
    with suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, 0)
            if pid == process.pid:
                process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
