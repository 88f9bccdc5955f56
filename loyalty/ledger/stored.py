"""Stored value: money paid in beforehand, a bonus in a lot of its own, and paying it out again.

The money itself and the bonus stay apart: what is paid out is money, and takes with it the share
of the bonus that it brought; a bonus that is spent already is taken off what is paid out, one that expired unused
is not: nobody had it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict
from core.models import User
from core.money import format_money
from customers.services.people import hold_customers
from loyalty.earning import divide
from loyalty.ledger import booking, keys, lineage, merging, pool, store, terms
from loyalty.ledger.planning import Book
from loyalty.ledger.records import AccountState, LotState
from loyalty.ledger.services import (
    Outcome,
    check_permission,
    check_reason,
    check_units,
    find_prior,
    finish,
    lock,
    lot_by_policy,
)
from loyalty.models import CurrencyPolicy, TopUpBonus

STORED = "stored"


def bonus_of(amount: int) -> int:
    """What a top-up of this amount brings on top, by the highest step it reaches; the percentage rounded down."""
    step = TopUpBonus.objects.filter(is_active=True, minimum__lte=amount).order_by("-minimum").first()
    return terms.floor(amount * step.percent / 100) + step.bonus if step else 0


@transaction.atomic
def top_up(
    *, customer_id: int, amount: int, event_key: str, now: datetime, actor: User | None = None, reason: str = ""
) -> Outcome:
    """Money paid in: a lot without end, and the bonus in a lot by the currency's policy; in a household, its pool."""
    keys.check(keys.part(event_key, "bonus"))
    check_units(amount)
    if actor:
        check_permission(actor, "loyalty.top_up_account")
    customer_id, account = lock(customer_id, STORED, now)
    if prior := find_prior(event_key=event_key, customer_id=customer_id, currency=STORED, kind="topup", units=amount):
        return prior
    if not CurrencyPolicy.objects.filter(pk=STORED, is_active=True).exists():
        raise Conflict("stored_off", _("Stored value is switched off."))
    booking.check_member(customer_id)
    bonus = bonus_of(amount)
    store.load_lots([account])
    book = Book(now)
    values: dict[str, Any] = {"occurred_at": now, "actor": actor.pk if actor else None, "reason": reason}
    move = book.give(
        account, "topup", amount, LotState(amount, amount, now), event_key=event_key,
        facts={"bonus": bonus} | pool.earned_by(customer_id, account.customer),
        explanation=f"{amount} paid in", **values,
    )  # fmt: skip
    if bonus:
        lot = lot_by_policy(STORED, bonus, now, at_once=True)
        book.give(
            account, "grant", bonus, lot, event_key=keys.part(event_key, "bonus"),
            facts={"bonus_of": event_key} | pool.earned_by(customer_id, account.customer),
            explanation=f"{bonus} on top of {amount}", **values,
        )  # fmt: skip
    outcome = finish(book, account, move)
    booking.record(
        "loyalty.topped_up", customer=customer_id, actor=actor, at=now, target=f"entry:{outcome.entry_id}",
        reason=reason, currency=STORED, units=amount, bonus=bonus,
    )  # fmt: skip
    return outcome


@dataclass(frozen=True)
class PayOut:
    """What paying `wanted` of the `left` of a top-up out does: `bonus` goes, `payout` is handed out."""

    left: int
    wanted: int
    bonus: int
    payout: int

    @property
    def rest(self) -> int:
        return self.left - self.wanted

    @property
    def taken_off(self) -> int:
        """Bonus that was spent already."""
        return self.wanted - self.payout


@transaction.atomic
def quote_refund(*, of: str, now: datetime, amount: int | None = None) -> PayOut:
    """What `refund_top_up` would do now, refused as it would be; nothing is booked."""
    entry = booking.find_entry(of, ["topup"])
    held = _lock_where_it_lies(entry, of, now)
    _check_rule(entry, now)
    return _plan(entry, held, of=of, amount=amount, now=now).told


