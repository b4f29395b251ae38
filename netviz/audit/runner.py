"""An audit of a scene: it is run without being written, and looked at after every play and wait."""

from __future__ import annotations

import contextlib
import os
import sys
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from manim import Scene

from netviz.audit.allow import noted_allowances
from netviz.audit.finding import Finding, Limits
from netviz.audit.look import Look, from_first_frame, grouped, merged
from netviz.audit.made import noted_lines
from netviz.audit.rules import chosen_rules
from netviz.checks import describe
from netviz.observer import watch


class SceneFailed(RuntimeError):  # noqa: N818
    """A scene could not be run to its end; the message says where and why."""


_NEWEST_PILLOW = 13
"""The first major version with which Manim's images fail."""


@dataclass(frozen=True)
class Audit:
    """What was found in one scene, and what was looked at."""

    scene: str
    rules: tuple[str, ...]
    findings: tuple[Finding, ...]
    """The faults that nothing allows, in the order of rules and times."""
    allowed: tuple[Finding, ...]
    """The faults that the scene allows, each with its reason."""
    notes: tuple[str, ...]
    """What is no fault and worth knowing: allowances that nothing used, what was not judged."""
    shots: int
    """Plays and waits looked at."""
    seconds: float
    """Length of the film."""
    items: int
    """Different texts and shapes seen."""
    took: float
    """Seconds that the audit took."""


def audit_scene(
    scene_class: type[Scene],
    limits: Limits | None = None,
    rules: Iterable[str] | None = None,
) -> Audit:
    """Run a scene in seconds, write nothing, and look at its picture after every play and wait.

    `rules` are names (default: all). Times are seconds of the film as it would be rendered.
    Raises TypeError for anything but a Scene class, ValueError for a rule that does not exist, and
    SceneFailed when the scene raises.

    Example:
        >>> from manim import Circle, Scene
        >>> class AtTheEdge(Scene):
        ...     def construct(self):
        ...         self.add(Circle().shift([0, 3.5, 0]))
        ...         self.wait()
        >>> [finding.rule for finding in audit_scene(AtTheEdge).findings]
        ['safe-frame']
    """
    if not (isinstance(scene_class, type) and issubclass(scene_class, Scene)):
        raise TypeError(f"scene_class must be a class of Scene, got {describe(scene_class)}")
    names = chosen_rules(() if rules is None else rules)
    began = time.perf_counter()
    look = Look(limits or Limits(), names)
    with (
        contextlib.redirect_stdout(sys.stderr),
        noted_lines(scene_class),
        noted_allowances() as allowances,
    ):
        try:
            watch(scene_class, look)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise SceneFailed(_what_failed(scene_class, error)) from error
        found = look.finish()
    return Audit(
        scene=scene_class.__name__,
        rules=names,
        findings=tuple(_told([f for f in found if f.allowed is None], look)),
        allowed=tuple(_told([f for f in found if f.allowed is not None], look)),
        notes=tuple(look.notes(allowances)),
        shots=look.shots,
        seconds=look.end,
        items=len(look.seen),
        took=time.perf_counter() - began,
    )


def _told(findings: list[Finding], look: Look) -> list[Finding]:
    """One finding for each cause, from the first frame that shows it to the last."""
    return grouped(from_first_frame(merged(findings, look.times)))


def _what_failed(scene_class: type[Scene], error: BaseException) -> str:
    """One line: the scene, the place in its own code, the error."""
    told = getattr(sys.modules.get(scene_class.__module__), "__file__", None)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == told]
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}: " if frames else ""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{scene_class.__name__} cannot be run: {where}{what}{_known_cause(error)}"


def _known_cause(error: BaseException) -> str:
    """What is to be done about an image that Manim hands to a Pillow it does not know."""
    files = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    in_pillow = any(f"{os.sep}PIL{os.sep}" in file for file in files)
    pillow = version("pillow")
    if not in_pillow or int(pillow.partition(".")[0]) < _NEWEST_PILLOW:
        return ""
    return f" (Manim {version('manim')} does not work with Pillow {pillow}: use an older Pillow)"
