"""Manim's file writer with netviz's encoder, and a film that is there is whole.

A film is encoded in chunks: a chunk is a run of consecutive plays. One starts with each of Manim's
sections, and at the first play after the running chunk has `CHUNK_SECONDS` of frames. A play
without frames, or one that is skipped, starts and ends none. The film and its sections are the
chunks put end to end, so that processes that render a range of chunks each (everything before it
skipped) write the files that one process would have written.

After `finish`, `chunks` are the files in the film's order, with `frames` of each;
`netviz.render.encoder.join_chunks` makes a film of such files.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from math import ceil
from pathlib import Path
from queue import Empty
from typing import Any

from manim import __version__, config
from manim.constants import RendererType
from manim.scene.scene_file_writer import SceneFileWriter

from netviz.render.encoder import ChunkEncoder, FilmFormat, count_frames, decode_frames, join_chunks
from netviz.render.pixels import Picture
from netviz.render.rectangles import Rectangle
from netviz.render.sound import cut

CHUNK_SECONDS = 2


class FilmWriter(SceneFileWriter):  # type: ignore[misc, unused-ignore]
    """Manim's file writer, which encodes in chunks and replaces a film only by a whole one.

    What is no plain H.264 film (transparent and WebM films, an encoder chosen in Manim's
    configuration) is encoded by Manim. Nothing is taken from Manim's cache.
    Raises RuntimeError when a joined film has not the frames that were drawn for it, OSError when
    it cannot be written; the film at the usual place is then as it was.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._frames: dict[str | None, int] = {}
        self._chunk: ChunkEncoder | None = None
        self._play: str | None = None
        self._sound = b""
        self._told = False  # what changed in the last frame
        self.includes_sound: bool
        super().__init__(*args, **kwargs)
        self._format = _film_format(self)
        self._picture = Picture(self._format) if self._format else None

    @property
    def chunks(self) -> dict[Path, int]:
        """The files written so far, in order, and the frames of each."""
        return {Path(path): n for path, n in self._frames.items() if path is not None}

    def next_section(self, *args: Any, **kwargs: Any) -> None:
        """Open a section as Manim does, and with it a chunk."""
        self._close_chunk()
        super().next_section(*args, **kwargs)

    def is_already_cached(self, hash_invocation: str) -> bool:
        """Never: a play is filmed each time."""
        return False

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """Take note of the next play; its file is named for it if it is the first in a chunk."""
        if self._format is None:
            super().add_partial_movie_file(hash_animation)
        else:
            self._play = hash_animation
            super().add_partial_movie_file(None)

    def begin_animation(self, *args: Any, **kwargs: Any) -> None:
        """Nothing, as a chunk starts with its first frame; for Manim's encoder as Manim does."""
        if self._format is None:
            super().begin_animation(*args, **kwargs)

    def end_animation(self, *args: Any, **kwargs: Any) -> None:
        """End the chunk if it is long enough; for Manim's encoder do as Manim does."""
        if self._format is None:
            super().end_animation(*args, **kwargs)
        elif self._chunk and self._chunk.frames >= least_frames(self._format.frame_rate):
            self._close_chunk()

    @property
    def reads_at_once(self) -> bool:
        """Whether a frame has been read when `write_frame` returns, and may be drawn over."""
        return self._format is not None

    @property
    def starts_chunk(self) -> bool:
        """Whether the next frame is the first of a chunk."""
        return self._format is not None and self._chunk is None

    @property
    def sound(self) -> bytes:
        """The sounds added so far, as a WAV file; nothing when there are none."""
        file = io.BytesIO()
        if self.includes_sound:
            self.audio_segment.export(file, format="wav")
        return file.getvalue()

    def write_frame(
        self, frame: Any, changed: Sequence[Rectangle] | None = None, **count: Any
    ) -> None:
        """Write a frame once, or as often as Manim's `num_frames` or `repeat` says.

        Outside `changed` the frame is that of the last call with `changed`; None: it may differ
        anywhere.
        """
        repeat: int = next(iter(count.values()), 1)
        if self._format is not None and self._picture is not None:
            self._picture.show(frame, changed if self._told else None)
            self._told = changed is not None
            self._open_chunk(self._format).write(self._picture.frame, repeat)
            return
        super().write_frame(frame, **count)
        if self.partial_movie_files:
            segment = self.partial_movie_files[-1]
            self._frames[segment] = self._frames.get(segment, 0) + repeat

    def finish(self) -> None:
        """Make the film of the chunks, as Manim does of its files."""
        self._close_chunk()
        super().finish()

    def abandon(self) -> None:
        """Leave no half-written file behind and no thread."""
        if self._chunk:
            self._chunk.abandon()
            self._chunk = None
        if hasattr(self, "abort_encode_jobs"):
            self.abort_encode_jobs()
        else:
            _stop_writer_thread(self)

    def combine_to_movie(self) -> None:
        """Make the film as Manim does; its sound is there before it takes the last one's place."""
        if self._format is not None:
            # Manim would add it to the film that is there.
            self._sound, self.includes_sound = self.sound, False
        super().combine_to_movie()

    def combine_files(
        self, input_files: list[str], output_file: Path, create_gif: bool = False, *args: Any
    ) -> None:
        """Join files beside the place of the film, decode it, and put it in its place.

        A section is made of the film's frames, which are only counted there.
        """
        section = output_file.parent == getattr(self, "sections_output_dir", None)
        frames_of = count_frames if section else decode_frames
        part = output_file.with_name(f"{output_file.stem}.part{output_file.suffix}")
        try:
            if self._format is None or create_gif:
                super().combine_files(input_files, part, create_gif, *args)
            else:
                output_file.parent.mkdir(parents=True, exist_ok=True)
                comment = f"Rendered with Manim Community v{__version__}"
                chunks = [Path(file) for file in input_files]
                join_chunks(chunks, part, self._sound_of(input_files), comment=comment)
            drawn = sum(self._frames[file] for file in input_files)
            if not create_gif and (written := frames_of(part)) != drawn:
                raise RuntimeError(
                    f"{output_file.name} has {written} of the {drawn} frames drawn for it; "
                    "it was not replaced (is the disk full, or another render running?)"
                )
            part.replace(output_file)
        finally:
            part.unlink(missing_ok=True)

    def _sound_of(self, files: Sequence[str]) -> bytes:
        """The sound of consecutive chunks, as long as they are."""
        if not self._sound or self._format is None:
            return b""
        before = list(self._frames)[: list(self._frames).index(files[0])]
        first, frames = (sum(self._frames[file] for file in some) for some in (before, files))
        rate = Fraction(self._format.frame_rate)
        return cut(self._sound, first / rate, frames / rate)

    def print_file_ready_message(self, file_path: Any) -> None:
        """Say that the film is ready; subtitles of the one before go."""
        super().print_file_ready_message(file_path)
        if any(self.partial_movie_files):
            for suffix in (".srt", ".vtt"):
                Path(file_path).with_suffix(suffix).unlink(missing_ok=True)

    def write_subcaption_file(self) -> None:
        """Write subtitles as Manim does, if there is a film for them to lie beside."""
        if any(self.partial_movie_files):
            super().write_subcaption_file()

    def _open_chunk(self, film_format: FilmFormat) -> ChunkEncoder:
        if self._chunk is None:
            for files in (self.partial_movie_files, self.sections[-1].partial_movie_files):
                files.pop()
            super().add_partial_movie_file(self._play)
            path = Path(self.partial_movie_files[-1])
            path.parent.mkdir(parents=True, exist_ok=True)
            self._chunk = ChunkEncoder(path, film_format)
        return self._chunk

    def _close_chunk(self) -> None:
        if self._chunk is not None:
            chunk, self._chunk = self._chunk, None
            chunk.close()
            self._frames[str(chunk.path)] = chunk.frames


