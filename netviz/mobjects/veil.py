"""Dimming all but what matters, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Self

from manim import Animation, FadeIn, FadeOut, Mobject, Rectangle, VGroup

from netviz.checks import as_integer, describe
from netviz.layout import Box, Frame, as_box
from netviz.stacking import VEIL
from netviz.theme import current_theme


class Veil(Rectangle):  # type: ignore[misc, unused-ignore]
    """A sheet of background colour that dims what it covers; what is `lifted` stays bright.

    It covers `box` (default: the frame's diagram, and the glow of the neurons around it).
    It is as opaque as the theme's `dim_opacity` leaves of what lies behind. Play it in and out
    with FadeIn and FadeOut; call `lift` before and `lower` after. While it is there, `relight`
    moves the light from what is lifted to something else. A second veil with a higher `z_index`
    (above that of what the first one lifted) narrows the focus further.
    Raises TypeError when what is to be lifted is no mobject.

    Example:
        >>> from manim import Circle
        >>> from netviz.mobjects.veil import Veil
        >>> circle = Circle()
        >>> veil = Veil().lift(circle)
        >>> circle.z_index > veil.z_index, veil.lower() and circle.z_index
        (True, 0)
    """

    def __init__(self, box: Box | None = None, z_index: int = VEIL) -> None:
        theme = current_theme()
        plot = Frame().diagram
        around = Box(plot.left - 0.3, plot.bottom - 0.12, plot.right + 0.3, plot.top + 0.26)
        box = as_box(box, around)
        super().__init__(
            width=box.width,
            height=box.height,
            fill_color=theme.background,
            fill_opacity=1 - theme.dim_opacity,
            stroke_width=0,
            z_index=as_integer(z_index, "z_index", minimum=1),
        )
        self.move_to(box.center)
        self._lifted: list[Mobject] = []
        self._in_front: list[Mobject] = []  # of what is lifted, what need not be

    def __repr__(self) -> str:
        return f"Veil({len(self._lifted)} lifted)"

    def lift(self, *mobjects: Mobject) -> Self:
        """Bring mobjects in front of the veil, in their own order."""
        for index, mobject in enumerate(mobjects):
            if not isinstance(mobject, Mobject):
                raise TypeError(f"mobjects[{index}] must be a Mobject, got {describe(mobject)}")
        lifted = {id(member) for mobject in self._lifted for member in mobject.get_family()}
        for mobject in mobjects:
            for member in mobject.get_family():
                if id(member) in lifted:
                    continue
                lifted.add(id(member))
                if member.z_index <= self.z_index:
                    member.z_index += self.z_index + 1
                else:
                    self._in_front.append(member)
        self._lifted.extend(mobjects)
        return self

    @property
    def lifted(self) -> tuple[Mobject, ...]:
        """What is in front of the veil."""
        return tuple(self._lifted)

    def relight(self, *mobjects: Mobject) -> list[Animation]:
        """Animations after which these are lifted and nothing else is; nothing jumps.

        They are for a scene that shows all of these, the veil, and what has been lifted.
        Raises TypeError for anything but mobjects.

        Example:
            >>> from manim import Circle, Square
            >>> circle, square = Circle(), Square()
            >>> veil = Veil().lift(circle)
            >>> moves = veil.relight(square)
            >>> circle.z_index, square.z_index > veil.z_index
            (0, True)
        """
        before, after = _ids(self._lifted), _ids(mobjects)
        leaving = [part.copy() for mobject in self._lifted for part in _parts(mobject, after)]
        self.lower()
        joining = [part for mobject in mobjects for part in _parts(mobject, before)]
        dim = VGroup(*(part.copy() for part in joining))
        self.lift(*mobjects)
        moves: list[Animation] = []
        if joining:
            moves.append(FadeIn(VGroup(*joining)))
            moves.append(FadeOut(dim, rate_func=lambda alpha: float(alpha >= 1)))
        if leaving:
            moves.append(FadeOut(VGroup(*leaving)))
        return moves

    def lower(self, *mobjects: Mobject) -> Self:
        """Put mobjects, and what was added to them since, back where they were.

        Without arguments: everything that was lifted.
        """
        chosen = mobjects or tuple(self._lifted)
        done = {id(member) for member in self._in_front}
        for mobject in chosen:
            for member in mobject.get_family():
                if id(member) not in done and member.z_index > self.z_index:
                    member.z_index -= self.z_index + 1
                done.add(id(member))
        gone = _ids(chosen)
        self._lifted = [mobject for mobject in self._lifted if id(mobject) not in gone]
        self._in_front = [member for member in self._in_front if id(member) not in gone]
        return self


def _ids(mobjects: Iterable[Mobject]) -> set[int]:
    return {id(member) for mobject in mobjects for member in mobject.get_family()}


def _parts(mobject: Mobject, excluded: set[int]) -> Iterator[Mobject]:
    """The largest parts of a mobject with nothing in them of what is excluded."""
    if excluded.isdisjoint(_ids([mobject])):
        yield mobject
    elif id(mobject) not in excluded or not mobject.has_points():
        for part in mobject.submobjects:
            yield from _parts(part, excluded)
