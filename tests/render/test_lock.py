import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from netviz.render.lock import FilmBusy, film_lock

HOLD = """
import sys, time
from pathlib import Path
from netviz.render.lock import film_lock
with film_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", HOLD, tmp_path / "Film.mp4"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_nothing_is_left(tmp_path):
    film = tmp_path / "new" / "Film.mp4"
    with film_lock(film):
        assert len(list(film.parent.iterdir())) == 1
    assert list(film.parent.iterdir()) == []
    with film_lock(film):
        pass


def test_a_second_process_is_refused_and_told_who_holds_it(tmp_path, holder):
    with (
        pytest.raises(FilmBusy, match=rf"Film.mp4 is being rendered by process {holder.pid} on "),
        film_lock(tmp_path / "Film.mp4"),
    ):
        pass
    with film_lock(tmp_path / "Other.mp4"):
        pass


def test_a_killed_holder_holds_it_no_more(tmp_path, holder):
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with film_lock(tmp_path / "Film.mp4"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_waiting_for_the_other(tmp_path, holder):
    threading.Timer(0.5, holder.kill).start()
    start = time.monotonic()
    with film_lock(tmp_path / "Film.mp4", wait=True):
        assert time.monotonic() - start > 0.4


def test_one_at_a_time(tmp_path):
    inside, most = [], []

    def render():
        for _ in range(20):
            with film_lock(tmp_path / "Film.mp4", wait=True):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=render) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert (set(most), len(most)) == ({1}, 60)
