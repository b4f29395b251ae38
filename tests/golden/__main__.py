"""Keep the films' pictures and snapshots as they are now: `python -m tests.golden`.

Says what changed. Look at the pictures before you commit them.
"""

from __future__ import annotations

from tests.golden.beats import look
from tests.golden.compare import FILMS, differences
from tests.golden.kept import FOLDER, clear_failures, keep

for name, film in FILMS.items():
    seen = look(film)
    told = differences(name, seen) if (FOLDER / f"{name}.json").exists() else ["is new"]
    keep(name, seen)
    clear_failures(name, FOLDER / "failed")
    size = sum(path.stat().st_size for path in (FOLDER / name).glob("*.webp"))
    print(f"{name}: {len(seen.beats)} pictures, {size / 1000:.0f} kB")
    for sentence in told or ["nothing changed"]:
        print(f"  {sentence}")
