"""Numbers are written under the symbols of a formula; one thing takes the place of another."""

from __future__ import annotations

import pytest

from netviz import Exchange, FillIn, Number, WorkedFormula, formulas


@pytest.fixture
def line():
    return WorkedFormula(formulas.delta_terms(0.42, 0.25, 0.105))


def test_numbers_come_one_after_another(line):
    fill = FillIn(line, {"e": Number(0.42), "s": Number(0.25), "d": None}, run_time=1)
    fill.begin()
    fill.interpolate(0.35)
    seen = [line.number(name)[0].get_fill_opacity() for name in ("e", "s", "d")]
    assert seen[0] > seen[1] >= seen[2] == 0
    fill.interpolate(1)
    fill.finish()
    assert {number[0].get_fill_opacity() for number in line.numbers} == {1.0}


def test_a_column_without_a_number_is_refused(line):
    with pytest.raises(ValueError, match="name must be one of"):
        FillIn(line, {"x": None})
    with pytest.raises(TypeError, match="line must be a WorkedFormula"):
        FillIn("x", {})


def test_the_old_has_gone_before_the_new_comes():
    old, new = Number(0.9), Number(0.672)
    exchange = Exchange(old, new, run_time=1)
    exchange.begin()
    for alpha in (0.1, 0.3, 0.5, 0.7, 0.9):
        exchange.interpolate(alpha)
        assert 0 in (round(old[0].get_fill_opacity(), 6), round(new[0].get_fill_opacity(), 6))
