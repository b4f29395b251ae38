"""`netviz check`, `netviz storyboard` and golden pictures see what is in the film."""

from __future__ import annotations

import numpy as np
import pytest
from manim import (
    LEFT,
    RIGHT,
    UP,
    Create,
    Dot,
    FadeIn,
    ImageMobject,
    PointCloudDot,
    Square,
    Text,
    ValueTracker,
)

from netviz import Phase, PhasedScene
from netviz.audit.finding import Limits
from netviz.audit.look import Look
from netviz.observer import watch
from netviz.storyboard.drawn import DrawnFilm
from tests.differential.measure import MOST, as_encoded, filmed, worst_tile
from tests.golden.beats import look
from tests.golden.measure import COLUMNS, ROWS

RATE = 15


class Proven(PhasedScene):
    """All kinds of things, with a rest after each change."""

    phases = (Phase("Image", 1.4, "image"), Phase("Others", 2.2, "others"))

    def image(self):
        pixels = np.full((20, 30, 4), 255, dtype=np.uint8)
        pixels[..., 0], pixels[5:9, :, 3] = np.arange(30) * 8, 80
        self.picture = ImageMobject(pixels).scale(6)
        self.add(Square(3, fill_opacity=0.5, color="#35D6F2"))
        self.play(FadeIn(self.picture), run_time=0.4)
        self.wait(0.2)
        self.play(self.picture.animate.shift(2 * RIGHT), Create(Text("word")), run_time=0.4)
        self.wait(0.4)

    def others(self):
        tracker, cloud = ValueTracker(0), PointCloudDot(radius=1).shift(3 * LEFT)
        dot = Dot(radius=0.3, color="#F2A035")
        dot.add_updater(lambda m: m.move_to(tracker.get_value() * UP))
        self.add(dot)
        self.play(FadeIn(cloud), run_time=0.4)
        self.wait(0.2)
        self.play(tracker.animate.set_value(2), run_time=0.6)
        self.wait(0.2)
        self.remove(self.picture)
        self.wait(0.4)


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """The film in the size in which `netviz check` looks."""
    return filmed(Proven, tmp_path_factory.mktemp("film"), RATE, (1280, 720))


def before(film, seconds):
    """The last frame before a time."""
    return film[round(seconds * RATE) - 1]


def test_the_storyboard_shows_the_film(film):
    drawn = DrawnFilm(Proven, (1280, 720), RATE)
    seen = {}
    drawn.look_at(range(drawn.frames), lambda number, image: seen.update({number: image}))
    assert len(seen) == len(film) == 54
    for number, image in seen.items():
        assert worst_tile(film[number], as_encoded(np.asarray(image))) <= MOST


def test_check_looks_at_the_film(film):
    shots = {}

    class Kept(Look):
        def _draw(self, scene, drawn):
            pixels, without_text = super()._draw(scene, drawn)
            shots[self.end] = pixels
            return pixels, without_text

    watch(Proven, Kept(Limits(), ()))
    rests = [seconds for seconds in shots if round(seconds, 6) in (0.6, 1.4, 2.0, 2.8, 3.2, 3.6)]
    assert len(rests) == 6
    for seconds in rests:
        assert worst_tile(before(film, seconds), as_encoded(shots[seconds])) <= MOST


def test_golden_pictures_are_the_film_s(tmp_path):
    film = filmed(Proven, tmp_path, RATE, (COLUMNS, ROWS))
    beats = look(Proven).beats
    assert len(beats) >= 5
    for beat in beats:
        assert worst_tile(before(film, beat.seconds), as_encoded(beat.picture)) <= MOST
