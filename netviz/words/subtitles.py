"""Subtitle files: said sentences are listed in them when a scene asks for it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from types import MethodType
from typing import Any

import srt

KINDS = {None: (), "srt": ("srt",), "vtt": ("vtt",), "both": ("srt", "vtt")}


class Said(srt.Subtitle):  # type: ignore[misc, unused-ignore]
    """The subtitle of a sentence that is drawn in the film, too."""


def check_captions(captions: object) -> None:
    """Raise ValueError for anything but None, "srt", "vtt" and "both"."""
    if not (captions is None or (isinstance(captions, str) and captions in KINDS)):
        raise ValueError(f"captions must be None, 'srt', 'vtt' or 'both', got {captions!r}")


def write_by_option(writer: Any, captions: str | None) -> None:
    """Let a file writer of Manim's write the files that `captions` asks for.

    Without it, said sentences are in no file, and Manim's own subcaptions are where Manim puts
    them: in an .srt file.
    """
    writer.caption_kinds = KINDS[captions]
    manims = type(writer).write_subcaption_file

    def write_subcaption_file(self: Any) -> None:
        everything = list(self.subcaptions)
        kinds = self.caption_kinds
        listed = everything if kinds else [s for s in everything if not isinstance(s, Said)]
        listed.sort(key=lambda subtitle: subtitle.start)
        if listed and ("srt" in kinds or not kinds):
            self.subcaptions[:] = listed
            try:
                manims(self)
            finally:
                self.subcaptions[:] = everything
        if listed and "vtt" in kinds and any(self.partial_movie_files):
            film = Path(self.movie_file_path)
            film.with_suffix(".vtt").write_text(as_vtt(listed), encoding="utf-8")

    writer.write_subcaption_file = MethodType(write_subcaption_file, writer)


def as_vtt(subtitles: Sequence[srt.Subtitle]) -> str:
    """Subtitles as a WebVTT file.

    Example:
        >>> from datetime import timedelta
        >>> print(as_vtt([srt.Subtitle(1, timedelta(0), timedelta(seconds=2.5), "z < 0")]))
        WEBVTT
        <BLANKLINE>
        00:00:00.000 --> 00:00:02.500
        z &lt; 0
        <BLANKLINE>
    """
    cues = (
        f"{_time(subtitle.start)} --> {_time(subtitle.end)}\n"
        f"{html.escape(subtitle.content, quote=False)}\n"
        for subtitle in subtitles
    )
    return "\n".join(["WEBVTT\n", *cues])


def _time(moment: Any) -> str:
    return str(srt.timedelta_to_srt_timestamp(moment)).replace(",", ".")
