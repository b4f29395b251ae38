import os
import subprocess
import sys
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import av
import numpy as np
import pytest

from netviz.render.encoder import ChunkEncoder, FilmFormat, count_frames, decode_frames, join_chunks
from netviz.render.pixels import Picture

resource = pytest.importorskip("resource", reason="limits of POSIX")

FORMAT = FilmFormat(64, 48, Fraction(30))


def pictures(count, seed=0):
    """A square that walks over noise."""
    pixels = np.random.default_rng(seed).integers(0, 60, (48, 64, 4), dtype=np.uint8)
    picture = Picture(FORMAT)
    for step in range(count):
        shown = pixels.copy()
        shown[8:24, step % 48 : step % 48 + 16] = (40, 200, 240, 255)
        picture.show(shown)
        yield picture.frame


def encode(path, count, seed=0):
    encoder = ChunkEncoder(path, FORMAT)
    for frame in pictures(count, seed):
        encoder.write(frame)
    encoder.close()
    return path


def decoded(path):
    with av.open(str(path)) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


@pytest.mark.parametrize("count", [1, 2, 3, 70])
def test_every_frame_is_there_and_close_to_what_was_drawn(tmp_path, count):
    frames = decoded(encode(tmp_path / "a.mp4", count))
    assert len(frames) == count == count_frames(tmp_path / "a.mp4")
    for drawn, shown in zip(pictures(count), frames, strict=True):
        error = np.mean((drawn.to_ndarray().astype(float) - shown) ** 2)
        assert 10 * np.log10(255**2 / error) > 38


def test_a_repeated_frame_is_written_as_often(tmp_path):
    encoder = ChunkEncoder(tmp_path / "a.mp4", FORMAT)
    for frame in pictures(2):
        encoder.write(frame, 5)
    assert encoder.frames == 10
    encoder.close()
    frames = decoded(tmp_path / "a.mp4")
    assert len(frames) == 10
    assert np.abs(frames[4].astype(int) - frames[0]).max() < 6
    assert np.abs(frames[5].astype(int) - frames[4]).max() > 50


def test_joined_chunks_have_the_frames_of_each_at_even_times(tmp_path):
    chunks = [encode(tmp_path / f"{n}.mp4", n, seed=n) for n in (1, 40, 2, 7)]
    film = tmp_path / "film.mp4"
    assert join_chunks(chunks, film, comment="a film") == 50 == count_frames(film)
    expected = [frame for chunk in chunks for frame in decoded(chunk)]
    assert all(map(np.array_equal, decoded(film), expected))
    with av.open(str(film)) as container:
        (stream,) = container.streams
        times = [packet.pts * stream.time_base for packet in container.demux(stream) if packet.size]
        assert times == [Fraction(n, 30) for n in range(50)]
        assert container.metadata["comment"] == "a film"


def test_a_frame_that_cannot_be_decoded_is_not_counted(tmp_path):
    film = encode(tmp_path / "a.mp4", 50)
    assert decode_frames(film) == 50
    with av.open(str(film)) as container:
        middle = [packet for packet in container.demux(video=0) if packet.size][25]
    with film.open("r+b") as file:
        file.seek(middle.pos + middle.size // 3)
        file.write(bytes(range(100, 120)))
    assert count_frames(film) == 50
    assert decode_frames(film) < 50
    film.write_bytes(film.read_bytes()[:2000])
    assert decode_frames(film) == 0


ENCODE = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from test_encoder import encode
encode(Path(sys.argv[2]), 70)
"""


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="needs to choose its CPUs")
def test_the_bytes_do_not_depend_on_the_cores(tmp_path):
    digests = set()
    for cores in (1, len(os.sched_getaffinity(0))):
        path = tmp_path / f"{cores}.mp4"
        chosen = sorted(os.sched_getaffinity(0))[:cores]
        subprocess.run(
            [sys.executable, "-c", ENCODE, str(Path(__file__).parent), str(path)],
            check=True,
            preexec_fn=lambda: os.sched_setaffinity(0, chosen),  # noqa: B023
        )
        digests.add(sha256(path.read_bytes()).hexdigest())
    assert len(digests) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_said_and_nothing_is_left(tmp_path):
    path = tmp_path / "a.mp4"
    path.symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left on device; could not write the film") as info:
        encode(path, 300)
    assert str(path) in str(info.value)
    assert not path.is_symlink()


def test_a_film_that_does_not_fit_is_said(tmp_path):
    chunk = encode(tmp_path / "a.mp4", 70)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="could not write the film"):
            join_chunks([chunk], tmp_path / "film.mp4")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_an_abandoned_chunk_leaves_no_file(tmp_path):
    encoder = ChunkEncoder(tmp_path / "a.mp4", FORMAT)
    for frame in pictures(20):
        encoder.write(frame)
    encoder.abandon()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("width", "height", "name"), [(63, 48, "width"), (64, 0, "height")])
def test_a_size_that_cannot_be_encoded_is_refused(width, height, name):
    with pytest.raises(ValueError, match=f"pixel_{name} must be positive and even"):
        FilmFormat(width, height, Fraction(30))
