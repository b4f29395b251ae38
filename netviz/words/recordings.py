"""People's own voices: a folder with a WAV file for each sentence."""

from __future__ import annotations

import re
import wave
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from netviz.checks import as_text

_LONGEST = 80


class Recordings:
    """A voice that is a folder of recordings: WAV files, 16 bits, named for what is said.

    `file_name("Add a bias.")` is "add-a-bias.wav"; silence before and after does not matter.
    Raises ValueError when there is no such folder.

    Example:
        >>> Recordings.file_name("Below zero, ReLU outputs zero.")
        'below-zero-relu-outputs-zero.wav'
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        if not self.folder.is_dir():
            raise ValueError(f"folder must be a folder of recordings, got {str(folder)!r}")
        self.name = f"recordings in {self.folder.name}"

    def __repr__(self) -> str:
        return f"Recordings({str(self.folder)!r})"

    @staticmethod
    def file_name(text: str) -> str:
        """What the recording of a sentence, in its spoken form, is called."""
        words = "-".join(re.findall(r"\w+", as_text(text, "text").lower().replace("'", "")))
        return f"{words[:_LONGEST].strip('-')}.wav"

    def missing(self, texts: Iterable[str]) -> list[str]:
        """Those of the sentences that there is no recording of."""
        return [text for text in texts if not (self.folder / self.file_name(text)).is_file()]

    def speak(self, text: str) -> tuple[np.ndarray, int]:
        """The recording of a sentence. Raises ValueError when it is missing or no 16-bit WAV."""
        path = self.folder / self.file_name(text)
        if not path.is_file():
            raise ValueError(
                f"{path} is missing, the recording of {text!r}; netviz words lists all of them"
            )
        with path.open("rb") as file:
            try:
                with wave.open(file) as recorded:
                    if recorded.getsampwidth() != 2:
                        raise ValueError(
                            f"{path} must be a WAV file of 16 bits a sample, "
                            f"got {8 * recorded.getsampwidth()}"
                        )
                    data = recorded.readframes(recorded.getnframes())
                    samples = np.frombuffer(data, "<i2").reshape(-1, recorded.getnchannels())
                    return samples, recorded.getframerate()
            except (wave.Error, EOFError) as error:
                raise ValueError(f"{path} must be a WAV file of 16 bits: {error}") from error
