"""What draws a scene's words while it plays: only their fades cost anything, and no frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from manim import Animation, Mobject, Scene, config
from pydub import AudioSegment

from netviz.words.band import Band, Words
from netviz.words.lengths import Lengths
from netviz.words.sentence import Sentence, as_sentence
from netviz.words.speech import RATE, seconds_of, speech_of
from netviz.words.subtitles import Said, check_captions, write_by_option
from netviz.words.voice import Speech, Voice, as_voice


class WordsOnScreen(Scene):  # type: ignore[misc, unused-ignore]
    """A Manim scene with a band of words, which follow the time of the film.

    They fade while plays and waits go on. Nothing that a scene does to all of its mobjects takes
    them away before their time.
    """

    voice: Voice | Callable[[str], Speech] | str | None = "auto"
    """Who speaks: see `netviz.Voice`; "auto" is hibari where it is installed, None nobody."""
    captions: str | None = None
    """Subtitle files beside the film: "srt", "vtt", "both", or None for none."""
    voice_folder: Path | None = None
    """Where speech is kept; None: in `voices` in Manim's media folder."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        check_captions(self.captions)
        self.sentences: list[Sentence] = []
        """All that the scene wanted to say so far, with the shorter sentences it had to offer."""
        self._band = Band()
        self._words: list[Words] = []
        self._words_time: float | None = None
        self._only_words = False
        super().__init__(*args, **kwargs)
        write_by_option(self.renderer.file_writer, self.captions)

    @cached_property
    def _lengths(self) -> Lengths:
        return Lengths.of_scene(type(self))

    @cached_property
    def _speaker(self) -> Voice | None:
        """Who speaks, if anybody hears it."""
        heard = getattr(self.renderer.file_writer, "listens", True)
        if config.dry_run or config.save_last_frame or not heard:
            return None
        # A function in the class is no method.
        return as_voice(vars(self).get("voice", type(self).voice))

    def _offered(self, text: object, shorter: Sequence[object]) -> list[Sentence]:
        sentences = [as_sentence(text, "text")]
        sentences += [as_sentence(each, f"shorter[{i}]") for i, each in enumerate(shorter)]
        self.sentences += sentences
        return sentences

    def _speak(self, sentence: Sentence, time: float) -> Fraction:
        """Let a sentence be heard from a time of the film; answers with its seconds, 0 unheard."""
        if self._speaker is None:
            return Fraction(0)
        folder = self.voice_folder or Path(config.media_dir, "voices").absolute()
        speech = speech_of(self._speaker, sentence.spoken, folder)
        segment = AudioSegment(
            (speech * 32767).round().astype("<i2").tobytes(),
            sample_width=2, frame_rate=RATE, channels=1,
        )  # fmt: skip
        self.renderer.file_writer.add_audio_segment(segment, time)
        return Fraction(seconds_of(speech)).limit_denominator(1000)

    def _list_said(self, text: str, start: float, end: float) -> None:
        """List a sentence as a subtitle; seconds of the scene's time."""
        subtitles = self.renderer.file_writer.subcaptions
        first, last = timedelta(seconds=start), timedelta(seconds=end)
        subtitles.append(Said(len(subtitles), first, last, text))

    @contextmanager
    def _with_words(self, start: float, end: float, frozen: bool = False) -> Iterator[None]:
        """Let the words follow a play of these seconds; `frozen`: nothing else is updated."""
        self._show_words(start, end)
        if self._band.changes(start, end):
            self._words_time, self._only_words = start, frozen
        try:
            yield
        finally:
            self._words_time, self._only_words = None, False

    def _show_words(self, time: float, until: float | None = None) -> None:
        """Put the words on the scene that are seen at a time, and those that come by `until`."""
        seen = dict(self._band.state(time))
        there = list(seen) if until is None else self._band.within(time, until)
        gone = [words for words in self._words if words not in there]
        self._words = there
        if gone:
            self.remove(*gone)
            if fixes := getattr(self.camera, "remove_fixed_in_frame_mobjects", None):
                fixes(*gone)
        for words in there:
            words.show(seen.get(words, 0.0))
            if words not in self.mobjects:
                self.add(words)
                if fixes := getattr(self.camera, "add_fixed_in_frame_mobjects", None):
                    fixes(words)
        self._follow_camera()

    def _follow_camera(self) -> None:
        """Keep the words where they are in the picture while a moving camera's frame moves."""
        frame = getattr(self.camera, "frame", None)
        if isinstance(frame, Mobject) and self._words:
            x, y, _ = frame.get_center()
            for words in self._words:
                words.stand_in(float(x), float(y), float(frame.height) / config.frame_height)

    def update_mobjects(self, dt: float) -> None:
        """Update mobjects as Manim does, and the words."""
        if not self._only_words:
            super().update_mobjects(dt)
        if self._words_time is not None:
            self._words_time += dt
            seen = dict(self._band.state(self._words_time))
            for words in self._words:
                words.show(seen.get(words, 0.0))
        self._follow_camera()

    def get_moving_mobjects(self, *animations: Animation) -> list[Mobject]:
        """What is drawn in each frame of a play: what moves, and words that come or go."""
        moving: list[Mobject] = super().get_moving_mobjects(*animations)
        if self._words_time is not None:
            moving += [words for words in self._words if words not in moving]
        return moving
