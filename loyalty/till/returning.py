"""Taking goods back at the till: what goes back is shown before it does, by doing it and undoing it.

`preview` runs the very return inside a transaction that is rolled back, so it cannot differ from what `take_back`
then does. Money goes back by the parts that paid: each part gives back in proportion to what it has not given back
yet, to the cent; units return to the lots they came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from loyalty.ledger import paying
from loyalty.models import Entry, LoyaltyCurrency, PaymentKind, TillPayment, TillRefund
from loyalty.till import items
from sales.drafts import ReturnDraft, ReturnLineDraft
from sales.models import Purchase, Return
from sales.services import record_return
from sales.services.locking import lock_purchase

SOURCE = "counter"
_UNITS = frozenset({PaymentKind.POINTS, PaymentKind.CASHBACK, PaymentKind.STORED})
# Good for goods of this shop, and so given anew, never as money.
BOUND = frozenset({PaymentKind.VOUCHER, PaymentKind.GIFT_CARD})


@dataclass(frozen=True)
class Refund:
    """One part paid back: money, and units where units had paid."""

    kind: str
    title: str
    amount: int
    units: int = 0

    @property
    def is_handed_out(self) -> bool:
        """As money: not so what returns to an account of the member, or is given anew as a voucher or gift card."""
        return self.kind not in _UNITS | BOUND

    @property
    def is_given_anew(self) -> bool:
        return self.kind in BOUND


@dataclass(frozen=True)
class Taken:
    """Units of one currency that the return takes back, of which `debt` could not be taken any more."""

    currency: str
    units: int
    debt: int


@dataclass(frozen=True)
class Outcome:
    """What a return did, or would do."""

    amount: int
    refunds: Sequence[Refund] = field(default=())
    taken: Sequence[Taken] = field(default=())
    row: Return | None = None

    @property
    def handed_out(self) -> int:
        """The money that leaves the till, whatever of the amount returns to the member's accounts."""
        return sum(one.amount for one in self.refunds if one.is_handed_out)


def preview(*, draft: ReturnDraft, now: datetime, actor: User) -> Outcome:
    """What the return would do, to the unit and the cent; nothing is kept."""
    with transaction.atomic():
        outcome = _do(draft, now, actor)
        transaction.set_rollback(True)
    return outcome


def take_back(*, draft: ReturnDraft, now: datetime, actor: User) -> Outcome:
    """Do it, once: the same number again gives the return that exists."""
    with transaction.atomic():
        return _do(draft, now, actor)


def draft_for(purchase: Purchase, *, number: str, lines: Sequence[ReturnLineDraft], reason: str, now: datetime,
              with_extras: bool = False) -> ReturnDraft:  # fmt: skip
    if not lines:
        raise DomainError("nothing_returned", _("Say how much of at least one line comes back."), field="lines")
    if not reason.strip():
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    return ReturnDraft(
        purchase=purchase.pk, source=SOURCE, number=number, occurred_at=max(now, purchase.occurred_at), lines=lines,
        reason=reason.strip(), with_extras=with_extras, is_now=True,
    )  # fmt: skip


def outcome_of(row: Return) -> Outcome:
    """A return that is booked, as it was."""
    refunds = [_refund(one) for one in row.till_refunds.order_by("pk")]
    return Outcome(row.amount, refunds or _pay_back_elsewhere(row.purchase, row), _taken(row), row)


def _do(draft: ReturnDraft, now: datetime, actor: User) -> Outcome:
    purchase = lock_purchase(draft.purchase)
    before = Entry.objects.filter(purchase=purchase).aggregate(last=Max("pk"))["last"] or 0
    row = record_return(draft=draft, now=now, actor=actor)
    if not row.is_new:
        return outcome_of(row)
    refunds = _pay_back(purchase, row, before)
    return Outcome(row.amount, refunds, _taken(row), row)


# --- Money and units by part ------------------------------------------------------------------


def _pay_back(purchase: Purchase, row: Return, before: int) -> list[Refund]:
    parts = list(TillPayment.objects.filter(purchase=purchase).order_by("position"))
    if not parts:
        return _pay_back_elsewhere(purchase, row)
    restored = _restored(purchase, before)
    capacities = [part.amount - part.returned for part in parts]
    laid = items.shares(min(row.amount, sum(capacities)), capacities)
    refunds = []
    for part, share in zip(parts, laid, strict=True):
        count = min(restored.get(part.kind, 0), part.units - part.returned_units)
        if not share and not count:
            continue
        part.returned += share
        part.returned_units += count
        part.save(update_fields=["returned", "returned_units"])
        refunds.append(TillRefund(return_of=row, payment=part, kind=part.kind, amount=share, units=count))
    TillRefund.objects.bulk_create(refunds)
    return [_refund(one) for one in refunds]


def _pay_back_elsewhere(purchase: Purchase, row: Return) -> list[Refund]:
    """Sold by another door: what units had paid is given back as units, the rest is money."""
    given = paying.given_back(row.pk, purchase.pk)
    refunds = [Refund(one.currency, str(PaymentKind(one.currency).label), one.amount, one.units) for one in given]
    money = row.amount - sum(one.amount for one in given)
    return [*refunds, Refund("money", str(_("Money")), money)] if money > 0 else refunds


def _restored(purchase: Purchase, before: int) -> dict[str, int]:
    """Units that the ledger has given back with this return, per currency."""
    rows = Entry.objects.filter(purchase=purchase, kind=Entry.Kind.RESTORE, pk__gt=before).order_by()
    sums = rows.values("account__currency").annotate(given=Sum("units"))
    return {row["account__currency"]: row["given"] for row in sums}


def _refund(row: TillRefund) -> Refund:
    return Refund(row.kind, str(PaymentKind(row.kind).label), row.amount, row.units)


def _taken(row: Return) -> list[Taken]:
    """What the ledger booked for this very return."""
    # Of the purchase first: keys have no index for beginnings.
    mine = Entry.objects.filter(purchase=row.purchase_id, kind=Entry.Kind.RETURN)
    found = mine.filter(event_key__startswith=f"return:{row.pk}:")
    taken = [Taken(entry.account.currency, -entry.units, entry.debt_units) for entry in found.select_related("account")]
    return sorted((one for one in taken if one.units), key=lambda one: one.currency != LoyaltyCurrency.POINTS)
