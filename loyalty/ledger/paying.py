"""Paying for a purchase with units: at a rate, within shares of the receipt, from an unlock threshold on.

`limits` says what a customer could pay; `pay_with_units` books it. What units a purchase earns
itself never pay for it. When goods come back, `give_back` returns the units that paid for them to
their lots: for the money that is back by now, in all, so that any number of returns give back
exactly what was paid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import money
from core.errors import Conflict, DomainError
from core.models import User
from customers.services.people import hold_customers
from loyalty.earning import divide
from loyalty.ledger import booking, keys, store, terms
from loyalty.ledger.planning import Book
from loyalty.ledger.records import AccountState
from loyalty.ledger.reversing import restore
from loyalty.ledger.sales import ReturnState
from loyalty.ledger.services import Outcome, check_currency, check_permission, find_prior, finish
from loyalty.models import SpendingTerms
from loyalty.unitwords import named

FIELDS = {"points": "paid_points", "cashback": "paid_cashback", "stored": "paid_gift_card"}


@dataclass(frozen=True)
class Limits:
    """What units could pay of a receipt now; `refusal` says why nothing, `code` the same for programs."""

    currency: str
    value: Decimal
    available: int
    smallest: int
    largest: int
    refusal: str = ""
    code: str = ""

    def units_for(self, amount: int) -> int:
        """Whole units, so rounded up: the customer never pays less in units than the till takes off."""
        return terms.ceil(Decimal(amount) / self.value)

    def worth(self, units: int) -> int:
        """What so many units pay."""
        return terms.floor(units * self.value)


@transaction.atomic
def limits(*, customer_id: int, currency: str, receipt: int, now: datetime) -> Limits:
    check_currency(currency)
    available = int(store.rows(_AVAILABLE, {"customer": customer_id, "currency": currency, "now": now})[0][0])
    return _limits(terms.of_currency(currency), available, receipt)


_AVAILABLE = """
SELECT coalesce(sum(lot.remaining), 0)::bigint
FROM loyalty_lot lot JOIN loyalty_account account ON account.id = lot.account_id
WHERE account.customer_id = %(customer)s AND account.currency = %(currency)s AND account.debt = 0
  AND lot.remaining > 0 AND lot.available_at <= %(now)s AND (lot.expires_at IS NULL OR lot.expires_at > %(now)s)"""


def _limits(rule: SpendingTerms, available: int, receipt: int) -> Limits:
    """In money: the shares of the receipt, rounded against the customer's mistake: down above, up below."""
    if rule.pay_value is None:
        return Limits(rule.currency, Decimal(1), available, 0, 0, _("These units pay for nothing."), "cannot_pay")
    smallest = terms.ceil(Decimal(receipt) * rule.min_share / 100)
    largest = terms.floor(Decimal(receipt) * rule.max_share / 100)
    affordable = min(largest, terms.floor(available * rule.pay_value))
    refusal = code = ""
    if available < rule.unlock_units:
        refusal = _("Usable from %(units)s on.") % {"units": named(rule.unlock_units, rule.currency)}
        code = "units_locked"
    elif affordable < max(smallest, 1):
        refusal = _("Too few to pay with: only %(units)s.") % {"units": named(available, rule.currency)}
        code = "insufficient"
    return Limits(rule.currency, rule.pay_value, available, smallest, 0 if refusal else affordable, refusal, code)


