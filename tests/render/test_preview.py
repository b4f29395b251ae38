"""What is opened after rendering, and what is said where nothing can open it."""

import os
import sys
from pathlib import Path

import pytest
from manim import Square, config, tempconfig

from netviz import Phase, PhasedScene
from netviz.render import preview
from tests.render.conftest import environment

NO_VIEWER = {"PATH": os.path.dirname(sys.executable)}
SETTINGS = {"pixel_width": 64, "pixel_height": 36, "frame_rate": 5, "progress_bar": "none"}


@pytest.mark.slow
@pytest.mark.parametrize("options", ["-p", "-p -f", "-p -s", "-p -i"])
def test_manim_p_where_nothing_can_open_a_video(place, options):
    place.write()
    wanted = options.replace("-f", "--show_in_file_browser").replace("-i", "--format gif").split()
    done = place.manim("tiny.py", *wanted, env=environment() | NO_VIEWER)
    assert done.returncode == 0, done.stdout + done.stderr
    said = [line for line in done.stderr.splitlines() if line.startswith("netviz: ")]
    (line,) = said
    path = Path(line.removeprefix("netviz: nothing here can open "))
    assert path.is_file()
    assert path.suffix == (".png" if "-s" in options else ".gif" if "-i" in options else ".mp4")
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
def test_netviz_render_p_where_nothing_can_open_a_video(place):
    place.write()
    done = place.netviz("tiny.py", "-p", env=environment() | NO_VIEWER)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == f"netviz: nothing here can open {place.film()}"


class Short(PhasedScene):
    phases = (Phase("Square", 1, "square"),)

    def square(self) -> None:
        self.add(Square())


@pytest.mark.parametrize(
    ("settings", "opened"),
    [
        ({}, []),
        ({"preview": True}, [False]),
        ({"show_in_file_browser": True}, [True]),
        ({"preview": True, "show_in_file_browser": True}, [True, False]),
    ],
)
def test_what_is_wished_for_is_opened_once(tmp_path, monkeypatch, settings, opened):
    seen = []
    monkeypatch.setattr(preview, "open_file", lambda path, where: seen.append((path.name, where)))
    with tempconfig({**SETTINGS, **settings, "media_dir": str(tmp_path)}):
        Short().render()
        assert config.preview is settings.get("preview", False)
    assert seen == [("Short.mp4", in_folder) for in_folder in opened]


def test_render_itself_may_be_asked(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(preview, "open_file", lambda path, where: seen.append(path.name))
    with tempconfig({**SETTINGS, "media_dir": str(tmp_path)}):
        Short().render(preview=True)
    assert seen == ["Short.mp4"]
