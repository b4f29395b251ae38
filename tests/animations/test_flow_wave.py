import copy
import time

import manim
import numpy as np
import pytest
from manim import Create, FadeIn, MovingCameraScene, Scene, VGroup, tempconfig

from netviz import FlowWave, NeuronLayer, Phase, PhasedScene, Theme, WeightedEdges
from netviz.camera import Camera, MovingCamera

BOTH = pytest.mark.parametrize("camera_class", [manim.Camera, Camera], ids=["manim's", "netviz's"])
WIDTH, HEIGHT = 640, 360


def network(sources=2, targets=3, weights=None, **look):
    """Edges between two layers six units apart, with weights of 0.5 unless given."""
    look = {"show_values": False, "radius": 0.1, "height": 6, "most_spacing": 6, **look}
    left = NeuronLayer(sources, **look).shift([-3, 0, 0])
    right = NeuronLayer(targets, **look).shift([3, 0, 0])
    return WeightedEdges(
        np.full((targets, sources), 0.5) if weights is None else weights, left, right
    )


def draw(wave, alpha, camera_class, camera=None):
    """The light of the wave alone on black, (height, width) from 0 to 1."""
    if camera is None:
        camera = camera_class(pixel_width=WIDTH, pixel_height=HEIGHT, background_color="#000000")
    camera.reset()
    wave.interpolate(alpha)
    camera.capture_mobjects([wave.mobject])
    return camera.pixel_array[:, :, :3].max(axis=2) / 255


def exposed(wave, camera_class, steps=20):
    """All that the wave lights on its way, as on a long-exposed photograph."""
    wave.begin()
    return np.max([draw(wave, alpha, camera_class) for alpha in np.linspace(0, 1, steps)], axis=0)


def along(edge, picture, start=0.0, end=1.0, count=200):
    """The picture's brightness at points along an edge."""
    (x0, y0, _), (x1, y1, _) = edge.ends()
    shares = np.linspace(start, end, count)
    x, y = x0 + (x1 - x0) * shares, y0 + (y1 - y0) * shares
    scale = HEIGHT / 8
    return picture[(HEIGHT / 2 - y * scale).astype(int), (WIDTH / 2 + x * scale).astype(int)]


@BOTH
@pytest.mark.parametrize("reverse", [False, True])
def test_the_front_moves_with_the_flow(camera_class, reverse):
    wave = FlowWave(network(), reverse=reverse)
    wave.begin()
    fronts, centres = [], []
    for alpha in (0.15, 0.3, 0.45, 0.6):
        columns = draw(wave, alpha, camera_class).sum(axis=0)
        lit = np.flatnonzero(columns > 0.2)
        fronts.append(lit.min() if reverse else lit.max())
        centres.append(np.average(np.arange(WIDTH), weights=columns))
    step = -15 if reverse else 15
    assert all(np.diff(fronts) / step > 1)
    assert all(np.diff(centres) / step > 1)


@BOTH
@pytest.mark.parametrize("reverse", [False, True])
def test_it_is_dark_before_and_after(camera_class, reverse):
    wave = FlowWave(network(), reverse=reverse)
    wave.begin()
    assert draw(wave, 0, camera_class).max() < 0.03  # a corner of a wide stroke, at most
    assert draw(wave, 1, camera_class).max() < 0.03
    assert draw(wave, 0.5, camera_class).max() > 0.5


@BOTH
def test_brighter_edges_carry_more_and_zero_stays_dark(camera_class):
    edges = network(1, 5)
    values = [[0.3], [1.0], [0.0], [0.02], [0.1]]
    picture = exposed(FlowWave(edges, values), camera_class)
    light = [along(edges.edge(j, 0), picture, 0.5, 0.9).mean() for j in range(5)]
    assert np.argsort(light).tolist() == [2, 3, 4, 0, 1]
    assert all(np.diff(sorted(light)) > 0.05)
    assert along(edges.edge(2, 0), picture, 0.4, 1).max() == 0


@BOTH
def test_brightness_is_relative_to_full(camera_class):
    edges = network(1, 2)
    whole = exposed(FlowWave(edges, [[0.25], [1.0]]), camera_class)
    same = exposed(FlowWave(edges, [[1.0], [4.0]], full=4.0), camera_class)
    dimmer = exposed(FlowWave(edges, [[0.25], [1.0]], full=4.0), camera_class)
    assert np.array_equal(whole, same)
    for j in range(2):
        light = [along(edges.edge(j, 0), picture, 0.4, 0.8).mean() for picture in (whole, dimmer)]
        assert light[1] < 0.85 * light[0]


