import math
import os
import pickle
import signal
import subprocess
import sys
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import pytest
import srt
from manim import (
    Animation,
    Create,
    Dot,
    FadeIn,
    Scene,
    Square,
    ValueTracker,
    Wait,
    always_redraw,
    config,
    tempconfig,
)
from manim.utils.module_ops import get_module

from netviz.theme import Theme, current_theme
from netviz.timeline import Phase, PhasedScene, PhaseOverrun, phase_frames

FILMS = Path(__file__).parent / "films"
phased = get_module(FILMS / "phased.py")
Awkward, Captioned = phased.Awkward, phased.Captioned
RATES = (15, 24, 25, 30, 60)


def settings(folder, fps=15, **more):
    return tempconfig(
        {
            "media_dir": str(folder),
            "pixel_width": 128,
            "pixel_height": 72,
            "frame_rate": fps,
            "verbosity": "ERROR",
            "progress_bar": "none",
            **more,
        }
    )


def draw(scene_class, **more):
    """Run a scene without writing files."""
    with settings("unused", dry_run=True, **more):
        scene = scene_class()
        scene.render()
    return scene


def film(scene_class, folder, fps=15, **more):
    with settings(folder, fps, **more):
        scene_class().render()
    return next(folder.glob(f"videos/**/{scene_class.__name__}.mp4"))


def frames(path):
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


def scene(seconds, draw_phase, **attributes):
    """A scene of one phase."""
    return type(
        "Single",
        (PhasedScene,),
        {"phases": (Phase("Only", seconds, "only"),), "only": draw_phase, **attributes},
    )


# --- the table -----------------------------------------------------------------------------------


def test_boundaries_are_rounded_cumulatively():
    thirds = [Phase(str(i), 1 / 3, "x") for i in range(30)]
    for fps in RATES:
        counted = phase_frames(thirds, fps)
        assert sum(counted) == 10 * fps
        sums = [sum(counted[:i]) for i in range(31)]
        assert sums == [round(Fraction(i, 3) * fps) for i in range(31)]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("", 1, "a"), ValueError, "Phase.name must not be empty, got ''"),
        ((" ", 1, "a"), ValueError, "Phase.name must not be empty"),
        ((3, 1, "a"), TypeError, "Phase.name must be a string, got int: 3"),
        (("A", 1, ""), ValueError, "Phase.method must not be empty"),
        (("A", 1, print), TypeError, "Phase.method must be a string"),
        (("A", 0, "a"), ValueError, "greater than 0, got 0"),
        (("A", -1.5, "a"), ValueError, "greater than 0, got -1.5"),
        (("A", float("nan"), "a"), ValueError, "finite and greater than 0, got nan"),
        (("A", float("inf"), "a"), ValueError, "finite and greater than 0, got inf"),
        (("A", True, "a"), TypeError, "must be a number of seconds, got bool: True"),
        (("A", "3", "a"), TypeError, "must be a number of seconds, got str: '3'"),
        (("A", None, "a"), TypeError, "must be a number of seconds, got NoneType"),
    ],
)
def test_a_wrong_phase_is_refused(arguments, error, message):
    with pytest.raises(error, match=message):
        Phase(*arguments)


@pytest.mark.parametrize(
    ("phases", "error", "message"),
    [
        ((), ValueError, "Wrong.phases must have at least one Phase"),
        (None, TypeError, "Wrong.phases must be a tuple of Phase, got NoneType"),
        (Phase("A", 1, "fine"), TypeError, "must be a tuple of Phase, got Phase"),
        ((("A", 1, "fine"),), TypeError, r"phases\[0\] must be a Phase, got tuple"),
        ((Phase("A", 1, "fine"), Phase("A", 2, "fine")), ValueError, "got 'A' twice"),
        ((Phase("A", 1, "gone"),), ValueError, "method of Wrong, got 'gone', which is missing"),
        ((Phase("A", 1, "number"),), TypeError, "got 'number', which is 3"),
        ((Phase("A", 1, "construct"),), ValueError, "not be one of Manim's own, got 'construct'"),
    ],
)
def test_a_wrong_table_is_refused_at_class_definition(phases, error, message):
    with pytest.raises(error, match=message):
        type("Wrong", (PhasedScene,), {"phases": phases, "fine": lambda self: None, "number": 3})


def test_a_table_is_inherited_and_its_methods_overridden():
    drawn = []
    base = scene(0.2, lambda self: drawn.append("base"))
    derived = type("Derived", (base,), {"only": lambda self: drawn.append("derived")})
    draw(derived)
    assert drawn == ["derived"]


