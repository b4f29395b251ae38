"""Speech made even: without silence around it, as loud as any other, without clicks, and kept."""

from __future__ import annotations

import hashlib
import os
from math import gcd
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyloudnorm
from scipy.signal import resample_poly

from netviz.checks import describe
from netviz.words.voice import Voice, keeps

RATE = 48_000
"""Samples a second of all speech."""
LOUDNESS = -16.0
"""LUFS (ITU-R BS.1770) of each sentence."""
PEAK = 10 ** (-1 / 20)
"""No sample is louder: 1 dB below full scale."""

Samples = npt.NDArray[np.float32]

_SILENT = 10 ** (-45 / 20)  # of the loudest sample
_BEFORE, _AFTER = 0.006, 0.06  # seconds that are kept around what is heard
_FADE_IN, _FADE_OUT = 0.004, 0.03
_LEAST = 0.4  # seconds, a block of the loudness measure
_VERSION = "1"  # of all this, for what is kept


def speech_of(voice: Voice, text: str, folder: Path | None = None) -> Samples:
    """What a voice says, mono, `RATE` samples a second, starting with the first sound.

    With a `folder` it is kept there. Raises TypeError or ValueError when the voice answers with
    anything but samples and a rate, or with silence.
    """
    path = None
    if folder is not None and keeps(voice):
        key = "\n".join((_VERSION, voice.name, text))
        path = folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.npy"
        if path.is_file():
            kept: Samples = np.load(path, allow_pickle=False)
            return kept
    answer: Any = voice.speak(text)
    if not isinstance(answer, tuple) or len(answer) != 2:
        raise TypeError(
            f"voice {voice.name!r} must answer with samples and a rate, got {describe(answer)}"
        )
    mono, rate = _as_mono(answer[0], voice), _as_rate(answer[1], voice)
    speech = even(mono, rate, f"what {voice.name!r} says for {text!r}")
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.stem}.{os.getpid()}.npy")
        np.save(part, speech)
        part.replace(path)
    return speech


def even(mono: npt.NDArray[np.float64], rate: int, name: str = "samples") -> Samples:
    """Speech without the silence around it, at `LOUDNESS` and `RATE`, faded at its ends.

    Raises ValueError when it is silent.
    """
    if rate != RATE:
        common = gcd(rate, RATE)
        mono = resample_poly(mono, RATE // common, rate // common)
    loudest = float(np.abs(mono).max(initial=0.0))
    if loudest < 1e-4:
        raise ValueError(f"{name} must be heard, got silence")
    heard = np.flatnonzero(np.abs(mono) > _SILENT * loudest)
    first = max(int(heard[0]) - round(_BEFORE * RATE), 0)
    last = min(int(heard[-1]) + round(_AFTER * RATE), len(mono))
    speech = mono[first:last].copy()
    for fade, ramp in ((_FADE_IN, speech), (_FADE_OUT, speech[::-1])):
        count = min(round(fade * RATE), len(speech))
        ramp[:count] *= np.linspace(0, 1, count)
    speech *= 10 ** ((LOUDNESS - loudness(speech)) / 20)
    return _limited(speech).astype(np.float32)


def loudness(speech: npt.NDArray[Any]) -> float:
    """LUFS of mono speech; what is shorter than a block of the measure is repeated."""
    least = round(_LEAST * RATE) + 1
    if len(speech) < least:
        speech = np.tile(speech, -(-least // len(speech)))
    return float(pyloudnorm.Meter(RATE).integrated_loudness(np.asarray(speech, dtype=np.float64)))


def seconds_of(speech: Samples) -> float:
    """How long speech lasts."""
    return len(speech) / RATE


def _limited(speech: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Peaks bent to stay below `PEAK`, smoothly; all below half of it is as it was."""
    knee = PEAK / 2
    size = np.abs(speech)
    bent = knee + (PEAK - knee) * np.tanh((size - knee) / (PEAK - knee))
    return np.where(size > knee, np.sign(speech) * bent, speech)


def _as_mono(samples: Any, voice: Voice) -> npt.NDArray[np.float64]:
    array = np.asarray(samples)
    if array.ndim not in (1, 2) or array.dtype.kind not in "iuf" or not array.size:
        raise TypeError(
            f"voice {voice.name!r} must answer with samples (n,) or (n, channels), "
            f"got {describe(samples)}"
        )
    scale = float(np.iinfo(array.dtype).max) if array.dtype.kind in "iu" else 1.0
    mono = np.asarray(array, dtype=np.float64) / scale
    if not np.isfinite(mono).all():
        raise ValueError(f"voice {voice.name!r} must answer with finite samples")
    return mono.mean(axis=1) if mono.ndim == 2 else mono


def _as_rate(rate: Any, voice: Voice) -> int:
    if isinstance(rate, bool) or not isinstance(rate, (int, np.integer)) or rate < 4000:
        raise TypeError(
            f"voice {voice.name!r} must say how many samples there are a second, got {rate!r}"
        )
    return int(rate)
