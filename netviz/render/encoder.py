"""H.264 in chunks: each is encoded on its own, and a film is its chunks put end to end."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from pathlib import Path
from typing import Any

import av
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

PIXEL_FORMAT = "yuv420p"

# Not as many as there are cores: the bytes would depend on them.
_THREADS = 2
# A film of flat colours and thin strokes, of which little moves: searching well for what moved
# where gains little. One quantizer for all frames is quicker than reckoning one for each, and at
# this one they lie closer to what was drawn than with Manim's settings (medium, crf 23). Colour is
# kept finer than brightness, or the hue of thin dim lines would go.
_OPTIONS = {
    "preset": "ultrafast",
    "qp": "20",
    "x264-params": "cabac=1:8x8dct=1:chroma-qp-offset=-4",
}


@dataclass(frozen=True)
class FilmFormat:
    """Width and height in pixels (even numbers, as H.264 has them) and frames a second."""

    width: int
    height: int
    frame_rate: Fraction

    def __post_init__(self) -> None:
        for name, pixels in (("width", self.width), ("height", self.height)):
            if pixels <= 0 or pixels % 2:
                raise ValueError(
                    f"pixel_{name} must be positive and even for an H.264 film, got {pixels!r}"
                )


class ChunkEncoder:
    """Frames in, one H.264 file out, whose bytes depend on the frames alone.

    Raises OSError, naming the file, when it cannot be written; the file is then gone.
    """

    def __init__(self, path: Path, film_format: FilmFormat) -> None:
        self.path = path
        self.frames = 0
        self._time_base = 1 / film_format.frame_rate
        self._container: OutputContainer = av.open(str(path), "w")
        try:
            stream: Any = self._container.add_stream(
                "libx264", rate=film_format.frame_rate, options=dict(_OPTIONS)
            )
            stream.width, stream.height = film_format.width, film_format.height
            stream.pix_fmt = PIXEL_FORMAT
            stream.codec_context.thread_type = "FRAME"
            stream.codec_context.thread_count = _THREADS
            self._stream = stream
        except BaseException:
            self.abandon()
            raise

    def write(self, picture: VideoFrame, count: int = 1) -> None:
        """Encode a picture of this size, in `PIXEL_FORMAT`, `count` times.

        It has been read when this returns and may be drawn over.
        """
        picture.time_base = self._time_base
        for _ in range(count):
            picture.pts = self.frames
            self.frames += 1
            self._mux(picture)

    def close(self) -> None:
        """Write what is left and close the file."""
        self._mux(None)
        try:
            self._container.close()
        except OSError as error:
            self.abandon()
            raise _unwritten(self.path, error) from error

    def abandon(self) -> None:
        """Close the file, whatever it holds, and remove it."""
        with suppress(OSError):
            self._container.close()
        self.path.unlink(missing_ok=True)

    def _mux(self, picture: VideoFrame | None) -> None:
        try:
            for packet in self._stream.encode(picture):
                self._container.mux(packet)
        except OSError as error:
            self.abandon()
            raise _unwritten(self.path, error) from error


def join_chunks(chunks: Sequence[Path], film: Path, sound: bytes = b"", **metadata: str) -> int:
    """Put chunks of one format end to end, without encoding them again; answers with the frames.

    `sound` is that of the film, a WAV file, or nothing.
    Raises OSError, naming the file, when the film cannot be written.
    """
    frames = 0
    try:
        with av.open(str(film), "w") as joined:
            joined.metadata.update(metadata)
            stream: Any = None
            track: _Track | None = None
            for chunk in chunks:
                with av.open(str(chunk)) as container:
                    source: Any = container.streams.video[0]
                    if stream is None:
                        stream = _like(source, joined)
                        track = _Track(joined, sound) if sound else None
                    step = 1 / (source.average_rate * source.time_base)  # of a frame
                    for packet in container.demux(source):
                        if packet.pts is None:
                            continue  # the end of the file
                        packet.pts = packet.dts = round(frames * step)  # none is reordered
                        packet.stream = stream
                        if track:
                            track.mux_until(packet.pts * packet.time_base)
                        joined.mux(packet)
                        frames += 1
            if track:
                track.mux_until(inf)
    except OSError as error:
        raise _unwritten(film, error) from error
    return frames


class _Track:
    """The sound of a film: AAC, put between the pictures that are shown at its time."""

    def __init__(self, film: OutputContainer, sound: bytes) -> None:
        self._film = film
        stream: Any = film.add_stream("aac")
        with av.open(io.BytesIO(sound), "r") as container:
            frames = [*container.decode(audio=0), None]
        self._packets = deque(packet for frame in frames for packet in stream.encode(frame))

    def mux_until(self, seconds: Fraction | float) -> None:
        while self._packets and self._packets[0].pts * self._packets[0].time_base <= seconds:
            self._film.mux(self._packets.popleft())


def decode_frames(film: Path) -> int:
    """Whole frames in a film's file, those before anything that is no frame at all."""
    whole = 0
    with suppress(av.InvalidDataError), av.open(str(film)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for frame in container.decode(stream):
            whole += not frame.is_corrupt
    return whole


def count_frames(film: Path) -> int:
    """Frames in a film's file, unread. Raises what PyAV raises for what is no film."""
    with av.open(str(film)) as container:
        packets = [packet.size for packet in container.demux(video=0)]
    return sum(size > 0 for size in packets)


def _like(source: VideoStream, container: OutputContainer) -> Any:
    if hasattr(container, "add_stream_from_template"):
        stream = container.add_stream_from_template(source)
        stream.time_base = source.time_base
        return stream
    return container.add_stream(template=source)  # type: ignore[call-overload, unused-ignore]


def _unwritten(path: Path, error: OSError) -> OSError:
    return OSError(error.errno, f"{error.strerror or error}; could not write the film", str(path))
