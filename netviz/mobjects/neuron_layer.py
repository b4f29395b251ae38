"""A column of neurons whose fill, glow and digits follow their values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Self

import numpy as np
from manim import DOWN, Circle, DashedVMobject, ManimColor, VGroup, VMobject, interpolate_color

from netviz import scales
from netviz.checks import as_integer, as_number, as_positive, as_text, as_vector, describe
from netviz.drawing import Drawing
from netviz.layout import collapse, column_heights, shown
from netviz.mobjects.number import Number
from netviz.theme import Theme, current_theme
from netviz.typeset import Typeset, text

Quantity = Literal["activation", "pre_activation"]

_RADIUS = 0.36
_WIDEST_DIGITS = 0.92  # of the disc's width
_GLOW_DISCS = 14
_GLOW_REACH = 1.0  # how far the glow reaches beyond the rim, in radii


class Neuron(Drawing):
    """One neuron: glow, disc and, when it has a value to show, digits.

    A disc filled towards the activation colour is an activation; a ring and digits in the
    pre-activation colour on an empty disc are a pre-activation. A negative activation has a
    dashed ring. `radius` is in Manim units, `decimals` those of the digits.
    Raises TypeError or ValueError when `radius` is not positive or `decimals` no whole number.

    Example:
        >>> from netviz import Neuron
        >>> Neuron().set_value(0.8).level
        0.8
    """

    def __init__(self, radius: float = _RADIUS, decimals: int = 2, show_value: bool = True) -> None:
        self._theme = current_theme()
        self.radius = as_positive(radius, "radius")
        self.decimals = as_integer(decimals, "decimals", minimum=0)
        self.show_value = show_value
        self.value: float | None = None
        self.quantity: Quantity = "activation"
        self.level = 0.0
        self.glow = _glow(radius, self._theme)
        self.disc = Circle(
            radius=radius,
            fill_color=self._theme.neuron,
            fill_opacity=1.0,
            stroke_color=self._theme.neuron_ring,
            stroke_width=self._theme.ring_width,
        )
        self.dashed_ring = DashedVMobject(
            Circle(radius=radius, stroke_width=self._theme.ring_width * 1.3, color="#FFFFFF"),
            num_dashes=12,
        ).set_stroke(opacity=0.0)
        self.digits = VGroup()
        super().__init__(self.glow, self.disc, self.dashed_ring, self.digits)
        self.hold_digits()

    def set_value(
        self, value: float | None, full: float = 1.0, quantity: Quantity = "activation"
    ) -> Self:
        """Show a value, or None for a neuron that has not been computed.

        `full` is the activation that is shown at full brightness.
        Raises TypeError or ValueError for anything but a finite number or None, when `full` is not
        positive, and for another quantity.
        """
        check_quantity(quantity)
        as_positive(full, "full")
        self.value = None if value is None else as_number(value, "value")
        self.quantity = quantity
        lit = value is not None and quantity == "activation"
        self.level = scales.activation_level(value, full) if lit and value is not None else 0.0
        self.paint(self.level, *self._ring(), self.fill_color)
        self.digits.submobjects = []
        if value is not None and self.show_value:
            self.digits.add(*self.make_digits(value))
        self.hold_digits()
        return self

    def hold_digits(self) -> None:
        """Keep the digits in place and in order; without any, an unseen point stands for them.

        To Manim an empty group lies at the origin and would stretch the neuron's width to it.
        """
        if not len(self.digits):
            point = VMobject(stroke_width=0.0, fill_opacity=0.0)
            self.digits.add(point.set_points([self.disc.get_center()] * 4))
        self.digits.set_z_index(self.disc.z_index)

    @property
    def fill_color(self) -> ManimColor:
        return scales.activation_fill(self.level, self._theme)

    def _ring(self) -> tuple[ManimColor, float]:
        """Colour of the ring, and how far it is drawn dashed (0 or 1)."""
        theme = self._theme
        if self.value is not None and self.quantity == "pre_activation":
            return ManimColor(theme.pre_activation), 0.0
        ring = interpolate_color(
            ManimColor(theme.neuron_ring), ManimColor(theme.activation), self.level**0.5
        )
        dashed = self.value is not None and self.value < 0
        return ring, 1.0 if dashed else 0.0

    def paint(self, level: float, ring: ManimColor, dashed: float, fill: ManimColor) -> Self:
        """Colour disc, ring and glow; animations call this for the steps between two values."""
        self.disc.set_fill(fill)
        self.disc.set_stroke(ring, opacity=1.0 - dashed)
        self.dashed_ring.set_stroke(ring, opacity=dashed)
        for disc, share in zip(self.glow, _glow_profile(), strict=True):
            disc.set_fill(opacity=share * level)
        return self

    def set_brightness(self, share: float) -> Self:
        """Show the neuron with a share of its own opacity, 0 to 1; works with `.animate`."""
        share = as_number(share, "share", minimum=0.0)
        self.paint(*self.looks())
        for part in self.get_family():
            part.set_fill(opacity=part.get_fill_opacity() * share, family=False)
            part.set_stroke(opacity=part.get_stroke_opacity() * share, family=False)
        # Disc and digits are opaque at full brightness; paint does not touch their opacity.
        self.disc.set_fill(opacity=share)
        if self.value is not None and self.show_value:
            self.digits.set_fill(opacity=share)
        return self

    def make_digits(self, value: float) -> VGroup:
        """Digits for a value, placed in the neuron and coloured to be read there."""
        theme = self._theme
        color: str = (
            theme.pre_activation
            if self.quantity == "pre_activation"
            else scales.digits_on(self.fill_color)
        )
        scale = self.disc.width / (2 * self.radius)
        number = Number(value, self.decimals, color=color).scale(scale)
        if number.width > _WIDEST_DIGITS * self.disc.width:
            number.scale_to_fit_width(_WIDEST_DIGITS * self.disc.width)
        return VGroup(*number.move_to(self.disc).set_z_index(self.disc.z_index))

    def looks(self) -> tuple[float, ManimColor, float, ManimColor]:
        """Level, ring colour, dashed share and fill of the value held: what `paint` takes."""
        return self.level, *self._ring(), self.fill_color

    def _told(self) -> str:
        if self.value is None:
            return ""
        shown = scales.format_value(self.value, self.decimals)
        return shown if self.quantity == "activation" else f"z = {shown}"


class NeuronLayer(Drawing):
    """A column of `count` neurons, the first on top.

    More than `most_shown` are collapsed to an ellipsis between the first and the last ones; `keep`
    is one that stays visible. `radius`, `height` (from the first to the last middle) and
    `most_spacing` are in Manim units; by default neurons are as large as they can be without
    touching, up to a radius of 0.36. `name` is written below.
    Raises TypeError or ValueError for a count below 1, a size that is not positive, and fewer
    places than an ellipsis needs.

    Example:
        >>> from netviz import NeuronLayer
        >>> layer = NeuronLayer(3).set_values([0.5, 0.8, 0.3])
        >>> layer.neuron(1).value
        0.8
    """

    def __init__(
        self,
        count: int,
        name: str | None = None,
        radius: float | None = None,
        height: float = 2.8,
        most_spacing: float = 1.15,
        most_shown: int = 8,
        decimals: int = 2,
        show_values: bool = True,
        keep: int | None = None,
    ) -> None:
        self._theme = current_theme()
        self.count = as_integer(count, "count", minimum=1)
        self.places = collapse(self.count, most_shown, keep, "most_shown")
        self.shown = shown(self.places)
        heights = column_heights(
            len(self.places),
            as_positive(height, "height"),
            as_positive(most_spacing, "most_spacing"),
        )
        spacing = heights[0] - heights[1] if len(heights) > 1 else np.inf
        largest = min(_RADIUS, 0.45 * spacing)
        radius = largest if radius is None else as_positive(radius, "radius")
        self.neurons = VGroup()
        self.ellipsis = VGroup()
        for index, y in zip(self.places, heights, strict=True):
            if index is None:
                dots, room = ellipsis(), 1.8 * (spacing - radius)
                if 0 < room < dots.height:
                    dots.scale(room / dots.height)
                self.ellipsis.add(dots.move_to([0, y, 0]))
            else:
                self.neurons.add(Neuron(radius, decimals, show_values).move_to([0, y, 0]))
        super().__init__(self.neurons)
        if len(self.ellipsis):
            self.add(self.ellipsis)
        self.label: Typeset | None = None
        if name is not None:
            self.add_name(name, float(self.get_bottom()[1]) - 0.35)

    def add_name(self, name: str, baseline: float) -> Self:
        """Write a name below the layer, its baseline at a height in Manim units."""
        self.label = text(as_text(name, "name"), color=self._theme.muted)
        self.label.move_to(self.neurons).align_baseline(baseline)
        self.add(self.label)
        return self

    def neuron(self, index: int) -> Neuron:
        """The neuron with this index in the whole layer.

        Raises ValueError when it is out of range or hidden behind the ellipsis.
        """
        if index not in self.shown:
            raise ValueError(
                f"index must be one of the neurons shown {list(self.shown)} "
                f"(of {self.count} in the layer), got {index!r}"
            )
        neuron: Neuron = self.neurons[self.shown.index(index)]
        return neuron

    def heights(self) -> list[float]:
        """Height of every place in Manim units, first to last, ellipses included."""
        parts = (*(neuron.disc for neuron in self.neurons), *self.ellipsis)
        return sorted((float(part.get_y()) for part in parts), reverse=True)

    def set_values(
        self,
        values: Sequence[float] | np.ndarray | None,
        full: float | None = None,
        quantity: Quantity = "activation",
    ) -> Self:
        """Show a value in each neuron, None for a layer that has not been computed.

        `values` is a vector with one number a neuron, hidden ones included. `full` is the
        activation at full brightness (default: the largest of `values` and 1).
        """
        if values is None:
            for neuron in self.neurons:
                neuron.set_value(None)
            return self
        check_quantity(quantity)
        vector = self.check_values(values)
        full = self.full_brightness(vector, full)
        for index in self.shown:
            self.neuron(index).set_value(float(vector[index]), full, quantity)
        return self

    def check_values(self, values: Sequence[float] | np.ndarray) -> np.ndarray:
        """The values as a float64 vector of the layer's length, or a ValueError or TypeError."""
        return as_vector(values, "values", length=self.count)

    @staticmethod
    def full_brightness(values: np.ndarray, full: float | None) -> float:
        """The activation shown at full brightness when `full` is not given."""
        return max(1.0, float(np.abs(values).max())) if full is None else as_positive(full, "full")

    def _told(self) -> str:
        hidden = self.count - len(self.shown)
        return f"{self.count}, {len(self.shown)} shown" if hidden else str(self.count)


