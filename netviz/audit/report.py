"""What an audit says to a person in the terminal, and to a tool as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from netviz.audit.finding import Finding
from netviz.audit.rules import RULES
from netviz.audit.runner import Audit

_MOST_NAMES = 4
_MOST = 25
"""Findings of one rule that are printed; JSON has them all."""


def film_time(seconds: float) -> str:
    """Seconds as m:ss.s.

    Example:
        >>> film_time(64.25)
        '1:04.2'
    """
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02}.{tenths % 10}"


def print_report(console: Console, audits: Sequence[Audit], failures: Sequence[str]) -> None:
    """Print each scene's findings rule by rule, what was allowed, and a closing line."""
    for audit in audits:
        console.print(
            f"[bold]{escape(audit.scene)}[/bold]  {film_time(audit.seconds)}, "
            f"{audit.shots} plays and waits, {audit.items} texts and shapes, "
            f"{len(audit.rules)} rules, {audit.took:.0f} s"
        )
        for rule, findings in groupby(audit.findings, key=lambda finding: finding.rule):
            console.print(f"  [red]{rule}[/red]  [dim]{RULES[rule][1]}[/dim]")
            console.print(_table(list(findings)))
        for finding in audit.allowed:
            console.print(
                f"  [yellow]allowed[/yellow] {finding.rule} {_when(finding)} "
                f"{escape(', '.join(finding.names))}: {escape(finding.allowed or '')}"
            )
        for note in audit.notes:
            console.print(f"  [cyan]note[/cyan] {escape(note)}")
    for failure in failures:
        console.print(f"[red]{escape(failure)}[/red]")
    console.print(_closing(audits, failures))


def as_json(audits: Sequence[Audit], failures: Sequence[str]) -> str:
    """The same for tools: one object.

    `ok` is true when nothing was found and every scene ran. `errors` are one line for each scene
    that did not. `scenes` has for each one: `scene`, `rules` (names), `findings`, `allowed`,
    `notes` (texts), `shots`, `seconds` (of film), `items` and `took` (seconds). A finding has
    `rule`, `time` and `until` (seconds of film), `phase` (a name or null), `names`, `measure`,
    `limit`, `allowed` (the reason, or null), `line` and `made` ("file.py:12", or null), `boxes`
    (left, top, right, bottom as shares of the picture at second `seen`), `since` and `advice` (a
    move that clears it, or null). Further keys may be added, none go.
    """
    report: dict[str, Any] = {
        "ok": not failures and not any(audit.findings for audit in audits),
        "errors": list(failures),
        "scenes": [asdict(audit) for audit in audits],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _table(findings: list[Finding]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for style in ("", "dim", "bold", "", "dim", "dim", "green"):
        table.add_column(style=style, overflow="fold")
    for finding in findings[:_MOST]:
        table.add_row(
            "    " + _when(finding),
            escape(finding.phase or ""),
            escape(_names(finding)),
            escape(finding.measure),
            escape(finding.limit),
            escape(_place(finding)),
            escape(finding.advice or ""),
        )
    if len(findings) > _MOST:
        table.add_row(f"    and {len(findings) - _MOST} more")
    return table


def _place(finding: Finding) -> str:
    """The line that played it, and the one that made it where that is another."""
    if finding.line is None or finding.made in (None, finding.line):
        return finding.line or ""
    file, _, number = str(finding.made).rpartition(":")
    same = finding.line.startswith(f"{file}:")
    return f"{finding.line} (made: {number if same else finding.made})"


def _names(finding: Finding) -> str:
    shown, more = finding.names[:_MOST_NAMES], len(finding.names) - _MOST_NAMES
    joint = "  ×  " if len(finding.names) <= 2 else ", "
    return joint.join(shown) + (f" and {more} more" if more > 0 else "")


def _when(finding: Finding) -> str:
    start = film_time(finding.time)
    until = start if finding.until is None else film_time(finding.until)
    return start if until == start else f"{start}–{until}"


def _closing(audits: Sequence[Audit], failures: Sequence[str]) -> str:
    found = sum(len(audit.findings) for audit in audits)
    allowed = sum(len(audit.allowed) for audit in audits)
    seconds = film_time(sum(audit.seconds for audit in audits))
    shots = sum(audit.shots for audit in audits)
    looked = f"{_count(len(audits), 'scene')}, {seconds}, {_count(shots, 'picture')}"
    clean = "no findings" if failures else "[green]no findings[/green]"
    said = f"[red]{_count(found, 'finding')}[/red]" if found else clean
    parts = [said, *([f"{allowed} allowed"] if allowed else [])]
    closing = f"{', '.join(parts)} in {looked}"
    if not failures:
        return closing
    rest = f"; {closing}" if audits else ": nothing was looked at"
    return f"[red]{_count(len(failures), 'scene')} not run{rest}[/red]"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
