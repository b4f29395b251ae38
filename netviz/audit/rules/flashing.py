"""Light that flashes: more often than is safe, or once where one picture hands over to the next."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from netviz.audit.finding import Finding
from netviz.audit.rules._pixels import luminance
from netviz.audit.shot import Shot
from netviz.observer import Frame

_ROWS, _COLUMNS = 18, 32
_CHANGE = 0.10
"""Of the greatest relative luminance: what counts as a change (WCAG 2.3.1, general flash)."""
_DARK = 0.80
"""The darker picture of a change is below this relative luminance."""
_CHANGES = 8
"""Opposed changes of four flashes; three within a second are allowed."""
_FIELD = 1 / 3
"""A visual field of 10 degrees: 341 × 256 of 1024 × 768 pixels."""
_SHARE = 0.25
"""Of such a field, from which a flash counts."""
_TOGETHER = 1 / 3  # s within which flashes of neighbouring places are one
_PULSE = 0.3  # s that a single flash lasts at most
_PULSE_CHANGE = 0.05  # of relative luminance
_STEADY = 0.02  # of relative luminance
_NEAR = 0.2  # s from the boundary between two plays


class _Seen(NamedTuple):
    """One low picture."""

    time: float
    light: np.ndarray


class Flashing:
    """Finds flashes as WCAG 2.3.1 counts them, and single ones at the joint of two plays.

    Counted are pairs of opposed changes of at least 10 % of the greatest relative luminance, the
    darker picture below 80 %, more than three within a second, over a quarter of any part of the
    picture that is a third as wide and high (a visual field of 10 degrees). A single flash is light
    that comes and goes within 0.3 s, over such an area, where one play hands over to the next.

    Frames are looked at 24 times a second: faster flicker than 12 times a second may be missed.
    """

    name = "flashing"

    def __init__(self) -> None:
        shape = (_ROWS, _COLUMNS)
        self._low, self._high = np.ones(shape), np.zeros(shape)
        self._rising = np.zeros(shape, dtype=np.int8)
        self._times = np.full((_CHANGES, *shape), -np.inf)
        self._flashed = np.full(shape, -np.inf)
        self._recent: deque[_Seen] = deque()
        self._joints: deque[float] = deque(maxlen=4)
        self._last: tuple[bytes, np.ndarray] | None = None
        self._found: list[Finding] = []
        self._until = -np.inf
        self._pulse_told = -np.inf
        self._phase: str | None = None

    def frame(self, frame: Frame) -> None:
        """Take in a frame."""
        self._phase = frame.play.phase
        if frame.index == 0 and frame.time > 0:
            self._joints.append(frame.time)
        light = self._light(frame.pixels)
        self._count(light, frame.time)
        self._recent.append(_Seen(frame.time, light))
        while frame.time - self._recent[0].time > _PULSE + _NEAR:
            self._recent.popleft()
        self._look_for_pulse(frame.time)

    def look(self, shot: Shot) -> Iterator[Finding]:
        """What has been found in the play that is over."""
        found, self._found = self._found, []
        yield from found

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """Nothing more."""
        yield from ()

    def _light(self, pixels: np.ndarray) -> np.ndarray:
        """Relative luminance of a low picture of a frame."""
        key = pixels.tobytes()
        if self._last is None or self._last[0] != key:
            rows, columns = pixels.shape[:2]
            tops = np.linspace(0, rows, _ROWS, endpoint=False).astype(int)
            lefts = np.linspace(0, columns, _COLUMNS, endpoint=False).astype(int)
            sums = np.add.reduceat(np.add.reduceat(luminance(pixels), tops, 0), lefts, 1)
            heights = np.diff(np.append(tops, rows))[:, None]
            self._last = key, sums / (heights * np.diff(np.append(lefts, columns)))
        return self._last[1]

    def _count(self, light: np.ndarray, time: float) -> None:
        """Count the opposed changes of each place."""
        up = (self._rising <= 0) & (light - self._low >= _CHANGE) & (self._low < _DARK)
        down = (self._rising >= 0) & (self._high - light >= _CHANGE) & (light < _DARK)
        changed = up | down
        self._rising[up], self._rising[down] = 1, -1
        self._low = np.where(changed, light, np.minimum(self._low, light))
        self._high = np.where(changed, light, np.maximum(self._high, light))
        if not changed.any():
            return
        self._times[:, changed] = np.roll(self._times[:, changed], -1, axis=0)
        self._times[-1, changed] = time
        often = changed & (time - self._times[0] <= 1.0)
        self._flashed[often] = time
        share = _largest_share(self._flashed >= time - _TOGETHER)
        if share >= _SHARE:
            self._tell(time, share)

    def _tell(self, time: float, share: float) -> None:
        began = float(self._times[0][self._flashed == time].min(initial=time))
        if self._found and time - self._until < 1.0:
            last = self._found.pop()
            began = last.time
        self._until = time
        self._found.append(
            Finding(
                self.name,
                began,
                self._phase,
                ("the picture",),
                f"more than 3 flashes a second, over {share:.0%} of a visual field",
                "at most 3 a second (WCAG 2.3.1)",
                until=time,
            )
        )

    def _look_for_pulse(self, time: float) -> None:
        """Light that has come and gone around the last joint of two plays."""
        recent = self._recent
        if len(recent) < 3 or time - self._pulse_told < 1.0:
            return
        after = recent[-1].light
        for first in range(1, len(recent) - 2):
            before = recent[first]
            if np.abs(before.light - recent[first - 1].light).max() > _STEADY:
                continue
            middle = list(recent)[first + 1 : -1]
            lasted = time - middle[0].time
            if lasted > _PULSE or not any(
                before.time - _NEAR <= joint <= time + _NEAR for joint in self._joints
            ):
                continue
            peak = np.max([seen.light for seen in middle], axis=0)
            pulse = peak - np.maximum(before.light, after) >= _PULSE_CHANGE
            share = _largest_share(pulse)
            if share >= _SHARE and _adds_light(before.light, peak * pulse, middle, after):
                self._pulse_told = time
                self._found.append(
                    Finding(
                        self.name,
                        middle[0].time,
                        self._phase,
                        ("the picture",),
                        f"light for {lasted:.2f} s, over {share:.0%} of a visual field",
                        "no flash where one picture hands over to the next",
                        until=time,
                    )
                )
                return


def _adds_light(
    before: np.ndarray, lit: np.ndarray, middle: list[_Seen], after: np.ndarray
) -> bool:
    """Whether there is more light in all, so that it is not some that passes by."""
    most = max(float(seen.light.mean()) for seen in middle)
    more = most - max(float(before.mean()), float(after.mean()))
    return more >= 0.5 * float((lit - np.maximum(before, after) * (lit > 0)).mean())


def _largest_share(places: np.ndarray) -> float:
    """The share of places in any visual field of 10 degrees, the largest there is."""
    if not places.any():
        return 0.0
    height, width = round(_ROWS * _FIELD), round(_COLUMNS * _FIELD)
    sums = np.pad(places.astype(float), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    fields = (
        sums[height:, width:]
        - sums[:-height, width:]
        - sums[height:, :-width]
        + sums[:-height, :-width]
    )
    return float(fields.max()) / (height * width)
