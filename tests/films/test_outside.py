"""The finished films from outside: rendered by Manim's command, decoded, looked at and read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import av
import numpy as np
import pytest

from tests.conftest import MadeOnce
from tests.films import expected, reading
from tests.films.expected import Story
from tests.films.outside import Film, Stretch, dark, rests, watch, waves

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
RATE = 10
LONGEST_REST = 3.5
BACKGROUND = (11, 15, 20)

FILMS = {
    "ForwardPass": ("scenes/forward_pass.py", expected.forward_pass()),
    "Backprop": ("scenes/backprop.py", expected.backprop()),
}
Rendered = Callable[[str], tuple[Path, Film, Story]]

reads = pytest.mark.skipif(
    not reading.INSTALLED and not reading.REQUIRED,
    reason="tesseract, which reads what is written in the films, is not installed "
    "(apt install tesseract-ocr)",
)


@pytest.fixture(scope="session")
def rendered(made_once: MadeOnce) -> Rendered:
    """A film by its class's name: its file, the film, and what it is to tell. Rendered once."""

    @cache
    def render(name: str) -> tuple[Path, Film, Story]:
        file, story = FILMS[name]
        return *with_manim(made_once, ROOT / file, name), story

    return render


@pytest.fixture(scope="session")
def faulty(made_once: MadeOnce) -> tuple[Path, Film]:
    """The rendered film with planted faults."""
    return with_manim(made_once, Path(__file__).with_name("mutants.py"), "Faulty")


def with_manim(made_once: MadeOnce, file: Path, name: str) -> tuple[Path, Film]:
    def render(folder: Path) -> None:
        command = [
            sys.executable, "-m", "manim", "render", "--save_sections", "-r", "1280,720",
            "--fps", str(RATE), "--progress_bar", "none", "--media_dir", str(folder), str(file),
            name,
        ]  # fmt: skip
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=600)

    (path,) = made_once(f"{name}-720p", render).rglob(f"{name}.mp4")
    return path, watch(path)


# What can be wrong, in sentences.


def wrong_lengths(path: Path, story: Story) -> Iterator[str]:
    """Sections that are missing, too many or of the wrong length, as the files say themselves."""
    folder = path.parent / "sections"
    sections = json.loads((folder / f"{path.stem}.json").read_text(encoding="utf-8"))
    found = {section["name"]: decoded_frames(folder / section["video"]) for section in sections}
    for phase in story.seconds:
        start, end = story.span(phase)
        wanted = round(end * RATE) - round(start * RATE)
        if found.get(phase) != wanted:
            yield f"{phase}: {found.get(phase, 'no')} frames, not {wanted}"
    yield from (f"{name}: no such phase" for name in found.keys() - story.seconds.keys())
    total = round(sum(story.seconds.values()) * RATE)
    if (frames := decoded_frames(path)) != total:
        yield f"film: {frames} frames, not {total}"


def decoded_frames(path: Path) -> int:
    frames = 0
    with av.open(str(path)) as container:
        frames = sum(1 for _ in container.decode(video=0))
    return frames


def dark_or_frozen(film: Film) -> Iterator[str]:
    yield from (f"dark from {time.start:.1f} to {time.end:.1f} s" for time in dark(film))
    for time in rests(film, LONGEST_REST):
        yield f"frozen from {time.start:.1f} to {time.end:.1f} s"


def wrong_waves(part: Film, story: Story, phase: str) -> Iterator[str]:
    """What is wrong with the waves in the film of one phase."""
    color, direction, least = story.waves.get(phase, (None, None, 0))
    right = 0
    for hue in ("cyan", "orange"):
        for wave in waves(part, hue):
            if (hue, wave.direction) == (color, direction):
                right += 1
            else:
                yield f"{phase}: {hue} wave to the {wave.direction} at {wave.start:.1f} s"
    if right < least:
        yield f"{phase}: {right} {color} waves to the {direction}, not {least}"


def unwritten(film: Film, story: Story, phase: str) -> list[str]:
    """What of a phase's writing is nowhere to be read when its picture rests, or at its end."""
    start, end = story.span(phase)
    part = film.between(start, end)
    still = {part.index(rest.end) - 1 for rest in rests(part)}
    pictures = part.full(sorted({*still, len(part.small) - 1}, reverse=True))
    return reading.missing(pictures, [story.title, phase, *story.written[phase]])


# The films have none of it.


@pytest.mark.parametrize("name", FILMS)
def test_each_section_has_the_frames_of_its_phase(name: str, rendered: Rendered) -> None:
    path, _, story = rendered(name)
    assert list(wrong_lengths(path, story)) == []


@pytest.mark.parametrize("name", FILMS)
def test_no_stretch_is_dark_or_frozen(name: str, rendered: Rendered) -> None:
    _, film, _ = rendered(name)
    assert list(dark_or_frozen(film)) == []


@pytest.mark.parametrize("name", FILMS)
def test_cyan_waves_run_right_and_orange_ones_left(name: str, rendered: Rendered) -> None:
    _, film, story = rendered(name)
    wrong = [
        sentence
        for phase in story.seconds
        for sentence in wrong_waves(film.between(*story.span(phase)), story, phase)
    ]
    assert wrong == []


