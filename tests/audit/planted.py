"""Scenes with one fault planted in each, and scenes without any: the shape of every catalogue.

A catalogue is one file, `tests/audit/planted_<what>.py`:

    from planted import Catalogue

    CATALOGUE = Catalogue("geometry", rules=("overlap", "safe-frame"))

    @CATALOGUE.fault("overlap", "gradient", "loss")
    def two_labels_at_one_place(scene):
        scene.add(Text("gradient"), Text("loss"))
        scene.wait()

    @CATALOGUE.fault("safe-frame", "title")
    class TitleOffFrame(PhasedScene):
        ...

    @CATALOGUE.fault("overlap", "Bias")
    def film_with_a_shifted_label():          # no parameter: it answers a Scene class when asked,
        from scenes.forward_pass import ForwardPass   # so that a film is imported only then
        class Mutant(ForwardPass):
            only_phase = "Intro"
            ...
        return Mutant

    @CATALOGUE.clean
    def text_in_a_box(scene):
        ...

and its test is `tests/audit/test_planted_<what>.py`:

    from planted_geometry import CATALOGUE

    test_planted_faults_are_found = CATALOGUE.test_faults()
    test_clean_scenes_are_not_accused = CATALOGUE.test_clean()

A fault's scene is looked at by the rules of its catalogue: one finding has to be of the planted
rule and name what was asked for (each string is part of one of its names), and no other of these
rules may find anything. A clean scene is looked at by every rule that there is.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from manim import Scene

from netviz.audit.finding import Limits
from netviz.audit.runner import Audit, audit_scene

FAULTS, CLEANS = "planted faults", "clean scenes"
Record = Callable[[str, object], None]

Told = Callable[..., Any]
"""A function of a scene that plays it, one of nothing that answers a Scene class, or the class."""


@dataclass(frozen=True)
class Case:
    """One scene of a catalogue; `rule` is None for a clean one."""

    name: str
    told: Told
    rule: str | None = None
    names: tuple[str, ...] = ()
    limits: Limits | None = None

    def scene_class(self) -> type[Scene]:
        told = self.told
        if isinstance(told, type):
            return told
        if not inspect.signature(told).parameters:
            answer: type[Scene] = told()
            return answer
        return type(self.name, (Scene,), {"construct": told, "__module__": told.__module__})


class Catalogue:
    """Planted faults and clean scenes of some rules, and the tests that they are found and not."""

    def __init__(self, name: str, rules: tuple[str, ...]) -> None:
        self.name = name
        self.rules = rules
        self.faults: list[Case] = []
        self.cleans: list[Case] = []

    def fault(self, rule: str, *names: str, limits: Limits | None = None) -> Callable[[Told], Told]:
        """Plant a fault that `rule` has to find, in mobjects with these words in their names."""
        assert rule in self.rules, rule

        def plant(told: Told) -> Told:
            self.faults.append(Case(told.__name__, told, rule, names, limits))
            return told

        return plant

    def clean(self, told: Told) -> Told:
        """Add a scene in which nothing is wrong."""
        self.cleans.append(Case(told.__name__, told))
        return told

    def test_faults(self) -> Callable[[Case], None]:
        """The test that each planted fault is found, and nothing else."""

        @pytest.mark.parametrize("case", self.faults, ids=lambda case: case.name)
        def test(case: Case, record_property: Record) -> None:
            audit = audit_scene(case.scene_class(), limits=case.limits, rules=self.rules)
            others = [finding for finding in audit.findings if finding.rule != case.rule]
            planted = [finding for finding in audit.findings if finding.rule == case.rule]
            found = any(
                all(any(word in name for name in finding.names) for word in case.names)
                for finding in planted
            )
            record_property(FAULTS, [self.name, found and not others])
            assert found, said(audit)
            assert not others, said(audit)

        return test

    def test_clean(self) -> Callable[[Case], None]:
        """The test that no rule at all finds anything in a clean scene."""

        @pytest.mark.parametrize("case", self.cleans, ids=lambda case: case.name)
        def test(case: Case, record_property: Record) -> None:
            audit = audit_scene(case.scene_class(), limits=case.limits)
            record_property(CLEANS, [self.name, audit.findings == ()])
            assert audit.shots > 0
            assert audit.findings == (), said(audit)

        return test


def counts(properties: Iterable[tuple[str, Any]]) -> list[str]:
    """What the tests of a run found, by what they recorded: a line for each catalogue."""
    right: dict[str, dict[str, list[bool]]] = {}
    for kind, value in properties:
        if kind in (FAULTS, CLEANS):
            name, as_planted = value
            right.setdefault(name, {FAULTS: [], CLEANS: []})[kind].append(as_planted)
    return [
        f"{name}: {sum(of[FAULTS])} of {len(of[FAULTS])} planted faults found, "
        f"{of[CLEANS].count(False)} of {len(of[CLEANS])} clean scenes accused"
        for name, of in sorted(right.items())
    ]


def said(audit: Audit) -> str:
    """The findings of an audit, one a line, for a failing test."""
    return "\n".join(map(str, audit.findings)) or "no findings"
