"""What a backward pass leaves on a network."""

import pytest

from netviz import GradientMarks, Network, NetworkDiagram, NeuronLayer
from netviz.scales import format_value

NETWORK = Network.random([2, 3, 2], seed=1, activations=["sigmoid", "sigmoid"])
GRADIENTS = NETWORK.backward(NETWORK.forward([0.6, 0.7]), [0.1, 0.9])


@pytest.fixture
def marks():
    return GradientMarks(NetworkDiagram(NETWORK.W), GRADIENTS.dW, GRADIENTS.delta)


def test_the_output_comes_first(marks):
    kinds = [[each[layer] for each in (marks.edges, marks.rings, marks.labels)] for layer in (2, 1)]
    assert list(marks) == [*kinds[0], *kinds[1]]


def test_every_gradient_is_written_at_its_edge(marks):
    for layer in (1, 2):
        for label in marks.labels[layer]:
            assert label.string == format_value(GRADIENTS.dW[layer][label.pair], 3)


def test_widths_are_on_one_scale(marks):
    levels = {
        abs(GRADIENTS.dW[layer][edge.pair]): edge.level
        for layer in (1, 2)
        for edge in marks.edges[layer]
    }
    ordered = [levels[size] for size in sorted(levels)]
    assert ordered == sorted(ordered)
    assert ordered[-1] == 1.0


def test_wrong_input():
    diagram = NetworkDiagram(NETWORK.W)
    with pytest.raises(TypeError, match="diagram must be a NetworkDiagram"):
        GradientMarks(NeuronLayer(2), GRADIENTS.dW, GRADIENTS.delta)
    with pytest.raises(ValueError, match=r"dW must have one item a layer \(2\), got 1"):
        GradientMarks(diagram, [GRADIENTS.dW[1]], GRADIENTS.delta)
