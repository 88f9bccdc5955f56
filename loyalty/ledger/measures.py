"""Proven abuse: units forfeited or a membership suspended, decided by two people, open to appeal.

Somebody proposes with a reason, somebody else approves, and only then anything happens. A system may
propose too (over the API), but is nobody: a person adopts what it proposed, as theirs, before another
can approve it; one person may reject it. The customer reads the notice on their page and may
appeal until a day; a third look (by whoever may decide, but not by who proposed) upholds it or gives
everything back.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, DomainError
from core.models import User
from customers import services as customers
from customers.models import Customer, Membership
from customers.services.people import hold_customers
from loyalty.ledger import booking, pool, statement, store, terms
from loyalty.ledger.planning import Book
from loyalty.ledger.reversing import cancel_redemption
from loyalty.ledger.services import check_currency, check_permission, check_units, finish, lock
from loyalty.models import Measure
from loyalty.unitwords import named

State = Measure.State


@transaction.atomic
def propose_measure(
    *,
    customer: Customer,
    kind: str,
    reason: str,
    actor: User | None,
    now: datetime,
    currency: str = "",
    units: int = 0,
    via: str = "",
) -> Measure:
    """`via` is the system that proposes when no person does; told again while it waits, it is the same proposal."""
    if actor:
        check_permission(actor, "loyalty.propose_measure")
    _check_text("reason", reason)
    if kind == Measure.Kind.FORFEIT:
        check_currency(currency)
        check_units(units)
    elif kind == Measure.Kind.SUSPEND:
        currency, units = "", 0
    else:
        raise DomainError("kind_unknown", _("There is no such measure."), field="kind")
    told: dict[str, Any] = {
        "customer": customer, "kind": kind, "currency": currency, "units": units, "reason": reason.strip(),
        "proposed_via": "" if actor else via[:80],
    }  # fmt: skip
    if actor is None:
        hold_customers([customer.pk])  # the same told twice at once is proposed once
        if waiting := Measure.objects.filter(**told, state=State.PROPOSED).first():
            return waiting
    if kind == Measure.Kind.FORFEIT:
        _check_held(pool.collector(customer.pk), currency, units, now)
    made = Measure.objects.create(**told, proposed_by=actor, proposed_at=now)
    _record("loyalty.measure_proposed", made, actor, now)
    return made


def check_kind(kind: str, currency: str, units: str) -> None:
    """Units go with a forfeiture and with nothing else: told otherwise, one of the two is a mistake."""
    if kind == Measure.Kind.FORFEIT and not (currency and units):
        missing = "units" if currency else "currency"
        raise DomainError("units_missing", _("Choose a currency and how many units."), field=missing)
    if kind == Measure.Kind.SUSPEND and (currency or units):
        raise DomainError("units_unexpected", _("A suspension takes no units."), field="units")


def _check_held(owner: int, currency: str, units: int, now: datetime) -> None:
    """What is not there cannot be taken; asked again when it is carried out, for it may be spent meanwhile."""
    account = next((row for row in statement.balances(owner, now) if row.currency == currency), None)
    alive = account.available + account.pending if account else 0
    if units > alive:
        raise _insufficient(alive, currency)


def _insufficient(alive: int, currency: str) -> Conflict:
    return Conflict(
        "insufficient", _("Only %(units)s can be taken.") % {"units": named(alive, currency)}, field="units"
    )


def _check_text(field: str, text: str) -> None:
    if not text.strip():
        raise DomainError("reason_missing", _("Say why, please."), field=field)
    if len(text) > 500:
        raise DomainError("reason_too_long", _("That is too long."), field=field)


@transaction.atomic
def adopt_measure(*, measure: Measure, actor: User, now: datetime) -> Measure:
    """A person has looked at what a system proposed, and proposes it as their own; twice by the same is once."""
    check_permission(actor, "loyalty.propose_measure")
    row = _waiting(measure)
    if row.proposed_by_id == actor.pk:
        return row
    if row.proposed_by_id is not None:
        raise Conflict("measure_adopted", _("Somebody proposes this already."))
    row.proposed_by, row.adopted_at = actor, now
    row.save(update_fields=["proposed_by", "adopted_at"])
    _record("loyalty.measure_adopted", row, actor, now)
    return row


@transaction.atomic
def decide_measure(*, measure: Measure, approve: bool, actor: User, now: datetime, answer: str = "") -> Measure:
    """Approve, and it is carried out; or reject. Never by who proposed it; approved only if a person did."""
    check_permission(actor, "loyalty.decide_measure")
    row = _locked(measure, State.PROPOSED, actor)
    if approve and row.proposed_by_id is None:
        raise Conflict("not_adopted", _("A system proposed it: somebody must adopt it first."))
    row.decided_by, row.decided_at, row.answer = actor, now, answer[:500]
    if approve:
        row.state = State.APPLIED
        row.appeal_until = clock.day_end(clock.business_day(now) + timedelta(days=terms.settings().appeal_days))
        _carry_out(row, actor, now)
    else:
        _check_text("answer", answer)
        row.state = State.REJECTED
    row.save(update_fields=["decided_by", "decided_at", "answer", "state", "appeal_until"])
    _record("loyalty.measure_applied" if approve else "loyalty.measure_rejected", row, actor, now)
    return row


@transaction.atomic
def withdraw_measure(*, measure: Measure, actor: User, now: datetime) -> Measure:
    """By who proposed it, before anybody has decided. It ends rejected, with nobody as decider: nothing was decided.

    Who had adopted what a system proposed withdraws their own word alone: the proposal waits for somebody again.
    """
    check_permission(actor, "loyalty.propose_measure")
    row = _waiting(measure)
    if row.proposed_by_id != actor.pk:
        raise Conflict("other_person", _("Only who proposed it withdraws it."))
    if row.proposed_via:
        row.proposed_by, row.adopted_at = None, None
        row.save(update_fields=["proposed_by", "adopted_at"])
        _record("loyalty.measure_released", row, actor, now)
        return row
    row.state, row.closed_by, row.closed_at = State.REJECTED, actor, now
    row.answer = _("Withdrawn by who proposed it.")
    row.save(update_fields=["state", "closed_by", "closed_at", "answer"])
    _record("loyalty.measure_withdrawn", row, actor, now)
    return row


def _waiting(measure: Measure) -> Measure:
    row = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    if row.state != State.PROPOSED:
        raise Conflict("measure_closed", _("This is decided already."))
    return row


def _carry_out(row: Measure, actor: User, now: datetime) -> None:
    if row.kind == Measure.Kind.SUSPEND:
        customers.suspend(customer=row.customer, reason=row.reason[:200], actor=actor, now=now)
        return
    # Whoever collects with others has what they hold in the pool: it is taken, and given back, there.
    person, account = lock(row.customer_id, row.currency, now)
    store.load_lots([account])
    book = Book(now)
    alive = sum(lot.remaining for lot in account.lots or () if lot.is_alive(now))
    if alive < row.units:
        raise _insufficient(alive, row.currency)
    move = book.charge(
        account, row.units, kind="forfeit", event_key=event_key(row), occurred_at=now,
        facts={"measure": row.pk} | pool.earned_by(person, account.customer),
        explanation=f"{row.units} forfeited", reason=row.reason[:200], actor=actor.pk,
    )  # fmt: skip
    finish(book, account, move)


def event_key(row: Measure) -> str:
    return f"measure:{row.public_id}"


@transaction.atomic
def appeal_measure(*, measure: Measure, text: str, now: datetime) -> Measure:
    """The customer's own words; once, and in time."""
    row = Measure.objects.select_for_update().get(pk=measure.pk)
    if row.state == State.APPEALED and row.appeal == text.strip():
        return row
    if row.state != State.APPLIED:
        raise Conflict("measure_closed", _("There is nothing to appeal against any more."))
    if row.appeal_until is None or now >= row.appeal_until:
        raise Conflict("appeal_too_late", _("The time to appeal is over."))
    if not text.strip() or len(text) > 2000:
        raise DomainError("appeal_invalid", _("Say in up to 2,000 characters why this is wrong."), field="text")
    row.state, row.appeal, row.appealed_at = State.APPEALED, text.strip(), now
    row.save(update_fields=["state", "appeal", "appealed_at"])
    _record("loyalty.measure_appealed", row, None, now)
    return row


