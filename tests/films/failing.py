"""A film that fails where the environment's FAIL says, to be run by Manim's command."""

import os
import time
import urllib.request
from pathlib import Path

from manim import Animation, Create, Dot, Square

from netviz.timeline import Phase, PhasedScene

FAIL = os.environ.get("FAIL", "")
ERROR = {
    "exception": ValueError("on purpose"),
    "interrupt": KeyboardInterrupt(),
    "exit": SystemExit(),
}.get(FAIL.partition(" ")[0])


def no_network(*args, **kwargs):
    Path(os.environ["CALLED_HOME"]).touch()
    raise OSError("no network in tests")


urllib.request.urlopen = no_network


def fail_at(place):
    if FAIL.endswith(place) and ERROR is not None:
        raise ERROR


class Fails(Animation):
    def interpolate(self, alpha):
        if alpha > 0.3:
            fail_at("in a play")
        if FAIL == "wait" and alpha > 0.1:
            print("waiting", flush=True)
            while True:
                time.sleep(0.01)


class Failing(PhasedScene):
    phases = (Phase("Fine", 0.5, "fine"), Phase("Fails", 1, "fails"))

    def setup(self):
        fail_at("in setup")

    def fine(self):
        self.play(Create(Square()), run_time=0.3)

    def fails(self):
        fail_at("between plays")
        self.play(Fails(Dot()), run_time=0.7)

    def tear_down(self):
        fail_at("in tear_down")
