import gc
from contextlib import suppress

import pytest

from netviz.render.garbage import rare_collections


@pytest.fixture(autouse=True)
def thresholds():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_collections_are_rare_and_then_as_before():
    gc.set_threshold(700, 10, 10)
    with suppress(RuntimeError), rare_collections():
        assert gc.get_threshold()[0] > 10_000
        raise RuntimeError
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize("threshold", [(0, 10, 10), (900_000, 5, 5)])
def test_what_is_rarer_already_stays(threshold):
    gc.set_threshold(*threshold)
    with rare_collections():
        assert gc.get_threshold() == threshold
