from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import RIGHT, Create, Dot, FadeOut

from netviz import NetworkDiagram, NeuronLayer, Theme, WeightedEdges, use_theme
from netviz.layout import Box

THEME = Theme()
W = [[0.5, -0.9], [0.0, 0.1], [-0.25, 1.0]]


def edges(weights=W, full=None, **layers) -> WeightedEdges:
    n_out, n_in = np.shape(weights)
    source = NeuronLayer(n_in, **layers).shift([-2, 0, 0])
    target = NeuronLayer(n_out, **layers).shift([2, 0, 0])
    return WeightedEdges(weights, source, target, full)


def looks(edge) -> tuple[float, float, str]:
    width, opacity = edge.get_stroke_width(), edge.get_stroke_opacity()
    return float(width), round(float(opacity), 6), edge.get_stroke_color().to_hex()


def strokes(edge) -> int:
    """Of how many separate strokes an edge is drawn."""
    return len(edge.get_subpaths())


def test_each_weight_has_its_edge():
    shown = edges()
    assert len(shown) == 6
    assert set(shown.pairs) == {(j, k) for j in range(3) for k in range(2)}
    for j, k in shown.pairs:
        edge = shown.edge(j, k)
        assert (edge.pair, edge.weight) == ((j, k), W[j][k])
    source_y, target_y = NeuronLayer(2).heights(), NeuronLayer(3).heights()
    start, end = shown.edge(2, 0).ends()
    assert start[1] < source_y[0]
    assert end[1] > target_y[2]
    assert start[0] < end[0]


def test_edges_go_from_rim_to_rim():
    for edge in edges():
        start, end = edge.ends()
        for point, x in ((start, -2), (end, 2)):
            ys = (NeuronLayer(2) if x < 0 else NeuronLayer(3)).heights()
            away = min(np.hypot(point[0] - x, point[1] - y) for y in ys)
            assert away == pytest.approx(0.36)


def test_width_and_opacity_follow_the_size_of_a_weight():
    shown = edges()
    by_size = sorted(shown, key=lambda edge: abs(edge.weight))
    widths, opacities, _ = zip(*map(looks, by_size), strict=True)
    assert all(np.diff(widths) > 0)
    assert all(np.diff(opacities) > 0)
    assert (widths[0], opacities[0]) == (THEME.edge_width_min, THEME.edge_opacity_min)
    assert (widths[-1], opacities[-1]) == (THEME.edge_width_max, THEME.edge_opacity_max)
    half = looks(shown.edge(0, 0))
    assert half[0] == pytest.approx((THEME.edge_width_min + THEME.edge_width_max) / 2)


def test_hue_and_dashes_follow_its_sign():
    for edge in edges():
        negative = edge.weight < 0
        assert looks(edge)[2] == (THEME.negative if negative else THEME.positive)
        assert (strokes(edge) > 5) == negative
        assert strokes(edge) == 1 or negative


def test_dashes_leave_gaps_in_the_picture(draw):
    layers = NeuronLayer(1).shift([-3, 0, 0]), NeuronLayer(1).shift([3, 0, 0])
    shares = []
    for weight in (1.0, -1.0):
        (edge,) = WeightedEdges([[weight]], *layers)
        (left, _, _), (right, _, _) = edge.ends()
        row = draw(edge)[239:241].any(axis=0)
        shares.append(row[int(426.5 + 60 * left) : int(426.5 + 60 * right)].mean())
    assert shares[0] > 0.98
    assert 0.4 < shares[1] < 0.9


def test_weights_of_zero_are_drawn_at_the_minimum(draw):
    shown = edges(np.zeros((3, 2)))
    least = (THEME.edge_width_min, THEME.edge_opacity_min, THEME.positive)
    assert [looks(edge) for edge in shown] == [least] * 6
    assert all(draw(edge).any() for edge in shown)
    # Neither is a negative zero dashed.
    assert [looks(edge) for edge in edges(-np.zeros((3, 2)))] == [least] * 6


def test_widths_are_relative_to_full():
    assert looks(edges(full=2.0).edge(2, 1)) == looks(edges(np.array(W) / 2, full=1.0).edge(2, 1))
    assert looks(edges(full=2.0).edge(2, 1))[0] < looks(edges().edge(2, 1))[0]
    assert looks(edges(full=0.5).edge(2, 1)) == looks(edges(full=1.0).edge(2, 1))  # not wider


