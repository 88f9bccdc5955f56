"""Days that nobody can be told of any more: birthdays and anniversaries that went by while nothing ran.

The segment of such an automation names a day of the year and a few days around it (*birthday, in −3 … 0 days*): whoever
was not greeted meanwhile is caught up with. What lies before that is not sent late; it is listed once, day by day, so
that staff know whom they left out. A day that went by while the automation was switched off was meant to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from campaigns import shares
from campaigns.automations import yearly
from campaigns.automations.yearly import Yearly
from campaigns.models import Automation, CampaignSettings
from core import clock
from customers.segments import compiling

# Whoever lets it stand still for longer sees the last of these days.
LONGEST = 92
_LOG = """
INSERT INTO campaigns_missedday (automation_id, customer_id, day, looked_at, noticed_at)
SELECT %(automation)s, customer.id, %(missed)s, %(looked)s, %(at)s
FROM ({fits}) fits JOIN customers_customer customer ON customer.id = fits.customer_id
WHERE customer.created_at < %(ends)s AND NOT {held}
  AND NOT EXISTS (
      SELECT FROM campaigns_occasion known WHERE known.automation_id = %(automation)s
        AND known.customer_id = ANY (ARRAY(
            SELECT customer.id UNION ALL SELECT twin.id FROM customers_customer twin
            WHERE twin.merged_into_id = customer.id))
        AND known.found_at >= %(heard_since)s)
ORDER BY customer.id
ON CONFLICT (automation_id, customer_id, day) DO NOTHING"""


@dataclass(frozen=True)
class _Look:
    automation: Automation
    rule: Yearly
    shares: dict[str, Any]
    now: datetime


def note(automation: Automation, *, now: datetime) -> int:
    """What passed since the last look and is out of reach today; returns how many days of how many customers.

    To be called under the automation's lock, before it is written down that it was looked.
    """
    if automation.looked_at is None:
        return 0
    today, looked = clock.business_day(now), clock.business_day(automation.looked_at)
    if looked >= today - timedelta(days=1):  # usually: nothing lies between
        return 0
    found = yearly.of(automation.segment)
    if found is None:
        return 0
    look = _Look(automation, found, shares.values(automation, CampaignSettings.current()), now)
    return sum(_log(look, day) for day in _missed(found, looked, today))


def _missed(found: Yearly, looked: date, today: date) -> Iterator[date]:
    """After the last day that the last look reached, before the first that today's reaches."""
    first, last = found.days
    begins = max(looked + timedelta(days=last + 1), today - timedelta(days=LONGEST))
    ends = today + timedelta(days=first)
    return (begins + timedelta(days=n) for n in range(max(0, (ends - begins).days)))


def _log(look: _Look, day: date) -> int:
    """Of one day, in one statement."""
    offset = (day - clock.business_day(look.now)).days
    fits, values = compiling.select(look.rule.within(offset, offset), look.rule.catalogue, now=look.now)
    with connection.cursor() as cursor:
        statement = _LOG.format(fits=fits, held=shares.held("customer.public_id"))
        cursor.execute(statement, values | look.shares | _values(look.automation, day, look.now))
        return int(cursor.rowcount)


def _values(automation: Automation, day: date, now: datetime) -> dict[str, Any]:
    """Who heard so shortly before that they would not have heard on that day has missed nothing."""
    again = automation.again_days
    since = "-infinity" if again is None else clock.day_start(day - timedelta(days=again - 1))
    return {
        "automation": automation.pk, "missed": day, "looked": automation.looked_at, "at": now,
        "ends": clock.day_end(day), "heard_since": since,
    }  # fmt: skip
