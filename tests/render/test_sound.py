"""Sound in films: where it is heard, and that a film has it before the last one is replaced."""

import wave

import av
import numpy as np
import pytest
from manim import Dot, Scene, tempconfig

from netviz import Phase, PhasedScene
from netviz.render.encoder import count_frames
from netviz.render.film_writer import FilmWriter
from netviz.render.renderer import Renderer

RATE, LENGTH = 22050, 0.2
SOURCE = """
from manim import Dot
from netviz import Phase, PhasedScene


class Beeping(PhasedScene):
    phases = (Phase("One", 3, "one"), Phase("Two", 4, "two"), Phase("Three", 2, "three"))

    def one(self):
        self.wait(0.2)
        self.add_sound("beep.wav")

    def two(self):
        self.play(Dot().animate.shift([1, 0, 0]), run_time=2.6)
        self.add_sound("beep.wav", time_offset=0.2, gain=-6)

    def three(self):
        self.add_sound("beep.wav")
"""


class Beeping(PhasedScene):
    phases = (Phase("One", 1, "one"), Phase("Two", 2, "two"))

    def one(self):
        self.add(Dot())
        self.add_sound("beep.wav")

    def two(self):
        self.wait(0.5)
        self.add_sound("beep.wav")


class BeepingAlike(Scene):
    def construct(self):
        Beeping.one(self)
        self.wait(1)
        Beeping.two(self)
        self.wait(1.5)


def write_beep(folder):
    tone = 9000 * np.sin(np.arange(int(RATE * LENGTH)) * 0.2)
    with wave.open(str(folder / "beep.wav"), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(tone.astype("<i2").tobytes())


@pytest.fixture(autouse=True)
def beep(tmp_path, monkeypatch):
    write_beep(tmp_path)
    monkeypatch.chdir(tmp_path)


def heard(film):
    """The samples of a film's sound, one channel, and how many there are a second."""
    with av.open(str(film)) as container:
        (stream,) = container.streams.audio
        frames = [frame.to_ndarray()[0] for frame in container.decode(stream)]
        return np.concatenate(frames), stream.rate


def starts(film):
    """When a sound starts after silence, in seconds, and how loud the next ones are."""
    samples, rate = heard(film)
    loud = np.flatnonzero(abs(samples) > 0.03)
    first = loud[np.diff(loud, prepend=-rate) > rate * 0.05]
    peaks = [abs(samples[begin : begin + rate // 10]).max() for begin in first]
    return first / rate, np.array(peaks) / max(peaks)


def render(scene, **more):
    settings = {
        "media_dir": "media", "pixel_width": 128, "pixel_height": 72, "frame_rate": 10,
        "verbosity": "ERROR", "progress_bar": "none",
    }  # fmt: skip
    with tempconfig(settings | more):
        scene().render()


@pytest.mark.parametrize(
    "scene",
    [Beeping, lambda: BeepingAlike(renderer=Renderer(file_writer_class=FilmWriter))],
    ids=["phases", "any scene"],
)
def test_a_sound_is_heard_at_its_time_in_the_film_and_its_sections(tmp_path, scene):
    render(scene, save_sections=True)
    (film,) = tmp_path.glob("media/videos/*/*.mp4")
    assert starts(film)[0] == pytest.approx([0, 1.5], abs=0.002)
    assert count_frames(film) == 30
    assert [path.name for path in film.parent.iterdir() if path.is_file()] == [film.name]
    heard = [starts(section)[0] for section in sorted(film.parent.glob("sections/*.mp4"))]
    expected = [[0], [0.5]] if len(heard) == 2 else [[0, 1.5]]
    assert [list(each) for each in heard] == [pytest.approx(each, abs=0.002) for each in expected]


def test_in_a_preview_it_is_at_the_time_of_the_preview(tmp_path):
    class Second(Beeping):
        only_phase = "Two"

    render(Second)
    (film,) = tmp_path.glob("media/videos/*/*.mp4")
    assert count_frames(film) == 20
    assert starts(film)[0] == pytest.approx([0.5], abs=0.002)


def test_a_film_whose_sound_cannot_be_written_does_not_take_the_place_of_the_last(
    tmp_path, monkeypatch
):
    render(Beeping)
    (film,) = tmp_path.glob("media/videos/*/*.mp4")
    good = film.read_bytes()

    def fail(self, seconds):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("netviz.render.encoder._Track.mux_until", fail)
    with pytest.raises(OSError, match="No space left on device; could not write the film"):
        render(Beeping)
    assert film.read_bytes() == good


@pytest.mark.slow
@pytest.mark.parametrize("phase", [None, "Two"])
def test_many_processes_make_the_sound_of_one(place, phase):
    write_beep(place.folder)
    source = place.write(SOURCE, "beeps.py")
    only = ["--phase", phase, "-o", "Beeping"] if phase else []
    done = place.netviz(source, "-j", "3", *only)
    assert done.returncode == 0, done.stderr
    film = place.film(name="Beeping", module="beeps")
    at, peaks = starts(film)
    assert at == pytest.approx([2.8] if phase else [0.2, 5.8, 7], abs=0.002)
    if not phase:
        assert peaks == pytest.approx([1, 0.5, 1], abs=0.05)
        samples, _ = heard(film)
        assert place.manim(source, "Beeping").returncode == 0
        manims, _ = heard(film)
        assert np.array_equal(samples, manims[: len(samples)])


SPOKEN = """
import numpy as np
from manim import RIGHT, Circle, Create, Dot, FadeIn, Scene

from netviz import Spoken


def tone(text):
    return np.sin(np.arange(24_000) / 20) / 2, 24_000


class Mine(Spoken, Scene):
    voice = tone

    def construct(self):
        for number in range(3):
            self.say(f"Sentence {number}.")
            self.play(FadeIn(Dot(number * RIGHT)), run_time=1.2)
            self.play(Create(Circle(number + 1)), run_time=1.2)
"""


@pytest.mark.slow
def test_a_plain_scene_that_speaks_is_heard_the_same_however_many_film_it(place):
    file = place.write(SPOKEN, "mine.py")
    for jobs in ("1", "3"):
        done = place.netviz(file, "--media_dir", jobs, "--jobs", jobs, "--captions", "srt")
        assert done.returncode == 0, done.stderr
        assert "differs each time" not in done.stderr
    one, three = (place.film(media, "Mine", "mine") for media in ("1", "3"))
    assert one.read_bytes() == three.read_bytes()
    with av.open(str(one)) as container:
        assert container.streams.audio
    assert one.with_suffix(".srt").read_text() == three.with_suffix(".srt").read_text()
