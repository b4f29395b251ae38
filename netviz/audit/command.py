"""`netviz check`: the audit of a scene file from the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
from manim import Scene
from rich.console import Console

from netviz.audit.baseline import without_known
from netviz.audit.digest import digest
from netviz.audit.finding import Limits
from netviz.audit.formats import as_github, as_sarif, explanation
from netviz.audit.pictures import write_pictures
from netviz.audit.report import as_json, print_report
from netviz.audit.rules import RULES, chosen_rules
from netviz.audit.runner import Audit, SceneFailed, audit_scene
from netviz.scene_files import SceneFileError, scene_in, scenes_in
from netviz.timeline import PhasedScene

CLEAN, FOUND, NOT_RUN = 0, 1, 2
"""Exit statuses."""

_PIPE_COLUMNS = 160
_RULE = click.Choice(list(RULES))


def _limit_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each field of Limits, such as `--still-seconds`."""
    for field in reversed(fields(Limits)):
        default = field.default
        option = click.option(
            f"--{field.name.replace('_', '-')}",
            field.name,
            type=int if isinstance(default, int) else float,
            default=default,
            show_default=True,
        )
        function = option(function)
    return function


def _printed(said: Callable[[Any], str]) -> Callable[[click.Context, click.Parameter, Any], None]:
    """An option that prints something and does nothing else."""

    def callback(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        if value and not context.resilient_parsing:
            click.echo(said(value))
            context.exit()

    return callback


@click.command(epilog="Exit status: 0 nothing found, 1 something found, 2 could not be run.")
@click.argument("scene_file", type=click.Path(path_type=Path))
@click.argument("scene", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="How to print the report: for people, for programs, as annotations of a GitHub workflow.",
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Accept the findings in this file; it is written when it is not there.",
)
@click.option(
    "--pictures",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write a still for each finding there, with boxes around what it names.",
)
@click.option(
    "--explain",
    type=_RULE,
    metavar="RULE",
    is_eager=True,
    expose_value=False,
    callback=_printed(explanation),
    help="Say what a rule finds and what it lets pass.",
)
@click.option(
    "--digest",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_printed(lambda _: digest()),
    help="Say in a few lines what a scene has to be like, for who or what writes one.",
)
@click.option(
    "--only", multiple=True, type=_RULE, metavar="RULE", help="Use this rule; repeatable."
)
@click.option("--skip", multiple=True, type=_RULE, metavar="RULE", help="Leave this rule out.")
@_limit_options
def command(
    scene_file: Path,
    scene: str | None,
    form: str,
    baseline: Path | None,
    pictures: Path | None,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    **limits: Any,
) -> None:
    """Look at SCENE (default: every scene) of SCENE_FILE after each play and wait.

    No film is written. What is found can be allowed in the scene with netviz.allow(...).
    """
    audits: list[Audit] = []
    failures: list[str] = []
    ran: list[type[Scene]] = []
    try:
        scenes = [scene_in(scene_file, scene)] if scene else _told(scenes_in(scene_file))
        if not scenes:
            raise SceneFileError(f"scene file {scene_file} has no scene in it")
    except SceneFileError as error:
        scenes, failures = [], [str(error)]
    for scene_class in scenes:
        try:
            audits.append(audit_scene(scene_class, Limits(**limits), chosen_rules(only, skip)))
            ran.append(scene_class)
        except SceneFailed as error:
            failures.append(str(error))
    known = 0
    if baseline is not None and not failures:
        try:
            audits, known = without_known(audits, baseline)
        except ValueError as error:
            failures.append(str(error))
    if pictures is not None:
        for audit, scene_class in zip(audits, ran, strict=True):
            write_pictures(scene_class, audit.findings, pictures)
    _print(form, audits, failures, scene_file)
    if form == "text" and known:
        click.echo(f"{known} known from {baseline}")
    found = any(audit.findings for audit in audits)
    sys.exit(NOT_RUN if failures else FOUND if found else CLEAN)


def _print(form: str, audits: list[Audit], failures: list[str], scene_file: Path) -> None:
    if form == "json":
        click.echo(as_json(audits, failures))
    elif form == "sarif":
        click.echo(as_sarif(audits, failures, scene_file))
    elif form == "github":
        click.echo(as_github(audits, failures, scene_file))
    else:
        print_report(_console(), audits, failures)


def _console() -> Console:
    """A terminal of its own width; a file or a pipe has none, and gets wide lines."""
    console = Console()
    return console if console.is_terminal else Console(width=_PIPE_COLUMNS)


def _told(scenes: list[type[Scene]]) -> list[type[Scene]]:
    """The scenes that tell something: a class that others share their helpers from does not."""
    return [
        scene
        for scene in scenes
        if (
            scene.phases
            if issubclass(scene, PhasedScene)
            else scene.construct is not Scene.construct
        )
    ]
