"""An exchange at the till: what comes back pays for what is taken instead, both or neither.

What comes back waits in the basket; nothing is booked before the sale is completed. Then the return and the sale
are one transaction: the money of the return is a part of the payment, units go back to the member, and what is
left is paid out. If the return would pay back something else by then, the sale is refused, not the figure changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core import money
from core.errors import Conflict, DomainError
from core.models import User
from loyalty.models import PaymentKind, TillBasket
from loyalty.tiers.services import lock as lock_memberships
from loyalty.till import baskets, items, returning, units
from loyalty.till.items import UNIT_KINDS, Part
from sales.drafts import ReturnDraft, ReturnLineDraft
from sales.forms import ReturnForm
from sales.models import Purchase, Return
from sales.services.locking import hold_with_companions, lock_purchase

PERMISSION = "loyalty.return_at_till"


@dataclass(frozen=True)
class Waiting:
    """What comes back with the sale of this basket: its worth, and what of it is money for the new goods."""

    number: str
    lines: Sequence[Mapping[str, Any]]
    amount: int
    money: int
    used: int = 0
    # Of it what is no money: vouchers and gift cards, by kind. They pay first.
    bound: Mapping[str, int] = field(default_factory=dict)

    @property
    def to_account(self) -> int:
        """What goes back as points, cashback or stored value, and so pays for nothing here."""
        return self.amount - self.money

    @property
    def left(self) -> int:
        """What is paid out."""
        return self.left_of(self.used)

    @property
    def anew(self) -> list[tuple[str, int]]:
        """What is given anew as it was: the titles of vouchers and gift cards, with their worth."""
        return self.anew_of(self.used)

    def left_of(self, used: int) -> int:
        bound = sum(self.bound.values())
        return self.money - bound - max(0, used - bound)

    def anew_of(self, used: int) -> list[tuple[str, int]]:
        rest = {kind: amount - paid for kind, amount, paid in _laid(self.bound, used)}
        return [(str(PaymentKind(kind).label), amount) for kind, amount in rest.items() if amount]


def _laid(bound: Mapping[str, int], used: int) -> list[tuple[str, int, int]]:
    """(kind, worth, what of it pays) of so much that is used."""
    found = []
    for kind, amount in sorted(bound.items()):
        paid = min(amount, used)
        used -= paid
        found.append((kind, amount, paid))
    return found


def begin(row: TillBasket, *, purchase: Purchase, draft: ReturnDraft, actor: User, now: datetime) -> Waiting:
    """Let goods of a receipt wait in the basket; what they are worth is found by doing the return and undoing it."""
    if row.exchange:
        raise Conflict("exchange_waiting", _("Something comes back with this basket already."), field="scan")
    _check_may(actor)
    outcome = returning.preview(draft=draft, now=now, actor=actor)
    if outcome.row is not None and not outcome.row.is_new:
        raise _done()
    paid = _money(outcome)
    if not paid:
        raise DomainError("exchange_nothing", _("No money comes back for this: take it back without an exchange."))
    names = {line.pk: line for line in purchase.lines.select_related("product")}
    row.exchange = {
        "purchase": purchase.pk,
        "receipt": purchase.number,
        "number": draft.number,
        "reason": draft.reason,
        "with_extras": draft.with_extras,
        "lines": [[line.line, str(line.quantity), line.amount] for line in draft.lines],
        "shown": [_shown(names[line.line], line.quantity) for line in draft.lines],
        "amount": outcome.amount,
        "money": paid,
        "bound": _bound(outcome),
    }
    if row.customer is None and purchase.customer is not None:
        row.customer = purchase.customer
    baskets.unquote(row)
    return _waiting(row.exchange, 0)


def _shown(line: Any, quantity: Decimal) -> dict[str, str]:
    name = line.description or (line.product.name if line.product else _("Goods"))
    return {"name": name, "quantity": items.plain(quantity)}


def forget(row: TillBasket) -> None:
    """It stays with the customer after all."""
    row.exchange = {}
    baskets.unquote(row)


def waiting(row: TillBasket) -> Waiting | None:
    """What comes back with this basket, and how much of it pays."""
    if not row.exchange:
        return None
    used = sum(part.amount for part in items.parts_of(row.payments) if part.is_laid_by_goods)
    return _waiting(row.exchange, used)


def _waiting(told: Mapping[str, Any], used: int) -> Waiting:
    return Waiting(told["receipt"], told["shown"], told["amount"], told["money"], used, told.get("bound", {}))


def part(row: TillBasket, total: int) -> list[Part]:
    """The first parts of the payment: what comes back, as far as the new goods cost it, each by its kind.

    So that a later return gives it back as what it was.
    """
    amount = min(total, row.exchange.get("money", 0))
    laid = [(kind, paid) for kind, _, paid in _laid(row.exchange.get("bound", {}), amount)]
    laid.append((PaymentKind.EXCHANGE, amount - sum(paid for _, paid in laid)))
    return [Part(items.new_id(), kind, paid, is_exchanged=True) for kind, paid in laid if paid]


def hold(row: TillBasket, now: datetime) -> None:
    """Lock whatever the return and the sale lock, in one order, before either: two people may be concerned.

    Who brings goods back and who takes others need not be the same. Each step by itself is ordered (customers, the
    receipt, rows of a household, accounts, memberships), one after the other they are not: two clerks who exchange
    across the same two customers, each the other way, would wait for each other.
    """
    if not row.exchange:
        return
    told = row.exchange["purchase"]
    giver = Purchase.objects.filter(pk=told).values_list("customer_id", flat=True).first()
    people = {pk for pk in (giver, row.customer_id) if pk is not None}
    hold_with_companions(people)
    lock_purchase(told)
    units.lock_all(people, now)
    lock_memberships(sorted(people))


def take_back(row: TillBasket, *, actor: User, now: datetime) -> Return | None:
    """Book the return that waits, in the transaction of the sale; None when nothing does.

    Conflicts: `exchange_done` when its number is booked already (its money was paid out), `exchange_changed` when
    it is worth something else by now.
    """
    if not row.exchange:
        return None
    _check_may(actor)
    purchase = Purchase.objects.get(pk=row.exchange["purchase"])
    outcome = returning.take_back(draft=_draft(row.exchange, purchase, now), now=now, actor=actor)
    if outcome.row is None or not outcome.row.is_new:
        raise _done()
    told = row.exchange
    if (outcome.amount, _money(outcome), _bound(outcome)) != (told["amount"], told["money"], told.get("bound", {})):
        raise Conflict(
            "exchange_changed", _("What comes back is worth something else by now. Begin the exchange anew.")
        )
    row.exchange |= {"return": outcome.row.pk}
    return outcome.row


def _draft(told: Mapping[str, Any], purchase: Purchase, now: datetime) -> ReturnDraft:
    lines = [ReturnLineDraft(pk, Decimal(quantity), amount) for pk, quantity, amount in told["lines"]]
    return returning.draft_for(
        purchase, number=told["number"], lines=lines, reason=told["reason"], now=now, with_extras=told["with_extras"]
    )


def _money(outcome: returning.Outcome) -> int:
    """What pays for other goods: all but the units, which are the member's again."""
    return sum(refund.amount for refund in outcome.refunds if refund.kind not in UNIT_KINDS)


