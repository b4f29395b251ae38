import re

import numpy as np
import pytest
from manim import VGroup, VMobject

from netviz import Theme, formula, text, use_theme
from netviz.typeset import NUMBER_CHARACTERS, Typeset, glyph, number_outlines

WORDS = "hidden layer"
RULE = "{{ z : z }} {{ = : eq }} {{ {{ W : W }} {{ x : x }} : Wx }} + b"


def centers(line: VGroup) -> np.ndarray:
    return np.array([glyph.get_center() for glyph in line])


# Parts


def test_parts_nest():
    line = formula(RULE)
    assert line.part_names == ("z", "eq", "Wx", "W", "x")
    assert list(line.part("Wx")) == [*line.part("W"), *line.part("x")]
    assert len(line) == 6


def test_one_name_in_several_places():
    line = formula("{{ x : x }} + {{ x : y }} + {{ {{ x : x }} : x }}")
    assert list(line.part("x")) == [line[0], line[4]]
    assert list(line.part("y")) == [line[2]]


def test_words_are_parts():
    line = text("the more the merrier")
    assert line.part_names == ("the", "more", "merrier")
    assert len(line.part("the")) == 6


@pytest.mark.parametrize(
    "source",
    [
        "x_{{ j : p }}^2",
        "{{ a, b : p }}; c",
        "f({{ x, y : p }})",
        "{{ a / b : p }} + 1",
        "sqrt({{ x : p }})",
        "{{ a : b : p }}",
        "{{ x : p }} (y)",
        "{{ x : p }}^2",
        "mat(1, {{ 2 : p }}; 3, 4)",
        "{{\n  x : p }}",
    ],
)
def test_parts_do_not_change_the_layout(source):
    plain = formula(source.replace("{{", "").replace(" : p }}", ""))
    assert np.allclose(centers(formula(source)), centers(plain))
    assert 0 < len(formula(source).part("p")) <= len(plain)


def test_more_parts_than_a_byte_holds():
    line = text(" ".join(f"w{i}" for i in range(300)))
    assert len(line.part("w299")) == 4
    assert line.part("w299")[0].get_left()[0] > line.part("w298")[0].get_left()[0]


def test_an_unknown_part():
    with pytest.raises(ValueError, match=r"\('hidden', 'layer'\), got 'output'$"):
        text(WORDS).part("output")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ x : x", "source must close every"),
        ("{{ {{ x : x }} : y", "source must close every"),
        ("x }}", "source must open every"),
        ("{{ x : x }} }}", "source must open every"),
        ("{{ x }}", "source must name each part"),
        ("{{ x: y }}", "source must name each part"),
        ("{{ x : }}", "source must name each part"),
        ("{{ {{ x : x }} }}", "source must name each part"),
        ("{{ a : b {{ c : d }} }}", "source must name each part"),
        ("{{ : x }}", "source must not have an empty part"),
        ("{{ thin : x }} y", "part 'x' must have a visible character"),
    ],
)
def test_wrong_parts(source, message):
    with pytest.raises(ValueError, match=f"^{message}") as raised:
        formula(source)
    assert repr(source) in str(raised.value)


# What is refused


@pytest.mark.parametrize(
    ("source", "found", "instead"),
    [
        (r"\frac{a}{b}", r"\frac", "frac(a, b)"),
        (r"\partial L", r"\partial", "partial"),
        (r"\alpha", r"\alpha", "alpha"),
        (r"\text{ReLU}", r"\text", "double quotes"),
        (r"a \cdot b", r"\cdot", "dot"),
        (r"a \leftarrow b", r"\leftarrow", "<-"),
        (r"a \rightarrow b", r"\rightarrow", "->"),
        (r"\left( x \right)", r"\left", "brackets"),
        (r"\begin{pmatrix} 1 \end{pmatrix}", r"\begin", "mat("),
        ("x_{ij}", "_{", "x_(i j)"),
        ("x^{2}", "^{", "x^(2)"),
        ("$x$", "$", "without dollar signs"),
    ],
)
def test_latex_gets_told_what_to_write(source, found, instead):
    with pytest.raises(
        ValueError, match=r"^source must be Typst mathematics, got LaTeX "
    ) as raised:
        formula(source)
    assert repr(found) in str(raised.value)
    assert instead in str(raised.value).split("write ")[1]


@pytest.mark.parametrize(
    "source", ["x_{{ j : j }}", r"x \ y", r"\u{3b1}", "{ x }", "a -> b", "x_1, x_2"]
)
def test_what_is_no_latex(source):
    assert len(formula(source)) > 0


