import subprocess
import sys

import pytest

from netviz.render import sources
from netviz.render.sources import Sources


@pytest.fixture
def folder(tmp_path):
    for name in (
        "scene.py", "helpers/shapes.py", "data/array.npy", "media/old.py", "out/videos/film.mp4",
        ".git/config", "helpers/__pycache__/shapes.pyc", "env/pyvenv.cfg", "env/lib.py",
    ):  # fmt: skip
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "project"


def test_the_folder_goes_along_without_what_was_made_from_it(tmp_path, folder):
    taken = Sources.of(folder / "scene.py", media=folder / "out")
    assert sorted(taken.files) == ["data/array.npy", "helpers/shapes.py", "scene.py"]
    taken.unpack(tmp_path / "there")
    assert (tmp_path / "there/helpers/shapes.py").read_text() == "helpers/shapes.py"


def test_a_folder_that_holds_too_much(folder, monkeypatch):
    monkeypatch.setattr(sources, "MOST_BYTES", 20)
    with pytest.raises(ValueError, match=r"project goes to other machines .* folder of its own"):
        Sources.of(folder / "scene.py", media=folder / "out")


READ = """
import sys, tempfile
from pathlib import Path
scratch = Path("scratch").resolve()
scratch.mkdir()
tempfile.tempdir = str(scratch)
from netviz.render.sources import Reading
before = open
with Reading() as reading:
    sys.path.insert(0, "")
    import helper
    Path("read.txt").read_text()
    Path("written.txt").write_text("x")
    (scratch / "mine").write_text("x")
    (scratch / "mine").read_text()
    try:
        open("nowhere.txt")
    except OSError:
        pass
    import json, fractions, this
    print(*(Path(path).name for path in sorted(reading.with_modules())))
assert open is before
"""


def test_what_a_process_reads_is_taken_down(tmp_path):
    (tmp_path / "helper.py").write_text("")
    (tmp_path / "read.txt").write_text("")
    for _ in range(2):  # the second time, Python has the helper compiled
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", READ],
            cwd=tmp_path, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout.splitlines()[-1] == "helper.py read.txt"
        (tmp_path / "scratch" / "mine").unlink()
        (tmp_path / "scratch").rmdir()
