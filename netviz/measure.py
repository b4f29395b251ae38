"""`netviz words`: what a film says, and how long that takes, kept in a file beside the scene."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from manim import Scene
from rich.console import Console

from netviz.observer import Observer, watch
from netviz.scene_files import SceneFileError, scene_in, scenes_in
from netviz.words.lengths import Lengths, file_of
from netviz.words.on_screen import WordsOnScreen
from netviz.words.recordings import Recordings
from netviz.words.sentence import Sentence
from netviz.words.speech import seconds_of, speech_of
from netviz.words.voice import Voice, as_voice, voice_named


class _Unmeasured(Mapping[str, float]):
    """No sentence takes any time yet, so each fits."""

    def __getitem__(self, spoken: str) -> float:
        return 0.001

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def sentences_of(scene_class: type[WordsOnScreen]) -> list[Sentence]:
    """All sentences that a scene has to offer, each once, in the order in which it says them.

    Runs the scene without writing anything. Raises what the scene raises.
    """
    unmeasured = type(
        scene_class.__name__, (scene_class,), {"_lengths": Lengths("", _Unmeasured())}
    )
    scene: Any = watch(unmeasured, Observer(), frame_rate=4)
    return list(dict.fromkeys(scene.sentences))


def measure(sentences: list[Sentence], voice: Voice) -> Lengths:
    """How long a voice takes for sentences, rounded up to a millisecond. Raises as `speech_of`."""
    seconds = {
        sentence.spoken: math.ceil(1000 * seconds_of(speech_of(voice, sentence.spoken))) / 1000
        for sentence in sentences
    }
    return Lengths(voice.name, seconds)


@click.command(short_help="Measure how long a film's words take to say.")
@click.argument("scene_file", type=click.Path(path_type=Path))
@click.argument("scene", required=False)
@click.option(
    "--voice",
    metavar="NAME",
    help="Whose lengths: hibari, a folder of recordings, or module:name (default: the scene's).",
)
def command(scene_file: Path, scene: str | None, voice: str | None) -> None:
    """Say every sentence of SCENE (default: every scene) and keep the seconds beside SCENE_FILE.

    They are the film's timing from then on, whoever speaks, and also where nobody does. Sentences
    that do not fit, and recordings that are missing, are listed.
    """
    console = Console(stderr=True)
    try:
        done = _measured(scene_file, scene, voice)
    except (SceneFileError, ValueError, TypeError, ImportError, OSError) as error:
        line = " ".join(str(error).split())
        console.print(f"netviz words: {line}", style="red", markup=False, soft_wrap=True)
        sys.exit(1)
    sys.exit(0 if done else 1)


def _measured(scene_file: Path, name: str | None, voice_name: str | None) -> bool:
    chosen = [scene_in(scene_file, name)] if name else scenes_in(scene_file)
    speaking = [each for each in chosen if issubclass(each, WordsOnScreen) and _told(each)]
    if not speaking:
        raise SceneFileError(f"scene file {scene_file} has no scene that says anything")
    path = file_of(speaking[0])
    assert path is not None
    voices: list[Voice] = []
    seconds: dict[str, float] = {}
    for scene_class in speaking:
        voice = voice_named(voice_name) if voice_name else as_voice(scene_class.voice)
        if voice is None:
            raise ValueError("there is no voice: pip install netviz[voice], or choose with --voice")
        voices.append(voice)
        sentences = sentences_of(scene_class)
        if isinstance(voice, Recordings):
            missing = voice.missing(sentence.spoken for sentence in sentences)
            for spoken in missing:
                click.echo(f"missing  {voice.folder / voice.file_name(spoken)}  {spoken}")
            if missing:
                return False
        lengths = measure(sentences, voice)
        seconds |= lengths.seconds
        for sentence in sentences:
            click.echo(f"{lengths.seconds[sentence.spoken]:6.2f} s  {sentence.text}")
    if name and path.is_file():
        before = Lengths.read(path)
        if before.voice == voices[0].name:
            seconds = {**before.seconds, **seconds}
    Lengths(voices[0].name, seconds).write(path)
    click.echo(f"{path}  {len(seconds)} sentences of {voices[0].name}")
    return all([_fits(scene_class) for scene_class in speaking])


def _told(scene_class: type[Scene]) -> bool:
    """Whether a scene can be run: a class that others share their helpers from has no phases."""
    return bool(getattr(scene_class, "phases", True))


def _fits(scene_class: type[Scene]) -> bool:
    try:
        watch(scene_class, Observer(), frame_rate=4)
    except ValueError as error:
        click.echo(f"{scene_class.__name__}: {' '.join(str(error).split())}", err=True)
        return False
    return True