@pytest.mark.parametrize(
    ("source", "lacking"),
    [
        ("x^(y_あ)", "'あ'"),
        ('"loss of あ and い"', "'あ', 'い'"),
        ("x 👍", "'👍'"),
        ("\U000ffffd", ""),
    ],
)
def test_characters_missing_in_a_formula_are_named(source, lacking):
    with pytest.raises(
        ValueError, match=r"^source must use characters that the font has"
    ) as raised:
        formula(source)
    assert lacking in str(raised.value)


@pytest.mark.parametrize("weight", ["regular", "semibold", "bold"])
def test_characters_missing_in_text_are_named(weight):
    with pytest.raises(ValueError, match=r"^string must use .* not 'あ', '😀', got 'a あ😀 é'$"):
        text("a あ😀 é", weight=weight)


@pytest.mark.parametrize(
    "source",
    [
        '#read("README.md")',
        '"#"',
        'std.read("README.md")',
        'std.eval("1")',
        "std.sys.version",
        'read("README.md")',
        "unknown",
        "frac(a",
        "a // b",
    ],
)
def test_code_files_and_nonsense_are_refused(source):
    with pytest.raises(ValueError, match=r"^source must be ") as raised:
        formula(source)
    assert repr(source) in str(raised.value)


@pytest.mark.parametrize("string", ['"q" \\n #read("x") $y$ @z <l> *b* _i_ // c', "a--b 'c'", "ﬁ"])
def test_text_is_taken_as_it_stands(string):
    assert text(string).part_names == tuple(dict.fromkeys(string.split()))


@pytest.mark.parametrize("string", ["a\nb", "a\r\nb", "a\u2028b"])
def test_lines_are_not_broken(string):
    with pytest.raises(ValueError, match=r"^string must be one line"):
        text(string)


@pytest.mark.parametrize("make", [text, formula])
@pytest.mark.parametrize("value", [None, 1.5, b"x", ["x"]])
def test_anything_but_a_string(make, value):
    with pytest.raises(TypeError, match=r"^(string|source) must be a str, got "):
        make(value)


@pytest.mark.parametrize("make", [text, formula])
@pytest.mark.parametrize("value", ["", "  ", "\n", "\xa0"])
def test_nothing_to_see(make, value):
    with pytest.raises(ValueError, match=r"must have a visible character"):
        make(value)


@pytest.mark.parametrize("make", [text, formula])
@pytest.mark.parametrize(
    ("size", "error"),
    [(0, ValueError), (-1, ValueError), (float("nan"), ValueError), ("9", TypeError)],
)
def test_wrong_sizes(make, size, error):
    with pytest.raises(error, match=r"^size must be "):
        make("x", size=size)


def test_an_unknown_weight():
    with pytest.raises(
        ValueError, match=r"^weight must be one of regular, semibold, bold, got 'thin'"
    ):
        text("x", weight="thin")


# Geometry


@pytest.mark.parametrize("line", [text("gap"), formula("y_j^2 / 3")], ids=["text", "formula"])
def test_the_baseline_follows(line):
    moved = line.copy().shift([2, 1.5, 0])
    assert moved.baseline == pytest.approx(line.baseline + 1.5)
    below = line.baseline - line.get_bottom()[1]
    assert below > 0.05  # both have descenders
    scaled = moved.scale(3)
    assert scaled.baseline - scaled.get_bottom()[1] == pytest.approx(3 * below)


def test_lines_are_aligned_at_their_baselines():
    one, other = text("ace"), text("gap").shift([0, 2, 0])
    assert one.align_baseline(other) is one
    assert one.baseline == pytest.approx(other.baseline)
    assert one.get_bottom()[1] == pytest.approx(one.part("ace").get_bottom()[1])
    assert one.align_baseline(-1).baseline == pytest.approx(-1)
    assert one[0].get_bottom()[1] == pytest.approx(-1, abs=0.01)  # "a" stands on it
    with pytest.raises(TypeError, match=r"^other must be a real number"):
        one.align_baseline("0")


def test_copies_keep_parts_and_baseline():
    line = formula(RULE)
    copy = line.copy().shift([0, 2, 0])
    copy.part("W").set_color("#FF0000")
    assert isinstance(copy, Typeset)
    assert copy.part_names == line.part_names
    assert [list(copy).index(g) for g in copy.part("Wx")] == [2, 3]
    assert copy.baseline == pytest.approx(line.baseline + 2)
    assert line.part("W")[0].get_fill_color() != copy.part("W")[0].get_fill_color()


def test_parts_stay_when_glyphs_are_added_or_taken_away():
    line = formula(RULE)
    bracket = line.part("x")[0]
    line.remove(line[0]).submobjects.insert(0, VMobject())
    assert line.part("x")[0] is bracket


