"""How far two colours are apart for those who see all of them, and for those who do not."""

from __future__ import annotations

from functools import lru_cache

from coloraide import Color

VISIONS = {
    None: "normal vision",
    "protan": "a protanope",
    "deutan": "a deuteranope",
    "tritan": "a tritanope",
}
"""Name of coloraide's filter, None for none -> whose vision it is."""


@lru_cache(maxsize=4096)
def difference(a: str, b: str, vision: str | None = None) -> float:
    """CIEDE2000 difference of two colours "#RRGGBB" as one kind of vision sees them.

    Dichromats are simulated after Viénot, Brettel and Mollon (1999), tritanopes after Brettel,
    Viénot and Mollon (1997).

    Example:
        >>> red, green = "#FC6255", "#83C167"
        >>> round(difference(red, green)), round(difference(red, green, "deutan"))
        (61, 5)
    """
    return float(_seen(a, vision).delta_e(_seen(b, vision), method="2000"))


def worst_vision(a: str, b: str, dichromats_only: bool = False) -> tuple[float, str]:
    """The least difference of two colours, and whose vision that is."""
    visions = [vision for vision in VISIONS if vision or not dichromats_only]
    return min((difference(a, b, vision), VISIONS[vision]) for vision in visions)


@lru_cache(maxsize=1024)
def chroma(color: str) -> float:
    """How colourful a colour "#RRGGBB" is: chroma in CIE LCh, 0 for greys.

    Example:
        >>> round(chroma("#808080")), round(chroma("#FF0000"))
        (0, 107)
    """
    return float(Color(color).convert("lch")["chroma"])


@lru_cache(maxsize=1024)
def _seen(color: str, vision: str | None) -> Color:
    seen = Color(color)
    return seen if vision is None else seen.filter(vision, 1).convert("srgb").clip()
