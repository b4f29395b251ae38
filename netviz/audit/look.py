"""Looking at a running scene: a shot after each play, shown to the rules, and what they find."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from manim import Mobject, Scene

from netviz.audit.advice import advice
from netviz.audit.allow import Allowance, in_force
from netviz.audit.finding import Finding, Limits
from netviz.audit.items import Drawn, DrawnSoFar
from netviz.audit.made import made_on
from netviz.audit.names import Names
from netviz.audit.outline import as_row
from netviz.audit.picture import (
    draw,
    frame_of,
    ground_of,
    in_picture,
    in_space,
)
from netviz.audit.rules import chosen_rules, make_rule
from netviz.audit.shot import FrameWatcher, Glance, Glancer, Item, Rule, Shot
from netviz.audit.wording import is_text, words_of
from netviz.observer import Frame, Observer, Play

EVERY = 2
"""Frames from one glance to the next."""


class Look(Observer):
    """Takes a shot after each play, shows it to the rules, and keeps what they find."""

    def __init__(self, limits: Limits, rules: tuple[str, ...]) -> None:
        self.limits = limits
        self.rules: list[Rule] = [make_rule(name) for name in rules]
        self._frame_watchers = [r.frame for r in self.rules if isinstance(r, FrameWatcher)]
        self._glancers = [rule.glance for rule in self.rules if isinstance(rule, Glancer)]
        self.shots = 0
        self.end = 0.0
        """Seconds of film so far."""
        self.times: list[float] = []
        self._first_boxes: dict[int, np.ndarray] = {}
        self.seen: dict[int, Mobject] = {}
        self._found: list[Finding] = []
        self._lines: list[str | None] = []
        self._used: set[int] = set()
        self._allowed_at: list[list[tuple[Allowance, frozenset[str]]]] = []
        self._names: Names | None = None
        self._drawn: DrawnSoFar | None = None
        self._pictures: tuple[np.ndarray, np.ndarray, list[int]] | None = None
        self._spatial = False
        self._still = StillSince()

    def scene_begins(self, scene: Scene) -> None:
        self._names = Names(scene)
        self._drawn = DrawnSoFar(scene, self._names)

    def play_begins(self, play: Play) -> None:
        assert self._names is not None
        self._names.note_locals()

    def frame(self, frame: Frame) -> None:
        self._still.see(frame)
        for see in self._frame_watchers:
            see(frame)
        if frame.index % EVERY == 0 and self._glancers and not in_space(frame.play.scene):
            self._glance(frame)

    def play_ends(self, play: Play) -> None:
        self.end = play.end
        if play.filmed:
            self._take(play)

    def scene_ends(self, scene: Scene) -> None:
        """A scene that plays nothing is a still picture, as Manim renders it."""
        if not self.shots and not scene.renderer.num_plays:
            self._take(Play(scene, 0, (), None, 0.0, 0.0, None, True))

    def _glance(self, frame: Frame) -> None:
        assert self._drawn is not None
        scene = frame.play.scene
        drawn = self._drawn.now(in_motion=frame.index > 0)
        if frame.index == 0:
            self._first_boxes = {id(item.mobject): as_row(item.box) for item in drawn.items}
        glance = Glance(frame.play, frame.time, frame_of(scene), drawn.items, drawn.covered)
        for see in self._glancers:
            see(glance)

    def _placed(self, finding: Finding, shot: Shot) -> Finding:
        """A finding with where it is: in the scene's file, in the picture, and since when."""
        by_name = {item.name: item for item in shot.items}
        items = [by_name[name] for name in finding.names if name in by_name]
        made = made_on(items[0].mobject) if items else None
        boxes = finding.boxes or tuple(in_picture(item.box, shot.frame) for item in items)
        lasted = finding.until is not None
        ended = shot.time if finding.until is None else finding.until
        return replace(
            finding,
            line=self._lines[self._shot_at(ended)],
            made=str(made) if made else None,
            boxes=boxes,
            seen=shot.time if finding.seen is None else finding.seen,
            since=None if lasted else self._since(items, shot),
            advice=advice(shot, finding.names) if finding.rule in PAIRS else None,
        )

    def _since(self, items: list[Item], shot: Shot) -> float | None:
        """The beginning of the play, when everything was where it is from its first frame on."""
        first = self._first_boxes
        if shot.play.waits and shot.still_since <= shot.started:
            return shot.started
        stays = all(
            id(item.mobject) in first
            and np.allclose(first[id(item.mobject)], as_row(item.box), atol=1e-3)
            for item in items
        )
        return shot.started if items and first and stays else None

    def _name_of(self, mobject: Mobject) -> str:
        assert self._names is not None
        return self._names.name(mobject, words_of(mobject) if is_text(mobject) else None)

    def _take(self, play: Play) -> None:
        assert self._names is not None
        assert self._drawn is not None
        scene = play.scene
        self._names.note_locals()
        drawn = self._drawn.now()
        pixels, without_text = self._draw(scene, drawn)
        self._spatial = self._spatial or in_space(scene)
        items = () if in_space(scene) else drawn.items
        shot = Shot(
            play=play,
            frame=frame_of(scene),
            items=items,
            pixels=pixels,
            without_text=without_text,
            still_since=self._still.since,
            limits=self.limits,
            broken=drawn.broken,
            ground=ground_of(scene),
            name_of=self._name_of,
        )
        self.shots += 1
        self.times.append(play.end)
        self._lines.append(str(play.line) if play.line else None)
        self.seen.update((id(item.mobject), item.mobject) for item in items)
        self._allowed_at.append(
            [
                (
                    allowance,
                    frozenset(item.name for item in items if allowance.covers(item.mobject)),
                )
                for allowance in in_force()
            ]
        )
        for rule in self.rules:
            self._found.extend(self._placed(finding, shot) for finding in rule.look(shot))
        self._first_boxes = {}

    def finish(self) -> list[Finding]:
        """All findings, those that the scene allows with the reason, in the order of the rules."""
        for rule in self.rules:
            for finding in rule.finish(self.end):
                ended = finding.time if finding.until is None else finding.until
                line = self._lines[self._shot_at(ended)] if self.shots else None
                self._found.append(replace(finding, line=line, seen=finding.time))
        order = {rule: index for index, rule in enumerate(chosen_rules())}
        judged = [self._judge(finding) for finding in self._found]
        return sorted(judged, key=lambda finding: (order.get(finding.rule, 99), finding.time))

    def notes(self, allowances: list[Allowance]) -> Iterator[str]:
        """What is no fault and worth saying."""
        if self._spatial:
            yield "three dimensions: no rule judged where things lie"
        ran = {getattr(rule, "name", "") for rule in self.rules}
        for allowance in allowances:
            if allowance.rule in ran and id(allowance) not in self._used:
                yield (
                    f"{allowance.place} allows {allowance.rule} ({allowance.reason}), "
                    "where nothing is found"
                )

    def _judge(self, finding: Finding) -> Finding:
        if not self.shots:
            return finding
        for allowance, names in self._allowed_at[self._shot_at(finding.time)]:
            fits = not allowance.mobjects or names & set(finding.names)
            if allowance.rule == finding.rule and fits:
                self._used.add(id(allowance))
                return replace(finding, allowed=allowance.reason)
        return finding

    def _shot_at(self, seconds: float) -> int:
        """The first shot at or after a time."""
        return min(int(np.searchsorted(self.times, seconds - 1e-6)), len(self.times) - 1)

    def _draw(self, scene: Scene, drawn: Drawn) -> tuple[np.ndarray, np.ndarray]:
        """The picture and the one without text, which is kept while nothing changes."""
        pixels = draw(scene, drawn.members)
        glyphs = sorted(drawn.glyphs)
        before = self._pictures
        if before is None or before[2] != glyphs or not np.array_equal(before[0], pixels):
            others = [member for member in drawn.members if id(member) not in drawn.glyphs]
            without = draw(scene, others) if glyphs else pixels
            self._pictures = before = pixels, without, glyphs
        return before[:2]


