"""Hooks that listen, so that tests see what a sale announced; files that are imported; a browser of an owner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sales import hooks
from tests.sales.importing import run


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


@pytest.fixture
def load(tmp_path: Path) -> Any:
    """Import a text (or bytes) as a file."""

    def load(content: str | bytes, *arguments: str, name: str = "file.csv") -> dict[str, Any]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return run(path, *arguments)

    return load


@pytest.fixture
def owner(client: Client) -> Client:
    """A browser in which somebody with the role of an owner is logged in."""
    from tests.sales.looking import member_of

    client.force_login(member_of("owner"))
    return client


@pytest.fixture
def told(announced: list[hooks.Change]) -> list[hooks.Change]:
    """What was announced to upper apps."""
    return announced
