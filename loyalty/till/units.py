"""Units as payment: what a customer can use of this receipt, and taking it with the sale.

The ledger knows the terms (rate, shares of a receipt, unlock threshold) and gives units back with returns by
itself; here amounts are money, and the ledger says how many units that is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from core.errors import Conflict
from customers.models import Membership
from customers.services.people import hold_customers
from loyalty import ledger, programme
from loyalty.households import services as households
from loyalty.households.locking import lock_member
from loyalty.households.queries import purse_of
from loyalty.ledger import statement, store
from loyalty.models import Account
from loyalty.till.items import UNIT_KINDS, Part
from sales.hooks import with_companions


@dataclass(frozen=True)
class Usable:
    """What of one currency can pay now: `most` is money, `units` what that takes; `least` the smallest share."""

    currency: str
    title: str
    available: int
    most: int
    units: int
    least: int = 0
    refusal: str = ""
    # The stable code of the refusal.
    code: str = ""


def usable(customer_id: int, receipt: int, left: int, *, taken: Iterable[Part], now: datetime) -> list[Usable]:
    """Per currency that holds something and may pay; `left` is what is still to pay of `receipt`."""
    laid = {part.kind for part in taken}
    policies = programme.terms().policies
    purse = purse_of(customer_id)
    code, why = _refusal(customer_id)
    if not code and purse.refusal:
        code, why = "earn_only", purse.refusal
    found = []
    for account in statement.balances(purse.holder, now):
        policy = policies.get(account.currency)
        if account.currency not in UNIT_KINDS or account.currency in laid or not policy or not policy.is_active:
            continue
        limits = ledger.limits(customer_id=purse.holder, currency=account.currency, receipt=receipt, now=now)
        refusal, its_code = why or limits.refusal, code or limits.code
        if account.debt and not why:
            refusal, its_code = _("Units are owed after a return."), "in_debt"
        most = 0 if refusal else min(limits.largest, left)
        today = purse.left(account.currency, now) if most else None
        if today is not None:
            most = min(most, limits.worth(today))
            if limits.worth(today) < max(limits.smallest, 1):
                most, refusal, its_code = 0, _("The household has used up today's limit."), "household_limit"
        found.append(
            Usable(
                account.currency, account.title, account.available, most, limits.units_for(most) if most else 0,
                limits.smallest, refusal, its_code,
            )
        )  # fmt: skip
    return found


def _refusal(customer_id: int) -> tuple[str, str]:
    """Why they pay with nothing at all: a code and a sentence."""
    state = Membership.objects.filter(pk=customer_id).values_list("state", flat=True).first()
    if state == Membership.State.ACTIVE:
        return "", ""
    if state == Membership.State.SUSPENDED:
        return "member_suspended", _("The membership is not active.")
    return "not_a_member", _("The membership is not active.") if state else _("Not a member yet.")


def units_for(customer_id: int, currency: str, amount: int, receipt: int, now: datetime) -> int:
    limits = ledger.limits(customer_id=customer_id, currency=currency, receipt=receipt, now=now)
    return limits.units_for(amount)


def lock(customer_id: int, now: datetime) -> frozenset[str]:
    """All accounts the customer pays from, as the sale will lock some: no two tills wait in a circle.

    The customers before them, as a merge does; of a household's member their own row first, as whoever spends from a
    pool does. Gives the currencies in which something is owed.
    """
    member = lock_member(customer_id)
    if member is None:
        hold_customers([customer_id])
    held = statement.balances(member.holder_id if member else customer_id, now)
    locked = store.lock_accounts([], ids=[account.account_id for account in held], now=now)
    return frozenset(account.currency for account in locked.values() if account.debt)


def lock_all(people: Iterable[int], now: datetime) -> None:
    """The rows of these people in their households, then every account that a sale or a return of theirs may touch."""
    for customer_id in sorted(people):
        lock_member(customer_id)
    accounts = Account.objects.filter(customer__in=with_companions(people)).values_list("pk", flat=True)
    store.lock_accounts([], ids=list(accounts), now=now)


def take(part: Part, *, customer_id: int, purchase_id: int, receipt: int, now: datetime) -> int:
    """Spend what this part pays, tied to the purchase and keyed by it, so that it happens once; how many units.

    Never more than the till has shown: Conflict `price_changed` when they are worth less by now.
    """
    event_key = key(purchase_id, part.kind)
    units = units_for(customer_id, part.kind, part.amount, receipt, now)
    if part.units and units > part.units:
        text = _("What units are worth has changed: take their part out and lay it again.")
        raise Conflict("price_changed", text, field="pay")
    payer = households.spender(customer_id, currency=part.kind, units=units, now=now, event_key=event_key)
    outcome = ledger.pay_with_units(
        customer_id=payer, currency=part.kind, amount=part.amount, receipt=receipt, event_key=event_key, now=now,
        purchase_id=purchase_id, by=None if payer == customer_id else customer_id,
    )  # fmt: skip
    return -outcome.units


def key(purchase_id: int, currency: str) -> str:
    return f"till:{purchase_id}:{currency}"
