"""Receipts of a till that was offline, up to 1,000 at once: each recorded or refused by itself.

A slice of receipts is written in one transaction and told to the upper apps as one batch, which is many times
quicker than one by one; when a slice does not go through as a whole (a quote that does not fit, two tills that met),
its receipts are recorded singly, so that only the bad one stays out. Whatever is sent again finds the receipts that
exist: nothing is recorded twice, whether the answer was lost, the batch was cut or two tills send the same one.

Returns stand among the receipts in the order of the till's journal, each by the number of its receipt. One whose
receipt is not known yet is kept and booked with it, be it later in the same batch or on another day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import Sum

from core.errors import DomainError
from customers.models import Customer
from loyalty.ledger.returning import tell_return
from loyalty.models import Entry, HeldReturn
from loyalty.till import payment
from loyalty.till.payment import PaidDraft
from sales.drafts import PurchaseDraft
from sales.models import Purchase, Return
from sales.services import record_purchases

MOST = 1000
SLICE = 100
ATTEMPTS = 3


@dataclass(frozen=True)
class ToldReturn:
    """What `tell_return` takes."""

    values: Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """What became of one receipt or return."""

    purchase: Purchase | None = None
    error: DomainError | None = None
    back: Return | None = None
    held: HeldReturn | None = None

    @property
    def status(self) -> str:
        if self.held is not None:
            return "held"
        done = self.back or self.purchase
        if done is None:
            return "refused"
        return "recorded" if done.is_new else "known"

    @property
    def sale(self) -> Purchase | None:
        return self.back.purchase if self.back else self.purchase


def record_batch(told: Sequence[PurchaseDraft | PaidDraft | ToldReturn], *, now: datetime) -> list[Result]:
    """One result per receipt or return, in order. What units pay is taken with its receipt, one by one."""
    results: list[Result] = []
    for kind, run in groupby(told, key=type):
        if kind is PurchaseDraft:
            results += _receipts([one for one in run if isinstance(one, PurchaseDraft)], now)
        else:
            results += [_bring_back(one, now) if isinstance(one, ToldReturn) else _single(one, now) for one in run]
    return _arrived(results)


def _receipts(drafts: Sequence[PurchaseDraft], now: datetime) -> list[Result]:
    results: list[Result] = []
    for start in range(0, len(drafts), SLICE):
        part = drafts[start : start + SLICE]
        results += _together(part, now) or [_single(draft, now) for draft in part]
    return results


def _bring_back(told: ToldReturn, now: datetime) -> Result:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            done = tell_return(now=now, **told.values)
        except DomainError as error:
            return Result(error=error)
        except OperationalError:  # two tills waited for each other; one of them was sent back
            if attempt == ATTEMPTS:
                raise
        else:
            return Result(held=done) if isinstance(done, HeldReturn) else Result(back=done)
    raise AssertionError("unreachable")


def _arrived(results: list[Result]) -> list[Result]:
    """Returns that were kept, and booked since: their receipt stood further down."""
    waiting = HeldReturn.objects.in_bulk([one.held.pk for one in results if one.held])
    return [_settled(one, waiting[one.held.pk]) if one.held else one for one in results]


def _settled(one: Result, held: HeldReturn) -> Result:
    if held.booked_at is None:
        return replace(one, held=held)
    back = Return.objects.select_related("purchase").get(source=held.source, number=held.number)
    back.is_new = True
    return Result(back=back)


def _together(drafts: Sequence[PurchaseDraft], now: datetime) -> list[Result]:
    """All of them in one transaction; nothing (and nothing written) when that does not go through."""
    if len({(draft.source, draft.number) for draft in drafts}) < len(drafts):
        return []  # a receipt told twice is compared with itself once it is written
    try:
        with transaction.atomic():
            told = record_purchases(drafts=drafts, now=now)
    except (DomainError, OperationalError):
        return []
    return [Result(error=one) if isinstance(one, DomainError) else Result(one) for one in told]


def _single(told: PurchaseDraft | PaidDraft, now: datetime) -> Result:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return Result(payment.record(told, now=now))
        except DomainError as error:
            return Result(error=error)
        except OperationalError:  # two tills waited for each other; one of them was sent back
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


# --- What they earned -------------------------------------------------------------------------


@dataclass(frozen=True)
class Earned:
    """Per purchase (currency, units net of returns); per customer the public id. Two statements for any number."""

    units: Mapping[int, Sequence[tuple[str, int]]]
    customers: Mapping[int, UUID]


def earned(purchases: Sequence[Purchase]) -> Earned:
    rows = (
        Entry.objects.filter(purchase__in=[one.pk for one in purchases], kind__in=[Entry.Kind.GRANT, Entry.Kind.RETURN])
        .values_list("purchase", "account__currency")
        .annotate(given=Sum("units"))
        .order_by("purchase", "-account__currency")
    )
    units: dict[int, list[tuple[str, int]]] = {}
    for purchase, currency, given in rows:
        units.setdefault(purchase, []).append((currency, given))
    known = {one.customer_id for one in purchases if one.customer_id}
    return Earned(units, dict(Customer.objects.filter(pk__in=known).values_list("pk", "public_id")))
