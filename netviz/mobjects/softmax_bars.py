"""Softmax as bars: a power for each score, their sum as one bar, each power's share of it."""

from __future__ import annotations

import reprlib
from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, Rectangle, RoundedRectangle, VGroup
from manim.utils.color import ParsableManimColor

from netviz.checks import as_items, as_name, as_vector
from netviz.drawing import Drawing
from netviz.formulas import part, relation
from netviz.formulas import power as power_of
from netviz.layout import Box, Frame, as_box, collapse, shown
from netviz.mobjects.neuron_layer import ellipsis
from netviz.mobjects.number import Number
from netviz.scales import as_shown, digits_on, format_value
from netviz.theme import current_theme
from netviz.typeset import Typeset, formula, text

_BAR, _TOTAL_BAR = 0.26, 0.46  # heights of bars, in Manim units
_BELOW = 1.6  # room for the sum below the last row
_LEAST_PITCH = 0.62
_POWER = 1.14  # of the formula size, so that exponents can be read
_LINE_GAP = 0.6  # between classes in one line


class SoftmaxBars(Drawing):
    """Rows of name, bar and share, one a class, and what softmax makes them of.

    `z`, `exponentials` and `shares` are vectors with one number a class; `shift` is what softmax
    took off every z. A bar is as long as its exponential's part of the sum, which is its share: it
    never changes its length. The group is what stays: names, tracks, bars and shares. Beside it
    are, to be played in and out, `questions` (for shares not known yet), `powers` (`e^z ≈ …`, where
    names stand later) and `adding`: `sum_line`, `whole` (the sum's bar), its `segments` end to end,
    and `parts`, the shares in them. `heights` puts rows level with output neurons where there is
    room; more than `most_shown` classes are collapsed, but not the one to `keep`.
    Raises TypeError or ValueError for names that are no text or too long, vectors of another
    length, NaN and infinities.

    Example:
        >>> import numpy as np
        >>> from netviz import SoftmaxBars
        >>> z = np.array([0.6, -0.4])
        >>> bars = SoftmaxBars(["cat", "dog"], z, np.exp(z), np.exp(z) / np.exp(z).sum())
        >>> bars.share(0).string
        '0.73'
    """

    def __init__(
        self,
        names: Sequence[str | int],
        z: Sequence[float] | np.ndarray,
        exponentials: Sequence[float] | np.ndarray,
        shares: Sequence[float] | np.ndarray,
        shift: float = 0.0,
        box: Box | None = None,
        heights: Sequence[float] | None = None,
        most_shown: int = 5,
        keep: int | None = None,
    ) -> None:
        self.class_names = tuple(
            as_name(name, f"names[{index}]") for index, name in enumerate(as_items(names, "names"))
        )
        count = len(self.class_names)
        self._z = as_vector(z, "z", length=count)
        self._powers = as_vector(exponentials, "exponentials", length=count)
        self._shares = as_vector(shares, "shares", length=count)
        self._total = float(self._powers.sum())
        self._shift, self.box = shift, as_box(box, Frame().side)
        places = collapse(count, most_shown, keep, "most_shown")
        self.shown = shown(places)
        levels = self._levels(len(places), heights)
        theme = current_theme()
        self.names, self.tracks, self.bars = VGroup(), VGroup(), VGroup()
        self.numbers, self.powers, self.questions = VGroup(), VGroup(), VGroup()
        dots = VGroup()
        for place, y in zip(places, levels, strict=True):
            if place is None:
                dots.add(ellipsis().scale(0.7).move_to([self.box.center[0], y - 0.1, 0]))
                continue
            self.names.add(self._name(place, y))
            self.tracks.add(self._bar(1.0, y).set_fill(theme.neuron, opacity=1.0))
            self.bars.add(self._bar(self._shares[place], y).set_fill(theme.activation, opacity=1.0))
            number = Number(self._shares[place])
            number.move_to([self.box.right, 0, 0], aligned_edge=RIGHT)
            self.numbers.add(number.set_y(self.names[-1].baseline + number.height / 2))
            question = text("?", color=theme.muted)
            question.move_to([self.box.right, 0, 0], aligned_edge=RIGHT)
            self.questions.add(question.align_baseline(self.names[-1].baseline))
            line = power_of(self._z[place], self._powers[place], shift)
            power = formula(line, size=theme.formula_size * _POWER)
            power.color_parts(z=theme.pre_activation)
            power.scale(min(1.0, self.box.width / power.width))
            power.move_to([self.box.left, 0, 0], aligned_edge=LEFT)
            self.powers.add(power.align_baseline(self.names[-1].baseline))
        super().__init__(self.names, self.tracks, self.bars, self.numbers)
        if len(dots):
            self.ellipsis = dots
            self.add(dots)
        self._add_up(places)

    def _levels(self, count: int, heights: Sequence[float] | None) -> list[float]:
        """Where rows are: at the heights given, if the sum has room below them."""
        floor = self.box.bottom + _BELOW
        if heights is not None and min(heights) >= floor:
            levels = as_vector(heights, "heights", length=count)
            if count == 1 or -np.diff(levels).max() >= _LEAST_PITCH:
                return [float(y) for y in levels]
        top = self.box.top - 0.3
        pitch = min(1.2, (top - floor) / max(count - 1, 1))
        return [top - pitch * i for i in range(count)]

    def _name(self, index: int, y: float) -> Typeset:
        name = text(self.class_names[index])
        if name.width > self.box.width - 0.8:
            raise ValueError(
                f"names must be narrower than {self.box.width - 0.8:.2f} units, got "
                f"{self.class_names[index]!r} with {name.width:.2f}"
            )
        name.move_to([self.box.left, 0, 0], aligned_edge=LEFT)
        return name.align_baseline(y + 0.06)

    def _bar(self, share: float, y: float) -> Rectangle:
        theme = current_theme()
        bar = Rectangle(width=max(self.box.width * share, 0.02), height=_BAR)
        bar.set_stroke(theme.hairline, width=theme.hairline_width if share == 1 else 0)
        return bar.move_to([self.box.left, y - 0.22, 0], aligned_edge=LEFT)

    def _add_up(self, places: Sequence[int | None]) -> None:
        """The sum's bar below the rows, its segments in the classes' order, and their shares."""
        theme = current_theme()
        y = self.box.bottom + _TOTAL_BAR / 2 + 0.1
        self.whole = Rectangle(width=self.box.width, height=_TOTAL_BAR).move_to(
            [self.box.center[0], y, 0]
        )
        self.whole.set_fill(theme.neuron, opacity=1.0)
        self.whole.set_stroke(theme.hairline, width=theme.hairline_width)
        self.segments, self.parts = VGroup(), VGroup()
        self._segment: dict[int, Rectangle] = {}
        self.shares_in_sum: dict[int, Number] = {}
        """By class, where there is room for the digits."""
        ends = np.concatenate([[0.0], np.cumsum(self._shares)]) * self.box.width
        for index in self.shown:
            width = max(float(ends[index + 1] - ends[index]), 0.02)
            segment = Rectangle(width=width, height=_TOTAL_BAR, stroke_width=0)
            segment.set_stroke(theme.background, width=3.0)
            segment.set_fill(theme.activation, opacity=1.0)
            x = self.box.left + float(ends[index]) + width / 2
            self._segment[index] = segment.move_to([x, y, 0])
            self.segments.add(segment)
            number = Number(self._shares[index], color=digits_on(segment.get_fill_color()))
            if number.width + 0.1 < width:
                self.parts.add(number.move_to(segment))
                self.shares_in_sum[index] = number
        exact = sum((as_shown(v) for v in self._powers), as_shown(0.0))
        equals = relation(exact, self._total)
        total = part(format_value(self._total), "result")
        terms = ""
        for i in places:
            plus = "" if not terms else "+ " if i is None else f"{part('+', f'before e{i}')} "
            terms += plus + (
                "dots.c " if i is None else f"{part(format_value(self._powers[i]), f'e{i}')} "
            )
        equal = part(equals, "equals")
        self.added: tuple[int, ...] = tuple(i for i in places if i is not None)
        self.sum_line = formula(f"{terms}{equal} {total}")
        if self.sum_line.width > self.box.width:
            self.added = ()
            self.sum_line = formula(f"inline(sum) e^z {part('approx', 'equals')} {total}")
        self.sum_line.move_to([self.box.left, 0, 0], aligned_edge=LEFT)
        self.sum_line.align_baseline(float(self.whole.get_top()[1]) + 0.2)
        self.adding = VGroup(self.whole, self.segments, self.parts, self.sum_line)

    def line(self, width: float) -> VGroup:
        """`Class 0: 0.73   Class 1: 0.27` in one line: as many as fit, the likeliest first of all.

        `width` is in Manim units. Not added: play it in.
        """
        chosen: dict[int, Typeset] = {}
        for index in sorted(self.shown, key=lambda index: -self._shares[index]):
            share = format_value(self._shares[index])
            item = text(f"{self.class_names[index]}: {share}", weight="semibold")
            if sum(each.width + _LINE_GAP for each in chosen.values()) + item.width < width:
                chosen[index] = item
        line = VGroup(*(chosen[index] for index in sorted(chosen))).arrange(buff=_LINE_GAP)
        for item in line:
            item.align_baseline(0.0)
        return line

    @property
    def outline(self) -> VGroup:
        """What frames the bars: names, tracks, and the dots of classes left out."""
        return VGroup(self.names, self.tracks, *self.submobjects[4:])

    def row(self, index: int) -> VGroup:
        """What stays of a class: name, track, bar and share."""
        place = self._place(index)
        return VGroup(*(column[place] for column in self.submobjects[:4]))

    def power(self, index: int) -> Typeset:
        """`e^z ≈ …` of a class, part z being its score."""
        power: Typeset = self.powers[self._place(index)]
        return power

    def bar(self, index: int) -> Rectangle:
        """The bar of a class."""
        bar: Rectangle = self.bars[self._place(index)]
        return bar

    def segment(self, index: int) -> Rectangle:
        """The part of a class in the bar of the sum."""
        self._place(index)
        return self._segment[index]

    def share(self, index: int) -> Number:
        """The share of a class, in its row."""
        number: Number = self.numbers[self._place(index)]
        return number

    def marker(self, index: int, color: ParsableManimColor | None = None) -> RoundedRectangle:
        """A rounded frame around a class. Not added: play it in."""
        row = self.row(index)
        marker = RoundedRectangle(
            width=row.width + 0.3,
            height=row.height + 0.28,
            corner_radius=0.12,
            stroke_color=color or current_theme().activation,
            stroke_width=3.5,
        )
        return marker.move_to(row)

    def _place(self, index: int) -> int:
        if index not in self.shown:
            raise ValueError(
                f"index must be one of the classes shown {list(self.shown)} "
                f"(of {len(self.class_names)}), got {index!r}"
            )
        return self.shown.index(index)

    def _told(self) -> str:
        return reprlib.repr(list(self.class_names))[1:-1]