def pay_with_units(
    *,
    customer_id: int,
    currency: str,
    amount: int,
    receipt: int,
    event_key: str,
    now: datetime,
    purchase_id: int | None = None,
    by: int | None = None,
    actor: User | None = None,
) -> Outcome:
    """Spend the units that pay `amount` of a receipt of `receipt`; refuses what the terms do not allow.

    Codes: `cannot_pay`, `units_locked`, `share_too_large`, `share_too_small`, `member_suspended`, and those of
    redeeming. `by`: the member of a household who pays from the pool.
    """
    keys.check(event_key)
    check_currency(currency)
    if actor:
        check_permission(actor, "loyalty.redeem_account")
    if type(amount) is not int or not 0 < amount <= receipt:
        raise DomainError("amount_invalid", _("An amount is above zero and within the receipt."), field="amount")
    with transaction.atomic():
        hold_customers([customer_id])
        account = store.lock_accounts([(customer_id, currency)], now=now)[customer_id, currency]
        rule = terms.of_currency(currency)
        if prior := _prior(event_key, account, amount, receipt):
            return prior
        booking.check_payer(customer_id)
        booking.check_no_debt(account)
        return _pay(
            account, rule, amount=amount, receipt=receipt, event_key=event_key, now=now, purchase=purchase_id, by=by,
            actor=actor,
        )  # fmt: skip


def _prior(event_key: str, account: AccountState, amount: int, receipt: int) -> Outcome | None:
    found = store.rows("SELECT units, facts FROM loyalty_entry WHERE event_key = %(key)s", {"key": event_key})
    if not found:
        return None
    facts = booking.as_dict(found[0][1])
    if (facts.get("pays"), facts.get("receipt")) != (amount, receipt):
        raise Conflict("event_key_taken", _("This event key was used for something else."), field="event_key")
    return find_prior(
        event_key=event_key, customer_id=account.customer, currency=account.currency, kind="redeem", units=found[0][0]
    )


def _pay(
    account: AccountState,
    rule: SpendingTerms,
    *,
    amount: int,
    receipt: int,
    event_key: str,
    now: datetime,
    purchase: int | None,
    by: int | None,
    actor: User | None,
) -> Outcome:
    store.load_lots([account])
    _leave_out(account, purchase)
    available = sum(lot.remaining for lot in account.lots or () if lot.is_alive(now) and lot.available_at <= now)
    found = _limits(rule, available, receipt)
    _refuse(rule, found, amount, available)
    units = found.units_for(amount)
    facts: dict[str, Any] = {"pays": amount, "receipt": receipt, "value": str(found.value)}
    if by is not None:
        facts["by"] = by
    book = Book(now, slides=True)
    move = book.take_available(
        account, "redeem", units, event_key=event_key, occurred_at=now, purchase=purchase, facts=facts,
        explanation=f"{units} pay {money.format_plain(amount)} of {money.format_plain(receipt)}",
        actor=actor.pk if actor else None, is_activity=True,
    )  # fmt: skip
    if move is None:
        told = {"units": named(available, account.currency)}
        raise Conflict("insufficient", _("Only %(units)s can be redeemed now.") % told, field="amount")
    book.slide(account, now)
    outcome = finish(book, account, move)
    if actor:
        booking.record(
            "loyalty.redeemed", customer=account.customer, actor=actor, at=now, target=f"entry:{outcome.entry_id}",
            currency=account.currency, units=units,
        )  # fmt: skip
    return outcome


def _leave_out(account: AccountState, purchase: int | None) -> None:
    """What a purchase earned does not pay for it."""
    if purchase is None:
        return
    statement = "SELECT id FROM loyalty_entry WHERE purchase_id = %(purchase)s AND kind = 'grant'"
    own = {row[0] for row in store.rows(statement, {"purchase": purchase})}
    account.lots = [lot for lot in account.lots or () if lot.id not in own]


def _refuse(rule: SpendingTerms, found: Limits, amount: int, available: int) -> None:
    if rule.pay_value is None:
        raise Conflict("cannot_pay", found.refusal, field="currency")
    if available < rule.unlock_units:
        raise Conflict("units_locked", found.refusal, field="amount")
    largest = found.largest if not found.refusal else 0
    if amount < found.smallest:
        shown = {"amount": money.format_money(found.smallest)}
        raise Conflict("share_too_small", _("At least %(amount)s of this receipt.") % shown, field="amount")
    if amount > largest and found.units_for(amount) <= available:
        shown = {"amount": money.format_money(largest)}
        raise Conflict("share_too_large", _("At most %(amount)s of this receipt.") % shown, field="amount")


