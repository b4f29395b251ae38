from dataclasses import FrozenInstanceError

import pytest
from manim import BLUE

from netviz import Theme, current_theme, text, use_theme


def test_a_theme_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Theme().text = "#FFFFFF"  # type: ignore[misc]


def test_the_innermost_theme_is_in_force():
    outer, inner = Theme(text="#111111"), Theme(text="#222222")
    with use_theme(outer):
        with use_theme(inner) as given:
            assert given is inner
            assert current_theme() is inner
        assert current_theme() is outer
    assert current_theme() == Theme()


def test_a_theme_ends_with_its_block_also_on_an_error():
    with pytest.raises(RuntimeError, match=r"oops"), use_theme(Theme(text="#111111")):
        raise RuntimeError("oops")
    assert current_theme() == Theme()


@pytest.mark.parametrize("theme", [None, "dark", {"text": "#FFFFFF"}, Theme])
def test_anything_but_a_theme(theme):
    with pytest.raises(TypeError, match=r"^theme must be a Theme, got "), use_theme(theme):
        pass


@pytest.mark.parametrize(
    ("field", "value", "error", "message"),
    [
        ("activation", "cyan", ValueError, "one of Manim's names like 'BLUE', got 'cyan'"),
        ("activation", "#35D6F", ValueError, "must be a colour like"),
        ("activation", 0x35D6F2, TypeError, "must be a str or a ManimColor, got 3528434 (int)"),
        ("activation", "#35D6F280", ValueError, "must be opaque, got '#35D6F280'"),
        ("word_size", 0, ValueError, "must be positive, got 0"),
        ("word_size", "42", TypeError, "must be a real number, got '42' (str)"),
        ("ring_width", -1, ValueError, "must be at least 0, got -1"),
        ("dim_opacity", 1.5, ValueError, "must be at most 1, got 1.5"),
        ("edge_opacity_max", 0.1, ValueError, "must be at most Theme.edge_opacity_max = 0.1"),
        ("told_apart", {"text"}, ValueError, "must be a frozenset of frozensets of two colour"),
        (
            "told_apart",
            frozenset([frozenset(["text", "title_size"])]),
            ValueError,
            "must be a frozenset of frozensets of two colour roles",
        ),
        ("caption_band", float("nan"), ValueError, "must be finite, got nan"),
    ],
)
def test_wrong_fields(field, value, error, message):
    with pytest.raises(error) as raised:
        Theme(**{field: value})
    assert message in str(raised.value)
    assert field.rsplit("_", 1)[0] in str(raised.value)


@pytest.mark.parametrize("color", ["BLUE", "blue", BLUE, "#58c4dd"], ids=repr)
def test_colours_by_manim_s_names(color):
    assert Theme(activation=color).activation.upper() == "#58C4DD"
    with use_theme(Theme(text=color)):
        assert text("word")[0].get_fill_color() == BLUE
    assert text("word", color=color)[0].get_fill_color() == BLUE


def test_a_theme_says_what_is_its_own():
    assert repr(Theme()) == "Theme()"
    assert repr(Theme(error="RED", word_size=40)) == "Theme(error='#FC6255', word_size=40)"
