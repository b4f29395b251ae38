import numpy as np
import pytest
from manim import FadeOut, Square, Wait, tempconfig

from netviz import Sentence
from netviz.audit.runner import audit_scene
from netviz.storyboard.drawn import DrawnFilm
from netviz.timeline import Phase, PhasedScene
from netviz.words.band import Words
from netviz.words.lengths import Lengths
from tests.words.voices import tone

RATES = (15, 24, 60)


def scene(seconds, draw_phase, **attributes):
    phases = (Phase("Only", seconds, "only"),)
    return type("Single", (PhasedScene,), {"phases": phases, "only": draw_phase, **attributes})


def run(scene_class, rate=30, **more):
    settings = {
        "dry_run": True, "frame_rate": rate, "pixel_width": 128, "pixel_height": 72,
        "progress_bar": "none", "verbosity": "ERROR", **more,
    }  # fmt: skip
    with tempconfig(settings):
        ran = scene_class()
        ran.renderer.file_writer.write_subcaption_file = lambda: None  # Manim 0.19 would, or fail
        ran.render()
    return ran


def words_on(scene):
    return [mobject.sentence for mobject in scene.mobjects if isinstance(mobject, Words)]


class Talk(PhasedScene):
    """Sentences over waits of every kind and over plays."""

    phases = (Phase("One", 3.1, "one"), Phase("Two", 5.3, "two"), Phase("Three", 2, "three"))

    def one(self):
        self.say("A first sentence.")
        self.square = Square()
        self.add(self.square)
        self.wait(0.9)

    def two(self):
        self.say("Then a second one.")
        self.play(self.square.animate.shift([1, 0, 0]), run_time=1.77)
        self.play(Wait(0.13))
        self.say("And a third.", seconds=1.6)
        turning = Square().add_updater(lambda m, dt: m.rotate(dt))
        self.add(turning)
        self.wait(0.71)
        self.pause(0.3)
        frames = iter(range(1000))
        self.wait_until(lambda: next(frames) == 5)
        self.remove(turning)

    def three(self):
        self.wait(0.3)
        self.say("The last.", at=0.5)


def silent(scene_class):
    return type("Silent", (scene_class,), {"say": lambda self, *_, **__: None})


