"""Who speaks: any object with a name and `speak`, a plain function, or hibari, which is offline."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np

from netviz.checks import as_text, describe
from netviz.words.recordings import Recordings

Speech = tuple[np.ndarray, int]
"""Samples, floats from -1 to 1 or 16-bit integers, (n,) or (n, channels), and how many a second."""

PHONEMES = {
    "ReLU": "ɹˈɛlju", "softmax": "sˈɔftmæks", "logit": "lˈOʤɪt", "logits": "lˈOʤɪts",
    "sigmoid": "sˈɪɡmYd", "eta": "ˈATə", "A": "ˈA",
}  # fmt: skip
"""Words of the field as hibari is to say them; the letter A, not the article."""


@runtime_checkable
class Voice(Protocol):
    """What speaks a film's sentences.

    `name` stands for the voice in credits and in the cache of what it has said: change it when the
    voice changes, as in "me, second take".

    Example:
        >>> class Beep:
        ...     name = "beep"
        ...     def speak(self, text):
        ...         return np.sin(0.2 * np.arange(600 * len(text))), 16000
        >>> isinstance(Beep(), Voice)
        True
    """

    name: str

    def speak(self, text: str) -> Speech:
        """Say a text, which is plain English words; answers with samples and their rate."""
        ...


class Hibari:
    """The voice of `pip install netviz[voice]`: US English, offline, the same samples every time.

    Raises ImportError when it is not installed.
    """

    def __init__(self, speaker: str = "heart") -> None:
        if not hibari_is_there():
            raise ImportError("the voice 'hibari' is not installed: pip install netviz[voice]")
        self.speaker = speaker
        self.name = f"hibari {version('hibari-tts')} {speaker}"

    @cached_property
    def _engine(self) -> Any:
        return importlib.import_module("hibari").Hibari(voice=self.speaker)

    def speak(self, text: str) -> Speech:
        """Say a text."""
        return self._engine(_with_phonemes(text), seed=0), int(self._engine.sample_rate)


class _Function:
    """A voice that is a function; what it said is not kept, as nothing tells when it changes."""

    def __init__(self, speak: Callable[[str], Speech]) -> None:
        self.name = getattr(speak, "__qualname__", type(speak).__name__)
        self.speak = speak


def as_voice(value: object, name: str = "voice") -> Voice | None:
    """Return a Voice for `value`: one, a function that speaks, its name (`voice_named`), or None.

    Raises TypeError for anything else, and what `voice_named` raises.

    Example:
        >>> def silence(text):
        ...     return np.zeros(24_000), 24_000
        >>> as_voice(silence).name
        'silence'
    """
    if value is None:
        return None
    if isinstance(value, str):
        return voice_named(value)
    if isinstance(value, Voice) and not isinstance(value, type):
        return value
    if callable(value) and not isinstance(value, type):
        return _Function(value)
    raise TypeError(
        f"{name} must be an object with a name and speak(text), a function that speaks, or a "
        f"voice's name, got {describe(value)}"
    )


def voice_named(name: str) -> Voice | None:
    """The voice of a name: "hibari", "hibari:SPEAKER", a folder of recordings, "module:voice".

    "off" is None, nobody; "auto" is hibari where it is installed, else nobody.
    Raises ValueError for any other name, ImportError for what is not installed.

    Example:
        >>> voice_named("off") is None
        True
    """
    as_text(name, "voice")
    if name == "off" or (name == "auto" and not hibari_is_there()):
        return None
    if name in ("auto", "hibari"):
        return Hibari()
    if name.startswith("hibari:"):
        return Hibari(name.partition(":")[2])
    if Path(name).is_dir():
        return Recordings(name)
    module, _, attribute = name.partition(":")
    if attribute and all(part.isidentifier() for part in (*module.split("."), attribute)):
        found = getattr(importlib.import_module(module), attribute, None)
        if found is None:
            raise ValueError(f"voice must be in module {module!r}, which has no {attribute!r}")
        return as_voice(found() if isinstance(found, type) else found)
    raise ValueError(
        "voice must be off, hibari, hibari:SPEAKER, a folder of recordings or module:name, "
        f"got {name!r}"
    )


def hibari_is_there() -> bool:
    """Whether `pip install netviz[voice]` was done.

    Example:
        >>> hibari_is_there() in (True, False)
        True
    """
    return find_spec("hibari") is not None


def keeps(voice: Voice) -> bool:
    """Whether what a voice has said may be kept under its name."""
    return not isinstance(voice, (_Function, Recordings))


def _with_phonemes(text: str) -> str:
    def said(match: re.Match[str]) -> str:
        word = match[0]
        letter_a = word == "A" and match.start() > 0 and text[match.start() - 2] not in ".?!"
        phonemes = PHONEMES.get(word, "") if word != "A" or letter_a else ""
        return f"[{word}](/{phonemes}/)" if phonemes else word

    return re.sub(r"[A-Za-z]+", said, text)
