"""Pictures that stand still for too long."""

from __future__ import annotations

from collections.abc import Iterator

from netviz.audit.finding import Finding
from netviz.audit.shot import Shot

_NOISE = 1e-6


class Stillness:
    """Stretches longer than `Limits.still_seconds` in which no frame differs from the one before.

    One finding a stretch, from its beginning to its end.
    """

    name = "stillness"

    def __init__(self) -> None:
        self._last: Shot | None = None
        self._began = 0.0
        self._phase: str | None = None

    def look(self, shot: Shot) -> Iterator[Finding]:
        """The stretch that ended before this shot, when it was too long."""
        if self._last is None or shot.still_since > self._began + _NOISE:
            yield from self._judge(self._last.time if self._last else 0.0)
            self._began, self._phase = shot.still_since, shot.phase
        self._last = shot

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """The stretch with which the film ends."""
        yield from self._judge(shots_end)

    def _judge(self, ended: float) -> Iterator[Finding]:
        if self._last is None:
            return
        limit, lasted = self._last.limits.still_seconds, ended - self._began
        if lasted > limit + _NOISE:
            yield Finding(
                self.name,
                self._began,
                self._phase,
                ("the picture",),
                f"{lasted:.2f} s without a change",
                f"at most {limit:g} s",
                until=ended,
            )
