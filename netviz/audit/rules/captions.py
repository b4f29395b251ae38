"""Captions as they are read: speed, length, time, and what they may not cross."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from netviz.audit.finding import Finding, Limits
from netviz.audit.shot import Item, Shot
from netviz.timeline import PhasedScene

_NOISE = 0.002  # s: subtitles are written in thousandths of a second
_FRAME = 0.07  # s: a caption may end with the frame after, at 15 frames a second
_LEAST_SHARED = 0.25  # s that a change of formula and a caption have in common


@dataclass(frozen=True)
class _Caption:
    """One caption, in seconds of film."""

    text: str
    start: float
    end: float

    @property
    def name(self) -> str:
        """What a person calls it."""
        return f"caption {' '.join(self.text.split())!r}"

    @property
    def seconds(self) -> float:
        return self.end - self.start


class CaptionRules:
    """Captions too fast, too long or too short, over each other, or across a phase's boundary.

    They are the scene's subtitles, however they were added. Characters are counted with spaces, a
    line break as one. While a formula appears or changes, fewer characters a second can be read.
    """

    name = "captions"

    def __init__(self) -> None:
        self._last: Shot | None = None
        self._formulas: dict[int, tuple[Item, bytes]] = {}
        self._changes: list[tuple[float, float]] = []
        self._phases: list[tuple[float, str | None]] = []

    def look(self, shot: Shot) -> Iterator[Finding]:
        """Nothing yet: remember when formulas change and phases begin."""
        formulas = {
            id(item.mobject): (item, _outline(item))
            for item in shot.items
            if item.kind == "formula"
        }
        before = {key: outline for key, (_, outline) in self._formulas.items()}
        if any(before.get(key) != outline for key, (_, outline) in formulas.items()):
            self._changes.append((shot.started, shot.time))
        self._formulas = formulas
        if not self._phases or self._phases[-1][1] != shot.phase:
            self._phases.append((_began(shot), shot.phase))
        self._last = shot
        yield from ()

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """The findings of all captions, in their order."""
        if self._last is None:
            return
        limits = self._last.limits
        captions = _captions(self._last)
        for caption in captions:
            for measure, limit in self._faults(caption, limits):
                yield self._finding(caption, (caption.name,), measure, limit)
        for caption, following in pairwise(captions):
            shared = caption.end - following.start
            if shared > _NOISE:
                yield self._finding(
                    following,
                    (caption.name, following.name),
                    f"{shared:.2f} s on screen together",
                    "one caption at a time",
                )

    def _finding(
        self, caption: _Caption, names: tuple[str, ...], measure: str, limit: str
    ) -> Finding:
        return Finding(
            self.name,
            caption.start,
            self._phase_at(caption.start),
            names,
            measure,
            limit,
            until=caption.end,
        )

    def _faults(self, caption: _Caption, limits: Limits) -> Iterator[tuple[str, str]]:
        """(measure, limit) of each rule that a caption breaks by itself."""
        lines = caption.text.split("\n")
        if len(lines) > limits.caption_lines:
            yield f"{len(lines)} lines", f"at most {limits.caption_lines} lines"
        longest = max(map(len, lines))
        if longest > limits.caption_columns:
            yield (
                f"a line of {longest} characters",
                f"at most {limits.caption_columns} characters",
            )
        if caption.seconds < limits.caption_seconds - _NOISE:
            yield f"{caption.seconds:.2f} s", f"at least {limits.caption_seconds:g} s"
        elif caption.seconds > 0:
            speed = len(caption.text) / (caption.seconds + _NOISE)
            if speed > limits.caption_speed:
                yield (
                    f"{speed:.1f} characters a second",
                    f"at most {limits.caption_speed:g}",
                )
            elif speed > limits.caption_speed_formula and self._formula_changes(caption):
                yield (
                    f"{speed:.1f} characters a second",
                    f"at most {limits.caption_speed_formula:g} while a formula changes",
                )
        for begins, phase in self._phases[1:]:
            if caption.start < begins - _FRAME and caption.end > begins + _FRAME:
                yield (
                    f"on screen until {caption.end - begins:.2f} s into {phase!r}",
                    f"at an end by {begins:.2f} s",
                )

    def _formula_changes(self, caption: _Caption) -> bool:
        return any(
            min(end, caption.end) - max(start, caption.start) > _LEAST_SHARED
            for start, end in self._changes
        )

    def _phase_at(self, time: float) -> str | None:
        begun = [phase for begins, phase in self._phases if begins <= time + _NOISE]
        return begun[-1] if begun else None


def _began(first: Shot) -> float:
    """When the phase or section of its first shot began: a table has it to the point."""
    scene = first.scene
    return float(scene._start) if isinstance(scene, PhasedScene) else first.started


def _captions(shot: Shot) -> Sequence[_Caption]:
    """The subtitles of the film so far, in the order in which they begin."""
    subtitles = getattr(shot.scene.renderer.file_writer, "subcaptions", [])
    found = [
        _Caption(
            str(subtitle.content).strip(),
            subtitle.start.total_seconds(),
            subtitle.end.total_seconds(),
        )
        for subtitle in subtitles
    ]
    return sorted(found, key=lambda caption: caption.start)


def _outline(item: Item) -> bytes:
    """What a formula looks like, wherever it stands."""
    points = [part.points for part in item.mobject.family_members_with_points()]
    if not points:
        return b""
    outline = np.vstack(points)
    return bytes(np.round(outline - outline.min(axis=0), 2).tobytes())
