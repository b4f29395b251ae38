"""What Manim's gallery and example scenes show, in our words and short: all that needs no LaTeX.

Each body is a plain scene, `SquareToCircle`, and a scene of phases, `PhasedSquareToCircle`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import (
    BLUE,
    DEGREES,
    DL,
    DOWN,
    GREEN,
    LEFT,
    ORANGE,
    ORIGIN,
    OUT,
    PI,
    PINK,
    RED,
    RIGHT,
    TAU,
    UP,
    UR,
    WHITE,
    YELLOW,
    Angle,
    ApplyPointwiseFunction,
    Arrow,
    Axes,
    BackgroundRectangle,
    Brace,
    Circle,
    Create,
    DashedLine,
    DecimalNumber,
    Difference,
    Dot,
    Ellipse,
    Exclusion,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    ImageMobject,
    Intersection,
    LaggedStart,
    Line,
    LineJointType,
    MoveAlongPath,
    MovingCameraScene,
    NumberPlane,
    Polygon,
    Rectangle,
    ReplacementTransform,
    Restore,
    Rotating,
    Scene,
    Sphere,
    SpiralIn,
    Square,
    Surface,
    SurroundingRectangle,
    Text,
    ThreeDAxes,
    ThreeDScene,
    Transform,
    Triangle,
    Uncreate,
    Underline,
    Union,
    UpdateFromFunc,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    ZoomedScene,
    always_redraw,
    linear,
    there_and_back,
)

from netviz import Phase, PhasedScene

GALLERY: list[str] = []
"""The names of the plain scenes."""


def example(seconds: float, *bases: type[Scene]) -> Callable[[Callable[[Any], None]], None]:
    """Make two scenes of a body: a plain one of these classes, and one of a phase so long."""

    def scenes(body: Callable[[Any], None]) -> None:
        name = "".join(word.title() for word in body.__name__.split("_"))
        place = {"__module__": __name__, "__doc__": body.__doc__}
        globals()[name] = type(name, bases or (Scene,), {"construct": body, **place})
        table = (Phase("All", seconds, "tell"),)
        phased = (PhasedScene, *bases)
        globals()[f"Phased{name}"] = type(
            f"Phased{name}", phased, {"tell": body, "phases": table, **place}
        )
        GALLERY.append(name)

    return scenes


# Basic concepts


@example(0.6)
def vector_arrow(self):
    """An arrow on a plane, with labels."""
    dot, arrow = Dot(), Arrow(ORIGIN, [2, 2, 0], buff=0)
    words = [Text("(0, 0)").next_to(dot, DOWN), Text("(2, 2)").next_to(arrow.get_end(), RIGHT)]
    self.add(NumberPlane(), dot, arrow, *words)
    self.wait(0.4)


@example(0.6)
def brace_annotation(self):
    """Braces along a slanted line and under it."""
    line = Line([-2, -1, 0], [2, 1, 0], color=ORANGE)
    beside = Brace(line, direction=line.copy().rotate(PI / 2).get_unit_vector())
    self.add(line, Dot(line.get_start()), Dot(line.get_end()), Brace(line), beside)
    self.wait(0.4)


@example(1.1)
def logo(self):
    """Overlapping shapes on another background."""
    self.camera.background_color = "#ece6e2"
    shapes = VGroup(
        Triangle(color="#e07a5f", fill_opacity=1).shift(RIGHT),
        Square(color="#525893", fill_opacity=1).shift(UP),
        Circle(color="#87c2a5", fill_opacity=1).shift(LEFT),
    ).move_to(ORIGIN)
    self.add(shapes)
    self.wait(0.2)
    self.camera.background_color = "#204060"
    self.play(shapes.animate.scale(0.5), run_time=0.6)


@example(0.9)
def gradient_image(self):
    """An image of an array, framed."""
    image = ImageMobject(np.uint8([[i for i in range(256)] for _ in range(256)])).scale(2)
    frame = Rectangle(GREEN, image.height, image.width, stroke_width=6)
    self.add(image, frame)
    self.play(image.animate.shift(0.5 * RIGHT), run_time=0.6)


@example(2.2)
def boolean_operations(self):
    """Sets of two ellipses, which shrink into a row."""
    a = Ellipse(width=4, height=5, fill_opacity=0.5, color=BLUE, stroke_width=10).move_to(LEFT)
    b = a.copy().set_color(RED).move_to(RIGHT)
    title = Text("Sets").next_to(a, UP)
    self.play(FadeIn(VGroup(title, Underline(title), a, b)), run_time=0.4)
    for index, operation in enumerate((Intersection, Union, Exclusion, Difference)):
        result = operation(a, b, color=GREEN, fill_opacity=0.5)
        at = [-5 + 3.3 * index, -3, 0]
        self.play(result.animate.scale(0.25).move_to(at), run_time=0.4)


# Animations


@example(3.1)
def point_on_shapes(self):
    """A point that follows a circle and goes round another point."""
    circle, dot = Circle(color=BLUE), Dot()
    self.add(dot, Line([3, 0, 0], [5, 0, 0]))
    self.play(GrowFromCenter(circle), run_time=0.6)
    self.play(Transform(dot, dot.copy().shift(RIGHT)), run_time=0.4)
    self.play(MoveAlongPath(dot, circle), run_time=0.8, rate_func=linear)
    self.play(Rotating(dot, about_point=[2, 0, 0]), run_time=0.8)
    self.wait(0.3)


@example(2.1)
def moving_around(self):
    """One thing after the other with a square."""
    square = Square(color=BLUE, fill_opacity=1)
    for change in (
        square.animate.shift(LEFT),
        square.animate.set_fill(ORANGE),
        square.animate.scale(0.3),
        square.animate.rotate(0.4),
    ):
        self.play(change, run_time=0.5)


@example(2.3)
def moving_angle(self):
    """An angle that follows a tracker."""
    theta, still, label = ValueTracker(110), Line(LEFT, RIGHT), Text("θ").shift(UP)

    def turned():
        return Line(LEFT, RIGHT).rotate(theta.get_value() * DEGREES, about_point=LEFT)

    line = turned()
    line.add_updater(lambda m: m.become(turned()))
    arc = Angle(still, line, radius=0.5)
    arc.add_updater(lambda m: m.become(Angle(still, line, radius=0.5)))
    self.add(still, line, arc, label)
    self.wait(0.2)
    self.play(theta.animate.set_value(40), run_time=0.6)
    self.play(theta.animate.increment_value(140), run_time=0.6)
    self.play(label.animate.set_color(RED), run_time=0.3)
    self.play(theta.animate.set_value(350), run_time=0.5)


@example(1.4)
def moving_dots(self):
    """Two trackers move two dots and the line between them."""
    a, b = Dot(LEFT, color=BLUE), Dot(RIGHT, color=GREEN)
    line = Line(LEFT, RIGHT, color=RED)
    x, y = ValueTracker(-1), ValueTracker(0)
    a.add_updater(lambda m: m.set_x(x.get_value()))
    b.add_updater(lambda m: m.set_y(y.get_value()))
    line.add_updater(lambda m: m.become(Line(a.get_center(), b.get_center(), color=RED)))
    self.add(a, b, line)
    self.play(x.animate.set_value(4), run_time=0.5)
    self.play(y.animate.set_value(3), run_time=0.5)
    self.wait(0.3)


@example(1.2)
def group_to_destination(self):
    """A group goes to where its third dot is another."""
    group = VGroup(*(Dot(i * RIGHT) for i in range(-1, 3))).scale(1.4)
    goal = Dot([4, 3, 0], color=YELLOW)
    self.add(group, goal)
    self.play(group.animate.shift(goal.get_center() - group[2].get_center()), run_time=0.7)
    self.wait(0.4)


@example(2.2)
def moving_frame_box(self):
    """A frame goes from one word to another."""
    words = VGroup(*map(Text, ("d(fg) =", "f dg", "+", "g df"))).arrange(RIGHT)
    self.play(Write(words), run_time=0.8)
    first, second = (SurroundingRectangle(words[i], buff=0.1) for i in (1, 3))
    self.play(Create(first), run_time=0.4)
    self.wait(0.2)
    self.play(ReplacementTransform(first, second), run_time=0.5)


@example(2.3)
def rotation_updater(self):
    """A line that turns with time, forth and back."""

    def forth(mobject, dt):
        mobject.rotate_about_origin(dt)

    def back(mobject, dt):
        mobject.rotate_about_origin(-dt)

    line = Line(ORIGIN, LEFT, color=YELLOW).add_updater(forth)
    self.add(Line(ORIGIN, LEFT), line)
    self.wait(0.9)
    line.remove_updater(forth)
    line.add_updater(back)
    self.wait(0.8)
    line.remove_updater(back)
    self.wait(0.4)


@example(2.6)
def point_with_trace(self):
    """A path that grows with what moves."""
    path, dot = VMobject(), Dot()
    path.set_points_as_corners([ORIGIN, ORIGIN])
    path.add_updater(lambda m: m.become(m.copy().add_points_as_corners([dot.get_center()])))
    self.add(path, dot)
    self.play(Rotating(dot, PI, about_point=RIGHT), run_time=0.9)
    self.wait(0.3)
    self.play(dot.animate.shift(UP), run_time=0.6)
    self.play(dot.animate.shift(LEFT), run_time=0.6)


# Plots, with numbers that need no LaTeX


def axes(**more):
    return Axes(x_range=[0, 9, 1], y_range=[-2, 6, 1], axis_config={"color": GREEN}, **more)


@example(1.3)
def sin_and_cos(self):
    """Two curves and a line to one of them."""
    here = axes(tips=False)
    curves = VGroup(here.plot(np.sin, color=BLUE), here.plot(np.cos, color=RED))
    line = here.get_vertical_line(here.i2gp(TAU, curves[1]), color=YELLOW, line_func=Line)
    self.add(here, curves, line, Text("2π", font_size=30).next_to(line, UR))
    self.play(Create(curves[0].copy().set_color(WHITE)), run_time=0.9)


@example(2.2)
def argmin(self):
    """A dot goes where a curve is lowest."""
    here, t = axes(), ValueTracker(0)

    def parabola(x):
        return (x - 4) ** 2 / 4

    curve = here.plot(parabola, color="#8a4fff")
    dot = Dot(here.c2p(0, parabola(0)))
    dot.add_updater(lambda m: m.move_to(here.c2p(t.get_value(), parabola(t.get_value()))))
    self.add(here, curve, dot)
    self.play(t.animate.set_value(4), run_time=1.5)
    self.wait(0.4)


@example(0.6)
def graph_area(self):
    """Areas under and between curves."""
    here = axes()
    one = here.plot(lambda x: 4 * x - x**2, x_range=[0, 4], color=BLUE)
    other = here.plot(lambda x: 0.8 * x**2 - 3 * x + 4, x_range=[0, 4], color=GREEN)
    lines = here.get_vertical_line(here.i2gp(2, one)), here.get_vertical_line(here.i2gp(3, one))
    between = here.get_area(other, [2, 3], bounded_graph=one, color="#888888", opacity=0.5)
    rectangles = here.get_riemann_rectangles(one, x_range=[0.3, 0.6], dx=0.03, color=BLUE)
    self.add(here, one, other, *lines, rectangles, between)
    self.wait(0.4)


@example(2.2)
def polygon_on_axes(self):
    """A rectangle under a curve, drawn again with each step of a tracker."""
    here, t = axes(), ValueTracker(5)
    curve = here.plot(lambda x: 10 / x, x_range=[2, 8], color=YELLOW)

    def corners():
        x = t.get_value()
        return [here.c2p(*point) for point in ((x, 10 / x), (0, 10 / x), (0, 0), (x, 0))]

    area = always_redraw(
        lambda: Polygon(*corners(), fill_opacity=0.5, stroke_width=1, fill_color=BLUE)
    )
    dot = Dot().add_updater(lambda m: m.move_to(here.c2p(t.get_value(), 10 / t.get_value())))
    self.add(here, curve, dot)
    self.play(Create(area), run_time=0.5)
    self.play(t.animate.set_value(8), run_time=0.6)
    self.play(t.animate.set_value(3), run_time=0.8)


@example(1.3)
def heat_diagram(self):
    """A line graph with dots."""
    here = axes()
    graph = here.plot_line_graph([0, 1, 7, 8], [5, 0, 0, -1], line_color=YELLOW)
    self.add(here)
    self.play(FadeIn(graph), run_time=0.6)
    self.play(graph["vertex_dots"].animate.set_color(RED), run_time=0.5)


# Cameras


@example(2.6, MovingCameraScene)
def following_graph_camera(self):
    """The camera goes along a curve and back."""
    frame, here = self.camera.frame, axes()
    frame.save_state()
    curve = here.plot(np.sin, color=BLUE)
    dot = Dot(curve.get_start(), color=ORANGE)
    self.add(here, curve, Dot(curve.get_start()), Dot(curve.get_end()), dot)
    self.play(frame.animate.scale(0.5).move_to(dot), run_time=0.6)
    frame.add_updater(lambda m: m.move_to(dot))
    self.play(MoveAlongPath(dot, curve, rate_func=linear), run_time=1)
    frame.clear_updaters()
    self.play(Restore(frame), run_time=0.7)


class _Zoomed(ZoomedScene):
    def __init__(self, **more):
        super().__init__(
            zoom_factor=0.3,
            zoomed_display_height=1,
            zoomed_display_width=6,
            image_frame_stroke_width=20,
            zoomed_camera_config={"default_frame_stroke_width": 3},
            **more,
        )


@example(3.1, _Zoomed)
def zoomed_around(self):
    """A window into a part of the picture, which moves over it."""
    dot = Dot([-2, 2, 0])
    image = ImageMobject(np.uint8([[0, 100, 30, 200], [255, 0, 5, 33]]))
    image.height = 7
    self.add(image, Text("Frame", color="#aa66cc").next_to(dot, DOWN), dot)
    camera, window = self.zoomed_camera, self.zoomed_display
    frame, border = camera.frame, window.display_frame
    frame.move_to(dot).set_color("#aa66cc")
    border.set_color(RED)
    window.shift(DOWN)
    cover = BackgroundRectangle(window, fill_opacity=0, buff=0.3)
    self.add_foreground_mobject(cover)
    reveal = UpdateFromFunc(cover, lambda m: m.replace(window))
    self.play(Create(frame), run_time=0.3)
    self.activate_zooming()
    self.play(self.get_zoomed_display_pop_out_animation(), reveal, run_time=0.5)
    self.play(frame.animate.scale([0.5, 1.5, 0]), run_time=0.4)
    self.play(window.animate.shift(UP), run_time=0.4)
    self.play(frame.animate.shift(2.5 * DOWN), run_time=0.5)
    self.play(
        self.get_zoomed_display_pop_out_animation(), reveal, rate_func=lambda t: 1 - t, run_time=0.5
    )
    self.play(Uncreate(border), FadeOut(frame), run_time=0.3)


@example(0.9, ThreeDScene)
def fixed_in_frame(self):
    """Words that stay as they are in a turned space."""
    self.set_camera_orientation(phi=75 * DEGREES, theta=-45 * DEGREES)
    words = Text("in front").to_corner(UP + LEFT)
    self.add_fixed_in_frame_mobjects(words)
    self.add(ThreeDAxes(), words)
    self.wait(0.3)
    self.move_camera(theta=-20 * DEGREES, run_time=0.4)


def ball(**more):
    return Surface(
        lambda u, v: [1.5 * np.cos(u) * np.cos(v), 1.5 * np.cos(u) * np.sin(v), 1.5 * np.sin(u)],
        u_range=[-PI / 2, PI / 2],
        v_range=[0, TAU],
        resolution=(8, 12),
        **more,
    )


@example(0.6, ThreeDScene)
def light_source(self):
    """A ball lit from another side."""
    self.renderer.camera.light_source.move_to(3 * LEFT)
    self.set_camera_orientation(phi=75 * DEGREES, theta=30 * DEGREES)
    self.add(ThreeDAxes(), ball(checkerboard_colors=[RED, "#aa2222"]))
    self.wait(0.4)


@example(1.9, ThreeDScene)
def camera_rotation(self):
    """A camera that goes round, then home."""
    self.set_camera_orientation(phi=75 * DEGREES, theta=30 * DEGREES)
    self.add(ThreeDAxes(), Circle())
    self.begin_ambient_camera_rotation(rate=0.5)
    self.wait(0.8)
    self.stop_ambient_camera_rotation()
    self.move_camera(phi=60 * DEGREES, theta=20 * DEGREES, run_time=0.8)


@example(1.2, ThreeDScene)
def camera_illusion(self):
    """Two angles of the camera that swing."""
    self.set_camera_orientation(phi=75 * DEGREES, theta=30 * DEGREES)
    self.add(ThreeDAxes(), Circle())
    self.begin_3dillusion_camera_rotation(rate=2)
    self.wait(0.8)
    self.stop_3dillusion_camera_rotation()


@example(0.9, ThreeDScene)
def surface_plot(self):
    """A bell over a plane."""
    self.set_camera_orientation(phi=75 * DEGREES, theta=-30 * DEGREES)
    bell = Surface(
        lambda u, v: [u, v, np.exp(-(u * u + v * v) / 0.5)],
        resolution=(8, 8),
        u_range=[-2, 2],
        v_range=[-2, 2],
    ).scale(2, about_point=ORIGIN)
    bell.set_style(fill_opacity=1, stroke_color=GREEN)
    bell.set_fill_by_checkerboard(ORANGE, BLUE, opacity=0.5)
    self.add(ThreeDAxes(), bell)
    self.play(bell.animate.shift(OUT), run_time=0.5)


# Larger ones


@example(3.4)
def opening(self):
    """Words become others, a grid comes and is bent."""
    title, line = Text("Some words"), Text("and a line of others", font_size=30)
    VGroup(title, line).arrange(DOWN)
    self.play(Write(title), FadeIn(line, shift=DOWN), run_time=0.6)
    moved = Text("Others").to_corner(UP + LEFT)
    leaving = LaggedStart(*(FadeOut(part, shift=DOWN) for part in line))
    self.play(Transform(title, moved), leaving, run_time=0.7)
    grid, named = NumberPlane(), Text("A grid").move_to(moved)
    self.add(grid, named)
    self.play(FadeOut(title), FadeIn(named, shift=UP), Create(grid, lag_ratio=0.1), run_time=0.9)
    grid.prepare_for_nonlinear_transform()
    self.play(grid.animate.apply_function(lambda p: p + np.sin([p[1], p[0], 0])), run_time=0.9)


@example(2.2)
def sine_of_a_circle(self):
    """A dot goes round; a line and a curve follow by what time has passed."""
    circle = Circle(1).shift(4 * LEFT)
    dot, passed = Dot(circle.get_right(), color=YELLOW), [0.0]

    def go(mobject, dt):
        passed[0] += dt
        mobject.move_to(circle.point_from_proportion(0.4 * passed[0] % 1))

    curve = VGroup(Line(3 * LEFT, 3 * LEFT))

    def grown():
        end = [-3 + 3 * passed[0], dot.get_y(), 0]
        curve.add(Line(curve[-1].get_end(), end, color=YELLOW))
        return curve

    dot.add_updater(go)
    radius = always_redraw(lambda: Line(circle.get_center(), dot.get_center(), color=BLUE))
    across = always_redraw(lambda: Line(dot.get_center(), curve[-1].get_end(), stroke_width=2))
    self.add(Line(6 * LEFT, 6 * RIGHT), circle, dot, radius, across, always_redraw(grown))
    self.wait(1.2)
    self.play(FadeIn(Square()), run_time=0.4)
    dot.clear_updaters()
    self.wait(0.3)


@example(2.1)
def square_to_circle(self):
    """A square is drawn, becomes a circle and goes."""
    square, circle = Square().flip(RIGHT).rotate(-3 * TAU / 8), Circle().set_fill(PINK, 0.5)
    self.play(Create(square), run_time=0.7)
    self.play(Transform(square, circle), run_time=0.7)
    self.play(FadeOut(square), run_time=0.6)


@example(1.1)
def warped_square(self):
    """A square under a complex function."""

    def warp(point):
        z = np.exp(complex(point[0], point[1]))
        return np.array([z.real, z.imag, 0])

    self.play(ApplyPointwiseFunction(warp, Square()), run_time=0.7)
    self.wait(0.3)


@example(1.6)
def number_beside_a_square(self):
    """A number says how high a square is."""
    square = Square().to_edge(UP)
    number = DecimalNumber(0, num_decimal_places=3, include_sign=True, mob_class=Text)
    number.add_updater(lambda m: m.next_to(square, RIGHT).set_value(square.get_center()[1]))
    self.add(square, number)
    self.play(square.animate.to_edge(DOWN), rate_func=there_and_back, run_time=1.2)
    self.wait(0.2)


@example(2.1)
def spirals(self):
    """Shapes come in on spirals."""
    shapes = VGroup(
        Triangle(color="#e07a5f", fill_opacity=0.9, stroke_width=0).shift(RIGHT),
        Square(color="#454866", fill_opacity=0.8, stroke_width=0).shift(UP),
        Circle(color="#81b29a", fill_opacity=0.7, stroke_width=0).shift(LEFT),
        Sphere(0.5, resolution=(6, 6)).shift(2 * DL),
    )
    self.play(SpiralIn(shapes, fade_in_fraction=0.9), run_time=1.2)
    self.wait(0.2)
    self.play(FadeOut(shapes), run_time=0.5)


@example(1.1)
def line_joints(self):
    """Three ways to join thick lines, with what is drawn after them."""
    kinds = LineJointType.AUTO, LineJointType.ROUND, LineJointType.BEVEL
    triangles = VGroup(*(Triangle(stroke_width=20, joint_type=kind) for kind in kinds))
    triangles.arrange(RIGHT).set(width=13)
    hole = Square(1, stroke_width=12).shift(3 * DOWN)
    self.add(triangles, hole, DashedLine(7 * LEFT, 7 * RIGHT, stroke_width=9))
    self.play(triangles[0].animate.shift(0.3 * UP), run_time=0.7)
