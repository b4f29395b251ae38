"""Parts of formulas: how they are written, and which colour their names stand for."""

from __future__ import annotations

import re

from netviz.theme import Theme

_ROLES = {
    "x": "activation",
    "a": "activation",
    "p": "activation",
    "W": "positive",
    "z": "pre_activation",
    "total": "pre_activation",
    "e": "error",
    "L": "error",
    "s": "slope",
    "d": "gradient",
    "g": "gradient",
}


def part(body: str, name: str) -> str:
    """A named part of a formula, as `netviz.formula` reads it.

    Example:
        >>> part("W x", "Wx") + " + b"
        '{{ W x : Wx }} + b'
    """
    return f"{{{{ {body} : {name} }}}}"


def role_color(name: str, theme: Theme) -> str:
    """The colour of what a part's name stands for, also with an index; else that of text.

    x, a and p are activations, z and total pre-activations, W weights, e errors, L the loss, s
    slopes, d (δ) and g gradients.

    Example:
        >>> theme = Theme()
        >>> role_color("a0", theme) == theme.activation, role_color("eq", theme) == theme.text
        (True, True)
    """
    role = _ROLES.get(re.sub(r"\d+$", "", name.removeprefix("before ")), "text")
    color: str = getattr(theme, role)
    return color
