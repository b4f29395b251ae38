"""Allowing a finding at its place, with a reason."""

import pytest
from manim import RIGHT, Circle, Scene, Square, VGroup

from netviz import allow, text
from netviz.audit.runner import audit_scene


def audit(story):
    return audit_scene(
        type("Told", (Scene,), {"construct": story}), rules=["overlap", "safe-frame"]
    )


def two_words():
    return text("first"), text("second").shift(RIGHT * 0.2)


def test_an_allowed_finding_is_listed_with_its_reason_and_is_no_fault():
    def story(scene):
        first, second = two_words()
        scene.add(first, second)
        with allow("overlap", first, reason="they cross-fade"):
            scene.wait(0.5)

    result = audit(story)
    assert result.findings == ()
    assert [finding.allowed for finding in result.allowed] == ["they cross-fade"]
    assert result.notes == ()


def test_without_mobjects_a_rule_may_find_anything():
    def story(scene):
        scene.add(*two_words())
        with allow("overlap", reason="they cross-fade"):
            scene.wait(0.5)

    result = audit(story)
    assert result.findings == ()
    assert len(result.allowed) == 1


def test_only_what_is_played_within_the_block_is_allowed():
    def story(scene):
        scene.add(*two_words())
        with allow("overlap", reason="they cross-fade"):
            scene.wait(0.5)
        scene.wait(0.5)

    result = audit(story)
    assert [(finding.time, finding.until) for finding in result.findings] == [(0.5, 1.0)]
    assert [(finding.time, finding.until) for finding in result.allowed] == [(0.0, 0.5)]


def test_another_rule_and_another_mobject_are_not_allowed():
    def story(scene):
        first, second = two_words()
        other = Circle().shift(RIGHT * 4)
        scene.add(first, second, other)
        with (
            allow("safe-frame", first, reason="wrong rule"),
            allow("overlap", other, reason="wrong mobject"),
        ):
            scene.wait(0.5)

    result = audit(story)
    assert [finding.rule for finding in result.findings] == ["overlap"]
    assert len(result.notes) == 2
    assert "wrong rule" in result.notes[0]
    assert "test_allow.py:" in result.notes[0]


@pytest.mark.parametrize("holder", [lambda word: VGroup(word, Square()), lambda word: word[0]])
def test_a_group_stands_for_its_parts_and_a_glyph_for_its_text(holder):
    def story(scene):
        first, second = two_words()
        scene.add(first, second)
        with allow("overlap", holder(first), reason="they cross-fade"):
            scene.wait(0.5)

    assert audit(story).findings == ()


def test_a_finding_at_the_end_is_allowed_at_its_time():
    def story(scene):
        far = text("far away").shift(RIGHT * 20)
        scene.add(far)
        with allow("safe-frame", far, reason="it waits there"):
            scene.wait(0.5)

    result = audit(story)
    assert result.findings == ()
    assert [finding.measure for finding in result.allowed] == ["never in it"]


def test_outside_a_check_it_does_nothing():
    with allow("overlap", Circle(), reason="nobody looks"):
        pass


def test_what_is_allowed_is_checked():
    with pytest.raises(ValueError, match=r"rule must be one of geometry, safe-frame.*'overlaps'"):
        allow("overlaps", reason="a slip")
    with pytest.raises(ValueError, match="reason must have a visible character"):
        allow("overlap", reason=" ")
    with pytest.raises(TypeError, match=r"mobjects\[1\] must be a Mobject, got 'label' \(str\)"):
        allow("overlap", Circle(), "label", reason="a slip")
