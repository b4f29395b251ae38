from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netviz.render.encoder import FilmFormat
from netviz.render.pixels import Picture
from netviz.render.rectangles import Rectangle

WIDTH, HEIGHT = 70, 46
FORMAT = FilmFormat(WIDTH, HEIGHT, Fraction(30))
rectangles = st.builds(
    lambda left, top, width, height: Rectangle(left, top, left + width, top + height),
    st.integers(0, WIDTH - 1),
    st.integers(0, HEIGHT - 1),
    st.integers(0, WIDTH),
    st.integers(0, HEIGHT),
)


def noise(seed):
    pixels = np.random.default_rng(seed).integers(0, 256, (HEIGHT, WIDTH, 4), dtype=np.uint8)
    pixels[:, :, 3] = 255
    return pixels


def samples(picture):
    return picture.frame.to_ndarray()


@settings(deadline=None)
@given(st.lists(st.lists(rectangles, max_size=3), min_size=1, max_size=4), st.integers(0, 99))
def test_changed_rectangles_give_what_all_of_the_picture_gives(steps, seed):
    picture, pixels = Picture(FORMAT), noise(seed)
    picture.show(pixels)
    for step, changed in enumerate(steps):
        for left, top, right, bottom in changed:
            new = noise(seed + 100 * step + 1)
            pixels[top:bottom, left:right] = new[top:bottom, left:right]
        picture.show(pixels, changed)
        whole = Picture(FORMAT)
        whole.show(pixels)
        assert np.array_equal(samples(picture), samples(whole))


def test_only_the_changed_rectangle_is_read():
    picture = Picture(FORMAT)
    picture.show(noise(1))
    before = samples(picture)
    picture.show(noise(2), [Rectangle(20, 20, 30, 30)])
    changed = samples(picture) != before
    assert changed[20:30, 20:30].any()
    assert not changed[:HEIGHT, :20].any()
    assert not changed[:18].any()


def test_a_frame_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"shape \(46, 70, 4\), got \(70, 46, 4\)"):
        Picture(FORMAT).show(noise(1).transpose(1, 0, 2))
