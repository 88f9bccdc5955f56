"""What a campaign or an automation was good for: everybody who was to hear against everybody who was held out.

By intention to treat, so that nothing but chance tells the two groups apart; records merged since are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from campaigns import uplift
from campaigns.models import Automation, Campaign
from campaigns.uplift import Difference, Group

_OF_CAMPAIGN = """
    SELECT coalesce(customer.merged_into_id, customer.id) AS id, bool_and(recipient.is_held_out) AS is_held_out,
           min(recipient.variant_id) AS variant, %(since)s::timestamptz AS since, %(until)s::timestamptz AS until
    FROM campaigns_recipient recipient JOIN customers_customer customer ON customer.id = recipient.customer_id
    WHERE recipient.campaign_id = %(pk)s GROUP BY 1"""
# Each with the days after their own first occasion, once these are over: whoever hears again is measured once.
_OF_AUTOMATION = """
    SELECT coalesce(customer.merged_into_id, customer.id) AS id,
           (array_agg(occasion.is_held_out ORDER BY occasion.due_at, occasion.id))[1] AS is_held_out, 0 AS variant,
           min(occasion.due_at) AS since, min(occasion.due_at) + %(window)s AS until
    FROM campaigns_occasion occasion JOIN customers_customer customer ON customer.id = occasion.customer_id
    WHERE occasion.automation_id = %(pk)s GROUP BY 1 HAVING min(occasion.due_at) + %(window)s <= %(now)s"""
_GROUPS = """
WITH person AS ({people}), spent AS (
    SELECT person.id, sum(purchase.amount - purchase.returned) AS revenue
    FROM person JOIN sales_purchase purchase ON purchase.customer_id = person.id
    WHERE purchase.occurred_at >= person.since AND purchase.occurred_at < person.until
      AND NOT purchase.is_fully_returned
    GROUP BY 1
)
SELECT is_held_out, variant, count(*), count(spent.id), coalesce(sum(revenue), 0)::bigint,
       coalesce(sum(revenue::numeric * revenue), 0)::numeric(40, 0)
FROM person LEFT JOIN spent USING (id) GROUP BY 1, 2"""


@dataclass(frozen=True, slots=True)
class Result:
    """One side or one variant against those who were held out."""

    letter: str
    heard: Group
    rate: Difference | None
    revenue: Difference | None


@dataclass(frozen=True, slots=True)
class Results:
    """`until` is None for an automation, which goes on: in it is whoever's days of measuring are over."""

    held: Group
    whole: Result
    variants: tuple[Result, ...]
    until: datetime | None = None
    is_over: bool = False


def of(campaign: Campaign, *, now: datetime) -> Results | None:
    """None before the start."""
    if campaign.started_at is None:
        return None
    until = campaign.started_at + timedelta(days=campaign.window_days)
    found = _read(_OF_CAMPAIGN, {"pk": campaign.pk, "since": campaign.started_at, "until": until})
    letters = dict(campaign.variants.values_list("pk", "letter"))
    return _compare(found, letters, until, is_over=now >= until)


def so_far(automation: Automation, *, now: datetime) -> Results:
    window = timedelta(days=automation.window_days)
    found = _read(_OF_AUTOMATION, {"pk": automation.pk, "window": window, "now": now})
    return _compare(found, {0: ""}, None, is_over=False)


Found = Mapping[tuple[bool, int], Group]


def _read(people: str, values: Mapping[str, Any]) -> Found:
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS.format(people=people), values)
        return {
            (is_held, variant): Group(customers, buyers, total, int(squares))
            for is_held, variant, customers, buyers, total, squares in cursor.fetchall()
        }


def _compare(found: Found, letters: Mapping[int, str], until: datetime | None, *, is_over: bool) -> Results:
    held = _add(group for (is_held, _variant), group in found.items() if is_held)
    each = {letters[variant]: group for (is_held, variant), group in found.items() if not is_held}
    variants = tuple(_against(letter, group, held) for letter, group in sorted(each.items()))
    return Results(held, _against("", _add(each.values()), held), variants, until, is_over)


def _against(letter: str, heard: Group, held: Group) -> Result:
    return Result(letter, heard, uplift.of_rates(heard, held), uplift.of_means(heard, held))


def _add(groups: Iterable[Group]) -> Group:
    rows = list(groups)
    return Group(*(sum(getattr(row, name) for row in rows) for name in ("customers", "buyers", "total", "squares")))
