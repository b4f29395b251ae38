"""Where spans are filmed: `concurrent.futures` executors, each call in a fresh process."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from netviz.render.fresh import Forked, Report, WorkerDied, process_context

NO_WARNING = "ignore:Couldn't find ff:RuntimeWarning"
"""A library of Manim's looks for a program that only sound needs."""

ATTEMPTS = 2
"""How often a function is run whose process dies, as from want of memory."""


class FreshProcesses(Executor):
    """Runs each function in a fresh process of this machine, so many at a time.

    Functions are called with a keyword `report`; what they report is handed to the executor's own.
    """

    remote = False

    def __init__(self, workers: int, report: Report) -> None:
        self.workers = workers
        self._report = report
        self._threads = ThreadPoolExecutor(workers)
        self._scratch = Path(tempfile.mkdtemp(prefix="netviz-"))
        self._running: set[Forked] = set()
        self._lock = Lock()
        self._stopped = False

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:  # type: ignore[override]
        """Run a function in a fresh process. It and its arguments must be picklable."""
        return self._threads.submit(self._run, function, *arguments)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Free what is held. With `cancel_futures`, running processes are killed too, at once."""
        if cancel_futures:
            with self._lock:
                self._stopped = True
                for process in self._running:
                    process.kill()
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        for attempt in range(ATTEMPTS):
            process = Forked(self._scratch, function, *arguments)
            with self._lock:
                self._running.add(process)
                if self._stopped:
                    process.kill()
            try:
                return process.answer(self._report)
            except WorkerDied as death:
                if self._stopped:
                    raise CancelledError from None
                if attempt + 1 == ATTEMPTS:
                    raise WorkerDied(
                        f"a process that was rendering died {ATTEMPTS} times ({death}): is there "
                        "enough memory? Try fewer with --jobs"
                    ) from None
            finally:
                with self._lock:
                    self._running.discard(process)
        raise AssertionError


def warm_up() -> None:
    """Start to import Manim for the processes to come, and do not wait for it."""
    context = process_context()
    if context.get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        with _environment(PYTHONWARNINGS=NO_WARNING):
            ensure_running()


@contextmanager
def _environment(**variables: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
