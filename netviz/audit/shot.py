"""One look at a scene: what is drawn after a play, and what a person would call it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, runtime_checkable

import numpy as np
from manim import Mobject, Scene

from netviz.audit.finding import Finding, Limits
from netviz.audit.outline import loops
from netviz.layout import Box
from netviz.observer import Frame, Play

GHOST = 0.3
"""The opacity below which something is in nobody's way."""


@dataclass(frozen=True)
class Item:
    """Something drawn that is judged as one: a line of text, or one shape.

    `kind` is "text", "formula", "number", "copy" (glyphs that look like those of a text, on their
    way somewhere) or "shape". `box` is its bounding box in the frame,
    without the width of strokes.
    """

    mobject: Mobject
    name: str
    kind: str
    box: Box
    parts: tuple[Mobject, ...] = ()
    """The members that are drawn: of a text its glyphs, of a shape itself."""
    opacity: float = 1.0
    """What is seen of it, 0 to 1: its own opacity, less what is drawn over it."""
    boxes: tuple[np.ndarray, ...] = ()
    """Left, bottom, right and top of each part."""

    @cached_property
    def polygons(self) -> list[np.ndarray]:
        """The closed paths of a shape, each (n, 2)."""
        return loops(self.mobject)

    @cached_property
    def form(self) -> np.ndarray:
        """How long the outlines of the parts are, as shares of all: the same at any place, size
        and angle.
        """
        lengths = np.array([_length(part.points) for part in self.parts])
        answer: np.ndarray = lengths / max(float(lengths.sum()), 1e-9)
        return answer

    @property
    def ghost(self) -> bool:
        """Whether it is dimmed so far that nobody is meant to look at it."""
        return self.opacity < GHOST


def _length(points: np.ndarray) -> float:
    steps = np.diff(points[:, :2], axis=0)
    return float(np.hypot(steps[:, 0], steps[:, 1]).sum())


@dataclass(frozen=True)
class Glance:
    """What is drawn at a moment within a play, about twelve times a second."""

    play: Play
    time: float
    """Seconds of film."""
    frame: Box
    items: tuple[Item, ...]
    """The very same objects as at the glance before where nothing of them has changed."""
    covered: tuple[Item, ...] = ()
    """What would be visible, were there nothing opaque over it."""


@dataclass(frozen=True)
class Shot:
    """The picture after one play or wait.

    `pixels` (rows, columns, 3; uint8 RGB) is the picture as drawn at that moment, `without_text`
    the same without any text item. Both have the frame's shape; a row is `frame.height / rows`
    Manim units. A scene in three dimensions has no items:
    what lies where in its picture is not known.
    """

    play: Play
    frame: Box
    """The camera's frame in Manim units."""
    items: tuple[Item, ...]
    """What is visible, in the order in which it is drawn."""
    pixels: np.ndarray
    without_text: np.ndarray
    still_since: float
    """Film seconds since which no frame has differed from the one before."""
    limits: Limits = field(default_factory=Limits)
    broken: tuple[tuple[Mobject, str, str], ...] = ()
    """What has no place in the picture, its name and its fault: no numbers as points, no size."""
    ground: tuple[int, int, int] = (0, 0, 0)
    """The background's colour, RGB."""
    name_of: Callable[[Mobject], str] = lambda mobject: type(mobject).__name__
    """What a person calls a mobject, also one that is not drawn."""

    @property
    def scene(self) -> Scene:
        """The scene, as it is now."""
        return self.play.scene

    @property
    def time(self) -> float:
        """Seconds of film up to now."""
        return self.play.end

    @property
    def started(self) -> float:
        """Seconds of film when the play or wait began."""
        return self.play.start

    @property
    def phase(self) -> str | None:
        """Name of the phase, or of the section, or None."""
        return self.play.phase

    @property
    def moved(self) -> bool:
        """Whether the play was no wait."""
        return bool(self.play.animations) and not self.play.waits

    @property
    def texts(self) -> tuple[Item, ...]:
        """The items that are read."""
        return tuple(item for item in self.items if item.kind != "shape")

    @property
    def shapes(self) -> tuple[Item, ...]:
        """The items that are not."""
        return tuple(item for item in self.items if item.kind == "shape")


class Rule(Protocol):
    """What looks at every shot of a film in turn. One rule object serves one film."""

    def look(self, shot: Shot) -> Iterator[Finding]:
        """Findings of this shot."""
        ...

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """Findings that show only when the film is over; `shots_end` is its length in seconds.

        The captions of the film are then in `scene.renderer.file_writer.subcaptions` of any shot,
        with their exact seconds.
        """
        ...


@runtime_checkable
class Glancer(Protocol):
    """A rule that is also shown each play's glances, before the play's shot."""

    def glance(self, glance: Glance) -> None:
        """Remember what is to be judged when the play is over."""
        ...


@runtime_checkable
class FrameWatcher(Protocol):
    """A rule that is also shown every frame."""

    def frame(self, frame: Frame) -> None:
        """Take in a frame, which is drawn over by the next one."""
        ...
