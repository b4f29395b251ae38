"""What was aimed at, held against what was measured."""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmarks.groups import FILMS, NETVIZ, PLAIN, STOCK, length_name, wave_name
from tests.benchmarks.results import Aim, Row, Table, memory, share, wall

FRAME_CPU = 0.4
WALL = 0.5
WAVE = 2.0
FLAT = 1.1
"""What memory may grow by and still be called flat."""


def aims(tables: Sequence[Table], lengths: Sequence[int]) -> list[Aim]:
    """Each aim with what was reached."""
    found: list[Aim] = []
    films = [(film.name, table) for film in FILMS for table in tables if _is_of(table, film.name)]
    for name, table in films:
        for way in (PLAIN, NETVIZ):
            row = table.row(way)
            reached = table.ratio(row, lambda row: row.frame_cpu) if row else None
            found.append(Aim(f"CPU a frame, {way}, {name}, of stock's", FRAME_CPU, reached))
    rows = [row for _, table in films if (row := table.row(NETVIZ))]
    walls = [wall(row) for row in rows]
    taken = sum(seconds for seconds in walls if seconds) if rows and all(walls) else None
    length = sum(row.seconds for row in rows)
    found.append(Aim(f"time of {NETVIZ}, of the films' length", WALL, share(taken, length)))
    for name, table in films:
        for way in (PLAIN, NETVIZ):
            row = table.row(way)
            reached = table.ratio(row, memory) if row else None
            found.append(Aim(f"memory, {way}, {name}, of stock's", 1.0, reached))
    for words, running in (("a frame of a running wave", True), ("a whole wave of 1.2 s", False)):
        of = (wave_name("flow", edges, running) for edges in (8192, 36))
        reached = _between(tables, *of)
        found.append(Aim(f"CPU, {words} over 8,192 edges, of one over 36", WAVE, reached))
    longest, shortest = length_name("netviz", lengths[-1]), length_name("netviz", lengths[0])
    held = [_memory_of(tables, name) for name in (longest, shortest)]
    found.append(
        Aim(f"memory, a film of {lengths[-1]} s, of one of {lengths[0]} s", FLAT, share(*held))
    )
    return found


def _is_of(table: Table, name: str) -> bool:
    return table.row(STOCK) is not None and table.title.split(",")[0] == name


def _between(tables: Sequence[Table], name: str, other: str) -> float | None:
    first, second = _find(tables, name), _find(tables, other)
    return share(first.frame_cpu, second.frame_cpu) if first and second else None


def _memory_of(tables: Sequence[Table], name: str) -> float | None:
    row = _find(tables, name)
    return memory(row) if row else None


def _find(tables: Sequence[Table], name: str) -> Row | None:
    return next((row for table in tables if (row := table.row(name))), None)
