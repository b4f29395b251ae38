import random
import sys

import pytest

from netviz.scene_files import SceneFileError, choose_scene, scene_in, scenes_in

TWO = """
from manim import Scene, MovingCameraScene as Imported
from netviz.timeline import PhasedScene

class Zebra(Scene): pass
class Ant(Zebra): pass
Again = Zebra
"""


@pytest.fixture(autouse=True)
def _path_as_it_was(monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path])


def test_scenes_that_a_file_defines_itself_in_its_order(tmp_path):
    (tmp_path / "two.py").write_text(TWO)
    assert [scene.__name__ for scene in scenes_in(tmp_path / "two.py")] == ["Zebra", "Ant"]
    assert scene_in(tmp_path / "two.py", "Ant").__name__ == "Ant"


def test_the_only_scene_needs_no_name(tmp_path):
    (tmp_path / "one.py").write_text("from manim import Scene\nclass One(Scene): pass\n")
    assert scene_in(tmp_path / "one.py").__name__ == "One"
    assert choose_scene(scenes_in(tmp_path / "one.py"), "one.py", "One").__name__ == "One"


def test_a_file_called_like_a_module_does_not_take_its_place(tmp_path, monkeypatch):
    (tmp_path / "random.py").write_text("from manim import Scene\nclass One(Scene): pass\n")
    monkeypatch.chdir(tmp_path)
    assert scene_in("random.py").__name__ == "One"
    assert sys.modules["random"] is random


def test_a_file_is_read_anew_each_time(tmp_path):
    file = tmp_path / "scene.py"
    for name in ("First", "Second"):
        file.write_text(f"from manim import Scene\nclass {name}(Scene): pass\n#{' ' * len(name)}")
        assert scene_in(file).__name__ == name


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("x = 1", "has no scene in it"),
        (TWO, "has several scenes, choose one: Zebra, Ant"),
        ("1 / 0", "cannot be imported: ZeroDivisionError: division by zero"),
        ("raise SystemExit('enough')", "cannot be imported: SystemExit: enough"),
        ("def (", "cannot be imported: SyntaxError"),
        ("import nothing_there", "cannot be imported: ModuleNotFoundError"),
    ],
)
def test_files_without_the_scene(tmp_path, content, message):
    (tmp_path / "scene.py").write_text(content)
    with pytest.raises(SceneFileError, match=message) as caught:
        scene_in(tmp_path / "scene.py")
    assert "\n" not in str(caught.value)


def test_a_name_that_is_none_of_them(tmp_path):
    (tmp_path / "two.py").write_text(TWO)
    with pytest.raises(SceneFileError, match=r"no scene Bee \(it has: Zebra, Ant\)"):
        scene_in(tmp_path / "two.py", "Bee")


def test_paths_that_are_no_python_files(tmp_path):
    (tmp_path / "film.mp4").write_text("")
    for path, message in (
        (tmp_path / "none.py", "does not exist"),
        (tmp_path, "is a folder"),
        (tmp_path / "film.mp4", r"must be a Python file \(.py\)"),
    ):
        with pytest.raises(SceneFileError, match=message):
            scenes_in(path)
