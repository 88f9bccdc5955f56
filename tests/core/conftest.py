"""What tests of core ask for by name. Imports stand inside the fixtures: pytest reads this before Django is set up."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def webhook_events(settings: Any) -> None:
    """Two events to subscribe to, and receivers on this machine may be told."""
    from core import webhooks

    settings.WEBHOOKS_ALLOW_PRIVATE = True
    webhooks.register(webhooks.EventType("thing.changed", "Thing"), webhooks.EventType("other.changed", "Other"))
