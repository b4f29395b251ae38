"""Runs `netviz check` once over a folder of scenes and compares what it finds with a list.

    python tests/audit/expected_set.py FOLDER [--expected FOLDER/expected.json] [--json RESULT]

FOLDER holds Manim scene files. The list says for each scene what a viewer sees:

    {"StrobeBetweenTwoSlides": {"fault": "flashing", "rules": ["flashing"], "at": 2.5},
     "BarsWithLabels": null}

`fault` is in the writer's words, `rules` are those of `netviz check` that count as having found it
(any, when there are none), `at` is a second at which it is seen (any, when there is none; a finding
counts within a second of it). null is a clean scene. A table of all scenes is printed as Markdown,
then the counts: faults found, clean scenes accused, scenes that could not be run.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from netviz.audit.finding import Finding
from netviz.audit.runner import SceneFailed, audit_scene
from netviz.scene_files import scenes_in

NEAR = 1.0  # s


@dataclass
class Result:
    """What came of one scene."""

    scene: str
    expected: dict[str, Any] | None
    found: list[Finding] = field(default_factory=list)
    failed: str | None = None
    seconds: float = 0.0

    @property
    def verdict(self) -> str:
        if self.failed:
            return "not run"
        if self.expected is None:
            return "accused" if self.found else "clean"
        return "found" if any(map(self._fits, self.found)) else "missed"

    def _fits(self, finding: Finding) -> bool:
        assert self.expected is not None
        rules, at = self.expected.get("rules"), self.expected.get("at")
        until = finding.time if finding.until is None else finding.until
        in_time = at is None or finding.time - NEAR <= at <= until + NEAR
        return in_time and (not rules or finding.rule in rules)


def results(folder: Path, expected: dict[str, Any]) -> Iterator[Result]:
    """Each scene of the list, in the order of the files."""
    for file in sorted(folder.rglob("*.py")):
        for scene in scenes_in(file):
            if scene.__name__ not in expected:
                continue
            result = Result(scene.__name__, expected[scene.__name__])
            began = time.process_time()
            try:
                result.found = list(audit_scene(scene).findings)
            except SceneFailed as error:
                result.failed = str(error)
            result.seconds = time.process_time() - began
            yield result


def table(all_results: list[Result]) -> str:
    """All scenes as Markdown, and the counts."""
    lines = ["| scene | planted | verdict | findings |", "|---|---|---|---|"]
    for one in all_results:
        planted = "clean" if one.expected is None else str(one.expected["fault"])
        found = "; ".join(f"{f.rule} {f.time:.1f} s: {', '.join(f.names[:2])}" for f in one.found)
        lines.append(f"| {one.scene} | {planted} | {one.verdict} | {one.failed or found} |")
    count = {
        word: sum(one.verdict == word for one in all_results)
        for word in ("found", "missed", "clean", "accused", "not run")
    }
    faults, cleans = count["found"] + count["missed"], count["clean"] + count["accused"]
    seconds = sorted(one.seconds for one in all_results)
    lines += [
        "",
        f"{count['found']} of {faults} faults found, {count['accused']} of {cleans} clean scenes "
        f"accused, {count['not run']} not run; "
        f"{seconds[len(seconds) // 2] if seconds else 0:.1f} s of CPU a scene (median)",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--expected", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    listed = options.expected or options.folder / "expected.json"
    expected = json.loads(listed.read_text(encoding="utf-8"))
    all_results = list(results(options.folder, expected))
    print(table(all_results))
    missing = set(expected) - {one.scene for one in all_results}
    if missing:
        print(f"in the list, but no scene of the folder: {', '.join(sorted(missing))}")
    if options.json:
        written = [asdict(one) | {"verdict": one.verdict} for one in all_results]
        options.json.write_text(json.dumps(written, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
