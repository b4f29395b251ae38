"""The command `netviz`, as a person or a tool calls it."""

import json
import subprocess
import sys
from textwrap import dedent

import pytest
from click.testing import CliRunner

from netviz.cli import main


def test_it_says_nothing_but_what_was_asked_for():
    done = subprocess.run(
        [sys.executable, "-m", "netviz.cli", "--help"], capture_output=True, text=True, check=True
    )
    assert "render" in done.stdout
    assert done.stderr == ""


SCENES = """
    from manim import *
    from netviz import PhasedScene, allow, text

    class Shared(Scene):
        def helper(self):
            pass

    class SharedPhases(PhasedScene):
        pass

    class Clean(Shared):
        def construct(self):
            self.add(text("in the middle"))
            self.wait()

    class Faulty(Scene):
        def construct(self):
            print("a scene may talk")
            self.add(text("small", size=30), text("still").shift(UP))
            self.wait(4)

    class Allowed(Scene):
        def construct(self):
            self.add(small := text("small", size=30))
            with allow("text-size", small, reason="nobody reads it"):
                self.wait()
"""


@pytest.fixture
def scenes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "film.py"
    file.write_text(dedent(SCENES), encoding="utf-8")
    return file


def netviz(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def check(*arguments):
    return netviz("check", *arguments)


def test_a_clean_scene_is_status_0(scenes):
    done = check("film.py", "Clean")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == "no findings in 1 scene, 0:01.0, 1 picture"


def test_a_finding_is_status_1_and_is_told(scenes):
    done = check("film.py", "Faulty")
    assert done.exit_code == 1
    assert '0:04.0    "small"  words of 30 px  at least 42 px' in done.stdout
    assert "4.00 s without a change" in done.stdout


def test_every_scene_that_tells_something_is_looked_at_in_the_file_s_order(scenes):
    done = check("film.py", "--json")
    assert [scene["scene"] for scene in json.loads(done.stdout)["scenes"]] == [
        *("Clean", "Faulty", "Allowed")
    ]
    assert done.exit_code == 1


def test_what_is_allowed_is_no_fault(scenes):
    done = check("film.py", "Allowed")
    assert done.exit_code == 0
    assert "no findings, 1 allowed in 1 scene" in done.stdout
    assert "nobody reads it" in done.stdout


def test_json_is_all_that_goes_to_the_output(scenes):
    report = json.loads(check("film.py", "Faulty", "--json").stdout)
    (scene,) = report["scenes"]
    assert {finding["rule"] for finding in scene["findings"]} == {"stillness", "text-size"}
    assert scene["shots"] == 1
    assert scene["seconds"] == 4


def test_rules_can_be_chosen_and_left_out(scenes):
    assert check("film.py", "Faulty", "--only", "overlap", "--only", "contrast").exit_code == 0
    done = check("film.py", "Faulty", "--skip", "text-size", "--skip", "stillness")
    assert done.exit_code == 0
    assert check("film.py", "Faulty", "--only", "colour").exit_code == 2


def test_limits_are_options(scenes):
    assert check("film.py", "Faulty", "--still-seconds", 5, "--word-size", 28).exit_code == 0
    assert "--caption-lines INTEGER" in check("--help").stdout


def test_what_cannot_be_run_is_status_2(scenes, tmp_path):
    done = check("nowhere.py")
    assert (done.exit_code, "scene file nowhere.py does not exist" in done.stdout) == (2, True)
    assert done.stdout.splitlines()[-1] == "1 scene not run: nothing was looked at"
    done = check("film.py", "Missing")
    assert (done.exit_code, "has no scene Missing" in done.stdout) == (2, True)
    (tmp_path / "empty.py").write_text("x = 1\n")
    done = check("empty.py")
    assert (done.exit_code, "has no scene in it" in done.stdout) == (2, True)


def test_a_scene_that_raises_is_status_2_with_its_place_and_no_traceback(scenes):
    broken = """
        class Broken(Scene):
            def construct(self):
                self.wait()
                Square().nothing_like_it()
    """
    scenes.write_text(dedent(SCENES) + dedent(broken), encoding="utf-8")
    done = check("film.py")
    assert done.exit_code == 2
    assert "Broken cannot be run: film.py:" in done.stdout
    assert "nothing_like_it" in done.stdout
    assert "Traceback" not in done.output
    assert "Clean" in done.stdout  # the others are looked at all the same
    assert json.loads(check("film.py", "Broken", "--json").stdout)["errors"]


def test_it_runs_as_a_program_and_leaves_nothing_behind(scenes, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "netviz.cli", "check", "film.py", "Faulty", "--json"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["ok"] is False
    assert {path.name for path in tmp_path.iterdir()} <= {"film.py", "__pycache__"}


def test_help_names_the_commands():
    done = netviz("--help")
    assert done.exit_code == 0
    assert "check" in done.stdout
    assert "storyboard" in done.stdout
    assert netviz("film").exit_code == 2
