"""What `netviz check` asks of a scene, as short as a language model that writes scenes needs it."""

from __future__ import annotations

from netviz.audit.finding import Limits

INSTEAD = {
    "geometry": "give every mobject finite points and a size",
    "safe-frame": "keep {safe_margin:g} units from every edge; x within ±6.9, y within ±3.8",
    "caption-band": "with captions, draw nothing below y = {caption_band:g}",
    "overlap": "place text with next_to(…, buff=0.25); FadeOut the old text before the new one",
    "lines": "put labels beside lines and curves, never on them; end arrows short of text",
    "in-motion": "move text around other text (path_arc, two plays), or fade it out and in",
    "no-change": "play only what is visible, on the frame and different afterwards",
    "too-short": "wait after text: at least {text_seconds:g} s and 1 s for {text_speed:g} letters",
    "jumps": "between plays nothing moves: use .animate, or FadeOut, move, FadeIn",
    "flashing": "at most 3 flashes a second; no bright frame where one scene hands over",
    "text-size": "font_size of at least 23 for Manim's Text, and digits as large; none upside down",
    "contrast": "text {contrast:g}:1 with what is behind it, graphics {contrast_large:g}:1",
    "colors": "give each colour a label or a shape, too; red and green alone say nothing to some",
    "stillness": "let something happen at least every {still_seconds:g} s",
    "stranger": "put a label nearer to its own neuron, edge or dot than to any other",
    "words": "sentences of at most {caption_lines} lines of {caption_columns} characters, "
    "{caption_speed:g} characters a second, within one phase",
    "numbers": "take every number from the model; never type one that can be computed",
    "arithmetic": "what stands on both sides of = must be equal to the last digit shown",
}
"""Rule -> what to do so that it finds nothing; limits in braces."""


def digest(limits: Limits | None = None) -> str:
    """The rules in a line each, with their limits.

    Example:
        >>> digest().splitlines()[0]
        'A Manim scene that passes `netviz check` (frame 14.2 × 8 units):'
    """
    values = vars(limits or Limits())
    lines = [f"- {rule}: {instead.format(**values)}" for rule, instead in INSTEAD.items()]
    return "\n".join(["A Manim scene that passes `netviz check` (frame 14.2 × 8 units):", *lines])
