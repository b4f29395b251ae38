"""Numbers beside the wires to the loss."""

from __future__ import annotations

import pytest
from manim import DOWN, UP, Line, VGroup

from netviz import Number, WireNotes

WIRES = VGroup(Line([0, 1, 0], [2, 1, 0]), Line([0, 0, 0], [2, 0, 0]))


def test_each_number_stands_beside_its_wire():
    errors, targets = WireNotes(WIRES, [0.42, -0.49], UP), WireNotes(WIRES, [0.1, 0.9], DOWN)
    for wire, above, below in zip(WIRES, errors, targets, strict=True):
        assert above.get_bottom()[1] > wire.get_y() > below.get_top()[1]
        assert above.get_x() == pytest.approx(wire.get_x())


def test_signs_and_names():
    signed = WireNotes(WIRES, [0.42, -0.49], sign=True)
    assert [note.string for note in signed] == ["+0.42", "−0.49"]
    named = WireNotes(WIRES, [0.1, 0.9], name="y", decimals=1)
    assert [note.source for note in named] == ["y = 0.1", "y = 0.9"]
    assert not isinstance(named[0], Number)


def test_one_number_a_wire():
    with pytest.raises(ValueError, match="values must"):
        WireNotes(WIRES, [0.1])
