"""Compare as many random scenes as wanted, in all ways and at both rates, and say what is wrong.

python -m tests.differential 5000
"""

from __future__ import annotations

import itertools
import sys
import time

from manim import __version__

from tests.differential.campaign import RATES, WAYS, campaign
from tests.differential.measure import MOST

ROUND = 25


def main(count: int, seed: int = 1000) -> None:
    """Work in rounds, each in one way and at one rate, and print the sums."""
    scenes = frames = refused = 0
    most, start = 0.0, time.monotonic()
    for number, (way, rate) in enumerate(itertools.cycle(itertools.product(WAYS, RATES))):
        found = campaign(seed + number, ROUND, way, rate, MOST)
        scenes, frames = scenes + found.scenes + len(found.wrong), frames + found.frames
        refused, most = refused + found.refused, max(most, found.worst)
        for _, source in found.wrong:
            print(source, flush=True)
        print(
            f"Manim {__version__}: {scenes} scenes, {frames} frames, worst tile {most:.2f}, "
            f"{refused} refused by Manim, {time.monotonic() - start:.0f} s",
            flush=True,
        )
        if scenes >= count:
            break


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
