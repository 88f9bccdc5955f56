"""How well a new product fits each member of a segment, and why: points and one reason, in one statement.

`docs/algorithms/announcements.md` has the points and their examples. Of who refused personal recommendations only what
they declared counts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count

from campaigns.models import Campaign, Notice
from campaigns.reasons import KINDS, in_words
from core import clock
from customers.models import Customer
from sales.models import Category, Product

WINDOW, LEAST_TIMES = timedelta(days=730), 2
SHOWN = 20
# A reason tells what somebody bought.
MAY_READ = ("customers.view_customer", "sales.view_purchase")
# Who has a refusal and no other channel on which they allow it; as the facet `customers.refused_profiling` has it.
REFUSED = """EXISTS (
    SELECT FROM customers_consent consent WHERE consent.customer_id = customer.id AND consent.purpose = 'profiling'
      AND consent.state IN ('refused', 'withdrawn')
) AND NOT EXISTS (
    SELECT FROM customers_consent consent WHERE consent.customer_id = customer.id AND consent.purpose = 'profiling'
      AND consent.state = 'granted')"""
_COUNTED = """
    SELECT bought.customer_id, {place} AS place, '{code}' AS code,
           least({each} * count(DISTINCT purchase_id), {most}) AS points,
           jsonb_build_object('name', %({code}_name)s::text, 'times', count(DISTINCT purchase_id)) AS data
    FROM bought JOIN sales_product product ON product.id = bought.product_id WHERE {whose}
    GROUP BY 1 HAVING count(DISTINCT purchase_id) >= %(least_times)s"""
_CATEGORY = _COUNTED.format(
    place=1, code="category", each=4, most=40, whose="product.category_id = ANY(%(categories)s::bigint[])"
)
_BRAND = _COUNTED.format(place=2, code="brand", each=3, most=30, whose="product.brand_id = %(brand)s::bigint")
RANKED = f"""
    WITH someone AS MATERIALIZED (
        SELECT customer.id, {REFUSED} AS has_refused
        FROM customers_segmentmember member JOIN customers_customer customer ON customer.id = member.customer_id
        WHERE member.segment_id = %(segment)s AND customer.merged_into_id IS NULL AND customer.erased_at IS NULL
    ), kin AS (
        SELECT * FROM unnest(%(kin)s::bigint[], %(weights)s::numeric[], %(named)s::boolean[])
            AS told (product_id, weight, is_named)
    ), goods AS MATERIALIZED (
        SELECT product_id AS id FROM kin
        UNION SELECT id FROM sales_product
        WHERE category_id = ANY(%(categories)s::bigint[]) OR brand_id = %(brand)s::bigint
    ), bought AS MATERIALIZED (
        SELECT purchase.customer_id, purchase.id AS purchase_id, line.product_id
        FROM someone JOIN sales_purchase purchase ON purchase.customer_id = someone.id
        JOIN sales_purchaseline line ON line.purchase_id = purchase.id
        WHERE NOT someone.has_refused AND NOT purchase.is_fully_returned AND purchase.occurred_on > %(since)s::date
          AND line.returned_quantity < line.quantity AND line.product_id IN (SELECT id FROM goods)
    ), liked AS MATERIALIZED (
        SELECT interest.customer_id, interest.kind, interest.weight, topic.name
        FROM someone JOIN customers_interest interest ON interest.customer_id = someone.id
        JOIN customers_topic topic ON topic.id = interest.topic_id
        WHERE interest.topic_id = ANY(%(topics)s::bigint[]) AND (interest.kind = 'declared' OR NOT has_refused)
    ), part AS (
        SELECT customer_id, 0 AS place, 'declared' AS code, 40 + 10 * count(*) AS points,
               jsonb_build_object('name', min(name)) AS data
        FROM liked WHERE kind = 'declared' GROUP BY 1
        UNION ALL {_CATEGORY}
        UNION ALL {_BRAND}
        UNION ALL SELECT customer_id, 3, 'derived', round(40 * max(weight)),
               jsonb_build_object('name', (array_agg(name ORDER BY weight DESC, name))[1])
        FROM liked WHERE kind = 'derived' GROUP BY 1
        UNION ALL SELECT bought.customer_id, 4, CASE WHEN (array_agg(is_named ORDER BY weight DESC, is_named DESC))[1]
                         THEN 'named' ELSE 'similar' END, round(30 * max(weight)),
               jsonb_build_object('name', (array_agg(product.name ORDER BY weight DESC, is_named DESC, product.id))[1])
        FROM bought JOIN kin ON kin.product_id = bought.product_id
        JOIN sales_product product ON product.id = bought.product_id GROUP BY 1
    )
    SELECT someone.id AS customer_id, coalesce(sum(points), 0)::int AS score,
           coalesce((array_agg(code ORDER BY points DESC, place) FILTER (WHERE points > 0))[1], '') AS code,
           coalesce((array_agg(data ORDER BY points DESC, place) FILTER (WHERE points > 0))[1], '{{}}'::jsonb) AS data
    FROM someone LEFT JOIN part ON part.customer_id = someone.id
    GROUP BY someone.id ORDER BY score DESC, someone.id LIMIT %(best)s::bigint"""  # noqa: S608  # constants


_REFUSED = f"""
SELECT customer.id FROM customers_customer customer
WHERE customer.id = ANY(%(ids)s::bigint[]) AND {REFUSED}"""  # noqa: S608  # a constant


def refused(ids: set[int]) -> set[int]:
    """Who of these customers refused personal recommendations."""
    with connection.cursor() as cursor:
        cursor.execute(_REFUSED, {"ids": list(ids)})
        return {customer for (customer,) in cursor.fetchall()}


def values(notice: Notice, now: datetime) -> dict[str, Any]:
    """What `RANKED` asks for, but the segment."""
    product = notice.product
    return {
        "kin": [one[0] for one in notice.kin],
        "weights": [one[1] for one in notice.kin],
        "named": [one[2] for one in notice.kin],
        "topics": list(product.topics.values_list("pk", flat=True)),
        "categories": _below(product),
        "category_name": product.category.name if product.category else "",
        "brand": product.brand_id,
        "brand_name": product.brand.name if product.brand else "",
        "least_times": LEAST_TIMES,
        "since": clock.business_day(now - WINDOW),
        "best": notice.best,
    }


def _below(product: Product) -> list[int]:
    """A category stands for those below it."""
    if product.category is None:
        return []
    return list(Category.objects.filter(path__startswith=product.category.path).values_list("pk", flat=True))


# --- The preview ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    customer: int
    score: int
    code: str
    data: Any


@dataclass(frozen=True, slots=True)
class Match:
    """`reason` as the letter would say it to somebody who reads this language; "" for none."""

    customer: Customer
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Matches:
    """How many for which kind of reason, and the first of whom this person may see."""

    counts: list[tuple[str, int]]
    first: list[Match]


_COUNTS = f"SELECT code, count(*) FROM ({RANKED}) found GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608  # constants
_FIRST = f"SELECT * FROM ({RANKED}) found ORDER BY score DESC, customer_id LIMIT {SHOWN}"  # noqa: S608  # constants


def preview(campaign: Campaign, notice: Notice, *, user: Any, now: datetime) -> Matches:
    """By today's members of the segment; the start decides."""
    told = values(notice, now) | {"segment": campaign.segment_id}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, told)
        counts = list(cursor.fetchall())
    return Matches(_named(counts), _seen(first(campaign, notice, now=now), user))


def first(campaign: Campaign, notice: Notice, *, now: datetime) -> list[Row]:
    """Whom it fits best, by today's members of the segment."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, values(notice, now) | {"segment": campaign.segment_id})
        # Django leaves JSON of statements like this one as text.
        return [Row(pk, score, code, json.loads(data)) for pk, score, code, data in cursor.fetchall()]


def frozen(campaign: Campaign, *, user: Any) -> Matches:
    """Of an audience that is fixed: as it was at the start."""
    people = campaign.recipients
    counts = list(people.values_list("reason_code").annotate(n=Count("pk")).order_by("-n", "reason_code"))
    told = people.order_by("pk").values_list("customer", "score", "reason_code", "reason_data")[:SHOWN]
    return Matches(_named(counts), _seen([Row(*found) for found in told], user))


def _named(counts: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(str(KINDS[code]), count) for code, count in counts]


def _seen(rows: Sequence[Row], user: Any) -> list[Match]:
    if not user.has_perms(MAY_READ):
        return []
    people = Customer.objects.visible_to(user).in_bulk([row.customer for row in rows])
    return [
        Match(people[row.customer], row.score, in_words(row.code, row.data)) for row in rows if row.customer in people
    ]
