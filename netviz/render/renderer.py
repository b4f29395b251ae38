"""Manim's Cairo renderer, which draws, copies and encodes only what has changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from manim import CairoRenderer, Mobject, Scene
from manim.utils.iterables import list_update

from netviz.camera import painting_camera
from netviz.render.film_writer import FilmWriter
from netviz.render.repainter import Repainter, can_repaint


class Renderer(CairoRenderer):  # type: ignore[misc, unused-ignore]
    """Manim's renderer, with the camera class that its scene settled on."""

    def init_scene(self, scene: Scene, *settings: Any) -> None:
        """Take the camera of the scene's class, one of netviz's in place of Manim's own."""
        self.camera = painting_camera(scene.camera_class)()
        self._repainter: Repainter | None = None
        super().init_scene(scene, *settings)

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> Any:
        """Take note of how those look that do not change while the play runs.

        A chunk of the film starts with a picture drawn as a whole, so that its pixels are the same
        when another process films the chunks before it.
        """
        if not can_repaint(self.camera):
            return super().save_static_frame_data(scene, static_mobjects)
        mobjects = self.camera.get_mobjects_to_display(static_mobjects or ())
        if not can_repaint(self.camera, mobjects):
            return super().save_static_frame_data(scene, static_mobjects)
        painter = self._painter()
        if isinstance(self.file_writer, FilmWriter) and self.file_writer.starts_chunk:
            painter.forget()
        self.static_image: Any = painter.items(mobjects) if mobjects else None
        return self.static_image

    def update_frame(
        self, scene: Scene, mobjects: Iterable[Mobject] | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Draw what has changed since the last picture."""
        still = self.static_image
        shown = mobjects or list_update(scene.mobjects, scene.foreground_mobjects)
        as_manim = args or kwargs.keys() - {"ignore_skipping"} or isinstance(still, np.ndarray)
        if not as_manim and can_repaint(self.camera):
            moving = self.camera.get_mobjects_to_display(shown)
            if can_repaint(self.camera, moving):
                self._painter().draw(moving, still or ())
                return
        if isinstance(still, list):
            self.camera.reset()
            self.camera.capture_mobjects([item.mobject for item in still])
            self.static_image = self.get_frame()
        super().update_frame(scene, mobjects, *args, **kwargs)

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        """Draw a frame and have it written."""
        self.update_frame(scene, moving_mobjects)
        self.add_frame(self._frame())

    def freeze_current_frame(self, duration: float) -> None:
        """Have the picture written for a time, in seconds."""
        self.add_frame(self._frame(), num_frames=int(duration / (1 / self.camera.frame_rate)))

    def add_frame(self, frame: np.ndarray, num_frames: int = 1) -> None:
        """Have a frame written, as often as said."""
        if self.skip_animations or frame is not self.camera.pixel_array:
            super().add_frame(frame, num_frames)
            return
        self.time += num_frames * (1 / self.camera.frame_rate)
        changed = self._repainter.take_changed() if self._repainter else None
        self.file_writer.write_frame(frame, changed, num_frames=num_frames)

    def _frame(self) -> np.ndarray:
        """The camera's picture itself if it is read at once, a copy to keep if not."""
        writer = self.file_writer
        if isinstance(writer, FilmWriter) and writer.reads_at_once:
            pixels: np.ndarray = self.camera.pixel_array
            return pixels
        copied: np.ndarray = self.get_frame()
        return copied

    def _painter(self) -> Repainter:
        painter = self._repainter
        if painter is None or not painter.fits(self.camera):
            painter = self._repainter = Repainter(self.camera)
        return painter
