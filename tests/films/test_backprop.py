"""The film "Backpropagation: Gradient Flow": its table, its numbers, other people's networks."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from netviz import Network
from netviz.scales import as_shown, format_value
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
    assert [format_value(a) for a in trace.output] == ["0.52", "0.41"]
    assert format_value(gradients.loss, 3) == "0.208"
    assert format_value(gradients.dW[2][0, 0], 3) == "0.076"
    assert format_value(gradients.dL_da[1][0], 3) == "0.189"
    assert format_value(after.W[2][0, 0], 3) == "0.672"
    assert format_value(after.loss(after.forward(film.x), film.y), 3) == "0.088"


def test_every_number_follows_by_pencil_from_those_before_it():
    """From the activations shown on; halves are rounded up, as in the film."""

    def shown(values: np.ndarray, decimals: int = 2) -> list[Decimal]:
        return [as_shown(float(value), decimals) for value in values]

    def rounded(value: Decimal, decimals: int = 3) -> Decimal:
        return as_shown(float(value), decimals)

    film, half = Backprop, Decimal("0.5")
    trace = film.network.forward(film.x)
    g = film.network.backward(trace, film.y)
    a1, a2, y, x = shown(trace.a[1]), shown(trace.a[2]), shown(g.y, 1), shown(trace.x, 1)
    errors = [a - target for a, target in zip(a2, y, strict=True)]
    assert errors == shown(g.dL_da[2])
    assert rounded(half * sum(e * e for e in errors)) == as_shown(g.loss, 3)
    for layer, a in ((1, a1), (2, a2)):
        assert [rounded(v * (1 - v), 2) for v in a] == shown(g.da_dz[layer])
    slopes = {layer: shown(g.da_dz[layer]) for layer in (1, 2)}
    delta = [rounded(e * s) for e, s in zip(errors, slopes[2], strict=True)]
    assert delta == shown(g.delta[2], 3)
    for j, d in enumerate(delta):
        assert [rounded(d * a) for a in a1] == shown(g.dW[2][j], 3)
    paths = [rounded(as_shown(film.network.W[2][j, 0], 1) * delta[j]) for j in (0, 1)]
    assert paths == shown(g.blame[2][:, 0], 3)
    assert sum(paths) == as_shown(g.dL_da[1][0], 3)
    assert rounded(sum(paths) * slopes[1][0] * x[0]) == as_shown(g.dW[1][0, 0], 3)
    step = as_shown(film.network.W[2][0, 0], 1) - 3 * as_shown(g.dW[2][0, 0], 3)
    updated = film.network.step(g, film.learning_rate)
    assert step == as_shown(updated.W[2][0, 0], 3)
    after = updated.forward(film.x)
    less = [a - target for a, target in zip(shown(after.output), y, strict=True)]
    assert rounded(half * sum(e * e for e in less)) == as_shown(updated.loss(after, film.y), 3)


@pytest.mark.slow
def test_the_film_shows_every_gradient_and_the_smaller_loss(screen):
    scene = screen(Backprop)
    for layer in (1, 2):
        shown = {label.pair: label.string for label in scene.labels[layer]}
        dW = scene.gradients.dW[layer]
        assert shown == {
            (j, k): format_value(dW[j, k], 3)
            for j in range(dW.shape[0])
            for k in range(dW.shape[1])
        }
    assert scene.smaller.string == "0.088"
    assert (scene.j, scene.k, scene.i) == (0, 0, 0)
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
    assert format_value(scene.updated.loss(after, scene.y), 3) == scene.smaller.string


def test_a_network_without_a_hidden_layer_is_refused(screen):
    class Flat(Backprop):
        network = Network.random([2, 2], activations=["sigmoid"])

    with pytest.raises(ValueError, match="network must have one hidden layer"):
        screen(Flat)


@pytest.mark.slow
def test_frames_of_every_phase(check_frames):
    check_frames(Backprop, "backprop.py", 15)
