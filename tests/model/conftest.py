import pytest

from netviz.model import ForwardTrace, Gradients, Network


@pytest.fixture
def film_network() -> Network:
    """The network of the forward pass film."""
    return Network(
        weights=[
            [[-0.4, -0.9, -0.5], [0.9, 0.6, -0.4], [0.3, 0.3, -0.4], [-0.2, 0.2, 0.7]],
            [
                [-0.9, 0.4, -0.1, 0.5],
                [-0.6, 0.8, 0.4, -0.2],
                [0.1, 0.1, 0.3, 0.6],
                [0.1, -0.9, 0.4, -0.9],
            ],
            [[-0.5, 0.9, -0.3, -0.3], [0.8, -0.5, -0.5, 0.3]],
        ],
        biases=[[-0.1, 0.2, 0.3, 0.2], [-0.2, 0.2, -0.1, -0.1], [-0.1, 0.1]],
    )


@pytest.fixture
def film_trace(film_network: Network) -> ForwardTrace:
    return film_network.forward([0.5, 0.8, 0.3])


@pytest.fixture
def backprop_network() -> Network:
    """The network of the backpropagation film."""
    return Network(
        weights=[[[-0.7, -0.7], [-0.3, 0.1], [0.6, 0.7]], [[-0.4, -0.3, 0.7], [0.3, 0.3, -0.7]]],
        biases=[[0.1, -0.1, 0.1], [0.3, 0.3]],
        activations=["sigmoid", "sigmoid"],
    )


@pytest.fixture
def backprop_trace(backprop_network: Network) -> ForwardTrace:
    return backprop_network.forward([0.6, 0.9])


@pytest.fixture
def backprop_gradients(backprop_network: Network, backprop_trace: ForwardTrace) -> Gradients:
    return backprop_network.backward(backprop_trace, y=[0.1, 0.9])
