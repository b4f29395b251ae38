"""The rules of an audit by name. They are loaded only when one is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netviz.audit.shot import Rule

RULES: dict[str, tuple[str, str]] = {
    "geometry": ("geometry.Geometry", "points that are no numbers, things without a size"),
    "safe-frame": ("safe_frame.SafeFrame", "what leaves the frame or comes too near to its edge"),
    "caption-band": ("caption_band.CaptionBand", "what lies where players put the captions"),
    "overlap": ("overlap.Overlap", "text over text, neurons and the outlines of shapes"),
    "lines": ("lines.Lines", "lines, arrows and curves drawn through a text"),
    "stranger": ("stranger.Stranger", "labels at another neuron, edge or dot than their own"),
    "in-motion": ("in_motion.InMotion", "what is in the way only while a play runs"),
    "no-change": ("no_change.NoChange", "plays that change nothing in the picture"),
    "too-short": ("too_short.TooShort", "text that is gone before it can be read"),
    "jumps": ("jumps.Jumps", "things that are elsewhere when the next play begins"),
    "flashing": ("flashing.Flashing", "flashes of light, more than three a second or a single one"),
    "text-size": ("text_size.TextSize", "digits and words too small to be read, or upside down"),
    "contrast": ("contrast.Contrast", "what hardly stands out from what is behind it"),
    "colors": ("colors.ColorVision", "colours that not everybody can tell apart"),
    "stillness": ("stillness.Stillness", "time in which nothing changes"),
    "words": (
        "words.WordRules",
        "sentences too long, too fast or at the wrong time",
    ),
    "numbers": ("numbers.ShownNumbers", "numbers that are not those of the model"),
    "arithmetic": ("arithmetic.Arithmetic", "sums and products on screen that do not come out"),
}
"""Name -> module and class, and what is found, in the order of the report."""


def chosen_rules(only: Iterable[str] = (), skip: Iterable[str] = ()) -> tuple[str, ...]:
    """Names of the rules to use: those of `only`, or all, without those of `skip`.

    Raises ValueError for a name that is none.

    Example:
        >>> chosen_rules(only=["overlap", "geometry"], skip=["geometry"])
        ('overlap',)
    """
    only, skip = tuple(only), tuple(skip)
    for name in (*only, *skip):
        if name not in RULES:
            raise ValueError(f"rule must be one of {', '.join(RULES)}, got {name!r}")
    return tuple(name for name in RULES if (not only or name in only) and name not in skip)


def rule_class(name: str) -> type[Rule]:
    """The class of a rule; its docstring says what is right and what is wrong."""
    module, _, kind = RULES[name][0].partition(".")
    found: type[Rule] = getattr(import_module(f"netviz.audit.rules.{module}"), kind)
    return found


def make_rule(name: str) -> Rule:
    """A new rule object for one film."""
    return rule_class(name)()
