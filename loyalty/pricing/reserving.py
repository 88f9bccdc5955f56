"""Reservations: a quote holds what it promises, codes, gifts and parts of budgets, until it is paid or ends.

What it holds is claimed at once, in the quote's name (`claims`), and the sale that names it needs nothing more.
One that is given up, or that makes way for a new quote of the same basket, is free at once; one that ends unused
is free by the clock: whoever needs it takes it, and the sweep only tidies the counts. A reservation keeps
something from others, so it is short and everybody holds few.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core import locks
from core.errors import Conflict, DomainError, NotFound
from core.models import Integration, User
from loyalty.models import PricingSettings, Quote
from loyalty.pricing import claims, quotes
from loyalty.pricing.honouring import used
from loyalty.pricing.quotes import Answer, Inquiry

BATCH = 200
# Somebody may take the last of something while a basket is priced; then it is priced without.
ATTEMPTS = 4


@dataclass(frozen=True)
class Door:
    """Through whom a quote is asked for: a shop or till over the API, or a member of staff."""

    integration: Integration | None = None
    actor: User | None = None


def is_reserved(quote: Quote, now: datetime) -> bool:
    return quote.purchase_id is None and quote.reserved_until is not None and quote.reserved_until > now


def is_scarce(quote: Quote) -> bool:
    """Whether something of it may be gone when it is paid."""
    return any(found.get("limits") for found in quote.facts["applied"])


# --- Quotes that reserve --------------------------------------------------------------------


@transaction.atomic
def make_quote(
    *, inquiry: Inquiry, now: datetime, door: Door, reserve: bool = True, replaces: UUID | None = None
) -> tuple[Answer, Quote]:
    """Price the basket, keep the answer as a quote and hold what it promises, all or nothing.

    What runs out meanwhile is not in the quote: it is priced anew. A quote that holds something ends with the
    reservation. What the reserved quote `replaces` held is free for this one, and for everybody once this one
    stands; an error leaves it as it was. Codes: those of pricing, `quote_used`, `reservations_many`.
    """
    if not inquiry.lines:
        raise DomainError("lines_missing", _("There is nothing in the basket."), field="lines")
    before = _locked(replaces, field="replaces") if replaces else None
    told = before.pk if before else None
    for _attempt in range(ATTEMPTS - 1):
        answer = quotes.price_basket(inquiry=inquiry, now=now, actor=door.actor, instead_of=told)
        try:
            with transaction.atomic():
                return answer, _keep(answer, before, now, door, reserve=reserve)
        except Conflict as error:
            if error.code not in claims.RUN_OUT:
                raise
    answer = quotes.price_basket(inquiry=inquiry, now=now, actor=door.actor, instead_of=told)
    return answer, _keep(answer, before, now, door, reserve=reserve)


def _keep(answer: Answer, before: Quote | None, now: datetime, door: Door, *, reserve: bool) -> Quote:
    holds = reserve and bool(answer.limits)
    frees = [before.pk] if before and before.reserved_until else []
    until = None
    if holds:
        minutes = _check_few(answer.customer.pk if answer.customer else None, door, now, frees)
        until = now + timedelta(minutes=min(answer.quote_minutes, minutes))
    told = {"now": now, "actor": door.actor, "valid_until": until, "integration": door.integration}
    quote = quotes.store(answer, **told)  # type: ignore[arg-type]  # by name
    if holds:
        _hold(quote, quote.valid_until, now, frees)
    elif frees:
        claims.free_reserved(frees)
    return quote


def _hold(quote: Quote, until: datetime, now: datetime, frees: list[int]) -> None:
    claims.claim(quote, claims.of(quote), customer_id=quote.customer_id, now=now, frees=frees)
    Quote.objects.filter(pk=quote.pk).update(reserved_until=until)
    quote.reserved_until = until


def _check_few(customer: int | None, door: Door, now: datetime, frees: list[int]) -> int:
    """For how many minutes one may be held. A customer's are counted one request at a time; of a door, which is
    braked only, requests at once may pass together."""
    limits = PricingSettings.objects.get(pk=1)
    held = _held(now).exclude(pk__in=frees)
    if customer:
        locks.advisory_lock(f"reservations of customer {customer}")
        _check_count(held.filter(customer=customer), limits.max_reserved_customer)
    by = Q(integration=door.integration) if door.integration else Q(integration=None, created_by=door.actor)
    _check_count(held.filter(by), limits.max_reserved_door)
    return limits.reserve_minutes


def _held(now: datetime) -> QuerySet[Quote]:
    return Quote.objects.filter(reserved_until__gt=now, purchase__isnull=True)


def _check_count(held: QuerySet[Quote], most: int) -> None:
    if held.count() >= most:
        text = _("At most %(most)d reservations at a time: give one up, or ask for a quote without.") % {"most": most}
        raise Conflict("reservations_many", text, field="reserve")


# --- A quote that stands ----------------------------------------------------------------------


@transaction.atomic
def reserve(*, quote: Quote, now: datetime, door: Door) -> Quote:
    """Hold what a quote promises, for as long as a reservation holds and no longer than the quote; twice is once.

    Codes: `quote_used`, `quote_expired`, `reservations_many`, and those of what has run out.
    """
    row = _locked(quote.public_id)
    if row.valid_until <= now:
        raise Conflict("quote_expired", _("This quote has expired; please quote again."))
    if is_reserved(row, now) or not is_scarce(row):
        return row
    minutes = _check_few(row.customer_id, door, now, [])
    Quote.objects.filter(pk=row.pk).update(integration=door.integration)
    # What it held until a moment ago and nobody took is its own still.
    frees = [row.pk] if row.reserved_until else []
    _hold(row, min(row.valid_until, now + timedelta(minutes=minutes)), now, frees)
    return row


@transaction.atomic
def release(*, quote: Quote) -> Quote:
    """Give a reservation up: what it held is free at once, and the quote holds while it lasts. Twice is once."""
    row = _locked(quote.public_id)
    if row.reserved_until:
        claims.free_reserved([row.pk])
        row.reserved_until = None
    return row


def give_up(quote: int) -> None:
    """The same for a quote that may have been paid meanwhile: then nothing happens."""
    free = Quote.objects.filter(pk=quote, purchase__isnull=True, reserved_until__isnull=False)
    if free.select_for_update(of=("self",), no_key=True).exists():
        claims.free_reserved([quote])


def _locked(public_id: UUID, *, field: str = "") -> Quote:
    rows = Quote.objects.select_for_update(of=("self",), no_key=True).select_related("customer", "channel")
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise NotFound("quote_unknown", _("This is not one of our quotes."), field=field)
    if row.purchase_id:
        raise used()
    return row


# --- The sweep --------------------------------------------------------------------------------


@transaction.atomic
def free_ended(*, now: datetime) -> int:
    """Set free a batch of what ended unused; returns how many quotes that were."""
    locks.advisory_lock(claims.GATE)
    ended = Quote.objects.filter(reserved_until__lte=now, purchase__isnull=True).order_by("pk")
    locked = ended.select_for_update(of=("self",), no_key=True, skip_locked=True)
    found = list(locked.values_list("pk", flat=True)[:BATCH])
    claims.free_reserved(found)
    return len(found)
