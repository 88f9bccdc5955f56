"""What codes bring: customers, revenue, cost, and what those customers are worth over their time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from loyalty.ledger import store

_REPORT = """
WITH brought AS (
    SELECT referral.id, referral.code_id, referral.friend_id, referral.state, referral.fee, referral.joined_at
    FROM loyalty_referral referral
    WHERE referral.joined_at >= %(since)s AND referral.state <> 'refused'
), bought AS (
    SELECT brought.id, sum(purchase.amount - purchase.returned)::bigint AS revenue, count(*) AS receipts
    FROM brought JOIN sales_purchase purchase ON purchase.customer_id = brought.friend_id
    WHERE NOT purchase.is_fully_returned AND purchase.state <> 'cancelled'
    GROUP BY brought.id
), granted AS (
    SELECT brought.id, sum(entry.units * coalesce(policy.unit_value, 1)) AS cost
    FROM brought
    JOIN loyalty_entry entry ON entry.event_key IN (
        'referral:' || brought.id || ':friend', 'referral:' || brought.id || ':referrer',
        'referral:' || brought.id || ':friend:reversed', 'referral:' || brought.id || ':referrer:reversed')
    JOIN loyalty_account account ON account.id = entry.account_id
    LEFT JOIN loyalty_currencypolicy policy ON policy.currency = account.currency
    GROUP BY brought.id
)
SELECT coalesce(partner.name, ''), code.code, code.label, coalesce(partner.kind, 'member'),
       code.customer_id IS NOT NULL,
       count(brought.id), count(bought.id), coalesce(sum(bought.revenue), 0)::bigint,
       coalesce(sum(granted.cost), 0)::bigint + coalesce(sum(brought.fee), 0)::bigint,
       coalesce(sum(brought.fee), 0)::bigint, avg(metrics.predicted_clv) FILTER (WHERE bought.id IS NOT NULL),
       min(referrer.display_name), min(referrer.public_id::text)
FROM brought
JOIN loyalty_referralcode code ON code.id = brought.code_id
LEFT JOIN loyalty_partner partner ON partner.id = code.partner_id
LEFT JOIN customers_customer referrer ON referrer.id = code.customer_id
LEFT JOIN bought ON bought.id = brought.id
LEFT JOIN granted ON granted.id = brought.id
LEFT JOIN loyalty_customermetrics metrics ON metrics.customer_id = brought.friend_id
GROUP BY partner.name, partner.kind, code.id, code.code, code.label
ORDER BY coalesce(sum(bought.revenue), 0) DESC, code.code
LIMIT 500
"""


@dataclass(frozen=True)
class Line:
    """One code; money in the smallest unit. `clv` is the mean predicted value of those who bought."""

    partner: str
    code: str
    label: str
    kind: str
    is_member: bool
    friends: int
    buyers: int
    revenue: int
    cost: int
    fees: int
    clv: Decimal | None
    referrer: str | None
    referrer_id: str | None


def brought(since: datetime) -> list[Line]:
    """Every code that brought somebody since then, the best first."""
    return [Line(*row) for row in store.rows(_REPORT, {"since": since})]
