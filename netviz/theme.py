"""Colour roles, type scale and stroke widths: what a film looks like, in one frozen object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields

from manim import ManimColor

from netviz.checks import as_number, as_positive, brief_fields, describe

PIXELS_PER_UNIT = 135.0
"""Pixels of a 1080-line frame in one Manim unit (a frame is 8 units high)."""


TOLD_APART: frozenset[frozenset[str]] = frozenset(
    frozenset(pair)
    for pair in (
        ("positive", "negative"),  # a negative weight is dashed, its number has a minus sign
        ("activation", "positive"),  # activations fill discs, weights are edges
        ("activation", "negative"),  # and these are dashed
        ("activation", "slope"),  # slopes stand below neurons and in double boxes
        ("activation", "text"),  # activations fill discs and bars; formulas name both by letters
        ("pre_activation", "negative"),  # sums stand in neurons, weights are dashed edges
        ("pre_activation", "gradient"),  # gradients have signs and stand beside edges
        ("slope", "positive"),  # slopes are numbers below neurons, weights are edges
        ("gradient", "negative"),  # gradients have signs and move left, weights are dashed
        ("gradient", "error"),  # errors stand above at the outputs, gradients below and at edges
        ("negative", "text"),  # a weight's number stands beside its edge
    )
)
"""Pairs of colour roles that shape, place or sign tell apart for every kind of colour vision."""


@dataclass(frozen=True, repr=False)
class Theme:
    """The look of a film: colours, text sizes in pixels of a 1080-line frame, stroke widths.

    A colour is given as Manim takes it, "#7CE38B", "BLUE" or `BLUE`, and kept as "#RRGGBB". It is a
    role and keeps its meaning from the first frame to the last. Roles that could be
    confused are also told apart by shape: a negative weight is dashed, a gradient moves left.
    Stroke widths are in Manim's stroke units (100 to a Manim unit).
    `told_apart` are pairs of roles whose colours may look alike to some, as their shapes differ.
    Raises TypeError or ValueError for a colour that Manim does not know, a translucent one, a size
    that is not positive, a width below 0, an opacity outside 0 to 1, and a least value above its
    greatest.

    Example:
        >>> from netviz import Theme
        >>> Theme(activation="#7CE38B", error="RED")
        Theme(activation='#7CE38B', error='#FC6255')
    """

    background: str = "#0B0F14"
    panel: str = "#121922"
    hairline: str = "#3A495C"
    text: str = "#E6EAF0"
    muted: str = "#9AA7B6"
    neuron: str = "#121922"
    neuron_ring: str = "#5A6B80"

    activation: str = "#35D6F2"
    pre_activation: str = "#F4CE5E"
    gradient: str = "#FF9B3D"
    error: str = "#FF5D5D"
    slope: str = "#B79CFF"
    positive: str = "#7A9BD1"
    negative: str = "#E3A3BC"

    title_size: float = 60
    formula_size: float = 46
    word_size: float = 42
    number_size: float = 34

    ring_width: float = 3.0
    hairline_width: float = 2.0
    edge_width_min: float = 1.2
    edge_width_max: float = 5.6
    edge_opacity_min: float = 0.22
    edge_opacity_max: float = 0.75
    dim_opacity: float = 0.15

    sans_numbers: bool = False
    """Whether decimal numbers in formulas have the face and size of numbers elsewhere."""
    caption_band: float = -2.67
    """Nothing is drawn below this height (Manim units): players put the captions there."""
    told_apart: frozenset[frozenset[str]] = TOLD_APART

    def __post_init__(self) -> None:
        for field in fields(self):
            name, value = f"Theme.{field.name}", getattr(self, field.name)
            if field.name == "told_apart":
                _check_pairs(value, name)
            elif isinstance(field.default, str):
                object.__setattr__(self, field.name, _hex(value, name))
            elif field.name == "sans_numbers":
                if not isinstance(value, bool):
                    raise TypeError(f"{name} must be a bool, got {describe(value)}")
            elif field.name.endswith("_size"):
                as_positive(value, name)
            elif field.name == "caption_band":
                as_number(value, name)
            elif as_number(value, name, minimum=0) > 1 and "opacity" in field.name:
                raise ValueError(f"{name} must be at most 1, got {value}")
        for quantity in ("edge_width", "edge_opacity"):
            least, most = getattr(self, f"{quantity}_min"), getattr(self, f"{quantity}_max")
            if least > most:
                raise ValueError(
                    f"Theme.{quantity}_min must be at most Theme.{quantity}_max = {most}, "
                    f"got {least}"
                )

    def __repr__(self) -> str:
        return brief_fields(self)


def _check_pairs(value: object, name: str) -> None:
    roles = {field.name for field in fields(Theme) if isinstance(field.default, str)}
    pairs = value if isinstance(value, frozenset) else {None}
    if not all(isinstance(pair, frozenset) and len(pair) == 2 and pair <= roles for pair in pairs):
        raise ValueError(
            f"{name} must be a frozenset of frozensets of two colour roles, got {describe(value)}"
        )


def _hex(value: object, name: str) -> str:
    """A colour as "#RRGGBB"; one that is written so already stays as it is."""
    if not isinstance(value, (str, ManimColor)):
        raise TypeError(f"{name} must be a str or a ManimColor, got {describe(value)}")
    if isinstance(value, str) and re.fullmatch("#[0-9A-Fa-f]{6}", value):
        return value
    try:
        color = ManimColor(value)
    except ValueError:
        raise ValueError(
            f"{name} must be a colour like '#35D6F2' or one of Manim's names like 'BLUE', "
            f"got {value!r}"
        ) from None
    if color.to_rgba()[3] < 1:
        raise ValueError(f"{name} must be opaque, got {value!r}")
    return str(color.to_hex())


_current: ContextVar[Theme | None] = ContextVar("netviz_theme", default=None)
_DEFAULT = Theme()


def current_theme() -> Theme:
    """The theme in force here: that of the innermost `use_theme`, else the default one.

    Example:
        >>> current_theme() == Theme()
        True
    """
    return _current.get() or _DEFAULT


@contextmanager
def use_theme(theme: Theme) -> Iterator[Theme]:
    """Make `theme` the current one within a `with` block. `PhasedScene` does it for its scene.

    Raises TypeError when `theme` is not a Theme.

    Example:
        >>> with use_theme(Theme(text="#FFFFFF")):
        ...     current_theme().text
        '#FFFFFF'
    """
    if not isinstance(theme, Theme):
        raise TypeError(f"theme must be a Theme, got {describe(theme)}")
    token = _current.set(theme)
    try:
        yield theme
    finally:
        _current.reset(token)
