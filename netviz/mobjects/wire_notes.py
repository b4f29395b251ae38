"""Numbers beside the wires to the loss, such as targets and errors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import UP, VGroup
from manim.utils.color import ParsableManimColor

from netviz.checks import as_vector
from netviz.drawing import Drawing, counted
from netviz.mobjects.number import Number
from netviz.scales import format_value
from netviz.typeset import formula

_GAP = 0.15  # between wire and number, in Manim units


class WireNotes(Drawing):
    """A number beside each wire, as `LossBox.wires` gives them; with a `name`, `y = 0.1`.

    `values` holds one number a wire, `side` is UP or DOWN. `color` defaults to the theme's text,
    `decimals` and `sign` are those of `Number`.
    Raises TypeError or ValueError for a vector of another length, NaN and infinities.

    Example:
        >>> from manim import DOWN, Line, VGroup
        >>> from netviz import WireNotes
        >>> wires = VGroup(Line([0, 1, 0], [2, 1, 0]), Line([0, 0, 0], [2, 0, 0]))
        >>> targets = WireNotes(wires, [0.1, 0.9], DOWN, name="y", decimals=1)
        >>> bool(targets[0].get_y() < 1)
        True
    """

    def __init__(
        self,
        wires: VGroup,
        values: Sequence[float] | np.ndarray,
        side: np.ndarray = UP,
        name: str | None = None,
        decimals: int = 2,
        color: ParsableManimColor | None = None,
        sign: bool = False,
    ) -> None:
        super().__init__()
        vector = as_vector(values, "values", length=len(wires))
        for wire, value in zip(wires, vector, strict=True):
            digits = format_value(value, decimals, sign)
            note = (
                Number(value, decimals, color=color, sign=sign)
                if name is None
                else formula(f"{name} = {digits}", color=color)
            )
            self.add(note.next_to(wire, side, buff=_GAP))

    def _told(self) -> str:
        return counted(len(self), "wire")
