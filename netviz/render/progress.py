"""How far a render is: one display for all its workers, or plain lines where nobody watches."""

from __future__ import annotations

import time
from collections.abc import Iterable
from threading import Lock
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from netviz.render.film import Span

LINE_EVERY = 5.0
"""Seconds between two plain lines."""


class RenderProgress:
    """Shows frames done, frames a second, time left and what each worker does.

    A `with` block; `report` may be called from any thread, with (number of a span, its frames).
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._spans: dict[int, Span] = {}
        self._done: dict[int, int] = {}
        self._tasks: dict[int, TaskID] = {}
        self._lock = Lock()
        self._start = self._last_line = time.monotonic()
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}"),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._whole = self._bars.add_task("frames", total=None, note="")

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def expect(self, spans: Iterable[Span]) -> None:
        """Say what is going to be filmed."""
        with self._lock:
            self._spans = {span.number: span for span in spans}
            self._start = time.monotonic()
            self._bars.update(self._whole, total=self._total or None)

    def expect_too(self, span: Span) -> None:
        """Say that one more span is going to be filmed."""
        with self._lock:
            self._spans[span.number] = span

    def say(self, line: str) -> None:
        """Print a line."""
        self._console.print(line, soft_wrap=True, highlight=False, markup=False)

    def report(self, value: tuple[int, int]) -> None:
        """A span has so many frames now."""
        number, frames = value
        with self._lock:
            if number not in self._spans:
                return
            span = self._spans[number]
            self._done[number] = frames
            if number not in self._tasks:
                self._tasks[number] = self._bars.add_task(
                    f"  {describe(span)}", total=span.frames or None, note=""
                )
            self._bars.update(self._tasks[number], completed=frames)
            self._bars.update(self._whole, completed=self.frames, note=self._pace())
            self._line()

    def finish(self, span: Span, frames: int) -> None:
        """A span is filmed."""
        self.report((span.number, frames))
        with self._lock:
            self._bars.remove_task(self._tasks.pop(span.number))

    @property
    def frames(self) -> int:
        """Frames done so far."""
        return sum(self._done.values())

    @property
    def seconds(self) -> float:
        """Seconds since the first span was expected."""
        return time.monotonic() - self._start

    @property
    def _total(self) -> int:
        known = all(span.end is not None for span in self._spans.values())
        return sum(span.frames for span in self._spans.values()) if known else 0

    def _pace(self) -> str:
        rate = self.frames / max(self.seconds, 1e-6)
        if not self._total or not self.frames:
            return f"{rate:.0f} a second"
        left = round((self._total - self.frames) / rate)
        return f"{rate:.0f} a second, {left // 60}:{left % 60:02} left"

    def _line(self) -> None:
        now = time.monotonic()
        if self._console.is_terminal or now - self._last_line < LINE_EVERY:
            return
        self._last_line = now
        of = f" of {self._total}" if self._total else ""
        doing = ", ".join(describe(self._spans[number]) for number in self._tasks)
        self._console.print(
            f"{self.frames}{of} frames, {self._pace()} ({doing})", soft_wrap=True, highlight=False
        )


def describe(span: Span) -> str:
    """A span for people: the film and the seconds from and to.

    Example: "Backprop 12–24 s".
    """
    if span.end is None:
        return span.film.scene
    rate = span.film.settings.frame_rate
    return f"{span.film.scene} {span.first / rate:.0f}–{span.end / rate:.0f} s"
