"""Numbers beside all edges of a layer: gradients, and anything else with a `pair`."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import UR, VGroup

from netviz import NetworkDiagram, NeuronNotes, Theme
from netviz.layout import Box, lengths_inside, place_all_beside, place_beside
from netviz.mobjects.plate import Plate

THEME = Theme()
SIZES = [(2, 3, 2), (3, 4, 2), (2, 2, 1)]


def diagram_of(sizes, seed=0, **options) -> NetworkDiagram:
    rng = np.random.default_rng(seed)
    return NetworkDiagram([rng.normal(size=(n, m)) for m, n in pairwise(sizes)], **options)


def box(mobject) -> np.ndarray:
    return np.array([*mobject.get_corner([-1, -1, 0])[:2], *mobject.get_corner([1, 1, 0])[:2]])


def gap(one: np.ndarray, other: np.ndarray) -> float:
    """Distance between two rectangles; 0 where they meet."""
    return float(np.hypot(*np.maximum(0, np.maximum(one[:2] - other[2:], other[:2] - one[2:]))))


def gap_to_edge(label: np.ndarray, edge) -> float:
    start, end = edge.ends()
    along = (start + (end - start) * np.linspace(0, 1, 400)[:, None])[:, :2]
    off = np.maximum(np.maximum(label[:2] - along, along - label[2:]), 0)
    return float(np.linalg.norm(off, axis=1).min())


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("most_spacing", [1.15, 1.3])
@pytest.mark.parametrize("scale", [1.0, 0.6])
def test_all_gradients_have_room(sizes, most_spacing, scale):
    diagram = diagram_of(sizes, most_spacing=most_spacing).scale(scale).shift([0.5, -0.2, 0])
    labels = []
    for layer in range(1, len(sizes)):
        edges = diagram.edges_into(layer)
        own = edges.value_labels(edges.weights / 3, THEME.gradient)
        assert [label.pair for label in own] == list(edges.pairs)
        assert {label[0].get_fill_color().to_hex() for label in own} == {THEME.gradient}
        assert all(len(label.string) == len("+0.093") for label in own)
        for label in own:
            assert 0 < gap_to_edge(box(label), edges.edge(*label.pair)) < 0.2 * scale
        labels += own
    boxes = [box(label) for label in labels]
    assert min(gap(one, other) for one, other in combinations(boxes, 2)) > 0.09 * scale
    for layer in diagram.layers:
        for neuron in layer.neurons:
            assert min(gap(box(neuron.disc), label) for label in boxes) > 0.04 * scale


@pytest.mark.parametrize("sizes", [(2, 3, 2), (2, 2, 1)], ids=str)
@pytest.mark.parametrize("most_spacing", [1.15, 1.3])
def test_in_small_networks_no_label_is_on_an_edge_or_nearer_to_another(sizes, most_spacing):
    diagram = diagram_of(sizes, most_spacing=most_spacing)
    for layer in range(1, len(sizes)):
        edges = diagram.edges_into(layer)
        for label in edges.value_labels(edges.weights, THEME.gradient):
            gaps = {edge.pair: gap_to_edge(box(label), edge) for edge in edges}
            assert min(gaps, key=gaps.get) == label.pair
            others = [distance for pair, distance in gaps.items() if pair != label.pair]
            assert min(others, default=1) > 0.1
            assert not label[0].get_stroke_width(background=True)


def test_labels_on_an_edge_have_a_dark_rim():
    edges = diagram_of((4, 4)).edges_into(1)
    labels = edges.value_labels(edges.weights, THEME.gradient)
    rims = set()
    for label in labels:
        others = [edge for edge in edges if edge.pair != label.pair]
        on_edge = min(gap_to_edge(box(label), edge) for edge in others) == 0
        rims.add((on_edge, label[0].get_stroke_width(background=True) > 0))
    assert rims == {(True, True), (False, False)}


def test_labels_make_room_for_notes():
    diagram = diagram_of((2, 3, 2))
    notes = NeuronNotes(diagram.layers[1], [0.2, -0.25, 0.19], UR, decimals=3, sign=True)
    touched = 0
    for layer in (1, 2):
        edges = diagram.edges_into(layer)
        for avoid in ((), [notes]):
            labels = edges.value_labels(edges.weights, THEME.gradient, avoid=avoid)
            gaps = [gap(box(label), box(note)) for label in labels for note in notes]
            touched += min(gaps) == 0
            assert not avoid or min(gaps) > 0.08
    assert touched


def test_some_edges_and_more_decimals():
    edges = diagram_of((2, 3)).edges_into(1)
    values = np.arange(6.0).reshape(3, 2) / -10
    labels = edges.value_labels(values, "#FFFFFF", decimals=1, pairs=[(2, 1), (0, 0)])
    assert [(label.pair, label.string) for label in labels] == [((2, 1), "−0.5"), ((0, 0), "0.0")]


def test_new_weights_change_the_look_of_the_edges():
    edges = diagram_of((2, 3)).edges_into(1)
    new = -edges.weights
    assert edges.set_weights(new) is edges
    assert (edges.weights == new).all()
    for edge in edges:
        assert edge.weight == new[edge.pair]
        hue = THEME.negative if edge.weight < 0 else THEME.positive
        assert edge.get_stroke_color().to_hex() == hue
    with pytest.raises(ValueError, match=r"^weights must be a matrix of shape \(3, 2\), got shape"):
        edges.set_weights([[1.0]])
    assert (edges.weights == new).all()


@given(seed=st.integers(0, 10**6), m=st.integers(1, 4), n=st.integers(1, 4))
@settings(max_examples=20, deadline=None)
def test_labels_of_any_weights_are_apart(seed, m, n):
    width = float(np.random.default_rng(seed).uniform(6, 10))
    edges = diagram_of((m, n), seed, box=Box(-width / 2, -1.9, width / 2, 1.9)).edges_into(1)
    boxes = [box(label) for label in edges.value_labels(edges.weights, "#FFFFFF")]
    assert all(gap(one, other) > 0.09 for one, other in combinations(boxes, 2))


def test_no_room():
    edges = diagram_of((4, 4), box=Box(-1.5, -1.9, 1.5, 1.9)).edges_into(1)
    with pytest.raises(ValueError, match=r"^pairs must leave room for every label; there is none"):
        edges.value_labels(edges.weights, "#FFFFFF")


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"values": [[1.0]]}, ValueError, r"^values must be a matrix of shape \(3, 2\), got"),
        ({"values": np.full((3, 2), np.nan)}, ValueError, "^values must be finite, got nan"),
        ({"pairs": [(9, 9)]}, ValueError, r"^\(j, k\) must be an edge drawn"),
        ({"decimals": -1}, ValueError, "^decimals must be at least 0, got -1"),
        ({"avoid": ["x"]}, TypeError, r"^avoid\[0\] must be a Mobject, got 'x'"),
    ],
)
def test_wrong_labels(arguments, error, message):
    edges = diagram_of((2, 3)).edges_into(1)
    with pytest.raises(error, match=message):
        edges.value_labels(**{"values": np.ones((3, 2)), "color": "#FFFFFF", **arguments})


def level(y: float, length: float = 4.0) -> tuple[np.ndarray, np.ndarray]:
    return np.array([0.0, y, 0.0]), np.array([length, y, 0.0])


def test_a_label_is_rather_on_another_edge_than_beyond_it():
    above = level(0.04)  # nearer to a label there than its own edge
    steep = np.array([2.0, -2.0, 0.0]), np.array([2.0, 2.0, 0.0])
    place = place_beside(level(0), (0.4, 0.2), [above, steep], taken=[])
    assert place.top < 0
    assert lengths_inside(place, [steep]) == 0
    below = Box(-1, -1, 5, -0.02)
    place = place_beside(level(0), (0.4, 0.2), [level(0.1)], taken=[below])
    assert lengths_inside(place, [level(0.1)]) > 0


def test_a_label_gives_way_to_one_that_has_nowhere_else_to_go():
    walls = [Box(-1, 0.9, 5, 2), Box(2.6, -2, 5, 0.8), Box(-1, -2, 1.4, 0.8)]
    free, bound = level(0.85), level(-0.3)
    sizes = [(0.6, 0.2), (0.6, 0.2)]
    alone = place_beside(free, sizes[0], [], walls)
    both = place_all_beside([free, bound], sizes, [[], []], walls)
    assert alone is not None
    assert None not in both
    assert not both[0].overlaps(both[1], 0.1)


def test_labels_without_a_place_are_none():
    everything = Box(-9, -9, 9, 9)
    assert place_all_beside([level(0)], [(0.4, 0.2)], [[]], [everything]) == [None]
    one_place = [Box(-9, 0.0, 9, 9), Box(-9, -9, 1.7, -0.01), Box(2.3, -9, 9, -0.01)]
    crowded = place_all_beside([level(0), level(0)], [(0.4, 0.2)] * 2, [[], []], one_place)
    assert crowded.count(None) == 1


def test_labels_on_their_edges_are_addressed_by_them():
    edges = NetworkDiagram([[[0.5, -0.9], [0.1, 0.2]]]).edges_into(1)
    labels = edges.value_labels([[0.1, 0.2], [0.3, 0.4]], "#FF9B3D", beside=False)
    assert labels.label(1, 0).string == "+0.300"
    for label in labels:
        start, end = edges.edge(*label.pair).ends()
        along, off = end - start, label.get_center() - start
        assert abs(along[0] * off[1] - along[1] * off[0]) / np.linalg.norm(along) < 0.02
        plate, *digits = label
        assert isinstance(plate, Plate)
        assert plate.width > VGroup(*digits).width
    with pytest.raises(ValueError, match=r"\(j, k\) must be one of"):
        labels.label(5, 5)


def test_labels_stand_where_they_are_told_to():
    edges = NetworkDiagram([[[0.5, -0.9], [0.1, 0.2]]]).edges_into(1)
    (label,) = edges.weight_labels([(0, 1)], at=0.25)
    start, end = edges.edge(0, 1).ends()
    assert label.get_center() == pytest.approx(start + (end - start) * 0.25)