def test_a_table_of_an_instance_is_used_and_checked():
    def make(self, seconds):
        self.phases = (Phase("Only", seconds, "only"), Phase("Again", 0.4, "gone"))[:seconds]
        PhasedScene.__init__(self)

    made = scene(0.2, lambda self: None, __init__=make)
    with settings("unused", dry_run=True):
        single = made(1)
        single.render()
        assert single.time == 1
        with pytest.raises(ValueError, match="'gone', which is missing"):
            made(2)


def test_a_scene_without_a_table_cannot_be_made():
    with pytest.raises(ValueError, match="at least one Phase"):
        type("Abstract", (PhasedScene,), {})()


# --- time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("fps", RATES)
def test_plays_that_fill_a_phase_pass_at_every_rate(fps):
    def fill(self):
        for _ in range(7):
            self.play(Wait(0.1))
        assert self.phase_remaining == 0

    assert draw(scene(0.7, fill), frame_rate=fps).time == round(0.7 * fps) / fps


@pytest.mark.parametrize("divisor", range(7, 60))
def test_what_remains_can_be_played(divisor):
    def fill(self):
        for _ in range(3):
            self.wait(math.pi / divisor)
        self.wait(self.phase_remaining)
        assert self.phase_remaining == 0

    assert draw(scene(1.5, fill), frame_rate=25).time == 38 / 25


@pytest.mark.parametrize("fps", [15, 60])
def test_an_overrun_names_phase_and_seconds_and_comes_before_drawing(fps):
    def overrun(self):
        self.wait(0.15)
        self.play(Create(Square()), run_time=0.06)

    with settings("unused", fps, dry_run=True):
        single = scene(0.2, overrun)()
        with pytest.raises(PhaseOverrun, match=r"'Only' overruns: 0.21 s used, 0.2 s bud") as error:
            single.render()
    assert error.value.used == pytest.approx(0.21)
    assert error.value.phase.name == "Only"
    assert single.renderer.num_plays == 1
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)


def test_a_condition_that_is_not_met_within_the_phase_is_an_overrun():
    def wait(self):
        self.wait_until(lambda: False)

    with pytest.raises(PhaseOverrun, match=r"60 s used, 0.4 s budgeted"):
        draw(scene(0.4, wait))


def test_a_condition_met_in_time_gives_the_rest_back():
    def wait(self):
        drawn = iter(range(9))
        self.wait_until(lambda: next(drawn) == 2)
        assert self.phase_remaining == pytest.approx(0.2)

    assert draw(scene(0.4, wait)).time == pytest.approx(0.4)


def test_a_play_without_a_frame_takes_effect():
    dot = Dot()

    def move(self):
        self.play(dot.animate.move_to([1, 0, 0]), run_time=0.001)
        assert self.renderer.time == 0

    single = draw(scene(0.2, move))
    assert dot in single.mobjects
    assert dot.get_x() == pytest.approx(1)


def test_playing_outside_a_phase_is_refused():
    def early(self):
        self.wait(1)

    with pytest.raises(RuntimeError, match="play outside a phase"):
        draw(scene(1, lambda self: None, setup=early))
    with pytest.raises(RuntimeError, match="say outside a phase"):
        draw(scene(1, lambda self: None, setup=lambda self: self.say("Hello.")))


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf")])
def test_a_wait_must_have_a_length(seconds):
    with pytest.raises(ValueError, match="must be finite and greater than 0"):
        draw(scene(1, lambda self: self.wait(seconds)))


def test_playing_nothing_is_refused():
    with pytest.raises(ValueError, match="no animations"):
        draw(scene(1, lambda self: self.play()))


def test_captions_are_checked_by_the_scene():
    def late(self):
        self.wait(0.5)
        self.say("Too late to be read.")

    with pytest.raises(ValueError, match=r"at least 1.2 s: 'Too late to be read.' in 'Only'"):
        draw(scene(1, late))
    with pytest.raises(TypeError, match="say's seconds must be a number of seconds, got str"):
        draw(scene(1, lambda self: self.say("Hello.", seconds="2")))
    with pytest.raises(ValueError, match="say's at must be finite and at least 0, got -1"):
        draw(scene(1, lambda self: self.say("Hello.", at=-1)))


# --- theme, configuration, one phase -------------------------------------------------------------


def test_the_theme_is_in_force_and_the_configuration_as_before():
    theme, seen = Theme(background="#123456"), []

    def look(self):
        seen.append((current_theme(), self.camera.background_color.to_hex()))

    caching = config.disable_caching
    draw(scene(0.2, look, setup=look, theme=theme))
    assert seen == [(theme, "#123456")] * 2
    assert current_theme() == Theme()
    assert config.disable_caching == caching


