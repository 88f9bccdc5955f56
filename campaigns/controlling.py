"""What all campaigns and automatic messages together do: everybody against the control group of the whole programme.

Over the last days, but not from before the size of the group was last changed: until then others were in it. Who came
in meanwhile is in neither group, since whether somebody comes may itself follow from what others were told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from campaigns import results, shares
from campaigns.models import CampaignSettings
from campaigns.results import Results
from customers.querysets import is_counted

DAYS = (30, 90, 365)
_PEOPLE = f"""
    SELECT customer.id, {shares.in_control("customer.public_id")} AS is_held_out, 0 AS variant,
           %(since)s::timestamptz AS since, %(until)s::timestamptz AS until
    FROM customers_customer customer
    WHERE customer.erased_at IS NULL AND customer.created_at < %(since)s AND {is_counted("customer")}"""  # noqa: S608  # constants


@dataclass(frozen=True, slots=True)
class Whole:
    """`since` is later than asked for where the group is younger."""

    percent: int
    since: datetime
    results: Results


def of(days: int, *, now: datetime) -> Whole | None:
    """None without a control group."""
    known = CampaignSettings.current()
    if not known.control_percent:
        return None
    since = max(now - timedelta(days=days), _changed(known) or now - timedelta(days=days))
    told = {"salt": known.control_salt, "control": known.control_percent * 100, "since": since, "until": now}
    return Whole(known.control_percent, since, results.compare(_PEOPLE, told, {0: ""}, now, is_over=False))


def _changed(known: CampaignSettings) -> datetime | None:
    """Since when the group is of this size."""
    kept = known.history.order_by("-history_date", "-history_id").values_list("control_percent", "history_date")
    found = None
    for percent, at in kept:
        if percent != known.control_percent:
            break
        found = at
    return found
