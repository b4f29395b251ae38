"""What the films' tests share: a film is run without writing it, and looked at after each play."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from netviz import PhasedScene
from netviz.audit.runner import SceneFailed, audit_scene
from netviz.timeline import phase_frames
from tests.conftest import FilmByManim

ROOT = Path(__file__).parents[2]


sys.path.insert(0, str(ROOT))  # the films are imported as `scenes`


@pytest.fixture
def screen() -> Callable[[type[PhasedScene]], PhasedScene]:
    """Run a film without writing it, as `netviz check` does: nothing may be found in it."""

    def run(film: type[PhasedScene]) -> PhasedScene:
        shown: list[PhasedScene] = []

        class Kept(film):  # type: ignore[misc, valid-type]
            def tear_down(self) -> None:
                super().tear_down()
                shown.append(self)

        try:
            audit = audit_scene(Kept)
        except SceneFailed as failed:
            raise (failed.__cause__ or failed) from None
        assert audit.findings == audit.allowed == ()
        return shown[0]

    return run


@pytest.fixture
def check_frames(film_by_manim: FilmByManim) -> Callable[[type[PhasedScene], str, int], None]:
    """Decode a film that Manim's command has rendered: each phase has its frames."""

    def check(film: type[PhasedScene], file: str, rate: int) -> None:
        movie = film_by_manim(ROOT / "scenes" / file, film.__name__, rate)
        sections = sorted((movie.parent / "sections").glob(f"{film.__name__}_*.mp4"))
        expected = phase_frames(film.phases, rate)
        assert decoded(movie) == sum(expected)
        assert [decoded(section) for section in sections] == expected
        assert not movie.with_suffix(".srt").exists()  # the words are in the picture

    return check


def decoded(path: Path) -> int:
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))
