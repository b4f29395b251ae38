import math
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from netviz.model import Network


def rounded(values):
    return [round(float(v), 2) for v in values]


def test_numbers_of_the_film(film_trace):
    assert rounded(film_trace.z[1]) == [-1.17, 1.01, 0.57, 0.47]
    assert rounded(film_trace.a[1]) == [0.0, 1.01, 0.57, 0.47]
    assert rounded(film_trace.z[2]) == [0.38, 1.14, 0.45, -1.20]
    assert rounded(film_trace.a[2]) == [0.38, 1.14, 0.45, 0.0]
    assert rounded(film_trace.z[3]) == [0.60, -0.39]
    assert rounded(film_trace.exponentials) == [1.82, 0.68]
    assert rounded(film_trace.output) == [0.73, 0.27]
    assert film_trace.exp_shift == 0.0
    assert film_trace.prediction == 0


def test_input_and_output_are_the_first_and_last_activations(film_trace):
    assert film_trace.x is film_trace.a[0]
    assert film_trace.x.tolist() == [0.5, 0.8, 0.3]
    assert film_trace.output is film_trace.a[3]
    assert len(film_trace.a) == 4


def test_every_product_is_one_weight_times_one_activation(film_network, film_trace):
    for layer in (1, 2, 3):
        W, a, products = film_network.W[layer], film_trace.a[layer - 1], film_trace.products[layer]
        assert products.shape == W.shape
        for j, k in np.ndindex(W.shape):
            assert products[j, k] == W[j, k] * a[k]


def test_products_and_bias_add_up_to_z(film_network, film_trace):
    for layer in (1, 2, 3):
        for row, b, z in zip(
            film_trace.products[layer], film_network.b[layer], film_trace.z[layer], strict=True
        ):
            assert math.fsum([*row, b]) == pytest.approx(z, abs=1e-15)


def test_output_is_each_exponential_over_their_sum(film_trace):
    assert film_trace.exp_sum == sum(film_trace.exponentials)
    assert (film_trace.output == film_trace.exponentials / film_trace.exp_sum).all()


def test_exponentials_are_shifted_only_when_exp_would_overflow():
    eye = [[1, 0], [0, 1]]
    plain = Network([eye], [[0, 0]]).forward([3, 1])
    assert plain.exponentials == pytest.approx([math.exp(3), math.exp(1)])
    assert plain.exp_shift == 0.0
    shifted = Network([eye], [[0, 0]]).forward([1e4, 9999])
    assert shifted.exponentials == pytest.approx([1, math.exp(-1)])
    assert shifted.exp_sum == pytest.approx(1 + math.exp(-1))
    assert shifted.exp_shift == 1e4


@pytest.mark.parametrize("name", ["relu", "sigmoid", "tanh", "identity"])
def test_no_exponentials_without_softmax(name):
    trace = Network([[[1, 2]]], [[0]], [name]).forward([3, 1])
    assert (trace.exponentials, trace.exp_sum, trace.exp_shift) == (None, None, 0.0)


@pytest.mark.parametrize(("x", "prediction"), [([0, 1, 2], 2), ([3, 3, 1], 0), ([-5, -1, -2], 1)])
def test_prediction_is_the_first_of_the_largest(x, prediction):
    trace = Network([np.eye(3)], [np.zeros(3)]).forward(x)
    assert trace.prediction == prediction
    assert type(trace.prediction) is int


def test_nothing_can_be_changed(film_trace):
    arrays = [*film_trace.a, *film_trace.z, *film_trace.products, film_trace.exponentials]
    assert len(arrays) == 4 + 3 + 3 + 1
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.0
    with pytest.raises(FrozenInstanceError):
        film_trace.exp_sum = 1.0
