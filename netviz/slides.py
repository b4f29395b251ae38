"""A film as slides for manim-slides: a phase each. Needs `pip install 'netviz[slides]'`."""

from __future__ import annotations

from typing import Any

from manim import config, tempconfig
from manim.scene.section import DefaultSectionType

from netviz.timeline import PhasedScene

try:
    from manim_slides.config import BaseSlideConfig
    from manim_slides.slide.base import BaseSlide
    from manim_slides.slide.manim import Slide
except ImportError as error:
    raise ImportError(
        f"slides need the package manim-slides: pip install 'netviz[slides]' ({error})"
    ) from error


class Slides(Slide):  # type: ignore[misc, unused-ignore]
    """A mixin that makes slides of a `PhasedScene`, a phase each: `class Talk(Slides, MyFilm)`.

    `manim-slides render talk.py Talk` writes them, `manim-slides present Talk` shows them and
    `manim-slides convert Talk talk.html` makes a page. Within a phase `next_slide` begins another
    slide, with all of its options. Films are the same as without it.
    Raises TypeError for a scene without phases.

    Example:
        >>> from netviz import Phase, PhasedScene
        >>> class Short(PhasedScene):
        ...     phases = (Phase("Hold", 1, "hold"),)
        ...     def hold(self):
        ...         pass
        >>> class Talk(Slides, Short):
        ...     pass
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not issubclass(cls, PhasedScene):
            raise TypeError(
                f"{cls.__name__} must be a PhasedScene, too, as in class {cls.__name__}(Slides, "
                "MyFilm); for other scenes there is manim_slides.Slide"
            )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Slide's own would have a film written where Manim is told to write none.
        super(Slide, self).__init__(*args, **kwargs)

    def play(self, *args: Any, **kwargs: Any) -> None:
        """Play as a PhasedScene does: it is files that are counted here, not plays."""
        super(BaseSlide, self).play(*args, **kwargs)  # type: ignore[misc, unused-ignore]

    def render(self, *args: Any, **kwargs: Any) -> None:
        """Render the film as ever, then write its slides."""
        with tempconfig({"max_files_cached": -1}):  # Slide's own says so as Manim 0.19 takes it
            super(BaseSlide, self).render(*args, **kwargs)  # type: ignore[misc, unused-ignore]
        self._save_slides(use_cache=False, skip_reversing=self.skip_reversing)

    def next_section(
        self,
        name: str = "unnamed",
        section_type: str = DefaultSectionType.NORMAL,
        skip_animations: bool = False,
    ) -> None:
        """Open a section, and a slide with it."""
        options = BaseSlideConfig(skip_animations=skip_animations)
        self._open_slide(options, name, section_type)

    @BaseSlideConfig.wrapper("base_slide_config")  # type: ignore[untyped-decorator, unused-ignore]
    def next_slide(self, *args: Any, base_slide_config: BaseSlideConfig, **kwargs: Any) -> None:
        """Open a slide with the options of manim-slides, and a section with it."""
        self._open_slide(base_slide_config, *args, **kwargs)

    def _open_slide(self, options: BaseSlideConfig, *args: Any, **kwargs: Any) -> None:
        skipped = options.skip_animations or self._skip_animations
        open_section = super(BaseSlide, self).next_section  # type: ignore[misc, unused-ignore]
        open_section(*args, skip_animations=skipped, **kwargs)
        self._current_animation = len(self._partial_movie_files)
        BaseSlide.next_slide.__wrapped__(self, base_slide_config=options)

    def _add_last_slide(self) -> None:
        self._current_animation = len(self._partial_movie_files)
        if self._current_animation > self._start_animation:
            super()._add_last_slide()

    def _save_slides(self, *args: Any, **kwargs: Any) -> None:
        if not config.dry_run and self._partial_movie_files:
            super()._save_slides(*args, **kwargs)

    @property
    def _start_at_animation_number(self) -> int:
        return 0  # what is left out has no files, and these are counted
