"""Who came into the segment: each becomes an occasion, once, however often and by how many it is looked.

During a day only who came in since the last look is looked at; the first look of a day is at everybody, since whoever
stays in a segment may hear again after some days.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import F, Q

from campaigns import one_by_one, shares
from campaigns.automations import imported, missing, timing, yearly
from campaigns.models import Automation, CampaignSettings
from core import clock
from customers.segments import readiness

# A refresh says as of when somebody is in, and is seen when it ends.
OVERLAP = timedelta(hours=1)
_FIND = f"""
WITH {timing.ZONES}
INSERT INTO campaigns_occasion (automation_id, customer_id, nth, found_at, due_at, is_held_out, birthday_on)
SELECT %(automation)s, customer.id, coalesce(before.nth, 0) + 1, %(now)s,
       {{due}},
       {shares.held("customer.public_id")}, {{birthday}}
FROM {{whom}} member JOIN customers_customer customer ON customer.id = member.customer_id
{timing.CLOCK}
{{celebrated}}
LEFT JOIN LATERAL (
    SELECT max(known.nth) AS nth, max(known.found_at) AS at,
           count(*) FILTER (WHERE known.found_at > coalesce((
               SELECT max(occurred_at) FROM sales_purchase
               WHERE customer_id = customer.id AND NOT is_fully_returned), '-infinity')) AS tries
    FROM campaigns_occasion known
    WHERE known.automation_id = %(automation)s AND known.customer_id = ANY (ARRAY(
        SELECT customer.id UNION ALL SELECT twin.id FROM customers_customer twin
        WHERE twin.merged_into_id = customer.id))
) before ON TRUE
WHERE member.since >= %(since)s
  AND customer.merged_into_id IS NULL AND customer.erased_at IS NULL AND {imported.IS_OURS}
  AND (before.at < %(again)s OR before.nth IS NULL AND member.since >= %(newcomers)s)
  AND (%(tries)s::int IS NULL OR coalesce(before.tries, 0) < %(tries)s::int)
  {{once}}
ORDER BY customer.id
ON CONFLICT (automation_id, customer_id, nth) DO NOTHING"""  # noqa: S608  # constants of this module
_MEMBERS = "(SELECT customer_id, since, imported_at FROM customers_segmentmember WHERE segment_id = %(segment)s)"
# Of one person's birthday one greeting, whichever automation comes first.
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('campaigns.birthdays', 0))"


def find_due(*, now: datetime) -> int:
    """Look for all that are switched on and whose segment is of today; returns how many occasions there are anew.

    What is wrong with one is told and stops no other.
    """
    day = clock.business_day(now)
    is_fresh = Q(looked_at__isnull=True) | Q(looked_at__lt=clock.day_start(day))
    is_changed = Q(segment__refreshed_at__gt=F("looked_at") - OVERLAP)
    rows = Automation.objects.filter(readiness.is_ready(day, "segment__"), is_fresh | is_changed, is_active=True)
    ids = list(rows.values_list("pk", flat=True).order_by("pk"))
    return one_by_one.total("automation_not_looked_at", ids, lambda pk: find(pk, now=now))


@transaction.atomic
def find(automation_id: int, *, now: datetime) -> int:
    """Of one, under its lock; 0 when somebody else is at it or it was switched off."""
    rows = Automation.objects.select_for_update(of=("self",), skip_locked=True).select_related("segment")
    found = rows.filter(pk=automation_id, is_active=True).first()
    if found is None:
        return 0
    # Whoever was in when the rule was computed for the first time since it was switched on was in already.
    found.counts_from = found.counts_from or (found.segment.refreshed_at or now) + timedelta(microseconds=1)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        missing.note(found, now=now)
        cursor.execute(*_statement(found, cursor, now))
        count = int(cursor.rowcount)
    Automation.objects.filter(pk=found.pk).update(looked_at=now, counts_from=found.counts_from)
    return count


def _statement(automation: Automation, cursor: CursorWrapper, now: datetime) -> tuple[str, dict[str, Any]]:
    """By the members of the segment; where it names a day of the year, by the own day of each customer."""
    values, found = _values(automation, now), yearly.of(automation.segment)
    parts = yearly.parts(found, now=now, is_first=_is_first(automation, now)) if found else None
    if parts is None:
        return statement(), values
    if found and found.is_birthday:
        cursor.execute(_ALONE)
    return statement(parts), parts.values | values


def statement(parts: yearly.Parts | None = None) -> str:
    if parts is None:
        return _FIND.format(whom=_MEMBERS, celebrated="", due=timing.DUE, birthday="NULL::date", once="")
    return _FIND.format(
        whom=parts.whom or _MEMBERS, celebrated=parts.celebrated, due=yearly.DUE, birthday=parts.birthday,
        once=parts.once,
    )  # fmt: skip


def _is_first(automation: Automation, now: datetime) -> bool:
    """The first look of a day."""
    return automation.looked_at is None or automation.looked_at < clock.day_start(clock.business_day(now))


def _values(automation: Automation, now: datetime) -> dict[str, Any]:
    day = clock.business_day(now)
    again, looked = automation.again_days, automation.looked_at
    return {
        "automation": automation.pk,
        "segment": automation.segment_id,
        "since": "-infinity" if looked is None or _is_first(automation, now) else looked - OVERLAP,
        "newcomers": "-infinity" if automation.has_present else automation.counts_from,
        "again": "-infinity" if again is None else clock.day_start(day - timedelta(days=again - 1)),
        "tries": automation.tries,
        **timing.values(automation, now),
        **shares.values(automation, CampaignSettings.current()),
    }
