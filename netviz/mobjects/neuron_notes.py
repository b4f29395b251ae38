"""Small numbers beside the neurons of a layer, such as slopes, deltas or targets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from manim import UP, Mobject
from manim.utils.color import ParsableManimColor

from netviz.checks import as_positive, as_vector
from netviz.drawing import Drawing
from netviz.layout import Box
from netviz.mobjects.extent import box_around
from netviz.mobjects.neuron_layer import Neuron, NeuronLayer, as_layer
from netviz.mobjects.number import Number
from netviz.theme import current_theme

_GAP = 0.09  # between the ring and the note, in Manim units
_STEEP = np.deg2rad(52)  # where a note at a corner touches the ring


class NeuronNotes(Drawing):
    """A number beside each neuron shown of a layer, where the layer is now and in its scale.

    `values` is a vector with one number a neuron, hidden ones included. `side` is a direction as
    `UP`, `LEFT` or `UR`: edges leave neurons to the left and right, so above and below are free,
    and at the corners there is room between neurons that stand close. `color` defaults to the
    theme's text, `decimals` and `sign` are those of `Number`; `avoid` are other notes;
    `gap` is kept from the neuron, in Manim units.
    Raises TypeError or ValueError for anything but a NeuronLayer, a vector of another length, NaN
    and infinities, a side that is no direction, and when a note would touch a neuron, another note
    or one of `avoid`.

    Example:
        >>> from manim import DOWN
        >>> from netviz import NeuronLayer, NeuronNotes
        >>> layer = NeuronLayer(2).set_values([0.64, 0.5])
        >>> notes = NeuronNotes(layer, [0.124, -0.1], DOWN, decimals=3, sign=True)
        >>> notes.note(1).string
        '−0.100'
    """

    def __init__(
        self,
        layer: NeuronLayer,
        values: Sequence[float] | np.ndarray,
        side: Sequence[float] | np.ndarray = UP,
        color: ParsableManimColor | None = None,
        decimals: int = 2,
        sign: bool = False,
        avoid: Iterable[Mobject] = (),
        gap: float = _GAP,
    ) -> None:
        vector = as_vector(values, "values", length=as_layer(layer, "layer").count)
        direction = np.sign(as_vector(side, "side", length=3))
        if not direction[:2].any() or direction[2]:
            raise ValueError(f"side must be a direction in the picture, got {list(side)}")
        self._shown = layer.shown
        color = current_theme().text if color is None else color
        notes = [Number(vector[i], decimals, color=color, sign=sign) for i in layer.shown]
        for note, neuron in zip(notes, layer.neurons, strict=True):
            _put_beside(note, neuron, direction, as_positive(gap, "gap"))
        _refuse_collisions(notes, layer, direction, avoid)
        super().__init__(*notes)

    def note(self, index: int) -> Number:
        """The note of the neuron with this index in the whole layer.

        Raises ValueError when it is out of range or hidden behind the ellipsis.
        """
        if index not in self._shown:
            raise ValueError(
                f"index must be one of the neurons shown {list(self._shown)}, got {index!r}"
            )
        note: Number = self[self._shown.index(index)]
        return note

    def _told(self) -> str:
        return ", ".join(note.string for note in self)


def _put_beside(note: Number, neuron: Neuron, direction: np.ndarray, gap: float) -> None:
    scale = float(neuron.disc.width) / (2 * neuron.radius)
    note.scale(scale)
    at_corner = bool(direction[:2].all())
    round_ = np.array([np.cos(_STEEP), np.sin(_STEEP), 0.0]) if at_corner else np.ones(3)
    reach = (float(neuron.disc.width) / 2 + gap * scale) * round_
    touching = neuron.disc.get_center() + direction * reach
    half = np.array([note.width, note.height, 0.0]) / 2
    note.move_to(touching + direction * half)


def _refuse_collisions(
    notes: Sequence[Number], layer: NeuronLayer, side: np.ndarray, avoid: Iterable[Mobject]
) -> None:
    boxes = [box_around(note) for note in notes]
    others = [box_around(part) for mobject in avoid for part in (mobject.submobjects or [mobject])]
    touching = (
        any(a.overlaps(b) for a, b in combinations(boxes, 2))
        or any(a.overlaps(b) for a in boxes for b in others)
        or any(
            _distance(box, neuron.disc.get_center()) < neuron.disc.width / 2
            for box in boxes
            for neuron in layer.neurons
        )
    )
    if touching:
        raise ValueError(
            f"side must leave room for the notes between the neurons, there is none at "
            f"{side[:2].astype(int).tolist()}: choose another side, or spread the neurons"
        )


def _distance(box: Box, point: np.ndarray) -> float:
    """Distance of a point from a box."""
    x = max(box.left - point[0], 0.0, point[0] - box.right)
    y = max(box.bottom - point[1], 0.0, point[1] - box.top)
    return float(np.hypot(x, y))
