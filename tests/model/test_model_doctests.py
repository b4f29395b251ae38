import doctest
import importlib
import pkgutil

import pytest

import netviz.model

MODULES = [info.name for info in pkgutil.iter_modules(netviz.model.__path__, "netviz.model.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
