"""The cycle of training: its stations on a ring, with arrows from each to the next."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import (
    Polygon,
    RoundedRectangle,
    ShowPassingFlash,
    Succession,
    VGroup,
    VMobject,
)
from manim.utils.color import ParsableManimColor

from netviz.checks import as_integer, as_items, as_text
from netviz.drawing import Drawing
from netviz.layout import Box, Frame, as_box
from netviz.theme import current_theme
from netviz.typeset import text

_PLATE_HEIGHT = 0.8
_PADDING = 0.32  # beside the name
_GAP = 0.14  # between a plate and an arrow
_LEAST_ARROW = 0.35
_TIP = 0.2
_SAMPLES = 240  # points of the ring from station to station


class TrainingLoop(Drawing):
    """Stations such as forward, loss, backward and update around a ring, clockwise from the left.

    `stations` are their names, `colors` one colour each (default: activation, error, gradient and
    text, over and over). `station` and `arrow` give one of each, `lap` the way around.
    Raises TypeError or ValueError for fewer than two stations, when there is not one colour a
    station, and when the box leaves no room for the arrows.

    Example:
        >>> from netviz import TrainingLoop
        >>> loop = TrainingLoop()
        >>> len(loop.stations), len(loop.arrows)
        (4, 4)
    """

    def __init__(
        self,
        stations: Sequence[str] = ("forward", "loss", "backward", "update"),
        colors: Sequence[ParsableManimColor] | None = None,
        box: Box | None = None,
    ) -> None:
        theme = current_theme()
        names = [
            as_text(name, f"stations[{index}]")
            for index, name in enumerate(as_items(stations, "stations"))
        ]
        if len(names) < 2:
            raise ValueError(f"stations must be at least 2, got {len(names)}")
        if colors is None:
            roles = (theme.activation, theme.error, theme.gradient, theme.text)
            colors = [roles[index % len(roles)] for index in range(len(names))]
        if len(as_items(colors, "colors")) != len(names):
            raise ValueError(
                f"colors must have one item a station ({len(names)}), got {len(colors)}"
            )
        box = as_box(box, Frame().diagram)
        self.stations = VGroup(
            *(_station(name, color) for name, color in zip(names, colors, strict=True))
        )
        widest = max(float(station.width) for station in self.stations)
        radii = np.array([(box.width - widest) / 2, (box.height - _PLATE_HEIGHT) / 2, 0.0])
        if (radii[:2] <= 0).any():
            raise ValueError(
                f"box must be wider than {widest:.2f} and higher than {_PLATE_HEIGHT} units, "
                f"got {box.width:g} by {box.height:g}"
            )
        angles = np.pi - np.linspace(0, 2 * np.pi, len(names) * _SAMPLES + 1)
        circle = np.column_stack([np.cos(angles), np.sin(angles), np.zeros(len(angles))])
        self._ring = box.center + radii * circle
        for index, station in enumerate(self.stations):
            station.move_to(self._ring[index * _SAMPLES])
        self._width = float(self.stations[0].width)
        self.arrows = VGroup(*(_arrow(*way) for way in self._ways()))
        super().__init__(self.arrows, self.stations)

    def _ways(self) -> list[tuple[np.ndarray, str]]:
        """The parts of the ring that no plate covers, each from one station to the next."""
        ways = []
        for index, name in enumerate(self.stations):
            way = self._ring[index * _SAMPLES : (index + 1) * _SAMPLES + 1]
            ends = name, self.stations[(index + 1) % len(self.stations)]
            free = ~np.logical_or(*(_covers(station[0], way) for station in ends))
            visible = way[free]
            if len(visible) < 2 or np.linalg.norm(visible[-1] - visible[0]) < _LEAST_ARROW:
                raise ValueError(
                    f"box must leave room for an arrow between {ends[0][1].source!r} and "
                    f"{ends[1][1].source!r}: choose a larger box or fewer stations"
                )
            ways.append((visible, current_theme().muted))
        return ways

    def station(self, index: int) -> VGroup:
        """The plate and name of a station, 0 is the one at the left."""
        station: VGroup = self.stations[self._place(index)]
        return station

    def arrow(self, index: int) -> VGroup:
        """The arrow that leaves a station for the next one."""
        arrow: VGroup = self.arrows[self._place(index)]
        return arrow

    def flash(self, seconds: float = 0.3) -> Succession:
        """Light that runs along the arrows, one after another, each for some seconds."""
        color = current_theme().text
        lights = (arrow[0].copy().set_stroke(color, width=8) for arrow in self.arrows)
        return Succession(*(ShowPassingFlash(light, run_time=seconds) for light in lights))

    @property
    def inside(self) -> tuple[float, np.ndarray]:
        """The width between the stations at the sides, and the middle of the ring."""
        left, right = self.stations[0], self.stations[len(self.stations) // 2]
        ends = left.get_right(), right.get_left()
        return float(ends[1][0] - ends[0][0]), (ends[0] + ends[1]) / 2

    def lap(self, start: int = 0) -> VMobject:
        """The way around the ring from a station back to it, unseen: for MoveAlongPath."""
        first = self._place(start) * _SAMPLES
        plate, plain = self.stations[0], self._ring[0]
        scale = float(plate.width) / self._width
        ring = (self._ring - plain) * scale + plate.get_center()
        lap = VMobject(stroke_width=0.0, fill_opacity=0.0)
        lap.set_points_as_corners(np.concatenate([ring[first:], ring[1 : first + 1]])[::12])
        return lap

    def _place(self, index: int) -> int:
        if as_integer(index, "index", minimum=0) >= len(self.stations):
            raise ValueError(f"index must be 0 to {len(self.stations) - 1}, got {index}")
        return index

    def _told(self) -> str:
        return ", ".join(repr(station[1].source) for station in self.stations)


def _station(name: str, color: ParsableManimColor) -> VGroup:
    theme = current_theme()
    label = text(name, color=color)
    plate = RoundedRectangle(
        width=label.width + 2 * _PADDING,
        height=_PLATE_HEIGHT,
        corner_radius=0.2,
        fill_color=theme.panel,
        fill_opacity=1.0,
        stroke_color=color,
        stroke_width=theme.ring_width,
    )
    # Names stand on one line of their plates, whether or not letters reach below it.
    label.move_to(plate).align_baseline(float(plate.get_y()) - 0.1)
    return VGroup(plate, label)


def _covers(plate: VMobject, points: np.ndarray) -> np.ndarray:
    half = np.array([plate.width, plate.height]) / 2 + _GAP
    return np.asarray((np.abs(points - plate.get_center())[:, :2] < half).all(axis=1))


def _arrow(way: np.ndarray, color: ParsableManimColor) -> VGroup:
    """A line along a way, with a tip at its end."""
    point = way[-1]
    before = way[np.linalg.norm(way - point, axis=1) > _TIP * 0.9]
    line = VMobject(stroke_color=color, stroke_width=4.0, fill_opacity=0.0)
    line.set_points_as_corners(before)
    direction = (point - before[-1]) / np.linalg.norm(point - before[-1])
    across = np.array([-direction[1], direction[0], 0.0]) * _TIP * 0.45
    base = point - direction * _TIP
    tip = Polygon(point, base + across, base - across, stroke_width=0.0)
    return VGroup(line, tip.set_fill(color, opacity=1.0))
