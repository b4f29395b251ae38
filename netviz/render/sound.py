"""A film's sound as long as its pictures: WAV files cut and filled up to the sample."""

from __future__ import annotations

import io
import wave
from fractions import Fraction


def cut(sound: bytes, start: Fraction, seconds: Fraction) -> bytes:
    """The part of a WAV file from `start` on, filled with silence up to `seconds`.

    Nothing for nothing: a film without sound has no track.

    Example:
        >>> file = io.BytesIO()
        >>> with wave.open(file, "wb") as tone:
        ...     tone.setparams((1, 2, 1000, 0, "NONE", ""))
        ...     tone.writeframes(bytes(2000))
        >>> with wave.open(io.BytesIO(cut(file.getvalue(), Fraction(1, 2), Fraction(3)))) as part:
        ...     part.getnframes()
        3000
    """
    if not sound:
        return b""
    file = io.BytesIO()
    with wave.open(io.BytesIO(sound)) as whole, wave.open(file, "wb") as part:
        rate, size = whole.getframerate(), whole.getsampwidth() * whole.getnchannels()
        first, count = round(start * rate), round((start + seconds) * rate) - round(start * rate)
        whole.setpos(min(first, whole.getnframes()))
        data = whole.readframes(count)
        part.setparams(whole.getparams())
        part.writeframes(data + bytes(count * size - len(data)))
    return file.getvalue()
