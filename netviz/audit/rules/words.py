"""Sentences as they are read and heard: speed, length, time, and symbols not shown yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from netviz.audit.finding import Finding, Limits
from netviz.audit.rules.contrast import is_whole
from netviz.audit.shot import Item, Shot
from netviz.audit.wording import glyphs_of, is_text, words_of
from netviz.timeline import PhasedScene
from netviz.words.band import Words

_NOISE = 0.002  # s: subtitles are written in thousandths of a second
_FRAME = 0.07  # s: a caption may end with the frame after, at 15 frames a second
_LEAST_SHARED = 0.25  # s that a change of formula and a caption have in common


@dataclass(frozen=True)
class _Caption:
    """One caption, in seconds of film."""

    text: str
    start: float
    end: float

    @property
    def name(self) -> str:
        """What a person calls it."""
        return f"caption {' '.join(self.text.split())!r}"

    @property
    def seconds(self) -> float:
        return self.end - self.start


class WordRules:
    """Captions too fast, too long or too short, over each other, or across a phase's boundary.

    They are the scene's subtitles, however they were added. Characters are counted with spaces, a
    line break as one. While a formula appears or changes, fewer characters a second can be read.
    A symbol (a Greek letter, ∂L/∂w, w⁽¹⁾, a letter alone) that a sentence names is on screen before
    the sentence ends, outside the words' band; only whole films are asked for that.
    """

    name = "words"

    def __init__(self) -> None:
        self._last: Shot | None = None
        self._formulas: dict[int, tuple[Item, bytes]] = {}
        self._changes: list[tuple[float, float]] = []
        self._phases: list[tuple[float, str | None]] = []
        self._symbols: dict[str, float] = {}
        self._whole = False

    def look(self, shot: Shot) -> Iterator[Finding]:
        """Nothing yet: remember when formulas change and phases begin."""
        formulas = {
            id(item.mobject): (item, _outline(item))
            for item in shot.items
            if item.kind == "formula"
        }
        before = {key: outline for key, (_, outline) in self._formulas.items()}
        if any(before.get(key) != outline for key, (_, outline) in formulas.items()):
            self._changes.append((shot.started, shot.time))
        self._formulas = formulas
        if not self._phases or self._phases[-1][1] != shot.phase:
            self._phases.append((_began(shot), shot.phase))
        if self._last is None:
            self._whole = is_whole(shot)
        for symbol in _symbols_on(shot) - self._symbols.keys():
            self._symbols[symbol] = shot.started
        self._last = shot
        yield from ()

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """The findings of all captions, in their order."""
        if self._last is None:
            return
        limits = self._last.limits
        captions = _captions(self._last)
        for caption in captions:
            for measure, limit in self._faults(caption, limits):
                yield self._finding(caption, (caption.name,), measure, limit)
            for symbol in sorted(symbols_in(caption.text)) if self._whole else ():
                if self._symbols.get(symbol, np.inf) > caption.end:
                    measure = f"names {symbol}, which is not on screen yet"
                    yield self._finding(caption, (caption.name,), measure, "symbols shown first")
        for caption, following in pairwise(captions):
            shared = caption.end - following.start
            if shared > _NOISE:
                yield self._finding(
                    following,
                    (caption.name, following.name),
                    f"{shared:.2f} s on screen together",
                    "one caption at a time",
                )

    def _finding(
        self, caption: _Caption, names: tuple[str, ...], measure: str, limit: str
    ) -> Finding:
        return Finding(
            self.name,
            caption.start,
            self._phase_at(caption.start),
            names,
            measure,
            limit,
            until=caption.end,
        )

    def _faults(self, caption: _Caption, limits: Limits) -> Iterator[tuple[str, str]]:
        """(measure, limit) of each rule that a caption breaks by itself."""
        lines = caption.text.split("\n")
        if len(lines) > limits.caption_lines:
            yield f"{len(lines)} lines", f"at most {limits.caption_lines} lines"
        longest = max(map(len, lines))
        if longest > limits.caption_columns:
            yield (
                f"a line of {longest} characters",
                f"at most {limits.caption_columns} characters",
            )
        if caption.seconds < limits.caption_seconds - _NOISE:
            yield f"{caption.seconds:.2f} s", f"at least {limits.caption_seconds:g} s"
        elif caption.seconds > 0:
            speed = len(caption.text) / (caption.seconds + _NOISE)
            if speed > limits.caption_speed:
                yield (
                    f"{speed:.1f} characters a second",
                    f"at most {limits.caption_speed:g}",
                )
            elif speed > limits.caption_speed_formula and self._formula_changes(caption):
                yield (
                    f"{speed:.1f} characters a second",
                    f"at most {limits.caption_speed_formula:g} while a formula changes",
                )
        for begins, phase in self._phases[1:]:
            if caption.start < begins - _FRAME and caption.end > begins + _FRAME:
                yield (
                    f"on screen until {caption.end - begins:.2f} s into {phase!r}",
                    f"at an end by {begins:.2f} s",
                )

    def _formula_changes(self, caption: _Caption) -> bool:
        return any(
            min(end, caption.end) - max(start, caption.start) > _LEAST_SHARED
            for start, end in self._changes
        )

    def _phase_at(self, time: float) -> str | None:
        begun = [phase for begins, phase in self._phases if begins <= time + _NOISE]
        return begun[-1] if begun else None


def symbols_in(words: str) -> set[str]:
    """The mathematical symbols that words name.

    Example:
        >>> sorted(symbols_in("A weight w and its δ⁽²⁾: ∂L/∂w is a share"))
        ['L', 'w', 'δ']
    """
    found = {match[1] for match in _SYMBOL.finditer(words)}
    return {symbol for symbol in found if symbol not in _ARTICLES}


_SYMBOL = re.compile(r"(?<![A-Za-z’'.])(?<!\d )([A-Za-z]|[α-ωΑ-Ω])(?![A-Za-z’'-]|\.\w)")
_ARTICLES = {"a", "A", "I"}


def _symbols_on(shot: Shot) -> set[str]:
    """The symbols in all texts of a picture but the words themselves."""
    spoken = {id(m) for m in shot.scene.mobjects if isinstance(m, Words) for m in m.get_family()}
    return {
        symbol
        for item in shot.texts
        if id(item.mobject) not in spoken and not item.ghost
        for symbol in _letters(words_of(item.mobject) if is_text(item.mobject) else item.name)
    }


def _letters(said: str) -> set[str]:
    """The letters that stand alone in a text or a formula, also after a sign or before an index."""
    return {match[1] for match in _SYMBOL.finditer(re.sub(r"[_^]", " ", said))} | set(
        re.findall(r"[α-ωΑ-Ω]", said)
    )


def _began(first: Shot) -> float:
    """When the phase or section of its first shot began: a table has it to the point."""
    scene = first.scene
    return float(scene._start) if isinstance(scene, PhasedScene) else first.started


def _captions(shot: Shot) -> Sequence[_Caption]:
    """The subtitles of the film so far, in the order in which they begin."""
    subtitles = getattr(shot.scene.renderer.file_writer, "subcaptions", [])
    found = [
        _Caption(
            str(subtitle.content).strip(),
            subtitle.start.total_seconds(),
            subtitle.end.total_seconds(),
        )
        for subtitle in subtitles
    ]
    return sorted(found, key=lambda caption: caption.start)


def _outline(item: Item) -> bytes:
    """What a formula looks like, wherever it stands."""
    points = [part.points for part in glyphs_of(item.mobject)]
    if not points:
        return b""
    outline = np.vstack(points)
    return bytes(np.round(outline - outline.min(axis=0), 2).tobytes())
