"""Frames of a rendered film: decoded one after the other, subtitles from the file beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
import srt  # type: ignore[import-untyped, unused-ignore]
from av.container import InputContainer

from netviz.storyboard.film import Film, FilmError, Hold, Look, Part, Subtitle
from netviz.theme import Theme


class DecodedFilm:
    """A film file, its frames counted in the order in which they are shown.

    It has one part, called `title`, unless `parts` says more. Subtitles are those of the .srt file
    of the same name, if there is one. Raises FilmError when the file is missing, is no video, or
    its frames are not as many as those of `parts`.
    """

    def __init__(
        self,
        path: str | Path,
        parts: Sequence[Part] = (),
        title: str | None = None,
        theme: Theme | None = None,
        holds: Sequence[Hold] = (),
    ) -> None:
        self._path = Path(path)
        if not self._path.is_file():
            raise FilmError(f"film {path} does not exist")
        with self._opened() as container:
            stream = container.streams.video[0]
            rate = stream.guessed_rate or stream.average_rate
            self.size = stream.width, stream.height
            self.frames = sum(packet.size > 0 for packet in container.demux(stream))
        if not rate or not self.frames:
            raise FilmError(f"film {path} has no frames")
        self.rate: Fraction = rate
        self.name = self._path.stem
        self.title = title or self.name
        self.theme = theme or Theme()
        self.holds = tuple(holds)
        self.parts = tuple(parts) or (Part(self.title, 0, self.frames),)
        if self.parts[-1].end != self.frames:
            table = self.parts[-1].end
            raise FilmError(
                f"film {path} has {self.frames} frames ({float(self.frames / rate):g} s), the "
                f"scene's phases have {table} ({float(table / rate):g} s): render it again"
            )

    def look_at(self, wanted: Iterable[int], look: Look) -> tuple[Subtitle, ...]:
        """Decode the film and call `look` for the wanted frames; the answer is all subtitles.

        Raises FilmError when the film or its subtitles cannot be read.
        """
        subtitles = self._subtitles()
        left = sorted(set(wanted), reverse=True)
        with self._opened() as container:
            container.streams.video[0].thread_type = "AUTO"
            for number, frame in enumerate(container.decode(video=0)):
                if not left:
                    break
                if number == left[-1]:
                    look(left.pop(), frame.to_image())
        if left:
            raise FilmError(f"film {self._path} has no frame {left[-1]}")
        return subtitles

    def _subtitles(self) -> tuple[Subtitle, ...]:
        path = self._path.with_suffix(".srt")
        if not path.is_file():
            return ()
        try:
            found = list(srt.parse(path.read_text(encoding="utf-8-sig")))
        except (ValueError, srt.SRTParseError) as error:
            raise FilmError(f"subtitles {path} cannot be read: {error}") from error
        return tuple(
            Subtitle(s.content, s.start.total_seconds(), s.end.total_seconds()) for s in found
        )

    @contextmanager
    def _opened(self) -> Iterator[InputContainer]:
        try:
            with av.open(str(self._path)) as container:
                if not container.streams.video:
                    raise FilmError(f"film {self._path} has no video in it")
                yield container
        except av.FFmpegError as error:
            raise FilmError(f"film {self._path} cannot be decoded: {error.strerror}") from error


def film_of(scene: Film, path: str | Path) -> DecodedFilm:
    """A rendered film with the parts, title and theme of the scene that it was rendered from.

    `scene` has to have the film's frame rate. Raises FilmError as `DecodedFilm` does.
    """
    return DecodedFilm(path, scene.parts, scene.title, scene.theme, scene.holds)
