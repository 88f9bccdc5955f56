"""A place for somebody whom nobody has to know: asked for on the public page, confirmed behind a link of a letter.

Anybody may send anything here. The page answers the same whether an address is known or not; what was typed reaches
nobody but the owner of the address, and takes no place: their button does (`places.register`). Who never presses it and
was not known before is forgotten when the request is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction

from campaigns.events import places, telling
from campaigns.models import Event, EventLetter, PlaceRequest, Registration
from core import limits
from core.errors import DomainError
from core.locks import advisory_lock
from core.text import email_key
from core.wording import worded as _
from customers import consents, erasing, services
from customers.models import (
    Channel,
    Consent,
    ConsentState,
    Customer,
    CustomerSettings,
    FollowUp,
    Membership,
    Note,
    Purpose,
)
from messaging import hashing, outbox
from messaging.models import Message
from messaging.models import Purpose as MessagePurpose
from sales.models import Purchase, StockWish

# From one computer, and for one event in all, within an hour.
HOUR, PER_ASKER, PER_EVENT = 3600, 8, 300
# So often a day one address is asked back, however many people claim it to be theirs; for one event once in that time.
DAY, PER_ADDRESS = timedelta(days=1), 3
VALID = timedelta(days=2)
KEPT = timedelta(days=90)
SOURCE, WHERE = "event page", "event page"
BATCH = 20
_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Told:
    """What the form says: a name, and an e-mail address or a telephone."""

    name: str
    email: str = ""
    phone: str = ""
    companions: int = 0
    language: str = ""

    @property
    def channel(self) -> str:
        return Channel.EMAIL if self.email else Channel.SMS

    @property
    def address(self) -> str:
        return self.email or self.phone


def is_open(event: Event, *, now: datetime) -> bool:
    """Whether strangers can ask."""
    return event.is_public and event.audience == Event.Audience.EVERYBODY and places.is_open(event, now=now)


def check_brakes(event: Event, *, asker: str) -> None:
    """Refuse with 429 what comes too often, also while nobody can count."""
    limits.check("event.asker", asker, most=PER_ASKER, seconds=HOUR, closed=True)
    limits.check("event.asked", str(event.pk), most=PER_EVENT, seconds=HOUR, closed=True)


def ask(*, event: Event, told: Told, now: datetime) -> None:
    """Write to the address, unless it was asked often enough; known or not, nothing comes back that tells.

    Refuses `event_not_open`, `too_many_companions`.
    """
    if not is_open(event, now=now):
        raise DomainError("event_not_open", _("Registration for this event is not open."), status=409)
    places.check_party(event, told.companions)
    try:
        with transaction.atomic():
            _ask(event, told, now)
    except IntegrityError:  # somebody else made a record with this address just now
        with transaction.atomic():
            _ask(event, told, now)


def _ask(event: Event, told: Told, now: datetime) -> None:
    digests = hashing.hashes(told.address)
    advisory_lock(f"event request {digests[-1].hex()}")
    if not _may_ask(event, digests, now):
        return
    known = _known(told)
    request = PlaceRequest.objects.create(
        event=event, customer=known or _stranger(told, now), channel=told.channel, address_hash=digests[0],
        companions=told.companions, is_stranger=known is None or _was_stranger(known), asked_at=now,
        ends_at=now + VALID,
    )  # fmt: skip
    _write(request, now)


def _may_ask(event: Event, digests: list[bytes], now: datetime) -> bool:
    asked = PlaceRequest.objects.filter(address_hash__in=digests, asked_at__gt=now - DAY)
    events = list(asked.values_list("event", flat=True)[:PER_ADDRESS])
    return len(events) < PER_ADDRESS and event.pk not in events


def _known(told: Told) -> Customer | None:
    people = Customer.objects.current()
    if told.email:
        return people.filter(email_key=email_key(told.email)).first()
    return people.with_phone(told.phone).order_by("pk").first()


def _was_stranger(known: Customer) -> bool:
    """Asked for before, perhaps for another event: whether they are somebody by now is asked when it is over."""
    return PlaceRequest.objects.filter(customer=known, is_stranger=True).exists()


def _stranger(told: Told, now: datetime) -> Customer:
    data = {"display_name": told.name, "email": told.email, "phone": told.phone, "language": told.language}
    return services.create_customer(data=data, actor=None, now=now, where=WHERE, may_lack=True)


def _write(request: PlaceRequest, now: datetime) -> None:
    event, customer = request.event, request.customer
    draft = outbox.Draft(
        key=f"{event.source}:{request.pk}:{EventLetter.Kind.CONFIRM}:1", customer=customer.pk, channel=request.channel,
        purpose=MessagePurpose.TRANSACTIONAL, source=event.source, next_at=now, valid_until=request.ends_at,
        version=telling.version_of(EventLetter.Kind.CONFIRM, request.channel, now=now),
        facts=telling.facts_of(event, customer),
    )  # fmt: skip
    outbox.enqueue([draft], now=now)


# --- Behind the link ------------------------------------------------------------------------------


def waiting(event: Event, customer: Customer, *, now: datetime) -> PlaceRequest | None:
    """The last one that is not answered yet."""
    rows = PlaceRequest.objects.filter(event=event, customer=customer, settled_at__isnull=True, ends_at__gt=now)
    return rows.order_by("-asked_at").first()


def can_say_yes(request: PlaceRequest | None) -> bool:
    """Whether it makes sense to ask for news, too: at the address that they have proved to be theirs."""
    if request is None or not consents.address_of(request.customer, request.channel):
        return False
    given = Consent.objects.filter(customer=request.customer, channel=request.channel, purpose=Purpose.MARKETING)
    return not given.filter(state=ConsentState.GRANTED).exists()


@transaction.atomic
def settle(request: PlaceRequest, *, wants_news: bool, now: datetime) -> None:
    """They have a place, or wait for one; twice is once."""
    if not PlaceRequest.objects.filter(pk=request.pk, settled_at__isnull=True).update(settled_at=now):
        return
    if wants_news:
        services.set_consent(
            customer=request.customer, channel=request.channel, purpose=Purpose.MARKETING, state=ConsentState.GRANTED,
            source=SOURCE, text_version=CustomerSettings.current().consent_text_version, actor=None, now=now,
            is_confirmed=True,
        )  # fmt: skip


# --- By the clock ---------------------------------------------------------------------------------


def forget_unanswered(*, now: datetime) -> int:
    """Some of those whose time is over: strangers of whom nothing else is known are erased. Returns how many requests
    were looked at."""
    over = PlaceRequest.objects.filter(settled_at__isnull=True, ends_at__lte=now).select_related("customer")
    rows = list(over.order_by("ends_at", "pk")[:BATCH])
    for row in rows:
        if row.is_stranger:
            erasing.forget_stranger(customer=row.customer, is_known=partial(_is_known, now=now), now=now)
        PlaceRequest.objects.filter(pk=row.pk, settled_at__isnull=True).update(settled_at=now)
    return len(rows)


def _is_known(customer: Customer, *, now: datetime) -> bool:
    """They pressed the button, or staff or another door have dealt with them meanwhile."""
    mine = {"customer": customer.pk}
    others = PlaceRequest.objects.filter(**mine, ends_at__gt=now) | PlaceRequest.objects.filter(
        **mine, is_stranger=False
    )
    messages = Message.objects.filter(**mine).exclude(source__startswith="event:")
    rows = (Registration, Membership, Purchase, Consent, Note, FollowUp, StockWish)
    return (
        customer.version > 1
        or others.exists()
        or messages.exists()
        or any(row.objects.filter(**mine).exists() for row in rows)
    )


def tidy(*, now: datetime) -> int:
    """Requests of long ago, some at a time; returns how many."""
    old = PlaceRequest.objects.filter(asked_at__lt=now - KEPT, settled_at__isnull=False)
    ids = list(old.values_list("pk", flat=True)[:_AT_ONCE])
    return PlaceRequest.objects.filter(pk__in=ids).delete()[0]
