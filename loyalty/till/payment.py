"""A sale of another door that units pay a part of: recorded and paid in one transaction, or neither.

The counter does the same with the parts of its basket (`selling`). What units paid is told to the receipt as well
(`paid_points`, `paid_cashback`; stored value with the gift cards), so that rules know what was not paid in money.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError
from customers.models import Customer
from loyalty.ledger import booking, paying, store
from loyalty.till import items, units
from loyalty.till.items import Part
from sales import services
from sales.drafts import PurchaseDraft
from sales.models import Purchase


@dataclass(frozen=True)
class Payment:
    """What units of one currency pay, in money."""

    currency: str
    amount: int


@dataclass(frozen=True)
class Paid:
    """What units paid of a purchase."""

    currency: str
    amount: int
    units: int


@dataclass(frozen=True)
class PaidDraft:
    """A receipt with what units are to pay of it."""

    draft: PurchaseDraft
    payments: Sequence[Payment]


def record(told: PurchaseDraft | PaidDraft, *, now: datetime) -> Purchase:
    """A receipt of either kind, once by its number."""
    if isinstance(told, PurchaseDraft):
        return services.record_purchase(draft=told, now=now)
    return record_paid(draft=told.draft, payments=told.payments, now=now)


@transaction.atomic
def record_paid(*, draft: PurchaseDraft, payments: Sequence[Payment], now: datetime) -> Purchase:
    """Record the purchase and take the units that pay, all or nothing; told again, both are what they were.

    Codes: those of recording, of `ledger.pay_with_units` and of a household (`earn_only`, `household_limit`), and
    `customer_missing`, `member_suspended`, `paid_twice`, `receipt_differs`.
    """
    told = _told(draft, payments)
    customer = _current(draft.customer)
    # Before the receipt, because it locks some of the accounts; what is owed is read before its own units pay it off.
    owing = units.lock(customer, now) if customer else frozenset()
    purchase = services.record_purchase(draft=told, now=now)
    if not purchase.is_new:
        _check_same(purchase, payments)
        return purchase
    for payment in payments:
        if payment.currency in owing:
            raise booking.in_debt()
        _take(purchase, payment, now)
    return purchase


def _told(draft: PurchaseDraft, payments: Sequence[Payment]) -> PurchaseDraft:
    """The draft with what units pay of it."""
    if draft.customer is None:
        raise DomainError("customer_missing", _("Whose units? Say who the customer is."), field="customer")
    if len({payment.currency for payment in payments}) < len(payments):
        raise DomainError("paid_twice", _("Each currency pays once."), field="pay_with")
    changes: dict[str, int] = {}
    for payment in payments:
        if payment.currency not in items.UNIT_KINDS:
            raise Conflict("cannot_pay", _("These units pay for nothing."), field="pay_with")
        if payment.amount <= 0:
            raise DomainError("amount_invalid", _("An amount is above zero."), field="pay_with")
        name = paying.FIELDS[payment.currency]
        held = getattr(draft, name)
        if held and payment.currency != "stored":  # other gift cards may pay beside it
            text = _("Say it once: units to be taken, or units that were taken elsewhere.")
            raise DomainError("paid_twice", text, field=name)
        changes[name] = held + payment.amount
    return replace(draft, **changes)  # type: ignore[arg-type]  # whole numbers all


def _current(told: int | UUID | None) -> int | None:
    """The survivor behind a merged customer; None for one whom nobody knows, whom the receipt refuses."""
    key = {"public_id": told} if isinstance(told, UUID) else {"pk": told}
    found = Customer.objects.filter(**key).values_list("pk", "merged_into_id").first()
    if found is None:
        return None
    pk, merged_into = found
    return _current(merged_into) if merged_into else pk


def _take(purchase: Purchase, payment: Payment, now: datetime) -> None:
    assert purchase.customer_id is not None  # said by the draft
    booking.check_payer(purchase.customer_id)
    part = Part("", payment.currency, payment.amount)
    units.take(part, customer_id=purchase.customer_id, purchase_id=purchase.pk, receipt=purchase.amount, now=now)


def _check_same(purchase: Purchase, payments: Sequence[Payment]) -> None:
    """The receipt is known: whoever says that units pay must have said so the first time."""
    if {(one.currency, one.amount) for one in paid(purchase.pk)} != {(one.currency, one.amount) for one in payments}:
        raise Conflict("receipt_differs", _("This receipt is already recorded with other content."), field="pay_with")


_PAID = """
SELECT account.currency, (entry.facts ->> 'pays')::bigint, -entry.units
FROM loyalty_entry entry JOIN loyalty_account account ON account.id = entry.account_id
WHERE entry.purchase_id = %(purchase)s AND entry.kind = 'redeem' AND entry.facts ? 'pays' ORDER BY entry.id"""


def paid(purchase_id: int) -> list[Paid]:
    """What units paid of it, whatever came back since."""
    return [Paid(*row) for row in store.rows(_PAID, {"purchase": purchase_id})]
