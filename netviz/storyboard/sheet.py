"""A contact sheet: a film's phases as rows of stills, each with its time and its caption."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby

from PIL import Image, ImageDraw

from netviz.checks import as_integer, as_items
from netviz.storyboard.film import Film, Subtitle, part_of, subtitle_at, timecode
from netviz.storyboard.lettering import font, shortened, wrapped
from netviz.theme import Theme

LIMIT = 3_000_000
"""Bytes that a sheet may have when its width is not given."""
MIN_COLUMN = 120
"""Pixels below which the words under a still could not be read."""


@dataclass(frozen=True)
class Still:
    """One picture of a film: when it is shown, in which part, what is said meanwhile.

    `seconds`, `start` and `end` (those of its part) are seconds of the film.
    """

    picture: Image.Image
    seconds: float
    part: str
    start: float
    end: float
    caption: str = ""
    note: str = ""
    """What is said of its part, beside the part's time."""


@dataclass(frozen=True)
class Words:
    """A line of text on a sheet. `x` and `y` are its left or right end (`anchor`) and baseline."""

    text: str
    x: float
    y: float
    size: float
    color: str
    bold: bool = False
    anchor: str = "ls"

    @property
    def width(self) -> float:
        """Pixels from its left to its right end."""
        return font(self.size, self.bold).getlength(self.text)


@dataclass(frozen=True)
class Rectangle:
    """A filled or (with a `line` width) an outlined rectangle: left, top, right, bottom."""

    box: tuple[float, float, float, float]
    color: str
    line: int = 0


@dataclass
class Sheet:
    """What is on a sheet and where, in pixels. `draw` makes it a picture."""

    width: int
    background: str
    height: int = 0
    pictures: list[tuple[Image.Image, tuple[int, int, int, int]]] = field(default_factory=list)
    rectangles: list[Rectangle] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def draw(self) -> Image.Image:
        """The sheet as an RGB picture."""
        image = Image.new("RGB", (self.width, self.height), self.background)
        for picture, (left, top, right, bottom) in self.pictures:
            image.paste(reduced(picture, (right - left, bottom - top)), (left, top))
        pen = ImageDraw.Draw(image)
        for shape in self.rectangles:
            left, top, right, bottom = (round(side) for side in shape.box)
            inside = (left, top, right - 1, bottom - 1)
            if shape.line:
                pen.rectangle(inside, outline=shape.color, width=shape.line)
            else:
                pen.rectangle(inside, fill=shape.color)
        for words in self.words:
            letters = font(words.size, words.bold)
            pen.text((words.x, words.y), words.text, words.color, letters, anchor=words.anchor)
        return image


def stills(film: Film, frames: Iterable[int]) -> list[Still]:
    """Stills of these frames of a film, in order.

    Raises FilmError when the film cannot be run or read.
    """
    pictures: dict[int, Image.Image] = {}
    subtitles = film.look_at(frames, pictures.__setitem__)
    return captioned(film, pictures, subtitles)


def captioned(
    film: Film, pictures: Mapping[int, Image.Image], subtitles: Sequence[Subtitle]
) -> list[Still]:
    """Stills from pictures by frame and from the subtitles, both of `film`."""
    return [
        Still(
            picture,
            float(frame / film.rate),
            part.name,
            float(part.first / film.rate),
            float(part.end / film.rate),
            subtitle_at(subtitles, float(frame / film.rate)),
        )
        for frame, picture in pictures.items()
        for part in [part_of(film.parts, frame)]
    ]


def contact_sheet(
    stills: Sequence[Still],
    title: str = "",
    columns: int | None = None,
    width: int | None = None,
    theme: Theme | None = None,
    about: str | None = None,
) -> Image.Image:
    """The contact sheet of a film's stills as an RGB picture, `width` pixels wide (up to 2400).

    Stills follow one another in rows of `columns` (by default chosen for their number); above them
    stand the name and the time of their phase. `about` stands beside the title; by default it is
    the film's length and number of phases. Raises TypeError or ValueError for no stills, for
    fewer columns than 1 and for columns too narrow to read.

    Example:
        >>> black = Image.new("RGB", (320, 180))
        >>> shown = [Still(black, s, "Intro", 0, 4, "Three numbers enter.") for s in (1, 3)]
        >>> contact_sheet(shown, title="A film", width=800).width
        800
    """
    return sheet_of(stills, title, columns, width, theme, about).draw()


