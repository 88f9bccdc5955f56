"""Making households, letting people in and out, and spending from the pool.

Who joins brings what they hold: their units move into the pool, lot by lot with their dates.
Who leaves leaves it there. Rows of a household are locked by the household's own row.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, DomainError
from core.models import User
from customers import timeline
from customers.models import Customer
from loyalty import ledger
from loyalty.ledger import booking, moving, store
from loyalty.models import Account, Household, HouseholdMember

Role = HouseholdMember.Role


@transaction.atomic
def create_household(
    *, holder: Customer, name: str, now: datetime, actor: User | None, daily_limit: int | None = None
) -> Household:
    """The holder's accounts become the pool."""
    if not name.strip() or len(name) > 80:
        raise DomainError("name_invalid", _("A name has between 1 and 80 characters."), field="name")
    booking.check_member(holder.pk, at="holder")
    _refuse_taken(holder)
    try:
        with transaction.atomic():
            made = Household.objects.create(name=name.strip(), holder=holder, daily_limit=daily_limit, created_at=now)
            HouseholdMember.objects.create(household=made, customer=holder, holder=holder, role=Role.HOLDER, since=now)
    except IntegrityError as error:
        raise _taken() from error
    _record("household.created", holder, actor, now, made)
    return made


@transaction.atomic
def add_member(
    *, household: Household, customer: Customer, role: str, now: datetime, actor: User | None
) -> HouseholdMember:
    """Let somebody in; what they hold moves into the pool. Twice with the same role is once."""
    _check_role(role)
    locked = _lock(household)
    known = HouseholdMember.objects.filter(customer=customer, household=locked).first()
    if known and known.role == role:
        return known
    booking.check_member(customer.pk, at="customer")
    _refuse_taken(customer)
    try:
        with transaction.atomic():
            row = HouseholdMember.objects.create(
                household=locked, customer=customer, holder_id=locked.holder_id, role=role, since=now
            )
    except IntegrityError as error:
        raise _taken() from error
    for currency in Account.objects.filter(customer=customer).order_by("pk").values_list("currency", flat=True):
        moving.bring(
            from_customer_id=customer.pk, to_customer_id=locked.holder_id, currency=currency,
            event_key=f"household:{row.pk}:{currency}", now=now, actor=actor,
        )  # fmt: skip
    _record("household.joined", customer, actor, now, locked)
    return row


@transaction.atomic
def change_role(*, member: HouseholdMember, role: str, now: datetime, actor: User | None) -> None:
    _check_role(role)
    _lock(member.household)
    changed = HouseholdMember.objects.filter(pk=member.pk).exclude(role__in=[Role.HOLDER, role]).update(role=role)
    if changed:
        _record("household.role_changed", member.customer, actor, now, member.household, role=role)


@transaction.atomic
def remove_member(*, member: HouseholdMember, now: datetime, actor: User | None) -> None:
    """They collect for themselves from now on; the pool keeps what is in it."""
    household = _lock(member.household)
    if member.role == Role.HOLDER:
        raise Conflict("holder_stays", _("The holder leaves by dissolving the household."))
    if HouseholdMember.objects.filter(pk=member.pk).delete()[0]:
        _record("household.left", member.customer, actor, now, household)


@transaction.atomic
def dissolve(*, household: Household, now: datetime, actor: User | None) -> None:
    """Everybody collects for themselves again; the pool stays with the holder, whose accounts it is."""
    locked = _lock(household)
    for row in locked.members.select_related("customer"):
        _record("household.dissolved", row.customer, actor, now, locked)
    locked.delete()


def redeem_from_pool(
    *, customer_id: int, currency: str, units: int, event_key: str, now: datetime, **values: Any
) -> ledger.Outcome:
    """Redeem as whoever this is: from their own accounts, or from the pool if their role allows it."""
    with transaction.atomic():
        payer = spender(customer_id, currency=currency, units=units, now=now, event_key=event_key)
        facts = dict(values.pop("facts", None) or {})
        if payer != customer_id:
            facts["by"] = customer_id
        return ledger.redeem(
            customer_id=payer, currency=currency, units=units, event_key=event_key, now=now, facts=facts, **values
        )


def spender(customer_id: int, *, currency: str, units: int, now: datetime, event_key: str = "") -> int:
    """Whose accounts this person spends from. Refuses `earn_only`, `not_a_member`, `household_limit`.

    In a transaction: the person's row is locked, so that what they spend today is counted one by one.
    """
    row = (
        HouseholdMember.objects.select_for_update(of=("self",), no_key=True)
        .select_related("household")
        .filter(customer=customer_id)
        .first()
    )
    if row is None or row.role == Role.HOLDER:
        return customer_id
    if row.role != Role.SPEND:
        raise Conflict("earn_only", _("In their household they only earn."))
    booking.check_member(customer_id)
    if row.household.daily_limit is not None:
        spent = spent_today(row, currency, now, but=event_key)
        if spent + units > row.household.daily_limit:
            left = max(0, row.household.daily_limit - spent)
            raise Conflict("household_limit", _("Only %(units)d more today.") % {"units": left}, field="units")
    return row.holder_id


_SPENT = """
SELECT coalesce(sum(-entry.units), 0)::bigint
FROM loyalty_entry entry JOIN loyalty_account account ON account.id = entry.account_id
WHERE account.customer_id = %(holder)s AND account.currency = %(currency)s AND entry.kind = 'redeem'
  AND entry.occurred_at >= %(start)s AND entry.facts ->> 'by' = %(by)s AND entry.event_key <> %(but)s"""


def spent_today(row: HouseholdMember, currency: str, now: datetime, *, but: str = "") -> int:
    values = {
        "holder": row.holder_id,
        "currency": currency,
        "start": clock.day_start(clock.business_day(now)),
        "by": str(row.customer_id),
        "but": but,
    }
    return int(store.rows(_SPENT, values)[0][0])


def _lock(household: Household) -> Household:
    return Household.objects.select_for_update(no_key=True).get(pk=household.pk)


def _check_role(role: str) -> None:
    if role not in {Role.EARN, Role.SPEND}:
        raise DomainError("role_unknown", _("Members earn, or earn and redeem."), field="role")


def _refuse_taken(customer: Customer) -> None:
    if HouseholdMember.objects.filter(customer=customer).exists():
        raise _taken()


def _taken() -> Conflict:
    return Conflict("in_household", _("They belong to a household already."), field="customer")


def _record(verb: str, customer: Customer, actor: User | None, at: datetime, household: Household, **data: Any) -> None:
    data = {"name": household.name, **data}
    timeline.record(
        customer=customer.pk, verb=verb, actor=actor, at=at, data=data, target=f"household:{household.public_id}"
    )
