"""Scenes made at random: a script as data, and a scene class that follows it.

A script is (kind of scene, background, things, steps), of strings, numbers and tuples alone, so
that its `repr` is source code. What Manim refuses is left out, as when an image is to become a
circle; whatever it draws may be asked for.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st
from manim import (
    DEGREES,
    ORIGIN,
    RIGHT,
    UP,
    AnimationGroup,
    Arrow,
    CapStyleType,
    Circle,
    Create,
    Cube,
    DashedLine,
    Dot,
    FadeIn,
    FadeOut,
    FadeTransform,
    Group,
    GrowFromCenter,
    ImageMobject,
    Indicate,
    LaggedStart,
    Line,
    LineJointType,
    Mobject,
    MoveAlongPath,
    MovingCameraScene,
    PointCloudDot,
    ReplacementTransform,
    Scene,
    ShowPassingFlash,
    Sphere,
    Square,
    Star,
    Succession,
    Text,
    ThreeDScene,
    TracedPath,
    Transform,
    Uncreate,
    ValueTracker,
    VGroup,
    VMobject,
    Wiggle,
    Write,
    always_redraw,
)

from netviz import Phase, PhasedScene

Script = tuple[str, str, tuple[Any, ...], tuple[Any, ...]]

KINDS: dict[str, tuple[type[Scene], ...]] = {
    "flat": (),
    "moving": (MovingCameraScene,),
    "space": (ThreeDScene,),
}
COLORS = ("#FFFFFF", "#F2A035", "#35D6F2", "#83C167", "#FC6255")
BACKGROUNDS = ("#000000", "#204060", "#ECE6E2")
THINGS = (
    "square", "circle", "star", "dot", "line", "dashes", "arrow", "gradient", "text", "thick",
    "image", "cloud", "sharing", "nested", "mixed", "redrawn", "traced", "tracker", "solid",
)  # fmt: skip
CHANGES = (
    "add", "remove", "front", "back", "ahead", "behind", "depth", "opacity", "style", "turning",
    "following", "rest", "background", "section", "camera", "clear",
)  # fmt: skip
TIMED = ("play", "play", "play", "wait", "still")
PLAYS = (
    "shift", "rotate", "scale", "color", "fade", "in", "out", "create", "uncreate", "write", "grow",
    "become", "replace", "cross", "track", "along", "flash", "wiggle", "indicate", "lagged",
    "then", "show", "bend", "camera",
)  # fmt: skip
SECONDS = (0.13, 0.2, 0.25, 0.31, 0.4)

_number = st.integers(-20, 20).map(lambda n: n / 10)
_thing = st.tuples(
    st.sampled_from(THINGS), _number, _number, st.sampled_from(COLORS), st.integers(0, 2)
)
_play = st.tuples(st.sampled_from(PLAYS), st.integers(0, 9), st.integers(0, 9), _number)
_change = st.tuples(
    st.sampled_from(CHANGES), st.integers(0, 9), st.integers(0, 9), _number, st.just(0), st.just(())
)
_timed = st.tuples(
    st.sampled_from(TIMED),
    st.just(0),
    st.just(0),
    st.just(0),
    st.sampled_from(SECONDS),
    st.lists(_play, min_size=1, max_size=2).map(tuple),
)
_step = st.tuples(st.lists(_change, max_size=2), _timed).map(lambda both: (*both[0], both[1]))
scripts: st.SearchStrategy[Script] = st.tuples(
    st.sampled_from(("flat", "flat", "flat", "moving", "space")),
    st.sampled_from(BACKGROUNDS),
    st.lists(_thing, min_size=2, max_size=5).map(tuple),
    st.lists(_step, min_size=3, max_size=6).map(lambda steps: sum(steps, ())),
)


def scene_class(script: Script, phased: bool) -> type[Scene]:
    """The scene of a script: plain, or of two phases."""
    kind, _, _, steps = script
    bases, half = KINDS[kind], len(steps) // 2

    def tell(self: Any) -> None:
        _Teller.begin(self, script).tell(steps)

    def first(self: Any) -> None:
        self.teller = _Teller.begin(self, script)
        self.teller.tell(steps[:half])

    def second(self: Any) -> None:
        self.teller.tell(steps[half:])

    if not phased:
        return type("Random", bases or (Scene,), {"construct": tell, "__module__": __name__})
    table = (
        Phase("One", seconds(steps[:half]) + 0.1, "first"),
        Phase("Two", seconds(steps[half:]) + 0.2, "second"),
    )
    body = {"phases": table, "first": first, "second": second, "__module__": __name__}
    return type("Random", (PhasedScene, *bases), body)


def scene_file(script: Script, phased: bool) -> str:
    """A scene file of a script."""
    return (
        "from tests.differential.random_scenes import scene_class\n"
        f"Random = scene_class({script!r}, {phased})\n"
        "Random.__module__ = __name__\n"
    )


def seconds(steps: tuple[Any, ...]) -> float:
    """At most how long steps take."""
    return sum(max(0.1, length) for kind, _, _, _, length, _ in steps if kind in TIMED)


class _Teller:
    def __init__(self, scene: Any, things: list[Mobject]) -> None:
        self.scene, self.things = scene, things

    @classmethod
    def begin(cls, scene: Any, script: Script) -> _Teller:
        _, background, things, _ = script
        scene.camera.background_color = background
        if isinstance(scene, ThreeDScene):
            scene.set_camera_orientation(phi=60 * DEGREES, theta=-50 * DEGREES)
        made: list[Mobject] = []
        for thing in things:
            made.append(_make(thing, made))
        scene.add(*made[::2])
        return cls(scene, made)

    def tell(self, steps: tuple[Any, ...]) -> None:
        for kind, one, other, amount, length, plays in steps:
            thing = self.things[one % len(self.things)]
            second = self.things[other % len(self.things)]
            if kind == "play":
                chosen = {}  # one for each, as Manim keeps the last
                for play in plays:
                    animation = self._animation(*play)
                    chosen.setdefault(id(animation.mobject), animation)
                self.scene.play(*chosen.values(), run_time=length)
            elif kind in ("wait", "still"):
                self.scene.wait(length, frozen_frame=True if kind == "still" else None)
            else:
                getattr(self, f"_{kind}")(thing, second, amount)

    def _add(self, thing: Mobject, *_: Any) -> None:
        self.scene.add(thing)

    def _remove(self, thing: Mobject, *_: Any) -> None:
        self.scene.remove(thing)

    def _front(self, thing: Mobject, *_: Any) -> None:
        self.scene.bring_to_front(thing)

    def _back(self, thing: Mobject, *_: Any) -> None:
        self.scene.bring_to_back(thing)

    def _ahead(self, thing: Mobject, *_: Any) -> None:
        self.scene.add_foreground_mobject(thing)

    def _behind(self, thing: Mobject, *_: Any) -> None:
        self.scene.remove_foreground_mobject(thing)

    def _depth(self, thing: Mobject, _: Mobject, amount: float) -> None:
        thing.set_z_index(round(amount), family=amount > 0)

    def _opacity(self, thing: Mobject, _: Mobject, amount: float) -> None:
        for part in thing.get_family():
            if isinstance(part, VMobject | ImageMobject):
                part.set_opacity(max(amount, 0) / 2)

    def _style(self, thing: Mobject, _: Mobject, amount: float) -> None:
        if not isinstance(thing, VMobject):
            return
        thing.set_stroke(COLORS[2], width=4 * abs(amount))
        thing.set_stroke(COLORS[4], width=9 * abs(amount), background=True)
        if amount < 0:
            thing.set_fill([COLORS[1], COLORS[3]], opacity=0.6)

    def _turning(self, thing: Mobject, _: Mobject, amount: float) -> None:
        thing.add_updater(lambda m, dt: m.rotate(amount * dt))

    def _following(self, thing: Mobject, second: Mobject, amount: float) -> None:
        if thing is not second:
            thing.add_updater(lambda m: m.move_to(second.get_center() + amount * UP))

    def _rest(self, thing: Mobject, *_: Any) -> None:
        thing.clear_updaters()

    def _background(self, _: Mobject, __: Mobject, amount: float) -> None:
        self.scene.camera.background_color = BACKGROUNDS[round(abs(amount)) % 3]

    def _section(self, *_: Any) -> None:
        if not isinstance(self.scene, PhasedScene):
            self.scene.next_section("another")

    def _camera(self, thing: Mobject, _: Mobject, amount: float) -> None:
        if isinstance(self.scene, MovingCameraScene):
            self.scene.camera.frame.scale(1 + amount / 8).shift(amount * RIGHT / 4)
        elif isinstance(self.scene, ThreeDScene):
            self.scene.set_camera_orientation(theta=(amount * 40 - 50) * DEGREES)
            if amount > 1:
                self.scene.add_fixed_in_frame_mobjects(thing)

    def _clear(self, *_: Any) -> None:
        self.scene.clear()

    def _animation(self, kind: str, one: int, other: int, amount: float) -> Any:
        thing = self.things[one % len(self.things)]
        second = self.things[other % len(self.things)]
        if isinstance(thing, TracedPath):  # grows meanwhile, which Manim 0.22 refuses
            return FadeIn(Dot([amount, amount, 0]))
        moved = thing.animate.shift(amount * RIGHT + amount / 2 * UP).build()
        if kind == "camera" and isinstance(self.scene, MovingCameraScene):
            return self.scene.camera.frame.animate.scale(1 + amount / 8).shift(amount * UP).build()
        if isinstance(thing, ValueTracker) or kind == "track":
            return self._track(thing if isinstance(thing, ValueTracker) else None, amount) or moved
        if thing.updaters or any(part.updaters for part in thing.get_family()):
            return moved
        if kind in ("in", "show"):
            return FadeIn(thing, shift=amount * UP) if kind == "in" else FadeIn(thing)
        if kind == "out":
            return FadeOut(thing)
        if kind == "rotate":
            return thing.animate.rotate(amount).build()
        if kind == "scale":
            return thing.animate.scale(1 + amount / 4).build()
        if kind == "then":
            return Succession(moved, thing.animate.shift(amount * UP).build())
        if kind == "cross" and isinstance(thing, VMobject) and isinstance(second, VMobject):
            return FadeTransform(thing, second.copy())
        if not (isinstance(thing, VMobject) and thing.has_points()) and kind != "lagged":
            return moved
        return self._drawn(kind, thing, second, amount) or moved

    def _drawn(self, kind: str, thing: Any, second: Any, amount: float) -> Any:
        if kind == "color":
            return thing.animate.set_color(COLORS[round(amount) % 5]).build()
        if kind == "fade":
            return thing.animate.set_opacity(max(amount, 0) / 2).build()
        if kind == "bend":
            bent = thing.copy().apply_function(lambda p: p + 0.2 * np.sin(3 * p[[1, 0, 2]]))
            return Transform(thing, bent)
        if kind == "lagged" and thing.submobjects:
            if all(isinstance(part, VMobject) for part in thing.get_family()):
                return LaggedStart(*map(Create, thing.submobjects), lag_ratio=0.3)
            return AnimationGroup(*map(FadeIn, thing.submobjects))
        simple = {
            "create": Create, "uncreate": Uncreate, "write": Write, "grow": GrowFromCenter,
            "wiggle": Wiggle, "indicate": Indicate,
        }  # fmt: skip
        if kind in simple:
            return simple[kind](thing)
        if kind == "flash":
            return ShowPassingFlash(thing.copy(), time_width=0.4)
        if not isinstance(second, VMobject) or second is thing or not second.has_points():
            return None
        if kind == "become":
            return Transform(thing, second.copy().shift(amount * UP))
        if kind == "replace":
            return ReplacementTransform(thing.copy(), second.copy())
        return MoveAlongPath(thing, second) if kind == "along" else None

    def _track(self, tracker: ValueTracker | None, amount: float) -> Any:
        for thing in self.things:
            tracker = tracker or getattr(thing, "tracker", None)
        return tracker.animate.set_value(amount).build() if tracker is not None else None


def _make(thing: tuple[Any, ...], made: list[Mobject]) -> Any:
    kind, x, y, color, variant = thing
    at = np.array([2 * x, y, 0])
    last = made[-1] if made else None
    if kind == "redrawn":
        tracker = ValueTracker(1)
        redrawn = always_redraw(
            lambda: Circle(0.4 + abs(tracker.get_value()) / 3, color=color).move_to(at)
        )
        redrawn.tracker = tracker
        return redrawn
    if kind == "traced" and last is not None:
        return TracedPath(last.get_center, stroke_color=color, stroke_width=3)
    if kind == "sharing":
        shared = Dot(at, radius=0.3, color=color)
        parents = VGroup(Square(1.5).move_to(at), shared), VGroup(shared, Star().move_to(at))
        return VGroup(*parents[: 1 + variant % 2], shared if variant else Circle(0.2))
    if kind == "nested" and isinstance(last, VMobject):
        return VGroup(VGroup(last, Circle(0.5, color=color).move_to(at)), Dot(at))
    if kind == "mixed":
        return Group(_image(variant).scale(0.7).move_to(at), Dot(at, color=color))
    return _SIMPLE.get(kind, _SIMPLE["dot"])(at, color, variant)


def _by(at: np.ndarray, x: float, y: float) -> np.ndarray:
    return at + np.array([x, y, 0])


def _image(variant: int) -> ImageMobject:
    pixels = np.full((24, 36, 4), 255, dtype=np.uint8)
    pixels[..., variant], pixels[4:12, :, 3] = np.arange(36) * 7, 90
    return ImageMobject(pixels).scale(4)


_SIMPLE: dict[str, Any] = {
    "square": lambda at, color, n: Square(1 + n, color=color, fill_opacity=n / 3).move_to(at),
    "circle": lambda at, color, n: Circle(0.5 + n / 2, color=color, stroke_width=2 + 9 * n).move_to(
        at
    ),
    "star": lambda at, color, n: Star(
        color=color, stroke_width=3 + 5 * n, fill_opacity=0.4, joint_type=list(LineJointType)[n]
    ).move_to(at),
    "dot": lambda at, color, n: Dot(at, radius=0.1 + n / 5, color=color),
    "line": lambda at, color, n: Line(at, _by(at, 3, n - 1.1), color=color, stroke_width=1 + n),
    "thick": lambda at, color, n: Line(
        at - 2, at + 2, color=color, stroke_width=14, cap_style=list(CapStyleType)[n]
    ),
    "dashes": lambda at, color, n: DashedLine(at, _by(at, 3, n), color=color),
    "arrow": lambda at, color, n: Arrow(at, _by(at, 2, 1 - n), color=color),
    "gradient": lambda at, color, n: (
        Circle(1, fill_opacity=0.8).set_color_by_gradient(color, COLORS[n]).move_to(at)
    ),
    "text": lambda at, color, n: Text(("Ab", "g", "x y")[n], color=color).move_to(at),
    "image": lambda at, color, n: _image(n).move_to(at),
    "cloud": lambda at, color, n: PointCloudDot(
        ORIGIN, radius=0.5 + n / 3, density=12, color=color, stroke_width=1 + n
    ).move_to(at),
    "tracker": lambda at, color, n: ValueTracker(n),
    "solid": lambda at, color, n: (
        Cube(1 + n / 2, fill_color=color) if n else Sphere(radius=0.8, resolution=(5, 6))
    ).move_to(at),
}
