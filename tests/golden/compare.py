"""A film as it is drawn now against what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from netviz import PhasedScene
from scenes.backprop import Backprop
from scenes.forward_pass import ForwardPass
from tests.golden.beats import Looked
from tests.golden.kept import FOLDER, keep_failure, picture_path, read_picture, read_snapshots
from tests.golden.measure import COLUMNS, LIMIT, ROWS, in_steps, worst_tile
from tests.golden.snapshot import changes

FILMS: dict[str, type[PhasedScene]] = {"forward_pass": ForwardPass, "backprop": Backprop}


def differences(
    film: str, seen: Looked, folder: Path = FOLDER, failed: Path | None = None
) -> list[str]:
    """Everything that has changed, in sentences; nothing when film and kept pictures agree."""
    return [*snapshot_changes(film, seen, folder), *picture_changes(film, seen, folder, failed)]


def snapshot_changes(film: str, seen: Looked, folder: Path = FOLDER) -> Iterator[str]:
    """What is in another place, of another colour or size, says something else, is new or gone."""
    kept = read_snapshots(film, folder)
    for phase in dict.fromkeys([*seen.snapshots, *kept]):
        if phase not in kept:
            yield f"{phase}: a new phase"
        elif phase not in seen.snapshots:
            yield f"{phase}: no such phase any more"
        else:
            for sentence in changes(kept[phase], seen.snapshots[phase]):
                yield f"{phase}: {sentence}"


def picture_changes(
    film: str, seen: Looked, folder: Path = FOLDER, failed: Path | None = None
) -> Iterator[str]:
    """Which pictures differ, by how much and where; with `failed`, they are written there."""
    wanted = {picture_path(film, beat, folder): beat for beat in seen.beats}
    for path in sorted({*(folder / film).glob("*.webp")} - set(wanted)):
        yield f"{path.stem}: no such picture any more"
    for path, beat in wanted.items():
        expected = read_picture(path) if path.exists() else None
        if expected is None:
            yield f"{beat.name} ({beat.seconds:.1f} s): a new picture"
            continue
        worst = worst_tile(expected, in_steps(beat.picture))
        if worst.difference <= LIMIT:
            continue
        where = ""
        if failed is not None:
            where = f": look at {keep_failure(path, expected, beat.picture, failed)}"
        x, y = _in_units(worst.row, worst.column)
        yield (
            f"{beat.name} ({beat.seconds:.1f} s): differs by {worst.difference:.0f} grey levels at "
            f"({x:.1f}, {y:.1f}), more than {LIMIT:.0f}{where}"
        )


def _in_units(row: int, column: int) -> tuple[float, float]:
    """The place of a pixel in Manim units."""
    scale = 8 / ROWS
    return (column - COLUMNS / 2) * scale, (ROWS / 2 - row) * scale
