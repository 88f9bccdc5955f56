"""What granting does outside the case, and what undoes it. By keys of the amends: told twice is done once.

| kind | given | taken back |
|---|---|---|
| points, cashback | an entry of the ledger, to be used at once; its cost is what units cost | a contra entry |
| coupon | a code for one use; its cost is posted with the sale that uses it | the code is cancelled, unless used |
| refund | a posted cost, unless a return of the sale says it already | the cost is taken back |
| replacement, gift | a posted cost | the cost is taken back |
| apology | nothing beside the case | nothing |
"""

from __future__ import annotations

from datetime import datetime, timedelta

from complaints.amends.valuing import UNITS
from complaints.models import Amend, AmendKind
from core.errors import Conflict
from core.models import User
from core.wording import worded as _
from loyalty import ledger
from loyalty.costs.services import post_cost
from loyalty.costs.services import take_back as take_cost_back
from loyalty.models import Coupon
from loyalty.pricing.coupons import cancel_coupon, issue_coupon

COUPON_DAYS = 180
NEUTRAL = "Goodwill"
_POSTED = (AmendKind.REFUND, AmendKind.REPLACEMENT, AmendKind.GIFT)


def key_of(row: Amend) -> str:
    return f"amends:{row.pk}"


def give(row: Amend, *, actor: User, now: datetime) -> None:
    if row.kind in UNITS:
        assert row.customer_id is not None and row.units is not None  # noqa: PT018  # checked when offered
        ledger.grant(
            customer_id=row.customer_id, currency=row.kind, units=row.units, event_key=key_of(row),
            occurred_at=now, now=now, reason=_told(row, row.reason), actor=actor,
            explanation=_told(row, f"Amends, case {row.case.number}"), facts={"amends": row.pk}, at_once=True,
        )  # fmt: skip
    elif row.kind == AmendKind.COUPON:
        assert row.promotion is not None  # a constraint
        row.coupon = issue_coupon(
            promotion=row.promotion, customer_id=row.customer_id, key=key_of(row),
            valid_until=now + timedelta(days=COUPON_DAYS),
        )  # fmt: skip
    elif _is_posted(row):
        post_cost(
            key=key_of(row), kind="amends", amount=row.cost, customer_id=row.customer_id, at=now,
            note=_told(row, row.case.number), purchase_id=row.case.purchase_id,
        )  # fmt: skip


def _told(row: Amend, words: str) -> str:
    """Ledger and costs are read by more people than a case by or about staff: of such a case they say nothing."""
    return NEUTRAL if row.case.is_confidential else words


def _is_posted(row: Amend) -> bool:
    return row.kind in _POSTED and row.returned_id is None


def take_back(row: Amend, *, reason: str, actor: User, now: datetime) -> None:
    if row.kind in UNITS:
        ledger.reverse_grant(
            event_key=f"{key_of(row)}:back", of=key_of(row), now=now, units=row.units, reason=_told(row, reason),
            actor=actor,
        )  # fmt: skip
    elif row.coupon_id:
        _take_coupon_back(row.coupon_id, now)
    elif _is_posted(row):
        take_cost_back(keys=[key_of(row)], at=now, note=_told(row, row.case.number))


def _take_coupon_back(pk: int, now: datetime) -> None:
    coupon = Coupon.objects.select_for_update().get(pk=pk)
    if coupon.uses:
        raise Conflict("coupon_used", _("The coupon was used already: what was used stays used."))
    cancel_coupon(coupon=coupon, now=now)