def test_sizes_are_pixels_of_a_1080_line_frame():
    assert text("H", size=100).height == pytest.approx(text("H", size=50).height * 2)
    assert text("H", size=100).height == pytest.approx(0.66 * 100 / 135, rel=0.03)  # cap height


def test_the_theme_decides_size_and_colour_when_it_is_asked():
    theme = Theme(word_size=84, formula_size=92, text="#FF0000")
    plain, rule = text("H"), formula("x")
    with use_theme(theme):
        assert text("H").height == pytest.approx(plain.height * 2)
        assert formula("x").height == pytest.approx(rule.height * 92 / Theme().formula_size)
        assert text("H")[0].get_fill_color().to_hex() == "#FF0000"
        assert text("H", color="#00FF00")[0].get_fill_color().to_hex() == "#00FF00"


def test_weights_differ():
    widths = [text("layer", weight=weight).width for weight in ("regular", "semibold", "bold")]
    assert widths == sorted(set(widths))


@pytest.mark.parametrize("source", ["a/b", "overline(x)", "sqrt(x)"])
def test_rules_are_filled_shapes(source):
    for shape in formula(source):
        assert shape.get_fill_opacity() == 1.0
        assert shape.width > 0
        assert shape.height > 0


def test_a_slanted_rule_is_as_thick_as_it_is_drawn():
    *_, line = formula("cancel(x)")
    a, b, c = (line.points[4 * i] for i in range(3))
    upright = formula("overline(x)")
    thickness = min(np.linalg.norm(b - a), np.linalg.norm(c - b))
    assert thickness == pytest.approx(min(glyph.height for glyph in upright), rel=0.3)
    assert abs(np.dot(b - a, c - b)) < 1e-9


# Numbers


def test_digits_have_one_width():
    lefts = {digit: number_outlines(f"{digit}0", 34)[1][:, 0].min() for digit in "0123456789−+"}
    assert max(lefts.values()) - min(lefts.values()) < 1e-9


def test_numbers_are_centred_on_their_width():
    one, two = number_outlines("1.00", 34), number_outlines("7.00", 34)
    assert np.allclose(one[2], two[2])
    zeros = np.vstack(number_outlines("00", 34))
    assert zeros[:, 0].min() == pytest.approx(-zeros[:, 0].max(), abs=0.01)


def test_every_character_of_numbers_is_drawn():
    assert len(number_outlines(NUMBER_CHARACTERS, 34)) == len(NUMBER_CHARACTERS) - 1  # the space
    assert all(len(outline) for outline in number_outlines(NUMBER_CHARACTERS, 34))


def test_numbers_look_like_text():
    drawn = [glyph(outline, "#FFFFFF") for outline in number_outlines("8", 42, "regular")]
    (word,) = text("8", size=42)
    assert drawn[0].width == pytest.approx(word.width)
    assert drawn[0].height == pytest.approx(word.height)


def test_other_characters_than_those_of_numbers():
    with pytest.raises(ValueError, match=r"not 'e', got '1e5'$"):
        number_outlines("1e5", 34)


# Pictures


@pytest.mark.parametrize(
    "line", [text("hidden layer"), formula("{{ a : a }} / b")], ids=["text", "formula"]
)
def test_lines_are_drawn_where_they_say(line, draw):
    line = line.copy().move_to([2, 1, 0])
    rows, columns = np.nonzero(draw(line))
    assert len(rows) > 100
    assert columns.min() == pytest.approx(426.5 + 60 * line.get_left()[0], abs=1.5)
    assert columns.max() == pytest.approx(426.5 + 60 * line.get_right()[0], abs=1.5)
    assert rows.min() == pytest.approx(240 - 60 * line.get_top()[1], abs=1.5)
    assert rows.max() == pytest.approx(240 - 60 * line.get_bottom()[1], abs=1.5)


@pytest.mark.parametrize(
    ("source", "said", "instead"),
    [
        ("softmax(z)", 'write op("softmax")(…) for an upright word', 'op("softmax")(z)'),
        ("a = softmax (z)", 'write op("softmax")(…)', 'a = op("softmax")(z)'),
        ("loss = 3", 'write "loss" for an upright word, or l o s s for a product', '"loss" = 3'),
        ("loss = 3", 'write "loss" for an upright word, or l o s s for a product', "l o s s = 3"),
    ],
)
def test_words_that_typst_does_not_know_are_told_how_to_be_written(source, said, instead):
    with pytest.raises(ValueError, match="unknown variable") as refused:
        formula(source)
    assert said in str(refused.value)
    drawn = re.sub(r'op\("(\w+)"\)|["\s]', r"\1", instead)
    assert len(formula(instead)) == len(drawn)
