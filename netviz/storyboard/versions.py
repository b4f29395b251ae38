"""Two versions of a film, looked at at the same times: what changed, and a sheet that shows it."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path

from PIL import Image, ImageDraw

from netviz.scene_files import choose_scene, scenes_in
from netviz.storyboard.decoded import DecodedFilm
from netviz.storyboard.difference import PixelBox, changed_boxes
from netviz.storyboard.drawn import DrawnFilm
from netviz.storyboard.film import Film, FilmError, Part, Subtitle, part_of, subtitle_at
from netviz.storyboard.sheet import Still, contact_sheet, reduced
from netviz.theme import Theme

_SHOWN_WIDTH = 960  # of one picture of a pair: more than any sheet has room for


@dataclass(frozen=True)
class Seen:
    """What was seen of one version: pictures by time, subtitles, length in seconds."""

    pictures: dict[float, Packed]
    subtitles: tuple[Subtitle, ...]
    seconds: float
    encoded: bool


@dataclass(frozen=True)
class Packed:
    """A picture that waits in little memory."""

    size: tuple[int, int]
    data: bytes

    @classmethod
    def of(cls, picture: Image.Image) -> Packed:
        return cls(picture.size, zlib.compress(picture.tobytes(), 1))

    def picture(self) -> Image.Image:
        return Image.frombytes("RGB", self.size, zlib.decompress(self.data))


@dataclass(frozen=True)
class Pair:
    """Both versions at one time; `before` is None when that version has ended.

    `boxes` are in pixels of `after`, `captions` those of both versions.
    """

    seconds: float
    before: Image.Image | None
    after: Image.Image
    boxes: tuple[PixelBox, ...]
    captions: tuple[str, str]

    @property
    def changed(self) -> bool:
        """Whether the picture or the caption is another."""
        return self.before is None or bool(self.boxes) or self.captions[0] != self.captions[1]

    @property
    def words(self) -> str:
        """What changed, for a person."""
        if self.before is None:
            return "new: the film before is shorter"
        said = []
        if self.boxes:
            said.append(f"changed in {_counted(len(self.boxes), 'place')}")
        if self.captions[0] != self.captions[1]:
            old, new = (" ".join(caption.split()) or "none" for caption in self.captions)
            said.append(f"caption: {old} → {new}")
        return "; ".join(said) or "unchanged"


def see(film: Film, times: Sequence[float]) -> Seen:
    """Look at a film at these times (seconds); later than its end there is no picture.

    Raises FilmError when it cannot be run or read.
    """
    numbers = {t: math.floor(Fraction(t).limit_denominator(10**6) * film.rate) for t in times}
    wanted = {number for number in numbers.values() if number < film.frames}
    kept: dict[int, Packed] = {}
    subtitles = film.look_at(wanted, lambda k, picture: kept.update({k: Packed.of(picture)}))
    return Seen(
        {t: kept[number] for t, number in numbers.items() if number in kept},
        subtitles,
        float(film.frames / film.rate),
        isinstance(film, DecodedFilm),
    )


def see_other(
    path: str | Path,
    times: Sequence[float],
    scene: str | None = None,
    size: tuple[int, int] | None = None,
    rate: float | None = None,
) -> Seen:
    """Look at another version: a film file, or a scene file (.py), drawn in `size` at `rate`.

    `scene` names the scene, where the file has several. A scene runs in a process of its own, since
    both versions may import modules of the same names. Raises FilmError or SceneFileError as
    `DecodedFilm`, `DrawnFilm` and `scenes_in` do.
    """
    if Path(path).suffix != ".py":
        return see(DecodedFilm(path), times)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(_see_scene, path, times, scene, size, rate).result()
        except BrokenProcessPool as error:
            raise FilmError(f"{path} ends the process that draws it") from error


def _see_scene(
    path: str | Path,
    times: Sequence[float],
    name: str | None,
    size: tuple[int, int] | None,
    rate: float | None,
) -> Seen:
    scenes = scenes_in(path)
    scene_class = choose_scene(scenes, path, None if len(scenes) == 1 else name)
    return see(DrawnFilm(scene_class, size, rate), times)


def compare(before: Seen, after: Seen) -> list[Pair]:
    """Both versions at the times of `after`, pictures reduced to what a sheet shows.

    Captions are not compared with a film that has none, whose subtitle file may just not be there.
    Raises ValueError when the pictures have not one shape.
    """
    silent = any(seen.encoded and not seen.subtitles for seen in (before, after))
    spoken = ((), ()) if silent else (before.subtitles, after.subtitles)
    pairs = []
    for seconds, packed in sorted(after.pictures.items()):
        new = packed.picture()
        packed_before = before.pictures.get(seconds)
        old = packed_before.picture() if packed_before else None
        boxes: list[PixelBox] = []
        if old and packed != packed_before:
            boxes = changed_boxes(old, new, encoded=before.encoded or after.encoded)
        size = _shown_size(new)
        scale = size[0] / new.width
        pairs.append(
            Pair(
                seconds,
                reduced(old, size) if old else None,
                reduced(new, size),
                tuple(_scaled(box, scale) for box in boxes),
                (subtitle_at(spoken[0], seconds), subtitle_at(spoken[1], seconds)),
            )
        )
    return pairs


def difference_sheet(
    pairs: Sequence[Pair],
    parts: Sequence[Part],
    rate: Fraction,
    title: str = "",
    columns: int | None = None,
    width: int | None = None,
    theme: Theme | None = None,
    all_pairs: bool = False,
) -> Image.Image:
    """A sheet of pairs, before on the left and after on the right, what changed in boxes.

    `parts` with their frame `rate` are the film's after. Pairs without change are dimmed; of a
    phase that has changes they are left out, of one that has none a single one is left, unless
    `all_pairs` is asked for. Raises TypeError or ValueError as `contact_sheet` does.
    """
    theme = theme or Theme()
    shown: list[Still] = []
    for part, group in groupby(pairs, lambda pair: _part_at(parts, rate, pair.seconds)):
        of_part = list(group)
        changed = [pair for pair in of_part if pair.changed]
        chosen = of_part if all_pairs else changed or [of_part[len(of_part) // 2]]
        shown += [
            Still(
                _picture(pair, theme),
                pair.seconds,
                part.name,
                float(part.first / rate),
                float(part.end / rate),
                pair.words,
                f"{len(changed)} of {_counted(len(of_part), 'frame')} changed",
            )
            for pair in chosen
        ]
    about = f"{sum(pair.changed for pair in pairs)} of {_counted(len(pairs), 'frame')} changed"
    columns = min(2, len(shown)) if columns is None else columns
    return contact_sheet(shown, title, columns, width, theme, about)


def _part_at(parts: Sequence[Part], rate: Fraction, seconds: float) -> Part:
    return part_of(parts, math.floor(Fraction(seconds).limit_denominator(10**6) * rate))


def _picture(pair: Pair, theme: Theme) -> Image.Image:
    """A pair as one picture: marked where it changed, dimmed when it did not."""
    width, height = pair.after.size
    gap = width // 60
    whole = Image.new("RGB", (2 * width + gap, height), theme.hairline)
    for picture, left in ((pair.before, 0), (pair.after, width + gap)):
        whole.paste(picture or Image.new("RGB", pair.after.size, theme.panel), (left, 0))
    if not pair.changed:
        return Image.blend(Image.new("RGB", whole.size, theme.background), whole, 0.35)
    pen = ImageDraw.Draw(whole)
    line = max(width // 240, 2)
    for left, top, right, bottom in pair.boxes:
        for x in (0, width + gap):
            box = (x + max(left - line, 0), max(top - line, 0))
            far = (x + min(right + line, width) - 1, min(bottom + line, height) - 1)
            pen.rectangle((box, far), outline=theme.text, width=line)
    return whole


def _shown_size(picture: Image.Image) -> tuple[int, int]:
    width = min(picture.width, _SHOWN_WIDTH)
    return width, max(round(picture.height * width / picture.width), 1)


def _scaled(box: PixelBox, scale: float) -> PixelBox:
    left, top, right, bottom = box
    return (
        math.floor(left * scale),
        math.floor(top * scale),
        math.ceil(right * scale),
        math.ceil(bottom * scale),
    )


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'s' * (count != 1)}"
