"""Fixtures of messaging: servers on loopback that the settings of the test point to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.messaging.httpd import Gateway, gateway
from tests.messaging.smtpd import Mailhost, mailhost

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def host(settings: Any) -> Iterator[Mailhost]:
    with mailhost() as running:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running


@pytest.fixture
def carrier(settings: Any) -> Iterator[Gateway]:
    """Who takes SMS, and messages for apps."""
    with gateway() as running:
        settings.SMS_PRESET, settings.SMS_URL, settings.SMS_SECRET = "generic", running.url, SECRET
        settings.CHAT_URL, settings.CHAT_SECRET = f"{running.url}/chat", SECRET
        settings.CHANNELS_ALLOW_PRIVATE = True
        yield running
