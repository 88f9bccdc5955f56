"""What a campaign or an automation was good for: everybody who was to hear against everybody who was held out.

By intention to treat, so that nothing but chance tells the two groups apart; records merged since are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from campaigns import uplift
from campaigns.models import Automation, Campaign
from campaigns.uplift import Difference, Group
from loyalty import programme
from loyalty.metrics import margin

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
_MARGIN = margin.of_receipts("receipt", has_later_returns=False)
_GROUPS = f"""
WITH person AS ({{people}}), receipt AS MATERIALIZED (
    SELECT person.id, purchase.id AS purchase_id, purchase.amount - purchase.returned AS net
    FROM person JOIN sales_purchase purchase ON purchase.customer_id = person.id
    WHERE purchase.occurred_at >= person.since AND purchase.occurred_at < person.until
      AND NOT purchase.is_fully_returned
), spent AS (
    SELECT id, sum(net)::bigint AS revenue FROM receipt GROUP BY 1
), gained AS (
    SELECT receipt.id, round({_MARGIN.total})::bigint AS margin FROM receipt {_MARGIN.joins} GROUP BY 1
)
SELECT is_held_out, variant, count(*), count(spent.id), coalesce(sum(revenue), 0)::bigint,
       coalesce(sum(revenue::numeric * revenue), 0)::numeric(40, 0), coalesce(sum(margin), 0)::bigint,
       coalesce(sum(margin::numeric * margin), 0)::numeric(40, 0)
FROM person LEFT JOIN spent USING (id) LEFT JOIN gained USING (id) GROUP BY 1, 2"""  # noqa: S608  # constants


class Side(NamedTuple):
    """The same people twice: with what they spent, and with what the shop kept of it."""

    spent: Group
    gained: Group


@dataclass(frozen=True, slots=True)
class Result:
    """One side or one variant against those who were held out."""

    letter: str
    heard: Group
    gained: Group
    rate: Difference | None
    revenue: Difference | None
    margin: Difference | None


@dataclass(frozen=True, slots=True)
class Results:
    """`until` is None for an automation, which goes on: in it is whoever's days of measuring are over."""

    held: Group
    held_gained: Group
    whole: Result
    variants: tuple[Result, ...]
    until: datetime | None = None
    is_over: bool = False


def of(campaign: Campaign, *, now: datetime) -> Results | None:
    """None before the start."""
    if campaign.started_at is None:
        return None
    until = campaign.started_at + timedelta(days=campaign.window_days)
    letters = dict(campaign.variants.values_list("pk", "letter"))
    told = {"pk": campaign.pk, "since": campaign.started_at, "until": until}
    return compare(_OF_CAMPAIGN, told, letters, until, is_over=now >= until)


def so_far(automation: Automation, *, now: datetime) -> Results:
    window = timedelta(days=automation.window_days)
    return compare(_OF_AUTOMATION, {"pk": automation.pk, "window": window, "now": now}, {0: ""}, None, is_over=False)


def compare(
    people: str, told: Mapping[str, Any], letters: Mapping[int, str], until: datetime | None, *, is_over: bool
) -> Results:
    """`people` is SQL of id, is_held_out, variant, and of the instants since and until which each is measured."""
    found = _read(people, told)
    held = _add(side for (is_held, _variant), side in found.items() if is_held)
    each = {letters[variant]: side for (is_held, variant), side in found.items() if not is_held}
    variants = tuple(_against(letter, side, held) for letter, side in sorted(each.items()))
    return Results(held.spent, held.gained, _against("", _add(each.values()), held), variants, until, is_over)


def _read(people: str, told: Mapping[str, Any]) -> dict[tuple[bool, int], Side]:
    values = {"margin": programme.current().margin_rate, **told}
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS.format(people=people), values)
        return {(is_held, variant): _side(*rest) for is_held, variant, *rest in cursor.fetchall()}


def _side(customers: int, buyers: int, *sums: Any) -> Side:
    """`sums` and sums of squares of what they spent, then of what was kept of it."""
    total, squares, kept, kept_squares = map(int, sums)
    return Side(Group(customers, buyers, total, squares), Group(customers, buyers, kept, kept_squares))


def _against(letter: str, side: Side, held: Side) -> Result:
    return Result(
        letter, side.spent, side.gained, uplift.of_rates(side.spent, held.spent),
        uplift.of_means(side.spent, held.spent), uplift.of_means(side.gained, held.gained),
    )  # fmt: skip


def _add(sides: Iterable[Side]) -> Side:
    rows = list(sides)
    return Side(_sum([side.spent for side in rows]), _sum([side.gained for side in rows]))


def _sum(rows: Sequence[Group]) -> Group:
    return Group(*(sum(getattr(row, name) for row in rows) for name in ("customers", "buyers", "total", "squares")))
