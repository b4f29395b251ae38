"""The wheel as a new user has it: in an environment of its own, in an empty folder, README open."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import av
import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FIRST = next(e for e in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "(Scene)" in e)

pytestmark = pytest.mark.slow


def uv() -> str:
    found = shutil.which("uv", path=f"{ROOT / '.uv/bin'}{os.pathsep}{os.environ['PATH']}")
    if found is None and os.environ.get("CI"):
        pytest.fail("there is no uv")
    return found or pytest.skip("there is no uv")


def index() -> dict[str, str]:
    """Where a uv that came by pip finds packages, as .ci/setup has it."""
    config = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    given = subprocess.run(config, capture_output=True, text=True, check=False).stdout.strip()
    given = os.environ.get("PIP_INDEX_URL", given)
    return {"UV_SYSTEM_CERTS": "true"} | ({"UV_DEFAULT_INDEX": given} if given else {})


@dataclass(frozen=True)
class Newcomer:
    """A folder with nothing in it, and an environment with the wheel."""

    folder: Path
    programs: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("NETVIZ", "PYTHON"))}
        program = str(self.programs / command[0])
        return subprocess.run(
            [program, *command[1:]], cwd=self.folder, env=kept | {"NO_COLOR": "1"},
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    def frames(self, film: str) -> int:
        (path,) = self.folder.rglob(film)
        with av.open(str(path)) as container:
            return sum(1 for _ in container.decode(video=0))


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel; what the wheel depends on is that of these tests."""
    folder = tmp_path_factory.mktemp("newcomer")
    environment = os.environ | index()

    def run(*arguments: str | Path) -> None:
        done = subprocess.run(
            [uv(), *map(str, arguments)], env=environment, capture_output=True, text=True,
            timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    run("build", "--wheel", "--out-dir", folder / "dist", ROOT)
    run("venv", "--python", sys.executable, folder / "venv")
    (wheel,) = (folder / "dist").glob("*.whl")
    run("pip", "install", "--python", folder / "venv", "--no-deps", wheel)
    packages = next((folder / "venv").glob("l*/**/site-packages"))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder / "venv" / "bin"


@pytest.fixture
def newcomer(programs: Path, tmp_path: Path) -> Newcomer:
    return Newcomer(tmp_path, programs)


def test_the_wheel_is_what_is_imported(newcomer: Newcomer) -> None:
    code = "import netviz; print(netviz.__file__); print(netviz.__version__)"
    file, version = newcomer.run("python", "-W", "ignore", "-c", code).stdout.splitlines()
    assert Path(file).is_relative_to(newcomer.programs.parent)
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert version in newcomer.run("netviz", "--version").stdout


def test_the_first_example(newcomer: Newcomer) -> None:
    (newcomer.folder / "two_layers.py").write_text(FIRST, encoding="utf-8")
    quick = ["-ql", "--fps", "10", "two_layers.py"]
    done = newcomer.run("python", "-W", "ignore", "-m", "manim", *quick)
    assert done.returncode == 0, done.stdout + done.stderr
    said = " ".join((done.stdout + done.stderr).split())
    for name in ("GrowNetwork(NetworkDiagram([3, 4, 2]))", "FlowWave(WeightedEdges(3 → 4))"):
        assert name in said  # Manim's progress lines
    frames = newcomer.frames("TwoLayers.mp4")
    shutil.rmtree(newcomer.folder / "media")

    done = newcomer.run("netviz", "render", *quick)
    assert done.returncode == 0, done.stderr
    assert newcomer.frames("TwoLayers.mp4") == frames
    done = newcomer.run("netviz", "check", "two_layers.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].startswith("no findings in 1 scene")


@pytest.mark.parametrize(
    "arguments",
    [
        ["render", "two_layer.py"],
        ["render", "two_layers.py", "TwoLayer"],
        ["render", "two_layers.py", "--phase", "Intro"],
        ["render", "empty.py"],
        ["storyboard", "two_layer.py"],
        ["storyboard", "two_layers.py", "TwoLayer"],
        ["check", "two_layer.py"],
        ["check", "two_layers.py", "TwoLayer"],
        ["check", "empty.py"],
    ],
    ids=" ".join,
)
def test_mistakes_end_in_a_line(newcomer: Newcomer, arguments: list[str]) -> None:
    (newcomer.folder / "two_layers.py").write_text(FIRST, encoding="utf-8")
    (newcomer.folder / "empty.py").write_text("", encoding="utf-8")
    done = newcomer.run("netviz", *arguments)
    assert done.returncode in (1, 2)
    lines = (done.stdout + done.stderr).splitlines()
    if arguments[0] == "check":  # with a report's closing line
        assert lines.pop() == "1 scene not run: nothing was looked at"
    assert len(lines) == 1
