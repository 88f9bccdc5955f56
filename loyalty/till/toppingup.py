"""Money paid in at the till for later (stored value): once per tap, with its bonus, and a slip to print.

The ledger books it and says what the bonus is; here is what the counter asks, says and prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from core import money
from core.errors import DomainError
from core.models import User
from customers.models import Customer
from loyalty import ledger, programme
from loyalty.households.queries import holder_of
from loyalty.ledger import statement, stored
from loyalty.models import Entry, PaymentKind, TopUpBonus
from loyalty.pricing import wording

CURRENCY = stored.STORED
# How money comes in: not with points, and not with what is stored already.
KINDS = (PaymentKind.CASH, PaymentKind.CARD, PaymentKind.OTHER)


@dataclass(frozen=True)
class Offered:
    """That money can be paid in, and from which amounts it brings more."""

    steps: Sequence[str]
    kinds: Sequence[tuple[str, str, str]]


def offered() -> Offered | None:
    """None while stored value is switched off."""
    policy = programme.terms().policies.get(CURRENCY)
    if policy is None or not policy.is_active:
        return None
    icons = {PaymentKind.CASH: "cash-coin", PaymentKind.CARD: "credit-card", PaymentKind.OTHER: "three-dots"}
    steps = TopUpBonus.objects.filter(is_active=True).order_by("minimum")
    return Offered([_step(row) for row in steps], [(kind.value, str(kind.label), icons[kind]) for kind in KINDS])


def _step(row: TopUpBonus) -> str:
    more = [f"+{wording.percent(int(row.percent * 100))}"] if row.percent else []
    more += [f"+{money.format_money(row.bonus)}"] if row.bonus else []
    return _("from %(amount)s: %(more)s") % {"amount": money.format_money(row.minimum), "more": " ".join(more)}


@dataclass(frozen=True)
class ToppedUp:
    """What a top-up did."""

    entry_id: int
    amount: int
    bonus: int
    available: int


def top_up(*, customer: Customer, amount: int, kind: str, key: str, actor: User, now: datetime) -> ToppedUp:
    """Book it once per key; `kind` is how the money came in, kept in the reason."""
    if kind not in KINDS:
        raise DomainError("payment_unknown", _("There is no such way to pay."))
    if amount <= 0:
        raise DomainError("amount_invalid", _("An amount is above zero."))
    reason = _("Paid in at the till: %(kind)s") % {"kind": PaymentKind(kind).label}
    outcome = ledger.top_up(
        customer_id=customer.pk, amount=amount, event_key=f"till:{key}", now=now, actor=actor, reason=reason
    )
    return told(Entry.objects.get(pk=outcome.entry_id), customer.pk, now)


def told(entry: Entry, customer_id: int, now: datetime) -> ToppedUp:
    """A booked top-up, with what can be spent now."""
    found = {one.currency: one.available for one in statement.balances(holder_of(customer_id), now)}
    return ToppedUp(entry.pk, entry.units, int(entry.facts.get("bonus", 0)), found.get(CURRENCY, 0))
