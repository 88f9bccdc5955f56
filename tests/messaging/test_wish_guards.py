"""What the database refuses of wishes and confirmations, past the services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from messaging.models import Confirmation, Frequency, MessagingSettings, Pause, Template
from tests.customers.factories import NOW, make_customer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _asked(**told: Any) -> Confirmation:
    facts = {"channel": "email", "purpose": "marketing", "address_hash": b"x" * 32, "asked_at": NOW}
    return Confirmation.objects.create(customer=make_customer(), **(facts | {"ends_at": NOW + DAY} | told))


def _twice() -> None:
    for name in ("One", "Two"):
        Template.objects.create(name=name, channel="email", code="consent.confirm")


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("frequency_known", lambda: Frequency.objects.create(customer=make_customer(), every="hour", asked_at=NOW)),
        ("pause_ends_later", lambda: Pause.objects.create(customer=make_customer(), until=NOW, asked_at=NOW)),
        ("confirmation_ends_later", lambda: _asked(ends_at=NOW)),
        ("confirmation_in_time", lambda: _asked(confirmed_at=NOW + DAY)),
        ("confirmation_in_time", lambda: _asked(confirmed_at=NOW - DAY)),
        ("messaging_settings_days", lambda: MessagingSettings.objects.create(pk=1, confirm_days=0)),
        ("messaging_settings_days", lambda: MessagingSettings.objects.create(pk=1, confirm_days=31)),
        ("messaging_template_code", _twice),
    ],
)
def test_the_database_refuses(name: str, write: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()