def sheet_of(
    stills: Sequence[Still],
    title: str = "",
    columns: int | None = None,
    width: int | None = None,
    theme: Theme | None = None,
    about: str | None = None,
) -> Sheet:
    """The layout of `contact_sheet`, which see."""
    items: tuple[Still, ...] = as_items(stills, "stills")
    if not items:
        raise ValueError("stills must have at least one, got none")
    columns = columns_for(items) if columns is None else as_integer(columns, "columns", minimum=1)
    shape = items[0].picture.size
    width = width_for(columns, shape) if width is None else as_integer(width, "width", minimum=1)
    grid = Grid(width, columns, shape)
    theme = theme or Theme()
    sheet = Sheet(grid.width, theme.background)
    y: float = grid.margin
    if title:
        about = _about(items) if about is None else about
        y = _add_title(sheet, grid, theme, title, about, y)
    for row in _rows(items, columns):
        y = _add_row(sheet, grid, theme, row, y)
    sheet.height = round(y - grid.row_gap + grid.margin)
    return sheet


@dataclass(frozen=True)
class Grid:
    """Columns of a sheet, and all measures on it, which follow from a column's width."""

    width: int
    columns: int
    shape: tuple[int, int]
    """Width and height of a picture, of which only their relation matters."""

    def __post_init__(self) -> None:
        if self.column < MIN_COLUMN:
            raise ValueError(
                f"columns must be at least {MIN_COLUMN} px wide, got {self.columns} in "
                f"{self.width} px"
            )

    @property
    def margin(self) -> int:
        return max(round(self.width * 0.02), 20)

    @property
    def gap(self) -> int:
        return round(self.margin * 0.6)

    @property
    def column(self) -> int:
        """Width of a picture in pixels."""
        inside = self.width - 2 * self.margin
        return (inside - (self.columns - 1) * self.gap) // self.columns

    @property
    def picture_height(self) -> int:
        return round(self.column * self.shape[1] / self.shape[0])

    @property
    def letter(self) -> float:
        """Size of the words under a picture."""
        return min(self.picture_height * 0.075, self.column * 0.055)

    @property
    def row_gap(self) -> float:
        return self.letter * 2.0

    def left(self, column: int) -> int:
        return self.margin + column * (self.column + self.gap)


def columns_for(stills: Sequence[Still]) -> int:
    """Columns that keep the stills of a phase together where that is possible.

    Example:
        >>> black = Image.new("RGB", (16, 9))
        >>> columns_for([Still(black, s, "Intro", 0, 4) for s in (0, 1, 2)])
        3
    """
    counts = {len(list(group)) for _, group in groupby(stills, _phase)}
    if counts in ({3}, {5}, {6}):
        return counts.pop()
    total = len(stills)
    return min(total, 4 if total <= 32 else 6 if total <= 90 else 8)


def width_for(columns: int, shape: tuple[int, int]) -> int:
    """Width of a sheet on which pictures of that shape (width, height) can be seen: up to 2400.

    Example:
        >>> width_for(4, (1920, 1080)), width_for(1, (1920, 1080))
        (2400, 600)
    """
    return min(round(columns * max(337.5 * shape[0] / shape[1], 300)), 2400)


