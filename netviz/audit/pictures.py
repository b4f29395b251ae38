"""A still for each finding, with boxes drawn around what it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from manim import Scene
from manim.utils.family import extract_mobject_family_members
from PIL import Image, ImageDraw

from netviz.audit.finding import Finding
from netviz.audit.picture import draw
from netviz.observer import Frame, Observer, Play, watch

_COLOR = (255, 64, 160)
_WIDTH, _ROOM = 3, 6  # pixels
_NOISE = 1e-6


def write_pictures(
    scene_class: type[Scene], findings: Sequence[Finding], folder: Path
) -> list[Path]:
    """Run a scene once more and write a PNG for each finding; the paths are in the same order.

    Missing folders are made. Raises what the scene raises, OSError when nothing can be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    moments = _Moments({_seen(finding) for finding in findings})
    watch(scene_class, moments)
    paths = []
    for number, finding in enumerate(findings, start=1):
        name = re.sub(r"[^A-Za-z0-9.-]", "_", f"{scene_class.__name__}_{number:02}_{finding.rule}")
        path = folder / f"{name}.png"
        _boxed(moments.picture_at(_seen(finding)), finding).save(path)
        paths.append(path)
    return paths


class _Moments(Observer):
    """Pictures of a scene at some of its seconds."""

    def __init__(self, wanted: set[float]) -> None:
        self._wanted = sorted(wanted)
        self._pictures: dict[float, np.ndarray] = {}

    def frame(self, frame: Frame) -> None:
        self._take(frame.play, lambda seconds: abs(seconds - frame.time) < _NOISE)

    def play_ends(self, play: Play) -> None:
        if play.filmed:
            self._take(play, lambda seconds: seconds <= play.end + _NOISE)

    def scene_ends(self, scene: Scene) -> None:
        missing = [seconds for seconds in self._wanted if seconds not in self._pictures]
        if missing:
            picture = _picture(scene)
            self._pictures.update(dict.fromkeys(missing, picture))

    def picture_at(self, seconds: float) -> np.ndarray:
        return self._pictures[seconds]

    def _take(self, play: Play, is_due: Callable[[float], bool]) -> None:
        due = [s for s in self._wanted if s not in self._pictures and is_due(s)]
        if due:
            self._pictures.update(dict.fromkeys(due, _picture(play.scene)))


def _picture(scene: Scene) -> np.ndarray:
    members = extract_mobject_family_members(
        [*scene.mobjects, *scene.foreground_mobjects],
        use_z_index=scene.renderer.camera.use_z_index,
        only_those_with_points=True,
    )
    return draw(scene, list(members))


def _seen(finding: Finding) -> float:
    return finding.time if finding.seen is None else finding.seen


def _boxed(pixels: np.ndarray, finding: Finding) -> Image.Image:
    image = Image.fromarray(pixels)
    pen = ImageDraw.Draw(image)
    for left, top, right, bottom in finding.boxes:
        corners = np.array([left, top, right, bottom]) * (*image.size, *image.size)
        corners += np.array([-_ROOM, -_ROOM, _ROOM, _ROOM])
        low = np.clip(corners[:2], 0, np.array(image.size) - 1)
        high = np.clip(corners[2:], 0, np.array(image.size) - 1)
        if (high > low).all():
            pen.rectangle((*low, *high), outline=_COLOR, width=_WIDTH)
    return image
