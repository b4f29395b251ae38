import math
from decimal import Decimal

import pytest

from netviz import formula, formulas
from netviz.formulas import (
    activation_rule,
    number,
    power,
    product,
    relation,
    rounding,
    share,
    softmax_rule,
    sum_of_products,
    sum_rule,
    vector,
    weighted_sum,
)

NAN = float("nan")


def test_negative_numbers_stand_in_brackets():
    assert number(-0.5, 1) == "(−0.5)"
    assert number(-0.01, 1) == "0.0"
    assert number(2, 0) == "2"


def test_every_term_of_a_sum_is_a_part():
    line = formula(weighted_sum([0.9, -0.4], [0.5, 0.8], 0.1, (1, 1, 1)))
    assert line.part_names == ("t0", "w0", "x0", "t1", "w1", "x1", "b")
    assert len(line.part("w0")) == 3  # 0.9
    assert len(line.part("t1")) == len(line.part("w1")) + len(line.part("x1")) + 1
    assert len(line.part("w1")) == 6  # (−0.4)


def test_long_sums_are_shortened():
    source = weighted_sum(range(9), range(9), 0.5, (0, 0, 1), most=4)
    assert formula(source).part_names == ("t0", "w0", "x0", "t1", "w1", "x1", "t8", "w8", "x8", "b")
    assert source.count("dots.c") == 1


def last_relation(source: str) -> str:
    """The relation before the total."""
    return source.split("{{ ")[-2].split(" : ")[0]


@pytest.mark.parametrize(
    ("products", "bias", "total", "first", "last"),
    [
        ([-0.2, -0.72], -0.1, -1.02, "=", "="),
        ([0.1 + 0.2], 0.0, 0.3, "=", "="),  # float noise is none on paper
        ([0.125, 0.125], 0.0, 0.25, "approx", "approx"),  # 0.13 + 0.13 is not 0.25
        ([0.333, 0.333], 0.0, 0.666, "approx", "approx"),  # 0.33 + 0.33 is not 0.67
        ([0.254, 0.256], 0.0, 0.51, "approx", "="),  # 0.25 + 0.26 is 0.51
    ],
)
def test_sums_are_equal_when_a_pencil_says_so(products, bias, total, first, last):
    source = sum_of_products(products, bias, total, bias_decimals=1)
    assert source.startswith(f"{{{{ z : z }}}} {{{{ {first} : eq }}}}")
    assert last_relation(source) == last


def test_terms_left_out_count_with_their_value():
    third = 1 / 3
    whole = [0.1, 0.1, third, third, third, 0.1]
    assert last_relation(sum_of_products(whole, 0.0, 1.3, most=4)) == "="
    part = [0.1, 0.1, third, third, 0.1]
    assert last_relation(sum_of_products(part, 0.0, 0.3 + 2 / 3, most=4)) == "approx"


def test_products_operators_and_total_are_parts():
    line = formula(sum_of_products([0.45, -0.2], -0.1, 0.15))
    names = ("z", "eq", "p0", "before p1", "p1", "before b", "b", "equals", "total")
    assert line.part_names == names
    assert len(line.part("p1")) == 4  # 0.20: its minus is the operator before it


def test_rules_have_the_same_parts_for_every_layer():
    assert formula(sum_rule()).part_names == formula(sum_rule("a", 2)).part_names
    first, second = formula(activation_rule("relu")), formula(activation_rule("tanh", 3))
    assert first.part_names == second.part_names == ("a", "eq", "f", "open", "z", "close")


def test_products_say_whether_they_round():
    assert product([(0.9, 1), (1.14, 2)], 1.026).endswith(
        "{{ approx : equals }} {{ 1.03 : result }}"
    )
    assert product([(0.5, 1), (-0.5, 1)], -0.25).startswith("{{ 0.5 : f0 }} dot {{ (−0.5) : f1 }}")


