"""A scene is run without being written, and looked at after every play and wait."""

import numpy as np
import pytest
from manim import (
    DOWN,
    RIGHT,
    UP,
    Circle,
    Create,
    FadeIn,
    LaggedStart,
    LinearTransformationScene,
    Mobject,
    MovingCameraScene,
    Scene,
    Sphere,
    Square,
    Text,
    ThreeDScene,
    ValueTracker,
    always_redraw,
    config,
)

from netviz import Phase, PhasedScene, text
from netviz.audit import look
from netviz.audit.finding import Finding, Limits
from netviz.audit.runner import SceneFailed, audit_scene


class Keep:
    """A rule that keeps the shots it is shown."""

    name = "overlap"
    shots = ()

    def __init__(self):
        Keep.shots = []

    def look(self, shot):
        Keep.shots.append(shot)
        yield from ()

    def finish(self, shots_end):
        Keep.end = shots_end
        yield from ()


@pytest.fixture
def shots(monkeypatch):
    """Run a scene, or a story told to one, and answer the shots."""
    monkeypatch.setattr(look, "make_rule", lambda name: Keep())

    def run(story):
        told = story if isinstance(story, type) else type("Told", (Scene,), {"construct": story})
        audit_scene(told, rules=["overlap"])
        return Keep.shots

    return run


def times(shots):
    return [round(shot.time, 6) for shot in shots]


def test_a_shot_after_every_play_and_wait_at_the_true_seconds(shots):
    def story(scene):
        square = Square()
        scene.play(Create(square), run_time=0.37)
        scene.wait(0.11)
        scene.wait(0.9)
        scene.play(square.animate.shift(RIGHT), run_time=1.01)
        scene.play(LaggedStart(FadeIn(Circle()), FadeIn(Square()), lag_ratio=0.5))

    seen = shots(story)
    assert times(seen) == [0.37, 0.48, 1.38, 2.39, 3.89]
    assert [round(shot.started, 6) for shot in seen] == [0, 0.37, 0.48, 1.38, 2.39]
    assert [shot.moved for shot in seen] == [True, False, False, True, True]
    assert Keep.end == pytest.approx(3.89)


class Odd(PhasedScene):
    phases = (Phase("One", 1.37, "one"), Phase("Two", 0.7, "two"))

    def one(self):
        self.say("All of it.")
        for _ in range(5):
            self.play(FadeIn(Square()), run_time=0.1)

    def two(self):
        self.wait(0.1)
        self.wait_until(lambda: True)


def test_phases_keep_their_table_s_seconds(shots):
    seen = shots(Odd)
    assert times(seen)[:7] == [0.1, 0.2, 0.3, 0.4, 0.5, 1.37, 1.47]
    assert times(seen)[-1] == 2.07
    assert [shot.phase for shot in seen][5:7] == ["One", "Two"]
    (caption,) = seen[0].scene.renderer.file_writer.subcaptions
    assert (caption.start.total_seconds(), caption.end.total_seconds()) == (0, 1.37)


def test_only_the_wanted_phase_is_looked_at(shots):
    class Second(Odd):
        only_phase = "Two"

    seen = shots(Second)
    assert {shot.phase for shot in seen} == {"Two"}
    assert times(seen)[0] == 1.47


def test_skipped_sections_are_not_looked_at(shots):
    def story(scene):
        scene.next_section("Kept")
        scene.wait(0.5)
        scene.next_section("Skipped", skip_animations=True)
        scene.wait(1)

    assert [shot.phase for shot in shots(story)] == ["Kept"]


def test_a_film_of_which_nothing_is_shown_has_no_shots():
    def story(scene):
        scene.next_section("Skipped", skip_animations=True)
        scene.add_subcaption("x" * 200, duration=0.1)
        scene.wait(1)

    audit = audit_scene(type("Told", (Scene,), {"construct": story}))
    assert audit.shots == 0
    assert {finding.rule for finding in audit.findings} <= {"words"}


def test_a_still_picture_is_one_shot(shots):
    (shot,) = shots(lambda scene: scene.add(Square()))
    assert shot.time == 0
    assert len(shot.items) == 1


def test_stillness_begins_with_the_last_frame_that_changed(shots):
    def story(scene):
        square = Square()
        scene.play(square.animate.shift(RIGHT), run_time=1)
        scene.wait(2)
        scene.wait(2)
        scene.play(square.animate.shift(RIGHT * 0), run_time=1)
        scene.play(square.animate.shift(RIGHT), run_time=1)

    seen = shots(story)
    assert [shot.still_since for shot in seen[1:4]] == [1, 1, 1]
    assert seen[4].still_since > 6


def test_what_an_updater_moves_is_no_stillness(shots):
    def story(scene):
        scene.add(Square().add_updater(lambda square, dt: square.rotate(dt)))
        scene.wait(3)

    (shot,) = shots(story)
    assert shot.still_since == pytest.approx(3 - 1 / 24)


def test_the_picture_is_drawn_large_and_without_its_text(shots):
    def story(scene):
        scene.add(Square(fill_opacity=1, color="#FF0000", stroke_width=0), Text("white"))
        scene.wait(0.5)

    (shot,) = shots(story)
    assert shot.pixels.shape == shot.without_text.shape == (720, 1280, 3)
    assert (shot.without_text[360, 640] == [255, 0, 0]).all()
    assert (shot.pixels != shot.without_text).any()
    assert (shot.without_text == [255, 0, 0]).all(axis=2).sum() == 180**2


