"""What is shipped: metadata, lock files, the Makefile."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import av
import numpy as np
import pytest
from manim import ImageMobject, Scene, tempconfig

import netviz
from netviz import Phase, PhasedScene

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
OLDEST, NEWEST = "0.19.1", "0.22.0"
LOCKS = {
    lock: (ROOT / lock).read_text() for lock in ("requirements.lock", "requirements-latest.lock")
}


def requirements(lock):
    """The lock's entries, each with its marker, hashes and comments."""
    return re.split(r"^(?=\w)", LOCKS[lock], flags=re.MULTILINE)[1:]


def manim_pins(lock):
    return [
        entry.partition(" \\")[0] for entry in requirements(lock) if entry.startswith("manim==")
    ]


def test_the_locks_pin_the_oldest_and_the_newest_manim():
    # Manim 0.19 wants a PyAV that has no build for Python 3.14.
    assert manim_pins("requirements.lock") == [
        f"manim=={OLDEST} ; python_full_version < '3.14'",
        f"manim=={NEWEST} ; python_full_version >= '3.14'",
    ]
    assert manim_pins("requirements-latest.lock") == [f"manim=={NEWEST}"]


def test_the_bound_on_manim_spans_the_locks():
    assert f"manim>={OLDEST},<={NEWEST}" in PROJECT["dependencies"]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_or_folder(lock):
    assert not re.search(r"://|index-url|find-links|/dev/|/tmp/", LOCKS[lock])
    assert "\n#    make lock\n" in LOCKS[lock]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_a_hash_for_every_requirement(lock):
    assert len(requirements(lock)) > 40
    assert all(" \\\n    --hash=sha256:" in entry for entry in requirements(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_was_made_from_these_dependencies(lock):
    locked = {
        entry.partition("==")[0]
        for entry in requirements(lock)
        if re.search(r"netviz \(pyproject\.toml\)$", entry, flags=re.MULTILINE)
    }
    assert locked == {re.match(r"[\w-]+", line)[0] for line in PROJECT["dependencies"]}


def test_what_the_package_imports_is_what_it_depends_on():
    imported = set()
    for file in (ROOT / "netviz").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                imported |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.partition(".")[0])
    extras = {"distributed", "hibari", "manim_slides"}
    needed = imported - sys.stdlib_module_names - {"netviz"} - extras
    listed = {re.match(r"[\w-]+", line)[0].replace("-", "_") for line in PROJECT["dependencies"]}
    assert needed == listed - {"pycairo", "pillow"} | {"cairo", "PIL"}


def test_the_package_is_typed_and_a_plugin_of_manim():
    assert (Path(netviz.__file__).parent / "py.typed").is_file()
    (plugin,) = entry_points(group="manim.plugins", name="netviz")
    assert plugin.load() is netviz


def make(*arguments):
    if shutil.which("make") is None:
        pytest.skip("there is no make")
    # A make that runs these tests hands on its flags, which are not meant for this one.
    quiet = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    quiet |= {"LC_ALL": "C"}
    for name in ("QUALITY", "SCENE", "PHASE"):
        quiet.pop(name, None)
    return subprocess.run(
        ["make", *arguments], cwd=ROOT, env=quiet, capture_output=True, text=True, timeout=120
    )


def test_make_help_lists_every_target():
    (phony,) = re.findall(r"^\.PHONY: (.*)", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    targets = set(phony.split()) - {"$(films)"}
    lines = make().stdout.splitlines()
    assert {line.split()[0] for line in lines} == targets
    assert len(lines) == len(targets)
    assert lines == make("help").stdout.splitlines()


def test_make_renders_every_film_of_the_folder():
    plan = make("--dry-run", "render-all", "QUALITY=l").stdout
    films = [file.name for file in (ROOT / "scenes").glob("[!_]*.py")]
    assert films
    assert "netviz render -ql --save_sections " in plan
    assert all(f" scenes/{film}" in plan for film in films)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["render-all", "QUALITY=best"], "QUALITY must be l (480p15)"),
        (["render-all", "QUALITY="], "got ''"),
        (["render-all", "QUALITY=l h"], "got 'l h'"),
        (["preview"], "preview needs a SCENE, as in: make preview SCENE="),
    ],
)
def test_make_says_what_is_wrong(arguments, said):
    asked = make("--dry-run", *arguments)
    assert asked.returncode != 0
    assert said in asked.stderr


def test_there_is_a_version():
    assert netviz.__version__ == PROJECT["version"]
    assert "__version__" in dir(netviz)


@pytest.mark.parametrize("scene_class", [Scene, PhasedScene])
def test_the_locked_pillow_draws_images(tmp_path, scene_class):
    """Pillow 13 takes no mode where Manim gives one."""
    size = {"pixel_width": 64, "pixel_height": 36, "frame_rate": 5, "media_dir": str(tmp_path)}

    class Picture(scene_class):
        phases = (Phase("Show", 0.4, "show"),)

        def construct(self):
            return super().construct() if scene_class is PhasedScene else self.show()

        def show(self):
            pixels = np.zeros((4, 4, 3), dtype=np.uint8)
            pixels[:, :] = (200, 40, 90)
            self.add(ImageMobject(pixels).scale_to_fit_height(8))
            self.wait(0.4)

    with tempconfig({**size, "progress_bar": "none", "verbosity": "ERROR"}):
        scene = Picture()
        scene.render()
        with av.open(str(scene.renderer.file_writer.movie_file_path)) as film:
            pictures = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    assert len(pictures) == 2
    for picture in pictures:
        assert np.allclose(picture[18, 32].astype(int), (200, 40, 90), atol=12)


def test_the_environment_has_pip():
    made = Path(sys.prefix) / ".ready"
    if not made.is_file() or made.stat().st_mtime < (ROOT / ".ci/setup").stat().st_mtime:
        pytest.skip("this environment was not made by today's .ci/setup")
    pip = [sys.executable, "-m", "pip", "--version"]
    assert "pip" in subprocess.run(pip, capture_output=True, text=True, check=True).stdout
