"""Ears: what is said in a film's sound and when, by a recogniser that knows nothing of netviz."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pocketsphinx
from scipy.signal import resample_poly

RATE = 16_000  # what the recogniser hears
STEP = 0.01  # seconds of its frames
WORDS = {  # of the field, in the recogniser's phonemes
    "relu": "R EH L Y UW",
    "softmax": "S AO F T M AE K S",
    "sigmoid": "S IH G M OY D",
    "logit": "L OW JH IH T",
    "logits": "L OW JH IH T S",
    "netviz": "N EH T V IH Z",
    "backpropagation": "B AE K P R AA P AH G EY SH AH N",
}


def sound_of(film: Path) -> np.ndarray:
    """The first channel of a film's sound, floats at `RATE`, its first sample at 0 s."""
    with av.open(str(film)) as container:
        (stream,) = container.streams.audio
        frames = [(frame.pts * frame.time_base, frame.to_ndarray()[0]) for frame in
                  container.decode(stream)]  # fmt: skip
        rate = stream.rate
    sound = np.concatenate([samples for _, samples in frames])
    lead = round(frames[0][0] * rate)
    sound = sound[-lead:] if lead < 0 else np.pad(sound, (lead, 0))
    ratio = Fraction(RATE, rate)
    return resample_poly(sound, ratio.numerator, ratio.denominator)


def words(spoken: str) -> list[str]:
    """A sentence as the recogniser knows it."""
    return re.findall(r"[a-z']+", spoken.lower())


def which(sound: np.ndarray, sentences: Sequence[str]) -> int:
    """The one of these sentences that is heard."""
    names = {f"<s{i}>": " ".join(words(sentence)) for i, sentence in enumerate(sentences)}
    rules = "".join(f"{name} = {said};\n" for name, said in names.items())
    grammar = f"#JSGF V1.0;\ngrammar film;\n{rules}public <film> = {' | '.join(names)};\n"
    decoder = _decoder([word for sentence in sentences for word in words(sentence)])
    decoder.add_jsgf_string("film", grammar)
    decoder.activate_search("film")
    _hear(decoder, sound)
    hypothesis = decoder.hyp()
    heard = hypothesis.hypstr.split() if hypothesis else []
    return next((i for i, each in enumerate(sentences) if words(each) == heard), -1)


def starts(sound: np.ndarray, sentences: Sequence[str]) -> list[float]:
    """When the first word of each sentence is heard, in seconds, all of them in this order."""
    expected = [word for sentence in sentences for word in words(sentence)]
    decoder = _decoder(expected)
    decoder.set_align_text(" ".join(expected))
    _hear(decoder, sound)
    heard = [(re.sub(r"\(\d+\)", "", segment.word), segment.start_frame * STEP)
             for segment in decoder.seg() or ()]  # fmt: skip
    heard = [(word, start) for word, start in heard if word in expected]
    assert [word for word, _ in heard] == expected, "the sentences are not heard in this order"
    firsts = np.cumsum([0, *(len(words(sentence)) for sentence in sentences[:-1])])
    return [heard[first][1] for first in firsts]


def _decoder(vocabulary: Sequence[str]) -> pocketsphinx.Decoder:
    decoder = pocketsphinx.Decoder(samprate=RATE, loglevel="FATAL")
    for word in sorted(set(vocabulary)):
        if word in WORDS:
            decoder.add_word(word, WORDS[word], True)
        elif word.endswith("'s") and decoder.lookup_word(word) is None:
            decoder.add_word(word, f"{decoder.lookup_word(word[:-2])} Z", True)
        assert decoder.lookup_word(word), f"the recogniser does not know {word!r}"
    return decoder


def _hear(decoder: pocketsphinx.Decoder, sound: np.ndarray) -> None:
    decoder.start_utt()
    decoder.process_raw((sound * 32767).astype("<i2").tobytes(), full_utt=True)
    decoder.end_utt()
