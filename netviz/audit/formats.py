"""An audit for other programs: SARIF, and the annotations of GitHub's workflows."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from netviz.audit.finding import Finding
from netviz.audit.report import film_time
from netviz.audit.rules import RULES, rule_class
from netviz.audit.runner import Audit


def as_sarif(audits: Sequence[Audit], failures: Sequence[str], file: Path) -> str:
    """One run of SARIF 2.1.0: a result for each finding, an error for each scene that failed."""
    results = [
        {
            "ruleId": finding.rule,
            "level": "warning",
            "message": {"text": in_a_sentence(audit.scene, finding)},
            "locations": [_location(finding, file)],
            "partialFingerprints": {"finding": f"{audit.scene} {finding.rule} {finding.names}"},
        }
        for audit in audits
        for finding in audit.findings
    ]
    rules = [
        {
            "id": name,
            "shortDescription": {"text": found},
            "fullDescription": {"text": explanation(name)},
        }
        for name, (_, found) in RULES.items()
    ]
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "netviz check", "rules": rules}},
        "results": results,
        "invocations": [
            {
                "executionSuccessful": not failures,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": failure}} for failure in failures
                ],
            }
        ],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    report = {"$schema": schema, "version": "2.1.0", "runs": [run]}
    return json.dumps(report, ensure_ascii=False, indent=2)


def as_github(audits: Sequence[Audit], failures: Sequence[str], file: Path) -> str:
    """A workflow command for each finding, which GitHub shows at its line, and for each failure."""
    return "\n".join(_commands(audits, failures, file))


def explanation(rule: str) -> str:
    """What a rule finds and what it lets pass.

    Example:
        >>> explanation("overlap").splitlines()[0]
        'overlap: text over text, neurons and the outlines of shapes'
    """
    return f"{rule}: {RULES[rule][1]}\n\n{inspect.getdoc(rule_class(rule))}"


def in_a_sentence(scene: str, finding: Finding) -> str:
    """A finding as one line of prose."""
    when = film_time(finding.time)
    if finding.until is not None and film_time(finding.until) != when:
        when += f" to {film_time(finding.until)}"
    names = " and ".join(finding.names[:4])
    more = f" and {len(finding.names) - 4} more" if len(finding.names) > 4 else ""
    advice = f" Clear with {finding.advice}." if finding.advice else ""
    return f"{scene} {when}: {names}{more}: {finding.measure} (should be: {finding.limit}).{advice}"


def _commands(audits: Sequence[Audit], failures: Sequence[str], file: Path) -> Iterator[str]:
    for audit in audits:
        for finding in audit.findings:
            place = f"file={_escaped(str(file))},line={_line(finding)}"
            message = _escaped(in_a_sentence(audit.scene, finding))
            yield f"::warning {place},title=netviz check {finding.rule}::{message}"
    for failure in failures:
        yield f"::error file={_escaped(str(file))},title=netviz check::{_escaped(failure)}"


def _location(finding: Finding, file: Path) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": file.as_posix()},
            "region": {"startLine": _line(finding)},
        }
    }


def _line(finding: Finding) -> int:
    """The line that played it, in the scene's file."""
    return int(finding.line.rpartition(":")[2]) if finding.line else 1


def _escaped(text: str) -> str:
    """As GitHub wants it in a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
