"""Making households, letting people in and out, and spending from the pool.

Who joins brings what they hold: their units move into the pool, lot by lot with their dates.
Who leaves leaves it there. Rows of a household are locked by the household's own row, and the
customers of it before that (`locking`), as a merge of two customers does.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, DomainError
from core.models import User
from customers import timeline
from customers.models import Customer
from customers.services.people import hold_customers
from loyalty import ledger
from loyalty.households.locking import lock_all, lock_household, lock_member
from loyalty.ledger import booking, moving, pool, store
from loyalty.models import Account, Household, HouseholdMember
from loyalty.unitwords import named

Role = HouseholdMember.Role


@transaction.atomic
def create_household(
    *,
    holder: Customer,
    name: str,
    now: datetime,
    actor: User | None,
    daily_limit: int | None = None,
    daily_money_limit: int | None = None,
) -> Household:
    """The holder's accounts become the pool. Limits: what each member may spend of a currency in a business day."""
    _check_terms(name, daily_limit, daily_money_limit)
    hold_customers([holder.pk])
    booking.check_member(holder.pk, at="holder")
    _refuse_taken(holder)
    try:
        with transaction.atomic():
            made = Household.objects.create(
                name=name.strip(), holder=holder, daily_limit=daily_limit, daily_money_limit=daily_money_limit,
                created_at=now,
            )  # fmt: skip
            HouseholdMember.objects.create(household=made, customer=holder, holder=holder, role=Role.HOLDER, since=now)
    except IntegrityError as error:
        raise _taken() from error
    _record("household.created", holder, actor, now, made)
    return made


@transaction.atomic
def change_household(
    *,
    household: Household,
    name: str,
    daily_limit: int | None,
    daily_money_limit: int | None,
    now: datetime,
    actor: User | None,
) -> Household:
    """Its name and its limits; what was spent today counts against the new ones."""
    _check_terms(name, daily_limit, daily_money_limit)
    locked = lock_household(household.pk)
    wanted = {"name": name.strip(), "daily_limit": daily_limit, "daily_money_limit": daily_money_limit}
    changed = {field: value for field, value in wanted.items() if getattr(locked, field) != value}
    if changed:
        for field, value in changed.items():
            setattr(locked, field, value)
        locked.save(update_fields=sorted(changed))
        _record("household.changed", locked.holder, actor, now, locked)
    return locked


def _check_terms(name: str, *limits: int | None) -> None:
    if not name.strip() or len(name) > 80:
        raise DomainError("name_invalid", _("A name has between 1 and 80 characters."), field="name")
    if any(limit is not None and limit <= 0 for limit in limits):
        raise DomainError(
            "limit_invalid", _("A limit is above zero; without one, leave it empty."), field="daily_limit"
        )


@transaction.atomic
def add_member(
    *, household: Household, customer: Customer, role: str, now: datetime, actor: User | None, reason: str = ""
) -> HouseholdMember:
    """Let somebody in; what they hold moves into the pool. Twice with the same role is once."""
    _check_role(role)
    locked = lock_household(household.pk, customer.pk)
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
    _record("household.joined", customer, actor, now, locked, reason=reason)
    return row


def move_member(
    *, member: HouseholdMember, household: Household, role: str, reason: str, now: datetime, actor: User | None
) -> HouseholdMember:
    """Out of one household and into another in one act; what they brought or earned stays in the pool that they leave.

    Codes: `reason_missing`, and those of leaving and joining.
    """
    if not reason.strip():
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    told: dict[str, Any] = {"now": now, "actor": actor, "reason": reason}
    with transaction.atomic():
        hold_customers([member.customer_id, *_people_of(member.household_id, household.pk)])
        lock_all([member.household_id, household.pk])
        if member.household_id == household.pk:
            change_role(member=member, role=role, **told)
            member.refresh_from_db()
            return member
        remove_member(member=member, **told)
        return add_member(household=household, customer=member.customer, role=role, **told)


def _people_of(*households: int) -> list[int]:
    return list(HouseholdMember.objects.filter(household__in=households).values_list("customer_id", flat=True))


@transaction.atomic
def change_role(*, member: HouseholdMember, role: str, now: datetime, actor: User | None, reason: str = "") -> None:
    """Another role; the holder keeps theirs, who is there as long as the household is."""
    _check_role(role)
    household, row = _lock_with(member)
    if member.role == Role.HOLDER:
        raise Conflict("holder_stays", _("The holder’s role cannot be changed."), field="role")
    if row is None:
        raise _gone()
    changed = HouseholdMember.objects.filter(pk=row.pk).exclude(role__in=[Role.HOLDER, role]).update(role=role)
    if changed:
        _record("household.role_changed", row.customer, actor, now, household, reason=reason, role=role)


