"""Fixtures of campaigns: the moment of the tests."""

from __future__ import annotations

import pytest

from tests.messaging.conftest import host  # noqa: F401  # a fixture


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.customers.factories import NOW

    monkeypatch.setattr("core.clock.now", lambda: NOW)
