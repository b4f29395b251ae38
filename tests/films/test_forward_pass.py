"""The film "Neural Network Forward Pass": its table, its numbers, and other people's networks."""

from __future__ import annotations

import numpy as np
import pytest

from netviz import Network
from netviz.model import ForwardTrace
from scenes.forward_pass import ForwardPass

SECONDS = {
    "Intro": 3,
    "Input Layer": 4,
    "Layer 1 Forward": 10,
    "Layer 2 Forward": 8,
    "Output Layer": 6,
    "Prediction": 5,
    "Weight Matrix": 6,
    "Outro": 4,
}


def test_the_table_is_the_one_of_the_specification():
    assert {phase.name: phase.seconds for phase in ForwardPass.phases} == SECONDS
    assert list(SECONDS) == [phase.name for phase in ForwardPass.phases]


def test_the_network_is_the_one_of_the_specification():
    film = ForwardPass
    trace: ForwardTrace = film.network.forward(film.x)
    assert film.network.sizes == (3, 4, 4, 2)
    assert tuple(film.x) == (0.5, 0.8, 0.3)
    assert [round(p, 2) for p in trace.output] == [0.73, 0.27]
    for layer in (1, 2):
        assert (trace.z[layer] < 0).any()
        assert (trace.a[layer] > 0).any()
    for weights in film.network.W:
        np.testing.assert_allclose(weights, np.round(weights, 1))


@pytest.mark.slow
def test_the_film_ends_with_the_numbers_of_its_network(screen):
    scene = screen(ForwardPass)
    assert [number.string for number in scene.bars.numbers] == ["0.73", "0.27"]
    for layer, values in zip(scene.diagram.layers, scene.trace.a, strict=True):
        assert [neuron.value for neuron in layer.neurons] == list(values)
    assert scene.time == pytest.approx(46)


class Wide(ForwardPass):
    network = Network.random([5, 7, 6, 3], seed=3)
    x = (0.2, 0.9, -0.4, 0.65, 0.31)
    class_names = ("cat", "dog", "axolotl")


class Smallest(ForwardPass):
    network = Network.random([2, 2], seed=1)
    x = (1, 0.5)


class Large(ForwardPass):
    network = Network.random([784, 64, 10], seed=1)
    x = np.full(784, 0.5)


class Deep(ForwardPass):
    network = Network.random(
        [4, 5, 5, 5, 2], seed=4, activations=["tanh", "tanh", "sigmoid", "softmax"]
    )
    x = (0.5, -1.2, 0.7, 2)


class Unlucky(ForwardPass):
    """Nothing fires, all weights of a layer are 0, and the logits are equal."""

    network = Network(
        [[[-1.0, -1.0], [-1.0, -0.5], [-2.0, 0.0]], np.zeros((2, 3))], [[0, 0, 0], [0, 0]]
    )
    x = (1.0, 1.0)


@pytest.mark.slow
@pytest.mark.parametrize("film", [Wide, Smallest, Large, Deep, Unlucky])
def test_other_networks_stay_in_the_frame(screen, film):
    scene = screen(film)
    shown = [scene.bars.share(i).string for i in scene.bars.shown]
    expected = scene.network.forward(scene.x).output
    assert shown == [f"{expected[i]:.2f}" for i in scene.bars.shown]
    assert scene.trace.prediction in scene.bars.shown


def test_a_network_without_probabilities_is_refused(screen):
    class NoSoftmax(ForwardPass):
        network = Network.random([2, 2], activations=["sigmoid"])
        x = (0, 1)

    with pytest.raises(ValueError, match="network must end in softmax"):
        screen(NoSoftmax)


def test_class_names_must_fit_the_outputs(screen):
    class OneName(ForwardPass):
        class_names = ("cat",)

    with pytest.raises(ValueError, match=r"class_names must have one name an output \(2\), got 1"):
        screen(OneName)


@pytest.mark.slow
@pytest.mark.parametrize("rate", [15, 24])
def test_frames_of_every_phase(check_frames, rate):
    check_frames(ForwardPass, "forward_pass.py", rate)
