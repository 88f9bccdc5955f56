"""What staff decide about single messages: on one of which nobody knows, and on one that was not sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from core.errors import Conflict, DomainError
from core.locks import lock_rows
from core.models import User
from core.wording import worded as _
from customers import timeline
from customers.timeline import Event
from messaging.models import Message, State
from messaging.tasks import wake_channels


class Choice(TextChoices):
    """What becomes of a message that was handed over and never answered for."""

    ARRIVED = "arrived", gettext_lazy("It arrived")
    AGAIN = "again", gettext_lazy("Send it again")
    LEAVE = "leave", gettext_lazy("Leave it")


VERB = "message.decided"
RETRIED = "message.retried"


@transaction.atomic
def decide(*, messages: Iterable[int], choice: str, actor: User, now: datetime) -> int:
    """Decide on those of `messages` (ids) that are still uncertain; returns how many were.

    A slow worker may have told the truth meanwhile: what is not uncertain any more stays as it is.
    """
    locked = lock_rows(Message.objects.all(), messages).values()
    rows = [row for row in locked if row.state == State.UNCERTAIN]
    for row in rows:
        _settle(row, Choice(choice), actor, now)
    timeline.record_many(
        Event(row.customer_id, VERB, now, actor.pk, {"choice": choice, "channel": row.channel}, target=_target(row))
        for row in rows
    )
    _wake(rows)
    return len(rows)


def _settle(row: Message, choice: Choice, actor: User, now: datetime) -> None:
    row.decided_by = actor
    if choice is Choice.AGAIN:
        _wait_again(row, now)
    elif choice is Choice.ARRIVED:
        row.state, row.reason, row.sent_at, row.settled_at = State.SENT, "confirmed", row.handed_at, now
    else:
        row.state, row.reason, row.settled_at = State.FAILED, "left", now
    row.save(update_fields=[*_WAITING, "sent_at", "decided_by"])


_WAITING = ("state", "reason", "detail", "handed_at", "settled_at", "next_at")


def _wait_again(row: Message, now: datetime) -> None:
    row.state, row.reason, row.detail = State.QUEUED, "", ""
    row.handed_at, row.settled_at, row.next_at = None, None, now


@transaction.atomic
def try_again(*, message: Message, actor: User, now: datetime) -> Message:
    """One that failed or was skipped waits once more; every rule is asked again when it goes.

    Refuses `message_settled` for one in another state, `message_expired` when it would be of no use any more.
    """
    row: Message = lock_rows(Message.objects.all(), [message.pk])[message.pk]
    if row.state not in (State.FAILED, State.SKIPPED):
        raise Conflict("message_settled", _("This message has moved on meanwhile; look at it again."))
    if row.valid_until <= now:
        raise DomainError("message_expired", _("It would be of no use any more: its time is over."))
    _wait_again(row, now)
    row.decided_by = actor
    row.save(update_fields=[*_WAITING, "decided_by"])
    timeline.record(
        customer=row.customer_id, verb=RETRIED, actor=actor, at=now, data={"channel": row.channel}, target=_target(row)
    )
    _wake([row])
    return row


def _target(row: Message) -> str:
    return f"message:{row.pk}"


def _wake(rows: Sequence[Message]) -> None:
    wake_channels({row.channel for row in rows if row.state == State.QUEUED})
