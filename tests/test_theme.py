from dataclasses import FrozenInstanceError

import pytest

from netviz import Theme, current_theme, use_theme


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
        ("activation", "cyan", ValueError, "must be a colour like '#35D6F2', got 'cyan'"),
        ("activation", "#35D6F", ValueError, "must be a colour like"),
        ("activation", 0x35D6F2, TypeError, "must be a str, got 3528434 (int)"),
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
