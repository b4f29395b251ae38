"""Pieces of work that a benchmark runs in a process of their own: `python -m … wave flow 36 …`.

Each prints what it cost as JSON: `cpu` and `wall` in seconds, `frames`, and what is said below.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    AnimationGroup,
    Circle,
    Line,
    Rotate,
    Scene,
    ShowPassingFlash,
    Square,
    VGroup,
    tempconfig,
)

from netviz import FlowWave, NetworkDiagram, NeuronLayer, WeightedEdges
from netviz.render.encoder import ChunkEncoder, FilmFormat
from netviz.render.film_writer import FilmWriter
from netviz.render.pixels import Picture
from netviz.render.rectangles import Rectangle
from netviz.render.renderer import Renderer
from scenes.forward_pass import ForwardPass
from tests.benchmarks.measure import own_cpu
from tests.benchmarks.sizes import QUALITIES, layers_for

Drawn = tuple[np.ndarray, list[Rectangle] | None, int]
"""A frame, where it differs from the one before, and how often it is shown."""


class Meter:
    """What happens within it costs `cpu` and `wall`; used again, it adds up."""

    cpu = 0.0
    wall = 0.0

    def __enter__(self) -> None:
        self._cpu, self._wall = own_cpu(), time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.cpu += own_cpu() - self._cpu
        self.wall += time.perf_counter() - self._wall

    def told(self, frames: int, **more: float) -> dict[str, float]:
        return {"cpu": self.cpu, "wall": self.wall, "frames": frames, **more}


def wave(kind: str, edges: int, quality: str) -> dict[str, float]:
    """A wave of 1.2 s over so many edges that are there.

    Also told: `running_cpu` and `running_wall`, what it would cost if all frames were like those
    of its last two thirds, before which things are made and painted that are used again.
    """
    sources, targets = layers_for(edges)
    weights = np.random.default_rng(0).uniform(-1, 1, (targets, sources))
    meter = Meter()
    frames = round(1.2 * QUALITIES[quality][2])
    moments: list[tuple[float, float]] = []

    def watched(alpha: float) -> float:
        moments.append((own_cpu(), time.perf_counter()))
        return alpha

    def story(scene: Scene) -> None:
        if kind == "flow":
            shown = {"most_shown": max(sources, targets), "show_values": False}
            left, right = (
                NeuronLayer(count, radius=1.5 / count, height=5.0, **shown).shift(side)
                for count, side in ((sources, 5 * LEFT), (targets, 5 * RIGHT))
            )
            there = WeightedEdges(weights, left, right)
        else:
            left, right = (
                VGroup(*(Circle(1.5 / count) for _ in range(count)))
                .arrange(DOWN, buff=2 / count)
                .shift(side)
                for count, side in ((sources, 5 * LEFT), (targets, 5 * RIGHT))
            )
            there = VGroup(
                *(
                    Line(a.get_center(), b.get_center(), stroke_width=1 + 4 * abs(weight))
                    for b, row in zip(right, weights, strict=True)
                    for a, weight in zip(left, row, strict=True)
                )
            )
        scene.add(there, left, right)
        scene.wait(0.1)
        with meter:
            if kind == "flow":
                scene.play(FlowWave(there, run_time=1.2, rate_func=watched))
            else:
                flashes = (ShowPassingFlash(line.copy().set_stroke(width=8)) for line in there)
                scene.play(AnimationGroup(*flashes, rate_func=watched), run_time=1.2)

    _film(story, quality, stock=kind == "flash")
    running = moments[len(moments) // 3 : -1]  # the last one is asked for when all is drawn
    cpu, wall = (
        (after - before) / (len(running) - 1) * frames
        for before, after in zip(running[0], running[-1], strict=True)
    )
    return meter.told(frames, running_cpu=cpu, running_wall=wall)


def network(neurons: int, quality: str) -> dict[str, float]:
    """A diagram of three layers with so many neurons each, and a wave through the first of them."""
    rng = np.random.default_rng(0)
    matrices = [rng.uniform(-1, 1, (neurons, neurons)) for _ in range(2)]
    meter = Meter()

    def story(scene: Scene) -> None:
        with meter:
            diagram = NetworkDiagram(matrices)
            scene.add(diagram)
            scene.play(FlowWave(diagram.edges_into(1), run_time=1.2))

    _film(story, quality, stock=False)
    return meter.told(round(1.2 * QUALITIES[quality][2]))


def length(kind: str, seconds: int, quality: str) -> dict[str, float]:
    """A film of so many seconds in which one square turns."""
    meter = Meter()

    def story(scene: Scene) -> None:
        square = Square()
        scene.add(square, Circle(3))
        for _ in range(seconds):
            scene.play(Rotate(square, angle=1), run_time=1)

    with meter:
        _film(story, quality, stock=kind == "stock")
    return meter.told(seconds * QUALITIES[quality][2])


def encode(count: int, quality: str) -> list[dict[str, float]]:
    """Frames of a film, drawn before, encoded with Manim's settings and with netviz's.

    Also told: `worst` and `mean`, how near the decoded frames are to the drawn ones (peak
    signal-to-noise ratio in dB, of red, green and blue together), and `bytes`, the film's size.
    """
    drawn: list[Drawn] = []

    class Keep(FilmWriter):
        def write_frame(self, frame: Any, changed: Any = None, **counts: Any) -> None:
            if len(drawn) >= count:
                raise _EnoughError
            drawn.append((frame.copy(), changed, next(iter(counts.values()), 1)))

    class Kept(ForwardPass):
        only_phase = "Layer 1 Forward"
        file_writer_class = Keep

    width, height, rate = QUALITIES[quality]
    frame_format = FilmFormat(width, height, Fraction(rate))
    with tempfile.TemporaryDirectory() as folder:
        with suppress(_EnoughError):
            _render(lambda: Kept().render(), quality, folder)
        costs = []
        for encoder in (_as_manim, _as_netviz):
            meter = Meter()
            film = Path(folder, f"{encoder.__name__}.mp4")
            with meter:
                encoder(drawn, frame_format, film)
            nearness = _nearness(drawn, film)
            told = meter.told(sum(times for *_, times in drawn), bytes=film.stat().st_size)
            told |= {"worst": min(nearness), "mean": sum(nearness) / len(nearness)}
            costs.append(told)
    return costs


class _EnoughError(Exception):
    """All frames that are wanted have been drawn."""


def _as_manim(drawn: list[Drawn], frame_format: FilmFormat, path: Path) -> None:
    """Encode as both versions of Manim do: every frame is converted, also one that is repeated."""
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(
            "libx264", rate=frame_format.frame_rate, options={"an": "1", "crf": "23"}
        )
        stream.pix_fmt = "yuv420p"
        stream.width, stream.height = frame_format.width, frame_format.height
        for frame, _, times in drawn:
            for _ in range(times):
                picture = av.VideoFrame.from_ndarray(frame, format="rgba")
                for packet in stream.encode(picture):
                    container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)


def _as_netviz(drawn: list[Drawn], frame_format: FilmFormat, path: Path) -> None:
    encoder, picture = ChunkEncoder(path, frame_format), Picture(frame_format)
    for frame, changed, times in drawn:
        picture.show(frame, changed)
        encoder.write(picture.frame, times)
    encoder.close()


def _nearness(drawn: list[Drawn], film: Path) -> list[float]:
    """The peak signal-to-noise ratio of each frame of a film, in dB."""
    with av.open(str(film)) as container:
        decoded = (frame.to_ndarray(format="rgb24") for frame in container.decode(video=0))
        shown = (frame for frame, _, times in drawn for _ in range(times))
        return [_psnr(one, other[:, :, :3]) for one, other in zip(decoded, shown, strict=True)]


def _psnr(one: np.ndarray, other: np.ndarray) -> float:
    error = float(np.mean((one.astype(np.float32) - other) ** 2))
    return 10 * math.log10(255**2 / max(error, 1e-6))


def _film(story: Callable[[Scene], None], quality: str, stock: bool) -> None:
    class Told(Scene):  # type: ignore[misc, unused-ignore]
        def construct(self) -> None:
            story(self)

    def render() -> None:
        scene = Told() if stock else Told(renderer=Renderer(file_writer_class=FilmWriter))
        scene.render()

    with tempfile.TemporaryDirectory() as folder:
        _render(render, quality, folder, caching=stock)


def _render(render: Callable[[], object], quality: str, folder: str, caching: bool = False) -> None:
    width, height, rate = QUALITIES[quality]
    settings = {
        "media_dir": folder, "pixel_width": width, "pixel_height": height, "frame_rate": rate,
        "progress_bar": "none", "verbosity": "ERROR",
        "disable_caching": not caching,  # netviz's films have no cache
    }  # fmt: skip
    with tempconfig(settings):
        render()


def main(arguments: list[str]) -> None:
    """Do the work that the arguments name and print its cost."""
    works: dict[str, Callable[..., Any]] = {
        "wave": wave, "network": network, "length": length, "encode": encode
    }  # fmt: skip
    name, *rest = arguments
    print(json.dumps(works[name](*(int(word) if word.isdigit() else word for word in rest))))


if __name__ == "__main__":
    main(sys.argv[1:])