def _bound(outcome: returning.Outcome) -> dict[str, int]:
    """What of it were vouchers and gift cards, by kind."""
    found: dict[str, int] = {}
    for refund in outcome.refunds:
        if refund.is_given_anew:
            found[refund.kind] = found.get(refund.kind, 0) + refund.amount
    return found


def _check_may(actor: User) -> None:
    if not actor.has_perms((PERMISSION, "sales.record_purchase")):
        raise DomainError("forbidden", _("You may not do this."), status=403)


def _done() -> Conflict:
    return Conflict("exchange_done", _("This was taken back already, and paid out."))


# --- The form -------------------------------------------------------------------------------


def draft_from(purchase: Purchase, form: Mapping[str, str], now: datetime) -> ReturnDraft:
    """The return as typed at the till; raises what is wrong first."""
    told = ReturnForm(purchase, form)
    if not told.is_valid():
        field, errors = next(iter(told.errors.items()))
        raise DomainError("return_invalid", str(errors[0]), field=field)
    return returning.draft_for(
        purchase, number=told.cleaned_data["number"], lines=told.drafts, reason=told.cleaned_data["reason"], now=now,
        with_extras=bool(told.cleaned_data.get("with_extras")),
    )  # fmt: skip


def in_words(found: Waiting) -> str:
    return _("%(amount)s come back for other goods. Scan what is taken instead.") % {
        "amount": money.format_money(found.money)
    }
