"""Films are listened to: each sentence is heard, when its subtitle says so, and no other."""

import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pyloudnorm
import pytest
import srt

from netviz.measure import sentences_of
from netviz.scene_files import scene_in
from netviz.words.lengths import Lengths
from tests.words.listening import RATE, sound_of, starts, which

FILMS = Path(__file__).parents[2] / "scenes"
SPEAKING = sorted(p.stem for p in FILMS.glob("*.py") if "self.say(" in p.read_text("utf-8"))
SOURCE = """
from manim import RIGHT, Create, Square
from netviz import Phase, PhasedScene, Sentence


class Talk(PhasedScene):
    phases = (Phase("Intro", 3.1, "intro"), Phase("Forward", 7, "forward"),
              Phase("Numbers", 8.1, "numbers"))

    def intro(self):
        self.say("Three numbers in, one decision out.")
        self.square = Square()
        self.play(Create(self.square), run_time=1.13)

    def forward(self):
        self.say("Multiply inputs by weights, add a bias.", at=0.21)
        self.wait(1)
        self.play(self.square.animate.shift(RIGHT), run_time=2.73)
        self.say("Below zero, ReLU outputs zero.")

    def numbers(self):
        self.wait(0.5)
        self.say("The error a − y is 0.45.", at=0.61)
        self.wait(3.9)
        self.say(Sentence("∂L/∂w = 0.076", spoken="The gradient is 0.076."))
"""
SPOKEN = [
    "Three numbers in, one decision out.",
    "Multiply inputs by weights, add a bias.",
    "Below zero, ReLU outputs zero.",
    "The error A minus y is zero point four five.",
    "The gradient is zero point zero seven six.",
]
STARTS = [0, 3.31, 6.83, 10.71, 14.5]
RATES = 30


