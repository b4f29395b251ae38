from collections.abc import Callable

import numpy as np
import pytest
from manim import Camera, VMobject

BACKGROUND = "#0B0F14"
PIXELS_PER_UNIT = 60


@pytest.fixture
def draw() -> Callable[..., np.ndarray]:
    """Draw mobjects as Manim does: where the picture differs from its background.

    The answer has 480 rows and 853 columns, 60 pixels to a Manim unit, and is True where it is lit.
    """

    def draw(*mobjects: VMobject) -> np.ndarray:
        camera = Camera(
            background_color=BACKGROUND,
            pixel_width=853,
            pixel_height=480,
            frame_width=853 / PIXELS_PER_UNIT,
            frame_height=8.0,
        )
        camera.reset()
        empty = camera.pixel_array.astype(int)
        camera.capture_mobjects(mobjects)
        return (np.abs(camera.pixel_array.astype(int) - empty) > 8).any(axis=2)

    return draw
