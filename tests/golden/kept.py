"""The pictures and snapshots that are kept beside this file, one folder and one JSON a film."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from tests.golden.beats import Beat, Looked
from tests.golden.measure import in_steps
from tests.golden.snapshot import Entry, as_data, from_data

FOLDER = Path(__file__).parent


def picture_path(film: str, beat: Beat, folder: Path = FOLDER) -> Path:
    name = re.sub(r"[^a-z0-9]+", "-", beat.name.lower())
    return folder / film / f"{name}.webp"


def keep(film: str, looked: Looked, folder: Path = FOLDER) -> None:
    """Write a film's pictures and snapshots in place of those there are.

    Pictures that look the same to the last bit keep their files, so that a review shows the others.
    """
    wanted = {picture_path(film, beat, folder): in_steps(beat.picture) for beat in looked.beats}
    (folder / film).mkdir(parents=True, exist_ok=True)
    for path in set((folder / film).glob("*.webp")) - set(wanted):
        path.unlink()
    for path, picture in wanted.items():
        if not path.exists() or not np.array_equal(read_picture(path), picture):
            Image.fromarray(picture).save(path, lossless=True, quality=100, method=6)
    (folder / f"{film}.json").write_text(_as_json(looked.snapshots), encoding="utf-8")


def read_picture(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def read_snapshots(film: str, folder: Path = FOLDER) -> dict[str, list[Entry]]:
    data = json.loads((folder / f"{film}.json").read_text(encoding="utf-8"))
    return {phase: [from_data(line) for line in lines] for phase, lines in data.items()}


def _as_json(snapshots: Mapping[str, Sequence[Entry]]) -> str:
    """JSON with one line a thing, so that a difference of two versions reads line by line."""
    phases = []
    for phase, seen in snapshots.items():
        lines = [f"  {json.dumps(as_data(entry), ensure_ascii=False)}" for entry in seen]
        phases.append(f" {json.dumps(phase)}: [\n" + ",\n".join(lines) + "\n ]")
    return "{\n" + ",\n".join(phases) + "\n}\n"


def keep_failure(path: Path, expected: np.ndarray | None, got: np.ndarray, failed: Path) -> Path:
    """Write expected, got and difference pictures; returns the one that has all three in a row.

    The difference is brightened: black is the same, white is what differs by 64 grey levels.
    """
    failed.mkdir(parents=True, exist_ok=True)
    pictures = {"got": got}
    if expected is not None and expected.shape == got.shape:
        levels = np.abs(expected.astype(np.int16) - got).max(axis=2, keepdims=True)
        bright = (levels * 4).clip(0, 255).astype(np.uint8).repeat(3, axis=2)
        pictures = {"expected": expected, "got": got, "difference": bright}
    stem = f"{path.parent.name}-{path.stem}"
    for what, picture in pictures.items():
        Image.fromarray(picture).save(failed / f"{stem}-{what}.png")
    together = failed / f"{stem}.png"
    Image.fromarray(np.concatenate(list(pictures.values()), axis=1)).save(together)
    return together


def clear_failures(film: str, failed: Path) -> None:
    for path in failed.glob(f"{film}-*.png"):
        path.unlink()
