"""Which purchases may be put down to a campaign or an automation: what followed it, not what it caused.

Purchases that were not returned whole, of customers to whom it went out, after that and within the days of measuring:
all of them; those of customers who had followed a link before; those with a coupon of its promotion, or that
it gave. Each is a part of the first, and they overlap. Only the uplift says what would not have happened otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection

from campaigns.deciding import OUT
from campaigns.models import Automation, Campaign, Mailing
from messaging.links.counting import CLICKS


@dataclass(frozen=True, slots=True)
class Share:
    """`revenue`: amount less what came back, in minor units."""

    customers: int
    purchases: int
    revenue: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """`coupon` is None where the campaign names no promotion, and no gift of the automation was a coupon."""

    window: Share
    link: Share
    coupon: Share | None


# A campaign is measured from its start for all alike, an automation from each of its messages.
_SHARES = f"""
WITH heard AS (
    SELECT message.customer_id, message.sent_at,
           coalesce(%(until)s::timestamptz, message.sent_at + %(window)s::interval) AS until
    FROM messaging_message message WHERE message.source = ANY(%(sources)s) AND message.state = ANY(%(out)s)
), followed AS MATERIALIZED (
    SELECT click.customer_id, min(click.at) AS first FROM {CLICKS} click
    WHERE click.source = ANY(%(sources)s) GROUP BY 1
), bought AS (
    SELECT purchase.customer_id, purchase.amount - purchase.returned AS net,
           followed.first <= purchase.occurred_at AS is_link,
           EXISTS (SELECT FROM loyalty_quote quote JOIN loyalty_promotionuse used ON used.quote_id = quote.id
                   WHERE quote.purchase_id = purchase.id AND used.coupon_id IS NOT NULL AND used.released_at IS NULL
                     AND (used.promotion_id = %(promotion)s::bigint OR EXISTS (
                          SELECT FROM campaigns_givengift gift WHERE gift.coupon_id = used.coupon_id
                            AND gift.automation_id = %(automation)s::bigint))) AS is_coupon
    FROM sales_purchase purchase LEFT JOIN followed USING (customer_id)
    WHERE NOT purchase.is_fully_returned AND purchase.occurred_at >= %(since)s AND EXISTS (
        SELECT FROM heard WHERE heard.customer_id = purchase.customer_id
          AND purchase.occurred_at >= heard.sent_at AND purchase.occurred_at < heard.until)
)
SELECT count(DISTINCT customer_id), count(*), coalesce(sum(net), 0)::bigint,
       count(DISTINCT customer_id) FILTER (WHERE is_link), count(*) FILTER (WHERE is_link),
       coalesce(sum(net) FILTER (WHERE is_link), 0)::bigint,
       count(DISTINCT customer_id) FILTER (WHERE is_coupon), count(*) FILTER (WHERE is_coupon),
       coalesce(sum(net) FILTER (WHERE is_coupon), 0)::bigint
FROM bought"""  # noqa: S608  # constants


def of(mailing: Mailing) -> Attribution | None:
    """None before the start of a campaign."""
    since, until, promotion, automation = mailing.created_at, None, None, None
    if isinstance(mailing, Campaign):
        if mailing.started_at is None:
            return None
        since = mailing.started_at
        until, promotion = since + timedelta(days=mailing.window_days), mailing.promotion_id
    elif isinstance(mailing, Automation) and mailing.gifts.filter(coupon__isnull=False).exists():
        automation = mailing.pk
    values: dict[str, Any] = {
        "sources": mailing.sources, "out": list(OUT), "since": since, "until": until, "promotion": promotion,
        "automation": automation,
        "window": timedelta(days=mailing.window_days),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SHARES, values)
        told = cursor.fetchone()
    return Attribution(Share(*told[:3]), Share(*told[3:6]), Share(*told[6:]) if promotion or automation else None)
