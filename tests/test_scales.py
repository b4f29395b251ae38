import math
from decimal import Decimal

import numpy as np
import pytest
from manim import ManimColor

from netviz import Theme
from netviz.scales import (
    activation_fill,
    activation_level,
    as_shown,
    decimals_for,
    digits_on,
    flow_brightness,
    format_value,
    is_exact,
    relative_luminance,
    weight_color,
    weight_opacity,
    weight_width,
)

THEME = Theme()


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0.125, 2, "0.13"),
        (-0.125, 2, "−0.13"),
        (2.675, 2, "2.68"),  # as binary it is a little less
        (0.03 * 5.5, 2, "0.17"),  # computed as 0.16499999999999998
        (0.2849999999, 2, "0.28"),  # no noise: really less
        (-0.004, 2, "0.00"),
        (-0.0, 1, "0.0"),
        (0.5, 0, "1"),
        (1e9 + 0.25, 2, "1000000000.25"),
        (123456789012345.0, 1, "123456789012345.0"),
        (1e22, 0, "10000000000000000000000"),
        (5e-324, 2, "0.00"),
        (np.float32(0.5), 2, "0.50"),
        (3, 1, "3.0"),
    ],
)
def test_numbers_as_shown(value, decimals, shown):
    assert format_value(value, decimals) == shown
    assert format_value(-value, decimals).lstrip("−") == shown.lstrip("−")


def test_every_float_can_be_shown():
    assert format_value(1.7976931348623157e308, 2).startswith("1797693134862315700")


def test_a_sign_only_where_there_is_one():
    assert [format_value(v, 1, sign=True) for v in (0.5, -0.5, 0.04, -0.04)] == [
        "+0.5",
        "−0.5",
        "0.0",
        "0.0",
    ]


def test_sums_by_pencil_are_exact():
    assert sum((as_shown(0.1) for _ in range(10)), Decimal(0)) == 1


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (float("nan"), ValueError),
        (float("inf"), ValueError),
        ("1", TypeError),
        (1j, TypeError),
        (True, TypeError),
        (None, TypeError),
        ([1.0], TypeError),
    ],
)
@pytest.mark.parametrize("function", [format_value, as_shown, is_exact, activation_level])
def test_anything_but_a_finite_number(function, value, error):
    with pytest.raises(error, match=r"^value must be (finite|a real number), got "):
        function(value)


@pytest.mark.parametrize(
    ("decimals", "error"), [(-1, ValueError), (1.0, TypeError), (True, TypeError)]
)
def test_wrong_decimals(decimals, error):
    with pytest.raises(error, match=r"^decimals must be "):
        format_value(0.5, decimals)


def test_decimals_that_numbers_need():
    assert decimals_for([0.1 + 0.2, -0.9]) == 1
    assert decimals_for([2, 3]) == 1
    assert decimals_for([0.25]) == 2
    assert decimals_for([0.125]) == 2
    assert decimals_for([0.125], most=3) == 3
    assert decimals_for(v / 10 for v in range(3)) == 1


@pytest.mark.parametrize("values", [[], ["0.5"], [float("nan")], [1j]])
def test_decimals_of_what_is_no_number(values):
    with pytest.raises((TypeError, ValueError), match=r"^values must "):
        decimals_for(values)


def test_brightness_follows_size_and_stops_at_full():
    assert [activation_level(v, 2.0) for v in (0, 1, -1, 2, 5)] == [0, 0.5, 0.5, 1, 1]
    assert activation_level(0, full=0) == 0
    assert flow_brightness(-0.25, 1.0) == 0.5
    assert flow_brightness(0.0, 0.0) == 0.0


@pytest.mark.parametrize("function", [activation_level, flow_brightness])
@pytest.mark.parametrize("full", [-1.0, float("nan"), float("inf")])
def test_wrong_full(function, full):
    with pytest.raises(ValueError, match=r"^full must be "):
        function(0.5, full)


def test_edges_grow_with_their_weight_and_show_its_sign():
    widths = [weight_width(w, 1.0, THEME) for w in (0, 0.5, -1)]
    assert widths[0] == THEME.edge_width_min
    assert widths[2] == THEME.edge_width_max
    assert widths[1] == pytest.approx((widths[0] + widths[2]) / 2)
    assert weight_opacity(0, 0, THEME) == THEME.edge_opacity_min
    assert weight_opacity(2, 2, THEME) == THEME.edge_opacity_max
    assert [weight_color(w, THEME) for w in (1, 0, -1)] == [
        THEME.positive,
        THEME.positive,
        THEME.negative,
    ]


def test_a_neuron_is_filled_from_its_own_colour_to_the_activation():
    assert activation_fill(0.0, THEME).to_hex() == THEME.neuron
    assert activation_fill(1.0, THEME).to_hex() == THEME.activation


@pytest.mark.parametrize("level", np.linspace(0, 1, 11))
def test_digits_can_be_read_on_every_fill(level):
    fill = activation_fill(level, THEME)
    light, dark = sorted(
        (relative_luminance(fill), relative_luminance(ManimColor(digits_on(fill)))), reverse=True
    )
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_luminance_of_known_colours():
    known = {"#000000": 0.0, "#FFFFFF": 1.0, "#FF0000": 0.2126, "#808080": 0.2159}
    for color, luminance in known.items():
        assert math.isclose(relative_luminance(ManimColor(color)), luminance, abs_tol=1e-4)
