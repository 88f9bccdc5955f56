"""Receipts of a till that was offline, up to 1,000 at once: each recorded or refused by itself.

A slice of receipts is written in one transaction and told to the upper apps as one batch, which is many times
quicker than one by one; when a slice does not go through as a whole (a quote that does not fit, two tills that met),
its receipts are recorded singly, so that only the bad one stays out. Whatever is sent again finds the receipts that
exist: nothing is recorded twice, whether the answer was lost, the batch was cut or two tills send the same one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import Sum

from core.errors import DomainError
from customers.models import Customer
from loyalty.models import Entry
from sales.drafts import PurchaseDraft
from sales.models import Purchase
from sales.services import record_purchase, record_purchases

MOST = 1000
SLICE = 100
ATTEMPTS = 3


@dataclass(frozen=True)
class Result:
    """What became of one receipt."""

    purchase: Purchase | None = None
    error: DomainError | None = None

    @property
    def status(self) -> str:
        if self.purchase is None:
            return "refused"
        return "recorded" if self.purchase.is_new else "known"


def record_batch(drafts: Sequence[PurchaseDraft], *, now: datetime) -> list[Result]:
    """One result per receipt, in order."""
    results: list[Result] = []
    for start in range(0, len(drafts), SLICE):
        part = drafts[start : start + SLICE]
        results += _together(part, now) or [_single(draft, now) for draft in part]
    return results


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


def _single(draft: PurchaseDraft, now: datetime) -> Result:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return Result(record_purchase(draft=draft, now=now))
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