def test_the_theme_gives_hues_and_widths():
    with use_theme(Theme(positive="#00FF00", negative="#FF0000", edge_width_max=9)):
        shown = edges()
    assert looks(shown.edge(2, 1))[::2] == (9, "#00FF00")
    assert looks(shown.edge(0, 1))[2] == "#FF0000"


def test_edges_of_hidden_neurons_are_not_drawn():
    rng = np.random.default_rng(1)
    weights = rng.normal(size=(9, 20))
    shown = edges(weights, most_shown=5)
    assert len(shown) == 16
    assert shown.edge(8, 19).weight == weights[8, 19]
    with pytest.raises(ValueError, match=r"^\(j, k\) must be an edge drawn, .* got \(4, 0\)$"):
        shown.edge(4, 0)
    # The largest weight is that of all, not only of those that are shown.
    assert shown.full == np.abs(weights).max()


def test_edges_by_neuron():
    shown = edges()
    assert [edge.pair for edge in shown.into(1)] == [(1, 0), (1, 1)]
    assert [edge.pair for edge in shown.out_of(1)] == [(0, 1), (1, 1), (2, 1)]


def test_the_strongest():
    shown = edges()
    assert shown.strongest(3) == ((2, 1), (0, 1), (0, 0))
    assert shown.strongest(99) == tuple(sorted(shown.pairs, key=lambda p: -abs(W[p[0]][p[1]])))
    assert shown.strongest(1, values=[[0, 0], [0, -7], [1, 0]]) == ((1, 1),)
    assert shown.strongest(0) == ()


def test_edges_follow_when_they_are_moved_and_when_neurons_are():
    shown = edges()
    start, end = shown.edge(0, 0).ends()
    way = np.array([1.0, 2.0, 0.0])
    shown.shift(way)
    assert np.allclose(shown.edge(0, 0).ends(), [start + way, end + way])

    source, target = NeuronLayer(2).shift([-2, 0, 0]), NeuronLayer(3).shift([2, 0, 0])
    shown = WeightedEdges(W, source, target)
    before = [looks(edge) for edge in shown]
    target.shift(RIGHT)
    shown.reconnect()
    for edge in shown:
        j, _ = edge.pair
        reached = edge.ends()[1] - target.neuron(j).disc.get_center()
        assert np.linalg.norm(reached) == pytest.approx(0.36)
    assert [looks(edge) for edge in shown] == before


def test_an_edge_can_take_another_weight():
    edge = edges().edge(0, 0)
    ends = edge.ends()
    edge.set_weight(-1.0, 1.0)
    assert looks(edge) == (THEME.edge_width_max, THEME.edge_opacity_max, THEME.negative)
    assert strokes(edge) > 5
    assert np.allclose(edge.ends(), ends)
    assert edge.weight == -1.0
    with pytest.raises(ValueError, match=r"^weight must be finite, got nan$"):
        edge.set_weight(float("nan"), 1.0)
    assert edge.weight == -1.0


def test_an_edge_can_be_dimmed_and_comes_back():
    edge = edges().edge(0, 1)
    before = looks(edge)
    assert looks(edge.set_brightness(0.2))[1] == pytest.approx(before[1] * 0.2)
    assert looks(edge.set_brightness(1.0)) == before


def test_edges_can_be_created_and_faded(record):
    shown = edges()
    before = [looks(edge) for edge in shown]

    def story(scene):
        scene.play(*map(Create, shown), run_time=0.5)
        scene.wait(0.1)
        scene.play(FadeOut(shown), run_time=0.3)

    lit = [int(frame.sum()) for frame in record(story).frames]
    assert lit[0] < lit[2] < lit[5]
    assert lit[-1] < lit[5]
    assert [looks(edge)[1:] for edge in shown] == [look[1:] for look in before]


def test_labels_say_the_weight_in_its_colour(draw):
    shown = edges()
    labels = shown.weight_labels([(2, 1), (0, 1)])
    assert [label.pair for label in labels] == [(2, 1), (0, 1)]
    assert [label.string for label in labels] == ["1.00", "−0.90"]
    assert [label.string for label in shown.weight_labels([(0, 1)], decimals=1)] == ["−0.9"]
    assert labels[0][0].get_fill_color().to_hex() == THEME.positive
    assert labels[1][0].get_fill_color().to_hex() == THEME.negative
    assert draw(labels).any()
    assert len(shown.weight_labels([(2, 1), (2, 1)])) == 1