def test_pictures_are_drawn_again_only_when_something_has_changed(shots):
    def story(scene):
        square = Square()
        scene.play(FadeIn(square))
        scene.wait(1)
        scene.play(square.animate.shift(UP))

    first, second, third = shots(story)
    assert second.pixels is first.pixels
    assert third.pixels is not first.pixels


def test_the_picture_is_what_a_moving_camera_sees(shots):
    class Moving(MovingCameraScene):
        def construct(self):
            self.add(Square(2, fill_opacity=1, color="#FF0000", stroke_width=0).shift(RIGHT * 4))
            self.play(self.camera.frame.animate.move_to(RIGHT * 4).scale(0.5))

    (shot,) = shots(Moving)
    assert shot.frame.center[0] == pytest.approx(4)
    assert shot.frame.height == pytest.approx(4)
    assert (shot.without_text == [255, 0, 0]).all(axis=2).sum() == 360**2


def test_a_picture_has_the_shape_of_its_film(shots, monkeypatch):
    for name, value in {"pixel_width": 1080, "pixel_height": 1920, "frame_width": 4.5}.items():
        monkeypatch.setitem(config, name, value)
    (shot,) = shots(lambda scene: scene.wait(0.5))
    assert shot.pixels.shape == (1280, 720, 3)
    assert (shot.frame.width, shot.frame.height) == (4.5, 8)


def test_three_dimensions_are_run_and_not_judged():
    class Space(ThreeDScene):
        def construct(self):
            self.set_camera_orientation(phi=1, theta=0.5)
            self.add(Sphere(resolution=(4, 4)).shift(DOWN * 4))
            self.begin_ambient_camera_rotation()
            self.wait(0.5)

    audit = audit_scene(Space)
    assert audit.findings == ()
    assert audit.shots == 1
    assert "three dimensions" in audit.notes[0]


def test_scenes_of_manim_s_own_kinds_run():
    class Sheared(LinearTransformationScene):
        def __init__(self):
            super().__init__(show_coordinates=False)

        def construct(self):
            self.apply_matrix([[1, 1], [0, 1]])

    assert audit_scene(Sheared, rules=["safe-frame", "overlap", "geometry"]).findings == ()


def test_trackers_and_redrawn_things_are_no_mobjects_of_the_picture():
    def story(scene):
        tracker = ValueTracker(1)
        scene.add(always_redraw(lambda: Circle(tracker.get_value())), Mobject())
        scene.play(tracker.animate.set_value(2))

    audit = audit_scene(type("Told", (Scene,), {"construct": story}))
    assert audit.findings == ()
    assert audit.items == 1


def test_the_same_fault_in_a_row_is_one_finding_from_its_first_to_its_last_time():
    def story(scene):
        word, square = text("word").shift(UP * 3.9), Square()
        scene.add(word)
        scene.wait(0.5)
        scene.play(FadeIn(square))
        scene.play(word.animate.move_to(UP * 2))
        scene.play(word.animate.move_to(UP * 3.9))

    audit = audit_scene(type("Told", (Scene,), {"construct": story}), rules=["safe-frame"])
    assert [(f.time, f.until) for f in audit.findings] == [(0.0, 1.5), (3.5, 3.5)]
    assert isinstance(audit.findings[0], Finding)


def test_limits_are_obeyed():
    def story(scene):
        scene.add(text("word", size=30))
        scene.wait(0.5)

    told = type("Told", (Scene,), {"construct": story})
    assert len(audit_scene(told, rules=["text-size"]).findings) == 1
    assert audit_scene(told, Limits(word_size=30), ["text-size"]).findings == ()


def test_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def story(scene):
        scene.add_subcaption("A caption.", duration=1)
        scene.play(FadeIn(Text("a text that Manim keeps in a file")))

    audit_scene(type("Told", (Scene,), {"construct": story}))
    assert list(tmp_path.rglob("*")) == []


def test_a_scene_that_raises_is_named_with_its_place():
    class Failing(Scene):
        def construct(self):
            self.wait(0.1)
            self.play(FadeIn("no mobject"))

    with pytest.raises(SceneFailed, match=r"Failing cannot be run: test_runner.py:\d+: \w+Error"):
        audit_scene(Failing)


def test_a_scene_that_leaves_is_no_success():
    class Leaving(Scene):
        def construct(self):
            raise SystemExit(0)

    with pytest.raises(SceneFailed, match="SystemExit"):
        audit_scene(Leaving)


def test_what_comes_in_is_checked():
    with pytest.raises(TypeError, match="scene_class must be a class of Scene, got 3"):
        audit_scene(3)
    with pytest.raises(ValueError, match=r"rule must be one of geometry.*got 'colour'"):
        audit_scene(Odd, rules=["colour"])


def test_the_scene_s_state_is_as_in_the_film():
    """The second camera and the slow run leave the scene as Manim would have it."""
    seen = []

    class Told(MovingCameraScene):
        def construct(self):
            square = Square()
            self.play(square.animate.shift(RIGHT), self.camera.frame.animate.scale(0.5))
            self.wait(0.5)
            seen.append((square.get_center().copy(), self.camera.frame_height, self.time))

    audit_scene(Told)
    ((center, height, time),) = seen
    assert np.allclose(center, RIGHT)
    assert height == pytest.approx(4)
    assert time == pytest.approx(1.5)