@transaction.atomic
def remove_member(*, member: HouseholdMember, now: datetime, actor: User | None, reason: str = "") -> None:
    """They collect for themselves from now on; the pool keeps what is in it."""
    household, row = _lock_with(member)
    if member.role == Role.HOLDER:
        raise Conflict("holder_stays", _("The holder leaves by dissolving the household."))
    if row and HouseholdMember.objects.filter(pk=row.pk).delete()[0]:
        _record("household.left", row.customer, actor, now, household, reason=reason)


@transaction.atomic
def dissolve(*, household: Household, now: datetime, actor: User | None, reason: str = "") -> None:
    """Everybody collects for themselves again; the pool stays with the holder, whose accounts it is."""
    locked = lock_household(household.pk)
    for row in locked.members.select_related("customer"):
        _record("household.dissolved", row.customer, actor, now, locked, reason=reason)
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
    row = lock_member(customer_id)
    if row is None or row.role == Role.HOLDER:
        return customer_id
    if row.role != Role.SPEND:
        raise Conflict("earn_only", _("In their household they only earn."))
    booking.check_member(customer_id)
    limit = row.household.limit_of(currency)
    if limit is not None:
        spent = spent_today(row, currency, now, but=event_key)
        if spent + units > limit:
            told = {"units": named(max(0, limit - spent), currency)}
            raise Conflict("household_limit", _("Only %(units)s more today.") % told, field="units")
    return row.holder_id


# What was cancelled or came back with goods is not spent.
_SPENT = """
SELECT coalesce(sum(-entry.units - coalesce((
    SELECT sum(back.units) FROM loyalty_entry back
    WHERE back.account_id = entry.account_id AND back.kind = 'restore' AND back.facts ->> 'of' = entry.event_key
), 0)), 0)::bigint
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


LATE = """
SELECT member.customer_id, member.holder_id, account.currency
FROM loyalty_householdmember member JOIN loyalty_account account ON account.customer_id = member.customer_id
WHERE member.role <> 'holder' AND (account.debt > 0 OR EXISTS (
    SELECT FROM loyalty_lot lot WHERE lot.account_id = account.id AND lot.remaining > 0
      AND (lot.expires_at IS NULL OR lot.expires_at > %(now)s)))
ORDER BY member.customer_id, account.currency LIMIT 500"""


def gather(*, now: datetime) -> int:
    """What a member's own account holds or owes after they had joined goes to the pool; how many accounts."""
    found = store.rows(LATE, {"now": now})
    return sum(_gather(customer, holder, currency, now) for customer, holder, currency in found)


@transaction.atomic
def _gather(customer: int, holder: int, currency: str, now: datetime) -> bool:
    """Whoever has left in the meantime keeps what is theirs."""
    row = lock_member(customer)
    if row is None or row.holder_id != holder or row.customer_id == holder:
        return False
    pool.settle(customer, currency, now)
    moving.bring(
        from_customer_id=customer, to_customer_id=holder, currency=currency,
        event_key=f"household:late:{uuid4().hex}", now=now, actor=None,
    )  # fmt: skip
    return True


def _lock_with(member: HouseholdMember) -> tuple[Household, HouseholdMember | None]:
    """The household locked, and the fresh row of somebody in it: none when they have left.

    Two households that became one in the meantime take their people along: whoever leaves leaves that one.
    """
    household = lock_household(member.household_id, member.customer_id, follow=member.pk)
    rows = HouseholdMember.objects.select_related("customer")
    return household, rows.filter(pk=member.pk, household=household).first()


def _gone() -> Conflict:
    return Conflict("not_in_household", _("They do not belong to this household any more."))


def _check_role(role: str) -> None:
    if role not in {Role.EARN, Role.SPEND}:
        raise DomainError("role_unknown", _("Members earn, or earn and redeem."), field="role")


def _refuse_taken(customer: Customer) -> None:
    if HouseholdMember.objects.filter(customer=customer).exists():
        raise _taken()


def _taken() -> Conflict:
    return Conflict("in_household", _("They belong to a household already."), field="customer")


def _record(
    verb: str, customer: Customer, actor: User | None, at: datetime, household: Household, *, reason: str = "",
    **data: Any,
) -> None:  # fmt: skip
    timeline.record(
        customer=customer.pk, verb=verb, actor=actor, at=at, data={"name": household.name, **data}, reason=reason,
        target=f"household:{household.public_id}",
    )  # fmt: skip
