"""One look at a scene: what is drawn after a play, and what a person would call it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from manim import Mobject, Scene

from netviz.audit.finding import Finding, Limits
from netviz.layout import Box


@dataclass(frozen=True)
class Item:
    """Something drawn that is judged as one: a line of text, or one shape.

    `kind` is "text", "formula", "number" or "shape". `box` is its bounding box in the frame.
    """

    mobject: Mobject
    name: str
    kind: str
    box: Box


@dataclass(frozen=True)
class Shot:
    """The picture after one play or wait.

    `pixels` (rows, columns, 3; uint8 RGB) is the picture as drawn at that moment, `without_text`
    the same without any text item. Both have the frame's shape; a row is `frame.height / rows`
    Manim units. `moved` says that the play was no wait.
    """

    scene: Scene
    time: float
    """Seconds of film up to now."""
    started: float
    """Seconds of film when the play or wait began."""
    phase: str | None
    """Name of the phase, or of the section, or None."""
    frame: Box
    """The camera's frame in Manim units."""
    items: tuple[Item, ...]
    """What is visible, in the order in which it is drawn."""
    pixels: np.ndarray
    without_text: np.ndarray
    moved: bool
    still_since: float
    """Film seconds since which no frame has differed from the one before."""
    limits: Limits = field(default_factory=Limits)

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
        """Findings that show only when the film is over; `shots_end` is its length in seconds."""
        ...