def test_softmax_in_numbers():
    assert formula(softmax_rule()).part_names[:3] == ("p", "eq", "power")
    assert "1.20" in softmax_rule(shift=1.2)
    assert (
        power(0.0, 1.0) == "{{ e^({{ 0.00 : z }}) : power }} {{ = : equals }} {{ 1.00 : result }}"
    )
    assert "{{ −0.39 : z }} + 2.00" in power(-0.39, 5.0, shift=-2.0)
    assert " = : equals" in share(1.0, 4.0, 0.25)
    assert " approx : equals" in share(1.82, 2.5, 0.728)


def test_vectors():
    assert formula(vector([0.5, 0.2], "e")).part_names == ("e", "e0", "e1")
    assert vector(range(9), "v", 0, most=3) == ("{{ ({{ 0 : v0 }}, dots.c, {{ 8 : v8 }}) : v }}")


def test_rounding():
    assert rounding([0.5, 0.25]) == "="
    assert rounding([0.5, 0.251]) == "approx"
    assert rounding([0.25], decimals=1) == "approx"


def test_relation_is_exact_to_the_last_digit():
    assert relation(Decimal("0.63"), 0.63) == "="
    assert relation(Decimal("0.630"), 0.6300000001) == "="
    assert relation(Decimal("0.626"), 0.63) == "approx"
    with pytest.raises(TypeError, match=r"^on_paper must be a Decimal, got 0.63 "):
        relation(0.63, 0.63)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: weighted_sum([1, 2], [1], 0, (1, 1, 1)), ValueError, "inputs must be a vector"),
        (lambda: weighted_sum([1], [NAN], 0, (1, 1, 1)), ValueError, "inputs must be finite"),
        (lambda: weighted_sum(["1"], [1], 0, (1, 1, 1)), TypeError, "weights must hold real"),
        (lambda: weighted_sum([1], [1], 0, (1, 1)), ValueError, "decimals must be three"),
        (lambda: weighted_sum([1], [1], 0, 1), TypeError, "decimals must be a sequence"),
        (lambda: weighted_sum([1], [1], NAN, (1, 1, 1)), ValueError, "value must be finite"),
        (lambda: sum_of_products([], 0, 0), ValueError, "products must not be empty"),
        (lambda: sum_of_products([1], 0, "1"), TypeError, "value must be a real number"),
        (lambda: sum_of_products([[1]], 0, 1), ValueError, "products must be a vector"),
        (lambda: vector([1j], "v"), TypeError, "values must hold real numbers"),
        (lambda: vector([1], ""), ValueError, "name must have a visible character"),
    ],
)
def test_wrong_input(call, error, message):
    with pytest.raises(error, match=f"^{message}"):
        call()


def test_the_backward_formulas_are_true_by_pencil():
    """What stands under the symbols is worked out again, from its own digits."""
    cases = [
        (formulas.delta_terms(-0.4853, 0.2424, -0.11763), "d", ("e", "s")),
        (formulas.gradient_terms(0.105, 0.7214, 0.0759), "g", ("d", "a")),
        (formulas.chain_terms(0.42, 0.25, 0.72, 0.0756), "g", ("e", "s", "a")),
    ]
    for terms, result, factors in cases:
        numbers = {term.name: term.number.strip("()").replace("−", "-") for term in terms}
        product = math.prod(Decimal(numbers[name]) for name in factors)
        exact = product == Decimal(numbers[result])
        assert numbers["eq"] == ("=" if exact else "approx")
        assert abs(product - Decimal(numbers[result])) <= Decimal("0.0005")


def test_paths_that_are_left_out_count_with_their_value():
    terms = formulas.paths_terms([1, 2, 3, 4], [0.1] * 4, 1.0, most=3)
    assert "dots.c" in terms[2].number
    assert terms[1].number == "="


def test_an_update_is_an_equation_only_where_the_digits_say_so():
    assert formulas.update_terms(0.9, 3, 0.0762, 0.6714, decimals=1)[1].number == "approx"
    assert formulas.update_terms(0.9, 3, 0.076, 0.672, decimals=1)[1].number == "="
    assert formulas.update_terms(0.9, 0.25, -0.076, 0.919, decimals=1)[4].number == "0.25"


def test_an_activation_without_a_symbol_is_refused():
    with pytest.raises(ValueError, match="activation must be one of relu"):
        formulas.layer_rule("softmax")
