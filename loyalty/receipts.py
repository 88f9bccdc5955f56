"""What a sale did to a customer's accounts, for the answer to the till: one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core import prepared
from loyalty.currencies import ORDER_SQL

_OUTCOME = f"""
SELECT customer.public_id, account.currency, account.balance, account.debt,
       (SELECT coalesce(sum(lot.remaining), 0)::bigint FROM loyalty_lot lot
        WHERE lot.account_id = account.id AND lot.remaining > 0 AND lot.available_at <= %(now)s
          AND (lot.expires_at IS NULL OR lot.expires_at > %(now)s)),
       coalesce(booked.units, 0)::bigint, coalesce(booked.explanation, '')
FROM customers_customer customer
LEFT JOIN loyalty_account account ON account.customer_id = coalesce(
    (SELECT holder_id FROM loyalty_householdmember WHERE customer_id = customer.id), customer.id)
LEFT JOIN LATERAL (
    SELECT sum(entry.units) AS units,
           (array_agg(entry.explanation ORDER BY entry.id DESC) FILTER (WHERE entry.kind = 'grant'))[1] AS explanation
    FROM loyalty_entry entry
    WHERE entry.purchase_id = %(purchase)s AND entry.account_id = account.id
      AND entry.kind IN ('grant', 'return')
) booked ON true
WHERE customer.id = %(customer)s
ORDER BY {ORDER_SQL}
"""  # noqa: S608  # the inserted text is a constant


@dataclass(frozen=True)
class Balance:
    """One account after the sale; `earned` is net of what returns of this purchase took back."""

    currency: str
    balance: int
    debt: int
    available: int
    earned: int
    explanation: str


@dataclass(frozen=True)
class Outcome:
    customer: UUID | None
    balances: Sequence[Balance]


def outcome_of(*, customer: int | None, purchase: int, now: datetime) -> Outcome:
    if customer is None:
        return Outcome(None, [])
    rows = prepared.fetch(_OUTCOME, {"customer": customer, "purchase": purchase, "now": now})
    return Outcome(rows[0][0], [Balance(*row[1:]) for row in rows if row[1] is not None])
