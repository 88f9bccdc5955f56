"""What codes bring: customers, revenue, cost, and what those customers are worth over their time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from loyalty.ledger import store
from loyalty.worth import RANGES

# Beside what the terms promised, earn rules may give units for the event "Friend referred" (`by_rules`): their keys
# say rule, member (maybe a record that was merged since) and referral.
_BROUGHT = f"""
WITH brought AS (
    SELECT referral.id, referral.code_id, referral.friend_id, referral.referrer_id, referral.state, referral.fee
    FROM loyalty_referral referral
    WHERE referral.joined_at >= %(since)s
      AND (%(codes)s::bigint[] IS NULL OR referral.code_id = ANY(%(codes)s::bigint[]))
), bought AS (
    SELECT brought.id, sum(purchase.amount - purchase.returned)::bigint AS revenue
    FROM brought JOIN sales_purchase purchase ON purchase.customer_id = brought.friend_id
    WHERE brought.state <> 'refused' AND NOT purchase.is_fully_returned AND purchase.state <> 'cancelled'
    GROUP BY brought.id
), recommending AS (
    SELECT referrer_id AS id, referrer_id FROM brought WHERE referrer_id IS NOT NULL
    UNION
    SELECT customer.id, brought.referrer_id
    FROM brought JOIN customers_customer customer ON customer.merged_into_id = brought.referrer_id
), by_rules AS MATERIALIZED (
    SELECT recommending.referrer_id, used.event_key AS key, split_part(used.event_key, ':', 6) AS referral
    FROM recommending JOIN loyalty_ruleuse used ON used.customer_id = recommending.id
    WHERE starts_with(used.event_key, 'event:referral:') AND split_part(used.event_key, ':', 5) = 'referral'
), keys AS (
    SELECT brought.id, told.key
    FROM brought CROSS JOIN LATERAL (VALUES
        ('referral:' || brought.id || ':friend'), ('referral:' || brought.id || ':friend:reversed'),
        ('referral:' || brought.id || ':referrer'), ('referral:' || brought.id || ':referrer:reversed')
    ) told (key)
    UNION
    SELECT brought.id, told.key
    FROM by_rules
    JOIN brought ON brought.id::text = by_rules.referral AND brought.referrer_id = by_rules.referrer_id
    CROSS JOIN LATERAL (VALUES (by_rules.key), (by_rules.key || ':back')) told (key)
), granted AS (
    -- What is taken back counts at what it was worth when it was given.
    SELECT keys.id, sum(entry.units * coalesce(worth.value, 1)) AS cost
    FROM keys
    JOIN loyalty_entry entry ON entry.event_key = keys.key
    JOIN loyalty_account account ON account.id = entry.account_id
    LEFT JOIN loyalty_entry given ON entry.units < 0 AND given.event_key = entry.facts ->> 'of'
    LEFT JOIN {RANGES} worth ON worth.currency = account.currency
        AND worth.since <= coalesce(given.occurred_at, entry.occurred_at)
        AND coalesce(given.occurred_at, entry.occurred_at) < worth.until
    GROUP BY keys.id
), discounted AS (
    SELECT brought.id, sum(used.amount) AS cost
    FROM brought
    JOIN loyalty_coupon coupon
        ON coupon.key IN ('referral:' || brought.id || ':friend', 'referral:' || brought.id || ':referrer')
    JOIN loyalty_promotionuse used ON used.coupon_id = coupon.id AND used.released_at IS NULL
    -- What is only reserved cost nothing yet.
    JOIN loyalty_quote quote ON quote.id = used.quote_id
        AND (quote.purchase_id IS NOT NULL OR quote.reserved_until IS NULL)
    GROUP BY brought.id
), lines AS (
    SELECT coalesce(partner.name, '') AS partner, code.code, code.label, coalesce(partner.kind, 'member') AS kind,
           code.customer_id IS NOT NULL AS is_member,
           count(*) FILTER (WHERE brought.state <> 'refused') AS friends,
           count(*) FILTER (WHERE brought.state = 'refused') AS refused,
           count(bought.id) AS buyers, coalesce(sum(bought.revenue), 0)::bigint AS revenue,
           (coalesce(sum(granted.cost), 0) + coalesce(sum(discounted.cost), 0)
            + coalesce(sum(brought.fee) FILTER (WHERE brought.state = 'rewarded'), 0))::bigint AS cost,
           coalesce(sum(brought.fee) FILTER (WHERE brought.state = 'rewarded'), 0)::bigint AS fees,
           avg(metrics.predicted_clv) FILTER (WHERE bought.id IS NOT NULL) AS clv,
           min(referrer.display_name) AS referrer, min(referrer.public_id::text) AS referrer_id
    FROM brought
    JOIN loyalty_referralcode code ON code.id = brought.code_id
    LEFT JOIN loyalty_partner partner ON partner.id = code.partner_id
    LEFT JOIN customers_customer owner ON owner.id = code.customer_id
    LEFT JOIN customers_customer referrer ON referrer.id = coalesce(owner.merged_into_id, owner.id)
    LEFT JOIN bought ON bought.id = brought.id
    LEFT JOIN granted ON granted.id = brought.id
    LEFT JOIN discounted ON discounted.id = brought.id
    LEFT JOIN loyalty_customermetrics metrics ON metrics.customer_id = brought.friend_id
    GROUP BY partner.name, partner.kind, code.id, code.code, code.label
)"""  # noqa: S608  # constants
_LINES = f"{_BROUGHT} SELECT * FROM lines ORDER BY revenue DESC, code LIMIT %(limit)s"  # noqa: S608  # no input
_SUMS = f"""{_BROUGHT}
SELECT count(*), coalesce(sum(friends), 0)::bigint, coalesce(sum(refused), 0)::bigint,
       coalesce(sum(buyers), 0)::bigint, coalesce(sum(revenue), 0)::bigint, coalesce(sum(cost), 0)::bigint
FROM lines"""  # noqa: S608  # no input


@dataclass(frozen=True)
class Line:
    """One code; money in the smallest unit. `clv` is the mean predicted value of those who bought."""

    partner: str
    code: str
    label: str
    kind: str
    is_member: bool
    friends: int
    refused: int
    buyers: int
    revenue: int
    cost: int
    fees: int
    clv: Decimal | None
    referrer: str | None
    referrer_id: str | None

    @property
    def owner(self) -> str:
        return self.partner or self.referrer or ""


@dataclass(frozen=True)
class Sums:
    """Over all codes, however many a page shows."""

    codes: int
    friends: int
    refused: int
    buyers: int
    revenue: int
    cost: int


def brought(since: datetime, limit: int | None = None, codes: Sequence[int] | None = None) -> list[Line]:
    """Codes that brought somebody since then, the best first; all of them, so many, or only these."""
    wanted = None if codes is None else store.array(codes)
    return [Line(*row) for row in store.rows(_LINES, {"since": since, "limit": limit, "codes": wanted})]


def sums(since: datetime) -> Sums:
    return Sums(*store.rows(_SUMS, {"since": since, "codes": None})[0])
