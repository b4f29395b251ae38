"""What the pencil check reads, what it finds wrong, and what it leaves alone."""

from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import VMobject

from netviz import formula, formulas
from netviz.audit.finding import Finding
from netviz.audit.rules._notation import chains
from netviz.audit.rules._reckoning import reckon
from netviz.audit.rules._spans import Unreadable
from netviz.audit.rules.arithmetic import Arithmetic, faults
from netviz.audit.shot import Item, Shot
from netviz.layout import Box
from netviz.observer import Play
from netviz.scales import as_shown, format_value

RIGHT = [
    ("= 0.54 dot 0.23 dot 0.75 = 0.093", "typst"),
    ("{{ = : eq }} {{ 0.54 : e }} dot {{ 0.23 : s }} {{ approx 0.124 : d }}", "typst"),
    ("{{ 0.64 : a }} (1 - {{ 0.64 : again }}) {{ approx 0.23 : s }}", "typst"),
    ("1 - {{ (−0.50) : a }}^2 = 0.75", "typst"),
    ("inline(1/2) ((0.64 - 0.1)^2 + (0.50 - 0.9)^2) approx 0.226", "typst"),
    ("inline(sum) e^z = e^{{ 1.20 : z0 }} + e^{{ −0.45 : z1 }} approx 3.32 + 0.64 = 3.96", "typst"),
    ("frac(1, 2) + sqrt(4) = 2.5", "typst"),
    ('op("ReLU")(−0.3) = 0', "typst"),
    ("tanh(0.5) approx 0.46", "typst"),
    ("0.5 -> 0.7 = 0.7", "typst"),
    (r"\frac{1}{2} \cdot 0.5^{2} = 0.125", "tex"),
    (r"\frac{0.5^{2}}{\sqrt{4}} &= 0.125 \\ &= \frac{1}{8}", "tex"),
    (r"\left(0.5 - 0.1\right)^2 \approx 0.16", "tex"),
    ("½ · 0.4² = 0.08", "plain"),
    ("2 × 3 = 6", "plain"),
    ("2 × 3.14 × 0.55 = 3.454 s", "plain"),
    ("0.73 = 73%", "plain"),
    ("2/3 = 0.67", "plain"),
    ("784 ≈ 800", "plain"),
    ("e^0.5 ≈ 1.65", "plain"),
    ("0.2 < 0.5 ≤ 0.5", "plain"),
    ("12.34 · 0.45 ≈ 5.58", "plain"),
]
WRONG = [
    ("= 0.54 dot 0.23 dot 0.75 = 0.095", "typst"),
    ("{{ = : eq }} {{ 0.54 : e }} dot {{ 0.23 : s }} {{ approx 0.142 : d }}", "typst"),
    ("{{ 0.64 : a }} (1 - {{ 0.64 : again }}) {{ approx 0.32 : s }}", "typst"),
    ("inline(1/2) ((0.64 - 0.1)^2 + (0.50 - 0.9)^2) approx 0.452", "typst"),
    ("e^{{ 1.20 : z0 }} + e^{{ −0.45 : z1 }} approx 3.32 + 0.64 = 3.98", "typst"),
    ("L = 0.5 + 0.5 = x = 0.9", "typst"),
    (r"\frac{1}{2} \cdot 0.5^{2} = 0.25", "tex"),
    (r"0.5 + 0.3 &= 0.8 \\ &= 0.9", "tex"),
    ("½ · 0.4² = 0.16", "plain"),
    ("2 × 3.14 × 0.55 = 3.54 s", "plain"),
    ("0.7 + 0.6 = 1", "plain"),
    ("7/2 = 3", "plain"),
    ("0.73 = 37%", "plain"),
    ("−0.5² = 0.25", "plain"),
    ("0.5 < 0.2", "plain"),
    ("Loss: 0.5 + 0.2 = 0.8", "plain"),
    ("0.5 + 0.2\n= 0.8", "plain"),
]
LEFT_ALONE = [
    ("x = 3, y = 4", "plain"),
    ("x = 0,5 + 0,3 = 0,9", "plain"),
    ("1,000 = 10 · 10", "plain"),
    ("10:30 = 11:30", "plain"),
    ("P(0.5) = 0.3", "plain"),
    ("f(2) = 3 = g(4)", "plain"),
    ("2 = x and y = 3", "plain"),
    ("n = 3 of 5 = 0.6", "plain"),
    ("e = 0.5; e^2 = 0.25", "plain"),
    ("1/2(3) = 1.5", "plain"),
    ("1/0 = 2", "plain"),
    ("9^9^9^9 = 1", "plain"),
    ("p = (0.73, 0.27)", "plain"),
    ("|−3| = 3, 3! = 6", "plain"),
    ("0.5 + … = 0.9", "plain"),
    ("0.5 ≠ 0.6", "plain"),
    ("7 x = 5 y = 8", "plain"),
    ('"softmax"(0.5) = 0.62', "typst"),
    ("z = 0.9 dot 1.14 + dots.c = 0.60", "typst"),
    ("w <- w - 2 dot 0.1", "typst"),
    (r"\text{accuracy } 3 = 0.5 \text{ of } 4 = 7", "tex"),
]


