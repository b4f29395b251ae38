"""`netviz render` end to end: the files of plain `manim` frame for frame, or one line why not."""

import json
import os
import re
import shutil
from itertools import count

import pytest
from PIL import Image

from tests.render.conftest import FRAMES, TINY, Place, pictures

pytestmark = pytest.mark.slow

PLAIN = """
from manim import Create, Scene, Square


class Plain(Scene):
    def construct(self):
        self.play(Create(Square()), run_time=1)
        self.next_section("second")
        self.wait(0.4)
"""


def tree(folder):
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and "partial_movie_files" not in path.parts
    )


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_files_and_frames_of_plain_manim(place, reference, jobs):
    done = place.netviz(place.write(), "--save_sections", "--jobs", str(jobs))
    assert done.returncode == 0, done.stderr
    assert done.stdout == "media/videos/tiny/90p15/Tiny.mp4  136 frames\n"

    theirs, ours = reference.folder / "media", place.folder / "media"
    assert tree(ours) == sorted([*tree(theirs), "images/tiny/Tiny.png"])
    for path in tree(theirs):
        if path.endswith(".mp4"):
            assert pictures(ours / path) == pictures(theirs / path)
        else:
            assert (ours / path).read_text() == (theirs / path).read_text()
    assert len(pictures(place.film())) == FRAMES["Tiny"]
    index = json.loads((ours / "videos/tiny/90p15/sections/Tiny.json").read_text())
    assert [int(section["nb_frames"]) for section in index] == [30, 60, 46]


def test_the_poster_is_the_last_picture_as_manim_saves_it(place):
    still = place.manim(place.write(), "-s", "-o", "still", "--media_dir", "manims")
    assert still.returncode == 0, still.stdout
    assert place.netviz("tiny.py").returncode == 0
    (theirs,) = (place.folder / "manims").rglob("still.png")
    poster = place.folder / "media/images/tiny/Tiny.png"
    assert Image.open(poster).tobytes() == Image.open(theirs).tobytes()


def test_several_films_at_once_each_with_its_place(place):
    tiny = place.write()
    two = place.write(TINY.replace("class Tiny", "class Large") + TINY, "two.py")
    plain = place.write(PLAIN, "plain.py")
    done = place.netviz(tiny, two, "Tiny", "Large", plain, "--media_dir", "elsewhere", "-j", "2")
    assert done.returncode == 0, done.stderr
    assert [line.split()[1] for line in done.stdout.splitlines()] == ["136", "136", "136", "21"]
    assert len(pictures(place.film("elsewhere", "Large", "two"))) == FRAMES["Tiny"]

    done = place.manim(plain, "--media_dir", "manims", "--disable_caching")
    assert done.returncode == 0, done.stdout
    ours, theirs = (place.film(media, "Plain", "plain") for media in ("elsewhere", "manims"))
    assert len(pictures(ours)) == len(pictures(theirs)) == 21


LONG = """
from manim import Circle, Create, Dot, FadeIn, RIGHT, Scene, Square


class Long(Scene):
    def construct(self):
        dot = Dot().add_updater(lambda m, dt: m.shift(dt * RIGHT / 3))
        self.add(dot)
        for shape in (Square(), Circle()):
            self.play(Create(shape), run_time=1.5)
            self.add_subcaption("A shape.", duration=1)
            self.play(shape.animate.shift(RIGHT), run_time=1)
        self.next_section("second")
        dot.clear_updaters()
        for number in range(6):
            self.play(FadeIn(Dot([number, 2, 0])), run_time=0.7)
"""


def test_a_plain_scene_is_shared_by_processes_and_is_the_film_of_one(place):
    file = place.write(LONG, "long.py")
    for jobs in ("1", "3"):
        done = place.netviz(file, "--save_sections", "--media_dir", jobs, "--jobs", jobs)
        assert done.returncode == 0, done.stderr
    place.manim(file, "--save_sections", "--media_dir", "manim")
    one, three = (place.film(media, "Long", "long") for media in ("1", "3"))
    assert one.read_bytes() == three.read_bytes()
    assert one.with_suffix(".srt").read_text() == three.with_suffix(".srt").read_text()
    assert tree(place.folder / "1") == tree(place.folder / "3")
    assert len(pictures(one)) == len(pictures(place.film("manim", "Long", "long")))
    for section in one.parent.glob("sections/*.mp4"):
        assert section.read_bytes() == (three.parent / "sections" / section.name).read_bytes()


def test_a_scene_that_plays_nothing_is_a_picture(place):
    still = PLAIN.partition("        self.play")[0] + "        self.add(Square())\n"
    done = place.netviz(place.write(still, "still.py"), "-j2")
    assert done.returncode == 0, done.stderr
    picture = "media/images/still/Plain.png"
    said = done.stdout.splitlines()[-1]  # after what Manim 0.22 warns of
    assert said == f"{picture}  a picture, as the scene plays nothing"
    with Image.open(place.folder / picture) as image:
        assert image.size == (160, 90)
    assert not place.film(name="Plain", module="still").exists()


