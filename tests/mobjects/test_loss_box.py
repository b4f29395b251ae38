from itertools import pairwise

import numpy as np
import pytest
from manim import RIGHT, UP

from netviz import LossBox, NeuronLayer, Theme, formulas
from netviz.layout import Box, Frame
from netviz.typeset import Typeset

SQUARED = "L {{ = : eq }} 1/2 sum (a - y)^2"


@pytest.fixture
def box() -> LossBox:
    return LossBox(SQUARED)


def equals(line: Typeset) -> float:
    return float(line.part("eq").get_x())


def inside(part, frame) -> bool:
    return bool(
        (part.get_corner([-1, -1, 0]) >= frame.get_corner([-1, -1, 0])).all()
        and (part.get_corner([1, 1, 0]) <= frame.get_corner([1, 1, 0])).all()
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda box: box,
        lambda box: box.shift([-4, 1, 0]),
        lambda box: box.scale(0.5),
        lambda box: box.copy().scale(0.8).move_to([1, -1, 0]),
    ],
    ids=["plain", "shift", "scale", "copy"],
)
def test_lines_stand_below_each_other_where_the_box_is(box, change):
    box = change(box)
    lines = [
        box.row("a {{ = : eq }} (0.64, 0.50)", 0),
        box.row("y {{ = : eq }} (0.1, 0.9)", 1),
        box.value_line(0.2258),
    ]
    parts = [box.name_label, box.formula, *lines]
    for part in parts:
        assert inside(part, box.frame)
    for above, below in pairwise(parts):
        assert above.get_bottom()[1] > below.get_top()[1]
    for line in lines:
        assert equals(line) == pytest.approx(equals(box.formula))
    share = lines[0].height / LossBox(SQUARED).row("a {{ = : eq }} (0.64, 0.50)").height
    assert share == pytest.approx(box.frame.width / Frame().side.width)


def test_the_value_is_written_in_the_colour_of_the_error(box):
    line = box.value_line(0.2258)
    assert len(line.part("value")) == len("0.226")
    assert {glyph.get_fill_color().to_hex() for glyph in line} == {Theme().error}
    assert len(box.value_line(0.2258, decimals=1).part("value")) == len("0.2")


def test_the_value_before_stands_back_on_the_same_line(box):
    line = box.value_line(0.135, relation="approx", before=0.226)
    assert line.part_names == ("letter", "eq", "before", "arrow", "value")
    assert line.part("before").get_right()[0] < line.part("value").get_left()[0]
    assert line.part("before")[0].get_fill_opacity() < line.part("value")[0].get_fill_opacity()
    assert line.get_right()[0] < box.get_right()[0]


def test_lines_without_an_equals_sign_stand_in_the_middle(box):
    line = box.row("(a - y)^2")
    assert line.get_x() == pytest.approx(box.frame.get_x())
    plain = LossBox("L = (a - y)^2")
    assert equals(plain.value_line(1)) == pytest.approx(equals(plain.row("y {{ = : eq }} 1")))


def test_long_lines_are_set_smaller_and_longer_ones_refused(box):
    line = box.row("a {{ = : eq }} (0.64, 0.50, 0.11)")
    assert inside(line, box.frame)
    assert 0.8 < line.part("eq").width / box.row("=").width < 1
    assert line.width == pytest.approx(box.frame.width - 2 * 0.18)
    with pytest.raises(ValueError, match=r"^source must be at most 3.18 units wide, got "):
        box.row("a {{ = : eq }} (0.64, 0.50, 0.11, 0.12, 0.13)")
    with pytest.raises(ValueError, match=r"^value must be at most 3.18 units wide, got "):
        box.value_line(1.0, decimals=20)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_wires_lead_from_the_neurons_to_the_box(box, count):
    outputs = NeuronLayer(count, height=5).shift([2, 1, 0])
    wires = box.wires(outputs)
    assert len(wires) == count
    for wire, neuron in zip(wires, outputs.neurons, strict=True):
        center = neuron.disc.get_center()
        assert np.linalg.norm(wire.get_start() - center) == pytest.approx(neuron.disc.width / 2)
        assert wire.get_end()[0] == pytest.approx(box.frame.get_left()[0])
        assert box.frame.get_bottom()[1] < wire.get_end()[1] < box.frame.get_top()[1]
        if box.frame.get_bottom()[1] + 0.3 < center[1] < box.frame.get_top()[1] - 0.3:
            assert wire.get_end()[1] == pytest.approx(center[1])


def test_wires_lead_to_where_the_box_is_now(box):
    outputs = NeuronLayer(12, most_shown=4).shift(2 * RIGHT)
    before = box.wires(outputs)
    after = box.shift(RIGHT + UP).wires(outputs)
    assert len(before) == len(after) == 3
    assert after.get_right()[0] == pytest.approx(before.get_right()[0] + 1)


def test_it_is_drawn_in_its_box(box, draw):
    lit = draw(box)
    rows, columns = np.nonzero(lit)
    side = Frame().side
    assert columns.min() == pytest.approx(426.5 + 60 * side.left, abs=3)
    assert rows.max() == pytest.approx(240 - 60 * side.bottom, abs=3)
    copy = box.copy().shift(UP)
    assert type(copy) is LossBox
    assert (draw(box) == lit).all()


def test_a_vector_of_the_library_fits_into_a_row(box):
    assert inside(box.row(f"a {{{{ = : eq }}}} {formulas.vector([0.64, 0.5], 'a')}"), box.frame)


def test_a_higher_box_has_more_rows():
    assert LossBox(SQUARED).rows == 2
    box = LossBox(SQUARED, box=Box(0, -3, 3, 3))
    assert box.rows > 4
    assert box.row("y", box.rows - 1).get_bottom()[1] > box.value_line(1).get_top()[1]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"source": 7}, TypeError, "^source must be a str, got 7"),
        (
            {"source": "a b c d e f g h i j k l m n o p q r s"},
            ValueError,
            "^source must be at most",
        ),
        ({"name": ""}, ValueError, "^name must have a visible character"),
        ({"name": "A loss with a very long name"}, ValueError, "^name must be at most 2.54 units"),
        ({"box": (0, 0, 1, 1)}, TypeError, "^box must be a netviz.Box"),
        ({"box": Box(0, 0, 3, 2)}, ValueError, "^box must be at least 2.95 units high, got 2.00"),
    ],
)
def test_wrong_boxes(arguments, error, message):
    with pytest.raises(error, match=message):
        LossBox(**{"source": SQUARED, **arguments})


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda box: box.row("y", 2), ValueError, "^row must be 0 to 1, got 2$"),
        (lambda box: box.row("y", -1), ValueError, "^row must be at least 0, got -1$"),
        (lambda box: box.row("y", 0.0), TypeError, "^row must be an int, got 0.0"),
        (lambda box: box.value_line(np.nan), ValueError, "^value must be finite, got nan$"),
        (lambda box: box.value_line("1"), TypeError, "^value must be a real number, got '1'"),
        (lambda box: box.wires([1]), TypeError, r"^outputs must be a NeuronLayer, got \[1\]"),
    ],
)
def test_wrong_lines(box, call, error, message):
    with pytest.raises(error, match=message):
        call(box)
