"""Words that do not stand out from what is behind them, and shapes that hardly show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from manim import Mobject, VMobject

from netviz.audit.finding import Finding
from netviz.audit.outline import box_of
from netviz.audit.rules._pixels import contrast, window
from netviz.audit.rules._standing_out import (
    OPAQUE,
    carries_meaning,
    color_of,
    holds_something,
    is_part_of,
    is_straight,
    stands_out,
)
from netviz.audit.shot import Item, Shot
from netviz.audit.wording import font_pixels
from netviz.theme import Theme
from netviz.timeline import PhasedScene

_NOISE = 1e-6
_CORE = 0.6  # of the greatest change that a glyph makes: what is not its soft rim
_LARGE, _LARGE_BOLD = 64.0, 49.0  # pixels of a 1080-line frame
_HALO = 3.0  # stroke width from which a rim in the background's colour is what is behind a glyph
_GRID = 6  # straight lines of one colour


@dataclass
class _Life:
    """The best that has been seen of something so far. Holds what it is about, so that ids stay."""

    mobject: Mobject
    item: Item
    time: float
    phase: str | None
    best: float
    limit: float
    until: float


class Contrast:
    """Text below 4.5:1 with what is really behind it (3:1 when large), graphics below 3:1.

    Text in its own full colour is judged whenever it is seen. Text that is dimmed, by a veil or by
    its opacity, is meant to step back: it is a fault only when it is not readable at any look of
    its life, which is known only when the whole film is looked at. Behind a glyph is what the
    picture has there without any text, or its halo.

    Of graphics only shapes that stand for themselves are accused, when the film is over and they
    never stood out: strokes wider than a hairline and fills, opaque, larger than a dash. Quiet on
    purpose, and no fault, is whatever holds or carries something else (a plate, a panel, a frame,
    a track), what is translucent (glows, ghosts, edges of small weights), a grid (six straight
    lines of one colour), and the theme's quiet colours (panel, hairline, neuron). A shape stands
    out when its stroke or its fill does, against either side of its outline.
    """

    name = "contrast"

    def __init__(self) -> None:
        self._glyphs: dict[int, _Life] = {}
        self._shapes: dict[int, _Life] = {}
        self._seen: dict[int, tuple[int, float]] = {}
        self._grids: set[str] = set()
        self._whole: bool | None = None

    def look(self, shot: Shot) -> Iterator[Finding]:
        """Text of full colour that cannot be read now."""
        if self._whole is None:
            self._whole = is_whole(shot)
        for item in shot.texts:
            if not is_part_of(item, shot):
                continue
            limit = _limit(item, shot)
            opaque = item.opacity >= OPAQUE
            worst = self._contrast_of(item, shot)
            for glyph in item.parts:
                _remember(self._glyphs, glyph, item, shot, worst, limit)
            if opaque and worst < limit:
                yield _finding(self.name, item, shot.time, shot.phase, worst, limit)
                for glyph in item.parts:  # said, so it need not be said again
                    self._glyphs[id(glyph)].best = np.inf
        for item in self._standing_alone(shot):
            best = stands_out(item.mobject, shot)
            limit = shot.limits.contrast_large
            _remember(self._shapes, item.mobject, item, shot, best, limit)

    def finish(self, shots_end: float) -> Iterator[Finding]:
        """Text that was dimmed all its life, and shapes that never stood out."""
        if self._whole:
            yield from self._never(self._glyphs, by_colour=False)
            yield from self._never(self._shapes, by_colour=True)

    def _never(self, lives: dict[int, _Life], by_colour: bool) -> Iterator[Finding]:
        """One finding for each text, or for all shapes of a colour."""
        told: dict[object, list[_Life]] = {}
        for life in lives.values():
            if life.best < life.limit:
                key: object = id(life.item.mobject)
                if by_colour:
                    key = color_of(life.mobject)
                told.setdefault(key, []).append(life)
        for key, group in told.items():
            if by_colour and key in self._grids:
                continue
            names = tuple(dict.fromkeys(life.item.name for life in group))
            first = min(group, key=lambda life: life.time)
            yield Finding(
                self.name,
                first.time,
                first.phase,
                names,
                f"{max(life.best for life in group):.1f}:1 at best",
                f"at least {first.limit:g}:1",
                until=max(life.until for life in group),
            )

    def _contrast_of(self, item: Item, shot: Shot) -> float:
        """The least contrast of its glyphs, worked out anew when the picture there has changed."""
        area = window(shot, item.box)
        look = hash((shot.pixels[area].tobytes(), shot.without_text[area].tobytes(), item.opacity))
        known = self._seen.get(id(item.mobject))
        if known is None or known[0] != look:
            known = look, _text_contrast(item, shot)
            self._seen[id(item.mobject)] = known
        return known[1]

    def _standing_alone(self, shot: Shot) -> Iterator[Item]:
        theme = getattr(shot.scene, "theme", None)
        theme = theme if isinstance(theme, Theme) else Theme()
        quiet = {color.upper() for color in (theme.panel, theme.hairline, theme.neuron)}
        quiet.add(theme.background.upper())
        shapes = [item for item in shot.shapes if carries_meaning(item) and is_part_of(item, shot)]
        straight: dict[str, int] = {}
        for item in shapes:
            if is_straight(item.mobject):
                color = color_of(item.mobject)
                straight[color] = straight.get(color, 0) + 1
        self._grids |= {color for color, count in straight.items() if count >= _GRID}
        for item in shapes:
            if color_of(item.mobject) not in quiet and not holds_something(item, shot):
                yield item


def is_whole(first: Shot) -> bool:
    """Whether a film is looked at from its beginning, and all of its phases."""
    scene = first.scene
    part = isinstance(scene, PhasedScene) and scene._wanted_phase() is not None
    return not part and first.started < _NOISE


def _finding(
    rule: str, item: Item, time: float, phase: str | None, ratio: float, limit: float
) -> Finding:
    return Finding(rule, time, phase, (item.name,), f"{ratio:.1f}:1", f"at least {limit:g}:1")


def _remember(
    lives: dict[int, _Life], mobject: Mobject, item: Item, shot: Shot, best: float, limit: float
) -> None:
    life = lives.get(id(mobject))
    if life is None:
        life = _Life(mobject, item, shot.time, shot.phase, best, limit, shot.time)
        lives[id(mobject)] = life
    life.best, life.until = max(life.best, best), shot.time


def _limit(item: Item, shot: Shot) -> float:
    size = font_pixels(item.mobject, item.parts)
    bold = getattr(item.mobject, "weight", None) == "BOLD"
    large = size >= (_LARGE_BOLD if bold else _LARGE)
    return shot.limits.contrast_large if large else shot.limits.contrast


def _text_contrast(item: Item, shot: Shot) -> float:
    return min((_glyph_contrast(glyph, item, shot) for glyph in item.parts), default=np.inf)


def _glyph_contrast(glyph: Mobject, item: Item, shot: Shot) -> float:
    """Contrast of one glyph at its core; where it changes nothing it is as its surroundings."""
    area = window(shot, box_of(glyph.points))
    drawn = shot.pixels[area][..., :3].astype(float)
    behind = shot.without_text[area][..., :3].astype(float)
    change = np.abs(drawn - behind).max(axis=2)
    core = change >= _CORE * change.max()
    ground = np.median(behind[core], axis=0)
    halo = _halo(glyph)
    if halo is not None:
        ground = halo
    strongest = change >= 0.9 * change.max()
    seen = [np.median(drawn[strongest], axis=0)]
    if item.opacity >= OPAQUE and isinstance(glyph, VMobject):  # thin strokes never reach it
        seen.append(255 * np.asarray(glyph.get_fill_rgbas()[0, :3], dtype=float))
    return max(float(contrast(color, ground)) for color in seen)


def _halo(glyph: Mobject) -> np.ndarray | None:
    """The colour of a wide opaque rim behind a glyph."""
    if not isinstance(glyph, VMobject) or glyph.get_stroke_width(background=True) < _HALO:
        return None
    rgba = np.asarray(glyph.get_stroke_rgbas(background=True)[0], dtype=float)
    return 255 * rgba[:3] if rgba[3] >= OPAQUE else None
