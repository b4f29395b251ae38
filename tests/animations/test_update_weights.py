import warnings

import numpy as np
import pytest
from manim import linear, there_and_back

from netviz import NetworkDiagram, NeuronLayer, Number, Theme, UpdateWeights, WeightedEdges

OLD, NEW = np.array([[0.5, -0.9], [0.1, 0.3]]), np.array([[0.1, -0.2], [-0.4, 0.3]])


@pytest.fixture
def edges() -> WeightedEdges:
    layers = NeuronLayer(2).shift([-2, 0, 0]), NeuronLayer(2).shift([2, 0, 0])
    return WeightedEdges(OLD, *layers)


def looks(edges):
    return [
        (edge.get_stroke_width(), edge.get_stroke_opacity(), edge.get_stroke_color().to_hex())
        for edge in edges
    ]


def stages(animation, *alphas):
    animation.begin()
    for alpha in alphas:
        animation.interpolate(alpha)
        yield alpha


def test_edges_start_as_they_are_and_end_as_new_ones(edges):
    before = looks(edges)
    animation = UpdateWeights(edges, NEW, run_time=1)
    assert (edges.weights == OLD).all()
    for _ in stages(animation, 0):
        assert looks(edges) == before
    animation.finish()
    assert (edges.weights == NEW).all()
    layers = edges._source, edges._target
    assert looks(edges) == looks(WeightedEdges(NEW, *layers, full=edges.full))


def test_they_swing_past_the_new_weights_and_settle(edges):
    shares = []
    for _ in stages(UpdateWeights(edges, NEW), *np.linspace(0, 1, 21)):
        shares.append(float(((edges.weights - OLD) / (NEW - OLD + 1e-12))[0, 0]))
    assert shares[0] == pytest.approx(0)
    assert 1.02 < max(shares) < 1.2
    assert shares[-1] == pytest.approx(1)
    assert max(np.abs(np.diff(shares))) < 0.2  # nothing jumps


def test_a_weight_that_stays_does_not_move(edges):
    for _ in stages(UpdateWeights(edges, NEW), 0, 0.3, 0.8, 1):
        assert edges.edge(1, 1).weight == pytest.approx(0.3)


def test_labels_count_along_but_not_beyond(edges):
    labels = edges.weight_labels([(0, 0), (1, 0)], decimals=2)
    places = [label.get_center() for label in labels]
    animation = UpdateWeights(edges, NEW, labels, rate_func=linear)
    values = []
    for _ in stages(animation, *np.linspace(0, 1, 21)):
        values.append([label.value for label in labels])
    animation.finish()
    assert np.allclose(values, np.linspace([0.5, 0.1], [0.1, -0.4], 21))
    assert [label.string for label in labels] == ["0.10", "−0.40"]
    assert labels[1][0].get_fill_color().to_hex() == Theme().negative
    assert labels[0][0].get_fill_color().to_hex() == Theme().positive
    assert np.allclose([label.get_center() for label in labels], places, atol=0.01)


def test_weights_are_read_when_it_begins(edges):
    animation = UpdateWeights(edges, NEW)
    edges.set_weights(-OLD)
    for _ in stages(animation, 0):
        assert np.allclose(edges.weights, -OLD)


def test_it_can_come_back(edges):
    animation = UpdateWeights(edges, NEW, rate_func=there_and_back)
    for _ in stages(animation, 0, 0.5, 1):
        pass
    animation.finish()
    assert np.allclose(edges.weights, OLD)


def test_it_plays_in_a_scene(edges, record):
    labels = edges.weight_labels([(0, 0)])

    def story(scene):
        scene.add(edges)
        scene.play(UpdateWeights(edges, NEW, labels), run_time=0.5)
        scene.wait(0.1)

    scene = record(story, probe=lambda: edges.weights[0, 0])
    assert scene.seen[0] > scene.seen[1] > 0.1
    assert scene.seen[-1] == pytest.approx(0.1)
    assert (scene.frames[0] != scene.frames[-1]).any()


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"edges": 1}, TypeError, "^edges must be WeightedEdges, got 1"),
        ({"weights": [[1]]}, ValueError, r"^weights must be a matrix of shape \(2, 2\), got shape"),
        ({"weights": [[1, np.inf], [0, 0]]}, ValueError, r"^weights must be finite, got inf at"),
        ({"weights": [["1", "2"], ["3", "4"]]}, TypeError, "^weights must hold real numbers only"),
        ({"labels": [Number(1)]}, TypeError, r"^labels\[0\] must be an EdgeLabel, got "),
        ({"labels": 5}, TypeError, "^labels must be a sequence, got 5"),
    ],
)
def test_wrong_updates(edges, arguments, error, message):
    with pytest.raises(error, match=message):
        UpdateWeights(**{"edges": edges, "weights": NEW, **arguments})
    assert (edges.weights == OLD).all()


def test_labels_of_other_edges(edges):
    layers = NeuronLayer(3).shift([-2, 0, 0]), NeuronLayer(1).shift([2, 0, 0])
    other = WeightedEdges([[0.1, 0.2, 0.3]], *layers).weight_labels([(0, 2)])
    with pytest.raises(ValueError, match=r"^\(j, k\) must be an edge drawn"):
        UpdateWeights(edges, NEW, other)


@pytest.mark.parametrize(("factor", "warned"), [(0.5, 0), (1.0, 0), (1.5, 1)])
def test_weights_beyond_the_scale_are_told(factor, warned):
    diagram = NetworkDiagram([[[1.0, -2.0]]])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        UpdateWeights(diagram.edges_into(1), [[1.0, -2.0 * factor]])
        UpdateWeights(NetworkDiagram([[[1.0, -2.0]]], full=3).edges_into(1), [[1.0, -3.0]])
    assert len(caught) == warned
    for warning in caught:
        assert warning.filename == __file__
        assert "weights up to 3 are drawn as thick as 2, " in str(warning.message)
        assert str(warning.message).endswith("make it with full=3")
