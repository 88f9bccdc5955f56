"""What an event changes: the state of its message, the address, the consent. Each in a transaction of its own.

A message ends in what ranks highest of all that was told of it, in whatever order: reported as spam, nobody lives
there, given up, delivered, not taken for now.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from django.db import DatabaseError, transaction
from django.db.models import F

from core import clock
from core.locks import lock_rows, outermost
from customers import timeline
from customers.models import Customer
from messaging.models import DeliveryEvent, Finding, Kind, Message, State
from messaging.suppressing import NO_SUCH_ADDRESS
from messaging.tracking import consequences, elsewhere, finding

log = structlog.get_logger(__name__)

BATCH = 200
# Told before the one who sent has written down that it went: asked again after these; then it is no message of ours.
WAITS = (timedelta(seconds=20), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1))
GIVE_UP_AFTER = 10
CAME_BACK, REPORTED = "message.came_back", "message.reported"
RANKS = {
    Kind.DEFERRED: 0, Kind.SOFT_BOUNCE: 1, Kind.DELIVERED: 2, Kind.UNDELIVERED: 3, Kind.HARD_BOUNCE: 4,
    Kind.COMPLAINED: 5,
}  # fmt: skip
# What a message says then: its state, and the reason that goes with it.
ENDS: dict[Kind, tuple[State, str]] = {
    Kind.SOFT_BOUNCE: (State.SENT, "not_taken"),
    Kind.DELIVERED: (State.DELIVERED, ""),
    Kind.UNDELIVERED: (State.BOUNCED, "given_up"),
    Kind.HARD_BOUNCE: (State.BOUNCED, NO_SUCH_ADDRESS),
    Kind.COMPLAINED: (State.COMPLAINED, ""),
}
_RANK_OF = {end: RANKS[kind] for kind, end in ENDS.items()}
# Of an end that has another reason: what staff know, what an older version wrote.
_LEAST = {State.SENT: -1, State.DELIVERED: 2, State.BOUNCED: 3, State.COMPLAINED: 5}
_AFTER = (State.SENT, State.DELIVERED, State.BOUNCED, State.COMPLAINED)
_BEFORE = (State.QUEUED, State.PAUSED, State.LEASED)


def apply_due(*, seconds: float = 20.0) -> int:
    """Apply what waits until nothing is due or the time is up; returns how many were looked at."""
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        due = DeliveryEvent.objects.filter(next_at__lte=clock.now()).order_by("next_at", "pk")
        ids = list(due.values_list("pk", flat=True)[:BATCH])
        for pk in ids:
            apply(pk, now=clock.now())
        count += len(ids)
        if len(ids) < BATCH:
            break
    return count


def apply(pk: int, *, now: datetime) -> None:
    """One event; who comes second finds it applied. One that cannot be applied is put back, those behind it go on."""
    try:
        outermost(lambda: _apply(pk, now))
    except Exception as error:  # noqa: BLE001  # whatever is wrong with one must not stop those behind it
        _put_off(pk, now, error)


@transaction.atomic
def _apply(pk: int, now: datetime) -> None:
    waiting = DeliveryEvent.objects.select_for_update(skip_locked=True).filter(pk=pk, next_at__isnull=False)
    event = waiting.first()
    if event is None:
        return
    message, found = _find(event)
    if message is None and found in (Finding.WAITING, Finding.UNKNOWN) and (theirs := elsewhere.ask(event, now=now)):
        found, event.address = theirs.finding, event.address or theirs.address
    if found == Finding.WAITING and event.attempts < len(WAITS):
        _wait(event)
        return
    # Customers before messages, as everybody who locks both.
    consequences.draw(event, message, now=now)
    if message:
        _settle(lock_rows(Message.objects.all(), [message.pk])[message.pk], event, now)
    _finish(event, message, found or Finding.UNKNOWN)


def _wait(event: DeliveryEvent) -> None:
    event.next_at = event.received_at + WAITS[event.attempts]
    event.attempts += 1
    event.save(update_fields=["next_at", "attempts"])


def _find(event: DeliveryEvent) -> tuple[Message | None, Finding]:
    if event.kind in (Kind.SAID_NO, Kind.SAID_YES):
        return None, Finding.NONE
    pk, found = finding.find(event)
    message = Message.objects.filter(pk=pk).first() if pk else None
    if message and message.state in _BEFORE and event.attempts < len(WAITS):
        return None, Finding.WAITING
    return message, found


def _finish(event: DeliveryEvent, message: Message | None, found: Finding) -> None:
    event.message, event.finding, event.next_at, event.address = message, found, None, ""
    event.save(update_fields=["message", "finding", "next_at", "address"])


def _put_off(pk: int, now: datetime, error: Exception) -> None:
    # By its kind alone: its words may tell of the customer.
    log.error("event_not_applied", event=pk, error=type(error).__name__)
    waiting = DeliveryEvent.objects.filter(pk=pk, next_at__isnull=False)
    with suppress(DatabaseError):  # the next sweep looks at it
        if waiting.filter(attempts__gte=GIVE_UP_AFTER).update(finding=Finding.UNKNOWN, next_at=None, address=""):
            return
        waiting.update(attempts=F("attempts") + 1, next_at=now + timedelta(minutes=5))


def _settle(message: Message, event: DeliveryEvent, now: datetime) -> None:
    if message.state == State.UNCERTAIN:
        _went(message, event, now)
    told = RANKS.get(Kind(event.kind), -1)
    if message.state not in _AFTER or told <= rank(message.state, message.reason) or Kind(event.kind) not in ENDS:
        return
    before = message.state
    message.state, message.reason = ENDS[Kind(event.kind)]
    message.detail, message.settled_at = event.detail, now
    message.save(update_fields=["state", "reason", "detail", "settled_at"])
    if message.state != before and message.state in (State.BOUNCED, State.COMPLAINED):
        _tell(message, event, now)


def _went(message: Message, event: DeliveryEvent, now: datetime) -> None:
    """Nobody knew whether it arrived: who tells of it has it."""
    message.state, message.reason, message.detail = State.SENT, "", ""
    message.sent_at, message.settled_at = message.handed_at, now
    message.provider_id = event.provider_id or message.provider_id
    message.save(update_fields=["state", "reason", "detail", "sent_at", "settled_at", "provider_id"])


def rank(state: str, reason: str) -> int:
    """Of an end that has come."""
    return _RANK_OF.get((State(state), reason), _LEAST[State(state)])


def _tell(message: Message, event: DeliveryEvent, now: datetime) -> None:
    """On the customer's record; that it was delivered stands with the message alone."""
    if Customer.objects.filter(pk=message.customer_id, erased_at=None).exists():
        verb = REPORTED if message.state == State.COMPLAINED else CAME_BACK
        told = {"channel": message.channel, "kind": event.kind}
        timeline.record(
            customer=message.customer_id, verb=verb, actor=None, at=now, data=told, target=f"message:{message.pk}"
        )
