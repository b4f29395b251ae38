"""A film to be rendered, its parts and what they are made of: values that travel to a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from manim._config.utils import ManimConfig

from netviz.render.sources import Sources


@dataclass(frozen=True, eq=False)
class Film:
    """A scene of a file, with Manim's configuration for it; one `phase` of it, or (None) all."""

    file: str
    """Absolute, or within `sources`."""
    scene: str
    settings: ManimConfig
    phase: str | None = None
    voice: str | None = None
    """Who speaks instead of the scene's own voice, by name."""
    default_voice: bool = False
    """Whether there is one where the film was asked for, so that every machine has to have it."""
    captions: str | None = None
    """Which subtitle files are written instead of those that the scene asks for."""
    seed: int = 0
    """What the random generators start from, in every process alike."""
    sources: Sources | None = None
    """The files that a machine needs which has them not."""


@dataclass(frozen=True)
class Facts:
    """What is known of a film before it is drawn."""

    name: str
    settings: ManimConfig
    """Manim's configuration as the scene's file left it."""
    first: int
    """The first frame to film, counted from the film's start; it has others when a phase is."""
    end: int | None
    """One past the last frame; None for a plain scene, whose length is known when it has run."""


@dataclass(frozen=True)
class Span:
    """The frames from `first` to before `end` of a film; `number` tells it from the others.

    Without `end` it is what other spans of the film leave, if `is_shared`, or else all of it.
    """

    number: int
    film: Film
    first: int
    end: int | None
    closing: bool
    """Whether it is the one that says what the film is made of."""
    is_shared: bool = False

    @property
    def frames(self) -> int:
        """How many; 0 when nobody knows."""
        return 0 if self.end is None else self.end - self.first


@dataclass(frozen=True)
class Chunk:
    """An encoded run of plays in the section of this index."""

    section: int
    frames: int
    data: bytes = field(repr=False)
    first: int = 0
    """Its first frame, in a film that is shared."""


@dataclass(frozen=True)
class SectionFacts:
    """A section of Manim's: what its constructor takes."""

    type_: str
    video: str | None
    name: str
    skip_animations: bool


@dataclass(frozen=True)
class Closing:
    """What joins the chunks of a film: its sections, its subtitles (of `srt`), its last picture.

    `sound` is a WAV file, empty for a silent film; `captions` are the kinds of subtitle files.
    `frames` are those of the film, where they were not known before.
    """

    sections: tuple[SectionFacts, ...]
    subtitles: tuple[Any, ...]
    poster: bytes = field(repr=False)
    sound: bytes = field(repr=False)
    captions: str | None = None
    frames: int | None = None


@dataclass(frozen=True)
class Part:
    """A filmed span: its chunks in order, and the digest of each file that was read for it.

    `states` are digests of the scene at the first frame of each chunk of a film that is shared.
    """

    number: int
    chunks: tuple[Chunk, ...]
    closing: Closing | None
    read: Mapping[str, str]
    states: Mapping[int, str] = field(default_factory=dict)
