"""Fixtures of messaging: a mail server on loopback that the settings of the test point to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.messaging.smtpd import Mailhost, mailhost


@pytest.fixture
def host(settings: Any) -> Iterator[Mailhost]:
    with mailhost() as running:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running
