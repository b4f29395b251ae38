"""The cycle of training: its stations on a ring, with arrows from each to the next."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import ArcBetweenPoints, RoundedRectangle, VGroup

from netviz.checks import as_items, as_text
from netviz.layout import Box, Frame
from netviz.theme import current_theme
from netviz.typeset import text


class TrainingLoop(VGroup):
    """Stations such as forward, loss, backward and update around a ring, clockwise from the left.

    `colors` gives each station's colour (default: activation, error, gradient, text). `arrow(i)`
    leads from station i to the next one. Raises ValueError for fewer than two stations, or when
    there is not one colour a station.

    Example:
        >>> from netviz import TrainingLoop
        >>> loop = TrainingLoop()
        >>> len(loop.stations), len(loop.arrows)
        (4, 4)
    """

    def __init__(
        self,
        stations: Sequence[str] = ("forward", "loss", "backward", "update"),
        colors: Sequence[str] | None = None,
        box: Box | None = None,
    ) -> None:
        theme = current_theme()
        names = [as_text(name, "stations") for name in as_items(stations, "stations")]
        if len(names) < 2:
            raise ValueError(f"stations must be at least two, got {len(names)}")
        if colors is None:
            cycle = (theme.activation, theme.error, theme.gradient, theme.text)
            colors = [cycle[i % len(cycle)] for i in range(len(names))]
        if len(colors) != len(names):
            raise ValueError(
                f"colors must have one item a station ({len(names)}), got {len(colors)}"
            )
        box = box or Frame().diagram
        radius = np.array([box.width / 2 - 1.1, box.height / 2 - 0.4, 0.0])
        step = -2 * np.pi / len(names)

        def on_ring(place: float) -> np.ndarray:
            angle = np.pi + step * place
            return np.asarray(box.center + radius * [np.cos(angle), np.sin(angle), 0.0])

        self.stations, self.arrows = VGroup(), VGroup()
        for index, (name, color) in enumerate(zip(names, colors, strict=True)):
            label = text(name, color=color)
            plate = RoundedRectangle(
                width=label.width + 0.5,
                height=0.7,
                corner_radius=0.2,
                fill_color=theme.panel,
                fill_opacity=1.0,
                stroke_color=color,
                stroke_width=3.0,
            )
            station = VGroup(plate, label.move_to(plate))
            self.stations.add(station.move_to(on_ring(index)))
            arrow = ArcBetweenPoints(
                on_ring(index + 0.34),
                on_ring(index + 0.7),
                angle=0.36 * step,
                stroke_color=theme.muted,
                stroke_width=4.0,
            )
            arrow.add_tip(tip_length=0.18, tip_width=0.18)
            arrow.tip.set_color(theme.muted)
            self.arrows.add(arrow)
        super().__init__(self.arrows, self.stations)

    def station(self, index: int) -> VGroup:
        """The plate and name of a station."""
        station: VGroup = self.stations[index]
        return station
