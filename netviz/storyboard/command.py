"""`netviz storyboard`: contact sheets, differences of two versions, posters and previews."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

import click
from manim import Scene, config
from PIL import Image

from netviz.checks import as_integer, as_positive
from netviz.scene_files import choose_scene, scenes_in
from netviz.storyboard.aside import written_aside
from netviz.storyboard.decoded import DecodedFilm, film_of
from netviz.storyboard.drawn import DrawnFilm, in_words
from netviz.storyboard.film import (
    Film,
    Part,
    evenly,
    every,
    frame_at,
    part_named,
    part_of,
    timecode,
)
from netviz.storyboard.preview import (
    preview,
    preview_format,
    preview_frames,
    preview_width,
)
from netviz.storyboard.sheet import captioned, contact_sheet, png_below, reduced
from netviz.storyboard.versions import Pair, compare, difference_sheet, see, see_other

_COMPARED_EVERY = 1.0
_MANY = 40  # stills that are reduced as soon as they are seen


class _Refusal(click.ClickException):
    exit_code = 2


def _resolution(context: click.Context, parameter: click.Parameter, value: str | None) -> object:
    if value is None:
        return None
    match = re.fullmatch(r"\s*(\d+)\s*[,x]\s*(\d+)\s*", value)
    if not match or "0" in match.groups():
        raise click.BadParameter(f"must be WIDTH,HEIGHT in pixels, got {value!r}")
    return int(match[1]), int(match[2])


@click.command()
@click.argument("scene_file", type=click.Path(path_type=Path))
@click.argument("scene", required=False)
@click.option(
    "--film",
    type=click.Path(path_type=Path),
    help="Take the frames from this film, "
    "rendered from the scene, and the captions from the .srt beside it.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Where the sheet goes; by default media/NAME_sheet.png, or media/NAME_diff.png.",
)
@click.option("--frames", type=int, help="Frames of each phase; by default 16 in all.")
@click.option("--every", "step", type=float, help="A frame every so many seconds instead.")
@click.option("--columns", type=int, help="Stills beside each other.")
@click.option(
    "--width",
    type=int,
    help="Width of the sheet in pixels; by default up to 2400, less "
    "where the file would have more than 3 MB.",
)
@click.option(
    "--diff",
    "other",
    type=click.Path(path_type=Path),
    metavar="OTHER",
    help="Compare "
    "with OTHER, the version before: a film, or a scene file (drawn with the netviz that "
    "is installed). Every second is compared unless --frames or --every say otherwise.",
)
@click.option("--all", "all_pairs", is_flag=True, help="With --diff: show unchanged frames too.")
@click.option(
    "--poster",
    type=click.Path(path_type=Path),
    metavar="OUT.png",
    help="Also write one still in full size.",
)
@click.option(
    "--at",
    type=float,
    metavar="SECONDS",
    help="When the poster is; by default where the film holds still for longest.",
)
@click.option(
    "--preview",
    "moving",
    type=click.Path(path_type=Path),
    metavar="OUT.webp|.gif",
    help="Also write a small moving preview, below 3 MB.",
)
@click.option(
    "--seconds",
    "stretch",
    metavar="A:B|PHASE",
    help="What the preview shows: from A to B, or a phase; by default all of the film.",
)
@click.option("--no-sheet", is_flag=True, help="Write only the poster or the preview.")
@click.option(
    "-r",
    "--resolution",
    callback=_resolution,
    metavar="W,H",
    help="Size in which a scene is drawn; by default Manim's configuration (1920,1080).",
)
@click.option(
    "--fps",
    type=float,
    help="Frame rate at which a scene is run; by default Manim's "
    "configuration (60). Frames are those of a film of that rate.",
)
def command(
    scene_file: Path,
    scene: str | None,
    film: Path | None,
    output: Path | None,
    frames: int | None,
    step: float | None,
    columns: int | None,
    width: int | None,
    other: Path | None,
    all_pairs: bool,
    poster: Path | None,
    at: float | None,
    moving: Path | None,
    stretch: str | None,
    no_sheet: bool,
    resolution: tuple[int, int] | None,
    fps: float | None,
) -> None:
    """Write a contact sheet of the film of SCENE in SCENE_FILE.

    It shows for each phase its name, its time and some frames, each with its time and caption.
    Without --film the scene is run, no film is written, and only the frames shown are drawn.

    The exit status is 0 also when --diff finds changes, and 2 when something cannot be done; then
    what was at its place before is left as it was.
    """  # fmt: skip
    _check_options(locals())
    try:
        scenes = scenes_in(scene_file)
        scene_class = choose_scene(scenes, scene_file, scene)
        shown = _open(scene_class, film, resolution, fps)
        name = scene_file.stem if len(scenes) == 1 else _snake_case(scene_class.__name__)
        if other is not None:
            to = output or Path(config.media_dir, f"{name}_diff.png")
            _write_difference(shown, film or scene_file, other, to, frames, step, columns, width,
                              all_pairs)  # fmt: skip
            return
        wanted = [] if no_sheet else _frames(shown, frames, step)
        to = output or Path(config.media_dir, f"{name}_sheet.png")
        _write(shown, wanted, to, columns, width, poster, at, moving, stretch)
    except (ValueError, TypeError, OSError) as error:
        raise _Refusal(" ".join(str(error).split())) from error


def _check_options(options: dict[str, object]) -> None:
    """Refuse what can be refused before anything is run."""

    def given(name: str) -> bool:
        return options[name] is not None and options[name] is not False

    for one, others in {
        "frames": ("step",),
        "other": ("poster", "moving", "no_sheet"),
        "film": ("resolution", "fps"),
    }.items():
        for name in others:
            if given(one) and given(name):
                raise click.UsageError(f"{_FLAG[one]} and {_FLAG[name]} exclude each other")
    for name, needed in {"at": "poster", "stretch": "moving", "all_pairs": "other"}.items():
        if given(name) and not given(needed):
            raise click.UsageError(f"{_FLAG[name]} needs {_FLAG[needed]}")
    if given("no_sheet") and not given("poster") and not given("moving"):
        raise click.UsageError("--no-sheet needs --poster or --preview")
    try:
        for name in ("frames", "columns", "width"):
            if given(name):
                as_integer(options[name], _FLAG[name], minimum=1)
        for name in ("step", "fps"):
            if given(name):
                as_positive(options[name], _FLAG[name])
        if isinstance(options["moving"], Path):
            preview_format(options["moving"].suffix)
        for name in ("output", "poster"):
            path = options[name]
            if isinstance(path, Path) and path.suffix.lower() != ".png":
                raise ValueError(f"{_FLAG[name]} must be a .png, got {path}")
    except (ValueError, TypeError) as error:
        raise _Refusal(str(error)) from error


_FLAG = {
    "frames": "--frames", "step": "--every", "other": "--diff", "poster": "--poster",
    "moving": "--preview", "no_sheet": "--no-sheet", "film": "--film", "fps": "--fps",
    "resolution": "--resolution", "at": "--at", "stretch": "--seconds", "all_pairs": "--all",
    "columns": "--columns", "width": "--width", "output": "--output",
}  # fmt: skip


def _open(
    scene_class: type[Scene],
    film: Path | None,
    resolution: tuple[int, int] | None,
    fps: float | None,
) -> Film:
    if film is None:
        return DrawnFilm(scene_class, resolution, fps)
    rendered = DecodedFilm(film)
    return film_of(DrawnFilm(scene_class, rendered.size, float(rendered.rate)), film)


def _snake_case(name: str) -> str:
    return in_words(name).lower().replace(" ", "_")


def _frames(film: Film, count: int | None, step: float | None) -> list[int]:
    if step is not None:
        return every(film.parts, film.rate, step)
    return evenly(film.parts, count, film.holds)


def _write(
    film: Film,
    wanted: Sequence[int],
    output: Path,
    columns: int | None,
    width: int | None,
    poster: Path | None,
    at: float | None,
    moving: Path | None,
    stretch: str | None,
) -> None:
    """Look at the film once, and write what is asked for."""
    still = _poster_frame(film, at) if poster else None
    moved = preview_frames(film, *_stretch(film, stretch)) if moving else []
    stills: dict[int, Image.Image] = {}
    small: dict[int, Image.Image] = {}
    large: list[Image.Image] = []
    in_sheet, in_preview = set(wanted), set(moved)

    def look(frame: int, picture: Image.Image) -> None:
        if frame in in_sheet:
            stills[frame] = _not_wider(picture, 960) if len(in_sheet) > _MANY else picture
        if frame in in_preview:
            small[frame] = _not_wider(picture, preview_width(len(moved), picture.size))
        if frame == still:
            large.append(picture)

    asked = in_sheet | in_preview | ({still} if still is not None else set())
    subtitles = film.look_at(asked, look)
    if wanted:
        shown = captioned(film, stills, subtitles)
        data, size = png_below(
            lambda w: contact_sheet(shown, film.title, columns, w, film.theme), width
        )
        _save(output, data, size, f"{len(shown)} frames")
    if poster and still is not None:
        with written_aside(poster) as aside:
            large[0].save(aside, "PNG", optimize=True)
        _tell(poster, large[0].size, f"at {timecode(float(still / film.rate))}")
    if moving:
        rate = float(film.rate) / (moved[1] - moved[0] if len(moved) > 1 else 1)
        made = preview(list(small.values()), rate, preview_format(moving.suffix))
        unit = "colours" if moving.suffix.lower() == ".gif" else "of 100"
        _save(moving, made.data, made.size, f"{len(moved) / rate:.1f} s, {made.quality} {unit}")


def _poster_frame(film: Film, at: float | None) -> int:
    if at is not None:
        return frame_at(film, at)
    (frame,) = evenly([Part(film.name, 0, film.frames)], 1, film.holds)
    return frame


def _stretch(film: Film, wanted: str | None) -> tuple[float, float]:
    if wanted is None:
        return 0.0, float(film.frames / film.rate)
    start, colon, end = wanted.partition(":")
    try:
        if colon:
            return float(start), float(end)
    except ValueError:
        pass  # a phase may have a colon in its name
    part = part_named(film, wanted)
    return float(part.first / film.rate), float(part.end / film.rate)


def _write_difference(
    film: Film,
    source: Path,
    other: Path,
    output: Path,
    count: int | None,
    step: float | None,
    columns: int | None,
    width: int | None,
    all_pairs: bool,
) -> None:
    """Compare two versions, write what changed, and say it."""
    by_default = _COMPARED_EVERY if count is None else None
    numbers = _frames(film, count, by_default if step is None else step)
    times = [float(number / film.rate) for number in numbers]
    with ThreadPoolExecutor(1) as thread:
        seen = thread.submit(see_other, other, times, film.name, film.size, float(film.rate))
        after = see(film, times)
        before = seen.result()
    pairs = compare(before, after)
    names = (other.name, source.name) if other.name != source.name else (other, source)
    title = f"{film.title}: {names[0]} | {names[1]}"
    data, size = png_below(
        lambda w: difference_sheet(
            pairs, film.parts, film.rate, title, columns, w, film.theme, all_pairs
        ),
        width,
    )
    for line in _summary(film, pairs):
        click.echo(line)
    if round(before.seconds, 3) != round(after.seconds, 3):
        click.echo(f"before: {before.seconds:g} s long, after: {after.seconds:g} s")
    _save(output, data, size, "before | after")


def _summary(film: Film, pairs: Sequence[Pair]) -> list[str]:
    """A line for each phase that was looked at, and one for the film."""
    lines = []
    broad = max(len(part.name) for part in film.parts)
    for part, group in groupby(pairs, lambda p: part_of(film.parts, frame_at(film, p.seconds))):
        of_part = list(group)
        count = sum(pair.changed for pair in of_part)
        when = f": {', '.join(_stretches(of_part))}" if count else ""
        lines.append(f"{part.name:{broad}}  {count} of {len(of_part)} changed{when}")
    changed_pairs = sum(pair.changed for pair in pairs)
    return [*lines, f"{'in all':{broad}}  {changed_pairs} of {len(pairs)} changed"]


def _stretches(pairs: Sequence[Pair]) -> list[str]:
    """The times of changes, those that follow one another as one stretch."""
    found = []
    for changed, group in groupby(pairs, lambda pair: pair.changed):
        first, *rest = (timecode(pair.seconds) for pair in group)
        if changed:
            found.append(f"{first} to {rest[-1]}" if rest else first)
    return found


def _not_wider(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    return reduced(picture, (width, max(round(picture.height * width / picture.width), 1)))


def _save(path: Path, data: bytes, size: tuple[int, int], about: str) -> None:
    with written_aside(path) as aside:
        aside.write_bytes(data)
    _tell(path, size, about)


def _tell(path: Path, size: tuple[int, int], about: str) -> None:
    kilobytes = path.stat().st_size / 1000
    click.echo(f"{path}  {size[0]} × {size[1]}, {kilobytes:.0f} kB ({about})")
