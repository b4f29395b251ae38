"""A film's beats: pictures of its moments and what they are made of, drawn but never encoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import Scene, Wait, tempconfig

from netviz import PhasedScene
from netviz.audit.items import drawn_in
from netviz.audit.names import Names
from tests.golden.measure import COLUMNS, ROWS
from tests.golden.snapshot import Entry, entries

SETTINGS = {
    "pixel_width": COLUMNS,
    "pixel_height": ROWS,
    "frame_rate": 1,  # what is looked at is the same at every rate
    "dry_run": True,
    "progress_bar": "none",
    "verbosity": "ERROR",
}


LONGEST = 2.5
"""Seconds without a rest after which the end of a play is a beat too."""


@dataclass(frozen=True)
class Beat:
    """One picture worth keeping, the `count`-th of its phase: a rest, or the phase's end."""

    phase: str
    count: int
    seconds: float
    """From the film's start; at the end of a rest."""
    picture: np.ndarray
    """(rows, columns, 3) of uint8, red green blue."""

    @property
    def name(self) -> str:
        return f"{self.phase} {self.count}"


@dataclass(frozen=True)
class Looked:
    """What was seen of a film."""

    beats: tuple[Beat, ...]
    snapshots: dict[str, list[Entry]]
    """By phase: what the picture at its end is made of."""


def look(film: type[PhasedScene]) -> Looked:
    """Run a film and look at it after each wait, at the end of each phase, and now and then."""
    beats: list[Beat] = []
    snapshots: dict[str, list[Entry]] = {}
    with tempconfig(SETTINGS):
        scene = film()
        names = Names(scene)
        play, close = scene.play, scene._close_phase

        def take(phase: str, seconds: float) -> None:
            picture = picture_of(scene)
            count = 1
            if beats and beats[-1].phase == phase:
                same = np.array_equal(beats[-1].picture, picture)
                count = beats[-1].count + (0 if same else 1)
                if same:
                    beats.pop()
            beats.append(Beat(phase, count, seconds, picture))

        # On the scene and not in a subclass: names are found in the variables of its methods.
        def noted_play(*args: Any, **kwargs: Any) -> None:
            names.note_locals()
            play(*args, **kwargs)
            names.note_locals()
            assert scene._phase is not None  # else play has raised
            seconds = float(scene._start + scene._used)
            rests = len(args) == 1 and isinstance(args[0], Wait)
            if rests or seconds - (beats[-1].seconds if beats else 0) > LONGEST:
                take(scene._phase.name, seconds)

        def noted_close() -> None:
            phase, start = scene._phase, float(scene._start)
            assert phase is not None
            close()
            take(phase.name, start + phase.seconds)
            snapshots[phase.name] = entries(drawn_in(scene, names).items)

        scene.play = noted_play  # type: ignore[method-assign]
        scene._close_phase = noted_close  # type: ignore[method-assign]
        scene.render()
    return Looked(tuple(beats), snapshots)


def picture_of(scene: Scene) -> np.ndarray:
    """What the scene's camera sees now: (rows, columns, 3) of uint8."""
    camera = scene.renderer.camera
    camera.reset()
    camera.capture_mobjects([*scene.mobjects, *scene.foreground_mobjects])
    picture: np.ndarray = camera.pixel_array[:, :, :3].copy()
    return picture