@transaction.atomic
def refund_top_up(
    *, event_key: str, of: str, now: datetime, reason: str, actor: User | None, amount: int | None = None,
    shown: PayOut | None = None,
) -> Outcome:  # fmt: skip
    """Pay out what is left of a top-up, or part of it; its share of the bonus goes. `actor` None: over the API.

    What lies in the pool of a household or with a survivor by now is paid out there. The facts of the entry say what
    is handed out (`payout`): the money less a bonus that was spent already. `shown`: what somebody was shown before;
    Conflict `payout_changed` when it is otherwise by now.
    """
    keys.check(keys.part(event_key, "bonus"))
    if actor:
        check_permission(actor, "loyalty.top_up_account")
    check_reason(reason)
    entry = booking.find_entry(of, ["topup"])
    held = _lock_where_it_lies(entry, of, now)
    if prior := _prior(event_key, of, amount):
        return prior
    _check_rule(entry, now)
    plan = _plan(entry, held, of=of, amount=amount, now=now)
    if shown is not None and shown != plan.told:
        raise Conflict("payout_changed", _("The figures have changed meanwhile. Please look again."))
    return _refund(entry, plan, of=of, event_key=event_key, now=now, reason=reason, actor=actor)


_Held = list[tuple[AccountState, LotState]]
_Parts = list[tuple[AccountState, LotState, int]]


def _lock_where_it_lies(entry: booking.Booked, of: str, now: datetime) -> tuple[_Held, _Held]:
    """The lots of the money and of its bonus, wherever they were moved, with their accounts locked."""
    found = store.rows("SELECT id FROM loyalty_entry WHERE event_key = %(key)s", {"key": keys.part(of, "bonus")})
    roots = [entry.id, *(row[0] for row in found)]
    held = lineage.holding(roots)
    accounts: dict[int, AccountState] = {}
    # What was moved while this waited for the locks lies elsewhere now: look again.
    while missing := {one.account for one in held} - set(accounts):
        hold_customers({entry.customer, *(one.customer for one in held)})
        locked = store.lock_accounts([], ids=sorted(missing | set(accounts)), now=now)
        accounts = {account.id: account for account in locked.values()}
        held = lineage.holding(roots)
    store.load_lots(accounts.values())
    money: _Held = []
    bonus: _Held = []
    for one in held:
        account = accounts[one.account]
        lot = booking.join_lots(account, [one.lot])[one.lot]
        (money if one.root == entry.id else bonus).append((account, lot))
    return money, bonus


def _first(held: _Held, units: int) -> _Parts:
    """As many as hold `units`, from where most of it lies."""
    chosen: _Parts = []
    for account, lot in sorted(held, key=lambda pair: (-pair[1].remaining, pair[1].id)):
        part = min(lot.remaining, units)
        units -= part
        if part:
            chosen.append((account, lot, part))
    return chosen


def _prior(event_key: str, of: str, amount: int | None) -> Outcome | None:
    found = store.rows(
        "SELECT id, units, debt_units, facts, kind FROM loyalty_entry WHERE event_key = %(key)s", {"key": event_key}
    )
    if not found:
        return None
    pk, units, debt, facts, kind = found[0]
    facts = booking.as_dict(facts)
    if kind != "refund" or facts.get("of") != of or (amount is not None and facts["refunds"] != amount):
        raise Conflict("event_key_taken", _("This event key was used for something else."), field="event_key")
    balance, owed = facts.get("after", [0, 0])
    return Outcome(pk, units, debt, balance, owed, is_replay=True)


def _check_rule(entry: booking.Booked, now: datetime) -> None:
    settings = terms.settings()
    if not settings.is_stored_refundable:
        raise Conflict("not_refundable", _("Top-ups are not paid out."))
    if settings.refund_days is not None:
        last = clock.day_end(clock.business_day(entry.occurred_at) + timedelta(days=settings.refund_days))
        if now >= last:
            raise Conflict("refund_too_late", _("It is too late to pay this top-up out."))


