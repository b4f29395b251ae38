import numpy as np
import pytest
from manim import UP, LaggedStart, ManimColor, Succession, linear

from netviz import Activate, NeuronLayer, Theme

Z = "pre_activation"


def layer_of(*values, quantity=Z) -> NeuronLayer:
    return NeuronLayer(len(values)).set_values(values, quantity=quantity)


def assert_shows(layer, values, draw, quantity="activation", full=None):
    """The layer is, in picture and parts, what it would be had it been set to the values."""
    expected = NeuronLayer(layer.count).set_values(values, full, quantity)
    picture = draw(expected)
    assert np.count_nonzero(draw(layer) != picture) < 0.005 * np.count_nonzero(picture)
    for neuron, other in zip(layer.neurons, expected.neurons, strict=True):
        assert (neuron.value, neuron.level) == (other.value, other.level)
        assert len(neuron.digits) == len(other.digits)
        for digit, wanted in zip(neuron.digits, other.digits, strict=True):
            assert digit.get_fill_opacity() == wanted.get_fill_opacity() == 1
            assert digit.get_fill_color() == wanted.get_fill_color()
            assert np.allclose(digit.points, wanted.points)


@pytest.mark.parametrize("start", [None, [0.9, 0.1, 0.5]], ids=["blank", "from values"])
def test_the_layer_ends_as_if_it_had_been_set(start, record, draw):
    layer = NeuronLayer(3).set_values(start)
    record(lambda scene: scene.play(Activate(layer, [-0.25, 0.0, 1.0], run_time=0.5)))
    assert_shows(layer, [-0.25, 0.0, 1.0], draw)


@pytest.mark.parametrize(("old", "new"), [(1.11, 8.88), (-0.45, 27.6), (7.0, -88.25)])
def test_old_and_new_digits_are_never_seen_at_once(old, new, record, draw):
    layer = layer_of(old)
    before, after = (draw(layer_of(value).neuron(0).digits) for value in (old, new))
    only_old, only_new = before & ~after, after & ~before
    animation = Activate(layer, [new], quantity=Z, run_time=2, rate_func=linear)

    def story(scene):
        scene.add(layer)
        scene.play(animation)
        scene.wait(0.1)

    pictures = record(story).pictures
    assert len(pictures) == 21
    olds, news = (
        [picture[mask].max() > 60 for picture in pictures] for mask in (only_old, only_new)
    )  # the disc is darker than 60
    assert olds[0]
    assert not olds[-1]
    assert news[-1]
    assert not any(o and n for o, n in zip(olds, news, strict=True))
    assert not any(news[:10])
    assert not any(olds[11:])
    assert_shows(layer, [new], draw, Z)


def test_the_first_digits_come_in_at_once(record, draw):
    layer = NeuronLayer(1)
    where = draw(layer_of(8.88).neuron(0).digits)
    animation = Activate(layer, [8.88], quantity=Z, run_time=1, rate_func=linear)
    light = [int(p[where].max(axis=1).sum()) for p in record(lambda s: s.play(animation)).pictures]
    assert all(np.diff(light) > 0)
    assert layer.neuron(0).value == 8.88


def test_fill_and_glow_change_steadily(record):
    layer = NeuronLayer(1, show_values=False).set_values([0.0])
    disc, glow = layer.neuron(0).disc, layer.neuron(0).glow

    def probe():
        return disc.get_fill_color().to_rgb()[1], glow[-1].get_fill_opacity()

    scene = record(lambda scene: scene.play(Activate(layer, [1.0], run_time=1)), probe)
    green, opacity = np.array(scene.seen).T
    assert (np.diff(green) >= 0).all()
    assert (np.diff(opacity) >= 0).all()
    assert green[0] == pytest.approx(ManimColor(Theme().neuron).to_rgb()[1], abs=0.01)
    assert disc.get_fill_color().to_hex() == Theme().activation


def test_only_some_neurons(record, draw):
    layer = layer_of(0.1, 0.2, 0.3)
    record(lambda s: s.play(Activate(layer, [7.1, 8.2, 9.3], quantity=Z, only=[2, 0, 2])))
    assert_shows(layer, [7.1, 0.2, 9.3], draw, Z)


def test_neurons_behind_an_ellipsis_are_left_out(record):
    layer = NeuronLayer(50, most_shown=5)
    record(lambda scene: scene.play(Activate(layer, np.arange(50.0), quantity=Z, run_time=0.2)))
    assert [neuron.value for neuron in layer.neurons] == [0, 1, 48, 49]


def test_brightness_is_relative_to_full(record):
    layer = NeuronLayer(2)
    record(lambda scene: scene.play(Activate(layer, [1.0, 2.0], full=4.0, run_time=0.2)))
    assert [neuron.level for neuron in layer.neurons] == [0.25, 0.5]
    record(lambda scene: scene.play(Activate(layer, [1.0, 2.0], run_time=0.2)))
    assert [neuron.level for neuron in layer.neurons] == [0.5, 1.0]


@pytest.mark.parametrize("group", [Succession, LaggedStart])
def test_one_after_the_other(group, record, draw):
    first, second = layer_of(0.25).shift(2 * UP), layer_of(0.5)
    plays = Activate(first, [0.75], quantity=Z), Activate(second, [0.125], quantity=Z)
    where = draw(second.neuron(0).digits)
    scene = record(lambda scene: (scene.add(first, second), scene.play(group(*plays))))
    assert scene.pictures[0][where].max() > 150  # not dark before its turn
    assert_shows(first.shift(2 * -UP), [0.75], draw, Z)
    assert_shows(second, [0.125], draw, Z)


def test_twice_in_a_row(record, draw):
    layer = NeuronLayer(2)
    sums, activations = [-1.5, 0.5], [0.0, 0.5]
    plays = Activate(layer, sums, quantity=Z), Activate(layer, activations)
    record(lambda scene: scene.play(Succession(*plays)))
    assert_shows(layer, activations, draw)


def test_a_layer_that_moved_and_was_scaled(record, draw):
    layer = NeuronLayer(2).shift(UP).scale(0.5)
    record(lambda scene: scene.play(Activate(layer, [0.5, 1.0], run_time=0.2)))
    expected = NeuronLayer(2).shift(UP).scale(0.5).set_values([0.5, 1.0])
    picture = draw(expected)
    assert np.count_nonzero(draw(layer) != picture) < 0.005 * np.count_nonzero(picture)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"layer": None}, TypeError, "^layer must be a NeuronLayer, got None"),
        ({"values": [0.1]}, ValueError, r"^values must be .* \(2,\), got shape \(1,\)$"),
        ({"values": [0.1, np.nan]}, ValueError, r"^values must be finite, got nan at \[1\]$"),
        ({"values": ["a", "b"]}, TypeError, "^values must hold real numbers only"),
        ({"full": -1}, ValueError, "^full must be positive, got -1$"),
        ({"quantity": "z"}, ValueError, "^quantity must be 'activation' or .*, got 'z'$"),
        ({"only": [2]}, ValueError, r"^only must name neurons shown \[0, 1\], got \[2\]$"),
        ({"only": 1}, TypeError, r"^only must be a sequence, got 1 \(int\)$"),
    ],
)
def test_wrong_input_is_refused_before_it_plays(arguments, error, message):
    with pytest.raises(error, match=message):
        Activate(**{"layer": NeuronLayer(2), "values": [0.1, 0.2], **arguments})
