"""The films look as they are kept here, and what is no longer so is told in sentences.

When a film is meant to look otherwise: look at the pictures in `failed/`, then `make golden`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from manim import PI, RIGHT, UP, Circle, Create, Scene, VGroup, tempconfig

from netviz import Number, Phase, PhasedScene, formula, text
from tests.golden.beats import SETTINGS, Looked, look, picture_of
from tests.golden.compare import FILMS, differences, picture_changes, snapshot_changes
from tests.golden.kept import (
    FOLDER,
    clear_failures,
    keep,
    keep_failure,
    picture_path,
    read_picture,
    read_snapshots,
)
from tests.golden.measure import COLOR_STEP, LIMIT, in_steps, worst_tile

QUARTER_PIXEL = 8 / 1080 / 4  # of a full-size frame, in Manim units


@pytest.fixture(scope="module")
def seen() -> Callable[[str], Looked]:
    """A film of `FILMS`, looked at once."""
    return cache(lambda name: look(FILMS[name]))


@pytest.mark.slow
@pytest.mark.parametrize("name", FILMS)
def test_each_picture_is_the_one_kept(name: str, seen: Callable[[str], Looked]) -> None:
    clear_failures(name, FOLDER / "failed")
    changed = list(picture_changes(name, seen(name), failed=FOLDER / "failed"))
    assert not changed, said(changed)


@pytest.mark.slow
@pytest.mark.parametrize("name", FILMS)
def test_each_phase_is_made_of_what_is_kept(name: str, seen: Callable[[str], Looked]) -> None:
    changed = list(snapshot_changes(name, seen(name)))
    assert not changed, said(changed)


def said(changed: list[str]) -> str:
    return "\n".join(["", *changed, "If all of this is meant: make golden, look, commit."])


@pytest.mark.parametrize("name", FILMS)
def test_every_phase_has_a_picture_and_all_are_small(name: str) -> None:
    phases = [phase.name for phase in FILMS[name].phases]
    assert list(read_snapshots(name)) == phases
    pictures = list((FOLDER / name).glob("*.webp"))
    slugs = {path.stem.rpartition("-")[0] for path in pictures}
    assert slugs == {phase.lower().replace(" ", "-") for phase in phases}
    assert sum(path.stat().st_size for path in pictures) < 750_000


class Small(PhasedScene):
    """Two phases: a number beside a circle, and a formula that comes in below."""

    phases = (Phase("Number", 2, "number"), Phase("Formula", 2, "formula"))
    value = 0.73
    nudge = np.zeros(3)
    color = "#35D6F2"
    written = "z = {{ W x : Wx }} + b"

    def number(self) -> None:
        self.circle = Circle(radius=1, color="#5A6B80").shift(self.nudge)
        self.label = Number(self.value, color=self.color).next_to(self.circle, RIGHT)
        self.play(Create(self.circle), run_time=0.5)
        self.add(self.label)
        self.wait(1)

    def formula(self) -> None:
        self.line = formula(self.written).shift(2 * UP + self.nudge)
        self.play(Create(self.line), run_time=1)


@cache
def small() -> Looked:
    return look(Small)


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., list[str]]:
    """What is told when `Small` is kept and then has other attributes."""

    def told(**attributes: object) -> list[str]:
        keep("small", small(), tmp_path)
        changed = look(type("Changed", (Small,), attributes))
        return differences("small", changed, tmp_path, tmp_path / "failed")

    return told


def test_nothing_is_told_of_a_film_that_is_the_same(told: Callable[..., list[str]]) -> None:
    assert told() == []


def test_beats_are_the_rests_and_the_ends_of_phases() -> None:
    seen = small()
    assert [(beat.name, beat.seconds) for beat in seen.beats] == [
        ("Number 1", 2.0),
        ("Formula 1", 4.0),
    ]
    assert [entry.name for entry in seen.snapshots["Formula"]] == ["circle", "label", "line"]


def test_a_long_phase_without_a_rest_has_beats_too() -> None:
    class Restless(PhasedScene):
        phases = (Phase("All", 6, "all"),)

        def all(self) -> None:
            circle = Circle()
            for _ in range(6):
                self.play(circle.animate.shift(0.2 * RIGHT), run_time=1)

    assert [beat.seconds for beat in look(Restless).beats] == [3.0, 6.0]


def test_a_changed_digit_is_told_and_shown(told: Callable[..., list[str]], tmp_path: Path) -> None:
    *digits, first, second = told(value=0.78)
    assert digits == [
        "Number: label “0.73” now says “0.78”",
        "Formula: label “0.73” now says “0.78”",
    ]
    assert first.startswith("Number 1 (2.0 s): differs by ")
    assert second.startswith("Formula 1 (4.0 s): differs by ")
    shown = tmp_path / "failed" / "small-number-1.png"
    assert first.endswith(f"grey levels at (1.6, 0.0), more than 40: look at {shown}")
    assert {path.name for path in shown.parent.glob("small-number-1*")} == {
        "small-number-1.png",
        "small-number-1-expected.png",
        "small-number-1-got.png",
        "small-number-1-difference.png",
    }
    assert read_picture(shown).shape == (360, 3 * 640, 3)


def test_a_shift_by_a_quarter_of_a_pixel_is_none(told: Callable[..., list[str]]) -> None:
    for nudge in (QUARTER_PIXEL * RIGHT, QUARTER_PIXEL * UP):
        assert told(nudge=nudge) == []


def test_a_moved_label_is_told_with_its_way(told: Callable[..., list[str]]) -> None:
    sentences = told(nudge=0.2 * RIGHT + 0.1 * UP)
    assert "Number: circle, label “0.73” moved 0.20 right and 0.10 up" in sentences
    assert any(sentence.startswith("Number 1 (2.0 s): differs") for sentence in sentences)


def test_a_changed_colour_is_told(told: Callable[..., list[str]]) -> None:
    sentences = told(color="#FF9B3D")
    assert "Number: label “0.73” changed its colour: #35D6F2 → #FF9B3D" in sentences


def test_another_formula_is_told(told: Callable[..., list[str]]) -> None:
    sentences = told(written="z = {{ W a : Wx }} + b")
    assert sentences[0] == "Formula: line “z = W x + b” now says “z = W a + b”"


def test_what_is_new_and_what_is_gone_is_told(told: Callable[..., list[str]]) -> None:
    def number(self: Small) -> None:
        self.words = text("other").move_to(UP)
        self.add(self.words)
        self.wait(1)

    sentences = told(number=number)
    assert "Number: words “other” is new, at (0, 1)" in sentences
    assert "Number: circle, label “0.73” is gone" in sentences


def test_a_phase_that_is_new_or_gone_is_told(told: Callable[..., list[str]]) -> None:
    sentences = told(phases=(*Small.phases[:1], Phase("Other", 2, "formula")))
    assert "Other: a new phase" in sentences
    assert "Formula: no such phase any more" in sentences
    assert "Other 1 (4.0 s): a new picture" in sentences
    assert "formula-1: no such picture any more" in sentences


def test_many_changes_of_one_kind_are_one_sentence(tmp_path: Path) -> None:
    class Crowd(PhasedScene):
        phases = (Phase("Crowd", 1, "crowd"),)
        at = 0.0

        def crowd(self) -> None:
            self.row = VGroup(*(Circle(radius=0.1).shift(i * RIGHT) for i in range(6)))
            self.add(self.row.shift(self.at * UP))

    class Higher(Crowd):
        at = 1.0

    keep("crowd", look(Crowd), tmp_path)
    assert list(snapshot_changes("crowd", look(Higher), tmp_path)) == [
        "Crowd: row[0], row[1], row[2] and 3 more moved 1.00 up"
    ]


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    seen = small()
    keep("small", seen, tmp_path)
    assert read_snapshots("small", tmp_path) == seen.snapshots
    for beat in seen.beats:
        kept = read_picture(picture_path("small", beat, tmp_path))
        assert (kept == in_steps(beat.picture)).all()
    lines = (tmp_path / "small.json").read_text(encoding="utf-8").splitlines()
    assert sum('"label"' in line and '"0.73"' in line for line in lines) == 2


def test_keeping_again_writes_only_what_looks_otherwise(tmp_path: Path) -> None:
    seen = small()
    keep("small", seen, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("small/*")}
    first, second = seen.beats
    other = Looked((first, replace(second, picture=255 - second.picture)), seen.snapshots)
    keep("small", other, tmp_path)
    same, changed = (picture_path("small", beat, tmp_path) for beat in seen.beats)
    assert same.stat().st_mtime_ns == before[same]
    assert (read_picture(changed) == in_steps(255 - second.picture)).all()
    keep("small", Looked((first,), {}), tmp_path)
    assert list(tmp_path.glob("small/*")) == [same]


def test_a_failure_without_an_expected_picture_shows_what_there_is(tmp_path: Path) -> None:
    got = np.zeros((4, 6, 3), dtype=np.uint8)
    shown = keep_failure(tmp_path / "film" / "new-1.webp", None, got, tmp_path)
    assert read_picture(shown).shape == (4, 6, 3)


# The measure: every digit of the smallest numbers, each changed to the one most like it.

LIKE = dict(zip("0123456789", "6738860230", strict=True))


class Digits(Scene):  # type: ignore[misc, unused-ignore]
    """Numbers in the size of the theme, each at another place between the pixels."""

    def __init__(self, strings: list[str], nudge: np.ndarray) -> None:
        super().__init__()
        for index, string in enumerate(strings):
            row, column = divmod(index, 10)
            place = [column * 1.237 - 5.6, row * 0.713 - 1.5, 0]
            self.add(Number(float(string)).move_to(place + nudge))


def drawn(strings: list[str], nudge: np.ndarray | None = None) -> np.ndarray:
    with tempconfig({**SETTINGS, "background_color": "#0B0F14"}):
        return picture_of(Digits(strings, np.zeros(3) if nudge is None else nudge))


NUMBERS = [
    f"{digit}.{(3 * digit + row) % 10}{(7 * digit + row) % 10}"
    for row in range(5)
    for digit in range(10)
]


def test_each_digit_changed_to_the_one_most_like_it_is_seen() -> None:
    before = in_steps(drawn(NUMBERS))
    least = 255.0
    for place in (0, 2, 3):
        after = drawn([n[:place] + LIKE[n[place]] + n[place + 1 :] for n in NUMBERS])
        for index in range(len(NUMBERS)):
            row, column = divmod(index, 10)
            x, y = 320 + (column * 1.237 - 5.6) * 45, 180 - (row * 0.713 - 1.5) * 45
            around = np.s_[round(y) - 14 : round(y) + 14, round(x) - 24 : round(x) + 24]
            least = min(least, worst_tile(before[around], after[around]).difference)
    assert least > 1.3 * LIMIT


def test_a_quarter_of_a_pixel_is_not_seen() -> None:
    before = in_steps(drawn(NUMBERS))
    for angle in np.linspace(0, 2 * PI, 8, endpoint=False):
        nudge = QUARTER_PIXEL * np.array([np.cos(angle), np.sin(angle), 0])
        assert worst_tile(before, drawn(NUMBERS, nudge)).difference < LIMIT / 1.3


def test_the_steps_of_colour_are_far_below_the_limit() -> None:
    noise = np.random.default_rng(seed=1).integers(0, 256, (36, 64, 3)).astype(np.uint8)
    assert worst_tile(noise, in_steps(noise)).difference <= COLOR_STEP / 2 + 3.5
    assert (in_steps(in_steps(noise)) == in_steps(noise)).all()


def test_pictures_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="pictures must have one shape"):
        worst_tile(np.zeros((4, 4, 3)), np.zeros((4, 6, 3)))