@transaction.atomic
def close_appeal(*, measure: Measure, uphold: bool, answer: str, actor: User, now: datetime) -> Measure:
    """Uphold it, or give everything back: units to their lots, the membership to its member.

    Who approved it may change their mind, but not judge their own judgement: a third person upholds.
    """
    check_permission(actor, "loyalty.decide_measure")
    _check_text("answer", answer)
    row = _locked(measure, State.APPEALED, actor)
    if uphold and row.decided_by_id == actor.pk:
        raise Conflict("other_person", _("You approved it: somebody else upholds it, or you reverse it."))
    row.closed_by, row.closed_at, row.answer = actor, now, answer.strip()
    row.state = State.UPHELD if uphold else State.REVERSED
    row.save(update_fields=["closed_by", "closed_at", "answer", "state"])
    if not uphold:
        _take_back(row, actor, now)
    _record("loyalty.measure_upheld" if uphold else "loyalty.measure_reversed", row, actor, now)
    return row


def _take_back(row: Measure, actor: User, now: datetime) -> None:
    if row.kind == Measure.Kind.FORFEIT:
        cancel_redemption(event_key=f"{event_key(row)}:back", of=event_key(row), now=now, explanation=row.answer[:200])
    elif Membership.objects.filter(pk=row.customer_id, state=Membership.State.SUSPENDED).exists():
        customers.reinstate(customer=row.customer, actor=actor, now=now, reason=row.answer[:200])


def _locked(measure: Measure, state: str, actor: User) -> Measure:
    row = Measure.objects.select_for_update(of=("self",)).select_related("customer").get(pk=measure.pk)
    if row.state != state:
        raise Conflict("measure_closed", _("This is decided already."))
    if row.proposed_by_id == actor.pk:
        raise Conflict("same_person", _("Somebody else than who proposed it decides."))
    return row


def _record(verb: str, row: Measure, actor: User | None, now: datetime) -> None:
    data: dict[str, Any] = {"kind": row.kind, "currency": row.currency, "units": row.units}
    booking.record(
        verb, customer=row.customer_id, actor=actor, at=now, target=f"measure:{row.public_id}", reason=row.reason[:200],
        **data,
    )  # fmt: skip
