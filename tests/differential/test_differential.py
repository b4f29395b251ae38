"""Everybody's scenes: the film is what stock Manim draws."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from manim import (
    LEFT,
    RIGHT,
    UP,
    Circle,
    Create,
    Dot,
    FadeIn,
    ImageMobject,
    PointCloudDot,
    Scene,
    Square,
    ValueTracker,
)

from netviz import Phase, PhasedScene
from tests.differential import gallery
from tests.differential.campaign import RATES, WAYS, Findings, campaign, compare
from tests.differential.found import FOUND
from tests.differential.measure import MOST, drawn_by_manim, filmed, rendered, worst


class Tracked(PhasedScene):
    """A play that moves nothing but a tracker, and with it what follows it."""

    phases = (Phase("Go", 2, "go"),)

    def go(self):
        tracker = ValueTracker(0)
        dot = Dot().add_updater(lambda m: m.move_to([tracker.get_value() / 20, 0, 0]))
        self.add(dot)
        self.play(tracker.animate.set_value(60), run_time=1.5)


class TrackedWithOthers(PhasedScene):
    """A tracker among what is drawn."""

    phases = (Phase("Go", 2, "go"),)

    def go(self):
        tracker = ValueTracker(0)
        dot = Dot().add_updater(lambda m: m.move_to([tracker.get_value() / 20, 1, 0]))
        self.add(dot, tracker)
        self.play(tracker.animate.set_value(60), Create(Square()), run_time=1)
        self.play(FadeIn(Circle(2)), run_time=0.5)


def picture():
    """An image, partly transparent."""
    pixels = np.full((20, 30, 4), 255, dtype=np.uint8)
    pixels[..., 0], pixels[5:9, :, 3] = np.arange(30) * 8, 80
    return ImageMobject(pixels).scale(6)


class Pictured(PhasedScene):
    """An image that stands under what moves, and moves itself."""

    phases = (Phase("Go", 3, "go"),)

    def go(self):
        image = picture()
        self.add(Square(3, fill_opacity=0.5))
        self.play(FadeIn(image), run_time=0.5)
        self.play(Create(Circle(2)), run_time=0.5)
        self.play(image.animate.shift(RIGHT).rotate(0.5), run_time=1)
        self.remove(image)
        self.wait(0.2)


class Clouded(PhasedScene):
    """A point cloud over and under others."""

    phases = (Phase("Go", 2, "go"),)

    def go(self):
        cloud = PointCloudDot(radius=1.5).shift(LEFT)
        self.add(Square(2, fill_opacity=0.7))
        self.play(FadeIn(cloud), run_time=0.5)
        self.play(cloud.animate.shift(UP), Create(Circle(2)), run_time=0.5)
        self.play(cloud.animate.set_color("#FF0000"), run_time=0.5)


class Interrupted(PhasedScene):
    """A frame that nobody drew, in the middle of a play."""

    phases = (Phase("Go", 1, "go"),)

    def go(self):
        dot, steps = Dot(), iter(range(99))

        def interrupt(mobject):
            if next(steps) == 5:
                self.renderer.add_frame(np.full((144, 256, 4), 200, dtype=np.uint8))

        self.add(dot.add_updater(interrupt))
        self.play(dot.animate.shift(RIGHT), run_time=0.8)


class FollowedAtRest(PhasedScene):
    """What gets an updater that no still frame runs, and loses it again."""

    phases = (Phase("Rest", 0.8, "rest"), Phase("Go", 0.8, "go"))

    def rest(self):
        self.square, dot = Square(), Dot()
        self.add(self.square, dot.add_updater(lambda m: m.next_to(self.square, RIGHT)))
        self.wait(0.4)
        dot.clear_updaters()
        self.wait(0.4)

    def go(self):
        self.play(self.square.animate.shift(UP), run_time=0.6)


class PlainlyTracked(Scene):
    construct = Tracked.go


class PlainlyTrackedWithOthers(Scene):
    construct = TrackedWithOthers.go


class PlainlyPictured(Scene):
    construct = Pictured.go


class PlainlyClouded(Scene):
    construct = Clouded.go


@pytest.mark.slow
@pytest.mark.parametrize("phased", [False, True])
@pytest.mark.parametrize("name", gallery.GALLERY)
def test_each_example_is_filmed_as_manim_draws_it(name, phased, tmp_path):
    name = f"Phased{name}" if phased else name
    scene_class, rate = getattr(gallery, name), 60 if len(name) % 2 else 15
    theirs = drawn_by_manim(scene_class, rate)
    ours = rendered(Path(gallery.__file__), name, tmp_path / "netviz", rate)
    assert worst(ours, theirs) <= MOST
    if phased:
        assert worst(filmed(scene_class, tmp_path / "manim", rate), theirs) <= MOST


@pytest.mark.slow
@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("way", WAYS)
def test_random_scenes_are_filmed_as_manim_draws_them(way, rate):
    found = campaign(WAYS.index(way) * 100 + rate, 60, way, rate, MOST)
    assert not found.wrong, found.wrong[0][1]
    assert found.scenes >= 50  # Manim itself refuses a few
    assert found.scenes + found.refused == 60


@pytest.mark.parametrize(("way", "rate", "script"), FOUND)
def test_what_random_scenes_once_found(way, rate, script):
    findings = Findings()
    compare(script, way, rate, findings, MOST)
    assert (findings.scenes, findings.wrong) == (1, [])


@pytest.mark.parametrize("scene_class", [Tracked, TrackedWithOthers, Pictured, Clouded])
def test_what_is_no_vmobject_is_in_the_film(scene_class, tmp_path):
    theirs = drawn_by_manim(scene_class)
    assert len({frame.tobytes() for frame in theirs}) > 10
    assert worst(filmed(scene_class, tmp_path / "manim"), theirs) <= MOST
    ours = rendered(Path(__file__), scene_class.__name__, tmp_path / "netviz")
    assert worst(ours, theirs) <= MOST


def test_what_no_frame_updates_is_not_updated_elsewhere(tmp_path):
    ours = rendered(Path(__file__), "FollowedAtRest", tmp_path)
    assert worst(ours, drawn_by_manim(FollowedAtRest)) <= MOST


def test_a_frame_of_somebody_else_is_in_the_film_and_none_of_it_in_the_next(tmp_path):
    theirs = drawn_by_manim(Interrupted)
    assert len(theirs) == 16
    assert worst(filmed(Interrupted, tmp_path), theirs) <= MOST


@pytest.mark.parametrize(
    "scene_class", [PlainlyTracked, PlainlyTrackedWithOthers, PlainlyPictured, PlainlyClouded]
)
def test_plain_scenes_are_rendered_alike(scene_class, tmp_path):
    ours = rendered(Path(__file__), scene_class.__name__, tmp_path)
    assert worst(ours, drawn_by_manim(scene_class)) <= MOST
