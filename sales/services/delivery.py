"""What a carrier or a shop reports later, for many purchases at once: promised and fulfilled times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from customers.segments import touch

_TELL = """
UPDATE sales_purchase SET promised_at = told.promised_at, fulfilled_at = told.fulfilled_at
FROM unnest(%(numbers)s::text[], %(promised)s::timestamptz[], %(fulfilled)s::timestamptz[])
    AS told (number, promised_at, fulfilled_at)
WHERE sales_purchase.source = %(source)s AND sales_purchase.number = told.number
  AND sales_purchase.state = 'fulfilled'
  AND coalesce(told.promised_at, sales_purchase.occurred_at) >= sales_purchase.occurred_at
  AND told.fulfilled_at >= sales_purchase.occurred_at
RETURNING sales_purchase.customer_id"""
CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Delivery:
    """`promised_at` None: nothing was promised."""

    number: str
    promised_at: datetime | None
    fulfilled_at: datetime


def tell_deliveries(*, source: str, deliveries: Sequence[Delivery]) -> int:
    """Set promised and fulfilled times of purchases that are not open; returns how many were found.

    Set-based. Times before the purchase are impossible and leave it as it is; figures of
    customers do not depend on these times, so nothing is announced; segments may, and are told.
    """
    if not source:
        raise DomainError("source_missing", _("Source and number must not be empty."), field="source")
    found = 0
    for start in range(0, len(deliveries), CHUNK):
        part = deliveries[start : start + CHUNK]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                _TELL,
                {
                    "source": source,
                    "numbers": [told.number for told in part],
                    "promised": [told.promised_at for told in part],
                    "fulfilled": [told.fulfilled_at for told in part],
                },
            )
            customers = [row[0] for row in cursor.fetchall()]
            touch.touch(customers)
        found += len(customers)
    return found
