import manim
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import Circle, Dot, Line, ManimColor, Square, Star, Text, VGroup
from manim.constants import CapStyleType, LineJointType

from netviz import FlowWave, NeuronLayer, WeightedEdges
from netviz.camera import Camera, MovingCamera, SelfPainted
from netviz.render.rectangles import Rectangle
from netviz.render.repainter import Repainter, can_repaint, pass_over

SIZE = {"pixel_width": 320, "pixel_height": 180}


def shapes():
    """Thin and thick, open and closed, filled, unseen, pointed, of several colours."""
    return [
        Square(7.9, fill_color="#204060", fill_opacity=0.4, stroke_width=1),
        Line([-6, -0.3, 0], [6, 0.35, 0], stroke_width=2.3),
        Line([-7, 1.7, 0], [7, 1.2, 0], stroke_width=7, stroke_opacity=0.5),
        Star(outer_radius=1.4, color="#F2A035", stroke_width=6),
        Circle(1.1, fill_opacity=0.3).set_fill(["#FF0000", "#00FF00"]).shift([2, 1, 0]),
        Square(1.3, joint_type=LineJointType.ROUND, stroke_width=12).shift([-3, -1, 0]),
        Line([3, -3, 0], [5, -2, 0], stroke_width=14, cap_style=CapStyleType.ROUND),
        Dot([-4, 2, 0], radius=0.4, fill_opacity=0.0),
        Circle(0.8, color="#35D6F2", stroke_width=3).shift([-1, -2, 0]).set_z_index(1),
    ]


steps = st.lists(
    st.tuples(
        st.sampled_from(["shift", "fade", "width", "color", "turn", "front", "take", "depth"]),
        st.integers(0, 8),
        st.floats(-1.5, 1.5),
    ),
    min_size=1,
    max_size=8,
)


def change(shown, everything, kind, index, amount):
    mobject = everything[index]
    if kind == "shift":
        mobject.shift([amount, amount / 3, 0])
    elif kind == "fade":
        mobject.set_opacity(abs(amount) / 1.5)
    elif kind == "width":
        mobject.set_stroke(width=abs(amount) * 5)
    elif kind == "color":
        mobject.set_color(ManimColor([0.5 + amount / 3, 0.3, 0.7]))
    elif kind == "turn":
        mobject.rotate(amount)
    elif kind == "depth":
        mobject.set_z_index(round(amount))
    else:
        if mobject in shown:
            shown.remove(mobject)
        if kind == "front":
            shown.append(mobject)


@settings(deadline=None, max_examples=60)
@given(steps, st.integers(0, 9))
def test_what_is_repainted_is_what_manim_draws_anew(steps, still):
    everything, ours, manims = shapes(), Camera(**SIZE), manim.Camera(**SIZE)
    painter, shown = Repainter(ours), list(everything)
    for kind, index, amount in [("shift", 0, 0.0), *steps]:
        change(shown, everything, kind, index, amount)
        manims.reset()  # and not a new one, as Manim 0.19's goes on with the last line ends
        manims.capture_mobjects(shown[:still])
        manims.capture_mobjects(shown[still:])
        before = ours.pixel_array.copy()
        unmoved = painter.items(ours.get_mobjects_to_display(shown[:still]))
        painter.draw(ours.get_mobjects_to_display(shown[still:]), unmoved)
        differences = np.abs(ours.pixel_array.astype(int) - manims.pixel_array)
        assert (differences <= strokes_and_fills([*unmoved, *painter._moving])).all()
        unchanged = np.ones(before.shape[:2], dtype=bool)
        for left, top, right, bottom in painter.take_changed():
            unchanged[top:bottom, left:right] = False
        assert np.array_equal(ours.pixel_array[unchanged], before[unchanged])


def strokes_and_fills(items):
    """How many of them may lie on each pixel, (height, width, 1)."""
    count = np.zeros((SIZE["pixel_height"], SIZE["pixel_width"], 1), dtype=int)
    for item in items:
        left, top, right, bottom = item.box
        count[top:bottom, left:right] += sum(
            part is not None for part in (item.behind, item.fill, item.over)
        )
    return count


def test_a_picture_drawn_as_a_whole_is_manim_s_to_the_bit():
    everything, ours, manims = shapes(), Camera(**SIZE), manim.Camera(**SIZE)
    painter = Repainter(ours)
    for _ in range(3):
        painter.forget()
        painter.draw(ours.get_mobjects_to_display(everything))
        manims.reset()
        manims.capture_mobjects(everything)
        assert np.array_equal(ours.pixel_array, manims.pixel_array)
        change(everything, everything, "shift", 1, 0.7)


