import re

import numpy as np
import pytest

from netviz.model import ByLayer

W = ByLayer("W", ("first", "second", "third"))


def test_layers_count_from_one_and_back_from_the_output():
    assert [W[1], W[2], W[3]] == ["first", "second", "third"]
    assert [W[-1], W[-3]] == ["third", "first"]
    assert W[np.int64(2)] == "second"


def test_iteration_and_length():
    assert list(W) == ["first", "second", "third"]
    assert len(W) == 3
    assert "second" in W
    assert "fourth" not in W


def test_layer_zero_is_the_input():
    message = "W[0] does not exist: layer 0 is the input, use 1 to 3 or -3 to -1"
    with pytest.raises(IndexError, match=f"^{re.escape(message)}$"):
        W[0]


@pytest.mark.parametrize("layer", [4, -4])
def test_layer_beyond_the_last(layer):
    message = f"W[{layer}] does not exist: use 1 to 3 or -3 to -1"
    with pytest.raises(IndexError, match=f"^{re.escape(message)}$"):
        W[layer]


@pytest.mark.parametrize("layer", [1.0, "1", None, slice(1, 2)])
def test_layer_that_is_no_integer(layer):
    with pytest.raises(TypeError, match="integer"):
        W[layer]


def test_cannot_be_changed():
    with pytest.raises(TypeError):
        W[1] = "other"
    with pytest.raises(AttributeError):
        W.values = ()


def test_repr_names_the_layers():
    assert repr(ByLayer("b", (0.5, 0.25))) == "b[1: 0.5, 2: 0.25]"
