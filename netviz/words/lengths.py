"""How long sentences take to say, kept in a small file beside the scene: its frames follow it."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from netviz.words.sentence import Sentence

CHARACTERS_PER_SECOND = 13
"""Of a sentence that nobody has measured."""
SUFFIX = ".words.json"


@dataclass(frozen=True)
class Lengths:
    """Seconds of speech by spoken form, as a voice took them.

    Example:
        >>> lengths = Lengths("me", {"Add them up.": 0.9})
        >>> float(lengths.of(Sentence("Add them up.")))
        0.9
        >>> float(lengths.of(Sentence("Thirteen long")))
        1.0
    """

    voice: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)

    def of(self, sentence: Sentence) -> Fraction:
        """Seconds of a sentence; 13 characters of its spoken form a second if it is unmeasured."""
        measured = self.seconds.get(sentence.spoken)
        if measured is None:
            return Fraction(len(sentence.spoken), CHARACTERS_PER_SECOND)
        return Fraction(measured).limit_denominator(1000)

    @classmethod
    def of_scene(cls, scene_class: type) -> Lengths:
        """Those beside the file of a scene's class, or of a class that it is made from; else none.

        Raises ValueError when the file is not what `write` makes.
        """
        for parent in scene_class.__mro__:
            path = file_of(parent)
            if path is not None and path.is_file():
                return cls.read(path)
        return cls()

    @classmethod
    def read(cls, path: Path) -> Lengths:
        """Read a file. Raises ValueError when it is not what `write` makes."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            voice, seconds = data["voice"], data["seconds"]
            fits = isinstance(voice, str) and all(
                isinstance(each, (int, float)) and math.isfinite(each) and each > 0
                for each in seconds.values()
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path} must be what netviz words writes: {error!r}") from error
        if not fits:
            raise ValueError(f"{path} must have positive seconds for each sentence")
        return cls(voice, seconds)

    def write(self, path: Path) -> None:
        """Write a file that `read` reads; an earlier one is replaced at once."""
        data = {"voice": self.voice, "seconds": dict(sorted(self.seconds.items()))}
        part = path.with_name(f".{path.name}")
        part.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        part.replace(path)


def file_of(scene_class: type) -> Path | None:
    """Where the lengths of a scene's sentences are kept, beside its file; None for a library's."""
    package = scene_class.__module__.partition(".")[0]
    if package in ("manim", "builtins") or (
        package == "netviz" and not scene_class.__module__.startswith("netviz.films.")
    ):
        return None
    file = getattr(sys.modules.get(scene_class.__module__), "__file__", None)
    return Path(file).with_suffix(SUFFIX) if file else None