def test_labels_that_have_no_place():
    source = NeuronLayer(5, radius=0.2).shift([-0.5, 0, 0])
    target = NeuronLayer(5, radius=0.2).shift([0.5, 0, 0])
    crowded = WeightedEdges(np.full((5, 5), 0.1), source, target)
    with pytest.raises(ValueError, match=r"^pairs must leave room for every label; there is none"):
        crowded.weight_labels(crowded.pairs)
    assert len(crowded.strongest_labels(25)) < 25


def rectangle(mobject) -> np.ndarray:
    """Left, bottom, right and top of what a mobject draws."""
    points = np.vstack([member.points for member in mobject.family_members_with_points()])
    return np.array([*points.min(axis=0)[:2], *points.max(axis=0)[:2]])


def apart(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((one[:2] > other[2:]).any() or (other[:2] > one[2:]).any())


def nearest(box: np.ndarray, point: np.ndarray) -> float:
    """Distance of a point from a rectangle."""
    return float(np.hypot(*(point[:2] - np.clip(point[:2], box[:2], box[2:]))))


def along(edge) -> np.ndarray:
    """Many points of an edge."""
    start, end = edge.ends()
    return start + (end - start) * np.linspace(0, 1, 200)[:, None]


def assert_apart(labels, diagram) -> list[np.ndarray]:
    """Labels touch neither each other nor a neuron nor a layer's name; each is by its edge."""
    boxes = [rectangle(label) for label in labels]
    for one, other in combinations(boxes, 2):
        assert apart(one, other)
    for label, box in zip(labels, boxes, strict=True):
        for layer in diagram.layers:
            assert apart(box, rectangle(layer.label))
            for neuron in layer.neurons:
                away = nearest(box, neuron.disc.get_center())
                assert away > neuron.disc.width / 2
        own = diagram.edges_into(1).edge(*label.pair)
        assert 0 < min(nearest(box, point) for point in along(own)) < 0.3
    return boxes


@given(
    sizes=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    seed=st.integers(0, 2**32 - 1),
    zeros=st.floats(0, 1),
    width=st.sampled_from([4.5, 6.0, 9.8]),
    count=st.integers(1, 25),
)
@settings(max_examples=25, deadline=None)
def test_labels_collide_neither_with_each_other_nor_with_neurons(sizes, seed, zeros, width, count):
    rng = np.random.default_rng(seed)
    weights = rng.normal(size=sizes[::-1]).round(int(rng.integers(0, 3)))
    weights[rng.random(weights.shape) < zeros] = 0.0
    diagram = NetworkDiagram([weights], box=Box(-width / 2, -1.9, width / 2, 1.9))
    shown = diagram.edges_into(1)

    strongest = shown.strongest_labels(count)
    assert 1 <= len(strongest) <= count
    for label, box in zip(strongest, assert_apart(strongest, diagram), strict=True):
        others = [edge for edge in shown if edge.pair != label.pair]
        assert all(nearest(box, point) > 0 for edge in others for point in along(edge))

    into = shown.into(int(rng.integers(sizes[1])))
    labels = shown.weight_labels([edge.pair for edge in into], clear_of=into)
    assert len(labels) == sizes[0]
    assert_apart(labels, diagram)


@pytest.mark.parametrize(
    ("weights", "error", "message"),
    [
        ([[0.5]], ValueError, r"^weights must be .* \(3, 2\), got shape \(1, 1\)$"),
        (
            np.zeros((2, 3)),
            ValueError,
            r"^weights must .*, got shape \(2, 3\): transposed\?$",
        ),
        ([0.5, 0.1], ValueError, r"^weights must be a matrix of shape \(3, 2\)"),
        ([[1, 2], [3, 4], [5]], ValueError, "^weights must be a matrix, not ragged"),
        ([], ValueError, "^weights must not be empty"),
        (np.full((3, 2), np.nan), ValueError, r"^weights must be finite, got nan at \[0, 0\]$"),
        (np.full((3, 2), -np.inf), ValueError, "^weights must be finite, got -inf"),
        (np.full((3, 2), 1j), TypeError, "^weights must hold real numbers only"),
        ([["a", "b"]] * 3, TypeError, "^weights must hold real numbers only"),
        (None, TypeError, "^weights must hold real numbers only, got None"),
    ],
)
def test_wrong_weights(weights, error, message):
    with pytest.raises(error, match=message):
        WeightedEdges(weights, NeuronLayer(2), NeuronLayer(3).shift([3, 0, 0]))


@pytest.mark.parametrize(
    ("full", "error"), [(0, ValueError), (-1.0, ValueError), (np.nan, ValueError), ("1", TypeError)]
)
def test_wrong_full(full, error):
    with pytest.raises(error, match=r"^full must be "):
        edges(full=full)


@pytest.mark.parametrize("name", ["source", "target"])
def test_what_is_no_layer(name):
    layers = {"source": NeuronLayer(2), "target": NeuronLayer(3), name: [0.5, 0.1]}
    with pytest.raises(TypeError, match=rf"^{name} must be a NeuronLayer, got \[0.5, 0.1\]"):
        WeightedEdges(W, **layers)


def test_layers_that_stand_in_one_place():
    with pytest.raises(ValueError, match=r"^start and end must be further apart than the gaps"):
        WeightedEdges([[0.5]], NeuronLayer(1), NeuronLayer(1))


@pytest.mark.parametrize(
    ("pairs", "error", "message"),
    [
        ([(9, 0)], ValueError, r"^\(j, k\) must be an edge drawn, from one of \[0, 1\] to one of"),
        ([(0, 0, 0)], ValueError, r"^pairs must hold \(j, k\) of edges, got \(0, 0, 0\)"),
        ([], ValueError, "^pairs must name at least one edge, got none$"),
        ([(0.0, 1)], TypeError, "^pairs must be an int, got 0.0"),
        ((0, 1), TypeError, "^pairs must be a sequence, got 0"),
        ("01", TypeError, "^pairs must be a sequence, got '01'"),
    ],
)
def test_wrong_pairs(pairs, error, message):
    with pytest.raises(error, match=message):
        edges().weight_labels(pairs)


@pytest.mark.parametrize(("count", "error"), [(-1, ValueError), (2.0, TypeError)])
def test_wrong_counts(count, error):
    for call in (edges().strongest, edges().strongest_labels):
        with pytest.raises(error, match=r"^count must be "):
            call(count)


def test_values_of_another_shape():
    for call in (edges().strongest, edges().strongest_labels):
        with pytest.raises(ValueError, match=r"^values must be a matrix of shape \(3, 2\), got"):
            call(1, values=[[1.0, 2.0]])


def test_updaters_are_called_wherever_they_are():
    shown, called, dot = edges([[0.5, -0.9]]), [], Dot()
    shown.edge(0, 1).add(dot)
    for each in (shown, shown.edge(0, 0), shown.edge(0, 1), dot):
        each.add_updater(lambda mobject, dt: called.append((mobject, dt)))
    called.clear()
    shown.update(0.5)
    assert called == [(shown, 0.5), (shown.edge(0, 0), 0.5), (shown.edge(0, 1), 0.5), (dot, 0.5)]
    called.clear()
    shown.update(0.5, recursive=False)
    shown.edge(0, 0).suspend_updating()
    assert called == [(shown, 0.5)]
    shown.update(0.5)
    assert [mobject for mobject, _ in called[1:]] == [shown, shown.edge(0, 1), dot]


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_scaled_edges_stay_so_whatever_they_take_on(factor):
    plain, scaled = edges(), edges().scale(factor)
    for one, other in zip(plain, scaled, strict=True):
        assert other.get_stroke_width() == pytest.approx(factor * one.get_stroke_width())
        assert other.stroke_scale == pytest.approx(factor)
    for shown in (plain, scaled):
        shown.set_weights(np.array(W) / 2)
    for one, other in zip(plain, scaled, strict=True):
        assert other.get_stroke_width() == pytest.approx(factor * one.get_stroke_width())
    kept = edges().scale(factor, scale_stroke=False)
    assert [e.get_stroke_width() for e in kept] == [e.get_stroke_width() for e in edges()]
