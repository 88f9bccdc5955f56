"""Fixtures of complaints: a clock that the test sets, and a mail server on loopback that the settings point to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.messaging.smtpd import Mailhost, mailhost

if TYPE_CHECKING:
    from tests.complaints.factories import Time


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    # Models are there only once the apps are.
    from tests.complaints.factories import Time

    told = Time()
    monkeypatch.setattr("core.clock.now", lambda: told.now)
    return told


@pytest.fixture
def host(settings: Any) -> Iterator[Mailhost]:
    with mailhost() as running:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running
