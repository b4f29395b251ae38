"""One neuron's sum in the picture: products beside edges, the bias at the neuron."""

from __future__ import annotations

import numpy as np
import pytest

from netviz import NetworkDiagram, NeuronSum, current_theme
from netviz.mobjects.extent import box_around

W = np.array([[-0.4, -0.9, -0.5], [0.9, 0.6, -0.4], [0.3, 0.3, -0.4], [-0.2, 0.2, 0.7]])
X = np.array([0.5, 0.8, 0.3])


@pytest.fixture
def diagram() -> NetworkDiagram:
    return NetworkDiagram([W])


def notes_of(diagram: NetworkDiagram, j: int) -> NeuronSum:
    return NeuronSum(diagram.edges_into(1), diagram.layers[1], j, X, W * X, bias=0.2)


def test_each_edge_has_its_factors_and_in_their_place_its_product(diagram):
    notes = notes_of(diagram, 1)
    assert [label.pair for label in notes.products] == [(1, 0), (1, 1), (1, 2)]
    factors = [label.factors.source for label in notes.products]
    assert factors == ["0.5 · 0.9", "0.8 · 0.6", "0.3 · (−0.4)"]
    assert [label.result.source for label in notes.products] == ["0.45", "0.48", "−0.12"]
    for label in notes.products:
        assert label.result.get_x() == pytest.approx(label.factors.get_x())
        assert label.result.baseline == pytest.approx(label.factors.baseline)


def test_factors_have_the_colours_of_what_they_are(diagram):
    theme, label = current_theme(), notes_of(diagram, 1).products[2]
    colors = [glyph.get_fill_color().to_hex() for glyph in label.factors]
    assert colors == [theme.activation] * 3 + [theme.text] + [theme.negative] * 6


def test_a_rounded_product_says_so(diagram):
    edges = diagram.edges_into(1)
    values = [1.144, 0.8, 0.3]
    (label,) = edges.product_labels(values, W * values, [(1, 0)], decimals=(2, 1))
    assert label.factors.source == "1.14 · 0.9"
    assert label.result.source == "≈ 1.03"


@pytest.mark.parametrize("j", range(4))
def test_the_bias_stands_at_its_neuron_and_on_nothing_else(diagram, j):
    layer, notes = diagram.layers[1], notes_of(diagram, j)
    place = box_around(notes.bias)
    for part in (*(neuron.disc for neuron in layer.neurons), layer.label):
        assert not place.overlaps(box_around(part))
    disc = layer.neuron(j).disc
    assert np.linalg.norm(place.center - disc.get_center()) < disc.width


def test_terms_must_have_the_shape_of_the_weights(diagram):
    with pytest.raises(ValueError, match="products must"):
        NeuronSum(diagram.edges_into(1), diagram.layers[1], 1, X, W[:2] * X, bias=0.2)
    with pytest.raises(ValueError, match="values must"):
        NeuronSum(diagram.edges_into(1), diagram.layers[1], 1, X[:2], W * X, bias=0.2)
