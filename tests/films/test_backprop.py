"""The film "Backpropagation: Gradient Flow": its table, its numbers, other people's networks."""

from __future__ import annotations

import pytest

from netviz import Network
from netviz.scales import format_value
from scenes.backprop import Backprop

SECONDS = {
    "Intro": 3,
    "Forward Pass": 10,
    "Loss Computation": 5,
    "Backward Pass": 16,
    "Chain Rule": 8,
    "Weight Update": 6,
    "Outro": 4,
}


def test_the_table_is_the_one_of_the_specification():
    assert [(phase.name, phase.seconds) for phase in Backprop.phases] == list(SECONDS.items())


def test_the_numbers_are_those_of_the_storyboard():
    film = Backprop
    trace = film.network.forward(film.x)
    gradients = film.network.backward(trace, film.y)
    after = film.network.step(gradients, film.learning_rate)
    assert [format_value(a) for a in trace.output] == ["0.64", "0.50"]
    assert format_value(gradients.loss, 3) == "0.226"
    assert format_value(gradients.dW[2][0, 2], 3) == "0.093"
    assert format_value(gradients.dL_da[1][2], 3) == "0.157"
    assert format_value(after.W[2][0, 2], 3) == "0.514"
    assert format_value(after.loss(after.forward(film.x), film.y), 3) == "0.135"


@pytest.mark.slow
def test_the_film_shows_every_gradient_and_the_smaller_loss(screen):
    scene = screen(Backprop)
    for layer in (1, 2):
        shown = {label.pair: label.string for label in scene.gradient_labels[layer]}
        dW = scene.gradients.dW[layer]
        assert shown == {
            (j, k): format_value(dW[j, k], 3, sign=True)
            for j in range(dW.shape[0])
            for k in range(dW.shape[1])
        }
    assert "0.135" in scene.loss_value.source
    assert scene.diagram.edges_into(2).weights == pytest.approx(scene.updated.W[2])
    assert scene.time == pytest.approx(52)


class Wide(Backprop):
    network = Network.random([3, 4, 2], seed=3, activations=["sigmoid", "sigmoid"])
    x = (0.2, 0.9, -0.4)
    y = (0, 1)


class GlassBox(Backprop):
    network = Network.random([2, 2, 1], seed=1, activations=["sigmoid", "sigmoid"])
    x = (1, 0)
    y = (1,)
    learning_rate = 0.5


class OtherActivations(Backprop):
    network = Network.random([2, 3, 2], seed=5, activations=["tanh", "identity"])
    x = (0.5, -0.25)
    y = (0.3, 0.7)
    learning_rate = 0.1


@pytest.mark.slow
@pytest.mark.parametrize("film", [Wide, GlassBox, OtherActivations])
def test_other_networks_stay_in_the_frame(screen, film):
    scene = screen(film)
    after = scene.updated.forward(scene.x)
    assert format_value(scene.updated.loss(after, scene.y), 3) in scene.loss_value.source


def test_a_network_without_a_hidden_layer_is_refused(screen):
    class Flat(Backprop):
        network = Network.random([2, 2], activations=["sigmoid"])

    with pytest.raises(ValueError, match="network must have one hidden layer"):
        screen(Flat)


@pytest.mark.slow
def test_frames_of_every_phase(check_frames):
    check_frames(Backprop, "backprop.py", 15)