def render(source, folder, *options):
    file = folder / "talk.py"
    file.write_text(source, encoding="utf-8")
    subprocess.run(
        [
            sys.executable, "-W", "ignore", "-m", "netviz.cli", "render", str(file),
            "-r", "128,72", "--fps", str(RATES), "--media_dir", str(folder / "media"), *options,
        ],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return next(folder.glob("media/videos/**/Talk.mp4"))


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    folder = tmp_path_factory.mktemp("talk")
    return render(SOURCE, folder, "-j", "2", "--save_sections", "--captions", "srt")


@pytest.fixture(scope="module")
def sound(film):
    return sound_of(film)


def pieces(sound, times):
    ends = [*times[1:], len(sound) / RATE]
    return [sound[int(a * RATE) : int(b * RATE)] for a, b in zip(times, ends, strict=True)]


def lengths(film):
    """Seconds of a film's pictures and of its sound."""
    with av.open(str(film)) as container:
        return [float(s.duration * s.time_base) for s in container.streams]


def test_every_sentence_is_heard_at_its_time(sound):
    assert starts(sound, SPOKEN) == pytest.approx(STARTS, abs=0.06)
    assert [which(piece, SPOKEN) for piece in pieces(sound, STARTS)] == list(range(len(SPOKEN)))


def test_speech_starts_with_its_sentence_to_within_a_frame(sound):
    for start, piece in zip(STARTS, pieces(sound, STARTS), strict=True):
        frame = round(start * RATES) / RATES
        before = sound[max(int((frame - 0.2) * RATE), 0) : int(frame * RATE)]
        assert np.abs(before).max(initial=0) < 0.003
        heard = np.flatnonzero(np.abs(piece) > 0.003)[0] / RATE
        assert start + heard - frame < 1.5 / RATES


def test_subtitles_say_the_same_at_the_same_time(film):
    subtitles = list(srt.parse(film.with_suffix(".srt").read_text(encoding="utf-8")))
    assert [s.start.total_seconds() for s in subtitles] == pytest.approx(STARTS, abs=1 / RATES)
    assert subtitles[3].content == "The error a − y is 0.45."


def test_sound_is_as_long_as_the_film(film):
    pictures, sound = lengths(film)
    assert pictures == pytest.approx(18.2, abs=0.01)
    assert sound == pytest.approx(pictures, abs=0.002)


def test_sentences_are_as_loud_as_each_other(film):
    with av.open(str(film)) as container:
        (stream,) = container.streams.audio
        samples = np.concatenate([f.to_ndarray() for f in container.decode(stream)], axis=1).T
        meter = pyloudnorm.Meter(stream.rate)
        pieces = np.split(samples, [int(start * stream.rate) for start in STARTS[1:]])
    assert meter.integrated_loudness(samples) == pytest.approx(-16, abs=1)
    assert [meter.integrated_loudness(piece) for piece in pieces] == pytest.approx([-16] * 5, abs=1)


def test_sections_carry_their_sound(film):
    sections = sorted((film.parent / "sections").glob("*.mp4"))
    assert len(sections) == 3
    for section in sections:
        pictures, sound = lengths(section)
        assert sound == pytest.approx(pictures, abs=0.002)
    intro, forward, numbers = map(sound_of, sections)
    assert which(intro, SPOKEN) == 0
    assert starts(forward, SPOKEN[1:3]) == pytest.approx([0.21, 3.73], abs=0.06)
    assert starts(numbers, SPOKEN[3:]) == pytest.approx([0.61, 4.4], abs=0.06)


def test_a_swapped_sentence_is_heard(tmp_path):
    other = "Outputs become the next inputs."
    written = '"Multiply inputs by weights, add a bias."'
    swapped = SOURCE.replace(written, f"Sentence({written}, spoken={other!r})")
    assert swapped != SOURCE
    sound = sound_of(render(swapped, tmp_path))
    heard = [which(piece, [*SPOKEN, other]) for piece in pieces(sound, STARTS)]
    assert heard == [0, 5, 2, 3, 4]
    with pytest.raises(AssertionError, match="not heard in this order"):
        assert starts(sound, SPOKEN) == pytest.approx(STARTS, abs=0.06), "not heard in this order"


def test_a_swapped_digit_is_heard(sound):
    wrong = "The error A minus y is zero point five four."
    piece = pieces(sound, STARTS)[3]
    assert which(piece, [*SPOKEN, wrong]) == 3


def test_manim_gives_the_same_sound(tmp_path, film, sound):
    file = tmp_path / "talk.py"
    file.write_text(SOURCE, encoding="utf-8")
    subprocess.run(
        [
            sys.executable, "-W", "ignore", "-m", "manim", "render", str(file), "Talk", "-r",
            "128,72", "--fps", str(RATES), "--media_dir", str(tmp_path / "media"),
            "--progress_bar", "none",
        ],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    other = next(tmp_path.glob("media/videos/**/Talk.mp4"))
    assert np.array_equal(sound_of(other), sound)
    assert not list(other.parent.glob("*.srt"))


def test_nobody_speaks_when_told_so(tmp_path, film):
    silent = render(SOURCE, tmp_path, "--voice", "off")
    assert len(lengths(silent)) == 1
    assert not list(silent.parent.glob("*.srt"))
    pictures = [
        [frame.to_ndarray() for frame in av.open(str(path)).decode(video=0)]
        for path in (film, silent)
    ]
    assert np.array_equal(*pictures)


def test_a_plain_scene_speaks_with_a_voice_of_its_own(tmp_path):
    source = """
from manim import Create, Scene, Square
from netviz import Spoken
import numpy as np

def beep(text):
    return 0.3 * np.sin(np.arange(600 * len(text)) * 0.3), 16_000

class Talk(Spoken, Scene):
    voice = beep
    captions = "vtt"

    def construct(self):
        self.say("A square is drawn.")
        self.play(Create(Square()))
        self.say("That is all.")
"""
    film = render(source, tmp_path)
    cues = film.with_suffix(".vtt").read_text(encoding="utf-8")
    assert "A square is drawn." in cues
    pictures, sound = lengths(film)
    assert sound == pytest.approx(pictures, abs=0.002)
    heard = sound_of(film)
    loud = np.flatnonzero(np.abs(heard) > 0.05) / RATE
    assert loud[0] < 0.04
    second = loud[np.flatnonzero(np.diff(loud) > 0.3)[0] + 1]
    assert second == pytest.approx(18.2 / 13 + 0.3, abs=0.07)


@pytest.mark.slow
@pytest.mark.parametrize("name", SPEAKING)
def test_the_films_say_what_they_show(name, tmp_path):
    file = FILMS / f"{name}.py"
    subprocess.run(
        [
            sys.executable, "-W", "ignore", "-m", "netviz.cli", "render", str(file),
            "-ql", "--captions", "srt", "--media_dir", str(tmp_path),
        ],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    film = next(tmp_path.glob("videos/**/*.mp4"))
    subtitles = list(srt.parse(film.with_suffix(".srt").read_text(encoding="utf-8")))
    texts = [" ".join(s.content.split()) for s in subtitles]
    times = [s.start.total_seconds() for s in subtitles]
    said = {sentence.text: sentence.spoken for sentence in sentences_of(scene_in(file))}
    spoken = [said[text] for text in texts]
    sound = sound_of(film)
    assert starts(sound, spoken) == pytest.approx(times, abs=0.15)
    assert [which(piece, spoken) for piece in pieces(sound, times)] == list(range(len(spoken)))
    pictures, heard = lengths(film)
    assert heard == pytest.approx(pictures, abs=0.002)


@pytest.mark.slow
@pytest.mark.parametrize("name", SPEAKING)
def test_the_films_sentences_have_been_measured(name):
    file = FILMS / f"{name}.py"
    kept = file.with_suffix(".words.json")
    if kept.is_file():
        said = {sentence.spoken for sentence in sentences_of(scene_in(file))}
        assert said == set(Lengths.read(kept).seconds), "run make words"
