"""What a campaign was good for: everybody who was to hear against everybody who was held out.

By intention to treat, so that nothing but chance tells the two groups apart; records merged since are one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from campaigns import uplift
from campaigns.models import Campaign
from campaigns.uplift import Difference, Group

_GROUPS = """
WITH person AS (
    SELECT coalesce(customer.merged_into_id, customer.id) AS id, bool_and(recipient.is_held_out) AS is_held_out,
           min(recipient.variant_id) AS variant
    FROM campaigns_recipient recipient JOIN customers_customer customer ON customer.id = recipient.customer_id
    WHERE recipient.campaign_id = %(campaign)s GROUP BY 1
), spent AS (
    SELECT person.id, sum(purchase.amount - purchase.returned) AS revenue
    FROM person JOIN sales_purchase purchase ON purchase.customer_id = person.id
    WHERE purchase.occurred_at >= %(since)s AND purchase.occurred_at < %(until)s AND NOT purchase.is_fully_returned
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
    held: Group
    whole: Result
    variants: tuple[Result, ...]
    until: datetime
    is_over: bool


def of(campaign: Campaign, *, now: datetime) -> Results | None:
    """None before the start."""
    if campaign.started_at is None:
        return None
    until = campaign.started_at + timedelta(days=campaign.window_days)
    found = _read(campaign, campaign.started_at, until)
    held = _add(group for (is_held, _variant), group in found.items() if is_held)
    letters = dict(campaign.variants.values_list("pk", "letter"))
    each = {letters[variant]: group for (is_held, variant), group in found.items() if not is_held}
    variants = tuple(_against(letter, group, held) for letter, group in sorted(each.items()))
    return Results(held, _against("", _add(each.values()), held), variants, until, is_over=now >= until)


def _read(campaign: Campaign, since: datetime, until: datetime) -> dict[tuple[bool, int], Group]:
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS, {"campaign": campaign.pk, "since": since, "until": until})
        return {
            (is_held, variant): Group(customers, buyers, total, int(squares))
            for is_held, variant, customers, buyers, total, squares in cursor.fetchall()
        }


def _against(letter: str, heard: Group, held: Group) -> Result:
    return Result(letter, heard, uplift.of_rates(heard, held), uplift.of_means(heard, held))


def _add(groups: Iterable[Group]) -> Group:
    rows = list(groups)
    return Group(*(sum(getattr(row, name) for row in rows) for name in ("customers", "buyers", "total", "squares")))
