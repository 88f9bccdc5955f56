"""When something of an automation is due: at an hour of the customer's own clock, so many of their days from now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from campaigns.models import Automation, Step
from core import clock

# A name that PostgreSQL does not know is the shop's zone.
ZONES = "zone AS MATERIALIZED (SELECT name FROM pg_timezone_names)"
# Joined to a `customer`.
CLOCK = """LEFT JOIN zone ON zone.name = customer.time_zone
CROSS JOIN LATERAL (SELECT coalesce(zone.name, %(zone)s) AS zone) clock"""
# At once, where that hour is over.
DUE = """greatest(%(now)s, ((%(now)s::timestamptz AT TIME ZONE clock.zone)::date + %(wait)s
                   + make_interval(hours => %(hour)s)) AT TIME ZONE clock.zone)"""


def values(message: Automation | Step, now: datetime) -> dict[str, Any]:
    return {"now": now, "wait": message.wait_days, "hour": message.hour, "zone": str(clock.business_zone())}
