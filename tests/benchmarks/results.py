"""What was measured: tables of rows, each a median of repeats, and the aims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.benchmarks.measure import Cost, medians


@dataclass
class Row:
    """One thing measured: its cost each time, and the row of its table it is compared with."""

    name: str
    against: str | None = None
    frames: int = 0
    costs: list[Cost] = field(default_factory=list)
    note: str = ""
    seconds: float = 0.0
    """Length of the film, where it is one."""

    @property
    def cost(self) -> Cost | None:
        return medians(self.costs) if self.costs else None

    @property
    def frame_cpu(self) -> float | None:
        """Seconds of CPU a frame."""
        return self.cost.cpu / self.frames if self.cost and self.frames else None


@dataclass
class Table:
    """Rows that are compared with each other."""

    title: str
    rows: list[Row] = field(default_factory=list)

    def row(self, name: str) -> Row | None:
        return next((row for row in self.rows if row.name == name), None)

    def ratio(self, row: Row, figure: Callable[[Row], float | None]) -> float | None:
        """A row's figure as a share of that of the row it is compared with."""
        other = self.row(row.against) if row.against else None
        return share(figure(row), figure(other)) if other else None


@dataclass(frozen=True)
class Aim:
    """What was to be reached, as a greatest figure, and what was; None: not measured."""

    what: str
    most: float
    reached: float | None

    @property
    def verdict(self) -> str:
        if self.reached is None:
            return "not measured"
        return "reached" if self.reached <= self.most else "missed"


def share(part: float | None, whole: float | None) -> float | None:
    """One figure divided by another, if both are known.

    Example:
        >>> share(1, 4), share(None, 4)
        (0.25, None)
    """
    return part / whole if part is not None and whole else None


def wall(row: Row) -> float | None:
    """Seconds on the clock."""
    return row.cost.wall if row.cost else None


def memory(row: Row) -> float | None:
    """Bytes at most."""
    return float(row.cost.memory) if row.cost and row.cost.memory else None


def as_data(tables: list[Table], aims: list[Aim]) -> dict[str, Any]:
    """All of it for JSON, with every repeat."""
    return {
        "tables": [asdict(table) for table in tables],
        "aims": [asdict(aim) | {"verdict": aim.verdict} for aim in aims],
    }
