"""Who came into the segment: each becomes an occasion, once, however often and by how many it is looked.

During a day only who came in since the last look is looked at; the first look of a day is at everybody, since whoever
stays in a segment may hear again after some days.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from campaigns import shares
from campaigns.models import Automation, CampaignSettings
from core import clock
from customers.segments import readiness

# A refresh says as of when somebody is in, and is seen when it ends.
OVERLAP = timedelta(hours=1)
_FIND = f"""
INSERT INTO campaigns_occasion (automation_id, customer_id, nth, found_at, due_at, is_held_out)
SELECT %(automation)s, customer.id, coalesce(before.nth, 0) + 1, %(now)s,
       greatest(%(now)s, (%(day)s::date + make_interval(hours => %(hour)s))
                         AT TIME ZONE coalesce(nullif(customer.time_zone, ''), %(zone)s)),
       {shares.held("customer.public_id")}
FROM customers_segmentmember member JOIN customers_customer customer ON customer.id = member.customer_id
LEFT JOIN LATERAL (
    SELECT max(known.nth) AS nth, max(known.found_at) AS at,
           count(*) FILTER (WHERE known.found_at > coalesce((
               SELECT max(occurred_at) FROM sales_purchase WHERE customer_id = customer.id), '-infinity')) AS tries
    FROM campaigns_occasion known
    WHERE known.automation_id = %(automation)s AND (known.customer_id = customer.id OR known.customer_id IN (
        SELECT id FROM customers_customer twin WHERE twin.merged_into_id = customer.id))
) before ON TRUE
WHERE member.segment_id = %(segment)s AND member.since >= %(since)s
  AND customer.merged_into_id IS NULL AND customer.erased_at IS NULL
  AND (before.nth IS NULL OR before.at < %(again)s)
  AND (%(tries)s::int IS NULL OR before.tries < %(tries)s::int)
ORDER BY customer.id
ON CONFLICT (automation_id, customer_id, nth) DO NOTHING"""  # noqa: S608  # constants of this module


def find_due(*, now: datetime) -> int:
    """Look for all that are switched on and whose segment is of today; returns how many occasions there are anew."""
    day = clock.business_day(now)
    is_fresh = Q(looked_at__isnull=True) | Q(looked_at__lt=clock.day_start(day))
    is_changed = Q(segment__refreshed_at__gt=F("looked_at") - OVERLAP)
    rows = Automation.objects.filter(readiness.is_ready(day, "segment__"), is_fresh | is_changed, is_active=True)
    return sum(find(pk, now=now) for pk in rows.values_list("pk", flat=True).order_by("pk"))


@transaction.atomic
def find(automation_id: int, *, now: datetime) -> int:
    """Of one, under its lock; 0 when somebody else is at it or it was switched off."""
    found = Automation.objects.select_for_update(skip_locked=True).filter(pk=automation_id, is_active=True).first()
    if found is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_FIND, _values(found, now))
        count = int(cursor.rowcount)
    Automation.objects.filter(pk=found.pk).update(looked_at=now)
    return count


def _values(automation: Automation, now: datetime) -> dict[str, Any]:
    day = clock.business_day(now)
    again = automation.again_days
    return {
        "automation": automation.pk,
        "segment": automation.segment_id,
        "now": now,
        "day": day + timedelta(days=automation.wait_days),
        "hour": automation.hour,
        "zone": str(clock.business_zone()),
        "since": _since(automation, clock.day_start(day)),
        "again": "-infinity" if again is None else clock.day_start(day - timedelta(days=again - 1)),
        "tries": automation.tries,
        **shares.values(automation, CampaignSettings.current()),
    }


def _since(automation: Automation, today: datetime) -> Any:
    """Who came in before this moment is not looked at."""
    bounds = [] if automation.has_present else [automation.active_since]
    if automation.looked_at and automation.looked_at >= today:
        bounds.append(automation.looked_at - OVERLAP)
    return max((bound for bound in bounds if bound), default="-infinity")
