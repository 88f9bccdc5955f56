"""The local mailbox as a way out: what is sent lands in a table that staff open in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from core import clock
from messaging.channels.base import Outcome, Parcel, Wait
from messaging.models import LocalMail


class MailboxLine:
    def send(self, parcel: Parcel) -> Outcome:
        LocalMail.objects.update_or_create(
            message_id=parcel.id,
            defaults={
                "address": parcel.address,
                "subject": parcel.subject[:400],
                "content": parcel.content,
                "arrived_at": clock.now(),
            },
        )
        return Outcome(Wait.DONE, provider_id=parcel.provider_id)


@contextmanager
def open_line() -> Iterator[MailboxLine]:
    yield MailboxLine()
