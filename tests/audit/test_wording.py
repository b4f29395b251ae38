"""What is read, and how large it is."""

import manim
import pytest
from manim import PI, DecimalNumber, Integer, MarkupText, Square, Text, Transform

from netviz import Number, formula, text
from netviz.audit.wording import font_pixels, is_number, is_text, kind_of, words_of


def size(mobject):
    return font_pixels(mobject, tuple(mobject.family_members_with_points()))


@pytest.mark.parametrize("weight", ["regular", "semibold", "bold"])
@pytest.mark.parametrize("scale", [0.6, 1.0, 1.7])
def test_the_size_of_words_is_measured(weight, scale):
    assert size(text("hidden layer", size=40, weight=weight).scale(scale)) == pytest.approx(
        40 * scale
    )


def test_a_turn_changes_no_size():
    assert size(text("turned", size=42).rotate(PI / 3)) == pytest.approx(42, rel=0.001)


def test_a_formula_has_its_main_size():
    assert size(formula("{{ partial L : e }} / (partial w) = e^(-x)", size=30)) == pytest.approx(30)


def test_a_text_that_has_become_another_is_estimated_by_its_glyphs():
    word = text("before", size=42)
    change = Transform(word, text("afterwards", size=21))
    change.begin()
    change.interpolate(1)
    assert 15 < size(word) < 27


@pytest.mark.parametrize("kind", [Text, MarkupText])
def test_manim_s_font_size_in_pixels(kind):
    """A capital of DejaVu is 0.729 em high, whatever its name in Manim."""
    letters = kind("HH", font="DejaVu Sans", font_size=30).scale(1.5)
    assert size(letters) == pytest.approx(letters[0].height * 135 / 0.729, rel=0.01)


@pytest.mark.skipif(not hasattr(manim, "Typst"), reason="this Manim has no Typst")
def test_typst_of_manim_s_own():
    words = manim.Typst("HH", font_size=40)
    assert is_text(words)
    assert kind_of(words) == "text"
    assert words_of(words) == "HH"
    assert kind_of(manim.MathTypst("a = b")) == "formula"
    assert size(words) == pytest.approx(
        words.family_members_with_points()[0].height * 135 / 0.66, rel=0.06
    )


def test_kinds():
    kinds = {
        "text": [text("two words"), Text("two"), MarkupText("<b>two</b>"), Text("x2")],
        "formula": [formula("W x"), formula("x")],
        "number": [
            Number(0.5),
            Text("−0.5"),
            text("12 %"),
            DecimalNumber(2, mob_class=Text),
            Integer(3, mob_class=Text),
        ],
    }
    for kind, mobjects in kinds.items():
        assert [kind_of(mobject) for mobject in mobjects] == [kind] * len(mobjects)
    assert not is_text(Square())


def test_words():
    assert words_of(Text("two  words\nand a line")) == "two words and a line"
    assert words_of(MarkupText("<b>bold</b> and <i>not</i>")) == "bold and not"
    assert words_of(DecimalNumber(2.5, mob_class=Text)) == "2.50"
    assert words_of(Number(-1.165)) == "−1.17"
    assert words_of(formula("{{ delta : d }} = {{ a : a }} dot dots.c")) == "δ = a · …"


@pytest.mark.parametrize("string", ["0.5", "−1.17", "+3", "1,000", "50 %", "3:2"])
def test_figures(string):
    assert is_number(string)


@pytest.mark.parametrize("string", ["", "a1", "x = 2", "?", "%"])
def test_no_figures(string):
    assert not is_number(string)
