"""Tests that share a name are refused before any of them runs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest


def collect(config: pytest.Config, *names: str) -> None:
    items: list[Any] = [SimpleNamespace(nodeid=name) for name in names]
    hooks = [
        plugin for plugin in config.pluginmanager.get_plugins() if hasattr(plugin, "pytest_collection_modifyitems")
    ]
    ours = next(plugin for plugin in hooks if str(getattr(plugin, "__file__", "")).endswith("tests/conftest.py"))
    ours.pytest_collection_modifyitems(items)


def test_two_tests_of_one_name_are_refused(pytestconfig: pytest.Config) -> None:
    collect(pytestconfig, "tests/a.py::one", "tests/a.py::two")
    with pytest.raises(pytest.UsageError, match=r"tests/a\.py::one \(1 such"):
        collect(pytestconfig, "tests/a.py::one", "tests/a.py::two", "tests/a.py::one")
