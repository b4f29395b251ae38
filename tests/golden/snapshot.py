"""What a picture is made of, as lines that a person can read and compare."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from manim import Mobject, VMobject

from netviz.audit.shot import Item
from netviz.audit.wording import is_text, words_of

_FAINT = 0.1  # opacity; a glow is made of many such discs, and the picture is compared anyway
_SAME = 0.015  # units or opacity: what is kept is rounded to 0.01
_MOST_NAMES = 3


@dataclass(frozen=True)
class Entry:
    """One thing in a picture: its path in the scene, what it says, place, size and colours.

    `at` is the middle and `size` width and height, in Manim units rounded to 0.01.
    """

    name: str
    says: str | None
    at: tuple[float, float]
    size: tuple[float, float]
    colors: str
    opacity: float = 1.0

    def __str__(self) -> str:
        return f"{self.name} “{self.says}”" if self.says else self.name


def entries(items: Iterable[Item]) -> list[Entry]:
    """What is visible, in the order in which it is drawn, each with a name of its own."""
    found: list[Entry] = []
    names: Counter[str] = Counter()
    for item in items:
        if item.kind == "shape" and item.opacity < _FAINT:
            continue
        name, says = _name_and_words(item)
        names[name] += 1
        if names[name] > 1:
            name = f"{name} #{names[name]}"
        box = item.box
        found.append(
            Entry(
                name,
                says,
                (_rounded((box.left + box.right) / 2), _rounded((box.bottom + box.top) / 2)),
                (_rounded(box.right - box.left), _rounded(box.top - box.bottom)),
                _colors(item.parts or (item.mobject,)),
                _rounded(item.opacity),
            )
        )
    return found


def _name_and_words(item: Item) -> tuple[str, str | None]:
    """The path alone, without the words and the place, and the words in full."""
    if item.kind == "shape":
        return re.sub(r" at \(.*\)$", "", item.name), None
    named = re.fullmatch(r'"(.*)" \((.*)\)', item.name)
    words, name = (named[1], named[2]) if named else (item.name.strip('"'), item.kind)
    return name, words_of(item.mobject) if is_text(item.mobject) else words


def _rounded(value: float) -> float:
    return round(float(value), 2) + 0.0  # no −0.0


def _colors(parts: Sequence[Mobject]) -> str:
    """Fill and stroke colours, each once, in the order in which they are drawn."""
    colors: dict[str, None] = {}
    for part in parts:
        if not isinstance(part, VMobject):
            continue
        if part.get_fill_opacity() > 0:
            colors[part.get_fill_color().to_hex()] = None
        if part.get_stroke_opacity() > 0 and part.get_stroke_width() > 0:
            colors[part.get_stroke_color().to_hex()] = None
    return " ".join(colors)


def as_data(entry: Entry) -> dict[str, Any]:
    """For a JSON file: without what goes without saying."""
    data = asdict(entry)
    if entry.says is None:
        del data["says"]
    if entry.opacity == 1.0:
        del data["opacity"]
    return data


def from_data(data: Mapping[str, Any]) -> Entry:
    x, y = data["at"]
    width, height = data["size"]
    return Entry(
        data["name"],
        data.get("says"),
        (x, y),
        (width, height),
        data["colors"],
        data.get("opacity", 1.0),
    )


def changes(before: Sequence[Entry], now: Sequence[Entry]) -> list[str]:
    """What has changed from one picture to another, in sentences, alike changes together."""
    told: dict[str, list[str]] = {}
    for entry, change in _each_change(before, now):
        told.setdefault(change, []).append(str(entry))
    return [f"{_listed(names)} {change}" for change, names in told.items()]


def _listed(names: list[str]) -> str:
    if len(names) <= _MOST_NAMES:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST_NAMES])} and {len(names) - _MOST_NAMES} more"


def _each_change(before: Sequence[Entry], now: Sequence[Entry]) -> Iterator[tuple[Entry, str]]:
    then = {entry.name: entry for entry in before}
    names = {entry.name for entry in now}
    for entry in now:
        if entry.name not in then:
            x, y = entry.at
            yield entry, f"is new, at ({x:g}, {y:g})"
            continue
        old = then[entry.name]
        if entry.says != old.says:
            yield old, f"now says “{entry.says}”"
        if moved := _moved(old.at, entry.at):
            yield entry, f"moved {moved}"
        if _differ(old.size, entry.size):
            was, is_ = (f"{width:.2f} × {height:.2f}" for width, height in (old.size, entry.size))
            yield entry, f"changed its size from {was} to {is_}"
        if entry.colors != old.colors:
            yield entry, f"changed its colour: {old.colors} → {entry.colors}"
        if _differ((old.opacity,), (entry.opacity,)):
            yield entry, f"changed its opacity: {old.opacity:g} → {entry.opacity:g}"
    yield from ((entry, "is gone") for entry in before if entry.name not in names)
    common = [
        [e.name for e in side if e.name in then and e.name in names] for side in (before, now)
    ]
    if common[0] != common[1]:
        place = next(i for i, (a, b) in enumerate(zip(*common, strict=True)) if a != b)
        moved_entry = next(entry for entry in now if entry.name == common[1][place])
        yield moved_entry, "is drawn in another order"


def _differ(before: Sequence[float], now: Sequence[float]) -> bool:
    return any(abs(a - b) > _SAME for a, b in zip(before, now, strict=True))


def _moved(before: tuple[float, float], now: tuple[float, float]) -> str:
    steps = []
    for a, b, more, less in zip(before, now, ("right", "up"), ("left", "down"), strict=True):
        if abs(b - a) > _SAME:
            steps.append(f"{abs(b - a):.2f} {more if b > a else less}")
    return " and ".join(steps)
