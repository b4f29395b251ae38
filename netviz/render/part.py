"""Filming a span of a film, in a fresh process: nothing is taken from a cache or left behind."""

from __future__ import annotations

import gc
import io
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from manim import Scene, SVGMobject, config, logger

from netviz.render.film import Chunk, Closing, Facts, Film, Part, SectionFacts, Span
from netviz.render.film_writer import FilmWriter, discard_open_file
from netviz.render.fresh import Report
from netviz.render.garbage import rare_collections
from netviz.render.lock import film_lock
from netviz.render.portion import Portion
from netviz.render.renderer import Renderer
from netviz.render.sharing import Share, SharingRenderer, shared
from netviz.render.sources import Reading
from netviz.scene_files import SceneFileError, UserMistake, scene_in, scenes_in
from netviz.timeline import PhasedScene, find_phase, phase_frames
from netviz.words.on_screen import WordsOnScreen

REPORT_EVERY = 0.2
"""Seconds."""
_NOT_IN_FILE_NAMES = r'[\x00-\x1f/\\:*?"<>|{}]'


class _PartWriter(FilmWriter):
    """A film writer that leaves its chunks as they are and reports each frame."""

    report: ClassVar[Callable[[int], None]]
    listens: ClassVar[bool]
    """Whether this part of the film answers with the whole film's sound."""

    def write_frame(self, frame: Any, changed: Any = None, **count: Any) -> None:
        super().write_frame(frame, changed, **count)
        _PartWriter.report(self.written)

    @property
    def written(self) -> int:
        """Frames so far, with those of the running chunk."""
        return sum(self.chunks.values()) + (self._chunk.frames if self._chunk else 0)

    def add_sound(self, *args: Any, **kwargs: Any) -> None:
        if self.listens:
            super().add_sound(*args, **kwargs)

    def finish(self) -> None:
        self._close_chunk()


def look(film: Film, names: tuple[str, ...], every: bool, report: Report) -> list[Facts]:
    """The films of a scene file: those called `names`, `every` one, or else the only one.

    Raises SceneFileError when there is no such scene, ValueError when a film has not the phase
    that is wanted or is to be in a format that chunks are not made of.
    """
    with _workshop(film) as file:
        classes: list[type[Scene]] = [scene_in(file, name) for name in names]
        if every:
            classes = scenes_in(file)
        elif not names:
            classes = [scene_in(file)]
        if not classes:
            raise SceneFileError(f"scene file {film.file} has no scene in it")
        for scene_class in classes:
            _set_words(scene_class, film)
        settings = _settings_after(film)
        return [_facts(scene_class, film, settings) for scene_class in classes]


def film_part(span: Span, report: Report) -> Part:
    """Film the chunks that start within a span. Meant for a fresh process, whose state it changes.

    Their bytes depend on the film alone, not on how it is divided into spans. `report` is called
    with (number of the span, frames filmed so far). Raises what the scene raises.
    """
    share = _share(span) if span.is_shared else None
    if share and not (share.is_needed or span.closing):
        return Part(span.number, (), None, {})
    with Reading() as reading, _workshop(span.film) as file:
        folder = config["media_dir"]
        scene_class = scene_in(file, span.film.scene)
        config.update(_isolated(folder))
        _PartWriter.report = _at_times(lambda frames: report((span.number, frames)))
        _PartWriter.listens = span.closing
        _set_words(scene_class, span.film)
        scene = _scene(scene_class, share)
        if isinstance(scene, PhasedScene):
            scene.only_phase = span.film.phase
            scene.portion = Portion(span.first, sys.maxsize if span.end is None else span.end)
            if span.closing:
                scene.portion.end = sys.maxsize
        _seed(span.film.seed)
        try:
            scene.render()
        except BaseException:
            discard_open_file(scene.renderer.file_writer)
            raise
        writer: _PartWriter = scene.renderer.file_writer
        files = [
            (index, Path(path))
            for index, section in enumerate(writer.sections)
            for path in section.get_clean_partial_movie_files()
        ]
        firsts = share.firsts if share else [0] * len(files)
        chunks = tuple(
            Chunk(index, writer.chunks[path], path.read_bytes(), first)
            for (index, path), first in zip(files, firsts, strict=True)
        )
        closing = _closing(scene, share) if span.closing else None
        if share:
            share.end()
        read = {} if span.film.sources else reading.with_modules()
        return Part(span.number, chunks, closing, read, share.states if share else {})


def _share(span: Span) -> Share:
    folder = Path(tempfile.gettempdir(), f"{span.film.scene}-{span.film.seed}")
    return Share(folder, span.number)


def _at_times(report: Callable[[int], None]) -> Any:
    last = -REPORT_EVERY

    def report_at_times(frames: int) -> None:
        nonlocal last
        if time.monotonic() - last >= REPORT_EVERY:
            last = time.monotonic()
            report(frames)

    return staticmethod(report_at_times)


