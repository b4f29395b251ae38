"""The command `netviz words`."""

import json
import wave
from textwrap import dedent

import pytest
from click.testing import CliRunner

from netviz.cli import main
from tests.words.voices import RATE, tone

SCENES = """
    from netviz import Phase, PhasedScene, Spoken
    from manim import Scene
    from tests.words.voices import tone

    class Talk(PhasedScene):
        voice = tone
        phases = (Phase("One", 4, "one"), Phase("Two", 2.1, "two"))

        def one(self):
            self.say("Sixteen letters.")

        def two(self):
            self.say("One of many words, thirty-two ch", "Shorter.")

    class Plain(Spoken, Scene):
        voice = tone

        def construct(self):
            self.say("Plain.")

    class Silent(Scene):
        pass
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "measured_talk.py"
    path.write_text(dedent(SCENES), encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["words", *map(str, arguments)])


def kept(file):
    return json.loads(file.with_suffix(".words.json").read_text(encoding="utf-8"))


def test_every_sentence_is_measured_with_those_that_are_not_said(file):
    done = run(file)
    assert done.exit_code == 0, done.output
    seconds = kept(file)["seconds"]
    assert set(seconds) == {
        "Sixteen letters.", "One of many words, thirty-two ch", "Shorter.", "Plain.",
    }  # fmt: skip
    assert seconds["Sixteen letters."] == pytest.approx(1, abs=0.1)
    assert kept(file)["voice"] == "tone"


def test_one_scene_keeps_what_others_took(file):
    run(file)
    before = kept(file)
    assert run(file, "Plain").exit_code == 0
    assert kept(file) == before


def test_what_does_not_fit_is_told(file):
    file.write_text(file.read_text().replace(', "Shorter."', ""))
    done = run(file)
    assert done.exit_code == 1
    assert "Talk: sentence must fit its beat: 'One of many words, thirty-two ch'" in done.output


def test_missing_recordings_are_listed(file, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    with wave.open(str(folder / "plain.wav"), "wb") as recorded:
        recorded.setparams((1, 2, RATE, 0, "NONE", ""))
        recorded.writeframes((tone("Plain.", 1)[0] * 32767).astype("<i2").tobytes())
    done = run(file, "Talk", "--voice", folder)
    assert done.exit_code == 1
    assert len([line for line in done.output.splitlines() if line.startswith("missing")]) == 3
    assert run(file, "Plain", "--voice", folder).exit_code == 0
    assert kept(file)["seconds"]["Plain."] == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere.py",), "scene file nowhere.py does not exist"),
        (("FILE", "Silent"), "has no scene that says anything"),
        (("FILE", "Talk", "--voice", "off"), "there is no voice"),
        (("FILE", "Talk", "--voice", "nobody"), "voice must be off, hibari"),
    ],
)
def test_mistakes_are_told_in_a_line(file, arguments, told):
    done = run(*(file if argument == "FILE" else argument for argument in arguments))
    assert done.exit_code == 1
    (line,) = done.output.strip().splitlines()
    assert told in line