def test_the_theme_must_be_one():
    with pytest.raises(TypeError, match="theme must be a Theme"):
        draw(scene(0.2, lambda self: None, theme="dark"))


def test_a_skipped_phase_leaves_the_scene_as_a_filmed_one_does():
    def move(self):
        self.tracker, self.turning = ValueTracker(0), Square()
        self.turning.add_updater(lambda m, dt: m.rotate(dt))
        self.follower = always_redraw(lambda: Dot([self.tracker.get_value(), 0, 0]))
        self.add(self.turning, self.follower)
        self.play(FadeIn(Square()), run_time=0.001)
        self.wait(0.3)
        self.play(self.tracker.animate.set_value(1), run_time=self.phase_remaining)

    def look(self):
        states.append([*self.follower.get_center(), *self.turning.points[0]])

    states = []
    table = (Phase("Move", 1.1, "move"), Phase("Look", 0.1, "look"))
    two = type("Two", (PhasedScene,), {"phases": table, "move": move, "look": look})
    draw(two)
    two.only_phase = "Look"
    draw(two)
    assert states[0][0] == 1
    assert states[0] == pytest.approx(states[1])


def test_an_unknown_phase_is_refused_with_the_names():
    with pytest.raises(ValueError, match=r"one of \['Only'\] in Single, got 'Other'"):
        draw(scene(0.2, lambda self: None, only_phase="Other"))


# --- films ---------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize("disable_caching", [False, True])
def test_film_and_sections_have_the_frames_of_the_table(tmp_path, fps, disable_caching):
    cumulative = [0, 1.37, 3.42, 3.43, 5.13, 5.46, 6.46]
    boundaries = [round(seconds * fps) for seconds in cumulative]
    counts = [end - start for start, end in pairwise(boundaries)]
    assert phase_frames(Awkward.phases, fps) == counts
    for _ in range(2):
        path = film(Awkward, tmp_path, fps, save_sections=True, disable_caching=disable_caching)
        assert frames(path) == boundaries[-1]
        sections = sorted(path.parent.glob("sections/*.mp4"))
        assert [frames(section) for section in sections] == [n for n in counts if n]


@pytest.mark.slow
def test_the_background_is_the_theme_s(tmp_path):
    with av.open(str(film(Awkward, tmp_path))) as container:
        corner = next(container.decode(video=0)).to_ndarray(format="rgb24")[0, 0]
    assert abs(corner.astype(int) - [0x20, 0x40, 0x60]).max() < 5


@pytest.mark.slow
@pytest.mark.parametrize("fps", [15, 60])
def test_subtitles_lie_beside_the_film_and_go_with_it(tmp_path, fps):
    for _ in range(2):
        path = film(Captioned, tmp_path, fps)
        subtitles = list(srt.parse(path.with_suffix(".srt").read_text()))
        times = [
            (s.start.total_seconds(), s.end.total_seconds(), s.content.replace("\n", " "))
            for s in subtitles
        ]
        half, one_and_a_half = round(0.5 * fps) / fps, round(1.5 * fps) / fps
        expected = [
            (0, one_and_a_half, "Until the next."),
            (one_and_a_half, round(2.5 * fps) / fps, "Manim's own."),
            (one_and_a_half, round(3.5 * fps) / fps, "Two seconds from here."),
            (4.25, 4.75, "Manim's other."),
            (5, 7, "A second later."),
        ]
        assert half
        assert [text for *_, text in times] == [text for *_, text in expected]
        for found, wanted in zip(times, expected, strict=True):
            assert found[:2] == pytest.approx(wanted[:2], abs=0.0011)
    silent = type("Captioned", (phased.Uncaptioned,), {})
    film(silent, tmp_path, fps)
    assert not path.with_suffix(".srt").exists()


@pytest.mark.slow
def test_one_phase_is_filmed_alone_with_its_subtitles(tmp_path, monkeypatch):
    monkeypatch.setenv("NETVIZ_PHASE", "Second")
    path = film(Captioned, tmp_path, save_sections=True)
    assert frames(path) == 45
    assert [frames(p) for p in path.parent.glob("sections/*.mp4")] == [45]
    subtitles = list(srt.parse(path.with_suffix(".srt").read_text()))
    assert [(s.content, s.start, s.end) for s in subtitles] == [
        ("Manim's other.", timedelta(seconds=0.25), timedelta(seconds=0.75)),
        ("A second later.", timedelta(seconds=1), timedelta(seconds=3)),
    ]


COLOUR = {"now": "#000000"}


class Paint(Animation):
    def interpolate(self, alpha):
        self.mobject.set_fill(COLOUR["now"], opacity=1)


