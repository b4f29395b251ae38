"""The README's examples run as they stand, and its pictures are there."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest
from manim import Scene, tempconfig

from netviz import FlowWave, NeuronLayer, Observer, watch

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)


NOT_SCENES = {"from netviz import FormulaPanel"}
"""First lines of the examples that show no scene."""
FEW = {"pixel_width": 64, "pixel_height": 36, "frame_rate": 2}
QUIET = {"dry_run": True, "progress_bar": "none", "verbosity": "ERROR"}
LIT = 60  # grey levels by which a wave must outshine what is before and after it
ENOUGH = 100  # pixels that do, at the time when they are most


def scenes_of(source, monkeypatch):
    """The scenes that an example defines, as Manim's command would find them."""
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.setitem(sys.modules, "readme_example", type(sys)("readme_example"))
    names: dict[str, object] = {"__name__": "readme_example"}
    exec(compile(source, "README.md", "exec"), names)
    return [
        value
        for value in names.values()
        if isinstance(value, type)
        and issubclass(value, Scene)
        and value.__module__ == "readme_example"
    ]


class Seen(Observer):
    """The frames of each play, and whether a wave runs in it."""

    def __init__(self):
        self.plays = []

    def play_begins(self, play):
        self.plays.append((any(isinstance(a, FlowWave) for a in play.animations), []))

    def frame(self, frame):
        self.plays[-1][1].append(frame.pixels.max(axis=2).astype(int))


def dark(scene_class):
    """What an example shows that is dark: waves in which nothing shines, layers with at most one
    neuron lit."""
    seen = Seen()
    scene = watch(scene_class, seen, frame_rate=10, short_side=240)
    for number, (wave, frames) in enumerate(seen.plays):
        before = seen.plays[number - 1][1][-1] if number else frames[0]
        shining = max(int((frame - np.maximum(before, frames[-1]) > LIT).sum()) for frame in frames)
        if wave and shining < ENOUGH:
            yield f"play {number}: a wave with {shining} shining pixels"
    for part in {id(m): m for m in scene.get_mobject_family_members()}.values():
        if isinstance(part, NeuronLayer) and any(n.value is not None for n in part.neurons):
            lit = sum(neuron.level > 0.1 for neuron in part.neurons)
            if lit < min(2, len(part.neurons)):
                yield f"{part!r}: {lit} of {len(part.neurons)} neurons lit"


@pytest.mark.slow
@pytest.mark.parametrize("source", EXAMPLES, ids=lambda source: source.splitlines()[0])
def test_example_runs(source, monkeypatch):
    scenes = scenes_of(source, monkeypatch)
    assert bool(scenes) == (source.splitlines()[0] not in NOT_SCENES)
    for scene in scenes:
        if "scenes" in source:  # whole films, which have tests of their own
            with tempconfig({**FEW, **QUIET}):
                scene().render()
        else:
            assert list(dark(scene)) == []


@pytest.mark.slow
def test_a_dead_network_is_seen(monkeypatch):
    (source,) = (example for example in EXAMPLES if "class TwoLayers" in example)
    assert "seed=4" in source
    (scene,) = scenes_of(source.replace("seed=4", "seed=7"), monkeypatch)
    wave, layer = dark(scene)
    assert wave.endswith("a wave with 0 shining pixels")
    assert layer == "NeuronLayer(4): 0 of 4 neurons lit"


def test_there_are_examples():
    assert len(EXAMPLES) >= 4


def test_pictures_are_there_and_small():
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", README)
    assert pictures
    for picture in pictures:
        assert 0 < (ROOT / picture).stat().st_size < 3_000_000
