"""The command `netviz render`."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import click
from manim import config
from manim._config.utils import ManimConfig
from manim.cli.render.commands import ClickArgs
from manim.cli.render.commands import render as manim_render
from rich.console import Console

from netviz.render.assemble import FilesChanged
from netviz.render.encoder import FilmFormat
from netviz.render.executors import FreshProcesses, warm_up
from netviz.render.fresh import PartFailed, WorkerDied
from netviz.render.lock import FilmBusy
from netviz.render.preview import Preview
from netviz.render.progress import RenderProgress
from netviz.render.rendering import Rendered, Request, render
from netviz.words.voice import voice_named

MANIMS_OPTIONS = {
    "quality", "resolution", "frame_rate", "media_dir", "save_sections", "output_file", "preview",
    "show_in_file_browser", "write_all", "config_file", "custom_folders", "tex_template", "seed",
}  # fmt: skip
"""Options of `manim` that `netviz render` takes, where the installed Manim has them."""


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let what ends the process end it as Ctrl-C does, so that everything is put away."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = {
        number: signal.signal(number, stop)
        for name in ("SIGTERM", "SIGHUP")
        if (number := getattr(signal, name, None)) is not None
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _command(**options: Any) -> None:
    console = Console(stderr=True)
    try:
        with _stoppable():
            films, seconds = _render(options, console)
    except KeyboardInterrupt:
        console.print("netviz render: stopped; the films are as they were")
        sys.exit(130)
    except PartFailed as error:
        if error.details:
            console.print(error.details, markup=False, highlight=False)
        _refuse(console, f"{error}")
    except (ValueError, FilmBusy, FilesChanged, WorkerDied, OSError, ImportError) as error:
        _refuse(console, _one_line(error))
    except Exception as error:
        console.print_exception()
        _refuse(console, _one_line(error))
    for film in films:
        what = f"{film.frames} frames" if film.frames else "a picture, as the scene plays nothing"
        click.echo(f"{_short(film.movie)}  {what}")
    frames = sum(film.frames for film in films)
    console.print(
        f"netviz render: {frames} frames in {seconds:.1f} s, {frames / seconds:.0f} a second",
        highlight=False,
    )
    for film in films:
        Preview(options["preview"], options["show_in_file_browser"]).open(film.movie)


def _render(options: dict[str, Any], console: Console) -> tuple[list[Rendered], float]:
    warm_up()  # while the options are read
    requests = _requests(options)
    progress = RenderProgress(console)
    jobs = options["jobs"] or _cores()
    with _shut(FreshProcesses(jobs, progress.report)) as local:
        if options["scheduler"] is None:
            with progress:
                return render(requests, local, local, progress, options["wait"]), progress.seconds
        from netviz.render.farm import Farm

        with _shut(Farm(options["scheduler"], progress.report)) as farm, progress:
            return render(requests, local, farm, progress, options["wait"]), progress.seconds


@contextmanager
def _shut(executor: Any) -> Iterator[Any]:
    try:
        yield executor
    except BaseException:
        executor.shutdown(cancel_futures=True)
        raise
    executor.shutdown()


def _requests(options: dict[str, Any]) -> list[Request]:
    groups = _by_file(options["scenes"])
    if options["output_file"] and (
        len(groups) > 1 or len(groups[0][1]) > 1 or options["write_all"]
    ):
        raise ValueError("--output_file must be for one film, and there are several to render")
    voice = options["voice"]
    if voice is not None:
        voice_named(voice)
        voice = str(Path(voice).absolute()) if Path(voice).is_dir() else voice
    requests = []
    for file, names in groups:
        settings = _settings(file, options)
        requests.append(
            Request(
                file,
                names,
                bool(options["write_all"]),
                settings,
                options["phase"],
                voice,
                options["captions"],
            )
        )
    return requests


def _by_file(arguments: Sequence[str]) -> list[tuple[Path, tuple[str, ...]]]:
    """Files, each with the names of scenes that follow it, as `manim` takes them."""
    groups: list[tuple[Path, tuple[str, ...]]] = []
    for argument in arguments:
        if argument.endswith(".py") or not groups:
            groups.append((Path(argument), ()))
        else:
            file, names = groups.pop()
            groups.append((file, (*names, argument)))
    return groups


def _settings(file: Path, options: dict[str, Any]) -> ManimConfig:
    """Manim's configuration as its own command makes it of these options."""
    context = click.Context(manim_render)
    arguments = {
        parameter.name: parameter.get_default(context)
        for parameter in manim_render.params
        if parameter.name
    }
    arguments |= {name: options[name] for name in MANIMS_OPTIONS & set(options)}
    before = config.copy()
    try:
        config.input_file = ""
        config.digest_args(ClickArgs({**arguments, "file": file, "scene_names": ()}))
        FilmFormat(config.pixel_width, config.pixel_height, Fraction(config.frame_rate))
        config.verbosity = "WARNING"
        config.input_file = file.name  # its folder, whose name may have braces, is not asked for
        for name in ("media_dir", "output_file", "input_file"):
            if re.search("[{}]", str(config[name])):
                raise ValueError(
                    f"{name} must have no braces, which Manim fills in, got {str(config[name])!r}"
                )
        return config.copy()
    finally:
        config.update(before)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _refuse(console: Console, line: str) -> None:
    console.print(f"netviz render: {line}", style="red", markup=False, soft_wrap=True)
    sys.exit(1)


def _one_line(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename or ''}"
    return " ".join(str(error).split()) or type(error).__name__


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


command = click.Command(
    "render",
    callback=_command,
    short_help="Render films on all cores or many machines.",
    help="""Render films on all cores, or on many machines.

SCENES are Python files, each followed by the names of its scenes when it has several. Films,
sections, subtitles and a poster (the last picture) go where manim would put them, and have the same
frames. Nothing is taken from an earlier render, and only a whole film replaces the one before.
""",
    no_args_is_help=True,
    params=[
        click.Argument(["scenes"], nargs=-1, required=True),
        click.Option(
            ["--jobs", "-j"], type=click.IntRange(1), help="Processes (default: a core each)."
        ),
        click.Option(
            ["--scheduler"],
            metavar="ADDRESS",
            help="Render on the workers of a dask scheduler, as tcp://host:8786; they need no "
            "shared disk, but the same netviz and Manim: pip install netviz[farm].",
        ),
        click.Option(
            ["--phase"], metavar="NAME", help="Render this phase alone, to a file of its name."
        ),
        click.Option(
            ["--voice"],
            metavar="NAME",
            help="Who speaks the words: hibari, a folder of recordings, module:name, or off.",
        ),
        click.Option(
            ["--captions"],
            type=click.Choice(["srt", "vtt", "both", "off"]),
            help="Write the words to subtitle files, too.",
        ),
        click.Option(["--wait"], is_flag=True, help="Wait while another process renders the film."),
        *(p for p in manim_render.params if p.name in MANIMS_OPTIONS),
    ],
)