def test_lines_end_as_manim_s_own_context_left_them():
    plain, wide = Line(stroke_width=30), Line([0, -2, 0], [3, -2, 0], stroke_width=30)
    wide.cap_style = CapStyleType.ROUND
    ours, manims = Camera(**SIZE), manim.Camera(**SIZE)
    painter = Repainter(ours)
    for step in range(3):
        if step == 1:  # seen, not drawn, as in a skipped play
            pass_over(ours, [plain, wide])
        else:
            painter.draw([plain, wide])
        manims.reset()
        manims.capture_mobjects([plain, wide])
        assert step == 1 or np.array_equal(ours.pixel_array, manims.pixel_array)
        plain.shift([0, 0.2, 0])


def test_little_is_drawn_for_little():
    camera = Camera(**SIZE)
    painter = Repainter(camera)
    dot, rest = Dot(), shapes()
    painter.draw([*rest, dot])
    assert painter.take_changed() == [Rectangle(0, 0, 320, 180)]
    painter.draw([*rest, dot])
    painter.take_changed()  # Manim 0.19 goes on with the last line's ends
    painter.draw([*rest, dot])
    assert painter.take_changed() == []
    dot.shift([0.1, 0, 0])
    painter.draw([*rest, dot])
    (changed,) = painter.take_changed()
    assert changed.area < 150
    assert changed.meets(Rectangle(160, 90, 161, 91))


def test_a_still_mobject_stays_as_it_was():
    camera, dot = Camera(**SIZE), Dot(radius=1)
    painter = Repainter(camera)
    still = painter.items([dot])
    dot.set_color("#FF0000")
    painter.draw([Square()], still)
    dot.shift([1, 0, 0]).set_color("#00FF00")
    painter.draw([Star()], still)
    expected = manim.Camera(**SIZE)
    expected.capture_mobjects([Dot(radius=1), Star()])
    assert np.array_equal(camera.pixel_array, expected.pixel_array)


def test_what_was_drawn_last_is_the_ground_when_all_of_it_is_still(monkeypatch):
    camera, rest, drawn = Camera(**SIZE), shapes(), []
    painter = Repainter(camera)
    draw_item = painter._draw_item
    monkeypatch.setattr(painter, "_draw_item", lambda item: (drawn.append(item), draw_item(item)))
    expected = manim.Camera(**SIZE)
    for _ in range(2):
        painter.draw(rest)
        expected.reset()
        expected.capture_mobjects(rest)
    still = painter.items(rest)
    drawn.clear()
    dot = Dot()
    for _ in range(2):
        painter.draw([dot.shift([0.3, 0, 0])], still)
    assert {item.mobject for item in drawn} == {dot}
    expected.reset()
    expected.capture_mobjects([*rest, dot])
    assert np.abs(camera.pixel_array.astype(int) - expected.pixel_array).max() <= 1


@pytest.mark.parametrize(
    "disturb",
    [
        lambda camera: camera.reset(),
        lambda camera: camera.capture_mobjects([Square(3, fill_opacity=1)]),
        lambda camera: setattr(camera, "background_color", ManimColor("#800000")),
        lambda camera: camera.set_pixel_array(np.full_like(camera.pixel_array, 9)),
    ],
    ids=["reset", "drawn over", "another background", "set"],
)
def test_what_others_do_to_the_picture_is_seen(disturb):
    camera = Camera(**SIZE)
    painter = Repainter(camera)
    dot = Dot(radius=1)
    painter.draw([dot])
    disturb(camera)
    painter.draw([dot])
    expected = manim.Camera(**SIZE, background_color=camera.background_color)
    expected.capture_mobjects([dot])
    assert np.array_equal(camera.pixel_array, expected.pixel_array)


def test_a_camera_that_moves_sees_all_anew_and_when_it_rests_what_moves():
    ours, everything = MovingCamera(**SIZE), shapes()
    painter = Repainter(ours)
    for scale, shift, turn in [(1, 0, 0), (0.5, 1.3, 0), (1, 0, 0.4), (1, 0, -0.7), (3, -9, 0)]:
        ours.frame.scale(scale).shift([shift, shift / 2, 0])
        everything[5].rotate(turn)
        if not turn:
            still = painter.items(everything[:4])
        painter.draw(everything[4:], still)
        manims = manim.MovingCamera(**SIZE)
        manims.frame = ours.frame
        manims.capture_mobjects(everything[:4])
        manims.capture_mobjects(everything[4:])
        assert np.abs(ours.pixel_array.astype(int) - manims.pixel_array).max() <= 1
        changed = painter.take_changed()
        assert (changed == [Rectangle(0, 0, 320, 180)]) == (not turn)


