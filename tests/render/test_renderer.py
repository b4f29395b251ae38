from pathlib import Path

import numpy as np
import pytest
from manim import (
    RIGHT,
    CairoRenderer,
    Create,
    Dot,
    FadeIn,
    MovingCamera,
    Square,
    Star,
    Text,
    Write,
    tempconfig,
)
from manim.utils.module_ops import get_module

from netviz import Phase, PhasedScene
from netviz.camera import Camera
from netviz.render.film_writer import FilmWriter

SIZE = {"pixel_width": 192, "pixel_height": 108, "frame_rate": 10}
phased = get_module(Path(__file__).parents[1] / "films" / "phased.py")


class Layered(PhasedScene):
    """Movers under and over what stands still, z-indices, an updater, a still."""

    phases = (Phase("One", 1.5, "one"), Phase("Two", 1.5, "two"))

    def one(self):
        self.add(Square(6, fill_opacity=0.3), Star(color="#F2A035").set_z_index(2))
        self.dot = Dot(radius=0.4)
        self.play(FadeIn(self.dot), Write(Text("still")), run_time=0.5)
        self.play(self.dot.animate.shift(RIGHT), run_time=0.5)
        self.wait(0.5)

    def two(self):
        follower = Square(0.5).add_updater(lambda m: m.move_to(self.dot))
        self.add(follower)
        self.play(self.dot.animate.shift(RIGHT), Create(Star(outer_radius=2)), run_time=1)
        follower.clear_updaters()


def drawn(scene_class, **arguments):
    """The pictures of a film and how often each is shown."""
    pictures = []
    with tempconfig({**SIZE, "dry_run": True, "progress_bar": "none", "verbosity": "ERROR"}):
        scene = scene_class(**arguments)
        add_frame = scene.renderer.add_frame

        def keep(frame, *count, **counts):
            if not scene.renderer.skip_animations:
                pictures.append((frame.copy(), next(iter((*count, *counts.values())), 1)))
            add_frame(frame, *count, **counts)

        scene.renderer.add_frame = keep
        scene.render()
    return pictures


@pytest.mark.parametrize(
    ("scene_class", "camera_class"),
    [(Layered, Camera), (phased.Awkward, Camera), (phased.Zoomed, MovingCamera)],
)
def test_it_draws_what_manim_s_renderer_draws(scene_class, camera_class):
    ours = drawn(scene_class)
    with tempconfig(SIZE):
        renderer = CairoRenderer(camera_class=camera_class, file_writer_class=FilmWriter)
    manims = drawn(scene_class, renderer=renderer)
    assert [count for _, count in ours] == [count for _, count in manims]
    for (mine, _), (theirs, _) in zip(ours, manims, strict=True):
        assert np.abs(mine.astype(int) - theirs).max() <= 1


def test_a_picture_that_is_not_written_at_once_is_a_copy():
    pictures = drawn(Layered)
    assert len({picture.tobytes() for picture, _ in pictures}) > 10
