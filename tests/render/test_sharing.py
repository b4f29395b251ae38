"""A plain scene filmed by several processes is the one that a single process films."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from manim import (
    LEFT,
    RIGHT,
    UP,
    Animation,
    Circle,
    Create,
    Dot,
    FadeIn,
    PhaseFlow,
    Scene,
    Square,
    UpdateFromAlphaFunc,
    ValueTracker,
    tempconfig,
)
from rich.console import Console

from netviz.render.progress import RenderProgress
from netviz.render.sharing import Share, state_of
from netviz.render.skipping import counts_each_frame
from tests.differential import measure
from tests.differential.measure import MOST, drawn_by_manim, rendered, worst

HERE = Path(__file__)


class Turning(Scene):
    """What turns with time comes and goes between plays that count no frames."""

    def construct(self):
        square = Square()
        self.play(Create(square), run_time=0.6)
        square.add_updater(lambda m, dt: m.rotate(dt))
        self.play(FadeIn(Circle()), run_time=0.7)
        self.next_section("second")
        self.wait(0.5)
        square.clear_updaters()
        self.wait(0.4)
        self.play(square.animate.shift(RIGHT), run_time=0.6)
        self.wait_until(lambda: square.get_x() >= 1, max_time=0.3)
        self.play(square.animate.shift(LEFT), run_time=0.6)


class Walk(Animation):
    """Goes a step with every frame, wherever that leads."""

    def interpolate_mobject(self, alpha):
        self.mobject.shift(0.1 * RIGHT)


class Stepping(Scene):
    """Animations whose end is another when frames are left out."""

    def construct(self):
        dot, square, steps = Dot(3 * LEFT), Square(), []
        self.play(Walk(dot), run_time=0.6)
        self.play(UpdateFromAlphaFunc(dot, lambda m, alpha: steps.append(alpha)), run_time=0.6)
        self.play(dot.animate.set_y(len(steps) / 10), run_time=0.6)
        self.play(PhaseFlow(lambda p: np.array([-p[1], p[0], 0]), square), run_time=0.6)
        self.play(FadeIn(Circle()), run_time=0.6)
        tracker = ValueTracker(0)
        self.play(tracker.animate(rate_func=lambda t: t * t).set_value(3), run_time=0.6)
        self.play(dot.animate.shift(tracker.get_value() * UP), run_time=0.6)


class Chance(Scene):
    """Manim's generators of random numbers, in plays."""

    def construct(self):
        for _ in range(6):
            self.play(Create(Dot(np.random.uniform(-3, 3, 3) * [1, 1, 0])), run_time=0.4)


class NeverTheSame(Scene):
    """Another scene in each process."""

    def construct(self):
        height = np.random.default_rng().uniform(-3, 3)
        for number in range(4):
            self.play(FadeIn(Dot([number, height, 0])), run_time=0.4)


@pytest.mark.parametrize("rate", [15, 60])
@pytest.mark.parametrize("scene_class", [Turning, Stepping])
def test_what_counts_frames_is_not_divided_wrongly(scene_class, rate, tmp_path):
    theirs = drawn_by_manim(scene_class, rate)
    for spans in (2, 3):
        ours = rendered(HERE, scene_class.__name__, tmp_path / f"{spans}", rate, spans)
        assert worst(ours, theirs) <= MOST


def test_chance_is_the_same_for_all_who_film(tmp_path):
    alone = rendered(HERE, "Chance", tmp_path / "alone", spans=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("netviz.render.rendering.secrets.randbits", lambda _: 7)
        alone = rendered(HERE, "Chance", tmp_path / "alone", spans=1)
        together = rendered(HERE, "Chance", tmp_path / "together", spans=3)
    assert worst(together, alone) <= MOST


def test_a_scene_that_differs_each_time_is_filmed_by_one_and_that_is_said(tmp_path, monkeypatch):
    said = io.StringIO()
    monkeypatch.setattr(
        measure, "RenderProgress", lambda _: RenderProgress(Console(file=said, width=200))
    )
    frames = rendered(HERE, "NeverTheSame", tmp_path, spans=2)
    assert len(frames) == 24
    ys = {int(np.argmax(frame.max(axis=(1, 2)))) for frame in frames[8:]}
    assert max(ys) - min(ys) < 3  # all dots are on one line
    assert "NeverTheSame differs each time, from frame" in said.getvalue()
    assert "so one process films it" in said.getvalue()


def test_each_chunk_is_taken_once_and_again_by_who_died_with_it(tmp_path):
    with tempconfig({"frame_rate": 15, "dry_run": True}):
        scene = Scene()
        one, other = Share(tmp_path, 1), Share(tmp_path, 2)
        taken = []
        for share in (one, other, one, other):
            taken.append(share.has_play(scene))
            share.count(30)
        assert taken == [True, False, True, False]
        assert (one.firsts, other.firsts, one.frames) == ([0, 30], [], 60)
        again = Share(tmp_path, 1)
        assert again.is_needed
        assert again.has_play(scene)
        one.end()
        assert not Share(tmp_path, 2).is_needed
        assert Share(tmp_path, 1).is_needed


def test_a_section_begins_a_chunk(tmp_path):
    with tempconfig({"frame_rate": 15, "dry_run": True}):
        scene, share = Scene(), Share(tmp_path, 1)
        for _ in range(2):
            share.has_play(scene)
            share.count(4)
        share.open_section()
        share.has_play(scene)
        assert list(share.states) == [0, 8]


def test_what_a_scene_is_changes_with_all_that_is_seen():
    with tempconfig({"dry_run": True}):
        scene, square, dot = Scene(), Square(), Dot()
        scene.add(square, dot)
        seen = [state_of(scene), state_of(scene)]
        assert seen[0] == seen[1]
        for change in (
            lambda: square.shift(RIGHT),
            lambda: square.set_color("#FF0000"),
            lambda: square.set_stroke(width=7),
            lambda: dot.set_z_index(3),
            lambda: dot.add_updater(lambda m: m),
            lambda: scene.bring_to_front(square),
            lambda: setattr(scene.camera, "background_color", "#204060"),
            np.random.random,
        ):
            change()
            seen.append(state_of(scene))
        assert len(set(seen)) == len(seen) - 1


def test_which_plays_count_their_frames():
    with tempconfig({"dry_run": True}):
        scene, dot = Scene(), Dot()
        scene.add(dot)
        for animations, counted in [
            ([FadeIn(dot)], False),
            ([dot.animate.shift(RIGHT).build()], False),
            ([FadeIn(dot, rate_func=lambda t: t)], True),
            ([Walk(dot)], True),
            ([UpdateFromAlphaFunc(dot, lambda m, a: m)], True),
        ]:
            scene.animations = animations
            assert counts_each_frame(scene) == counted
        scene.animations = []
        dot.add_updater(lambda m: m)
        assert counts_each_frame(scene)