@reads
@pytest.mark.parametrize(
    ("name", "phase"), [(name, phase) for name, (_, s) in FILMS.items() for phase in s.seconds]
)
def test_title_phase_and_numbers_can_be_read(name: str, phase: str, rendered: Rendered) -> None:
    _, film, story = rendered(name)
    assert unwritten(film, story, phase) == []


# And if they had, it would be seen: mutants of the rendered films.


def test_a_rendered_film_with_faults_is_seen_through(
    faulty: tuple[Path, Film], rendered: Rendered
) -> None:
    path, film = faulty
    story = FILMS["Backprop"][1]
    lengths = list(wrong_lengths(path, story))
    assert lengths == [
        "Backward Pass: no frames, not 160",
        "Chain Rule: no frames, not 80",
        "Weight Update: no frames, not 60",
        "Outro: no frames, not 40",
        "film: 180 frames, not 520",
    ]
    black, frozen = dark_or_frozen(film)
    assert black == "dark from 2.0 to 3.0 s"
    assert frozen.startswith("frozen from 1")
    forward = list(wrong_waves(film.between(3, 13), story, "Forward Pass"))
    assert [sentence.rsplit(" at ")[0] for sentence in forward] == [
        "Forward Pass: cyan wave to the left",
        "Forward Pass: cyan wave to the left",
        "Forward Pass: 0 cyan waves to the right, not 2",
    ]


@reads
def test_a_missing_title_a_wrong_digit_and_a_missing_phase_are_not_read(
    faulty: tuple[Path, Film],
) -> None:
    _, film = faulty
    story = FILMS["Backprop"][1]
    output, slope = story.written["Forward Pass"][3], story.written["Forward Pass"][-1]
    forward, loss = film.full([130 - 1, 180 - 1])
    wanted = [story.title, "Forward Pass", output, slope]
    assert reading.missing([forward], wanted) == [story.title, output]
    assert reading.missing([loss], ["Loss Computation", "Backward Pass"]) == ["Backward Pass"]


@pytest.mark.parametrize("name", FILMS)
def test_each_wave_turned_back_is_seen(name: str, rendered: Rendered) -> None:
    _, film, story = rendered(name)
    turned = 0
    for phase, (color, direction, _) in story.waves.items():
        part = film.between(*story.span(phase))
        for wave in waves(part, color):
            first, last = part.index(wave.start), part.index(wave.end)
            small = part.small.copy()
            small[first:last] = small[first:last][::-1]
            back = "left" if direction == "right" else "right"
            (said, *_) = wrong_waves(replace(part, small=small), story, phase)
            assert said.startswith(f"{phase}: {color} wave to the {back}")
            turned += 1
    assert turned >= sum(least for *_, least in story.waves.values())


@pytest.mark.parametrize("name", FILMS)
def test_waves_of_another_colour_are_seen(name: str, rendered: Rendered) -> None:
    _, film, story = rendered(name)
    for phase, (color, direction, least) in story.waves.items():
        part = film.between(*story.span(phase))
        other = replace(part, small=part.small[..., [1, 2, 0]])
        said = list(wrong_waves(other, story, phase))
        assert f"{phase}: 0 {color} waves to the {direction}, not {least}" in said


@pytest.mark.parametrize("color", [(0, 0, 0), BACKGROUND])
@pytest.mark.parametrize("name", FILMS)
def test_a_dark_second_in_any_phase_is_seen(
    name: str, color: tuple[int, int, int], rendered: Rendered
) -> None:
    _, film, story = rendered(name)
    for phase in story.seconds:
        part = film.between(*story.span(phase))
        small = part.small.copy()
        small[RATE : 2 * RATE] = color
        assert dark(replace(part, small=small)) == [Stretch(1.0, 2.0)]


@pytest.mark.parametrize("name", FILMS)
def test_a_frozen_stretch_in_any_phase_is_seen(name: str, rendered: Rendered) -> None:
    """Four seconds are held, with the encoder's noise, which differs from picture to picture."""
    _, film, story = rendered(name)
    noise = np.random.default_rng(seed=1)
    for phase in story.seconds:
        start, _ = story.span(phase)
        part = film.between(min(start, film.seconds - 6), start + 6)
        held = part.small.astype(np.int16)
        held[10:50] = held[9] + noise.integers(-1, 2, size=held[10:50].shape)
        frozen = replace(part, small=held.clip(0, 255).astype(np.uint8))
        said = list(dark_or_frozen(frozen))
        assert any(sentence.startswith("frozen from") for sentence in said), phase


@reads
def test_swapped_class_probabilities_are_not_read(rendered: Rendered) -> None:
    """The numbers of the two classes are exchanged in the picture."""
    _, film, story = rendered("ForwardPass")
    _, end = story.span("Prediction")
    (picture,) = film.full([film.index(end) - 1])
    picture = picture[len(picture) // 2 :]  # the class line is below
    wanted = [line for line in story.written["Prediction"] if line.startswith("Class")]
    assert reading.missing([picture], wanted) == []
    boxes = [reading.lowest(picture, line.split()[-1]) for line in wanted]
    rows, columns = (max(box[side] for box in boxes) for side in (2, 3))
    first, second = (
        (slice(top, top + rows), slice(left, left + columns)) for top, left, *_ in boxes
    )
    swapped = picture.copy()
    swapped[first], swapped[second] = picture[second], picture[first]
    assert reading.missing([swapped], wanted) == wanted
