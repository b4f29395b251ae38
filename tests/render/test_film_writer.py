import shutil
import threading
from fractions import Fraction
from hashlib import sha256

import av
import numpy as np
import pytest
from manim import RIGHT, Dot, Square, tempconfig

from netviz import Phase, PhasedScene
from netviz.render.encoder import count_frames, join_chunks
from netviz.render.film_writer import FilmWriter, least_frames

resource = pytest.importorskip("resource", reason="limits of POSIX")

RATE = 10


class Stepped(PhasedScene):
    """Plays of half a second: 6 in the first section, 3 in the second."""

    phases = (Phase("First", 3, "first"), Phase("Second", 1.5, "second"))

    def first(self):
        self.dot = Dot(radius=0.5)
        self.add(Square(6, fill_opacity=0.4, color="#204060"), self.dot)
        for _ in range(6):
            self.step()

    def second(self):
        for _ in range(3):
            self.step()

    def step(self):
        self.play(self.dot.animate.shift(RIGHT * 0.3), run_time=0.5)


class Stills(PhasedScene):
    """A long still among steps, and plays too short for a frame."""

    phases = (Phase("Only", 8, "only"),)

    def only(self):
        dot = Dot()
        self.play(dot.animate.shift(RIGHT), run_time=0.4)
        self.wait(5.2)
        for _ in range(5):
            self.play(dot.animate.shift(RIGHT), run_time=0.01)
        self.play(dot.animate.shift(RIGHT), run_time=1)


def render(scene_class, folder, **more):
    settings = {
        "media_dir": str(folder),
        "pixel_width": 128,
        "pixel_height": 72,
        "frame_rate": RATE,
        "verbosity": "ERROR",
        "progress_bar": "none",
        **more,
    }
    with tempconfig(settings):
        scene = scene_class()
        scene.render()
    return scene.renderer.file_writer


def film(folder):
    (path,) = (p for p in folder.glob("videos/*/*.mp4"))
    return path


def decoded(path):
    with av.open(str(path)) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


def failing(when):
    """`Stepped` with a failure before the sixth play."""

    class Failing(Stepped):
        plays = 0

        def step(self):
            self.plays += 1
            if self.plays == 6:
                when()
            super().step()

    Failing.__name__ = "Stepped"
    return Failing


def test_a_chunk_ends_with_its_section_or_the_play_that_fills_it(tmp_path):
    writer = render(Stepped, tmp_path)
    assert list(writer.chunks.values()) == [20, 10, 15]
    assert [count_frames(chunk) for chunk in writer.chunks] == [20, 10, 15]
    assert count_frames(film(tmp_path)) == 45


def test_a_still_is_one_play_and_one_without_frames_ends_no_chunk(tmp_path):
    writer = render(Stills, tmp_path)
    assert list(writer.chunks.values()) == [56, 24]
    frames = decoded(film(tmp_path))
    assert len(frames) == 80
    assert len({frame.tobytes() for frame in frames[20:56]}) < 4


def test_film_and_sections_are_the_chunks_put_end_to_end(tmp_path):
    writer = render(Stepped, tmp_path, save_sections=True)
    frames = [frame for chunk in writer.chunks for frame in decoded(chunk)]
    shown = decoded(film(tmp_path))
    assert len(shown) == len(frames) == 45
    assert all(map(np.array_equal, shown, frames))
    first, second = sorted(film(tmp_path).parent.glob("sections/*.mp4"))
    assert all(map(np.array_equal, [*decoded(first), *decoded(second)], frames))


def test_a_range_of_chunks_filmed_alone_is_that_of_the_whole_film(tmp_path):
    class Later(Stepped):
        """The first two chunks are computed, not filmed."""

        def next_section(self, name="unnamed", *args, **kwargs):
            super().next_section(name, skip_animations=name == "First")

    whole = render(Stepped, tmp_path / "whole")
    part = render(Later, tmp_path / "part")
    (chunk,) = part.chunks
    assert chunk.read_bytes() == list(whole.chunks)[-1].read_bytes()
    joined = tmp_path / "joined.mp4"
    join_chunks([*list(whole.chunks)[:-1], chunk], joined)
    assert all(map(np.array_equal, decoded(joined), decoded(film(tmp_path / "whole"))))


def test_the_frames_are_those_that_are_drawn(tmp_path):
    drawn = []

    class Seen(Stepped):
        def play(self, *args, **kwargs):
            super().play(*args, **kwargs)
            drawn.append(self.renderer.camera.pixel_array[:, :, :3].copy())

    render(Seen, tmp_path)
    with av.open(str(film(tmp_path))) as container:
        shown = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)][4::5]
    for picture, frame in zip(drawn, shown, strict=True):
        brightness = np.abs(picture.mean(axis=2) - frame.mean(axis=2))
        assert brightness.mean() < 2
        assert np.unravel_index(picture.mean(axis=2).argmax(), picture.shape[:2])[
            1
        ] == pytest.approx(
            np.unravel_index(frame.mean(axis=2).argmax(), picture.shape[:2])[1], abs=12
        )


