import numpy as np
import pytest
from manim import DL, DOWN, DR, IN, LEFT, RIGHT, UL, UP, UR

from netviz import NeuronLayer, NeuronNotes, Theme

SIDES = [UP, DOWN, LEFT, RIGHT, UL, UR, DL, DR]


@pytest.mark.parametrize("side", SIDES, ids=str)
@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_notes_stand_beside_their_neuron_and_touch_none(side, scale):
    layer = NeuronLayer(3).scale(scale).shift([1, 0.5, 0])
    notes = NeuronNotes(layer, [0.124, -0.1, 0], side, decimals=3, sign=True)
    assert [note.string for note in notes] == ["+0.124", "−0.100", "0.000"]
    for note, own in zip(notes, layer.neurons, strict=True):
        low, high = note.get_corner([-1, -1, 0]), note.get_corner([1, 1, 0])

        def gap(neuron, low=low, high=high):
            center = neuron.disc.get_center()
            nearest = np.clip(center, low, high)
            return np.linalg.norm(nearest - center) - neuron.disc.width / 2

        assert 0.05 * scale < gap(own) < 0.12 * scale
        assert min(gap(neuron) for neuron in layer.neurons if neuron is not own) > gap(own)
        away = (note.get_center() - own.disc.get_center()) * side
        assert (away[side != 0] > 0).all()


def test_only_the_neurons_shown_have_one():
    notes = NeuronNotes(NeuronLayer(12, most_shown=4), np.arange(12) / 10, RIGHT)
    assert [note.string for note in notes] == ["0.00", "0.10", "1.10"]
    assert notes.note(11) is notes[2]
    with pytest.raises(ValueError, match=r"^index must be one of the neurons shown \[0, 1, 11\]"):
        notes.note(5)


def test_colour_and_copies(draw):
    layer = NeuronLayer(2)
    notes = NeuronNotes(layer, [0.1, 0.2])
    assert notes[0][0].get_fill_color().to_hex() == Theme().text
    assert (
        NeuronNotes(layer, [0.1, 0.2], color="#FF9B3D")[0][0].get_fill_color().to_hex() == "#FF9B3D"
    )
    lit = draw(notes)
    copy = notes.copy().shift(UP)
    assert (draw(notes) == lit).all()
    assert copy.note(1).string == "0.20"
    assert notes.note(0).set_value(0.3).string == "0.30"


def test_neurons_too_close_for_notes_between_them():
    layer = NeuronLayer(4, height=2.4)
    with pytest.raises(ValueError, match=r"^side must leave room .* there is none at \[0, 1\]"):
        NeuronNotes(layer, [0.1] * 4, UP)
    assert len(NeuronNotes(layer, [0.1] * 4, UR)) == 4


def test_notes_do_not_meet_those_on_the_other_side():
    layer = NeuronLayer(3)
    above = NeuronNotes(layer, [0.1] * 3, UP)
    with pytest.raises(ValueError, match=r"^side must leave room .* there is none at \[0, -1\]"):
        NeuronNotes(layer, [0.1] * 3, DOWN, avoid=[above])
    wide = NeuronLayer(3, most_spacing=1.4)
    above = NeuronNotes(wide, [0.1] * 3, UP)
    assert len(NeuronNotes(wide, [0.1] * 3, DOWN, avoid=[above])) == 3


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"layer": [1]}, TypeError, r"^layer must be a NeuronLayer, got \[1\]"),
        ({"values": [0.1]}, ValueError, r"^values must be a vector of shape \(2,\), got shape"),
        ({"values": [0.1, np.nan]}, ValueError, r"^values must be finite, got nan at \[1\]"),
        ({"side": "up"}, TypeError, "^side must hold real numbers only, got 'up'"),
        ({"side": [0, 1]}, ValueError, r"^side must be a vector of shape \(3,\)"),
        ({"side": [0, 0, 0]}, ValueError, "^side must be a direction in the picture"),
        ({"side": IN}, ValueError, "^side must be a direction in the picture"),
        ({"decimals": 1.5}, TypeError, "^decimals must be an int, got 1.5"),
    ],
)
def test_wrong_notes(arguments, error, message):
    with pytest.raises(error, match=message):
        NeuronNotes(**{"layer": NeuronLayer(2), "values": [0.1, 0.2], **arguments})
