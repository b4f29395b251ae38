"""One bar and one number a class."""

from __future__ import annotations

import reprlib
from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import RoundedRectangle, VGroup
from manim.utils.color import ParsableManimColor

from netviz.checks import as_items, as_name, as_positive, as_vector
from netviz.drawing import Drawing
from netviz.layout import Box, Frame, as_box, collapse, shown
from netviz.mobjects.neuron_layer import ellipsis
from netviz.mobjects.number import Number
from netviz.theme import current_theme
from netviz.typeset import Typeset, text

_BAR_HEIGHT = 0.2
_LEAST_PITCH = 0.56  # a bar, and a name above it


class ClassProbabilities(Drawing):
    """Bars with names and numbers, one a class: probabilities, or what becomes them.

    `names` are words, or integers as digits have.

    `heights` puts each class level with its output neuron (Manim units; default: evenly spread in
    the box). More than `most_shown` classes are collapsed, but not the one to `keep`. A class shows
    "?" until `set_values` is given one number a class; a bar is full at `full` (1 at first).
    Raises TypeError or ValueError for names that are no text, too long or too close below each
    other, a wrong number of values or heights, values that are negative or above `full`, NaN and
    infinities.

    Example:
        >>> from netviz import ClassProbabilities
        >>> ClassProbabilities(["cat", "dog"]).set_values([0.73, 0.27]).number(0).string
        '0.73'
    """

    def __init__(
        self,
        names: Sequence[str | int],
        box: Box | None = None,
        heights: Sequence[float] | None = None,
        decimals: int = 2,
        most_shown: int = 5,
        keep: int | None = None,
    ) -> None:
        theme = current_theme()
        self.class_names = tuple(
            as_name(name, f"names[{index}]") for index, name in enumerate(as_items(names, "names"))
        )
        if not self.class_names:
            raise ValueError("names must hold at least one name, got none")
        self.box = as_box(box, Frame().side)
        self.count = len(self.class_names)
        places = collapse(self.count, most_shown, keep, "most_shown")
        self.shown = shown(places)
        if heights is None:
            pitch = self.box.height / len(places)
            heights = [self.box.top - pitch * (i + 0.5) for i in range(len(places))]
        levels = as_vector(heights, "heights", length=len(places))
        nearest = -float(np.diff(levels).max(initial=-np.inf))
        if nearest < _LEAST_PITCH:
            raise ValueError(
                f"heights must fall by at least {_LEAST_PITCH:g} units from class to class, "
                f"got {nearest:.2f}: choose a higher box, or fewer classes with most_shown"
            )
        self.full = 1.0
        self.values = np.zeros(self.count)
        self.names, self.tracks, self.bars, self.numbers = VGroup(), VGroup(), VGroup(), VGroup()
        self.ellipsis, self.unknown = VGroup(), VGroup()
        for place, y in zip(places, levels, strict=True):
            if place is None:
                self.ellipsis.add(ellipsis().move_to([self.box.center[0], y, 0]))
                continue
            name = self.class_names[place]
            label = text(name, color=theme.text)
            if label.width > self.box.width - 1.0:
                raise ValueError(
                    f"names must be narrower than {self.box.width - 1.0:.2f} units, "
                    f"got {name!r} with {label.width:.2f}"
                )
            label.move_to([self.box.left, 0, 0], aligned_edge=np.array([-1.0, 0.0, 0.0]))
            self.names.add(label.align_baseline(y + 0.02))
            self.tracks.add(self._bar(1.0, y - 0.2).set_fill(theme.neuron, opacity=1.0))
            bar = self._bar(0.0, y - 0.2).set_fill(theme.activation, opacity=0.0)
            self.bars.add(bar.set_stroke(width=0))
            number = Number(0.0, decimals, color=theme.text)
            self._align(number, y + 0.02)
            self.numbers.add(number.set_opacity(0.0))
            unknown = text("?", color=theme.muted)
            unknown.move_to([self.box.right, 0, 0], aligned_edge=np.array([1.0, 0.0, 0.0]))
            self.unknown.add(unknown.align_baseline(y + 0.02))
        super().__init__(self.tracks, self.bars, self.names, self.numbers, self.unknown)
        if len(self.ellipsis):
            self.add(self.ellipsis)

    def _bar(self, share: float, y: float) -> RoundedRectangle:
        theme = current_theme()
        width = max(self.box.width * share, 0.02)
        height = min(_BAR_HEIGHT, width)  # a short bar is a dot within the track's round end
        bar = RoundedRectangle(
            width=width,
            height=height,
            corner_radius=height / 2 * 0.98,
            stroke_color=theme.hairline,
            stroke_width=theme.hairline_width,
        )
        return bar.move_to([self.box.left + width / 2, y, 0.0])

    def _align(self, number: Number, baseline: float) -> None:
        zero = max(number, key=lambda glyph: glyph.height)
        right = self.box.right - float(number.get_right()[0])
        number.shift([right, baseline - float(zero.get_bottom()[1]), 0.0])

    def number(self, index: int) -> Number:
        """The number shown for a class."""
        number: Number = self.numbers[self._place(index)]
        return number

    def label(self, index: int) -> Typeset:
        """The name shown for a class."""
        label: Typeset = self.names[self._place(index)]
        return label

    def row(self, index: int) -> VGroup:
        """All that is shown for a class: track, bar, name and number."""
        place = self._place(index)
        return VGroup(self.tracks[place], self.bars[place], self.names[place], self.numbers[place])

    def marker(self, index: int, color: ParsableManimColor | None = None) -> RoundedRectangle:
        """A rounded frame around a class. Not added: play it in."""
        row = self.row(index)
        marker = RoundedRectangle(
            width=row.width + 0.36,
            height=row.height + 0.26,
            corner_radius=0.12,
            stroke_color=color or current_theme().activation,
            stroke_width=3.0,
        )
        return marker.move_to(row)

    def _place(self, index: int) -> int:
        if index not in self.shown:
            raise ValueError(
                f"index must be one of the classes shown {list(self.shown)} "
                f"(of {self.count}), got {index!r}"
            )
        return self.shown.index(index)

    def set_values(self, values: Sequence[float] | np.ndarray, full: float | None = None) -> Self:
        """Show one number a class; bars are full at `full` (default: as before, 1 at first)."""
        vector = as_vector(values, "values", length=self.count)
        if (vector < 0).any():
            raise ValueError(f"values must not be negative, got {vector.min()}")
        self.full = self.full if full is None else as_positive(full, "full")
        if vector.max() > self.full * (1 + 1e-9):
            raise ValueError(f"values must be at most full = {self.full}, got {vector.max()}")
        self.values = np.array(vector)
        if len(self.unknown):
            self.remove(self.unknown)
            self.unknown = VGroup()
            self.numbers.set_opacity(1.0)
            self.bars.set_fill(opacity=1.0)
        for value, number, track in zip(
            vector[list(self.shown)], self.numbers, self.tracks, strict=True
        ):
            number.set_value(float(value))
            # Numbers of any length end where their tracks end.
            number.shift([float(track.get_right()[0] - number.get_right()[0]), 0.0, 0.0])
        return self.set_shares(self.values / self.full)

    def set_shares(self, shares: Sequence[float] | np.ndarray) -> Self:
        """Draw each class's bar as long as its share, 0 to 1, of the whole; numbers stay."""
        vector = as_vector(shares, "shares", length=self.count)
        if (vector < 0).any() or (vector > 1 + 1e-9).any():
            raise ValueError(f"shares must be 0 to 1, got {vector.min():g} to {vector.max():g}")
        for share, bar, track in zip(vector[list(self.shown)], self.bars, self.tracks, strict=True):
            new = self._bar(float(share), 0.0).scale(track.width / self.box.width)
            bar.set_points(new.points).move_to(track, aligned_edge=np.array([-1.0, 0.0, 0.0]))
        return self

    def _told(self) -> str:
        return reprlib.repr(list(self.class_names))[1:-1]
