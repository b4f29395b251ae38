"""A film as slides, with the real manim-slides: its commands, its files, its HTML page."""

import json
import subprocess
import sys
from itertools import chain
from pathlib import Path

import av
import pytest
from manim import Scene
from manim_slides import Slide

from netviz import Phase, PhasedScene
from netviz.slides import Slides
from tests.render.conftest import FRAMES, SIZE, TINY, Place, environment, pictures

TALK = (
    TINY
    + """

from netviz.slides import Slides


class Talk(Slides, Tiny):
    skip_reversing = True


class Paused(Slides, Tiny):
    skip_reversing = True

    def three(self):
        super().three()
        self.next_slide(loop=True, notes="Round and round.")
        self.play(Rotate(self.square, PI), run_time=1)
"""
)


class Short(PhasedScene):
    phases = (Phase("Hold", 1, "hold"),)

    def hold(self) -> None:
        pass


def manim_slides(place: Place, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", "manim_slides", *arguments]
    return subprocess.run(
        command, cwd=place.folder, env=environment(), capture_output=True, text=True, timeout=300
    )


def slides(place: Place, scene: str) -> list[dict[str, object]]:
    return list(json.loads((place.folder / "slides" / f"{scene}.json").read_text())["slides"])


@pytest.fixture
def talk(place: Place) -> Place:
    place.write(TALK, "talk.py")
    return place


def rendered(talk: Place, scene: str, *options: str) -> list[list[str]]:
    """The pictures of each slide that manim-slides has written."""
    done = manim_slides(talk, "render", *SIZE, *options, "talk.py", scene)
    assert done.returncode == 0, done.stdout + done.stderr
    return [pictures(talk.folder / str(slide["file"])) for slide in slides(talk, scene)]


@pytest.mark.slow
def test_each_phase_is_a_slide_with_the_film_s_frames(talk, reference):
    shown = rendered(talk, "Talk")
    assert [len(frames) for frames in shown] == [FRAMES["One"], FRAMES["Two"], FRAMES["Three"]]
    assert [*chain(*shown)] == pictures(reference.film())
    assert [*chain(*shown)] == pictures(talk.film(name="Talk", module="talk"))

    done = manim_slides(talk, "convert", "Talk", "talk.html")
    assert done.returncode == 0, done.stdout + done.stderr
    page = (talk.folder / "talk.html").read_text(encoding="utf-8")
    assert page.count("data-background-video=") == 3


@pytest.mark.slow
def test_slides_of_an_edited_film_are_new(talk):
    before = rendered(talk, "Talk")
    talk.write(TALK.replace("side = 2.0", "side = 3.0"), "talk.py")
    after = rendered(talk, "Talk")
    assert [len(frames) for frames in after] == [len(frames) for frames in before]
    assert all(one[-1] != other[-1] for one, other in zip(before, after, strict=True))


@pytest.mark.slow
def test_a_phase_may_be_divided(talk):
    shown = rendered(talk, "Paused")
    assert len(shown) == 4
    assert sum(map(len, shown)) == FRAMES["Tiny"]
    assert len(shown[2]) + len(shown[3]) == FRAMES["Three"]
    assert [slide["loop"] for slide in slides(talk, "Paused")] == [False, False, False, True]
    assert slides(talk, "Paused")[3]["notes"] == "Round and round."


@pytest.mark.slow
def test_reversed_slides_and_the_last_picture_alone(talk):
    talk.write(TALK.replace("skip_reversing = True", "pass"), "talk.py")
    shown = rendered(talk, "Talk")
    for slide, frames in zip(slides(talk, "Talk"), shown, strict=True):
        with av.open(str(talk.folder / str(slide["rev_file"]))) as film:
            assert sum(1 for _ in film.decode(video=0)) == len(frames)
    done = manim_slides(talk, "render", *SIZE, "-s", "talk.py", "Talk")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_netviz_check_and_render(talk):
    command = [sys.executable, "-W", "ignore", "-m", "netviz.cli", "check", "talk.py", "Talk"]
    checked = subprocess.run(
        command, cwd=talk.folder, env=environment(), capture_output=True, text=True, timeout=120
    )
    assert "in 1 scene, 0:09.1" in checked.stdout, checked.stdout + checked.stderr
    assert not Path(talk.folder, "slides").exists()
    done = talk.netviz("talk.py", "Talk")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line == ("netviz render: Talk makes slides, not a film: use manim-slides render for it")


@pytest.mark.parametrize("bases", [(Slide, Short), (Short, Slide)], ids=str)
def test_manim_slides_own_class_is_refused_with_what_to_write(bases):
    try:
        with pytest.raises(
            TypeError, match=r"^Talk must be made of netviz.slides.Slides, .*Slides, MyFilm"
        ):
            type("Talk", bases, {})
    except TypeError as error:  # no order of classes
        pytest.fail(str(error))


def test_slides_are_for_scenes_with_phases():
    with pytest.raises(TypeError, match=r"^Talk must be a PhasedScene, too, as in class Talk"):
        type("Talk", (Slides, Scene), {})


def test_the_package_is_named_when_it_is_missing():
    code = "import sys; sys.modules['manim_slides'] = None; import netviz.slides"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "slides need the package manim-slides: pip install 'netviz[slides]'" in done.stderr
