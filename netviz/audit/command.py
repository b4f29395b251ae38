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

from netviz.audit.finding import Limits
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


@click.command(epilog="Exit status: 0 nothing found, 1 something found, 2 could not be run.")
@click.argument("scene_file", type=click.Path(path_type=Path))
@click.argument("scene", required=False)
@click.option("--json", "json_wanted", is_flag=True, help="Print the report as JSON.")
@click.option(
    "--only", multiple=True, type=_RULE, metavar="RULE", help="Use this rule; repeatable."
)
@click.option("--skip", multiple=True, type=_RULE, metavar="RULE", help="Leave this rule out.")
@_limit_options
def command(
    scene_file: Path,
    scene: str | None,
    json_wanted: bool,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    **limits: Any,
) -> None:
    """Look at SCENE (default: every scene) of SCENE_FILE after each play and wait.

    No film is written. What is found can be allowed in the scene with netviz.allow(...).
    """
    audits: list[Audit] = []
    failures: list[str] = []
    try:
        scenes = [scene_in(scene_file, scene)] if scene else _told(scenes_in(scene_file))
        if not scenes:
            raise SceneFileError(f"scene file {scene_file} has no scene in it")
    except SceneFileError as error:
        scenes, failures = [], [str(error)]
    for scene_class in scenes:
        try:
            audits.append(audit_scene(scene_class, Limits(**limits), chosen_rules(only, skip)))
        except SceneFailed as error:
            failures.append(str(error))
    if json_wanted:
        click.echo(as_json(audits, failures))
    else:
        print_report(_console(), audits, failures)
    found = any(audit.findings for audit in audits)
    sys.exit(NOT_RUN if failures else FOUND if found else CLEAN)


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
