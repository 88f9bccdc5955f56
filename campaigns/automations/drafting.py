"""Messages of an automation as the outbox takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from campaigns.models import Automation, Step
from messaging import outbox, templating

# What is put in late is told that it came too late; the outbox wants it to live a moment.
LEAST = timedelta(seconds=1)


def drafts(
    automation: Automation, message: Automation | Step, rows: Iterable[tuple[str, int, datetime]], now: datetime
) -> Iterator[outbox.Draft]:
    """`message` is the automation's own or that of a step, in the words in force now; rows: key, customer, due."""
    version = templating.newest(message.template)
    assert version is not None  # checked at saving; versions are never deleted
    for key, customer, due_at in rows:
        until = due_at + timedelta(days=automation.valid_days)
        yield outbox.Draft(
            key=key, customer=customer, channel=message.template.channel, purpose=automation.purpose,
            source=message.source, version=version.pk, next_at=now, valid_until=max(until, now + LEAST),
            priority=automation.priority,
        )  # fmt: skip
