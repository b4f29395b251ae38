"""The lowest part of the picture belongs to the words, in films that have any."""

from __future__ import annotations

from collections.abc import Iterator

from manim import Scene

from netviz.audit.background import Background
from netviz.audit.finding import Finding
from netviz.audit.shot import Shot
from netviz.words.band import Words

_SLACK = 0.01  # Manim units of the whole frame


class CaptionBand:
    """Finds what reaches below the limit. It waits for the end, when the captions are known."""

    name = "caption-band"

    def __init__(self) -> None:
        self._found: list[Finding] = []
        self._scene: Scene | None = None

    def look(self, shot: Shot) -> Iterator[Finding]:
        self._scene = shot.scene
        background = Background(shot)
        scale = shot.frame.height / 8
        theme = getattr(shot.scene, "theme", None)  # a film may say itself where its band begins
        lowest = getattr(theme, "caption_band", shot.limits.caption_band)
        lowest = min(lowest, shot.limits.caption_band)
        limit = float(shot.frame.center[1]) + lowest * scale
        words = {
            id(line)
            for mobject in shot.scene.mobjects
            if isinstance(mobject, Words)
            for line in mobject
        }
        for item in shot.items:
            if id(item.mobject) in words:
                continue
            below = (limit - item.box.bottom) / scale
            seen = item.box.top > shot.frame.bottom
            if below > _SLACK and seen and not item.ghost and not background.holds(item):
                self._found.append(
                    Finding(
                        self.name,
                        shot.time,
                        shot.phase,
                        (item.name,),
                        f"{below:.2f} units below it",
                        f"nothing below {lowest:g}",
                    )
                )
        yield from ()

    def finish(self, shots_end: float) -> Iterator[Finding]:
        if self._scene is not None and self._scene.renderer.file_writer.subcaptions:
            yield from self._found
