"""Many machines: the workers of a dask scheduler as an executor (`pip install netviz[farm]`)."""

from __future__ import annotations

import hashlib
import tempfile
import uuid
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor, wait
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cairo

from netviz.render.executors import ATTEMPTS
from netviz.render.fresh import Report, Spawned, WorkerDied
from netviz.render.sources import PACKAGE

try:
    distributed: Any = import_module("distributed")  # which has no types
except ImportError:
    raise ImportError(
        "--scheduler needs the package distributed: pip install 'netviz[farm]'"
    ) from None

CONNECT_SECONDS = 10
"""How long a scheduler may take to answer, and the first of its workers to be there."""

_LOOK_EVERY = 0.5  # seconds


class Farm(Executor):
    """Runs each function in a fresh process beside a dask worker, one for each of its threads.

    A function whose worker is lost is given to another; workers may join at any time.
    Raises OSError when the scheduler does not answer or has no workers.
    """

    remote = True

    def __init__(self, scheduler: str, report: Report) -> None:
        try:
            self._client = distributed.Client(scheduler, timeout=CONNECT_SECONDS)
        except (OSError, ValueError) as error:
            raise OSError(f"there is no dask scheduler at {scheduler}: {error}") from None
        try:
            self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError:
            self._client.close()
            raise OSError(f"the dask scheduler at {scheduler} has no workers") from None
        self._topic = f"netviz-{uuid.uuid4().hex}"
        self._client.subscribe_topic(self._topic, lambda event: report(event[1]))
        self._executor = self._client.get_executor(pure=False)

    @property
    def workers(self) -> int:
        """Threads of all workers that are there now."""
        return sum(self._client.nthreads().values())

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:  # type: ignore[override]
        """Run a function on the farm. It and its arguments must be picklable."""
        future: Future[Any] = self._executor.submit(
            _run, self._topic, versions(), function, *arguments
        )
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the scheduler. With `cancel_futures`, workers stop what they do within a second."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.unsubscribe_topic(self._topic)
        self._client.close()


def versions() -> dict[str, str]:
    """What has to be the same on all machines, as their chunks make one film."""
    digest = hashlib.sha256()
    for file in sorted(PACKAGE.rglob("*.py")):
        digest.update(str(file.relative_to(PACKAGE)).encode() + file.read_bytes())
    return {
        "netviz": f"{version('netviz')} ({digest.hexdigest()[:12]})",
        **{name: version(name) for name in ("manim", "av", "numpy", "pycairo")},
        "cairo": cairo.cairo_version_string(),
    }


def _run(topic: str, wanted: dict[str, str], function: Callable[..., Any], *arguments: Any) -> Any:
    """Run a function in a process of its own beside this worker, which dies with it."""
    worker = distributed.get_worker()
    for name, have in versions().items():
        if have != wanted[name]:
            raise ValueError(
                f"the worker {worker.address} has {name} {have}, and {wanted[name]} is needed"
            )
    key = worker.get_current_task()
    for attempt in range(ATTEMPTS):
        with tempfile.TemporaryDirectory(prefix="netviz-", dir=worker.local_directory) as scratch:
            process = Spawned(Path(scratch), function, *arguments)
            try:
                return _answer(process, worker, key, topic)
            except WorkerDied:
                if attempt + 1 == ATTEMPTS:
                    raise
    raise AssertionError


def _answer(process: Spawned, worker: Any, key: Any, topic: str) -> Any:
    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(process.answer, lambda report: worker.log_event(topic, report))
        try:
            while not wait([future], _LOOK_EVERY).done:
                task = worker.state.tasks.get(key)
                if task is None or task.state != "executing":
                    raise CancelledError
            return future.result()
        finally:
            process.kill()