class Band:
    """The lowest sixth of each frame of a film, and all above it."""

    def __init__(self, scene_class, rate):
        self.words, self.picture = [], []
        with tempconfig({"verbosity": "ERROR"}):
            film = DrawnFilm(scene_class, size=(320, 180), rate=rate)
            self.frames, self.every = film.frames, max(rate // 15, 1)
            film.look_at(range(0, film.frames, self.every), self.see)

    def see(self, frame, picture):
        pixels = np.asarray(picture).astype(int)
        edge = int(180 * 0.85)
        self.picture.append(pixels[:edge])
        self.words.append(np.abs(pixels[edge:] - pixels[-1, 0]).sum())


@pytest.mark.parametrize("rate", RATES)
def test_words_cost_no_frame_and_change_nothing_else(rate):
    said, unsaid = Band(Talk, rate), Band(silent(Talk), rate)
    assert said.frames == unsaid.frames == round(10.4 * rate)
    assert np.array_equal(said.picture, unsaid.picture)
    assert max(unsaid.words) == 0


@pytest.mark.parametrize("rate", RATES)
def test_words_are_seen_from_their_beginning_to_their_end(rate):
    band = Band(Talk, rate)
    seen = np.array(band.words) > 0
    at = lambda seconds: seen[int(seconds * rate) // band.every]  # noqa: E731
    assert not at(0)
    assert at(0.2)
    assert at(3.0)
    assert at(3.1)  # handed over without a gap
    assert at(3.1 + 1.9)
    assert at(3.1 + 1.9 + 1.55)
    assert not at(3.1 + 1.9 + 1.6 + 0.2)
    assert not at(8.4 + 0.5)
    assert at(8.4 + 0.5 + 0.2)
    assert seen[-1]


def test_only_fades_are_drawn_frame_by_frame():
    waits = []

    class Watched(Talk):
        def _film(self, animations, frames, *args, **kwargs):
            super()._film(animations, frames, *args, **kwargs)
            if not getattr(animations[0], "stop_condition", None):
                waits.append((frames, getattr(animations[0], "is_static_wait", None)))

    run(Watched, rate=60)
    still = sum(frames for frames, static in waits if static)
    assert still > 60 * 7
    moving = [frames for frames, static in waits if static is False]
    assert sum(moving) < 60 * 2


def test_words_are_listed_as_subtitles():
    subtitles = run(Talk).renderer.file_writer.subcaptions
    assert [s.content for s in subtitles] == [
        "A first sentence.", "Then a second one.", "And a third.", "The last.",
    ]  # fmt: skip
    seconds = [(s.start.total_seconds(), s.end.total_seconds()) for s in subtitles]
    expected = [(0, 3.1), (3.1, 5), (5, 6.6), (8.9, 10.4)]
    assert np.allclose(seconds, expected, atol=1 / 30)


def test_nothing_that_is_done_to_all_mobjects_takes_words_away():
    def draw(self):
        self.say("A sentence stays.")
        self.add(Square())
        self.play(FadeOut(*self.mobjects), run_time=1)
        assert words_on(self) == ["A sentence stays."]
        self.clear()
        self.wait(1)

    ran = run(scene(4, draw))
    assert words_on(ran) == ["A sentence stays."]
    assert next(m for m in ran.mobjects if isinstance(m, Words)).shown == 1


def test_the_longest_that_fits_is_said():
    def draw(self):
        self.say("This one is much too long for these two seconds.", "This one fits.", "So.")

    assert words_on(run(scene(2, draw))) == ["This one fits."]


def test_what_does_not_fit_its_beat_is_refused():
    def too_long(self):
        self.wait(0.5)
        self.say("Twenty-six characters long")

    with pytest.raises(ValueError, match=r"'Only' takes 2\.00 s to say and 0\.3 s of pause"):
        run(scene(2.5, too_long))

    def too_early(self):
        self.say("Twenty-six characters long")
        self.wait(2.2)
        self.say("The next.")

    with pytest.raises(ValueError, match=r"'Twenty-six characters long' .* its beat is 2\.2 s"):
        run(scene(9, too_early))


def test_a_spoken_form_counts_as_it_is_spoken():
    def draw(self):
        self.say(Sentence("∂L/∂w", spoken="The gradient of this weight"))

    with pytest.raises(ValueError, match=r"takes 2\.08 s to say"):
        run(scene(2.3, draw))
    assert words_on(run(scene(2.4, draw))) == ["∂L/∂w"]


def test_the_past_cannot_be_told():
    def draw(self):
        self.wait(1)
        self.say("Too late.", at=0.5)

    with pytest.raises(ValueError, match=r"at must not be past: 0\.5 s into 'Only', of which 1 s"):
        run(scene(4, draw))


def test_words_belong_to_a_phase():
    with pytest.raises(RuntimeError, match="say outside a phase"):
        run(scene(1, lambda self: None, setup=lambda self: self.say("Hello.")))


def test_caption_is_said_to_be_old():
    with pytest.warns(DeprecationWarning, match="caption is now say"):
        run(scene(2, lambda self: self.caption("Hello.")))


def test_check_leaves_the_band_to_the_words():
    found = {finding.rule for finding in audit_scene(Talk).findings}
    assert "caption-band" not in found


def spoken(draw, seconds, voice, lengths=()):
    """What is put into the sound of a scene of one phase: (time, seconds) of each sentence."""
    heard = []
    ran = scene(seconds, draw, voice=voice)
    with tempconfig({"pixel_width": 64, "pixel_height": 36, "frame_rate": 30, "verbosity": "ERROR",
                     "progress_bar": "none"}):  # fmt: skip
        one = ran()
        one.__dict__["_lengths"] = Lengths("x", dict(lengths))
        writer = one.renderer.file_writer
        writer.add_audio_segment = lambda segment, time: heard.append(
            (time, segment.duration_seconds)
        )
        one.render()
    return heard


def test_a_sentence_is_heard_from_its_first_frame(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def draw(self):
        self.say("Sixteen letters.")
        self.wait(1.71)
        self.say("Sixteen letters.", at=1.93)

    heard = spoken(draw, 4, lambda text: tone(text))
    assert [time for time, _ in heard] == pytest.approx([0, 58 / 30])
    assert [seconds for _, seconds in heard] == pytest.approx([1.07, 1.07], abs=0.02)


def test_a_slow_voice_must_fit(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def draw(self):
        self.say("Sixteen letters.", "So.")

    lengths = {"Sixteen letters.": 1.5, "So.": 0.3}
    with pytest.raises(ValueError, match=r"takes 2\.5\d s to say and 0\.3 s of pause"):
        spoken(draw, 2, lambda text: tone(text, 2.5), lengths)
    assert len(spoken(draw, 2, lambda text: tone(text, 1.6), lengths)) == 1


def test_measured_lengths_choose_what_is_said():
    def draw(self):
        self.say("Sixteen letters.", "So.")

    slow = scene(2, draw, _lengths=Lengths("x", {"Sixteen letters.": 1.71}))
    assert words_on(run(slow)) == ["So."]
    quick = scene(2, draw, _lengths=Lengths("x", {"Sixteen letters.": 1.7}))
    assert words_on(run(quick)) == ["Sixteen letters."]
