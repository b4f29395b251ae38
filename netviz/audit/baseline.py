"""Findings that are accepted as they are today, so that only new ones count."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from netviz.audit.finding import Finding
from netviz.audit.runner import Audit


def without_known(audits: Sequence[Audit], file: Path) -> tuple[list[Audit], int]:
    """The audits without the findings of a baseline, and how many these were.

    A file that is not there yet is written with all findings of today: none is new then.
    Raises ValueError for a file that is no baseline.
    """
    if not file.exists():
        known = sorted({_key(audit.scene, one) for audit in audits for one in audit.findings})
        written = json.dumps({"accepted": known}, indent=1, ensure_ascii=False)
        file.write_text(written + "\n", encoding="utf-8")
    accepted = _read(file)
    count, rest = 0, []
    for audit in audits:
        new = tuple(one for one in audit.findings if _key(audit.scene, one) not in accepted)
        count += len(audit.findings) - len(new)
        rest.append(replace(audit, findings=new))
    return rest, count


def _key(scene: str, finding: Finding) -> tuple[str, ...]:
    """What a finding stays the same by when its seconds and figures change."""
    names = (re.sub(r"-?\d+(\.\d+)?", "0", name) for name in finding.names)
    return scene, finding.rule, finding.phase or "", *sorted(set(names))


def _read(file: Path) -> set[tuple[str, ...]]:
    try:
        return {tuple(key) for key in json.loads(file.read_text(encoding="utf-8"))["accepted"]}
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"baseline {file} is not one that netviz check wrote") from error
