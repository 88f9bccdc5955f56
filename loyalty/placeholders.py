"""What messages may say of a member's points and level; the same numbers that their own page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from core import clock
from loyalty.ledger import statement, store
from loyalty.models import LoyaltyCurrency
from messaging.rendering import known

# Of a sentence such as "use them before they are gone".
DAYS = 30


def register() -> None:
    known.register(
        known.Known(
            "points",
            {
                "points.balance": _("points to spend; 0 for who has none"),
                "points.expiring": _("points that expire in the next 30 days; nothing when none do"),
                "points.expire_on": _("the last day on which the first of them can be spent"),
            },
            points,
            {"balance": 320, "expiring": 120, "expire_on": "2027-03-31"},
        )
    )
    known.register(
        known.Known(
            "level",
            {
                "level.name": _("their level; nothing for who has none"),
                "level.until": _("the last day for which it is sure; nothing when it is for ever"),
                "level.next": _("the level above; nothing on the highest"),
            },
            levels,
            {"name": _("Silver"), "until": "2027-03-31", "next": _("Gold")},
        )
    )


def points(customers: Sequence[int], now: datetime) -> dict[int, Mapping[str, Any]]:
    # As the facet of segments has it: today and the days after.
    end = clock.day_start(clock.business_day(now) + timedelta(days=DAYS))
    found = statement.in_reach(customers, LoyaltyCurrency.POINTS.value, now, end=end)
    return {customer: dict(_points(reach)) for customer, reach in found.items()}


def _points(reach: statement.Reach) -> Iterator[tuple[str, Any]]:
    yield "balance", reach.available
    if reach.ending and reach.next_at:
        yield "expiring", reach.ending
        yield "expire_on", clock.business_day(reach.next_at - timedelta(microseconds=1)).isoformat()


# What was given by hand and what was earned may be the same level: it is sure as long as either is. The days kept are
# the first on which it no longer is. A name in the customer's language, else in the shop's own (`TierLevel.title`).
_TITLE = "coalesce(nullif({level}.translations -> customer.language ->> 'name', ''), {level}.name)"
_LEVELS = f"""
SELECT customer.id, {_TITLE.format(level="level")}, (
    SELECT CASE WHEN count(*) = count(own.until) THEN (max(own.until) - 1)::text END
    FROM (VALUES (held.earned_level_id, held.keeps_until), (held.manual_level_id, held.manual_until)) own (level, until)
    WHERE own.level = held.level_id
), (
    SELECT {_TITLE.format(level="above")} FROM loyalty_tierlevel above
    WHERE above.is_active AND above.rank > coalesce(level.rank, 0) ORDER BY above.rank LIMIT 1
)
FROM customers_customer customer
JOIN customers_membership membership ON membership.customer_id = customer.id AND membership.state <> 'left'
LEFT JOIN loyalty_tiermembership held ON held.customer_id = customer.id
LEFT JOIN loyalty_tierlevel level ON level.id = held.level_id
WHERE customer.id = ANY(%(customers)s::bigint[])"""  # noqa: S608  # the inserted texts are constants


def levels(customers: Sequence[int], _now: datetime) -> dict[int, Mapping[str, Any]]:
    found = store.rows(_LEVELS, {"customers": store.array(customers)})
    return {customer: {"name": name, "until": until, "next": above} for customer, name, until, above in found}
