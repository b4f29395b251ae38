"""A bar chart of what was measured, in the films' colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from PIL import Image, ImageDraw

from netviz.storyboard.lettering import font, shortened
from netviz.theme import current_theme
from tests.benchmarks.groups import MANIM_ENCODER, NAIVE, OUR_ENCODER, STOCK
from tests.benchmarks.results import Row, Table, share

WIDTH, MARGIN, LABEL, ROW, BAR = 1400, 48, 470, 46, 26


@dataclass(frozen=True)
class Bar:
    """A figure with its name; netviz's own are lit."""

    name: str
    figure: float
    ours: bool


@dataclass(frozen=True)
class Chart:
    """Bars under a title, from 0, or by powers of ten."""

    title: str
    bars: tuple[Bar, ...]
    unit: str = ""
    logarithmic: bool = False

    def lengths(self) -> list[float]:
        """How long each bar is, as a share of the longest.

        Example:
            >>> Chart("", (Bar("a", 1, True), Bar("b", 4, False))).lengths()
            [0.25, 1.0]
        """
        figures = [bar.figure for bar in self.bars]
        if not self.logarithmic:
            return [figure / max(figures) for figure in figures]
        least = log10(min(figures)) - 0.3
        return [(log10(figure) - least) / (log10(max(figures)) - least) for figure in figures]


def charts(tables: Sequence[Table]) -> list[Chart]:
    """CPU of a film's frame by who renders it, and of a wave's by its edges."""
    found = []
    films = [table for table in tables if table.row(STOCK)]
    if films and (stock := _frame_cpu(films[0].row(STOCK))):
        bars = [
            Bar(f"{table.title.split(',')[0]}: {row.name}", cpu / own, row.name != STOCK)
            for table in films
            for row in table.rows
            if (cpu := row.frame_cpu) and (own := _frame_cpu(table.row(STOCK)))
        ]
        for name, label in (
            (NAIVE, NAIVE),
            (MANIM_ENCODER, "encoding alone, Manim's settings"),
            (OUR_ENCODER, "encoding alone, netviz's settings"),
        ):
            rows = (row for table in tables if (row := table.row(name)))
            if cpu := _frame_cpu(next(rows, None)):
                bars.append(Bar(label, share(cpu, stock) or 0, name == OUR_ENCODER))
        found.append(Chart("CPU a frame; the same film under stock Manim is 1", tuple(bars)))
    waves = tuple(
        Bar(
            row.name.removesuffix(", running"),
            row.frame_cpu * 1000,
            row.name.startswith("FlowWave"),
        )
        for table in tables
        for row in table.rows
        if row.name.endswith("running") and row.frame_cpu
    )
    if waves:
        found.append(
            Chart("CPU a frame of a running wave (logarithmic)", waves, " ms", logarithmic=True)
        )
    return found


def draw(charts: Sequence[Chart]) -> Image.Image:
    """The charts, one below the other."""
    theme = current_theme()
    height = MARGIN + sum(80 + ROW * len(chart.bars) + 30 for chart in charts)
    picture = Image.new("RGB", (WIDTH, height), theme.background)
    pen = ImageDraw.Draw(picture)
    top = MARGIN
    for chart in charts:
        pen.text((MARGIN, top), chart.title, theme.text, font(32, bold=True))
        top += 70
        for bar, length in zip(chart.bars, chart.lengths(), strict=True):
            name = shortened(bar.name, LABEL - 20, font(24).getlength)
            pen.text((MARGIN + LABEL - 20, top + BAR / 2), name, theme.muted, font(24), "rm")
            left = MARGIN + LABEL
            right = left + max(3, length * (WIDTH - left - MARGIN - 130))
            color = theme.activation if bar.ours else theme.neuron_ring
            pen.rounded_rectangle((left, top, right, top + BAR), 4, color)
            figure = f"{bar.figure:,.0f}" if bar.figure >= 100 else f"{bar.figure:.2f}"
            words = figure + chart.unit
            pen.text((right + 12, top + BAR / 2), words, theme.text, font(24), "lm")
            top += ROW
        top += 40
    return picture


def _frame_cpu(row: Row | None) -> float | None:
    return row.frame_cpu if row else None
