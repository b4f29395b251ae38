import numpy as np
import pytest
from manim import RIGHT, UP, Circle, Line, Scene
from PIL import Image

from netviz.storyboard.decoded import DecodedFilm
from netviz.storyboard.difference import changed_boxes
from netviz.storyboard.drawn import DrawnFilm
from netviz.theme import Theme
from netviz.typeset import formula, text

SIZE = (1280, 720)
THEME = Theme()


class Numbers(Scene):
    """A picture of the films' kind: rings, lines, formulas, a number of 34 px."""

    value = "0.64"
    color = THEME.activation
    shift = 0.0

    def construct(self):
        self.camera.background_color = THEME.background
        for i in range(8):
            self.add(Circle(0.4, color=THEME.neuron_ring).shift(RIGHT * (i - 4)))
            self.add(Line(UP * 3, RIGHT * (i - 4), stroke_width=2, color=THEME.positive))
        self.add(formula("partial L / (partial w) = delta dot a").shift(UP * -2))
        self.add(Circle(0.6, color=self.color).shift(RIGHT * 5))
        self.add(text(self.value, size=34).shift(RIGHT * (5 + self.shift)))
        self.wait(0.2)


def drawn(**more) -> Image.Image:
    seen = {}
    scene = type("Numbers", (Numbers,), more)
    DrawnFilm(scene, SIZE, 10).look_at([0], seen.__setitem__)
    return seen[0]


def encoded(pictures, encode, crf, name="a.mp4"):
    seen = {}
    film = DecodedFilm(encode(pictures, crf, name))
    film.look_at(range(film.frames), seen.__setitem__)
    return list(seen.values())


@pytest.fixture(scope="module")
def first():
    return drawn()


def test_the_same_picture_has_no_difference(first):
    assert changed_boxes(first, first.copy()) == []
    assert changed_boxes(first, first.copy(), encoded=True) == []


def test_one_pixel_is_a_difference_between_drawn_pictures(first):
    other = first.copy()
    other.putpixel((700, 300), (12, 15, 21))
    ((left, top, right, bottom),) = changed_boxes(first, other)
    assert left <= 700 < right
    assert top <= 300 < bottom
    assert right - left < 20
    assert changed_boxes(first, other, encoded=True) == []


@pytest.mark.parametrize("crf", [18, 23, 28])
def test_what_an_encoder_does_is_no_difference(first, encode, crf):
    for picture in encoded([first] * 3, encode, crf):
        assert changed_boxes(first, picture, encoded=True) == []
        assert changed_boxes(first, picture) != []  # so there was something to bear


@pytest.mark.parametrize("crf", [18, 23, 28])
@pytest.mark.parametrize("change", [{"value": "0.65"}, {"value": "0.46"}, {"color": THEME.error}])
def test_a_changed_digit_or_colour_is_one_box_round_it(first, encode, crf, change):
    other = drawn(**change)
    (was,) = encoded([first], encode, crf, "before.mp4")
    (now,) = encoded([other], encode, crf, "after.mp4")
    for before, after, film in ((first, other, False), (was, now, True), (first, now, True)):
        boxes = changed_boxes(before, after, encoded=film)
        assert boxes != []
        for left, top, right, bottom in boxes:  # the ring is 0.6 round (1090, 360)
            assert 1020 < left < right < 1160
            assert 290 < top < bottom < 430


def test_places_far_from_each_other_have_boxes_of_their_own():
    before = Image.new("RGB", SIZE, THEME.background)
    after = before.copy()
    for left, top in ((100, 100), (108, 100), (900, 500)):
        after.paste("white", (left, top, left + 4, top + 9))
    for film in (False, True):
        boxes = changed_boxes(before, after, encoded=film)
        assert len(boxes) == 2
        for (left, top, right, bottom), inside in zip(boxes, ((100, 112), (900, 904)), strict=True):
            assert left <= inside[0] < inside[1] <= right
            assert bottom - top < 60


def test_boxes_cover_all_that_differs_and_nothing_overlaps():
    random = np.random.default_rng(3)
    for _ in range(20):
        before = Image.new("RGB", (320, 180))
        after = before.copy()
        for x, y in random.integers(0, (300, 160), size=(12, 2)):
            after.paste("white", (int(x), int(y), int(x) + 9, int(y) + 7))
        left_over = np.asarray(after).any(axis=2)
        boxes = changed_boxes(before, after)
        covered = np.zeros_like(left_over, dtype=int)
        for left, top, right, bottom in boxes:
            assert 0 <= left < right <= 320
            assert 0 <= top < bottom <= 180
            covered[top:bottom, left:right] += 1
        assert (covered[left_over] == 1).all()
        assert covered.max() == 1


def test_pictures_of_two_sizes_are_compared_in_that_of_the_second(first):
    small = first.resize((640, 360), Image.Resampling.LANCZOS)
    assert changed_boxes(first, small) == []
    other = drawn(value="0.18").resize((640, 360), Image.Resampling.LANCZOS)
    ((left, _, right, _),) = changed_boxes(first, other)
    assert 520 < left < right < 570


def test_pictures_of_two_shapes_are_refused(first):
    with pytest.raises(ValueError, match=r"one shape, got \(1280, 720\) and \(720, 720\)"):
        changed_boxes(first, Image.new("RGB", (720, 720)))
