"""Those who were to be won back beside new prospects of the same time: of how many each brings a purchase.

Both are measured over the same days, each from the day of their own: who was to hear from their first occasion,
prospects from when they first showed an interest (`loyalty.metrics.prospects`, the one definition). Prospects are no
random group: the comparison says where effort pays, not what the message caused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from campaigns import uplift
from campaigns.models import Automation
from campaigns.uplift import Difference, Group
from core import clock
from customers.querysets import is_counted
from loyalty.metrics import prospects

_WON = """
WITH person AS (
    SELECT coalesce(customer.merged_into_id, customer.id) AS id, min(occasion.due_at) AS since,
           (array_agg(occasion.is_held_out ORDER BY occasion.due_at, occasion.id))[1] AS is_held_out
    FROM campaigns_occasion occasion JOIN customers_customer customer ON customer.id = occasion.customer_id
    WHERE occasion.automation_id = %(pk)s GROUP BY 1 HAVING min(occasion.due_at) + %(window)s <= %(now)s
)
SELECT min(since), max(since), count(*), count(*) FILTER (WHERE EXISTS (
    SELECT FROM sales_purchase purchase WHERE purchase.customer_id = person.id AND NOT purchase.is_fully_returned
      AND purchase.occurred_at >= person.since AND purchase.occurred_at < person.since + %(window)s))
FROM person WHERE NOT is_held_out"""
# Who had bought before they showed an interest was no prospect; nor was who became a member at the till, with the
# purchase in hand.
_NEW = """
WITH m_merged AS MATERIALIZED (
    SELECT id AS member_id, merged_into_id AS customer_id FROM customers_customer WHERE merged_into_id IS NOT NULL
), prospect AS MATERIALIZED (
    SELECT c.id, {since} AS since FROM customers_customer c {joins}
    WHERE {counted} AND c.erased_at IS NULL
), first AS (
    SELECT prospect.id, prospect.since, (
        SELECT min(purchase.occurred_at) FROM sales_purchase purchase
        WHERE purchase.customer_id = prospect.id AND NOT purchase.is_fully_returned) AS bought
    FROM prospect WHERE prospect.since >= %(first)s AND prospect.since <= %(last)s
)
SELECT count(*), count(*) FILTER (WHERE bought < since + %(window)s) FROM first
WHERE since + %(window)s <= %(now)s
  AND (bought IS NULL OR (bought AT TIME ZONE %(zone)s)::date > (since AT TIME ZONE %(zone)s)::date)"""


@dataclass(frozen=True, slots=True)
class Conversion:
    """`first` and `last` are the instants between which both came; no `difference` where they are too few."""

    won: Group
    new: Group
    first: datetime
    last: datetime
    difference: Difference | None


def of(automation: Automation, *, now: datetime) -> Conversion | None:
    """None for one that wins nobody back, and before the days of the first are over."""
    if not automation.wins_back:
        return None
    told: dict[str, Any] = {"pk": automation.pk, "now": now, "window": timedelta(days=automation.window_days)}
    with connection.cursor() as cursor:
        cursor.execute(_WON, told)
        first, last, people, buyers = cursor.fetchone()
    if not people:
        return None
    told |= {"first": first, "last": last, "zone": str(clock.business_zone())}
    won, new = Group(people, buyers), _prospects(told)
    return Conversion(won, new, first, last, uplift.of_rates(won, new))


def _prospects(told: dict[str, Any]) -> Group:
    statement = _NEW.format(since=prospects.since(), joins=prospects.joins(), counted=is_counted("c"))
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return Group(*cursor.fetchone())
