"""The README's examples run as they stand, and its pictures are there."""

import re
import sys
from pathlib import Path

import pytest
from manim import Scene, tempconfig

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("source", EXAMPLES, ids=lambda source: source.splitlines()[0])
def test_example_runs(source, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.setitem(sys.modules, "readme_example", type(sys)("readme_example"))
    names: dict[str, object] = {"__name__": "readme_example"}
    exec(compile(source, "README.md", "exec"), names)
    scenes = [
        value
        for value in names.values()
        if isinstance(value, type)
        and issubclass(value, Scene)
        and value.__module__ == "readme_example"
    ]
    size = {"pixel_width": 64, "pixel_height": 36, "frame_rate": 2, "dry_run": True}
    with tempconfig({**size, "progress_bar": "none", "verbosity": "ERROR"}):
        for scene in scenes:
            scene().render()


def test_there_are_examples():
    assert len(EXAMPLES) >= 4


def test_pictures_are_there_and_small():
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", README)
    assert pictures
    for picture in pictures:
        assert 0 < (ROOT / picture).stat().st_size < 3_000_000
