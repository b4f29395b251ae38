"""Comparing the numbers of one place, or of a group, with the quantities of a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from netviz.audit.rules._model import Quantity
from netviz.audit.shot import Item

Place = int | tuple[int, int]
LEAST_SHARE = 0.5
"""Of the numbers of a group that agree, so that the others are of the same model."""
LEAST_DIGITS = 3
"""Digits that agree in a group, so that it is no chance; leading zeros are none."""
_MOST_CHANCES = 0.1  # expected numbers of a model that a number is equal to by chance


class Wrong(NamedTuple):
    """One number that is not the model's."""

    names: tuple[str, ...]
    measure: str
    limit: str


class Shown(NamedTuple):
    """A number on screen."""

    item: Item
    place: Place
    string: str
    decimals: int
    sign: bool

    @property
    def digits(self) -> int:
        """How many digits it has that could have been others."""
        return len("".join(filter(str.isdigit, self.string)).lstrip("0"))


def agrees(shown: Shown, quantities: Sequence[Quantity]) -> bool:
    """Whether one of the quantities has this number at its place."""
    return any(
        quantity.shown(shown.place, shown.decimals, shown.sign) == shown.string
        for quantity in quantities
    )


def misfits(
    shown: Sequence[Shown],
    quantities: Sequence[Quantity],
    where: str,
    least_digits: int = LEAST_DIGITS,
) -> Iterator[Wrong]:
    """The numbers that are not those of the quantity that fits best, when it is that one at all.

    It is when at least half of them agree, or all do in another order.
    """
    best, right = None, 0
    for quantity in quantities:
        strings = [quantity.shown(one.place, one.decimals, one.sign) for one in shown]
        fitting = [one for a, one in zip(strings, shown, strict=True) if a == one.string]
        exchanged = sorted(strings) == sorted(one.string for one in shown)
        if not exchanged and len(fitting) < LEAST_SHARE * len(shown):
            continue
        digits = sum(one.digits for one in (shown if exchanged else fitting))
        if digits >= least_digits and 1 + len(fitting) > right:
            best, right = quantity, 1 + len(fitting)
    if best is None:
        return
    for one in shown:
        if not agrees(one, [best]):
            yield complaint(one, where.format(one.place), [best])


def belongs_to(shown: Shown, quantities: Sequence[Quantity]) -> str | None:
    """The place of the same layer to which a number belongs that is at the wrong one.

    None when it belongs nowhere, and when so many numbers are around that it may be by chance.
    """
    around = sum(quantity.values.size for quantity in quantities)
    if around > _MOST_CHANCES * 2 * 10**shown.digits:
        return None
    for quantity in quantities:
        for place in np.ndindex(quantity.values.shape):
            if quantity.shown(place, shown.decimals, shown.sign) == shown.string:
                return f"{quantity.name}{list(place)}"
    return None


def complaint(shown: Shown, where: str, quantities: Sequence[Quantity]) -> Wrong:
    """What is shown, and what up to three of the quantities have there."""
    has = {
        quantity.shown(shown.place, shown.decimals, shown.sign): (
            f"{quantity.name}[{_index(shown.place)}]"
        )
        for quantity in reversed(quantities)
    }
    said = [f"{name} = {string}" for string, name in reversed(has.items())][:3]
    return Wrong((shown.item.name,), f"{shown.string} at {where}", " or ".join(said))


def _index(place: Place) -> str:
    return str(place) if isinstance(place, int) else ", ".join(map(str, place))
