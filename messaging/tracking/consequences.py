"""What an event means beyond its message: that an address is left alone, that a consent is withdrawn.

An address at which nobody lives, and one whose owner called us spam, are suppressed by their keyed hash, whoever they
belong to; so is a mailbox that sent back so many messages within 30 days. Who reported spam withdraws the consent to
news by that way; who answered an SMS with a word of refusal, those that the word means. Nobody is withdrawn by an event
that is older than their last yes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress as ignoring
from datetime import datetime, timedelta

from django.db.models import CharField, Min, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from core.locks import advisory_lock, lock_rows
from core.text import email_key
from customers import services, timeline
from customers.models import Channel, Consent, ConsentState, Customer
from messaging import hashing
from messaging.models import DeliveryEvent, Kind, Message, MessagingSettings, Purpose, Suppression
from messaging.suppressing import suppress
from messaging.tracking import answers, comingback
from messaging.tracking.answers import source_of

WINDOW = timedelta(days=30)
GIVEN_UP = "message.address_given_up"
_FAILED = (Kind.SOFT_BOUNCE, Kind.UNDELIVERED)
_MERGES = 5


def draw(event: DeliveryEvent, message: Message | None, *, now: datetime) -> None:
    people = _people(event, message)
    addresses = _addresses(event, message, people)
    if event.kind == Kind.HARD_BOUNCE:
        _leave_alone(event.channel, addresses, Suppression.Reason.BOUNCED, now)
    elif event.kind == Kind.COMPLAINED:
        _withdraw(event, people, [Purpose.MARKETING], now)
        _leave_alone(event.channel, addresses, Suppression.Reason.COMPLAINED, now)
    elif event.kind == Kind.UNSUBSCRIBED:
        _refuse(event, people, addresses, [_purpose(message)], now)
    elif event.kind == Kind.SAID_NO and not comingback.is_taken_back(event, addresses):
        _refuse(event, people, addresses, answers.meant_by(event.detail), now)
    elif event.kind == Kind.SAID_YES:
        comingback.take_back(event, people, addresses, now=now)
    elif event.kind in _FAILED and event.channel == Channel.EMAIL:
        _count(event, people, addresses, now)


def _people(event: DeliveryEvent, message: Message | None) -> list[Customer]:
    """Whose address it is: of a message the customer, else who has the address now. Locked; nobody who was erased."""
    if message:
        ids = [message.customer_id]
    elif not event.address:
        return []
    elif event.channel == Channel.EMAIL:
        ids = list(Customer.objects.filter(email_key=email_key(event.address)).values_list("pk", flat=True))
    else:
        ids = list(Customer.objects.all().with_phone(event.address).values_list("pk", flat=True)[:50])
    locked = lock_rows(Customer.objects.all(), [_standing(pk) for pk in ids]).values()
    return [row for row in locked if row.erased_at is None and row.merged_into_id is None]


def _standing(pk: int) -> int:
    """The record that stayed when two became one."""
    for _step in range(_MERGES):
        into = Customer.objects.filter(pk=pk).values_list("merged_into_id", flat=True).first()
        if into is None:
            break
        pk = into
    return pk


def _addresses(event: DeliveryEvent, message: Message | None, people: Sequence[Customer]) -> list[str]:
    """As it went out, and as the record writes it: a domain in other letters has two spellings."""
    from messaging.channels.email import wire_address

    gone = (message.address if message else "") or event.address
    known = {gone} - {""}
    for customer in people if event.channel == Channel.EMAIL and gone else ():
        with ignoring(Exception):  # an address that nothing can be sent to is no spelling of one that something went to
            if email_key(wire_address(customer.email)) == email_key(gone):
                known.add(customer.email)
    return sorted(known)


def _purpose(message: Message | None) -> str:
    """What was said no to; a transaction nobody can leave."""
    kind = message.purpose if message else Purpose.MARKETING
    return Purpose.MARKETING if kind == Purpose.TRANSACTIONAL else kind


def _leave_alone(channel: str, addresses: Iterable[str], reason: str, now: datetime, purpose: str = "") -> None:
    for address in addresses:
        suppress(channel=channel, address=address, reason=reason, purpose=purpose, now=now)


def _refuse(
    event: DeliveryEvent, people: Sequence[Customer], addresses: Iterable[str], purposes: Sequence[str], now: datetime
) -> None:
    """Where nobody has the address (any more), its hash alone remembers the no."""
    asked = [customer for customer in people if not _said_yes_since(customer, event, purposes)]
    _withdraw(event, asked, purposes, now)
    if asked or not people:
        for purpose in purposes:
            _leave_alone(event.channel, addresses, Suppression.Reason.UNSUBSCRIBED, now, purpose)


def _withdraw(event: DeliveryEvent, people: Sequence[Customer], purposes: Sequence[str], now: datetime) -> None:
    for customer in people:
        if _said_yes_since(customer, event, purposes):
            continue
        for purpose in purposes:
            services.set_consent(
                customer=customer, channel=event.channel, purpose=purpose, state=ConsentState.WITHDRAWN,
                source=source_of(event), actor=None, now=now,
            )  # fmt: skip


def _said_yes_since(customer: Customer, event: DeliveryEvent, purposes: Sequence[str]) -> bool:
    given = Consent.objects.filter(customer=customer, channel=event.channel, purpose__in=purposes)
    return given.filter(state=ConsentState.GRANTED, changed_at__gt=event.at).exists()


def _count(event: DeliveryEvent, people: Sequence[Customer], addresses: Sequence[str], now: datetime) -> None:
    """Messages, not tries: one that was sent back three times counts once. One worker at a time counts an address."""
    if not addresses:
        return
    event.address_hash = event.address_hash or hashing.hashes(addresses[0])[0]
    event.save(update_fields=["address_hash"])
    advisory_lock(f"messaging.bounces {bytes(event.address_hash).hex()}")
    digests = [digest for address in addresses for digest in hashing.hashes(address)]
    told = DeliveryEvent.objects.filter(
        channel=event.channel, address_hash__in=digests, kind__in=_FAILED,
        at__gt=event.at - WINDOW, at__lt=event.at + WINDOW,
    )  # fmt: skip
    times = sorted(_first_times(told))
    most = MessagingSettings.current().soft_bounces
    is_full = any(late - early < WINDOW for early, late in zip(times, times[most - 1 :], strict=False))
    if is_full and not Suppression.objects.filter(address_hash__in=digests, channel=event.channel, purpose="").exists():
        _leave_alone(event.channel, addresses, Suppression.Reason.UNREACHED, now)
        for customer in people:
            timeline.record(
                customer=customer, verb=GIVEN_UP, actor=None, at=now, data={"channel": event.channel, "times": most}
            )


def _first_times(told: QuerySet[DeliveryEvent]) -> list[datetime]:
    """When each message was first sent back; one that nobody named is told apart by the number of its own event."""
    of = Coalesce(NullIf("provider_id", Value("")), NullIf("reference", Value("")), Cast("pk", CharField()))
    return list(told.values_list(of).annotate(first=Min("at")).values_list("first", flat=True))
