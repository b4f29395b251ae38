import numpy as np
import pytest
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    AnimationGroup,
    Circle,
    LaggedStart,
    Line,
    Square,
    Succession,
    VGroup,
    linear,
)

from netviz import Number, Travel, formula


@pytest.fixture
def two():
    """Two numbers at the left, and a formula at the right in which each has a part."""
    line = formula("{{ 0.5 : a }} dot {{ 0.8 : b }}").shift(3 * RIGHT)
    return Number(0.5).shift(4 * LEFT), Number(0.8).shift(4 * LEFT + DOWN), line


def points(*mobjects) -> list[np.ndarray]:
    return [member.points.copy() for mobject in mobjects for member in mobject.get_family()]


def colors(*mobjects) -> list[list[float]]:
    return [member.fill_rgbas.tolist() for mobject in mobjects for member in mobject.get_family()]


ORDERS = {
    "Succession": Succession,
    "LaggedStart": LaggedStart,
    "one by one": lambda *plays: LaggedStart(*plays, lag_ratio=1),
    "groups": lambda *plays: Succession(*map(AnimationGroup, plays)),
    "a group of groups": lambda *plays: AnimationGroup(Succession(*plays)),
}


@pytest.mark.parametrize("order", ORDERS)
def test_nothing_of_a_target_is_seen_before_it_is_reached(order, two, record, draw):
    first, second, line = two
    plays = Travel(first, line.part("a"), run_time=1), Travel(second, line.part("b"), run_time=1)
    target = draw(line.part("b"))

    def story(scene):
        scene.add(first, second)
        scene.play(ORDERS[order](*plays))
        scene.wait(0.1)

    scene = record(story)
    light = [int((frame & target).sum()) for frame in scene.frames]
    half = len(light) // 2
    assert not any(light[: half + 1])
    assert light[-1] >= target.sum() > 20
    assert (scene.frames[-1] == draw(first, second, line.part("a"), line.part("b"))).all()


def test_the_source_stays_as_it_was(two, record, draw):
    first, _, line = two
    before, hue, picture = points(first), colors(first), draw(first)

    def story(scene):
        scene.add(first)
        scene.play(Travel(first, line.part("a"), run_time=1))

    scene = record(story)
    assert all(np.array_equal(*pair) for pair in zip(before, points(first), strict=True))
    assert colors(first) == hue
    assert all((frame >= picture).all() for frame in scene.frames)
    assert first in scene.mobjects


def test_the_target_is_left_in_the_scene_and_the_copies_are_not(two, record):
    first, _, line = two
    part = line.part("a")
    place, hue = points(part), colors(part)
    scene = record(lambda scene: scene.play(Travel(first, part, run_time=0.5)))
    assert [mobject for mobject in scene.mobjects if mobject.get_family()[1:]] == [part]
    assert all(np.array_equal(*pair) for pair in zip(place, points(part), strict=True))
    assert colors(part) == hue
    assert all(glyph in line.submobjects for glyph in part)


def test_it_goes_from_the_source_to_the_target(two, record):
    first, _, line = two
    target = line.part("a")
    play = Travel(first, target, run_time=1, rate_func=linear)
    frames = record(lambda scene: scene.play(play)).frames
    middles = [np.flatnonzero(frame.any(axis=0)).mean() for frame in frames[1:]]
    assert all(np.diff(middles) > 5)
    assert middles[0] < 426.5 + 60 * (first.get_x() + 1)
    assert middles[-1] > 426.5 + 60 * (target.get_x() - 1)


def test_the_copy_has_the_colour_of_the_target(two, record):
    first, _, line = two
    line.set_color("#FF0000")
    picture = record(lambda scene: scene.play(Travel(first, line.part("a")))).pictures[3]
    red, green, _ = picture.reshape(-1, 3).astype(int).T
    assert red.max() > 150
    assert green[red > 100].max() < 60


def test_it_lies_above_what_it_comes_from_and_goes_to(two, record):
    first, _, line = two
    first.set_z_index(5)
    line.set_z_index(9)
    cover = Square(14, fill_opacity=1, fill_color="#000000", stroke_width=0).set_z_index(9)

    def story(scene):
        scene.add(cover)
        scene.play(Travel(first, line.part("a"), run_time=1))

    assert record(story).pictures[5].max() > 150


def test_its_own_opacity_is_kept(record):
    source = Number(0.5).shift(3 * LEFT)
    target = Number(0.5).shift(3 * RIGHT).set_opacity(0.3)
    brightest = [p.max() for p in record(lambda s: s.play(Travel(source, target))).pictures]
    assert brightest[-1] < 110
    assert target[0].get_fill_opacity() == pytest.approx(0.3)


def test_shapes_drawn_as_lines_travel_as_well(record, draw):
    source = VGroup(Circle(0.3), Line([-1, 0, 0], [1, 0, 0])).shift(3 * LEFT)
    target = Line(2 * RIGHT, 4 * RIGHT)

    def story(scene):
        scene.play(Travel(source, target, run_time=1))
        scene.wait(0.1)

    frames = record(story).frames
    assert not frames[0].any()
    assert not (frames[1] & draw(target)).any()
    assert (frames[-1] == draw(target)).all()
    inside = draw(Circle(0.2, fill_opacity=1, stroke_width=0).shift(3 * LEFT))
    assert not (frames[1] & inside).all()  # the circle is not filled on its way


def test_nothing_of_it_is_seen_before_it_begins(two, draw):
    first, _, line = two
    assert not draw(Travel(first, line.part("a")).mobject).any()


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"source": None}, TypeError, "^source must be a VMobject, got None"),
        ({"target": "z"}, TypeError, r"^target must be a VMobject, got 'z' \(str\)$"),
        ({"source": VGroup()}, ValueError, "^source must have something to show, got VGroup"),
        ({"path_arc": "left"}, TypeError, "^path_arc must be a real number, got 'left'"),
        ({"target": VGroup()}, ValueError, "^target must have something to show, got VGroup"),
    ],
)
def test_wrong_input_is_refused(arguments, error, message):
    with pytest.raises(error, match=message):
        Travel(**{"source": Number(1), "target": Number(2), **arguments})


def test_a_positive_arc_bends_to_the_right_of_the_way(two, record):
    first, _, line = two

    def lowest(path_arc: float) -> int:
        play = Travel(first, line.part("a"), run_time=1, rate_func=linear, path_arc=path_arc)
        frames = record(lambda scene: scene.play(play)).frames[2:-2]
        return max(int(np.flatnonzero(frame.any(axis=1)).max()) for frame in frames)

    assert lowest(1.0) > lowest(0.0) + 20 > lowest(-1.0) + 40