def _facts(scene_class: type[Scene], film: Film, settings: Any) -> Facts:
    if hasattr(scene_class, "next_slide"):
        raise UserMistake(
            f"{scene_class.__name__} makes slides, not a film: use manim-slides render for it"
        )
    scene = _scene(scene_class)
    name = scene_class.__name__
    if scene.renderer.file_writer._format is None:
        raise UserMistake(
            f"{name} must be an H.264 film without transparency, as netviz render makes no other: "
            "use manim for it"
        )
    if not isinstance(scene, PhasedScene):
        if film.phase is not None:
            raise UserMistake(f"--phase must be one of a PhasedScene, and {name} is none")
        return Facts(name, settings, 0, None)
    frames = phase_frames(scene.phases, config.frame_rate)
    if film.phase is None:
        return Facts(name, settings, 0, sum(frames))
    index = find_phase(film.phase, scene.phases)
    if index is None:
        names = [phase.name for phase in scene.phases]
        raise UserMistake(f"--phase must be one of {names} in {name}, got {film.phase!r}")
    if not settings.output_file:
        settings.output_file = re.sub(_NOT_IN_FILE_NAMES, "-", scene.phases[index].name)
    return Facts(name, settings, sum(frames[:index]), sum(frames[: index + 1]))


def _set_words(scene_class: type[Scene], film: Film) -> None:
    """Let a scene that says sentences say them as the film's request wants it."""
    if not issubclass(scene_class, WordsOnScreen):
        if film.voice is not None or film.captions is not None:
            raise UserMistake(
                f"{scene_class.__name__} must be a PhasedScene or Spoken for --voice and --captions"
            )
        return
    scene_class.voice_folder = Path(film.settings.media_dir).absolute() / "voices"
    if film.voice is not None:
        scene_class.voice = film.voice
    if film.captions is not None:
        scene_class.captions = None if film.captions == "off" else film.captions
    if film.default_voice and scene_class.voice == "auto":
        scene_class.voice = "hibari"  # where it is missing, that is said


def _scene(scene_class: type[Scene], share: Share | None = None) -> Any:
    if issubclass(scene_class, PhasedScene):
        PhasedScene.file_writer_class = _PartWriter
        return scene_class()
    renderer = Renderer(file_writer_class=_PartWriter)
    if share:
        renderer = SharingRenderer(file_writer_class=_PartWriter)
        renderer.share, scene_class = share, shared(scene_class)
    try:
        return scene_class(renderer=renderer)
    except TypeError as error:
        raise UserMistake(
            f"{scene_class.__name__} must hand Manim's arguments on to Scene.__init__: {error}"
        ) from error


def _closing(scene: Any, share: Share | None) -> Closing:
    writer = scene.renderer.file_writer
    writer.finish_last_section()
    scene.renderer.static_image = None
    scene.renderer.update_frame(scene)
    picture = io.BytesIO()
    scene.camera.get_image().save(picture, "png")
    return Closing(
        tuple(SectionFacts(s.type_, s.video, s.name, s.skip_animations) for s in writer.sections),
        tuple(writer.subcaptions),
        picture.getvalue(),
        writer.sound,
        getattr(scene, "captions", None),
        share.frames if share else None,
    )


@contextmanager
def _workshop(film: Film) -> Iterator[Path]:
    """Manim set up for a film, writing to a temporary folder; answers with the scene's file."""
    os.environ.pop("NETVIZ_PHASE", None)
    with tempfile.TemporaryDirectory(prefix="film-") as folder:
        file = Path(film.file)
        if film.sources is not None:
            sources = Path(folder, "sources")
            film.sources.unpack(sources)
            file = sources / file
            os.chdir(sources)
        config.update(film.settings)
        config.update(_isolated(folder))
        logger.setLevel("WARNING")
        _take_turns_with_svg_files()
        gc.freeze()  # what is imported stays
        with rare_collections():
            yield file


def _take_turns_with_svg_files() -> None:
    """Let one process at a time import SVG files.

    Manim does so by way of a file beside the SVG, of the same name in every process, and has no
    door there.
    """
    generate_mobject = SVGMobject.generate_mobject
    turns = Path(tempfile.gettempdir(), "svg")

    def generate_in_turn(self: Any) -> None:
        with film_lock(turns, wait=True):
            generate_mobject(self)

    SVGMobject.generate_mobject = generate_in_turn


def _isolated(folder: str) -> dict[str, Any]:
    """Manim's settings that keep what a process writes in a folder of its own."""
    return {
        "media_dir": folder,
        "video_dir": "{media_dir}/videos",
        "images_dir": "{media_dir}/images",
        "sections_dir": "{media_dir}/sections",
        "partial_movie_dir": "{media_dir}/chunks",
        "log_to_file": False,
        "disable_caching": True,
        "preview": False,
        "show_in_file_browser": False,
        "progress_bar": "none",
    }


def _settings_after(film: Film) -> Any:
    """Manim's settings as the scene's file left them, for where the film is to be."""
    settings = config.copy()
    for name, ours in _isolated(config["media_dir"]).items():
        if settings[name] == ours:
            settings[name] = film.settings[name]
    return settings


def _seed(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
