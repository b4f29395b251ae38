import gc
import re
from contextlib import suppress
from itertools import pairwise

import av
import numpy as np
import pytest

from netviz.words.speech import LOUDNESS, PEAK, RATE, even, loudness, seconds_of, speech_of
from netviz.words.voice import Hibari, as_voice
from tests.words.voices import Counted, tone


@pytest.fixture(scope="module")
def hibari():
    return Hibari()


def test_silence_around_it_is_cut_and_it_starts_within_a_frame():
    samples, rate = tone("x" * 16)
    speech = even(samples, rate)
    assert seconds_of(speech) == pytest.approx(1.03, abs=0.05)
    assert np.flatnonzero(np.abs(speech) > 0.05)[0] < RATE / 60


def test_it_neither_starts_nor_ends_with_a_click():
    speech = even(*tone("x" * 16))
    assert abs(speech[0]) < 1e-3
    assert abs(speech[-1]) < 1e-3
    assert np.abs(np.diff(speech)).max() < 0.1


@pytest.mark.parametrize("loud", [0.003, 0.3, 1.0])
def test_all_are_as_loud(loud):
    assert loudness(even(*tone("x" * 40, loud=loud))) == pytest.approx(LOUDNESS, abs=0.3)


@pytest.mark.parametrize(
    "text", ["Now.", "Multiply inputs by weights, add a bias.", "Below zero, ReLU outputs zero."]
)
def test_the_default_voice_is_even_and_below_full_scale(hibari, text):
    speech = speech_of(hibari, text)
    assert loudness(speech) == pytest.approx(LOUDNESS, abs=0.5)
    assert np.abs(speech).max() <= PEAK
    assert np.array_equal(speech, speech_of(hibari, text))


def test_loudness_is_what_ffmpeg_measures(hibari):
    """BS.1770 by somebody else: libavfilter's ebur128 says in its log what it has measured."""
    speech = speech_of(hibari, "Softmax turns scores into shares of one. " * 3)
    graph = av.filter.Graph()
    filters = [
        graph.add_abuffer(sample_rate=RATE, format="flt", layout="mono", time_base=f"1/{RATE}"),
        graph.add("ebur128", "framelog=quiet"),
        graph.add("abuffersink"),
    ]
    for one, other in pairwise(filters):
        one.link_to(other)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(speech[None], format="flt", layout="mono")
    frame.sample_rate, frame.pts = RATE, 0
    level = av.logging.get_level()
    av.logging.set_level(av.logging.INFO)
    try:
        with av.logging.Capture(local=False) as logs:
            graph.push(frame)
            graph.push(None)
            with suppress(av.EOFError, av.BlockingIOError):
                while True:
                    graph.pull()
            del filters, graph, one, other
            gc.collect()
    finally:
        av.logging.set_level(level)
    (measured,) = re.findall(r"I:\s+(-\d+\.\d) LUFS", "".join(line for _, _, line in logs))
    assert float(measured) == pytest.approx(loudness(speech), abs=0.15)


def test_silence_is_refused():
    with pytest.raises(ValueError, match="must be heard, got silence"):
        speech_of(as_voice(lambda text: (np.zeros(9000), 8000)), "Hello.")


@pytest.mark.parametrize(
    "answer",
    [None, np.zeros(10), (np.zeros(10), "fast"), (np.zeros(10), 0), ("samples", 8000), ([], 8000),
     (np.zeros((2, 2, 2)), 8000)],
)  # fmt: skip
def test_anything_but_samples_and_a_rate_is_refused(answer):
    with pytest.raises(TypeError, match=r"voice .* must"):
        speech_of(as_voice(lambda text: answer), "Hello.")


def test_stereo_and_integers_are_taken():
    samples, rate = tone("x" * 16)
    whole = (np.column_stack([samples, samples]) * 32767).astype("<i2")
    assert np.allclose(
        even(samples, rate), speech_of(as_voice(lambda t: (whole, rate)), "x"), atol=0.01
    )


def test_what_was_said_is_kept_under_the_voices_name(tmp_path):
    one, other = Counted("one"), Counted("other")
    first = speech_of(one, "Hello there.", tmp_path)
    assert np.array_equal(first, speech_of(one, "Hello there.", tmp_path))
    speech_of(other, "Hello there.", tmp_path)
    assert (one.said, other.said) == (["Hello there."], ["Hello there."])
    speech_of(one, "Something else.", tmp_path)
    assert len(one.said) == 2


def test_what_a_function_said_is_not_kept(tmp_path):
    said = []
    voice = as_voice(lambda text: said.append(text) or tone(text))
    for _ in range(2):
        speech_of(voice, "Hello.", tmp_path)
    assert len(said) == 2
    assert list(tmp_path.iterdir()) == []
