"""Light that flashes: more often than is safe, or once where one picture hands over to the next."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from netviz.audit.finding import Finding
from netviz.audit.outline import as_row
from netviz.audit.picture import frame_of
from netviz.audit.rules._emphasis import emphases
from netviz.audit.rules._pixels import luminance
from netviz.audit.shot import Shot
from netviz.observer import Frame, Play

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
_PULSE = 0.45  # s that a single flash lasts at most
_BRIGHTER = 0.05  # of all light in the picture, so that it is no light that passes by
_LEAST_LIGHT = 0.001  # mean relative luminance
_GREYER = 26  # grey levels, a tenth of all
_STEADY = 0.02  # of all light in the picture, before a single flash
_FEW = 3  # pixels of a place
_NEAR = 0.2  # s from the boundary between two plays


class _Seen(NamedTuple):
    """One frame."""

    time: float
    grey: np.ndarray
    """Of each pixel, 0 to 255, which is about its lightness to the eye."""
    light: float
    """Mean relative luminance."""
    is_meant: bool
    """Whether something is pointed out by light: a wave, an emphasis."""
    view: np.ndarray
    """What the camera sees: left, bottom, right and top."""


class Flashing:
    """Finds flashes as WCAG 2.3.1 counts them, and single ones at the joint of two plays.

    Counted are pairs of opposed changes of at least 10 % of the greatest relative luminance, the
    darker picture below 80 %, more than three within a second, over a quarter of any part of the
    picture that is a third as wide and high (a visual field of 10 degrees). A single flash is light
    that comes and goes within 0.45 s all over such an area, be it only in lines and letters, where
    one play hands over to the next; waves of light and emphases are meant to be seen, and a camera
    that moves leads everything past the eye.

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
        self._last: tuple[bytes, np.ndarray, np.ndarray] | None = None
        self._found: list[Finding] = []
        self._until = -np.inf
        self._pulse_told = -np.inf
        self._play: Play | None = None
        self._is_meant = False
        self._phase: str | None = None

    def frame(self, frame: Frame) -> None:
        """Take in a frame."""
        self._phase = frame.play.phase
        if frame.index == 0 and frame.time > 0:
            self._joints.append(frame.time)
        light = self._light(frame.pixels)
        self._count(light, frame.time)
        assert self._last is not None
        if frame.play is not self._play:
            self._play, self._is_meant = frame.play, any(True for _ in emphases(frame.play))
        view = as_row(frame_of(frame.play.scene))
        seen = _Seen(frame.time, self._last[2], float(light.mean()), self._is_meant, view)
        self._recent.append(seen)
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
            sizes = _sums(np.ones(pixels.shape[:2]))
            grey = (pixels @ np.array([0.299, 0.587, 0.114])).astype(np.uint8)
            self._last = key, _sums(luminance(pixels)) / sizes, grey
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
        recent = list(self._recent)
        near = any(time - _PULSE - _NEAR <= joint <= time for joint in self._joints)
        if not near or len(recent) < 4 or time - self._pulse_told < 1.0:
            return
        after = recent[-1]
        for first in range(1, len(recent) - 2):
            before, middle = recent[first], recent[first + 1 : -1]
            rest = max(before.light, after.light)
            most = max(middle, key=lambda seen: seen.light)
            lasted = time - middle[0].time
            if any(seen.is_meant for seen in middle):
                continue
            if any((seen.view != before.view).any() for seen in (*middle, after)):
                continue
            if lasted > _PULSE or most.light < rest + max(_BRIGHTER * rest, _LEAST_LIGHT):
                continue
            if abs(before.light - recent[first - 1].light) > _STEADY * rest:
                continue
            peak = np.maximum.reduce([seen.grey for seen in middle])
            higher = peak.astype(int) - np.maximum(before.grey, after.grey) >= _GREYER
            share = _largest_share(_sums(higher.astype(float)) >= _FEW)
            if share >= _SHARE:
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


def _sums(pixels: np.ndarray) -> np.ndarray:
    """The sums over the places of a low picture, (_ROWS, _COLUMNS)."""
    rows, columns = pixels.shape
    tops = np.linspace(0, rows, _ROWS, endpoint=False).astype(int)
    lefts = np.linspace(0, columns, _COLUMNS, endpoint=False).astype(int)
    answer: np.ndarray = np.add.reduceat(np.add.reduceat(pixels, tops, 0), lefts, 1)
    return answer


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
