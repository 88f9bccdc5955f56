"""Occasions whose time has come go into the outbox, and on to the next step, if their automation has one.

What their messages carry is decided with it; whom that leaves out hears nothing of this occasion.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from campaigns.automations import drafting, following
from campaigns.gifts import deciding
from campaigns.models import Automation
from messaging import outbox

BATCH = 2_000
# Of two records of one person the later occasion is the same one again, unless it is far enough from the first.
_TAKE = """
WITH taken AS (
    UPDATE campaigns_occasion occasion SET queued_at = %(now)s
    FROM customers_customer customer
    WHERE customer.id = occasion.customer_id AND occasion.id IN (
        SELECT id FROM campaigns_occasion
        WHERE automation_id = %(automation)s AND NOT is_held_out AND queued_at IS NULL AND due_at <= %(now)s
        ORDER BY due_at, id LIMIT %(limit)s)
    RETURNING occasion.id, occasion.found_at, occasion.due_at, coalesce(customer.merged_into_id, customer.id) AS who
)
SELECT taken.who, taken.id, taken.due_at FROM taken
WHERE NOT EXISTS (
    SELECT FROM campaigns_occasion other
    WHERE other.automation_id = %(automation)s AND other.customer_id = ANY (ARRAY(
        SELECT taken.who UNION ALL SELECT twin.id FROM customers_customer twin WHERE twin.merged_into_id = taken.who))
      AND (other.found_at, other.id) < (taken.found_at, taken.id)
      AND (%(again)s::int IS NULL OR other.found_at > taken.found_at - make_interval(days => %(again)s::int - 1)))
ORDER BY taken.who, taken.id"""


def send_due(automation_id: int, *, now: datetime) -> int:
    """One batch; 0 when nothing is due, or it or its message is switched off (meanwhile)."""
    with transaction.atomic():
        automation = Automation.objects.select_for_update(of=("self",)).select_related("template").get(pk=automation_id)
        if not (automation.is_active and automation.template.is_active):
            return 0
        values: dict[str, Any] = {
            "automation": automation.pk,
            "now": now,
            "limit": BATCH,
            "again": automation.again_days,
        }
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, values)
            taken = list(cursor.fetchall())
        left_out = deciding.decide(automation, [(who, occasion) for who, occasion, _due in taken], now=now)
        to_hear = [row for row in taken if row[1] not in left_out]
        rows = ((f"{automation.source}:{occasion}", customer, due_at) for customer, occasion, due_at in to_hear)
        outbox.enqueue(drafting.drafts(automation, automation, rows, now), now=now)
        following.go_on(automation, [occasion for _customer, occasion, _due in to_hear], after=1, now=now)
        return len(taken)