def as_layer(value: object, name: str) -> NeuronLayer:
    """Return `value`, a NeuronLayer. Raises TypeError for anything else."""
    if not isinstance(value, NeuronLayer):
        raise TypeError(f"{name} must be a NeuronLayer, got {describe(value)}")
    return value


def check_quantity(quantity: object) -> None:
    """Raise ValueError for anything but the name of a quantity that neurons show."""
    if quantity not in ("activation", "pre_activation"):
        raise ValueError(f"quantity must be 'activation' or 'pre_activation', got {quantity!r}")


def ellipsis() -> VGroup:
    """Three dots under each other: items that are not drawn."""
    dot = Circle(0.045, fill_color=current_theme().muted, fill_opacity=1.0, stroke_width=0)
    return VGroup(*(dot.copy() for _ in range(3))).arrange(DOWN, buff=0.08)


def _glow_profile() -> list[float]:
    """Opacity of each glow disc, widest first: stacked, they fall off like a Gaussian."""
    steps = np.linspace(1.0, 0.0, _GLOW_DISCS, endpoint=False)
    return [float(0.085 * np.exp(-3.0 * s**2) + 0.004) for s in steps]


def _glow(radius: float, theme: Theme) -> VGroup:
    discs: list[VMobject] = []
    for step in np.linspace(1.0, 0.0, _GLOW_DISCS, endpoint=False):
        disc = Circle(radius=radius * (1 + _GLOW_REACH * step), stroke_width=0)
        discs.append(disc.set_fill(theme.activation, opacity=0.0))
    return VGroup(*discs)
