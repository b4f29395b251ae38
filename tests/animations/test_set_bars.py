import numpy as np
import pytest
from manim import RIGHT, Succession, VGroup, linear, rate_functions

from netviz import ClassProbabilities, SetBars, Theme

TWO = ["cat", "dog"]


def lengths(bars: ClassProbabilities) -> list[float]:
    pairs = zip(bars.bars, bars.tracks, strict=True)
    return [float(bar.width / track.width) for bar, track in pairs]


@pytest.mark.parametrize("start", [None, [0.66, 0.33]], ids=["unknown", "from values"])
def test_numbers_in_between_are_never_seen(start, record, draw):
    bars, values = ClassProbabilities(TWO), [0.11, 0.77]
    if start is not None:
        bars.set_values(start)
    before = draw(bars.unknown if start is None else bars.numbers)
    after = draw(ClassProbabilities(TWO).set_values(values).numbers)
    animation = SetBars(bars, values, run_time=2, rate_func=linear)
    scene = record(lambda scene: (scene.add(bars), scene.play(animation)))
    where = np.zeros_like(before)  # the numbers stand above the tracks, at the right
    _, columns = np.nonzero(before | after)
    where[:, columns.min() :] = True
    where &= ~draw(bars.tracks)
    seen = [frame & where for frame in scene.frames]
    assert len(seen) == 20
    for frame in seen:  # each picture shows some of one of them and nothing else
        assert not (frame & ~before).any() or not (frame & ~after).any()
    assert (seen[0] == before).all()
    assert not any((frame & ~before).any() for frame in seen[:10])
    assert not any((frame & ~after).any() for frame in seen[11:])
    assert (seen[-1] & after).sum() > 0.5 * after.sum()


def test_bars_glide(record):
    bars = ClassProbabilities(TWO).set_values([0.8, 0.1])
    animation = SetBars(bars, [0.2, 0.6], run_time=1, rate_func=linear)
    scene = record(lambda scene: scene.play(animation), lambda: lengths(bars))
    first, second = np.array(scene.seen).T
    assert np.allclose(first, np.linspace(0.8, 0.2, 11)[:-1], atol=0.01)
    assert np.allclose(second, np.linspace(0.1, 0.6, 11)[:-1], atol=0.01)
    assert lengths(bars) == pytest.approx([0.2, 0.6])


def test_they_end_as_if_they_had_been_set(record, draw):
    bars = ClassProbabilities(TWO)
    family = len(ClassProbabilities(TWO).set_values([0.7, 0.3]).get_family())
    record(lambda scene: scene.play(SetBars(bars, [0.7, 0.3], run_time=0.3)))
    assert (draw(bars) == draw(ClassProbabilities(TWO).set_values([0.7, 0.3]))).all()
    assert len(bars.get_family()) == family  # nothing old is left
    assert [number.string for number in bars.numbers] == ["0.70", "0.30"]
    assert bars.values.tolist() == [0.7, 0.3]


def test_from_one_full_to_another(record):
    """Exponentials of their sum are the same shares as probabilities of 1: no bar moves."""
    bars = ClassProbabilities(TWO).set_values([3.0, 1.0], full=4.0)
    animation = SetBars(bars, [0.75, 0.25], full=1.0, run_time=0.5)
    scene = record(lambda scene: scene.play(animation), lambda: lengths(bars))
    assert np.allclose(scene.seen, [0.75, 0.25])
    assert [number.string for number in bars.numbers] == ["0.75", "0.25"]
    assert bars.full == 1.0


def test_colours(record):
    bars = ClassProbabilities(TWO).set_values([0.7, 0.3])
    record(lambda scene: scene.play(SetBars(bars, [0.6, 0.4], color="#FF0000", run_time=0.2)))
    assert {bar.get_fill_color().to_hex() for bar in bars.bars} == {"#FF0000"}
    record(lambda scene: scene.play(SetBars(bars, [0.5, 0.5], run_time=0.2)))
    assert {bar.get_fill_color().to_hex() for bar in bars.bars} == {"#FF0000"}
    assert Theme().activation != "#FF0000"


def test_one_after_the_other(record, draw):
    bars = ClassProbabilities(TWO)
    before = draw(bars)
    plays = SetBars(bars, [3, 1], full=4, run_time=0.5), SetBars(bars, [0.75, 0.25], full=1)
    scene = record(lambda scene: (scene.add(bars), scene.play(Succession(*plays))))
    assert np.count_nonzero(scene.frames[0] != before) < 30
    assert (draw(bars) == draw(ClassProbabilities(TWO).set_values([0.75, 0.25]))).all()


def test_bars_that_moved_and_were_scaled(record, draw):
    def moved():
        return ClassProbabilities(TWO).shift(3 * -RIGHT).scale(0.7)

    bars = moved()
    record(lambda scene: scene.play(SetBars(bars, [0.7, 0.3], run_time=0.2)))
    assert np.count_nonzero(draw(bars) != draw(moved().set_values([0.7, 0.3]))) < 30


@pytest.mark.parametrize("rate", ["ease_out_back", "ease_in_back", "there_and_back"])
def test_rates_that_go_beyond_their_ends(rate, record):
    bars = ClassProbabilities(TWO).set_values([0.0, 1.0])
    animation = SetBars(bars, [1.0, 0.0], rate_func=getattr(rate_functions, rate), run_time=1)
    scene = record(lambda scene: scene.play(animation), lambda: lengths(bars))
    assert np.min(scene.seen) >= 0
    assert np.max(scene.seen) <= 1 + 1e-6


def test_making_one_changes_nothing(draw):
    bars = ClassProbabilities(TWO)
    before = draw(bars)
    SetBars(bars, [0.7, 0.3])
    assert (draw(bars) == before).all()


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"bars": VGroup()}, TypeError, "^bars must be ClassProbabilities, got VGroup"),
        ({"values": [1.0]}, ValueError, r"^values must be .* \(2,\), got shape \(1,\)$"),
        ({"values": [0.5, 2.0]}, ValueError, "^values must be at most full = 1.0, got 2.0$"),
        ({"values": [-0.5, 0.5]}, ValueError, "^values must not be negative, got -0.5$"),
        ({"values": [0.5, np.inf]}, ValueError, "^values must be finite, got inf"),
        ({"values": "ab"}, TypeError, "^values must hold real numbers only"),
        ({"full": 0}, ValueError, "^full must be positive, got 0$"),
    ],
)
def test_wrong_input_is_refused_before_it_plays(arguments, error, message):
    given = {"bars": ClassProbabilities(TWO), "values": [0.5, 0.5], **arguments}
    with pytest.raises(error, match=message):
        SetBars(**given)
