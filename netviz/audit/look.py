"""Looking at a running scene: a shot after each play, shown to the rules, and what they find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from manim import Mobject, Scene

from netviz.audit.allow import Allowance, in_force
from netviz.audit.finding import Finding, Limits
from netviz.audit.items import Drawn, drawn_in
from netviz.audit.names import Names
from netviz.audit.picture import (
    SHORT_SIDE,
    draw,
    frame_of,
    ground_of,
    in_space,
    shape_for,
)
from netviz.audit.rules import chosen_rules, make_rule
from netviz.audit.shot import Rule, Shot
from netviz.audit.watch import Clock
from netviz.timeline import PhasedScene


class Look:
    """Takes a shot after each play, shows it to the rules, and keeps what they find."""

    def __init__(self, limits: Limits, rules: tuple[str, ...]) -> None:
        self.limits = limits
        self.clock = Clock()
        self.rules: list[Rule] = [make_rule(name) for name in rules]
        self.scene: Scene | None = None
        self.shots = 0
        self.times: list[float] = []
        self.seen: dict[int, Mobject] = {}
        self._found: list[Finding] = []
        self._used: set[int] = set()
        self._allowed_at: list[list[tuple[Allowance, frozenset[str]]]] = []
        self._names: Names | None = None
        self._pictures: tuple[np.ndarray, np.ndarray, list[int]] | None = None
        self._spatial = False

    def begin(self, scene: Scene) -> None:
        self.scene = scene
        if self._names is None:
            self._names = Names(scene)
        self._names.note_locals()

    def end(self) -> None:
        assert self.scene is not None
        assert self._names is not None
        scene, clock = self.scene, self.clock
        self._names.note_locals()
        drawn = drawn_in(scene, self._names)
        pixels, without_text = self._draw(scene, drawn)
        self._spatial = self._spatial or in_space(scene)
        items = () if in_space(scene) else drawn.items
        shot = Shot(
            scene=scene,
            time=clock.time,
            started=clock.started,
            phase=_phase_of(scene),
            frame=frame_of(scene),
            items=items,
            pixels=pixels,
            without_text=without_text,
            moved=clock.moved,
            still_since=clock.still_since,
            limits=self.limits,
            broken=drawn.broken,
            ground=ground_of(scene),
        )
        self.shots += 1
        self.times.append(clock.time)
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
            self._found.extend(rule.look(shot))

    def finish(self) -> list[Finding]:
        """All findings, those that the scene allows with the reason, in the order of the rules."""
        for rule in self.rules:
            self._found.extend(rule.finish(self.clock.time))
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
        shape = shape_for(scene.renderer.camera, SHORT_SIDE)
        pixels = draw(scene, drawn.members, shape)
        glyphs = sorted(drawn.glyphs)
        before = self._pictures
        if before is None or before[2] != glyphs or not np.array_equal(before[0], pixels):
            others = [member for member in drawn.members if id(member) not in drawn.glyphs]
            without = draw(scene, others, shape) if glyphs else pixels
            self._pictures = before = pixels, without, glyphs
        return before[:2]


def _phase_of(scene: Scene) -> str | None:
    if isinstance(scene, PhasedScene):
        return scene._phase.name if scene._phase else None
    name = str(scene.renderer.file_writer.sections[-1].name)
    return None if name in ("autocreated", "unnamed") else name


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