class StillSince:
    """Since when the small pictures have been the same."""

    def __init__(self) -> None:
        self.since = 0.0
        self._last: np.ndarray | None = None

    def see(self, frame: Frame) -> None:
        if self._last is None or not np.array_equal(self._last, frame.pixels):
            self.since = frame.time
            self._last = frame.pixels.copy()


def from_first_frame(findings: list[Finding]) -> list[Finding]:
    """Findings with the time of the first frame that shows them."""
    return [
        finding if finding.since is None else replace(finding, time=finding.since)
        for finding in findings
    ]


def grouped(findings: list[Finding]) -> list[Finding]:
    """One finding for each cause.

    One cause is one thing in the way of several others, and several that began and ended together
    and miss the same limit by the same.
    """
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for index, finding in enumerate(findings):
        key: tuple[object, ...] = (index,)
        if finding.rule in PAIRS:
            key = (finding.rule, finding.time, finding.until, finding.allowed, finding.limit)
        elif finding.rule in ALIKE:
            measure = re.sub(r"[\d.]+", "0", finding.measure)
            key = (finding.rule, finding.time, finding.until, finding.allowed, measure)
            key += (finding.limit,)
        groups.setdefault(key, []).append(finding)
    result = []
    for key, group in groups.items():
        joined = _connected(group) if key[0] in PAIRS else [group]
        result += [_as_one(members) for members in joined]
    return result


PAIRS = ("overlap", "lines")
"""Rules whose findings name what is in whose way."""
ALIKE = ("geometry", "safe-frame", "caption-band", "text-size", "contrast", "too-short")
"""Rules whose findings are about one thing each, which may be in many places."""


def _connected(findings: list[Finding]) -> list[list[Finding]]:
    """Findings that have a name in common, together."""
    groups: list[list[Finding]] = []
    for finding in findings:
        joined = [finding]
        for group in [g for g in groups if any(set(f.names) & set(finding.names) for f in g)]:
            groups.remove(group)
            joined = group + joined
        groups.append(joined)
    return groups


def _as_one(findings: list[Finding]) -> Finding:
    """The first of some findings, with the names of all, the most frequent one first."""
    if len(findings) == 1:
        return findings[0]
    counts = Counter(name for finding in findings for name in finding.names)
    order = {name: index for index, name in enumerate(counts)}
    names = sorted(counts, key=lambda name: (-counts[name], order[name]))
    boxes = dict.fromkeys(box for finding in findings for box in finding.boxes)
    return replace(findings[0], names=tuple(names), boxes=tuple(boxes))


def merged(findings: list[Finding], times: list[float]) -> list[Finding]:
    """The same fault over consecutive shots as one, from the first to the last."""
    merged: list[Finding] = []
    last: dict[tuple[object, ...], int] = {}
    for finding in findings:
        key = (finding.rule, finding.names, finding.limit, finding.allowed)
        place = int(np.searchsorted(times, finding.time - 1e-6))
        if key in last:
            before = merged[last[key]]
            until = before.time if before.until is None else before.until
            if place - int(np.searchsorted(times, until - 1e-6)) <= 1:
                end = finding.time if finding.until is None else finding.until
                merged[last[key]] = replace(before, until=end)
                continue
        last[key] = len(merged)
        merged.append(
            finding if finding.until is not None else replace(finding, until=finding.time)
        )
    return merged