@pytest.mark.slow
def test_an_edit_that_manim_s_cache_cannot_see_is_filmed(tmp_path, monkeypatch):
    painted = scene(0.2, lambda self: self.play(Paint(Square(9)), run_time=0.2))
    film(painted, tmp_path)
    monkeypatch.setitem(COLOUR, "now", "#ffffff")
    with av.open(str(film(painted, tmp_path))) as container:
        assert next(container.decode(video=0)).to_ndarray(format="rgb24")[36, 64].min() > 200


@pytest.mark.slow
def test_manim_s_own_scene_classes_can_be_joined_in(tmp_path):
    assert frames(film(phased.Zoomed, tmp_path, 30)) == 15


# --- Manim's command -----------------------------------------------------------------------------


def manim(file, *arguments, folder, **environment):
    """Start Manim's command from another folder."""
    command = [sys.executable, "-m", "manim", "render", "-r", "128,72", "--progress_bar", "none"]
    return subprocess.Popen(
        [*command, "--media_dir", str(folder), "--fps", "15", str(FILMS / file), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(FILMS.parent.parent),
            "CALLED_HOME": str(folder / "called_home"),
            **environment,
        },
        # A job started in the background by a shell without job control ignores Ctrl-C, and so
        # would whatever it starts: a person's terminal does not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def run(file, *arguments, folder, **environment):
    process = manim(file, *arguments, folder=folder, **environment)
    output, _ = process.communicate(timeout=300)
    return process.returncode, output


def only_film(folder):
    return next(p for p in folder.rglob("*.mp4") if "partial_movie_files" not in p.parts)


@pytest.mark.slow
def test_failures_end_the_process_and_leave_the_last_film(tmp_path):
    code, output = run("failing.py", "Failing", folder=tmp_path)
    assert code == 0, output
    assert not (tmp_path / "called_home").exists()
    path = only_film(tmp_path)
    assert frames(path) == 22
    good = path.read_bytes()
    failures = [
        "exception in a play",
        "exception between plays",
        "exception in setup",
        "exception in tear_down",
        "interrupt in a play",
        "interrupt between plays",
        "exit in a play",
        "exit between plays",
    ]
    for failure in failures:
        code, output = run("failing.py", "Failing", folder=tmp_path, FAIL=failure)
        assert code != 0, (failure, output)
        assert only_film(tmp_path).read_bytes() == good, failure


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_signal_in_a_play_ends_the_process_and_the_next_render_is_whole(tmp_path, number):
    process = manim("failing.py", "Failing", folder=tmp_path, FAIL="wait")
    assert any(line.startswith("waiting") for line in process.stdout)
    process.send_signal(number)
    process.wait(timeout=120)
    process.communicate()
    assert process.returncode != 0
    assert not [p for p in tmp_path.rglob("Failing*.mp4")]
    code, output = run("failing.py", "Failing", folder=tmp_path)
    assert code == 0, output
    assert frames(only_film(tmp_path)) == 22


@pytest.mark.slow
@pytest.mark.parametrize(
    ("flags", "made"),
    [
        (["-s"], ".png"),
        (["-n", "3,5"], ".mp4"),
        (["-n", "3,5", "--save_sections"], ".mp4"),
        (["-n", "1000"], None),
        (["--dry_run"], None),
        (["--format", "gif"], ".gif"),
        (["--format", "png"], ".png"),
        (["--format", "webm"], ".webm"),
        (["-a"], ".mp4"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_manim_s_flags_keep_working(tmp_path, flags, made):
    scenes = [] if flags == ["-a"] else ["Captioned"]
    code, output = run("phased.py", *scenes, *flags, folder=tmp_path)
    assert code == 0, output
    files = [p for p in tmp_path.rglob("Captioned*.*") if "partial_movie_files" not in p.parts]
    if made is None:
        assert not [p for p in files if p.suffix in (".mp4", ".png", ".gif", ".srt")]
    else:
        assert any(p.suffix == made for p in files), files
    if flags == ["-a"]:
        assert frames(next(tmp_path.rglob("Uncaptioned.mp4"))) == 105


@pytest.mark.slow
def test_the_last_frame_shows_the_end_of_one_phase(tmp_path):
    code, output = run("phased.py", "Captioned", "-s", folder=tmp_path, NETVIZ_PHASE="First")
    assert code == 0, output
    assert list(tmp_path.rglob("Captioned*.png"))


def test_a_scene_of_manim_s_own_is_left_alone():
    class Plain(Scene):
        def construct(self):
            self.wait(0.2)

    assert draw(Plain).time == pytest.approx(0.2)
