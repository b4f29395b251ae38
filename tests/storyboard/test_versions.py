from fractions import Fraction

import numpy as np
import pytest
from PIL import Image

from netviz.scene_files import SceneFileError, scene_in
from netviz.storyboard.decoded import film_of
from netviz.storyboard.drawn import DrawnFilm
from netviz.storyboard.film import FilmError, Part, Subtitle
from netviz.storyboard.versions import (
    Packed,
    Pair,
    Seen,
    compare,
    difference_sheet,
    see,
    see_other,
)

SIZE, RATE = (1280, 720), 15
TIMES = [0.0, 0.4, 0.8, 1.2, 1.6, 2.0, 2.8]


@pytest.fixture(scope="module")
def other_file(scene_file, tmp_path_factory):
    """A version with another digit and another caption."""
    path = tmp_path_factory.mktemp("other") / "scenes.py"
    words = scene_file.read_text(encoding="utf-8")
    words = words.replace('VALUE = "0.64"', "from value_beside import VALUE")
    words = words.replace("A number stands.", "Numbers stand.")
    path.write_text(words, encoding="utf-8")
    path.with_name("value_beside.py").write_text('VALUE = "0.65"\n')
    return path


def test_a_changed_digit_and_caption_are_found_at_their_times(scene_file, other_file):
    after = see(DrawnFilm(scene_in(scene_file, "Small"), SIZE, RATE), TIMES)
    before = see_other(other_file, TIMES, "Small", SIZE, RATE)
    pairs = compare(before, after)
    assert [pair.seconds for pair in pairs] == TIMES
    assert [bool(pair.boxes) for pair in pairs] == [False] * 3 + [True] * 4
    assert [pair.changed for pair in pairs] == [False] * 3 + [True] * 4
    assert [pair.captions[0] != pair.captions[1] for pair in pairs] == [False] * 4 + [True] * 3
    for pair in pairs[3:]:  # the number stands at (640, 180) of 1280; pictures are 960 wide
        for left, top, right, bottom in pair.boxes:
            number = 440 < left < right < 520 and 110 < top < bottom < 160
            words = pair is not pairs[3] and 300 < left < right < 660 and top > 460
            assert number or words
    assert pairs[3].words == "changed in 1 place"
    assert pairs[4].words.endswith("; caption: Numbers stand. → A number stands.")


@pytest.mark.slow
def test_the_same_scene_is_unchanged_and_both_may_import_modules_of_one_name(
    scene_file, other_file, tmp_path
):
    third = tmp_path / "scenes.py"
    third.write_text(other_file.read_text(encoding="utf-8"), encoding="utf-8")
    third.with_name("value_beside.py").write_text('VALUE = "0.64"\n')
    after = see(DrawnFilm(scene_in(other_file, "Small"), SIZE, RATE), [1.6])
    assert not compare(see_other(other_file, [1.6], "Small", SIZE, RATE), after)[0].changed
    assert compare(see_other(third, [1.6], "Small", SIZE, RATE), after)[0].boxes


def test_a_film_is_unchanged_against_its_scene_and_against_itself(scenes, film_file):
    scene = DrawnFilm(scenes.Small, (320, 180), RATE)
    film = see_other(film_file, TIMES)
    for after in (see(scene, TIMES), see(film_of(scene, film_file), TIMES)):
        assert not any(pair.changed for pair in compare(film, after))


def test_a_shorter_film_before(encode):
    grey = Image.new("RGB", (320, 180), "#444444")
    seen = see_other(encode([grey] * 30), [0.0, 1.9, 2.0])
    assert (sorted(seen.pictures), seen.seconds, seen.encoded) == ([0.0, 1.9], 2.0, True)
    after = Seen({t: Packed.of(grey) for t in (1.9, 2.0)}, (), 3.0, False)
    assert [pair.words for pair in compare(seen, after)] == [
        "unchanged",
        "new: the film before is shorter",
    ]


def test_a_caption_alone_is_a_change():
    black = Packed.of(Image.new("RGB", (320, 180)))
    before = Seen({1.0: black}, (), 2, False)
    after = Seen({1.0: black}, (Subtitle("Two\nlines.", 0, 2),), 2, False)
    (pair,) = compare(before, after)
    assert pair.changed
    assert pair.words == "caption: none → Two lines."
    silent = Seen({1.0: black}, (), 2, encoded=True)
    assert not compare(silent, after)[0].changed  # its subtitle file may be elsewhere


def pair(seconds: float, changed: bool) -> Pair:
    boxes = ((100, 60, 140, 90),) if changed else ()
    grey = Image.new("RGB", (320, 180), "#808080")
    return Pair(seconds, grey, grey, boxes, ("", ""))


def test_the_sheet_marks_changes_and_dims_what_is_unchanged():
    parts = [Part("A", 0, 40), Part("B", 40, 80)]
    pairs = [pair(t, changed=t >= 4) for t in range(8)]
    image = difference_sheet(pairs, parts, Fraction(10), "Two versions", columns=1, width=800)
    levels = np.asarray(image).astype(int)
    grey = (np.abs(levels - 0x80) < 3).all(axis=2).any(axis=1)
    starts = np.flatnonzero(grey[1:] & ~grey[:-1])
    assert len(starts) == 4  # only the changed pairs are bright
    marks = (levels > 170).all(axis=2)  # between the grey of the pictures and the marks' white
    inside = marks[starts[0] : starts[0] + 200]
    across = np.flatnonzero(inside.sum(axis=0) > 20)  # upright sides: two a box, two boxes
    assert len(np.split(across, np.flatnonzero(np.diff(across) > 1) + 1)) == 4


def test_one_pair_is_left_of_a_phase_without_change_unless_all_are_wanted():
    parts = [Part("A", 0, 40), Part("B", 40, 80)]
    pairs = [pair(t, changed=t >= 4) for t in range(8)]
    height = {
        every: difference_sheet(
            pairs, parts, Fraction(10), columns=1, width=800, all_pairs=every
        ).height
        for every in (False, True)
    }
    row = (height[True] - height[False]) / 3
    assert height[False] == pytest.approx(5 * row, rel=0.1)


def test_a_film_that_is_not_there(tmp_path):
    with pytest.raises(FilmError, match="does not exist"):
        see_other(tmp_path / "none.mp4", [0])


@pytest.mark.slow
def test_scenes_that_cannot_be_seen(tmp_path, scene_file):
    with pytest.raises(SceneFileError, match="does not exist"):
        see_other(tmp_path / "none.py", [0])
    with pytest.raises(SceneFileError, match="several scenes, choose one"):
        see_other(scene_file, [0])
    with pytest.raises(FilmError, match=r"Fails fails at 0:00.5: RuntimeError: no network"):
        see_other(scene_file, [0], "Fails", (160, 90), 10)
    (tmp_path / "ends.py").write_text("import os\nos._exit(3)\n")
    with pytest.raises(FilmError, match="ends the process that draws it"):
        see_other(tmp_path / "ends.py", [0])