@pytest.mark.parametrize(("written", "notation"), RIGHT)
def test_what_comes_out_is_read_and_right(written, notation):
    assert most_numbers_in_a_chain(written, notation) >= 2
    assert list(faults(written, notation)) == []


def most_numbers_in_a_chain(written, notation):
    """How many sides of a chain can be reckoned, at most."""

    def reads(side):
        try:
            return bool(reckon(side))
        except Unreadable:
            return False

    return max(sum(map(reads, chain.sides)) for chain in chains(written, notation))


@pytest.mark.parametrize(("written", "notation"), WRONG)
def test_what_does_not_come_out_is_found(written, notation):
    assert len(list(faults(written, notation))) == 1


@pytest.mark.parametrize(("written", "notation"), LEFT_ALONE)
def test_what_it_cannot_read_it_leaves_alone(written, notation):
    assert list(faults(written, notation)) == []


values = st.floats(-20, 20, allow_nan=False).map(lambda value: round(value, 4))


@given(st.lists(values, min_size=1, max_size=6), values)
def test_sums_as_the_films_write_them_are_never_accused(products, bias):
    total = sum(products) + bias
    assert list(faults(formulas.sum_of_products(products, bias, total), "typst")) == []


@given(st.lists(values, min_size=1, max_size=4), values)
def test_and_accused_when_the_total_is_five_units_off(products, bias):
    total = sum(products) + bias
    slack = 0.005 * (len(products) + 2)
    line = formulas.sum_of_products(products, bias, total + slack + 0.05)
    assert len(list(faults(line, "typst"))) == 1


@given(values, values, values)
def test_products_of_rounded_factors_are_never_accused(a, b, c):
    on_paper = as_shown(a) * as_shown(b) * as_shown(c)
    relation = formulas.relation(on_paper, a * b * c, 3)
    line = (
        f"{formulas.number(a)} dot {formulas.number(b)} dot {formulas.number(c)} "
        f"{relation} {format_value(a * b * c, 3)}"
    )
    assert list(faults(line, "typst")) == []


@given(values, values, st.sampled_from("+-*"))
def test_reckoning_is_that_of_decimal(a, b, sign):
    x, y = Decimal(repr(a)), Decimal(repr(b))
    expected = {"+": x + y, "-": x - y, "*": x * y}[sign]
    assert reckon(f"({x:f}) {sign} ({y:f})").low == expected


@pytest.mark.parametrize("expression", ["", "()", "1 +", "(1", "1)", "0.5 0.3", "x", "2^999", "e"])
def test_what_is_no_expression_is_unreadable(expression):
    with pytest.raises(Unreadable):
        reckon(expression)


def test_a_second_row_goes_on_from_the_line_above_it():
    first, second = formula("z = 0.9 dot 0.5"), formula("= 0.226").shift([0.4, -0.7, 0])
    (found,) = Arithmetic().look(shot(first, second))
    assert found == Finding(
        "arithmetic", 1.0, None, ("first", "second"),
        "0.9 * 0.5 is 0.45, shown is = 0.226", "the same, rounded to the last digit shown",
    )  # fmt: skip
    assert list(Arithmetic().look(shot(first, second.copy().shift([0, -3, 0])))) == []


def test_a_line_that_is_not_all_there_says_nothing_yet():
    line = formula("0.5 + 0.3 = 0.9")
    item = Item(line, "line", "formula", Box(-1, -1, 1, 1), tuple(line[:5]))
    assert list(Arithmetic().look(shot(items=(item,)))) == []


def shot(*lines, items=None):
    """A shot of formulas, named as they come."""
    if items is None:
        items = tuple(
            Item(line, name, "formula", box(line), tuple(line.family_members_with_points()))
            for line, name in zip(lines, ("first", "second"), strict=False)
        )
    blank = np.zeros((9, 16, 3), dtype=np.uint8)
    play = Play(SimpleNamespace(animations=None), 0, (), None, 0.0, 1.0, None, True)
    return Shot(play, Box(-8, -4.5, 8, 4.5), items, blank, blank, 0.0)


def box(line: VMobject) -> Box:
    (left, bottom, _), (right, top, _) = line.get_corner([-1, -1, 0]), line.get_corner([1, 1, 0])
    return Box(float(left), float(bottom), float(right), float(top))
