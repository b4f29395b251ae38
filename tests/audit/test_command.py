"""Formats, baselines, pictures and explanations of `netviz check`."""

import json
from textwrap import dedent

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from netviz.audit.digest import INSTEAD, digest
from netviz.audit.formats import explanation
from netviz.audit.rules import RULES
from netviz.cli import main

SCENES = """
    from manim import *

    class Faulty(Scene):
        def construct(self):
            first = Text("gradient", font_size=30)
            second = Text("loss", font_size=30)
            disc = Circle(0.4, fill_opacity=1).shift(LEFT * 4)
            self.add(first, second, disc)
            self.play(disc.animate.shift(RIGHT * 8), run_time=4)
"""


@pytest.fixture
def check(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "film.py").write_text(dedent(SCENES), encoding="utf-8")

    def run(*arguments):
        result = CliRunner().invoke(main, ["check", *arguments])
        return result.exit_code, result.stdout

    return run


def test_a_finding_says_where_it_was_played_and_made_and_what_clears_it(check):
    status, said = check("film.py", "--format", "json")
    overlap, motion = json.loads(said)["scenes"][0]["findings"]
    assert status == 1
    assert (overlap["rule"], overlap["time"], overlap["until"]) == ("overlap", 0.0, 4.0)
    assert (overlap["line"], overlap["made"]) == ("film.py:10", "film.py:6")
    assert overlap["advice"].startswith("first.shift(")
    assert motion["rule"] == "in-motion"
    assert 1.5 < motion["time"] < motion["until"] < 2.5
    left, top, right, bottom = motion["boxes"][0]
    assert 0 < left < right < 1
    assert 0 < top < bottom < 1


def test_json_has_a_short_name(check):
    assert set(json.loads(check("film.py", "--json")[1])) == {"ok", "errors", "scenes"}


def test_sarif_has_a_result_a_finding_at_its_line(check):
    status, said = check("film.py", "--format", "sarif")
    report = json.loads(said)
    (run,) = report["runs"]
    assert status == 1
    assert report["version"] == "2.1.0"
    assert [result["ruleId"] for result in run["results"]] == ["overlap", "in-motion"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "film.py"}, "region": {"startLine": 10}}
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == set(RULES)


def test_github_shows_a_finding_at_its_line(check):
    said = check("film.py", "--format", "github")[1].splitlines()
    assert said[0].startswith(
        "::warning file=film.py,line=10,title=netviz check overlap::Faulty 0:0"
    )
    assert len(said) == 2


def test_what_could_not_be_run_is_an_error_in_every_format(check):
    for form, word in (("sarif", "toolExecutionNotifications"), ("github", "::error file=gone.py")):
        status, said = check("gone.py", "--format", form)
        assert status == 2
        assert word in said
        assert "gone.py" in said


def test_a_baseline_accepts_today_s_and_fails_on_new(check, tmp_path):
    assert check("film.py", "--baseline", "known.json")[0] == 0
    status, said = check("film.py", "--baseline", "known.json")
    assert status == 0
    assert "2 known from known.json" in said
    film = tmp_path / "film.py"
    film.write_text(film.read_text() + "        self.wait(5)\n", encoding="utf-8")
    status, said = check("film.py", "--baseline", "known.json")
    assert status == 1
    assert "stillness" in said
    assert "overlap" not in said


def test_a_file_that_is_no_baseline_is_told(check, tmp_path):
    (tmp_path / "known.json").write_text("[]")
    status, said = check("film.py", "--baseline", "known.json")
    assert status == 2
    assert "baseline known.json is not one that netviz check wrote" in said


def test_pictures_show_what_is_named(check, tmp_path):
    check("film.py", "--pictures", "stills")
    names = [path.name for path in sorted((tmp_path / "stills").iterdir())]
    assert names == ["Faulty_01_overlap.png", "Faulty_02_in-motion.png"]
    for name in names:
        with Image.open(tmp_path / "stills" / name) as image:
            pixels = np.asarray(image)
        assert pixels.shape == (720, 1280, 3)
        boxes = np.argwhere((pixels == (255, 64, 160)).all(axis=2))
        assert np.abs(boxes.mean(axis=0) - (360, 640)).max() < 20


def test_the_same_result_at_every_run(check):
    first, second = (json.loads(check("film.py", "--json")[1])["scenes"][0] for _ in range(2))
    assert first.pop("took") != second.pop("took")
    assert first == second


def test_every_rule_is_explained_and_in_the_digest(check):
    assert set(INSTEAD) == set(RULES)
    assert "{" not in digest()
    for rule in RULES:
        assert len(explanation(rule).split()) > 10
    status, said = check("--explain", "jumps")
    assert status == 0
    assert said.startswith("jumps: ")
    assert check("--digest")[1].count("\n- ") == len(RULES)
