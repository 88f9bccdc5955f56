"""`balance.changed` for who subscribes: one event per entry, in the transaction that wrote it.

Asking whether anybody wants it is part of the writing statements, so that it costs no round trip.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from core import money, webhooks
from loyalty.currencies import is_money

EVENT = "balance.changed"

_ENTRIES = """
SELECT entry.id, customer.public_id, account.currency, entry.kind, entry.units, entry.debt_units, entry.event_key,
       account.balance, account.debt, entry.occurred_at, purchase.public_id, entry.booked_at
FROM unnest(%s::bigint[]) AS told (id)
JOIN loyalty_entry entry ON entry.id = told.id
JOIN loyalty_account account ON account.id = entry.account_id
JOIN customers_customer customer ON customer.id = account.customer_id
LEFT JOIN sales_purchase purchase ON purchase.id = entry.purchase_id
ORDER BY entry.id"""


def tell(entries: Sequence[int]) -> None:
    webhooks.emit_many(happenings(entries))


def happenings(entries: Sequence[int]) -> list[webhooks.Happening]:
    """What is told of these entries."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [list(entries)])
        found = cursor.fetchall()
    return [
        webhooks.Happening(
            EVENT,
            f"entry:{row[0]}",
            {
                "customer": str(row[1]),
                "currency": row[2],
                "kind": row[3],
                "units": _plain(row[4], row[2]),
                "debt_units": _plain(row[5], row[2]),
                "balance": _plain(row[7], row[2]),
                "debt": _plain(row[8], row[2]),
                "purchase": str(row[10]) if row[10] else None,
                "occurred_at": row[9].isoformat(),
            },
            row[11],
        )
        for row in found
    ]


def _plain(units: int, currency: str) -> str:
    return money.format_plain(units) if is_money(currency) else str(units)
