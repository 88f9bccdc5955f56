"""Whose level was reached by a purchase that has come back whole: looked at again at once, where the settings say so.

A membership keeps the receipt that reached its level, and what was held before. So a sale and the recompute of
everybody find the same members by the same statement. What came back before the terms in force is left alone:
everybody keeps what they were told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from core import prepared
from loyalty.tiers import sql
from loyalty.tiers.rules import AGAIN

if TYPE_CHECKING:
    from loyalty.tiers.measuring import Scope
    from loyalty.tiers.terms import Terms


@dataclass(frozen=True, slots=True)
class Gone:
    """The day of the receipt that reached the level, and when it came back."""

    day: date
    at: datetime


_GONE = """
SELECT tier.customer_id, reached.occurred_on, back.at
FROM loyalty_tiermembership tier
JOIN sales_purchase reached ON reached.id = tier.reached_by_id AND reached.is_fully_returned
CROSS JOIN LATERAL (SELECT max(occurred_at) AS at FROM sales_return WHERE purchase_id = reached.id) back
WHERE {scope} AND back.at >= %(since)s::timestamptz"""


def gone(scope: Scope, in_force: Terms) -> dict[int, Gone]:
    """By customer; nobody where levels are kept to the end of their period."""
    if in_force.ladder.policy.comes_back != AGAIN:
        return {}
    statement = _GONE.format(scope=scope.condition("tier.customer_id"))
    parameters = scope.parameters | {"since": in_force.since}
    read = prepared.fetch if scope.ids is not None and len(scope.ids) == 1 else sql.rows
    return {customer: Gone(day, at) for customer, day, at in read(statement, parameters)}


_GIFTS = """
SELECT told.customer, coupon.id
FROM unnest(%(customers)s::bigint[], %(levels)s::bigint[]) AS told (customer, level)
CROSS JOIN LATERAL (
    SELECT max(valid_from) AS at FROM loyalty_tierperiod
    WHERE customer_id = told.customer AND level_id = told.level AND cause = 'reached'
) reached
JOIN loyalty_coupon coupon ON coupon.customer_id = told.customer AND coupon.key LIKE 'tier:%%'
    AND substring(coupon.key FROM '^tier:[0-9]+:(.*)$')::timestamptz = reached.at
WHERE coupon.cancelled_at IS NULL"""
# A till that uses it at this moment wins or loses by the row.
_CANCEL = """
UPDATE loyalty_coupon SET cancelled_at = %(now)s
WHERE id = ANY(%(ids)s::bigint[]) AND uses = 0 AND cancelled_at IS NULL RETURNING id"""
BACK, KEPT = "back", "kept"


def take_gifts(lost: Sequence[tuple[int, int]], now: datetime) -> dict[int, str]:
    """Of (customer, level) that was lost: the coupon that came with it is void, a used one stays. By customer which."""
    if not lost:
        return {}
    customers, levels = zip(*lost, strict=True)
    found = sql.rows(_GIFTS, {"customers": sql.array(customers), "levels": sql.array(levels)})
    if not found:
        return {}
    void = {row[0] for row in sql.rows(_CANCEL, {"ids": sql.array(row[1] for row in found), "now": now})}
    return {customer: BACK if coupon in void else KEPT for customer, coupon in found}