def test_a_film_is_the_same_each_time(tmp_path):
    digests = set()
    for _ in range(2):
        render(Stepped, tmp_path)
        digests.add(sha256(film(tmp_path).read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_chunk_that_has_lost_frames_leaves_the_last_film_as_it_was(tmp_path):
    render(Stepped, tmp_path)
    good = film(tmp_path).read_bytes()

    class Lossy(Stepped):
        def second(self):
            super().second()
            first, second = self.renderer.file_writer.chunks
            shutil.copy(second, first)

    Lossy.__name__ = "Stepped"
    with pytest.raises(RuntimeError, match=r"Stepped.mp4 has 35 of the 45 frames drawn for it"):
        render(Lossy, tmp_path)
    assert film(tmp_path).read_bytes() == good


def fail():
    raise RuntimeError("in a play")


def test_a_failure_leaves_the_last_film_and_neither_half_a_chunk_nor_a_thread(tmp_path):
    writer = render(Stepped, tmp_path)
    good = film(tmp_path).read_bytes()
    for chunk in writer.chunks:
        chunk.unlink()
    with pytest.raises(RuntimeError, match="in a play"):
        render(failing(fail), tmp_path)
    assert film(tmp_path).read_bytes() == good
    whole = [count_frames(path) for path in tmp_path.rglob("partial_movie_files/**/*.mp4")]
    assert whole == [20]
    assert [t for t in threading.enumerate() if not t.daemon] == [threading.main_thread()]
    render(Stepped, tmp_path)
    assert film(tmp_path).read_bytes() == good


def spoil_a_frame(path):
    """Overwrite what the largest packet holds, the first frame of a chunk."""
    with av.open(str(path)) as container:
        packet = max(container.demux(video=0), key=lambda packet: packet.size)
    with path.open("r+b") as file:
        file.seek(packet.pos + 40)
        file.write(bytes(packet.size - 40))


@pytest.mark.parametrize("save_sections", [False, True])
def test_a_film_that_cannot_be_decoded_does_not_take_the_place_of_the_last(
    tmp_path, monkeypatch, save_sections
):
    render(Stepped, tmp_path)
    good = film(tmp_path).read_bytes()

    def join_badly(chunks, path, *sound, **metadata):
        join_chunks(chunks, path, *sound, **metadata)
        spoil_a_frame(path)

    monkeypatch.setattr("netviz.render.film_writer.join_chunks", join_badly)
    with pytest.raises(RuntimeError, match="of the 45 frames drawn for it; it was not replaced"):
        render(Stepped, tmp_path, save_sections=save_sections)
    assert film(tmp_path).read_bytes() == good
    assert [path.name for path in film(tmp_path).parent.glob("*.mp4")] == ["Stepped.mp4"]


def test_an_encoder_that_cannot_write_is_said_and_leaves_the_last_film(tmp_path):
    render(Stepped, tmp_path)
    good = film(tmp_path).read_bytes()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    limit = failing(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500, before[1])))
    try:
        with pytest.raises(OSError, match="could not write the film") as info:
            render(limit, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "partial_movie_files" in str(info.value)
    assert film(tmp_path).read_bytes() == good


@pytest.mark.parametrize("name", ["it's here", "two words", "ünï ☃", 'quo"ted'])
def test_any_folder_will_do(tmp_path, name):
    render(Stills, tmp_path / name)
    assert count_frames(film(tmp_path / name)) == 80


@pytest.mark.parametrize(
    ("settings", "made"),
    [({"transparent": True}, ".mov"), ({"format": "webm"}, ".webm"), ({"format": "gif"}, ".gif")],
)
def test_other_films_are_made_as_by_manim(tmp_path, settings, made):
    render(Stepped, tmp_path, **settings)
    (path,) = tmp_path.glob(f"videos/*/*{made}")
    assert len(decoded(path)) == 45


def test_a_size_that_cannot_be_encoded_is_refused(tmp_path):
    with pytest.raises(ValueError, match="pixel_width must be positive and even"):
        render(Stepped, tmp_path, pixel_width=127)


def test_how_long_a_chunk_is_at_least():
    assert [least_frames(rate) for rate in (10, 60, Fraction(24000, 1001))] == [20, 120, 48]


def test_it_is_the_writer_of_phased_scenes():
    with tempconfig({"dry_run": True}):
        assert isinstance(Stepped().renderer.file_writer, FilmWriter)
