"""Functions in fresh processes: what they answer, and that none outlives its caller."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from netviz.render.executors import FreshProcesses
from netviz.render.fresh import Forked, PartFailed, Spawned, WorkerDied

STATE = []


def add(a, b, report):
    STATE.append(a)
    report(len(STATE))
    Path(tempfile.mkdtemp(), "left behind").write_text("!")
    return a + b


def fail(report):
    raise KeyError("no such thing")


def leave(report):
    raise SystemExit


def die(report):
    os.kill(os.getpid(), signal.SIGKILL)


def die_once(marker, report):
    if not Path(marker).exists():
        Path(marker).touch()
        die(report)
    return "done"


def sleep(marker, report):
    Path(marker).write_text(str(os.getpid()))
    report("asleep")
    time.sleep(60)


def write_much(report):
    print("x" * 100_000)
    os.write(1, b"y")
    return os.getpid()


both = pytest.mark.parametrize("kind", [Forked, Spawned])


@both
def test_an_answer_and_what_was_reported(tmp_path, kind):
    for _ in range(2):  # the second finds nothing of the first
        reports = []
        assert kind(tmp_path, add, 2, 3).answer(reports.append) == 5
        assert reports == [1]


@both
def test_a_failure_comes_with_its_traceback(tmp_path, kind):
    with pytest.raises(PartFailed, match=r"^KeyError: 'no such thing'$") as failure:
        kind(tmp_path, fail).answer(print)
    assert 'raise KeyError("no such thing")' in failure.value.details


@both
def test_an_exit_is_no_answer(tmp_path, kind):
    with pytest.raises(PartFailed, match="SystemExit"):
        kind(tmp_path, leave).answer(print)


@both
def test_a_dead_process_is_no_answer(tmp_path, kind):
    with pytest.raises(WorkerDied, match="-9"):
        kind(tmp_path, die).answer(print)


@both
def test_what_is_printed_is_no_answer(tmp_path, kind):
    assert kind(tmp_path, write_much).answer(print) != os.getpid()


CALL = """
import sys
from pathlib import Path
from netviz.render.fresh import Forked, Spawned
from tests_fresh import sleep
if __name__ == "__main__":
    scratch = Path(sys.argv[1])
    (scratch / "temporary").mkdir()
    globals()[sys.argv[2]](scratch / "temporary", sleep, str(scratch / "pid")).answer(print)
"""


@both
def test_it_goes_when_its_caller_is_killed(tmp_path, kind):
    (tmp_path / "tests_fresh.py").write_text(Path(__file__).read_text())
    (tmp_path / "call.py").write_text(CALL)
    caller = subprocess.Popen(
        [sys.executable, "-W", "ignore", "call.py", tmp_path, kind.__name__], cwd=tmp_path
    )
    pid = int(eventually(lambda: (tmp_path / "pid").read_text()))
    caller.kill()
    caller.wait()
    eventually(lambda: gone(pid))
    eventually(lambda: not (tmp_path / "temporary").exists())


def test_functions_run_side_by_side_and_in_order_of_asking(tmp_path):
    reports = []
    with FreshProcesses(2, reports.append) as executor:
        futures = [executor.submit(add, n, 1) for n in range(4)]
        assert [future.result() for future in futures] == [1, 2, 3, 4]
    assert reports == [1] * 4


def test_a_process_that_dies_is_replaced(tmp_path):
    with FreshProcesses(1, print) as executor:
        assert executor.submit(die_once, str(tmp_path / "marker")).result() == "done"


def test_a_function_that_always_dies_is_given_up():
    with (
        FreshProcesses(1, print) as executor,
        pytest.raises(WorkerDied, match=r"died 2 times .*is there enough memory"),
    ):
        executor.submit(die).result()


def test_stopping_kills_at_once_and_leaves_nothing(tmp_path):
    asleep = []
    executor = FreshProcesses(1, asleep.append)
    running, waiting = (executor.submit(sleep, str(tmp_path / name)) for name in "ab")
    eventually(lambda: asleep)
    start = time.monotonic()
    executor.shutdown(cancel_futures=True)
    assert time.monotonic() - start < 30
    assert waiting.cancelled()
    with pytest.raises(CancelledError):
        running.result()
    assert gone(int((tmp_path / "a").read_text()))
    assert not (tmp_path / "b").exists()
    assert not executor._scratch.exists()


def eventually(condition, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if value := condition():
                return value
        except (OSError, ValueError):
            pass
        time.sleep(0.05)
    raise AssertionError("not in time")


def gone(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"
