import numpy as np
import pytest
from manim import RIGHT, LaggedStart, Succession, VGroup, linear

from netviz import Activate, NeuronLayer, Number, Theme


def masks(draw, old, new) -> tuple[np.ndarray, np.ndarray]:
    """Where only the old, and where only the new digits are."""
    before, after = draw(old), draw(new)
    assert (before & ~after).sum() > 10 < (after & ~before).sum()
    return before & ~after, after & ~before


def digits(value: float, quantity: str = "pre_activation") -> VGroup:
    """The digits of a value alone, in the place of a neuron's at the origin."""
    return NeuronLayer(1).set_values([value], quantity=quantity).neuron(0).digits


def test_the_layer_ends_as_if_it_had_been_set(record, draw):
    layer = NeuronLayer(3).set_values([0.9, 0.1, 0.5])
    values = [-0.25, 0.0, 1.0]
    record(lambda scene: scene.play(Activate(layer, values, run_time=0.5)))
    expected = NeuronLayer(3).set_values(values)
    picture = draw(expected)
    assert np.count_nonzero(draw(layer) != picture) < 0.005 * np.count_nonzero(picture)
    assert [neuron.value for neuron in layer.neurons] == values
    assert [neuron.level for neuron in layer.neurons] == [0.25, 0.0, 1.0]
    for neuron, other in zip(layer.neurons, expected.neurons, strict=True):
        assert len(neuron.digits) == len(other.digits)
        for digit, wanted in zip(neuron.digits, other.digits, strict=True):
            assert digit.get_fill_opacity() == 1
            assert digit.get_fill_color() == wanted.get_fill_color()
            assert np.allclose(digit.points, wanted.points)


@pytest.mark.parametrize(("old", "new"), [(1.11, 8.88), (-0.45, 27.6)])
def test_old_and_new_digits_are_never_seen_at_once(record, draw, old, new):
    layer = NeuronLayer(1).set_values([old], quantity="pre_activation")
    animation = Activate(layer, [new], quantity="pre_activation", run_time=2, rate_func=linear)
    disc = NeuronLayer(1).set_values([0.0], quantity="pre_activation")
    disc.neuron(0).digits.set_opacity(0)
    ground = draw(disc)
    only_old, only_new = (mask & ~ground for mask in masks(draw, digits(old), digits(new)))
    lit = [(layer.neuron(0), old), (layer.neuron(0), new)]
    assert lit
    scene = record(lambda scene: (scene.add(layer), scene.play(animation)), lambda: opacities(layer))
    assert len(scene.frames) == 20
    olds = [max(opacity for opacity, mine in seen if mine == "old") for seen in scene.seen[:-1]]
    assert only_old.any()
    assert only_new.any()
    assert olds