def least_frames(frame_rate: float | Fraction) -> int:
    """Frames after which a chunk ends with the play that is running."""
    return ceil(CHUNK_SECONDS * Fraction(frame_rate))


def discard_open_file(writer: Any) -> None:
    """Leave no half-written file and no thread of a file writer, Manim's own or a `FilmWriter`."""
    if isinstance(writer, FilmWriter):
        writer.abandon()
    elif hasattr(writer, "abort_encode_jobs"):
        writer.abort_encode_jobs()
    else:
        _stop_writer_thread(writer)


def _film_format(writer: Any) -> FilmFormat | None:
    """The format of a film that Manim would encode with x264 as it comes, else None."""
    if hasattr(writer, "settings"):  # Manim since 0.20 has it resolved
        spec = writer.settings.video_encoder
        plain = spec is not None and (
            (spec.codec, spec.pixel_format, spec.options)
            == ("libx264", "yuv420p", (("crf", "23"),))
        )
        return FilmFormat(spec.width, spec.height, spec.frame_rate) if plain else None
    from manim.scene.scene_file_writer import to_av_frame_rate
    from manim.utils.file_ops import write_to_movie

    plain = (
        write_to_movie()
        and config.renderer == RendererType.CAIRO
        and config.movie_file_extension in (".mp4", ".mov")
        and not config.transparent
    )
    if not plain:
        return None
    rate: Fraction = to_av_frame_rate(config.frame_rate)
    return FilmFormat(config.pixel_width, config.pixel_height, rate)


def _stop_writer_thread(writer: Any) -> None:
    # Manim up to 0.19 leaves its encoder thread waiting for frames, which keeps the process alive.
    thread = getattr(writer, "writer_thread", None)
    if thread is None or not thread.is_alive():
        return
    with suppress(Empty):
        while True:
            writer.queue.get_nowait()
    writer.queue.put((-1, None))
    thread.join()
    with suppress(Exception):
        writer.video_container.close()
    Path(writer.partial_movie_file_path).unlink(missing_ok=True)
