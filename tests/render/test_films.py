"""The films of this repository: the frames of `netviz render` are those of plain `manim`."""

from pathlib import Path

import pytest

from tests.render.conftest import pictures

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "film"), [("forward_pass", "ForwardPass"), ("backprop", "Backprop")]
)
def test_the_same_frames_in_three_processes(place, film_by_manim, file, film):
    scene = ROOT / "scenes" / f"{file}.py"
    theirs = film_by_manim(scene, film, 15)
    done = place.netviz(scene, film, "--jobs", "3", timeout=600)
    assert done.returncode == 0, done.stderr
    ours = place.film(name=film, module=file)
    serial = pictures(theirs)
    assert len(serial) > 15 * 40
    assert pictures(ours) == serial
    words = []
    for jobs in ("3", "1"):
        done = place.netviz(scene, film, "--jobs", jobs, "--captions", "srt", timeout=600)
        assert done.returncode == 0, done.stderr
        words.append(ours.with_suffix(".srt").read_text())
    assert words[0] == words[1] != ""