@BOTH
@pytest.mark.parametrize(("count", "dashes"), [(2, None), (90, 8)], ids=["a few", "a crowd"])
def test_on_a_negative_weight_light_travels_as_dashes(camera_class, count, dashes):
    edges = network(1, 2)
    if count > 2:  # the others, too dim to see, make it a crowd
        edges = network(count // 2, 2, most_shown=100)
    values = np.full(edges.weights.shape, 1e-5)
    values[0, 0], values[1, -1] = 1.0, -1.0
    values[0, 0] = -1.0  # what is carried makes no dashes, the weight does
    weights = np.ones(values.shape)
    weights[1, -1] = -1.0
    edges.set_weights(weights)
    whole, dashed = edges.edge(0, 0), edges.edge(1, values.shape[1] - 1)
    if dashes is None:
        dashes = 0.8 * len(dashed.get_subpaths())  # its own
    picture = exposed(FlowWave(edges, values), camera_class)
    assert along(whole, picture, 0.1, 0.9).min() > 0.5
    light = along(dashed, picture, 0.1, 0.9, 500)
    edges_of_dashes = np.diff((light > 0.6).astype(int))
    assert light.min() < 0.5  # a glow without gaps lies under the dashes
    assert light.max() > 0.5
    assert (edges_of_dashes == 1).sum() == pytest.approx(dashes, abs=2)


@BOTH
def test_a_dashed_pulse_lights_the_edges_own_dashes(camera_class):
    edges = network(1, 1, [[-0.5]])
    edge = edges.edge(0, 0)
    light = along(edge, exposed(FlowWave(edges), camera_class), 0.15, 0.85, 2000)
    start, end = edge.ends()
    shares = [
        abs(dash[[0, -1], 0] - start[0]) / abs(end - start)[0] for dash in edge.get_subpaths()
    ]
    places = np.linspace(0.15, 0.85, 2000)
    inside = np.any([(places > a + 0.004) & (places < b - 0.004) for a, b in shares], axis=0)
    outside = ~np.any([(places > a - 0.004) & (places < b + 0.004) for a, b in shares], axis=0)
    assert len(shares) > 10
    assert light[inside].min() > 0.6
    assert light[outside].max() < 0.45


@BOTH
def test_only_the_pairs_are_lit(camera_class):
    edges = network(1, 3)
    picture = exposed(FlowWave(edges, pairs=[(0, 0), (0, 0)]), camera_class)
    assert along(edges.edge(0, 0), picture, 0.3, 0.8).min() > 0.5
    for other in (1, 2):
        assert along(edges.edge(other, 0), picture, 0.3, 1).max() == 0


@BOTH
def test_nothing_carried_is_nothing_lit(camera_class):
    wave = FlowWave(network(), np.zeros((3, 2)))
    assert exposed(wave, camera_class, 3).max() == 0


@pytest.mark.parametrize("count", [3, 40], ids=["a few", "a crowd"])
def test_both_cameras_show_alike(count):
    weights = np.random.default_rng(3).normal(size=(3, count))
    wave = FlowWave(network(count, 3, weights, most_shown=100))
    wave.begin()
    for alpha in (0.3, 0.5, 0.7):
        ours, manims = (draw(wave, alpha, each) for each in (Camera, manim.Camera))
        blocks = [
            p.reshape(HEIGHT // 20, 20, WIDTH // 20, 20).mean(axis=(1, 3)) for p in (ours, manims)
        ]
        assert np.corrcoef(blocks[0].ravel(), blocks[1].ravel())[0, 1] > 0.97
        assert ours.sum() == pytest.approx(manims.sum(), rel=0.2)


def test_colours_are_the_themes_or_given():
    edges = network()
    for arguments, color in (
        ({}, Theme().activation),
        ({"reverse": True}, Theme().gradient),
        ({"color": "#FF0000"}, "#FF0000"),
    ):
        wave = FlowWave(edges, **arguments)
        wave.begin()
        for camera_class in (manim.Camera, Camera):
            camera = camera_class(pixel_width=WIDTH, pixel_height=HEIGHT)
            draw(wave, 0.5, camera_class, camera)
            light = camera.pixel_array[:, :, :3].reshape(-1, 3).astype(float).sum(axis=0)
            hues = [rgb - min(rgb) for rgb in (light, manim.ManimColor(color).to_rgb())]
            assert hues[0] / max(hues[0]) == pytest.approx(hues[1] / max(hues[1]), abs=0.1)


def test_a_moved_view_shows_the_same_place():
    """After panning and zooming, the picture is painted anew for what is seen."""
    wave = FlowWave(network())
    wave.begin()
    views = []
    for camera_class in (manim.MovingCamera, MovingCamera):
        camera = camera_class(pixel_width=WIDTH, pixel_height=HEIGHT)
        seen = [draw(wave, 0.5, camera_class, camera)]
        camera.frame.scale(0.4).shift([1.0, 0.7, 0])
        seen.append(draw(wave, 0.5, camera_class, camera))
        camera.frame.shift([40, 0, 0])
        seen.append(draw(wave, 0.5, camera_class, camera))
        views.append(seen)
    for manims, ours in zip(*views, strict=True):
        assert abs(ours - manims).mean() < 0.02
    assert views[1][1].sum() > 2 * views[1][0].sum()
    assert views[1][2].max() == 0


def test_what_was_drawn_before_does_not_matter():
    """Manim leaves the last mobject's path in Cairo's context."""
    wave = FlowWave(network())
    wave.begin()
    alone = draw(wave, 0.5, Camera)
    camera = Camera(pixel_width=WIDTH, pixel_height=HEIGHT)
    camera.capture_mobjects([manim.Square(12, stroke_width=2, color="#000000")])
    after = draw(wave, 0.5, Camera, camera)
    assert np.array_equal(alone, after)


def test_it_is_dark_until_it_begins():
    wave = FlowWave(network())
    for camera_class in (manim.Camera, Camera):
        camera = camera_class(pixel_width=WIDTH, pixel_height=HEIGHT)
        camera.capture_mobjects([wave.mobject])
        assert camera.pixel_array[:, :, :3].max() < 8


def test_a_painted_wave_can_be_copied():
    wave = FlowWave(network())
    wave.begin()
    light = draw(wave, 0.5, Camera)
    wave.mobject = copy.deepcopy(wave.mobject)
    assert np.array_equal(draw(wave, 0.5, Camera), light)


def one_wave(base, **arguments):
    """A scene of `base` with one wave; it keeps its frames in `frames`."""

    class OneWave(base):
        phases = (Phase("Wave", 1, "show"),)

        def construct(self):
            self.frames = []
            add_frame = self.renderer.add_frame

            def keep(frame, *count, **counts):
                self.frames.append(frame)
                add_frame(frame, *count, **counts)

            self.renderer.add_frame = keep
            if base is PhasedScene:
                super().construct()
            else:
                self.show()

        def show(self):
            self.edges = network().set_opacity(0)
            self.add(self.edges)
            self.before = list(self.mobjects)
            self.play(FlowWave(self.edges, run_time=1, **arguments))

    settings = {
        "pixel_width": WIDTH,
        "pixel_height": HEIGHT,
        "frame_rate": 15,
        "verbosity": "ERROR",
    }
    with tempconfig({**settings, "dry_run": True, "progress_bar": "none"}):
        scene = OneWave()
        scene.render()
    return scene


@pytest.mark.parametrize("base", [Scene, MovingCameraScene, PhasedScene])
def test_it_plays_in_any_scene_and_is_removed(base):
    scene = one_wave(base)
    assert isinstance(scene.renderer.camera, Camera) == (base is PhasedScene)
    assert len(scene.frames) == 15
    darkness = scene.frames[0][:, :, :3].astype(int)
    light = [
        (frame[:, :, :3].astype(int) - darkness).clip(0).sum(axis=(0, 2)) for frame in scene.frames
    ]
    centres = [np.average(np.arange(WIDTH), weights=columns) for columns in light[2:13]]
    assert all(np.diff(centres) > 0)
    assert scene.mobjects == scene.before


def test_it_plays_with_nothing_to_show():
    scene = one_wave(PhasedScene, values=np.zeros((3, 2)))
    assert len(scene.frames) == 15
    assert scene.mobjects == scene.before


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"values": [[1.0, 2.0]]}, ValueError, r"values must be a matrix of shape \(3, 2\)"),
        ({"values": np.zeros((2, 3))}, ValueError, r"values must be .* got shape \(2, 3\)"),
        ({"values": [1.0, 2.0]}, ValueError, "values must be a matrix"),
        ({"values": np.full((3, 2), np.nan)}, ValueError, "values must be finite, got nan"),
        ({"values": np.full((3, 2), np.inf)}, ValueError, "values must be finite, got inf"),
        ({"values": "abc"}, TypeError, "values must hold real numbers"),
        ({"values": [["1", "2"]] * 3}, TypeError, "values must hold real numbers"),
        ({"full": 0}, ValueError, "full must be greater than 0, got 0.0"),
        ({"full": -1.0}, ValueError, "full must be greater than 0, got -1.0"),
        ({"full": float("nan")}, ValueError, "full must be finite, got nan"),
        ({"full": "1"}, TypeError, "full must hold real numbers"),
        ({"pairs": []}, ValueError, "pairs must name at least one edge"),
        ({"pairs": [(0, 7)]}, ValueError, r"\(0, 7\)"),
        ({"pairs": [(0, 0, 0)]}, ValueError, r"pairs must hold \(j, k\)"),
        ({"pairs": (0, 0)}, TypeError, "pairs must be a sequence, got 0"),
        ({"pairs": [(0.0, 1.0)]}, TypeError, "pairs must be an int"),
        ({"pairs": "ab"}, TypeError, "pairs must be a sequence"),
    ],
)
def test_wrong_input_is_refused(arguments, error, message):
    with pytest.raises(error, match=message):
        FlowWave(network(), **arguments)


