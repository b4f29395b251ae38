"""An observer is told of every play and frame, at the seconds of the film as it is rendered."""

import numpy as np
import pytest
from manim import RIGHT, FadeIn, Rotate, Scene, Square, Wait

from netviz import Phase, PhasedScene
from netviz.observer import Observer, watch


class Told(Observer):
    def __init__(self):
        self.calls, self.plays, self.frames = [], [], []

    def scene_begins(self, scene):
        self.calls.append("scene begins")

    def play_begins(self, play):
        self.calls.append("play begins")
        self.before = [list(play.scene.mobjects), [m.get_x() for m in play.mobjects]]

    def frame(self, frame):
        self.calls.append("frame")
        self.frames.append((frame.index, round(frame.time, 4), frame.count, frame.pixels.copy()))

    def play_ends(self, play):
        self.calls.append("play ends")
        self.plays.append((play, round(play.start, 6), round(play.end, 6)))

    def scene_ends(self, scene):
        self.calls.append("scene ends")


def told_of(construct, **settings):
    told = Told()
    scene_class = (
        construct
        if isinstance(construct, type)
        else type("Watched", (Scene,), {"construct": construct})
    )
    watch(scene_class, told, **settings)
    return told


def test_plays_and_frames_come_in_their_order():
    def story(scene):
        scene.play(FadeIn(Square()), run_time=0.25)
        scene.wait(0.5)

    told = told_of(story, frame_rate=8)
    assert told.calls == [
        *("scene begins", "play begins", "frame", "frame", "play ends"),
        *("play begins", "frame", "play ends", "scene ends"),
    ]
    assert [frame[:3] for frame in told.frames] == [(0, 0.0, 1), (1, 0.125, 1), (0, 0.25, 4)]


def test_seconds_are_those_asked_for_and_not_of_whole_frames():
    def story(scene):
        scene.play(FadeIn(Square()), run_time=0.37)
        scene.wait(1.01)

    told = told_of(story, frame_rate=4)
    assert [times for _, *times in told.plays] == [[0, 0.37], [0.37, 1.38]]


def test_a_play_says_what_it_plays_where_and_from_which_line():
    square = Square()

    def story(scene):
        scene.next_section("Turning")
        scene.play(square.animate.shift(RIGHT), Rotate(other := Square()))
        assert other in scene.mobjects

    told = told_of(story)
    ((play, *_),) = told.plays
    assert play.mobjects[0] is square
    assert len(play.animations) == 2
    assert not play.waits
    assert play.phase == "Turning"
    assert play.line.file == __file__
    assert str(play.line) == f"test_observer.py:{story.__code__.co_firstlineno + 2}"
    assert told.before[1][0] == 0  # before anything has moved


def test_frames_are_small_and_the_scene_is_as_it_is_in_them():
    seen = []

    class At(Observer):
        def frame(self, frame):
            seen.append((frame.pixels.shape, frame.play.mobjects[0].get_x()))

    def story(scene):
        scene.play(Square().animate.shift(RIGHT))

    watch(type("Moving", (Scene,), {"construct": story}), At(), frame_rate=4, short_side=90)
    assert {shape for shape, _ in seen} == {(90, 160, 3)}
    assert np.all(np.diff([x for _, x in seen]) > 0)


def test_skipped_sections_are_told_of_and_have_no_frames():
    def story(scene):
        scene.next_section(skip_animations=True)
        scene.play(FadeIn(Square()))
        scene.next_section("Shown")
        scene.wait()

    told = told_of(story)
    assert [play.filmed for play, *_ in told.plays] == [False, True]
    assert len(told.frames) == 1


def test_a_play_that_plays_others_is_one():
    class Twice(Scene):
        def play(self, *animations, **options):
            super().play(*animations, **options)
            super().play(Wait(0.5))

        def construct(self):
            self.play(FadeIn(Square()), run_time=0.5)

    ((play, start, end),) = told_of(Twice).plays
    assert (start, end) == (0, 1)
    assert len(play.animations) == 2


def test_phases_are_told_by_name_at_their_table_s_seconds():
    class Film(PhasedScene):
        phases = (Phase("One", 1.1, "one"), Phase("Two", 0.7, "two"))

        def one(self):
            self.play(FadeIn(Square()), run_time=0.43)

        def two(self):
            self.play(FadeIn(Square()), run_time=0.01)

    told = told_of(Film, frame_rate=10)
    assert [(play.phase, *times) for play, *times in told.plays] == [
        ("One", 0, 0.43),
        ("One", 0.43, 1.1),
        ("Two", 1.1, 1.11),
        ("Two", 1.11, 1.8),
    ]


def test_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told_of(lambda scene: scene.wait(0.1))
    assert not list(tmp_path.iterdir())


def test_what_the_scene_raises_goes_on():
    def story(scene):
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"):
        told_of(story)
