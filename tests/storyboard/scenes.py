"""Small scenes for the tests of storyboards. A square is elsewhere in every frame of a play."""

from manim import LEFT, RIGHT, UP, Dot, Scene, Square

from netviz import Phase, PhasedScene, text

VALUE = "0.64"


class Small(PhasedScene):
    """Two phases, captions, a number that a second version changes, still and moving parts."""

    phases = (Phase("Move / One", 1.2, "one"), Phase("Hold", 1.8, "two"))
    title = "A Small Film"
    captions, voice = "srt", None

    def one(self):
        self.square = Square(0.8).shift(LEFT * 5)
        self.add(Dot(UP * 3))
        self.say("It moves.")
        self.play(self.square.animate.shift(RIGHT * 10), run_time=1.2)

    def two(self):
        self.add(text(VALUE, size=34).shift(UP * 2))
        self.say("A number stands.", at=0.2)
        self.wait(0.6)
        self.play(self.square.animate.shift(LEFT * 5), run_time=0.4)


class Plain(Scene):
    """Sections, a subcaption, an updater that counts on time, a part that is left out."""

    def construct(self):
        square = Square(0.8).shift(LEFT * 5)
        square.add_updater(lambda m, dt: m.shift(RIGHT * 3 * dt))
        self.add(square)
        self.wait(0.5)
        self.next_section("Second")
        self.add_subcaption("Plain words.", duration=0.4)
        self.wait(0.7)
        self.next_section("Left out", skip_animations=True)
        self.wait(0.3)
        self.next_section("Last")
        square.clear_updaters()
        self.wait(0.5)


class Fails(PhasedScene):
    """Raises in its second play."""

    phases = (Phase("Fails", 2, "fail"),)

    def fail(self):
        self.wait(0.5)
        raise RuntimeError("no\nnetwork")


class Still(Scene):
    """Plays nothing."""

    def construct(self):
        self.add(Square())
