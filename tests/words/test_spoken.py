import numpy as np
import pytest
from manim import Circle, Create, MovingCameraScene, Scene, Square, ThreeDScene, tempconfig

from netviz import Spoken
from netviz.storyboard.drawn import DrawnFilm
from tests.words.test_say import Band, run, words_on


class Plain(Spoken, Scene):
    def construct(self):
        self.say("A circle is drawn.")
        circle = Circle(radius=0.5)
        self.play(Create(circle), run_time=0.9)
        self.say("Then it waits.")
        self.wait(2.13)
        turning = Square().add_updater(lambda m, dt: m.rotate(dt))
        self.add(turning)
        self.wait(0.4)
        self.say("That is all.")


class Waits(Spoken, Scene):
    """The same without words, waiting as long."""

    def construct(self):
        circle = Circle(radius=0.5)
        self.play(Create(circle), run_time=0.9)
        self.wait(2.13)
        self.play(circle.animate.shift([1, 0, 0]), run_time=0.77)


def test_a_sentence_waits_for_the_one_before_and_the_film_for_the_last():
    ran = run(Plain)
    subtitles = ran.renderer.file_writer.subcaptions
    starts = [s.start.total_seconds() for s in subtitles]
    assert starts[1] == pytest.approx(18 / 13 + 0.3, abs=0.05)
    assert starts[2] == pytest.approx(starts[1] + 2.13 + 0.4, abs=0.05)
    assert ran.time == pytest.approx(starts[2] + 1.2 + 0.3, abs=0.05)
    assert words_on(ran) == ["That is all."]


@pytest.mark.parametrize("rate", [15, 60])
def test_words_cost_no_frame_in_a_plain_scene(rate):
    class Says(Waits):
        def construct(self):
            Spoken.say(self, "Hi.")
            self._said_at = 0
            super().construct()
            self._said_at = 0

    said, unsaid = Band(Says, rate), Band(Waits, rate)
    assert said.frames == unsaid.frames
    assert np.array_equal(said.picture, unsaid.picture)
    assert max(unsaid.words) == 0 < max(said.words)


def test_words_can_be_waited_for():
    class Waiting(Spoken, Scene):
        def construct(self):
            self.wait_for_words()
            self.add(Square())
            self.say("Twenty-six characters long")
            self.wait(0.5)
            self.wait_for_words()
            assert self.time == pytest.approx(2, abs=0.05)

    run(Waiting)


def band_of(scene_class):
    """The lowest sixth of the last frame."""
    film = DrawnFilm(scene_class, size=(320, 180), rate=10)
    seen = []
    film.look_at([film.frames - 1], lambda _, picture: seen.append(np.asarray(picture)[153:]))
    return seen[0].astype(int)


def test_words_stay_where_they_are_when_a_camera_moves():
    class Still(Spoken, Scene):
        def construct(self):
            self.say("A camera moves.")
            self.wait(2)

    class Moving(Spoken, MovingCameraScene):
        def construct(self):
            self.say("A camera moves.")
            self.play(self.camera.frame.animate.scale(0.4).shift([2, 1, 0]), run_time=2)

    class InSpace(Spoken, ThreeDScene):
        def construct(self):
            self.say("A camera moves.")
            self.move_camera(phi=1, theta=0.5, run_time=2)

    still = band_of(Still)
    assert still.max() > 150
    assert np.abs(band_of(Moving) - still).max() < 60  # the same to a tenth of a pixel
    assert np.abs(band_of(InSpace) - still).max() < 60


def test_it_mixes_with_other_scenes():
    class Moving(Spoken, MovingCameraScene):
        def construct(self):
            self.say("A camera moves.")
            self.play(self.camera.frame.animate.scale(0.5))

    assert words_on(run(Moving)) == ["A camera moves."]


def test_subcaptions_of_plays_are_kept():
    class Both(Spoken, Scene):
        def construct(self):
            self.say("Words.")
            self.play(Create(Square()), subcaption="A square", run_time=0.5)

    with tempconfig({"verbosity": "ERROR"}):
        written = [(s.content) for s in run(Both).renderer.file_writer.subcaptions]
    assert sorted(written) == ["A square", "Words."]
