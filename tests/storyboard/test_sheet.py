from itertools import combinations, pairwise

import numpy as np
import pytest
from PIL import Image

from netviz.storyboard.drawn import DrawnFilm
from netviz.storyboard.sheet import (
    Still,
    columns_for,
    contact_sheet,
    png_below,
    reduced,
    sheet_of,
    stills,
    width_for,
)
from netviz.theme import Theme

COLORS = ["#400000", "#004000", "#000040", "#404000", "#004040", "#400040", "#402000", "#204020"]


def picture(number: int, size: tuple[int, int] = (320, 180)) -> Image.Image:
    return Image.new("RGB", size, COLORS[number % len(COLORS)])


def shown(*counts: int, caption: str = "Three numbers enter.") -> list[Still]:
    """Stills of parts of 10 s with so many stills each."""
    return [
        Still(picture(i), 10 * n + i, f"Part {n}", 10 * n, 10 * n + 10, caption)
        for n, count in enumerate(counts)
        for i in range(count)
    ]


def test_every_phase_is_named_with_its_time_and_every_still_has_time_and_caption():
    sheet = sheet_of(shown(2, 2, 1), "A Film", columns=4)
    said = [words.text for words in sheet.words]
    assert said[:2] == ["A Film", "0:30 · 3 phases"]
    for expected in ("Part 0", "0:00 – 0:10", "Part 1", "0:10 – 0:20", "Part 2", "0:20 – 0:30"):
        assert said.count(expected) == 1
    assert [text for text in said if text in ("0:00", "0:01", "0:10", "0:11", "0:20")] == [
        "0:00", "0:01", "0:10", "0:11", "0:20",
    ]  # fmt: skip
    assert said.count("Three numbers enter.") == 5


def test_a_phase_that_goes_on_in_the_next_row_says_so():
    sheet = sheet_of(shown(1, 4), columns=3)
    said = [words.text for words in sheet.words]
    assert said.count("Part 1") == 2
    assert said.count("continued") == 1
    assert said.count("0:10 – 0:20") == 1


def test_words_stand_under_and_over_their_pictures():
    sheet = sheet_of(shown(2, 2), "A Film", columns=2)
    for _, (left, top, right, bottom) in sheet.pictures:
        heading = max(w.y for w in sheet.words if w.bold and w.y < top)
        caption = [w for w in sheet.words if bottom < w.y and left <= w.x < right]
        assert top - heading < 60
        assert min(w.y for w in caption) - bottom < 60


@pytest.mark.parametrize("counts", [(1,), (2,) * 8, (3, 1, 7), (5,), (1,) * 40])
@pytest.mark.parametrize("caption", ["", "Short.", "A caption of two full lines, " * 3])
@pytest.mark.parametrize("shape", [(1920, 1080), (1080, 1920), (400, 400)])
def test_nothing_overlaps_or_sticks_out(counts, caption, shape):
    items = [
        Still(picture(0, shape), s.seconds, s.part * 6, s.start, s.end, caption)
        for s in shown(*counts)
    ]
    sheet = sheet_of(items, "A title that is far too long " * 9)
    boxes = [box for _, box in sheet.pictures]
    for words in sheet.words:
        left = words.x - words.width * (words.anchor == "rs")
        boxes.append((left, words.y - 0.7 * words.size, left + words.width, words.y))
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= sheet.width + 0.5
        assert bottom <= sheet.height
    for (l1, t1, r1, b1), (l2, t2, r2, b2) in combinations(boxes, 2):
        assert l1 >= r2 or l2 >= r1 or t1 >= b2 or t2 >= b1


def test_margins_are_even_and_pictures_keep_their_shape():
    sheet = sheet_of(shown(4, 4), "A Film", columns=4, width=1600)
    boxes = [box for _, box in sheet.pictures]
    assert boxes[0][0] == min(words.x for words in sheet.words) == 32
    assert 1600 - 32 - max(box[2] for box in boxes) in range(4)  # what does not divide by 4
    gaps = {b[0] - a[2] for a, b in pairwise(boxes[:4])}
    assert len(gaps) == 1
    for left, top, right, bottom in boxes:
        assert (right - left) / (bottom - top) == pytest.approx(16 / 9, rel=0.01)


def test_what_is_drawn_is_what_is_laid_out():
    items = shown(3)
    sheet = sheet_of(items, "A Film", width=900)
    image = contact_sheet(items, "A Film", width=900)
    assert image.size == (sheet.width, sheet.height) == (900, image.height)
    for still, (_, (left, top, right, bottom)) in zip(items, sheet.pictures, strict=True):
        middle = (left + right) // 2, (top + bottom) // 2
        assert image.getpixel(middle) == still.picture.getpixel((0, 0))
    background = np.array(Image.new("RGB", (1, 1), Theme().background))[0, 0]
    for words in sheet.words:
        x = words.x - words.width * (words.anchor == "rs")
        line = image.crop((int(x), int(words.y - words.size), int(x + words.width), int(words.y)))
        assert (np.abs(np.asarray(line).astype(int) - background) > 40).any(axis=2).mean() > 0.05


def test_the_theme_colours_the_sheet():
    image = contact_sheet(shown(1), theme=Theme(background="#FFFFFF"))
    assert image.getpixel((1, 1)) == (255, 255, 255)


def test_stills_are_the_films_pictures_with_their_captions(scenes, look):
    film = DrawnFilm(scenes.Small, (160, 90), 15)
    found = stills(film, [3, 19, 40])
    pictures = look(film, [3, 19, 40])
    assert [still.caption for still in found] == [
        "It moves.", "", "A number stands.",
    ]  # fmt: skip
    assert [still.part for still in found] == ["Move / One", "Hold", "Hold"]
    assert [(still.start, still.end) for still in found] == [(0, 1.2), (1.2, 3), (1.2, 3)]
    for still, frame in zip(found, (3, 19, 40), strict=True):
        assert still.seconds == pytest.approx(frame / 15)
        assert (np.asarray(still.picture) == pictures[frame]).all()


def test_columns_keep_phases_together():
    assert columns_for(shown(*[2] * 8)) == 4
    assert columns_for(shown(3, 3)) == 3
    assert columns_for(shown(1, 1)) == 2
    assert columns_for(shown(*[1] * 40)) == 6
    assert width_for(2, (1920, 1080)) == 1200


def test_a_sheet_that_would_be_too_large_becomes_narrower():
    noise = Image.effect_noise((640, 360), 90).convert("RGB")
    items = [Still(noise, i, "Noise", 0, 4) for i in range(4)]

    def draw(width: int | None) -> Image.Image:
        return contact_sheet(items, width=width)

    whole, size = png_below(draw, None)
    less, smaller = png_below(draw, None, limit=len(whole) // 2)
    assert len(less) < len(whole) // 2
    assert smaller[0] < size[0]
    asked, same = png_below(draw, size[0], limit=len(whole) // 2)
    assert (len(asked), same) == (len(whole), size)
    with pytest.raises(ValueError, match="below 1000 bytes: choose fewer frames"):
        png_below(draw, None, limit=1000)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"stills": []}, "stills must have at least one"),
        ({"columns": 0}, "columns must be at least 1, got 0"),
        ({"width": -3}, "width must be at least 1, got -3"),
        ({"columns": 4, "width": 300}, "columns must be at least 120 px wide, got 4 in 300 px"),
    ],
)
def test_what_makes_no_sheet(arguments, message):
    with pytest.raises(ValueError, match=message):
        contact_sheet(**{"stills": shown(4), **arguments})


def test_a_picture_of_the_size_is_not_touched():
    one = picture(1)
    assert reduced(one, one.size) is one
