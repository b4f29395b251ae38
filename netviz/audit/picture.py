"""A scene's picture in another size than the one in which it runs."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np
from manim import ManimColor, Mobject, Scene, ThreeDCamera

from netviz.layout import Box
from netviz.observer import resize

SHORT_SIDE = 720
"""Pixels of the shorter side of a picture that is looked at."""


def draw(scene: Scene, members: Sequence[Mobject], short_side: int = SHORT_SIDE) -> np.ndarray:
    """The picture of some mobjects as the scene's camera sees them now: (rows, columns, 3), uint8.

    `members` are drawn one by one in their order, without their submobjects.
    """
    camera = copy.copy(scene.renderer.camera)
    camera.pixel_array_to_cairo_context = {}  # the copy shares everything else with the scene
    resize(camera, short_side)
    camera.capture_mobjects(list(members), include_submobjects=False)
    picture: np.ndarray = camera.pixel_array[:, :, :3].copy()
    return picture


def frame_of(scene: Scene) -> Box:
    """What the camera sees, in Manim units."""
    camera = scene.renderer.camera
    x, y = (float(value) for value in camera.frame_center[:2])
    half_width, half_height = float(camera.frame_width) / 2, float(camera.frame_height) / 2
    return Box(x - half_width, y - half_height, x + half_width, y + half_height)


def ground_of(scene: Scene) -> tuple[int, int, int]:
    """The background's colour, RGB."""
    red, green, blue = ManimColor(scene.renderer.camera.background_color).to_int_rgb()
    return int(red), int(green), int(blue)


def in_space(scene: Scene) -> bool:
    """Whether the camera looks at a scene in three dimensions."""
    return isinstance(scene.renderer.camera, ThreeDCamera)


def in_picture(box: Box, frame: Box) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a box as shares of the picture's width and height."""
    return (
        round((box.left - frame.left) / frame.width, 4),
        round((frame.top - box.top) / frame.height, 4),
        round((box.right - frame.left) / frame.width, 4),
        round((frame.top - box.bottom) / frame.height, 4),
    )
