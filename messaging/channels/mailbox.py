"""The local mailbox as a way out: what is sent lands in a table that staff open in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from core import clock
from messaging.channels.base import Line, Outcome, Parcel, Wait
from messaging.models import LocalMail

# Who may read mail of other outboxes: how its key begins → a permission, by name.
_shown: dict[str, str] = {}


def show_to(prefix: str, permission: str) -> None:
    """For apps with an outbox of their own: keys of its mail begin with `prefix`, such as `complaint:`."""
    _shown[prefix] = permission


def shown_to(user: Any) -> list[str]:
    """How keys begin of what this person may read."""
    return [prefix for prefix, permission in _shown.items() if user.has_perm(permission)]


def _source(parcel: Parcel) -> str:
    return parcel.key[:60] if any(parcel.key.startswith(prefix) for prefix in _shown) else ""


class MailboxLine(Line):
    def send(self, parcel: Parcel) -> Outcome:
        mail = {
            "address": parcel.address,
            "subject": _subject(parcel),
            "content": parcel.content,
            "segments": parcel.segments,
            "arrived_at": clock.now(),
        }
        if parcel.id:
            LocalMail.objects.update_or_create(message_id=parcel.id, defaults=mail)
        else:
            LocalMail.objects.create(**mail, source=_source(parcel))
        return Outcome(Wait.DONE, provider_id=parcel.provider_id)


def _subject(parcel: Parcel) -> str:
    """By what a list shows it: an SMS has no subject, but a beginning."""
    if parcel.subject or parcel.channel == "email":
        return parcel.subject[:400]
    return " ".join(parcel.content.decode().split())[:80]


@contextmanager
def open_line() -> Iterator[MailboxLine]:
    yield MailboxLine()
