import doctest
import importlib
import inspect
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
    assert result.failed == 0


@pytest.mark.parametrize("name", netviz.__all__)
def test_public_names_show_themselves(name):
    public = getattr(netviz, name)
    if isinstance(public, type) and not issubclass(public, Exception):
        assert ">>> " in inspect.getdoc(public)
    else:
        assert inspect.getdoc(public)
