"""Which chunks of a film one process films, so that others film the rest."""

from __future__ import annotations

from manim import config
from manim.utils.exceptions import EndSceneEarlyException

from netviz.render.film_writer import least_frames


class Portion:
    """The chunks whose first frame lies in [`first`, `end`), counted as `FilmWriter` does.

    However the frames of a film are divided into such ranges, each chunk is in one of them.
    """

    def __init__(self, first: int, end: int) -> None:
        self.first, self.end = first, end
        self._in_chunk = 0
        self._mine = False

    def open_section(self) -> None:
        """A section starts, and with it a chunk."""
        self._in_chunk = 0

    def has_play(self, frame: int) -> bool:
        """Whether a play that starts at `frame` is filmed here.

        Raises EndSceneEarlyException, which ends the scene, at the first chunk past the last.
        """
        if self._in_chunk == 0:
            if frame >= self.end:
                raise EndSceneEarlyException
            self._mine = frame >= self.first
        return self._mine

    def count(self, frames: int) -> None:
        """A play of so many frames is over, filmed here or not."""
        self._in_chunk += frames
        if self._in_chunk >= least_frames(config.frame_rate):
            self._in_chunk = 0
