"""Hooks that listen, so that tests see what a sale announced."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sales import hooks


@pytest.fixture
def announced() -> Iterator[list[hooks.Change]]:
    heard: list[hooks.Change] = []
    hooks.register("test", heard.append)
    yield heard
    hooks._hooks.pop("test")


@pytest.fixture
def without_hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sales alone: nobody above listens."""
    monkeypatch.setattr(hooks, "_hooks", {})
