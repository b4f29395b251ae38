"""Parts put together to a film, its sections, subtitles and poster, where Manim would put them."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, suppress
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from manim import Scene, config, tempconfig
from manim.scene.section import Section

from netviz.render.film import Chunk, Closing, Facts, Film, Part, Span
from netviz.render.film_writer import FilmWriter
from netviz.render.lock import film_lock
from netviz.render.renderer import Renderer
from netviz.words.subtitles import write_by_option

LEAST_FREE = 2**20
"""Bytes that must be free where a film is to be."""


class FilesChanged(RuntimeError):  # noqa: N818
    """A film's parts were not made of the same files."""


class SceneDiffers(RuntimeError):  # noqa: N818
    """A shared scene was not the same for all who filmed it."""


class _JoiningWriter(FilmWriter):
    """Joins chunks that others have written."""

    _heard = b""

    @property
    def sound(self) -> bytes:
        """The film's sound as the others heard it."""
        return self._heard

    def take(self, closing: Closing, chunks: list[tuple[Path, Chunk]]) -> None:
        """Go on as if this writer had written the chunks."""
        self.sections = []
        for index, facts in enumerate(closing.sections):
            paths = [str(path) for path, chunk in chunks if chunk.section == index]
            section = Section(
                facts.type_, facts.video if paths else None, facts.name, facts.skip_animations
            )
            section.partial_movie_files = [*paths]
            self.sections.append(section)
        self.partial_movie_files = [str(path) for path, _ in chunks]
        self._frames = {str(path): chunk.frames for path, chunk in chunks}
        self.subcaptions = list(closing.subtitles)
        self._heard = closing.sound
        write_by_option(self, closing.captions)

    def finish(self) -> None:
        """Make the film and its sections as Manim does, of files that are not in its cache."""
        self.combine_to_movie()
        if config.save_sections:
            self.combine_to_section_videos()
        if self.subcaptions:
            self.write_subcaption_file()

    def finish_last_section(self) -> None:
        """Keep every section: they are complete."""

    def _write_concat_manifest(self, *_: Any) -> None:
        """Nothing: the files of Manim's list would be gone."""


class Assembly:
    """A film in the making, in a `with` block: other renders of it are kept out meanwhile.

    Chunks are kept in a hidden folder beside the film; what is left of one that was killed goes.
    Raises FilmBusy when another process renders it (or waits for that), OSError when the film's
    folder cannot be written in or is full.
    """

    def __init__(self, film: Film, facts: Facts, wait: bool = False) -> None:
        self.facts = facts
        self.spans: list[Span] = []
        self._wait = wait
        self._module = Path(film.file).stem
        with tempconfig(facts.settings):
            writer = _writer(facts.name)
            self.movie = Path(writer.movie_file_path).absolute()
            images = config.get_dir(
                "images_dir", module_name=self._module, scene_name=facts.name
            ).absolute()
        self.poster = images / f"{self.movie.stem}.png"
        self._aside = self.movie.with_name(f".{self.movie.name}.parts")
        self._chunks: dict[int, list[tuple[Path, Chunk]]] = {}
        self._closing: Closing | None = None
        self._read: dict[str, str] = {}
        self._states: dict[int, str] = {}
        self._held = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as held:
            held.enter_context(film_lock(self.movie, self._wait))
            held.callback(shutil.rmtree, self._aside, ignore_errors=True)
            shutil.rmtree(self._aside, ignore_errors=True)
            self._aside.mkdir()
            self._check_space()
            self._held = held.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._held.close()

    @property
    def complete(self) -> bool:
        """Whether every part is there."""
        return len(self._chunks) == len(self.spans)

    @property
    def frames(self) -> int:
        """Frames of the parts that are there."""
        return sum(chunk.frames for chunks in self._chunks.values() for _, chunk in chunks)

    def take(self, part: Part) -> None:
        """Keep a part.

        Raises FilesChanged when it was made of other files than those before, SceneDiffers when
        its scene was another.
        """
        for name, digest in part.read.items():
            if self._read.setdefault(name, digest) != digest:
                raise FilesChanged(f"{name} was changed while the film was rendered: render again")
        if part.states:
            self._states = self._states or dict(part.states)
            for before, now in zip_longest(self._states.items(), part.states.items()):
                if before != now:
                    frame = (before or now or (0,))[0]
                    raise SceneDiffers(f"{self.facts.name} differs each time, from frame {frame}")
        kept = []
        for index, chunk in enumerate(part.chunks):
            path = self._aside / f"{part.number:05}-{index:05}{self.movie.suffix}"
            path.write_bytes(chunk.data)
            kept.append((path, replace(chunk, data=b"")))
        self._chunks[part.number] = kept
        self._closing = part.closing or self._closing

    def start_over(self, whole: Span) -> None:
        """Forget all parts, and wait for one that is the whole film."""
        self.spans = [whole]
        self._chunks, self._states, self._closing = {}, {}, None

    def finish(self) -> None:
        """Join the parts; only a whole film takes the place of the one that is there.

        Raises RuntimeError when frames are missing, OSError when the disk is full.
        """
        assert self._closing is not None
        in_order = sorted(self.spans, key=lambda span: span.first)
        chunks = [kept for span in in_order for kept in self._chunks[span.number]]
        chunks.sort(key=lambda kept: kept[1].first)  # those of a shared film
        frames = self._closing.frames
        if self.facts.end is not None:
            frames = self.facts.end - self.facts.first
        if frames is not None and self.frames != frames:
            raise RuntimeError(
                f"{self.movie.name} has {self.frames} of {frames} frames; it was not replaced"
            )
        with tempconfig(self.facts.settings):
            writer = _writer(self.facts.name)
            writer.take(self._closing, chunks)
            writer.finish()
        _write_whole(self.poster, self._closing.poster)

    def _check_space(self) -> None:
        there = self.movie.stat().st_size if self.movie.exists() else 0
        free = shutil.disk_usage(self._aside).free
        if free < max(LEAST_FREE, 3 * there):
            raise OSError(f"only {free / 2**20:.1f} MiB are free in {self.movie.parent}")


def _writer(scene_name: str) -> _JoiningWriter:
    """The file writer that Manim gives a scene of this name."""
    scene_class: Any = type(scene_name, (Scene,), {})
    scene = scene_class(renderer=Renderer(file_writer_class=_JoiningWriter))
    writer: _JoiningWriter = scene.renderer.file_writer
    return writer


def _write_whole(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