def test_only_weighted_edges_carry_a_wave():
    with pytest.raises(TypeError, match="edges must be WeightedEdges, got"):
        FlowWave(manim.VGroup())


@pytest.mark.slow
def test_cost_does_not_explode_with_the_edges():
    def cost(edges, camera_class):
        """CPU seconds of a frame (the median of some), and of getting the first one ready."""
        camera = camera_class(pixel_width=WIDTH, pixel_height=HEIGHT)
        clock = [time.process_time()]
        wave = FlowWave(edges)
        wave.begin()
        for alpha in (0.0, *np.linspace(0.3, 0.7, 7)):
            wave.interpolate(alpha)
            camera.capture_mobjects([wave.mobject])
            clock.append(time.process_time())
        ready, *frames = np.diff(clock)
        return np.median(frames), ready

    rng = np.random.default_rng(1)
    few = network(6, 6, rng.normal(size=(6, 6)), most_spacing=1)
    many = network(64, 64, rng.normal(size=(64, 64)), most_shown=100, radius=0.03)
    (ours, _), (ours_many, ready) = cost(few, Camera), cost(many, Camera)
    (manims, _), (manims_many, _) = cost(few, manim.Camera), cost(many, manim.Camera)
    # 114 times the edges cost 3 to 6 times as much with one camera, 19 to 31 with the other.
    assert ours_many < 12 * ours
    assert manims_many < 80 * manims
    assert ours_many < manims_many / 12
    assert ready < 5 * manims_many


