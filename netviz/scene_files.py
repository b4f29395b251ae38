"""The scenes of a Python file: imported as Manim's command does, with errors of one line."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from manim import Scene
from manim.utils.module_ops import get_module


class UserMistake(ValueError):  # noqa: N818
    """What was asked for cannot be done; the message is all that is needed to put it right."""


class SceneFileError(UserMistake):
    """A scene file is missing, cannot be imported, or has not the scene that was asked for."""


def scenes_in(path: str | Path) -> list[type[Scene]]:
    """The scene classes that a Python file defines itself, in the order of the file.

    Raises SceneFileError when there is no such file, it is no Python file, or importing it fails.

    Example:
        >>> scenes_in("nowhere.py")
        Traceback (most recent call last):
        netviz.scene_files.SceneFileError: scene file nowhere.py does not exist
    """
    file = Path(path)
    if not file.is_file():
        what = "is a folder" if file.is_dir() else "does not exist"
        raise SceneFileError(f"scene file {path} {what}")
    if file.suffix != ".py":
        raise SceneFileError(f"scene file {path} must be a Python file (.py)")
    file = file.resolve()  # a relative random.py would take the place of the module random
    before = set(sys.modules)
    try:
        module = get_module(file)
    except (Exception, SystemExit) as error:
        for name in set(sys.modules) - before:
            if getattr(sys.modules[name], "__file__", None) == str(file):
                del sys.modules[name]
        lines = [
            f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == str(file)
        ]
        what = " ".join(f"{type(error).__name__}: {error}".split())
        what += f" (line {lines[-1]})" if lines else ""
        raise SceneFileError(f"scene file {path} cannot be imported: {what}") from error
    defined = {
        value: None
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Scene)
        and value.__module__ == module.__name__
    }
    return list(defined)


def scene_in(path: str | Path, name: str | None = None) -> type[Scene]:
    """The scene called `name` of a Python file, or its only one.

    Raises SceneFileError as `scenes_in` and `choose_scene` do.
    """
    return choose_scene(scenes_in(path), path, name)


def choose_scene(
    scenes: Sequence[type[Scene]], path: str | Path, name: str | None = None
) -> type[Scene]:
    """The scene called `name` of those of the file `path`, or the only one.

    Raises SceneFileError when there is none, not that one, or several and no name is given.

    Example:
        >>> choose_scene([], "empty.py")
        Traceback (most recent call last):
        netviz.scene_files.SceneFileError: scene file empty.py has no scene in it
    """
    by_name = {scene.__name__: scene for scene in scenes}
    if not by_name:
        raise SceneFileError(f"scene file {path} has no scene in it")
    have = ", ".join(by_name)
    if name is None and len(by_name) > 1:
        raise SceneFileError(f"scene file {path} has several scenes, choose one: {have}")
    chosen = next(iter(by_name)) if name is None else name
    if chosen not in by_name:
        raise SceneFileError(f"scene file {path} has no scene {name} (it has: {have})")
    return by_name[chosen]