# --- Goods that come back -----------------------------------------------------------------

_PAYMENTS = """
SELECT entry.event_key, entry.purchase_id FROM loyalty_entry entry
WHERE entry.purchase_id = ANY(%(purchases)s::bigint[]) AND entry.kind = 'redeem' AND entry.facts ? 'pays'
ORDER BY entry.id"""


@dataclass(frozen=True)
class Payment:
    entry: booking.Booked
    event_key: str


def read_payments(purchases: Sequence[int]) -> dict[int, list[Payment]]:
    """What units paid for these purchases."""
    found: dict[int, list[Payment]] = defaultdict(list)
    for key, purchase in store.rows(_PAYMENTS, {"purchases": store.array(purchases)}) if purchases else ():
        found[purchase].append(Payment(booking.find_entry(key, ["redeem"]), key))
    return found


def give_back(
    book: Book,
    accounts: Mapping[int, AccountState],
    payments: list[Payment],
    state: ReturnState,
) -> None:
    """The units that paid for what is back by this return, less what came back before.

    Of the receipt as it is now: an order may have been amended since they paid.
    """
    back = state.back.get(0)
    if back is None:
        return
    for payment in payments:
        account = accounts[payment.entry.account]
        parts = booking.open_parts(payment.entry, payment.event_key)
        units = -payment.entry.units
        kept = 0 if back.is_whole else divide(units * max(0, state.receipt - back.amount), state.receipt, "floor")
        due = units - kept - (units - sum(number for _, number in parts)) - _planned(book, payment.event_key)
        if due > 0:
            restore(
                book, account, booking.first_parts(_less(parts, book, payment.event_key), due), of=payment.event_key,
                event_key=keys.part(f"return:{state.id}:pay", payment.entry.id), purchase=payment.entry.purchase,
                occurred_at=state.occurred_at, facts={"return": state.id},
                explanation=f"{due} of {units} given back, because what they paid for came back",
            )  # fmt: skip


_BACK = """
SELECT account.currency, back.units, (paid.facts ->> 'pays')::bigint, -paid.units,
       (SELECT sum(units) FROM loyalty_entry
        WHERE purchase_id = back.purchase_id AND kind = 'restore' AND facts ->> 'of' = paid.event_key
          AND id <= back.id)::bigint
FROM loyalty_entry back
JOIN loyalty_entry paid ON paid.event_key = back.facts ->> 'of'
JOIN loyalty_account account ON account.id = back.account_id
WHERE back.purchase_id = %(purchase)s AND back.kind = 'restore' AND (back.facts ->> 'return')::bigint = %(return)s
ORDER BY back.id"""


@dataclass(frozen=True)
class GivenBack:
    """Units that a return gave back, and what of the money they had paid."""

    currency: str
    units: int
    amount: int


def given_back(return_id: int, purchase_id: int) -> list[GivenBack]:
    """Of a return that is booked. The money is cumulative: all the units are worth all that they paid."""
    found = store.rows(_BACK, {"return": return_id, "purchase": purchase_id})
    return [
        GivenBack(currency, units, pays * so_far // paid - pays * (so_far - units) // paid)
        for currency, units, pays, paid, so_far in found
    ]


def _planned_lots(book: Book, event_key: str) -> dict[int, int]:
    """What this very batch gives back of the payment already."""
    planned: dict[int, int] = {}
    for move in book.moves:
        if move.kind == "restore" and isinstance(move.facts, dict) and move.facts.get("of") == event_key:
            for lot, units in move.facts.get("lots", []):
                planned[lot] = planned.get(lot, 0) + units
    return planned


def _planned(book: Book, event_key: str) -> int:
    return sum(_planned_lots(book, event_key).values())


def _less(parts: list[tuple[int, int]], book: Book, event_key: str) -> list[tuple[int, int]]:
    planned = _planned_lots(book, event_key)
    return [(lot, units - planned.get(lot, 0)) for lot, units in parts if units > planned.get(lot, 0)]
