import numpy as np
import pytest

from netviz import NetworkDiagram, NeuronLayer, WeightChanges, WeightedEdges

W1 = np.array([[-0.7, -0.7], [-0.3, 0.1], [0.6, 0.7]])
W2 = np.array([[-0.4, -0.3, 0.7], [0.3, 0.3, -0.7]])


@pytest.fixture
def diagram() -> NetworkDiagram:
    return NetworkDiagram([W1, W2])


def test_a_mark_for_every_weight_that_changes(diagram):
    edges = diagram.edges_into(1)
    new = W1 + np.array([[0.1, -0.1], [0, 0.2], [-1.0, 0]])
    changes = WeightChanges(edges, new)
    assert {mark.pair: mark.rises for mark in changes.marks} == {
        (0, 0): True,
        (0, 1): False,
        (1, 1): True,
        (2, 0): False,
    }
    for mark in changes.marks:
        shape = mark[0]
        vertices = shape.get_vertices()
        middle = (vertices[:, 1].max() + vertices[:, 1].min()) / 2
        assert (vertices[:, 1] > middle).sum() == (1 if mark.rises else 2)
        assert shape.get_fill_opacity() == (1.0 if mark.rises else 0.0)


@pytest.mark.parametrize("layer", [1, 2])
def test_marks_touch_nothing_and_stand_beside_their_edges(diagram, layer):
    edges = diagram.edges_into(layer)
    changes = WeightChanges(edges, edges.weights + 0.1)
    assert len(changes.marks) == 6
    boxes = [(m.get_corner([-1, -1, 0]), m.get_corner([1, 1, 0])) for m in changes.marks]
    for mark, (low, high) in zip(changes.marks, boxes, strict=True):
        gaps = {}
        for edge in edges:
            start, end = edge.ends()
            along = start + (end - start) * np.linspace(0, 1, 300)[:, None]
            off = np.maximum(np.maximum(low - along, along - high), 0)
            gaps[edge.pair] = np.linalg.norm(off, axis=1).min()
        assert gaps[mark.pair] == min(gaps.values()) > 0
        for neuron in (*edges._source.neurons, *edges._target.neurons):
            center = neuron.disc.get_center()
            assert np.linalg.norm(np.clip(center, low, high) - center) > neuron.disc.width / 2
    for index, (low, high) in enumerate(boxes):
        for other_low, other_high in boxes[index + 1 :]:
            assert (low > other_high).any() or (other_low > high).any()


def test_ghosts_show_what_was_beside_what_is(diagram):
    edges = diagram.edges_into(2)
    before = {edge.pair: (edge.ends(), edge.get_stroke_width()) for edge in edges}
    changes = WeightChanges(edges, -W2)
    edges.set_weights(-W2)
    assert len(changes.ghosts) == 6
    for ghost, mark in zip(changes.ghosts, changes.marks, strict=True):
        ends, width = before[ghost.pair]
        assert ghost.get_stroke_width() == width
        assert ghost.get_stroke_opacity() < 0.5
        shift = ghost.ends()[0] - ends[0]
        assert np.allclose(ghost.ends()[1] - ends[1], shift)
        assert 0.02 < np.linalg.norm(shift) < 0.15
        assert shift @ (mark.get_center() - ends[0]) < 0
        assert (len(ghost.points) > 4) == (W2[ghost.pair] < 0)  # dashed as it was


def test_it_can_be_copied_and_moved(diagram, draw):
    changes = WeightChanges(diagram.edges_into(1), W1 + 0.1)
    lit = draw(changes)
    assert lit.any()
    copy = changes.copy().shift([0, 1, 0])
    assert (draw(changes) == lit).all()
    assert copy.get_y() == pytest.approx(changes.get_y() + 1)
    assert [mark.pair for mark in copy.marks] == [mark.pair for mark in changes.marks]


def test_weights_that_stay():
    edges = WeightedEdges([[0.5, -0.9]], NeuronLayer(2), NeuronLayer(1).shift([3, 0, 0]))
    changes = WeightChanges(edges, [[0.5, -0.9]])
    assert len(changes.marks) == len(changes.ghosts) == len(changes) == 0


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"edges": 1}, TypeError, "^edges must be WeightedEdges, got 1"),
        ({"new_weights": [[1]]}, ValueError, r"^new_weights must be a matrix of shape \(3, 2\)"),
        ({"new_weights": np.full((3, 2), np.nan)}, ValueError, "^new_weights must be finite"),
        ({"avoid": [1]}, TypeError, r"^avoid\[0\] must be a Mobject, got 1"),
    ],
)
def test_wrong_changes(diagram, arguments, error, message):
    defaults = {"edges": diagram.edges_into(1), "new_weights": W1 + 0.1}
    with pytest.raises(error, match=message):
        WeightChanges(**{**defaults, **arguments})
