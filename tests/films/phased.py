"""Small films with awkward durations, for the tests of the timeline."""

from manim import (
    LEFT,
    RIGHT,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    LaggedStart,
    MovingCameraScene,
    Square,
    Wait,
    Write,
)

from netviz.theme import Theme
from netviz.timeline import Phase, PhasedScene


class Awkward(PhasedScene):
    """Odd lengths, every way to wait, updaters, plays shorter than a frame."""

    phases = (
        Phase("Many small", 1.37, "many_small"),
        Phase("Waits / all kinds", 2.05, "waits"),
        Phase("Blink", 0.01, "blink"),
        Phase("Groups", 1.7, "groups"),
        Phase("Nothing", 0.33, "nothing"),
        Phase("To the brim", 1, "to_the_brim"),
    )
    theme, voice = Theme(background="#204060"), None

    def many_small(self):
        self.dot = Dot()
        self.say("Ten steps.")
        for _ in range(10):
            self.play(self.dot.animate.shift(RIGHT * 0.1), run_time=0.1)
        self.wait(0.1)

    def waits(self):
        self.wait(0.1)
        self.pause(0.13)
        self.play(Wait(0.21))
        frames = iter(range(10_000))
        self.wait_until(lambda: next(frames) == 2)
        turning = Square().add_updater(lambda m, dt: m.rotate(dt))
        self.add(turning)
        self.wait(0.37)
        self.wait(0.11, frozen_frame=True)
        for _ in range(20):
            self.wait(0.003)
        self.wait(0.29, stop_condition=lambda: False)
        turning.clear_updaters()
        self.remove(turning)

    def blink(self):
        self.play(FadeIn(Circle()), run_time=0.01)

    def groups(self):
        squares = [Square().shift(LEFT * i) for i in range(3)]
        self.say("One by one.")
        self.play(LaggedStart(*map(Create, squares), lag_ratio=0.3), Write(Circle()), run_time=1.13)
        self.play(FadeOut(squares[0], run_time=0.2), FadeOut(squares[1], run_time=0.41))

    def nothing(self):
        pass

    def to_the_brim(self):
        for _ in range(3):
            self.play(self.dot.animate.shift(LEFT * 0.1), run_time=1 / 3)


class Captioned(PhasedScene):
    """Every kind of subtitle."""

    captions, voice = "srt", None
    phases = (Phase("First", 4, "first"), Phase("Second", 3, "second"))

    def first(self):
        self.say("Until the next.")
        self.wait(1.5)
        self.say("Two seconds from here.", seconds=2)
        self.play(Create(Square()), run_time=1, subcaption="Manim's own.")
        self.play(FadeIn(Circle()), run_time=0.5)

    def second(self):
        self.add_subcaption("Manim's other.", duration=0.5, offset=0.25)
        self.say("A second later.", at=1)


class Uncaptioned(PhasedScene):
    """The same length, and no subtitle."""

    phases = (Phase("First", 4, "first"), Phase("Second", 3, "first"))

    def first(self):
        self.add(Square())


class Zoomed(PhasedScene, MovingCameraScene):
    """A scene class of Manim's joined in."""

    phases = (Phase("Zoom", 0.5, "zoom"),)

    def zoom(self):
        self.play(self.camera.frame.animate.scale(0.5), run_time=0.2)