def test_a_name_for_the_film_and_every_scene_of_a_file(place):
    assert place.netviz(place.write(), "-o", "name").returncode == 0
    assert place.film(name="name").is_file()
    assert place.film(name="name").with_suffix(".srt").is_file()
    two = place.write(TINY.replace("class Tiny", "class Large") + TINY, "two.py")
    assert place.netviz(two, "-a").returncode == 0
    assert all(place.film(module="two", name=name).is_file() for name in ("Tiny", "Large"))


def test_one_phase_beside_the_film(place, reference):
    whole = pictures(reference.film())
    for jobs in ("1", "2"):
        done = place.netviz(place.write(), "--phase", "Two", "-j", jobs)
        assert done.returncode == 0, done.stderr
        assert pictures(place.film(name="Two")) == whole[30:90]
        assert not place.film().exists()
        assert "0:00:0" in place.film(name="Two").with_suffix(".srt").read_text()


@pytest.mark.parametrize("name", ["two", "TWO", "tWo"])
def test_phases_are_found_whatever_their_upper_and_lower_case(place, name):
    done = place.netviz(place.write(), "--phase", name)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "media/videos/tiny/90p15/Two.mp4  60 frames\n"


def test_a_setting_that_the_scene_file_makes(place):
    place.write("from manim import config\nconfig.frame_rate = 30\n" + TINY)
    done = place.netviz("tiny.py")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "media/videos/tiny/90p30/Tiny.mp4  273 frames\n"


@pytest.mark.parametrize("name", ["with space", "qu'o\"te", "br{ac}e", "ünïcodé 網"])
def test_folders_with_odd_names_from_elsewhere(tmp_path, name):
    place = Place(tmp_path / name)
    place.folder.mkdir()
    place.write()
    done = place.netviz("tiny.py", "--save_sections", "-j", "2")
    assert done.returncode == 0, done.stderr
    assert len(pictures(place.film())) == FRAMES["Tiny"]
    done = place.netviz(place.folder / "tiny.py", "--media_dir", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(pictures(tmp_path / "out/videos/tiny/90p15/Tiny.mp4")) == FRAMES["Tiny"]


def refusals():
    yield ["nowhere.py"], "scene file .*nowhere.py does not exist"
    yield ["tiny.py", "Other"], r"has no scene Other \(it has: Tiny\)"
    yield ["two.py"], "has several scenes, choose one: Large, Tiny"
    yield ["broken.py"], r"broken.py cannot be imported: ZeroDivisionError: .* \(line 1\)"
    yield ["empty.py"], "scene file .*empty.py has no scene in it"
    yield ["folder.py"], "scene file .*folder.py is a folder"
    yield ["notes.txt"], r"scene file .*notes.txt must be a Python file \(.py\)"
    yield ["tiny.py", "two.py", "Tiny", "-o", "x"], "--output_file must be for one film"
    yield (
        ["tiny.py", "Tiny", "--phase", "None"],
        r"--phase must be one of \['One', 'Two', 'Three'\]",
    )
    yield ["plain.py", "--phase", "One"], "--phase must be one of a PhasedScene, and Plain is none"
    yield ["tiny.py", "tiny.py"], "two films must not go to the same file: .*Tiny.mp4"
    yield ["tiny.py", "--media_dir", "a{b}"], r"media_dir must have no braces.*'a\{b\}'"
    yield ["tiny.py", "--media_dir", "tiny.py"], "Not a directory|File exists"
    yield ["a{b}.py"], r"input_file must have no braces.*'a\{b\}.py'"
    yield ["tiny.py", "-r", "161,90"], "pixel_width must be positive and even"
    yield ["tiny.py", "--scheduler", "tcp://127.0.0.1:1"], "no dask scheduler at|needs the package"


@pytest.mark.parametrize(("arguments", "said"), list(refusals()), ids=count())
def test_what_cannot_be_done_is_said_in_one_line_and_nothing_is_made(place, arguments, said):
    place.write()
    place.write(TINY.replace("class Tiny", "class Large") + TINY, "two.py")
    place.write(PLAIN, "plain.py")
    place.write("1 / 0", "broken.py")
    place.write(name="a{b}.py")
    place.write("x = 1", "empty.py")
    (place.folder / "folder.py").mkdir()
    place.write("", "notes.txt")
    done = place.netviz(*arguments)
    assert done.returncode == 1
    assert re.search(said, done.stderr)
    (line,) = done.stderr.splitlines()
    assert line.startswith("netviz render: ")
    assert list(place.folder.rglob("*.mp4")) == []
    assert list(place.folder.rglob(".*")) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(place):
    place.write()
    shutil.copytree(place.folder, place.folder / "media")
    (place.folder / "media").chmod(0o555)
    done = place.netviz("tiny.py")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("netviz render: Permission denied")
