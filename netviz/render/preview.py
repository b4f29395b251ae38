"""A film opened for its user, or one line that says where it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from manim import config, tempconfig
from manim.utils.file_ops import open_file


@dataclass(frozen=True)
class Preview:
    """What is to be opened when a film is there: its file, its folder, or both."""

    file: bool
    folder: bool

    def open(self, path: Path) -> None:
        """Open a film or picture as Manim does.

        Where nothing can open it, one line on standard error says where it is.
        """
        for wanted, in_browser in ((self.folder, True), (self.file, False)):
            if not wanted:
                continue
            try:
                open_file(path, in_browser)
            except OSError:
                print(f"netviz: nothing here can open {path}", file=sys.stderr)
                return


@contextmanager
def put_off(scene: Any, preview: bool) -> Iterator[Preview]:
    """Keep Manim from opening what it renders here; answers with what was wished for."""
    if not hasattr(scene, "session_spec"):  # Manim up to 0.19
        wished = Preview(config.preview or preview, config.show_in_file_browser)
        with tempconfig({"preview": False, "show_in_file_browser": False}):
            yield wished
        return
    spec = scene.session_spec
    shown = spec.presentation
    nothing = replace(shown, open_after_render=False, show_in_file_browser=False)
    scene.session_spec = replace(spec, presentation=nothing)
    try:
        yield Preview(shown.open_after_render or preview, shown.show_in_file_browser)
    finally:
        scene.session_spec = spec


def made_by(writer: Any) -> Path:
    """Where Manim's file writer has put what it was asked for: a film, or a picture."""
    if hasattr(writer, "settings"):  # Manim since 0.20
        return Path(writer.final_file_path)
    kind = "gif" if config.format == "gif" else "image" if config.save_last_frame else "movie"
    return Path(getattr(writer, f"{kind}_file_path"))
