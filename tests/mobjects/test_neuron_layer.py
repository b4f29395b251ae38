from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import RIGHT, UP, ManimColor, VMobject

from netviz import Neuron, NeuronLayer, Theme, text, use_theme

HEX = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours "#RRGGBB", after WCAG 2.2."""

    def luminance(color: str) -> float:
        shares = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (
            share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
            for share in shares
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def figures(neuron: Neuron) -> list[VMobject]:
    """The digits, sign and point that can be seen in a neuron."""
    return [digit for digit in neuron.digits if digit.get_fill_opacity() > 0]


def color_of_digits(neuron: Neuron) -> str:
    (color,) = {digit.get_fill_color().to_hex() for digit in figures(neuron)}
    return color


def lit_around(neuron: Neuron, draw) -> int:
    """How many pixels are lit outside of the disc and its ring."""
    picture = draw(neuron)
    y, x = np.mgrid[: picture.shape[0], : picture.shape[1]]
    center, radius = neuron.disc.get_center(), neuron.disc.width / 2 + 0.06
    away = np.hypot((x - 426.5) / 60 - center[0], (240 - y) / 60 - center[1])
    return int(picture[away > radius].sum())


def same_picture(one, other, draw) -> bool:
    """Whether two mobjects look alike, but for a few pixels at edges."""
    first = draw(one)
    assert first.any()
    return np.count_nonzero(first != draw(other)) < 0.005 * np.count_nonzero(first)


def test_neurons_stand_in_a_column_the_first_on_top():
    layer = NeuronLayer(4, height=3.0, most_spacing=1.0)
    assert layer.heights() == pytest.approx([1.5, 0.5, -0.5, -1.5])
    assert [layer.neuron(i).disc.get_y() for i in range(4)] == pytest.approx(layer.heights())
    assert [neuron.disc.get_x() for neuron in layer.neurons] == pytest.approx([0] * 4)
    assert (layer.count, layer.shown, layer.places) == (4, (0, 1, 2, 3), (0, 1, 2, 3))
    assert len(layer.ellipsis) == 0


def test_without_values_only_discs_are_seen(draw):
    layer = NeuronLayer(2)
    assert draw(layer.neuron(1)).any()
    assert [neuron.value for neuron in layer.neurons] == [None, None]
    assert all(figures(neuron) == [] for neuron in layer.neurons)
    assert lit_around(layer.neuron(0), draw) == 0
    layer.shift(5 * RIGHT)
    assert layer.get_left()[0] > 4  # nothing of it is left at the origin


def test_a_layer_too_long_is_collapsed_with_its_true_count(draw):
    layer = NeuronLayer(784, most_shown=5, name="input (784)")
    assert (layer.count, layer.shown) == (784, (0, 1, 782, 783))
    assert layer.places == (0, 1, None, 782, 783)
    assert len(layer.neurons) == 4
    (dots,) = layer.ellipsis
    assert len(dots) == 3
    assert draw(dots).any()
    below, above = layer.neuron(782).disc, layer.neuron(1).disc
    assert below.get_top()[1] < dots.get_bottom()[1]
    assert dots.get_top()[1] < above.get_bottom()[1]
    assert len(layer.heights()) == 5
    assert layer.label.source == "input (784)"
    layer.set_values(np.arange(784.0))
    assert [layer.neuron(i).value for i in layer.shown] == [0, 1, 782, 783]


@pytest.mark.parametrize("keep", [0, 2, 300, 781, 783])
def test_a_neuron_to_keep_stays(keep):
    layer = NeuronLayer(784, most_shown=5, keep=keep)
    assert keep in layer.shown
    assert len(layer.places) <= 5
    assert layer.neuron(keep) in layer.neurons.submobjects
    assert layer.shown == tuple(sorted(layer.shown))


@given(count=st.integers(1, 40), most=st.integers(5, 10), data=st.data())
@settings(max_examples=20, deadline=None)
def test_neurons_never_touch(count, most, data):
    keep = data.draw(st.none() | st.integers(0, count - 1))
    layer = NeuronLayer(count, most_shown=most, keep=keep)
    parts = sorted(
        [*(n.disc for n in layer.neurons), *layer.ellipsis], key=lambda part: part.get_y()
    )
    for low, high in pairwise(parts):
        assert low.get_top()[1] < high.get_bottom()[1]


def test_a_name_stands_below(draw):
    layer = NeuronLayer(3, name="hidden 1")
    assert layer.label.get_top()[1] < layer.neurons.get_bottom()[1]
    assert layer.label.get_x() == pytest.approx(layer.neurons.get_x())
    assert draw(layer.label).any()
    other = NeuronLayer(3).shift(2 * RIGHT).add_name("output", -2.5)
    assert other.label.baseline == pytest.approx(-2.5)
    assert other.label.get_x() == pytest.approx(2)
    assert other.label in other.submobjects


def test_fill_and_glow_follow_the_activation(draw):
    theme, layer = Theme(), NeuronLayer(4).set_values([0, 0.25, -0.5, 1])
    assert [neuron.level for neuron in layer.neurons] == [0, 0.25, 0.5, 1]
    fills = [neuron.disc.get_fill_color().to_hex() for neuron in layer.neurons]
    assert (fills[0], fills[3]) == (theme.neuron, theme.activation)
    ends = np.array([ManimColor(theme.neuron).to_rgb(), ManimColor(theme.activation).to_rgb()])
    assert np.allclose(ManimColor(fills[1]).to_rgb(), [0.75, 0.25] @ ends, atol=1 / 255)
    around = [lit_around(neuron, draw) for neuron in layer.neurons]
    assert around[0] == 0
    assert all(np.diff(around) > 0)


def test_brightness_is_relative_to_full():
    layer = NeuronLayer(2)
    assert [n.level for n in layer.set_values([0.2, 0.4]).neurons] == [0.2, 0.4]
    assert [n.level for n in layer.set_values([1.0, -4.0]).neurons] == [0.25, 1.0]
    assert [n.level for n in layer.set_values([1.0, 4.0], full=2.0).neurons] == [0.5, 1.0]
    assert [n.level for n in layer.set_values([0.0, 0.0]).neurons] == [0.0, 0.0]


def test_digits_say_the_value():
    theme, neuron = Theme(), Neuron(decimals=1)
    neuron.set_value(-0.25)
    assert len(figures(neuron)) == 4  # − 0 . 3
    assert neuron.digits.width < neuron.disc.width
    assert np.allclose(neuron.digits.get_center(), neuron.disc.get_center())
    neuron.set_value(-0.25, quantity="pre_activation")
    assert color_of_digits(neuron) == theme.pre_activation
    assert neuron.disc.get_fill_color().to_hex() == theme.neuron
    assert neuron.disc.get_stroke_color().to_hex() == theme.pre_activation
    assert neuron.level == 0
    assert figures(neuron.set_value(None)) == []
    assert neuron.disc.get_stroke_color().to_hex() == theme.neuron_ring
    assert figures(Neuron(show_value=False).set_value(0.5)) == []


@pytest.mark.parametrize("value", [-123456.78, 1e12, -1.11, 0.5])
def test_long_digits_stay_in_the_disc(value):
    neuron = Neuron().set_value(value, quantity="pre_activation")
    ring = neuron.disc.get_stroke_width() / 100
    corner = np.hypot(neuron.digits.width, neuron.digits.height) / 2
    assert 0 < corner <= neuron.disc.width / 2 - ring / 2


def test_only_a_negative_activation_has_a_dashed_ring():
    neuron = Neuron()
    for value, quantity, dashed in (
        (-0.5, "activation", True),
        (0.5, "activation", False),
        (-0.5, "pre_activation", False),
        (None, "activation", False),
    ):
        neuron.set_value(value, quantity=quantity)
        assert neuron.dashed_ring[0].get_stroke_opacity() == (1 if dashed else 0)
        assert neuron.disc.get_stroke_opacity() == (0 if dashed else 1)


@given(dark=HEX, bright=HEX, level=st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_digits_are_black_or_white_whichever_is_read_better(dark, bright, level):
    with use_theme(Theme(neuron=dark, activation=bright)):
        neuron = Neuron().set_value(level)
    fill, chosen = neuron.disc.get_fill_color().to_hex(), color_of_digits(neuron)
    assert chosen in ("#000000", "#FFFFFF")
    other = "#FFFFFF" if chosen == "#000000" else "#000000"
    # Manim rounds the fill to 1/255 when it is asked for it.
    assert contrast(fill, chosen) >= contrast(fill, other) - 0.15
    assert contrast(fill, chosen) >= 4.4


def test_both_colours_occur():
    colors = [color_of_digits(Neuron().set_value(value)) for value in (0.0, 1.0)]
    assert colors == ["#FFFFFF", "#000000"]


def test_new_values_replace_the_old_ones(draw):
    layer = NeuronLayer(2).set_values([0.11, -0.5]).set_values([3.0, 88.0], full=100)
    layer.set_values([0.88, 0.2])
    assert same_picture(layer, NeuronLayer(2).set_values([0.88, 0.2]), draw)
    assert [len(figures(neuron)) for neuron in layer.neurons] == [4, 4]
    layer.set_values(None)
    assert same_picture(layer, NeuronLayer(2), draw)


def test_digits_appear_where_the_layer_is_and_in_its_scale():
    layer = NeuronLayer(2).shift(2 * UP).scale(0.5).set_values([0.88, 0.2])
    plain = NeuronLayer(2).set_values([0.88, 0.2])
    for moved, neuron in zip(layer.neurons, plain.neurons, strict=True):
        assert np.allclose(moved.digits.get_center(), moved.disc.get_center())
        assert moved.digits.width == pytest.approx(neuron.digits.width / 2)
    assert layer.neuron(0).digits.get_y() > layer.neuron(1).digits.get_y() > 1


def test_digits_lie_on_their_disc_whatever_its_z_index():
    layer = NeuronLayer(1).set_z_index(7).set_values([0.5])
    assert {digit.z_index for digit in layer.neuron(0).digits.get_family()} == {7}


def test_copies_change_alone(draw):
    layer = NeuronLayer(2).set_values([0.1, 0.2])
    before = draw(layer)
    copy = layer.copy().set_values([0.9, 0.8])
    assert (draw(layer) == before).all()
    assert copy.neuron(0).value == 0.9
    assert copy.neuron(0) is not layer.neuron(0)


def test_the_theme_gives_the_colours():
    with use_theme(Theme(neuron="#112233", neuron_ring="#445566", muted="#778899")):
        layer = NeuronLayer(1, name="one")
    disc = layer.neuron(0).disc
    assert disc.get_fill_color().to_hex() == "#112233"
    assert disc.get_stroke_color().to_hex() == "#445566"
    assert layer.label[0].get_fill_color().to_hex() == "#778899"
    assert text("one")[0].get_fill_color().to_hex() == Theme().text


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"count": 0}, ValueError, "^count must be at least 1, got 0$"),
        ({"count": 2.0}, TypeError, r"^count must be an int, got 2.0 \(float\)$"),
        ({"count": "3"}, TypeError, "^count must be an int, got '3'"),
        ({"radius": 0}, ValueError, "^radius must be positive, got 0$"),
        ({"radius": float("nan")}, ValueError, "^radius must be finite, got nan$"),
        ({"height": -1}, ValueError, "^height must be positive, got -1$"),
        ({"most_spacing": "1"}, TypeError, "^most_spacing must be a real number, got '1'"),
        ({"most_shown": 0}, ValueError, "^most_shown must be at least 1, got 0$"),
        ({"most_shown": 2}, ValueError, "^most_shown must be at least 3 to collapse 3 items"),
        ({"count": 9, "most_shown": 4, "keep": 5}, ValueError, "^most_shown must be at least 5 to"),
        ({"keep": 3}, ValueError, "^keep must be at most 2, the last of 3, got 3$"),
        ({"decimals": -1}, ValueError, "^decimals must be at least 0, got -1$"),
        ({"decimals": 1.5}, TypeError, "^decimals must be an int, got 1.5"),
        ({"name": ""}, ValueError, "^name must have a visible character, got ''$"),
        ({"name": 7}, TypeError, r"^name must be a str, got 7 \(int\)$"),
    ],
)
def test_wrong_layers(arguments, error, message):
    with pytest.raises(error, match=message):
        NeuronLayer(**{"count": 3, **arguments})


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"values": [0.1]}, ValueError, r"^values must be .* shape \(2,\), got shape \(1,\)$"),
        ({"values": [[0.1, 0.2]]}, ValueError, r"^values must be .* got shape \(1, 2\)$"),
        ({"values": 0.5}, ValueError, r"^values must be .* got shape \(\)$"),
        ({"values": [0.1, float("nan")]}, ValueError, r"^values must be finite, got nan at \[1\]$"),
        ({"values": [float("inf"), 0]}, ValueError, r"^values must be finite, got inf at \[0\]$"),
        (
            {"values": ["0.1", "0.2"]},
            TypeError,
            r"^values must hold real numbers only, got \['0.1'",
        ),
        ({"values": [1j, 0]}, TypeError, "^values must hold real numbers only, got "),
        ({"full": 0}, ValueError, "^full must be positive, got 0$"),
        ({"full": float("inf")}, ValueError, "^full must be finite, got inf$"),
        ({"quantity": "logit"}, ValueError, "^quantity must be 'activation' or .* got 'logit'$"),
    ],
)
def test_wrong_values_change_nothing(arguments, error, message, draw):
    layer = NeuronLayer(2).set_values([0.3, 0.6])
    before = draw(layer)
    with pytest.raises(error, match=message):
        layer.set_values(**{"values": [1.0, 2.0], **arguments})
    assert (draw(layer) == before).all()
    assert [neuron.value for neuron in layer.neurons] == [0.3, 0.6]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"value": float("nan")}, ValueError, "^value must be finite, got nan$"),
        ({"value": "1"}, TypeError, "^value must be a real number, got '1'"),
        ({"full": -1}, ValueError, "^full must be positive, got -1$"),
        ({"quantity": None}, ValueError, "^quantity must be 'activation' or .* got None$"),
    ],
)
def test_a_neuron_with_a_wrong_value_stays_as_it_is(arguments, error, message):
    neuron = Neuron().set_value(0.25)
    with pytest.raises(error, match=message):
        neuron.set_value(**{"value": 0.5, **arguments})
    assert (neuron.value, neuron.quantity, neuron.level) == (0.25, "activation", 0.25)


@pytest.mark.parametrize("index", [2, 5, -1, 10, "0", None])
def test_neurons_that_are_not_shown(index):
    layer = NeuronLayer(10, most_shown=5)
    with pytest.raises(
        ValueError, match=r"^index must be one of the neurons shown \[0, 1, 8, 9\] \(of 10 in"
    ):
        layer.neuron(index)
