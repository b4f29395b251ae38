"""The direction of imports: what each room of the house may know of the others."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import netviz

ROOT = Path(netviz.__file__).parent
FILES = {
    ".".join(["netviz", *path.relative_to(ROOT).with_suffix("").parts]): path
    for path in sorted(ROOT.rglob("*.py"))
}

MAY_IMPORT = {
    "checks": "",
    "camera": "",
    "drawing": "",
    "theme": "checks",
    "scales": "checks theme",
    "layout": "checks theme",
    "typeset": "checks drawing theme",
    "formulas": "checks theme scales layout formulas",
    "stacking": "",
    "mobjects": "checks drawing theme scales layout stacking typeset formulas mobjects",
    "animations": (
        "checks drawing theme scales layout stacking typeset formulas mobjects camera animations"
    ),
    "explainer": "checks theme scales layout stacking mobjects animations model timeline",
    "words": "checks drawing theme stacking typeset words",
    "timeline": "drawing theme words camera render",
    "observer": "timeline",
    "measure": "observer scene_files words",
    "model": "checks model",
    "audit": (
        "checks theme scales layout typeset mobjects animations model camera words timeline"
        " observer scene_files audit"
    ),
    "scene_files": "",
    "storyboard": "checks theme timeline scene_files storyboard",
    "render": "camera scene_files words timeline render",
    "cli": "",
    "slides": "timeline",
}


def imports(path: Path) -> set[str]:
    """Full names of the modules that a file imports, also within functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} must import by full names"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name for name in names if name in FILES} or {node.module}
    return found


@pytest.mark.parametrize("module", [name for name in FILES if name.split(".")[1] in MAY_IMPORT])
def test_no_arrow_turns_back(module):
    room = module.split(".")[1]
    allowed = set(MAY_IMPORT[room].split())
    rooms = {name.split(".")[1] for name in imports(FILES[module]) if name.startswith("netviz.")}
    assert rooms <= allowed
    assert "netviz" not in imports(FILES[module])


def test_every_room_has_its_rule():
    assert {name.split(".")[1] for name in FILES} == {*MAY_IMPORT, "__init__", "public"}


@pytest.mark.parametrize("module", [name for name in FILES if name.startswith("netviz.model")])
def test_the_model_knows_nothing_of_drawing(module):
    outside = {name.split(".")[0] for name in imports(FILES[module])}
    assert outside - set(sys.stdlib_module_names) <= {"numpy", "netviz"}


def test_there_are_no_cycles():
    graph = {name: imports(path) & set(FILES) for name, path in FILES.items()}
    TopologicalSorter(graph).prepare()


def test_public_names_are_sorted_and_complete():
    public = {
        alias.asname or alias.name
        for node in ast.parse(FILES["netviz.public"].read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert netviz.__all__ == sorted(netviz.__all__)
    assert set(netviz.__all__) == public


BEFORE_MANIM = """
import sys
import netviz, netviz.cli
from netviz.model import Network
assert "manim" not in sys.modules
assert not hasattr(netviz, "__wrapped__") and "manim" not in sys.modules
assert "FlowWave" in dir(netviz) and "manim" in sys.modules
assert not hasattr(netviz, "nothing")
from netviz import *
from netviz import camera, formulas
assert FlowWave is netviz.FlowWave and formulas is netviz.formulas and camera is netviz.camera
"""


def test_manim_is_imported_when_something_of_it_is_used():
    subprocess.run([sys.executable, "-W", "ignore", "-c", BEFORE_MANIM], check=True)


NEITHER_LATEX_NOR_NETWORK = """
import shutil, sys

def refuse(event, arguments):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.exec")):
        raise RuntimeError(f"{event} {arguments}")

sys.addaudithook(refuse)
assert shutil.which("latex") is None and shutil.which("dvisvgm") is None
from netviz import Number, formula, text
print(len(text("hidden layer")), len(formula("z = W x + b")), Number(-1.165).string)
"""


def test_words_and_formulas_need_neither_latex_nor_network_nor_another_program():
    done = subprocess.run(
        [sys.executable, "-c", NEITHER_LATEX_NOR_NETWORK],
        env={"PATH": "", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["11", "6", "−1.17"]
