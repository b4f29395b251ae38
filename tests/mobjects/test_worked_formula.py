"""A formula with its numbers under its symbols."""

from __future__ import annotations

from itertools import pairwise

import pytest
from manim import ManimColor

from netviz import Number, WorkedFormula, current_theme, formulas
from netviz.layout import Box
from netviz.mobjects.extent import box_around

CHAIN = formulas.chain_terms(0.42, 0.25, 0.72, 0.0756)


def test_each_number_stands_under_its_symbol():
    line = WorkedFormula(CHAIN)
    for name in ("g", "e", "s", "a"):
        symbol, number = line.symbol(name), line.number(name)
        assert number.get_x() == pytest.approx(symbol.get_x())
        assert number.get_top()[1] < symbol.get_bottom()[1]
    baselines = {round(number.baseline, 6) for number in line.numbers}
    assert len(baselines) == 1


def test_columns_do_not_touch():
    line = WorkedFormula(CHAIN)
    for row in (line.symbols, line.numbers):
        for left, right in pairwise(row):
            assert left.get_right()[0] < right.get_left()[0]


def test_numbers_look_as_they_do_beside_neurons_and_edges():
    drawn, beside = WorkedFormula(CHAIN).number("a"), Number(0.72)
    assert drawn.width == pytest.approx(beside.width, abs=0.002)
    assert drawn.height == pytest.approx(beside.height, abs=0.002)


def test_parts_have_the_colours_of_what_they_stand_for():
    theme = current_theme()
    line = WorkedFormula(formulas.chain_terms(0.189, 0.2, 0.6, 0.0227, (3, 1), hidden=True))
    assert line.number("e").get_fill_color() == ManimColor(theme.error)
    assert line.symbol("e").part("d")[0].get_fill_color() == ManimColor(theme.gradient)
    assert line.symbol("s").get_fill_color() == ManimColor(theme.slope)


def test_a_box_holds_it():
    box = Box(-1, -0.4, 1, 0.2)
    around = box_around(WorkedFormula(CHAIN, box))
    assert around.width <= 2.001
    assert around.height <= 0.601
    assert around.center == pytest.approx(box.center)


def test_operators_stand_between_the_numbers():
    line = WorkedFormula(formulas.delta_terms(-0.49, 0.24, -0.1176))
    assert [operator.source for operator in line.operators] == ["approx", "dot"]
    assert line.number("s") not in line.operators
    with pytest.raises(ValueError, match="name must be one of"):
        line.number("nothing")


@pytest.mark.parametrize(
    ("terms", "error", "message"),
    [
        ([], ValueError, "terms must hold at least one, got none"),
        (["x"], TypeError, r"terms\[0\] must be a formulas.Term"),
    ],
)
def test_wrong_input(terms, error, message):
    with pytest.raises(error, match=message):
        WorkedFormula(terms)
