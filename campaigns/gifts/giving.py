"""Giving what was decided: once, however often it is asked, by the services of the ledger and of coupons.

Units are no cost to be posted: the profit and loss reads them from the ledger. What a coupon takes off is posted with
the sale that it is used for. `docs/algorithms/costs.md`
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import structlog
from django.db import Error, transaction
from django.db.models import F, Q

from campaigns.models import GiftKind, GiftMonth, GiftReason, GiftState, GiftTerms, GivenGift, GiveTo
from core import clock
from core.errors import DomainError
from customers.models import Customer, Membership
from customers.services.people import hold_customers
from loyalty.ledger import services as ledger
from loyalty.models import Lot
from loyalty.pricing import givings, personal
from messaging.judging import Act, Verdict
from messaging.outbox.cases import Row

BATCH = 200
RETRY = timedelta(minutes=5)
PROBLEM = "gift_problem"
log = structlog.get_logger(__name__)
# In the ledger; kept for good, so never shown in another language than this.
EXPLANATION = "With an automatic message"


def key_of(occasion: int) -> str:
    """The business key of what an occasion gives: in the ledger, and of the coupon."""
    return f"automation-gift:{occasion}"


@transaction.atomic
def give(pk: int, *, now: datetime) -> GivenGift:
    """Settle one: given, or not and why. Whoever comes second finds it settled."""
    first = GivenGift.objects.select_related("customer").get(pk=pk)
    survivor = first.customer.merged_into_id or first.customer_id
    hold_customers([survivor])
    row = GivenGift.objects.select_for_update(of=("self",)).select_related("promotion").get(pk=pk)
    if row.state != GiftState.DUE:
        return row
    # May have been merged since it was decided.
    row.customer = Customer.objects.get(pk=survivor)
    reason = _refusal(row, now) or _hand_over(row, now)
    row.state, row.reason = (GiftState.NONE, reason) if reason else (GiftState.GIVEN, "")
    row.settled_at = now
    row.save(update_fields=["customer", "state", "reason", "settled_at", "coupon", "valid_until"])
    return row


def _refusal(row: GivenGift, now: datetime) -> str:
    if row.customer.erased_at:
        return GiftReason.GONE
    if row.kind == GiftKind.COUPON:
        assert row.promotion is not None  # a constraint holds it
        if givings.is_over(row.promotion, now):
            givings.leave_out({row.promotion.pk: [row.customer_id]}, now)
            return GiftReason.OVER
    elif not Membership.objects.filter(pk=row.customer_id, state=Membership.State.ACTIVE).exists():
        return GiftReason.NO_MEMBER
    return ""


def _hand_over(row: GivenGift, now: datetime) -> str:
    """The place in the budget and the gift itself, both or neither."""
    try:
        with transaction.atomic():
            if not take_place(row, now=now):
                return GiftReason.BUDGET
            _give_coupon(row, now) if row.kind == GiftKind.COUPON else _give_units(row, now)
    except DomainError as error:
        log.warning("gift_refused", gift=row.pk, code=error.code)
        row.coupon, row.valid_until = None, None
        return GiftReason.REFUSED
    return ""


def _give_units(row: GivenGift, now: datetime) -> None:
    told = ledger.grant(
        customer_id=row.customer_id, currency=row.kind, units=row.units, event_key=key_of(row.occasion_id),
        occurred_at=now, now=now, explanation=EXPLANATION,
        facts={"event": "automation", "automation": row.automation_id},
    )  # fmt: skip
    row.valid_until = Lot.objects.filter(pk=told.entry_id).values_list("expires_at", flat=True).first()


def _give_coupon(row: GivenGift, now: datetime) -> None:
    assert row.promotion is not None  # a constraint holds it
    day = clock.business_day(now) + timedelta(days=row.days)
    until = givings.earliest(clock.day_end(day), row.promotion.valid_until)
    row.coupon, _is_new = personal.issue(
        customer=row.customer, promotion=row.promotion, event_key=key_of(row.occasion_id), now=now, valid_until=until
    )
    row.valid_until = row.coupon.valid_until


# --- Budgets ------------------------------------------------------------------------------


def month_of(now: datetime) -> date:
    return clock.business_day(now).replace(day=1)


def take_place(row: GivenGift, *, now: datetime) -> bool:
    """One conditional update: however many ask at once, no month gives more than its budget."""
    terms = GiftTerms.objects.get(pk=row.automation_id)
    told = {"automation_id": row.automation_id, "month": month_of(now)}
    GiftMonth.objects.bulk_create([GiftMonth(**told)], ignore_conflicts=True)
    free = Q(**told)
    if terms.budget_gifts is not None:
        free &= Q(gifts__lt=terms.budget_gifts)
    if terms.budget_cost is not None:
        free &= Q(cost__lte=terms.budget_cost - row.cost)
    return bool(GiftMonth.objects.filter(free).update(gifts=F("gifts") + 1, cost=F("cost") + row.cost))


# --- When ---------------------------------------------------------------------------------


def give_due(automation_id: int, *, now: datetime) -> int:
    """What is due whether or not its message can go; each by itself, so that one stops no other."""
    due = GivenGift.objects.filter(
        automation=automation_id, automation__is_active=True, state=GiftState.DUE, give_to=GiveTo.ALL
    )
    return sum(_try(pk, now) is not None for pk in due.order_by("pk").values_list("pk", flat=True)[:BATCH])


def carrying(rows: Sequence[Row]) -> set[int]:
    """Messages whose gift is still to be given."""
    ours = {occasion_in(row.key): row.id for row in rows if row.source.startswith("automation:")}
    due = GivenGift.objects.filter(occasion__in=ours, state=GiftState.DUE) if ours else GivenGift.objects.none()
    return {ours[occasion] for occasion in due.values_list("occasion", flat=True)}


def carry(row: Row, now: datetime) -> Verdict | None:
    """Before a message is put together: what it carries is given, so that it can name it. What cannot be given for a
    reason that may pass waits, and its message with it."""
    if not row.source.startswith("automation:"):
        return None
    due = GivenGift.objects.filter(occasion=occasion_in(row.key), state=GiftState.DUE).values_list("pk", flat=True)
    is_stuck = any(_try(pk, now) is None for pk in due)
    return Verdict(Act.WAIT, PROBLEM, until=now + RETRY) if is_stuck else None


def occasion_in(key: str) -> int:
    """Of a message of an automation or of one of its steps: `automation:<id>:<occasion>`, `…:<step>`."""
    told = key.split(":")[2:3]
    return int(told[0]) if told and told[0].isdecimal() else 0


def _try(pk: int, now: datetime) -> GivenGift | None:
    try:
        return give(pk, now=now)
    except (DomainError, Error) as error:  # two that waited for each other, for one: again later
        log.warning("gift_not_given", gift=pk, error=type(error).__name__)
        return None