def test_a_wave_along_edges_that_are_not_on_screen_is_refused(record):
    edges = network()
    with pytest.raises(ValueError, match=r"^edges must be on screen .*WeightedEdges\(2 → 3\)"):
        record(lambda scene: scene.play(FlowWave(edges), run_time=0.5))


@pytest.mark.parametrize("way", ["before", "alongside", "first", "one edge", "foreground"])
def test_a_wave_along_edges_that_come_with_it(record, way):
    edges = network()

    def story(scene):
        wave = FlowWave(edges)
        if way == "before":
            scene.add(VGroup(edges))
        elif way == "one edge":
            scene.add(edges[0])
        elif way == "foreground":
            scene.add_foreground_mobject(edges)
        if way == "alongside":
            scene.play(FadeIn(edges), wave, run_time=0.5)
        elif way == "first":
            scene.play(wave, Create(edges), run_time=0.5)
        else:
            scene.play(wave, run_time=0.5)

    assert len(record(story).frames) == 5


def test_a_scaled_wave_is_the_wave_scaled():
    plain, small = network(), network()
    small.scale(0.5, about_point=[0, 0, 0])
    widths = [
        [stroke.get_stroke_width() for stroke in FlowWave(edges).mobject]
        for edges in (plain, small)
    ]
    assert widths[1] == pytest.approx(np.array(widths[0]) / 2)
