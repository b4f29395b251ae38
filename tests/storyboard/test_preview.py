from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from netviz.storyboard.drawn import DrawnFilm
from netviz.storyboard.preview import (
    preview,
    preview_format,
    preview_frames,
    preview_width,
)


def moving(count: int = 8, size: tuple[int, int] = (320, 180)) -> list[Image.Image]:
    """Noise that moves, which no encoder makes small."""
    noise = np.random.default_rng(1).integers(0, 255, size=(270, 600, 3), dtype=np.uint8)
    return [Image.fromarray(noise[:, 5 * i : 5 * i + 480]).resize(size) for i in range(count)]


def opened(data: bytes) -> tuple[list[np.ndarray], list[int]]:
    """The frames of an animation and the milliseconds of each."""
    image = Image.open(BytesIO(data))
    frames, durations = [], []
    for number in range(image.n_frames):
        image.seek(number)
        image.load()
        durations.append(image.info["duration"])
        frames.append(np.asarray(image.convert("RGB")).astype(int))
    return frames, durations


@pytest.mark.parametrize("format", ["WEBP", "GIF"])
def test_a_preview_keeps_below_its_limit_and_uses_it(format):
    pictures = moving()
    free = preview(pictures, 15, format)
    assert free.size == (320, 180)
    limit = len(free.data) // 4
    small = preview(pictures, 15, format, limit)
    assert limit / 3 < len(small.data) < limit
    assert len(opened(small.data)[0]) == 8


@pytest.mark.parametrize("format", ["WEBP", "GIF"])
def test_the_same_pictures_give_the_same_file(format):
    assert preview(moving(4), 15, format, 200_000) == preview(moving(4), 15, format, 200_000)


@pytest.mark.parametrize(("format", "tick"), [("WEBP", 1), ("GIF", 10)])
def test_it_shows_the_pictures_for_their_time(format, tick):
    colors = ["#C00000", "#00C000", "#0000C0", "#0000C0", "#C0C000"]
    made = preview([Image.new("RGB", (320, 180), color) for color in colors], 15, format)
    frames, durations = opened(made.data)
    assert len(frames) == 4  # the two alike are one
    shown = ["#C00000", "#00C000", "#0000C0", "#C0C000"]
    for frame, color in zip(frames, shown, strict=True):
        assert np.abs(frame - np.asarray(Image.new("RGB", (1, 1), color))).max() < 12
    assert sum(durations) == pytest.approx(1000 * 5 / 15, abs=tick)
    assert durations[2] == pytest.approx(2 * 1000 / 15, abs=tick)


def test_what_cannot_keep_below_the_limit():
    with pytest.raises(ValueError, match="preview must keep below 900 bytes"):
        preview(moving(), 15, limit=900)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([], 15), "pictures must have at least one"),
        ((moving(1), 0), "rate must be positive"),
        ((moving(1), 15, "PNG"), "format must be one of WEBP, GIF, got 'PNG'"),
        ((moving(1), 15, "GIF", 0), "limit must be at least 1"),
    ],
)
def test_what_makes_no_preview(arguments, message):
    with pytest.raises(ValueError, match=message):
        preview(*arguments)


def test_frames_of_a_stretch(scenes):
    film = DrawnFilm(scenes.Small, (64, 36), 60)
    assert preview_frames(film, 0, 3) == list(range(0, 180, 4))
    assert preview_frames(film, 1, 1.1) == [60, 64]
    assert preview_frames(DrawnFilm(scenes.Small, (64, 36), 10), 2.5, 3) == [25, 26, 27, 28, 29]
    for start, end in ((2, 1), (1, 1), (-1, 1), (1, 3.1), (3, 4)):
        with pytest.raises(ValueError, match=r"seconds must be|time must be"):
            preview_frames(film, start, end)


def test_many_frames_are_kept_smaller():
    assert preview_width(150, (1920, 1080)) == 960
    assert preview_width(700, (1920, 1080)) == 720
    assert preview_width(150, (320, 180)) == 320
    assert preview_width(10, (100, 50)) == 100


def test_formats():
    assert [preview_format(suffix) for suffix in (".webp", ".GIF")] == ["WEBP", "GIF"]
    for suffix in (".mp4", ""):
        with pytest.raises(ValueError, match=r"must be a .webp or a .gif"):
            preview_format(suffix)
