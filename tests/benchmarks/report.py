"""Tables of what was measured, for a terminal and for the README."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table as RichTable

from tests.benchmarks.results import Aim, Row, Table, memory, wall

HEADINGS = ("", "CPU a frame", "ratio", "time", "ratio", "memory", "ratio")
AIM_HEADINGS = ("aim", "at most", "reached", "")


def cells(table: Table, row: Row) -> tuple[str, ...]:
    """A row's figures as words; what is not known is left empty."""
    if row.cost is None:
        return (row.name, row.note, *[""] * (len(HEADINGS) - 2))
    cpu = f"{row.frame_cpu * 1000:.1f} ms" if row.frame_cpu else f"{row.cost.cpu:.2f} s in all"
    held = memory(row)
    return (
        f"{row.name}: {row.note}" if row.note else row.name,
        cpu,
        _ratio(table.ratio(row, lambda row: row.frame_cpu)),
        f"{row.cost.wall:.1f} s",
        _ratio(table.ratio(row, wall)),
        f"{held / 1e6:.0f} MB" if held else "",
        _ratio(table.ratio(row, memory)),
    )


def aim_cells(aim: Aim) -> tuple[str, ...]:
    """An aim as words."""
    return (aim.what, f"{aim.most:g}", _ratio(aim.reached), aim.verdict)


def print_tables(console: Console, tables: Sequence[Table], aims: Sequence[Aim]) -> None:
    """Show all of it in a terminal."""
    for table in tables:
        _show(console, table.title, HEADINGS, [cells(table, row) for row in table.rows])
    _show(console, "Aims", AIM_HEADINGS, [aim_cells(aim) for aim in aims])


def markdown(tables: Sequence[Table], aims: Sequence[Aim], about: str) -> str:
    """All of it as Markdown, under a line that says how it was measured."""
    parts = [about]
    for table in tables:
        rows = [cells(table, row) for row in table.rows]
        parts.append(_table((table.title, *HEADINGS[1:]), rows))
    parts.append(_table(AIM_HEADINGS, [aim_cells(aim) for aim in aims]))
    return "\n\n".join(parts) + "\n"


def _ratio(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.2f}"


def _show(
    console: Console, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    shown = RichTable(title=title, title_justify="left")
    for index, heading in enumerate(headings):
        shown.add_column(heading, justify="right" if index else "left")
    for row in rows:
        shown.add_row(*row)
    console.print(shown)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(headings) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (headings, rule, *rows))
