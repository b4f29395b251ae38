import doctest
import importlib
import pkgutil

import pytest

import netviz

MODULES = [
    info.name
    for info in pkgutil.walk_packages(netviz.__path__, "netviz.")
    if not info.ispkg  # a package's __init__ has nothing but the public names
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
