"""Things that are elsewhere at the beginning of a play than at the end of the last one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from netviz.audit.finding import Finding
from netviz.audit.outline import as_row
from netviz.audit.shot import Glance, Item, Shot

_FAR = 0.3  # Manim units of the whole frame
_STEPS = 2.5  # steps from glance to glance that something in motion may go on by
_SAME_FORM = 0.02
_SAME_SIZE = 0.05


class Jumps:
    """Finds what is seen at the end of a play and at the beginning of the next, but elsewhere.

    It follows the object: another one at another place is no jump, nor is the same one that has
    become another picture, nor what an updater keeps moving. A camera that looks elsewhere has cut.
    """

    name = "jumps"

    def __init__(self) -> None:
        self._rest: dict[int, Item] = {}
        self._frame = np.zeros(4)
        self._steps: dict[int, float] = {}
        self._last: dict[int, np.ndarray] = {}
        self._is_first = True
        self._jumped: list[tuple[Item, float]] = []
        self._at = 0.0

    def glance(self, glance: Glance) -> None:
        """Compare a play's first glance with the rest before, and note how fast things move."""
        scale = glance.frame.height / 8
        centers = {id(item.mobject): item.box.center[:2].copy() for item in glance.items}
        if self._is_first and np.allclose(as_row(glance.frame), self._frame, atol=1e-3):
            self._at = glance.time
            for item in glance.items:
                rest = self._rest.get(id(item.mobject))
                if rest is None or item.ghost or rest.ghost or rest.mobject is not item.mobject:
                    continue
                away = float(np.linalg.norm(item.box.center[:2] - rest.box.center[:2]))
                allowed = max(_FAR * scale, _STEPS * self._steps.get(id(item.mobject), 0.0))
                if away > allowed and _is_the_same(item, rest):
                    self._jumped.append((item, away))
        if not self._is_first:
            self._steps = {
                key: float(np.linalg.norm(center - self._last[key]))
                for key, center in centers.items()
                if key in self._last
            }
        self._last, self._is_first = centers, False

    def look(self, shot: Shot) -> Iterator[Finding]:
        """What had jumped when the play began; all that jumped together is one finding."""
        jumped, self._jumped = self._jumped, []
        if jumped:
            names = list(dict.fromkeys(item.name for item, _ in jumped))
            yield Finding(
                self.name,
                self._at,
                shot.phase,
                tuple(names),
                f"{max(away for _, away in jumped):.2f} units away from one frame to the next",
                "moved in a play, or faded out and in",
            )
        for item in shot.items:
            if item.kind != "shape":
                _ = item.form  # as it is now
        self._rest = {id(item.mobject): item for item in shot.items}
        self._frame, self._is_first = as_row(shot.frame), True

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """Nothing more."""
        yield from ()


def _is_the_same(item: Item, rest: Item) -> bool:
    """Whether something still looks as it did, wherever it is."""
    if item.kind != "shape":
        return len(item.form) == len(rest.form) and bool(
            np.abs(item.form - rest.form).max() < _SAME_FORM
        )
    sizes = np.array([[box.width, box.height] for box in (item.box, rest.box)])
    return bool(np.abs(sizes[0] - sizes[1]).max() <= _SAME_SIZE * sizes.max())
