"""Rendering films: divided among processes, filmed, joined."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from manim._config.utils import ManimConfig

from netviz.render.assemble import Assembly, SceneDiffers
from netviz.render.film import Facts, Film, Part, Span
from netviz.render.part import film_part, look
from netviz.render.plan import divide
from netviz.render.progress import RenderProgress
from netviz.render.sources import Sources
from netviz.words.voice import hibari_is_there


@dataclass(frozen=True)
class Request:
    """Scenes of a file that are to be rendered: those of `names`, `every` one, or its only one."""

    file: Path
    names: tuple[str, ...]
    every: bool
    settings: ManimConfig
    phase: str | None
    voice: str | None = None
    captions: str | None = None


@dataclass(frozen=True)
class Rendered:
    """A film that is there now; a scene without plays is a picture of no frames."""

    movie: Path
    frames: int


class Workers(Protocol):
    """An executor of `concurrent.futures`, as far as it is needed here."""

    @property
    def workers(self) -> int:
        """How many functions run at a time."""

    @property
    def remote(self) -> bool:
        """Whether they run on machines that have not the scene's files."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Run a function in a fresh process, called with a keyword `report`."""


def render(
    requests: Sequence[Request], local: Workers, workers: Workers, progress: RenderProgress,
    wait_for_others: bool = False,
) -> list[Rendered]:  # fmt: skip
    """Render films and answer with them, in order.

    Scene files are looked at by `local`, which has them, and filmed by `workers`.
    Raises ValueError when a request cannot be met, what `Assembly` raises, and what a worker
    raises. Films that were not finished by then are as they were.
    """
    films = _films(requests, local)
    with ExitStack() as held:
        assemblies: dict[Film, Assembly] = {}
        for film, facts in films:
            assembly = Assembly(film, facts, wait_for_others)
            for other in assemblies.values():
                if other.movie == assembly.movie:
                    raise ValueError(f"two films must not go to the same file: {assembly.movie}")
            assemblies[film] = held.enter_context(assembly)
        spans = divide(films, workers.workers, sharing=not workers.remote)
        for span in spans:
            assemblies[span.film].spans.append(span)
        progress.expect(spans)
        carried = {film: _with_sources(film, assemblies[film], workers) for film, _ in films}
        futures: dict[Future[Any], Span] = {}

        def submit(span: Span) -> None:
            futures[workers.submit(film_part, replace(span, film=carried[span.film]))] = span

        for span in spans:
            submit(span)
        while futures:
            done, _ = wait(futures, timeout=0.2, return_when=FIRST_COMPLETED)  # hears Ctrl-C
            for future in done:
                span, part = futures.pop(future), future.result()
                assert isinstance(part, Part)
                assembly = assemblies[span.film]
                progress.finish(span, sum(chunk.frames for chunk in part.chunks))
                if span not in assembly.spans:
                    continue  # it was started over
                try:
                    assembly.take(part)
                except SceneDiffers as difference:
                    whole = replace(span, number=len(spans), closing=True, is_shared=False)
                    progress.say(f"{difference}, so one process films it")
                    assembly.start_over(whole)
                    spans.append(whole)
                    progress.expect_too(whole)
                    submit(whole)
                if assembly.complete:
                    assembly.finish()
        return [Rendered(a.movie if a.frames else a.poster, a.frames) for a in assemblies.values()]


def _films(requests: Sequence[Request], local: Workers) -> list[tuple[Film, Facts]]:
    looked = []
    for request in requests:
        film = Film(
            str(request.file.absolute()),
            "",
            request.settings,
            request.phase,
            request.voice,
            hibari_is_there(),
            request.captions,
            secrets.randbits(32),
        )
        looked.append((film, local.submit(look, film, request.names, request.every)))
    return [
        (replace(film, scene=facts.name), facts)
        for film, future in looked
        for facts in future.result()
    ]


def _with_sources(film: Film, assembly: Assembly, workers: Workers) -> Film:
    if not workers.remote:
        return film
    file = Path(film.file)
    media = Path(assembly.facts.settings["media_dir"]).absolute()
    voice = film.voice
    if voice is not None and Path(voice).is_dir():
        if file.parent not in Path(voice).parents:
            raise ValueError(f"--voice must be a folder beside the scene for a farm, got {voice}")
        voice = Path(voice).relative_to(file.parent).as_posix()
    return replace(film, file=file.name, voice=voice, sources=Sources.of(file, media))
