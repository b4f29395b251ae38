"""What a report says to a person and to a tool."""

import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from netviz.audit.finding import Finding
from netviz.audit.look import grouped
from netviz.audit.report import as_json, film_time, print_report
from netviz.audit.runner import Audit


def audit(**changes):
    plain = {
        "scene": "Short",
        "rules": ("overlap", "text-size"),
        "findings": (),
        "allowed": (),
        "notes": (),
        "shots": 3,
        "seconds": 61.5,
        "items": 12,
        "took": 2.4,
    }
    return Audit(**(plain | changes))


OVERLAP = Finding(
    "overlap", 2.0, "Intro", ('"a [b]"', "disc"), "0.1 units", "none on a neuron", until=64.3
)
SMALL = Finding("text-size", 5.0, None, ('"note"',), "words of 20 px", "at least 42 px", until=5.0)


def printed(*audits, failures=()):
    console = Console(file=io.StringIO(), width=160)
    print_report(console, audits, failures)
    return console.file.getvalue().splitlines()


def test_findings_stand_under_their_scene_and_rule_with_time_phase_names_measure_and_limit():
    lines = printed(audit(findings=(OVERLAP, SMALL)))
    assert lines[0].startswith("Short  1:01.5, 3 plays and waits, 12 texts and shapes, 2 rules")
    assert lines[1].split()[0] == "overlap"
    shown = "".join(lines[2].split())
    assert shown == '0:02.0–1:04.3Intro"a[b]"×disc0.1unitsnoneonaneuron'
    assert lines[3].split()[0] == "text-size"
    assert "5.0  " in lines[4]
    assert lines[-1] == "2 findings in 1 scene, 1:01.5, 3 pictures"


def test_what_is_allowed_and_noted_is_listed_and_counted_apart():
    allowed = Finding("overlap", 1.0, None, ("x",), "1", "0", until=1.0, allowed="they cross-fade")
    lines = printed(audit(allowed=(allowed,), notes=("film.py:3 allows nothing",)))
    assert "they cross-fade" in lines[1]
    assert "film.py:3 allows nothing" in lines[2]
    assert lines[-1].startswith("no findings, 1 allowed in 1 scene")


def test_what_did_not_run_is_said():
    lines = printed(audit(), failures=["Broken cannot be run: film.py:3: ValueError"])
    assert "Broken cannot be run: film.py:3: ValueError" in lines
    assert lines[-1] == "1 scene not run; no findings in 1 scene, 1:01.5, 3 pictures"


@pytest.mark.parametrize("count", [1, 2])
def test_nothing_that_ran_does_not_read_like_success(count):
    lines = printed(failures=["Broken cannot be run: film.py:3: ValueError"] * count)
    scenes = "1 scene" if count == 1 else "2 scenes"
    assert lines[-1] == f"{scenes} not run: nothing was looked at"


def test_json_has_the_documented_keys():
    report = json.loads(as_json([audit(findings=(OVERLAP,))], []))
    assert set(report) == {"ok", "errors", "scenes"}
    assert report["ok"] is False
    (scene,) = report["scenes"]
    assert set(scene) == {
        *("scene", "rules", "findings", "allowed", "notes", "shots", "seconds", "items", "took")
    }
    assert scene["findings"] == [
        {
            "rule": "overlap",
            "time": 2.0,
            "until": 64.3,
            "phase": "Intro",
            "names": ['"a [b]"', "disc"],
            "measure": "0.1 units",
            "limit": "none on a neuron",
            "allowed": None,
            "line": None,
            "made": None,
            "boxes": [],
            "since": None,
            "seen": None,
            "advice": None,
        }
    ]
    assert json.loads(as_json([audit()], []))["ok"] is True
    assert json.loads(as_json([audit()], ["failed"]))["ok"] is False


def test_times():
    assert [film_time(s) for s in (0, 9.96, 59.96, 64.25, 600)] == [
        *("0:00.0", "0:10.0", "1:00.0", "1:04.2", "10:00.0")
    ]


def test_a_cause_with_many_names_shows_the_first_of_them():
    many = replace(SMALL, names=tuple(f"label {i}" for i in range(12)))
    assert "label 0, label 1, label 2, label 3 and 8 more" in printed(audit(findings=(many,)))[2]


def test_one_cause_is_one_finding():
    small = [replace(SMALL, names=(f"label {i}",)) for i in range(3)]
    later = replace(SMALL, names=("label 4",), time=9.0, until=9.0)
    hit = [replace(OVERLAP, names=("panel", f"label {i}")) for i in range(3)]
    other = replace(OVERLAP, names=("title", "box"))
    assert [f.names for f in grouped([*small, later, *hit, other])] == [
        ("label 0", "label 1", "label 2"),
        ("label 4",),
        ("panel", "label 0", "label 1", "label 2"),
        ("title", "box"),
    ]