def test_a_wave_among_others_is_painted_alike():
    left, right = NeuronLayer(3).shift([-2, 0, 0]), NeuronLayer(2).shift([2, 0.7, 0])
    edges = WeightedEdges([[0.5, -0.9, 0.2], [0.3, 0.8, -0.4]], left, right)
    wave = FlowWave(edges, values=[[0.5, -0.9, 0.2], [0.3, 0.8, -0.4]])
    scene = [edges, wave.mobject, left, right]
    ours, whole = Camera(**SIZE), Camera(**SIZE)
    painter = Repainter(ours)
    for alpha in np.linspace(0, 1, 12):
        wave.interpolate_mobject(alpha)
        painter.draw(ours.get_mobjects_to_display(scene))
        whole.reset()
        whole.capture_mobjects(scene)
        assert np.array_equal(ours.pixel_array, whole.pixel_array)


def test_one_that_does_not_say_how_it_looks_is_always_painted():
    class Blinking(SelfPainted):
        def __init__(self):
            super().__init__()
            self.set_points(Square().points)
            self.painted = 0

        def paint(self, context, line_width):
            self.painted += 1
            context.set_source_rgb(0, 0, self.painted / 3)
            context.paint()

    camera, blinking = Camera(**SIZE), Blinking()
    painter = Repainter(camera)
    for red in (85, 170, 255):
        painter.draw([blinking])
        assert camera.pixel_array[0, 0].tolist()[:3] == [red, 0, 0]


def test_points_that_are_no_numbers_are_not_drawn():
    camera, broken = Camera(**SIZE), Square(fill_opacity=1)
    painter = Repainter(camera)
    painter.draw([broken])
    broken.points[3] = np.nan
    painter.draw([broken])
    assert not camera.pixel_array[:, :, :3].any()


@pytest.mark.parametrize("family", [1, 2, 5])
def test_mobjects_are_listed_as_by_manim(family):
    parts = [Square(), Circle().set_z_index(2), Text("a"), VGroup(), Dot().set_z_index(-1)]
    groups = [VGroup(*parts), VGroup(parts[1], VGroup(parts[0]), parts[4])]
    shown = [*groups, *parts, *groups[0].get_family()][: 2 + family]
    assert Camera().get_mobjects_to_display(shown) == manim.Camera().get_mobjects_to_display(shown)


def test_what_can_be_repainted():
    assert can_repaint(Camera(**SIZE), [Square()])
    assert can_repaint(MovingCamera(**SIZE), [Square()])
    assert not can_repaint(manim.MovingCamera(**SIZE), [Square()])
    assert can_repaint(Camera(**SIZE), [Square(), manim.PMobject(), manim.ValueTracker()])
    assert not can_repaint(manim.ThreeDCamera(**SIZE))
    assert not can_repaint(Camera(**SIZE), [Square().color_using_background_image("wood.png")])


def test_an_image_and_a_point_cloud_are_painted_as_manim_paints_them():
    pixels = np.zeros((30, 50, 4), dtype=np.uint8)
    pixels[..., 0], pixels[..., 3] = np.arange(50) * 5, 90
    image = manim.ImageMobject(pixels).scale(2)
    cloud = manim.PointCloudDot(radius=1, density=20, stroke_width=3).shift([-2, 0, 0])
    tracker = manim.ValueTracker()
    for camera_class in (Camera, MovingCamera):
        everything = [Square(3, fill_opacity=0.5), image, tracker, cloud, *shapes()]
        ours = camera_class(**SIZE)
        manims = (manim.MovingCamera if camera_class is MovingCamera else manim.Camera)(**SIZE)
        painter = Repainter(ours)
        for index, moved in [(1, 0.4), (3, 0.7), (1, 30), (5, 0.4), (1, -30), (3, 9), (2, 1)]:
            before, _ = ours.pixel_array.copy(), everything[index].shift([moved, 0.2, 0])
            image.set_opacity(0.3 + moved / 100)
            painter.draw(ours.get_mobjects_to_display(everything))
            manims.reset()
            manims.capture_mobjects(everything)
            assert np.abs(ours.pixel_array.astype(int) - manims.pixel_array).max() <= 2
            unchanged = np.ones(before.shape[:2], dtype=bool)
            for left, top, right, bottom in painter.take_changed():
                unchanged[top:bottom, left:right] = False
            assert np.array_equal(ours.pixel_array[unchanged], before[unchanged])


def test_what_somebody_else_has_drawn_may_have_changed_anywhere():
    camera = Camera(**SIZE)
    painter = Repainter(camera)
    painter.draw([Square()])
    assert painter.take_changed() == [Rectangle(0, 0, 320, 180)]
    painter.draw([Square()])
    camera.capture_mobjects([Circle()])
    assert painter.take_changed() is None
    painter.draw([Square()])
    assert painter.take_changed() == [Rectangle(0, 0, 320, 180)]
