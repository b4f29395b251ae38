"""From when to when something is found, where a rule remembers what came before."""

import pytest
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    Circle,
    Dot,
    FadeIn,
    FadeOut,
    Indicate,
    Line,
    Rotate,
    Scene,
    Square,
    Text,
    VGroup,
    always_redraw,
)

from netviz.audit.runner import audit_scene
from netviz.audit.updaters import updated_in


def found(rule, story):
    """(names, from, to) of each finding."""
    told = type("Told", (Scene,), {"construct": story})
    findings = audit_scene(told, rules=[rule, "in-motion"]).findings  # which sees within plays
    return [(f.names, f.time, f.until) for f in findings]


def test_a_wrong_sum_of_pieces_is_found_from_its_last_piece_until_it_goes():
    def story(scene):
        row = VGroup(*map(Text, ("8", "−", "5", "=", "2"))).arrange(RIGHT)
        scene.play(FadeIn(row[:3]))
        scene.play(FadeIn(row[3:]))
        scene.play(Indicate(row[4]))
        scene.wait(2)
        scene.play(FadeOut(row))
        scene.wait()

    ((names, start, end),) = found("arithmetic", story)
    assert [name.split('"')[1] for name in names] == ["8", "−", "5", "=", "2"]
    assert (start, end) == (2, 5)


def test_what_an_updater_never_gives_a_size_is_found_all_the_while():
    def story(scene):
        thread = always_redraw(lambda: Line(UP, UP))
        scene.add(thread, Dot())
        scene.wait()
        scene.wait()

    assert found("geometry", story) == [(("thread",), 1, 2)]


def test_what_an_updater_draws_is_known_with_all_its_parts():
    scene = Scene()
    plain, drawn = VGroup(Square()), VGroup(Circle(), VGroup(Dot()))
    drawn.add_updater(lambda mobject: mobject.shift(RIGHT))
    scene.add(plain, VGroup(drawn))
    assert updated_in(scene) == {id(member) for member in drawn.get_family()}
    drawn.suspend_updating()
    assert updated_in(scene) == set()


@pytest.mark.parametrize(
    ("angle", "is_found"), [(PI / 2, False), (-PI / 2, False), (0.6 * PI, True), (PI, True)]
)
def test_words_are_upside_down_from_100_degrees(angle, is_found):
    def story(scene):
        word = Text("upright")
        scene.add(word)
        scene.play(Rotate(word, angle))
        scene.wait(2)

    assert found("text-size", story) == [(('"upright" (word)',), 1, 3)] * is_found


def test_words_are_upside_down_also_while_other_things_move():
    def story(scene):
        word, dot = Text("upright").rotate(PI), Dot(LEFT * 3)
        scene.add(word, dot)
        scene.play(dot.animate.shift(DOWN), run_time=0.4)
        scene.play(dot.animate.shift(UP), run_time=1)

    assert found("text-size", story) == [(('"upright" (word)',), 0.4, 1.4)]


def test_without_a_colour_that_tells_either_label_may_be_the_stray_one():
    def story(scene):
        dots = VGroup(*(Dot(RIGHT * x) for x in (-3, 0, 3)))
        letters = [Text(letter, font_size=36) for letter in "PQR"]
        for letter, (dot, side) in zip(letters, ((0, UP), (2, UP), (2, DOWN)), strict=True):
            letter.next_to(dots[dot], side, buff=0.1)
        scene.add(dots, *letters)
        scene.wait()

    ((names, _, _),) = found("stranger", story)
    assert [name[:3] for name in names] == ['"Q"', '"R"', "dot"]