_REFUNDED = """
SELECT coalesce(sum((facts ->> 'refunds')::bigint), 0)::bigint, coalesce(sum((facts ->> 'bonus')::bigint), 0)::bigint
FROM loyalty_entry WHERE account_id = ANY(%(accounts)s::bigint[]) AND kind = 'refund' AND facts ->> 'of' = %(key)s"""


@dataclass(frozen=True)
class _Plan:
    told: PayOut
    parts: _Parts


def _plan(entry: booking.Booked, held: tuple[_Held, _Held], *, of: str, amount: int | None, now: datetime) -> _Plan:
    money_lots, bonus_lots = held
    left = sum(lot.remaining for _account, lot in money_lots)
    wanted = left if amount is None else amount
    if not 0 < wanted <= left:
        raise Conflict("insufficient", _("Only %(left)s of it is left.") % {"left": format_money(left)}, field="amount")
    money = _first(money_lots, wanted)
    places = {account.id for account, _lot, _part in money} | {account.id for account, _lot in bonus_lots}
    told = {"accounts": store.array({entry.account, *places}), "key": of}
    refunded, bonus_before = store.rows(_REFUNDED, told)[0]
    bonus = max(0, entry.facts.get("bonus", 0) - _lapsed(bonus_lots, now))
    kept = divide(bonus * (entry.units - refunded - wanted), entry.units, "floor")
    due = max(0, bonus - kept - bonus_before)
    alive = [(account, lot) for account, lot in bonus_lots if lot.is_alive(now)]
    from_bonus = _first(alive, due)
    missing = min(due - sum(part for *_where, part in from_bonus), wanted)
    return _Plan(PayOut(left, wanted, due, wanted - missing), [*money, *from_bonus])


def _lapsed(bonus_lots: _Held, now: datetime) -> int:
    """Units of the bonus that nobody used in time, whether or not that is booked yet."""
    lots = [lot for _account, lot in bonus_lots]
    waiting = sum(lot.remaining for lot in lots if not lot.is_alive(now))
    return waiting + sum(lineage.expired(lot.id for lot in lots).values())


def _refund(
    entry: booking.Booked, plan: _Plan, *, of: str, event_key: str, now: datetime, reason: str, actor: User | None
) -> Outcome:
    told = plan.told
    facts = {"of": of, "refunds": told.wanted, "bonus": told.bonus, "payout": told.payout}
    values: dict[str, Any] = {
        "occurred_at": now, "reason": reason, "actor": actor.pk if actor else None,
        "explanation": f"{told.wanted} paid out, {told.bonus} of the bonus taken back",
    }  # fmt: skip
    outcome = _take(Book(now), plan.parts, event_key, facts, values)
    booking.record(
        "loyalty.paid_out", customer=merging.survivor(entry.customer), actor=actor, at=now,
        target=f"entry:{outcome.entry_id}", reason=reason, currency=STORED, units=told.payout,
    )  # fmt: skip
    return outcome


def _take(book: Book, parts: _Parts, event_key: str, facts: dict[str, Any], values: dict[str, Any]) -> Outcome:
    """One entry per account; the first tells it all, the others name it."""
    by_account: dict[int, tuple[AccountState, list[tuple[LotState, int]]]] = {}
    for account, lot, units in parts:
        by_account.setdefault(account.id, (account, []))[1].append((lot, units))
    (account, sources), *rest = by_account.values()
    move = book.take_exactly(account, "refund", sources, event_key=event_key, facts=facts, **values)
    for n, (other, taken) in enumerate(rest, start=1):
        more = {"of": facts["of"], "part_of": event_key, "refunds": 0, "bonus": 0, "payout": 0}
        book.take_exactly(other, "refund", taken, event_key=keys.part(event_key, n), facts=more, **values)
    return finish(book, account, move)
