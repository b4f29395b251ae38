"""Text that is gone before it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from netviz.audit.finding import Finding, Limits
from netviz.audit.shot import Glance, Item, Shot

_NOISE = 0.01
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass
class _Life:
    """How long a text has been in view so far."""

    item: Item
    words: str
    phase: str | None
    began: float
    until: float
    seconds: float = 0.0
    rested: bool = False


class TooShort:
    """Finds words that were in view for less time than it takes to read them.

    A text is followed wherever it goes and while it fades; one that takes the place of another and
    says the same, apart from its figures, goes on from that one. What has been read before may come
    again for a moment, what is still there at the end of the film stays in view, and what is only
    seen on its way within a play is not there to be read.
    """

    name = "too-short"

    def __init__(self) -> None:
        self._lives: dict[int, _Life] = {}
        self._limits = Limits()
        self._phase: str | None = None
        self._found: list[Finding] = []
        self._read: set[str] = set()

    def glance(self, glance: Glance) -> None:
        """Take in one glance."""
        self._see(glance.items, glance.time, glance.play.phase)

    def look(self, shot: Shot) -> Iterator[Finding]:
        """The texts that have gone too soon since the last shot."""
        self._limits = shot.limits
        self._see(shot.items, shot.time, shot.phase)
        for life in self._lives.values():
            life.rested = True
        found, self._found = self._found, []
        yield from found

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """Nothing more: what is there at the end stays."""
        yield from ()

    def _see(self, items: tuple[Item, ...], time: float, phase: str | None) -> None:
        for life in self._lives.values():
            life.seconds += time - life.until
            life.until = time
        now = {
            id(item.mobject): item
            for item in items
            if item.kind in ("text", "formula") and not item.ghost
        }
        gone = {key: life for key, life in self._lives.items() if key not in now}
        for key, item in now.items():
            if key in self._lives:
                continue
            words = _words(item)
            heir = next((old for old, life in gone.items() if life.words == words), None)
            life = _Life(item, words, phase, time, time)
            if heir is not None:
                before = gone.pop(heir)
                life.began, life.seconds, life.rested = before.began, before.seconds, before.rested
            self._lives[key] = life
        for key in [key for key in self._lives if key not in now]:
            life = self._lives.pop(key)
            if key in gone:
                self._judge(life)

    def _judge(self, life: _Life) -> None:
        count = len(life.words)
        if not life.rested or not _LETTERS.search(life.words) or life.words in self._read:
            return
        limits = self._limits
        needed = max(limits.text_seconds, count / limits.text_speed)
        if life.seconds >= needed - _NOISE:
            self._read.add(life.words)
        if life.seconds < needed - _NOISE:
            self._found.append(
                Finding(
                    self.name,
                    life.began,
                    life.phase,
                    (life.item.name,),
                    f"in view for {life.seconds:.2f} s",
                    f"at least {needed:.2f} s for {count} characters",
                    until=life.until,
                )
            )


def _words(item: Item) -> str:
    """What a text says, with all figures alike."""
    quoted = item.name.split('"')
    return re.sub(r"\d+([.,]\d+)?", "0", quoted[1] if len(quoted) > 2 else item.name)
