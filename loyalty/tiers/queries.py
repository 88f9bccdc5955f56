"""What other methods ask of tiers: the level of a member now, or at the time of a sale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core import prepared
from loyalty.models import TierLevel, TierMembership
from loyalty.tiers import sql
from loyalty.tiers.rules import Level
from loyalty.tiers.terms import terms

_AT = """
SELECT told.n, period.level_id
FROM unnest(%(customers)s::bigint[], %(instants)s::timestamptz[]) WITH ORDINALITY AS told (customer, at, n)
JOIN loyalty_tierperiod period ON period.customer_id = told.customer AND period.valid_from <= told.at
    AND (period.valid_until IS NULL OR told.at < period.valid_until)
WHERE period.level_id IS NOT NULL"""
_ONE_AT = """
SELECT 1, level_id FROM loyalty_tierperiod
WHERE customer_id = %(customer)s AND valid_from <= %(at)s::timestamptz
  AND (valid_until IS NULL OR %(at)s::timestamptz < valid_until) AND level_id IS NOT NULL"""


def levels_at(pairs: Sequence[tuple[int, datetime]]) -> list[Level | None]:
    """The level of each (customer, time), in the order asked: one statement, none without levels."""
    in_force = terms()
    found: list[Level | None] = [None] * len(pairs)
    if not pairs or not in_force.is_used:
        return found
    if len(pairs) == 1:
        rows = prepared.fetch(_ONE_AT, {"customer": pairs[0][0], "at": pairs[0][1]})
    else:
        customers, instants = sql.array([pair[0] for pair in pairs]), sql.array([pair[1] for pair in pairs])
        rows = sql.rows(_AT, {"customers": customers, "instants": instants})
    for n, level in rows:
        found[n - 1] = in_force.ladder.by_id[level]
    return found


def current_level(customer_id: int) -> TierLevel | None:
    """The level that a member holds now; None: none."""
    row = TierMembership.objects.filter(pk=customer_id).select_related("level", "level__contact").first()
    return row.level if row else None


def has_multipliers() -> bool:
    """Whether any level earns at another rate: earning need not ask for levels otherwise."""
    return any(level.multiplier != 1 for level in terms().ladder.levels)