def png_below(
    draw: Callable[[int | None], Image.Image], width: int | None, limit: int = LIMIT
) -> tuple[bytes, tuple[int, int]]:
    """A sheet as PNG and its size, `width` wide, or (None) as wide as `limit` bytes allow.

    `draw` makes it in a width. Raises ValueError when the narrowest that can be read is too large.
    """
    image = draw(width)
    while True:
        data = _png(image)
        if width is not None or len(data) < limit:
            return data, image.size
        try:
            image = draw(image.width * 5 // 6)
        except ValueError:
            raise ValueError(
                f"a sheet must keep below {limit} bytes: choose fewer frames, or a width"
            ) from None


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def reduced(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture in another size, smooth when smaller."""
    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS)


def span(start: float, end: float) -> str:
    """Two times of a film, in words.

    Example:
        >>> span(7, 17)
        '0:07 – 0:17'
    """
    return f"{timecode(start)} – {timecode(end)}"


@dataclass(frozen=True)
class _Row:
    """Stills beside each other, and whether its first phase began in an earlier row."""

    stills: tuple[Still, ...]
    continues: bool


def _phase(still: Still) -> tuple[str, float]:
    return still.part, still.start


def _rows(stills: Sequence[Still], columns: int) -> list[_Row]:
    return [
        _Row(
            tuple(stills[first : first + columns]),
            first > 0 and _phase(stills[first - 1]) == _phase(stills[first]),
        )
        for first in range(0, len(stills), columns)
    ]


def _about(stills: Sequence[Still]) -> str:
    phases = len({_phase(still) for still in stills})
    return f"{timecode(stills[-1].end)} · {phases} phase{'s' * (phases != 1)}"


def _add_title(sheet: Sheet, grid: Grid, theme: Theme, title: str, about: str, top: float) -> float:
    size = grid.letter * 1.95
    baseline = top + size * 0.72
    right = grid.left(grid.columns - 1) + grid.column
    note = Words(about, right, baseline, size * 0.62, theme.muted, anchor="rs")
    room = right - grid.margin - note.width - size
    text = shortened(title, room, font(size, True).getlength)
    sheet.words += [Words(text, grid.margin, baseline, size, theme.text, bold=True), note]
    return baseline + size * 1.15


def _add_row(sheet: Sheet, grid: Grid, theme: Theme, row: _Row, top: float) -> float:
    size = grid.letter
    rule = top + size * 1.55
    picture_top = round(rule + size * 0.6)
    below = picture_top + grid.picture_height
    deepest: float = below
    column = 0
    for index, (_, group) in enumerate(groupby(row.stills, _phase)):
        shown = list(group)
        left, right = grid.left(column), grid.left(column + len(shown) - 1) + grid.column
        continues = row.continues and index == 0
        _add_heading(sheet, theme, shown[0], continues, size, (left, right, rule))
        column += len(shown)
    for column, still in enumerate(row.stills):
        left = grid.left(column)
        box = (left, picture_top, left + grid.column, below)
        sheet.pictures.append((still.picture, box))
        sheet.rectangles.append(Rectangle(box, theme.hairline, line=1))
        deepest = max(deepest, _add_caption(sheet, grid, theme, still, left, below))
    return deepest + grid.row_gap


def _add_heading(
    sheet: Sheet,
    theme: Theme,
    still: Still,
    continues: bool,
    size: float,
    place: tuple[float, float, float],
) -> None:
    left, right, rule = place
    baseline = rule - size * 0.55
    time = " · ".join(filter(None, (span(still.start, still.end), still.note)))
    room = right - left - size - font(size).getlength(time)
    text = shortened(still.part, room, font(size * 1.15, True).getlength)
    color = theme.muted if continues else theme.text
    name = Words(text, left, baseline, size * 1.15, color, bold=True)
    time = "continued" if continues else time
    sheet.words += [name, Words(time, left + name.width + size, baseline, size, theme.muted)]
    sheet.rectangles.append(Rectangle((left, rule - 1, right, rule + 1), theme.neuron_ring))


def _add_caption(
    sheet: Sheet, grid: Grid, theme: Theme, still: Still, left: float, top: float
) -> float:
    """Put time and caption under a still; the answer is where the lowest line ends."""
    size = grid.letter
    baseline = top + size * 1.35
    time = Words(timecode(still.seconds), left, baseline, size, theme.muted)
    indent = font(size).getlength("00:00.00  ")
    lines = wrapped(still.caption, grid.column - indent, font(size).getlength)
    sheet.words.append(time)
    sheet.words += [
        Words(line, left + indent, baseline + size * 1.25 * i, size, theme.text)
        for i, line in enumerate(lines)
    ]
    return baseline + size * (1.25 * max(len(lines) - 1, 0) + 0.3)
