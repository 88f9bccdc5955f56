"""The queue of customers whose segments are looked at again (`docs/algorithms/segments.md`)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

# In the place of a customer: a fact of all of them is new.
EVERYBODY = 0
# Whoever stands in a table of an upper app's own queue, and who stays of those who were merged.
FORWARD = """
    INSERT INTO customers_segmenttouch (customer_id)
    SELECT customer_id FROM {source} WHERE customer_id IS NOT NULL
    UNION
    SELECT c.merged_into_id FROM {source} told JOIN customers_customer c ON c.id = told.customer_id
    WHERE c.merged_into_id IS NOT NULL
"""


def touch(customer_ids: Iterable[int]) -> None:
    """Queue customers, in the caller's transaction; what their tables tell by triggers need not come through here."""
    ids = sorted({customer_id for customer_id in customer_ids if customer_id})
    if not ids:
        return
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO customers_segmenttouch (customer_id) SELECT unnest(%s::bigint[])", [ids])


def waiting() -> bool:
    """Whether anybody is in the queue."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM customers_segmenttouch)")
        return bool(cursor.fetchone()[0])


def everything_changed() -> None:
    """A fact of all customers is new, as figures are in the morning: all segments are due, in the caller's transaction.

    A row of the queue like any other, so that nobody waits for the caller: segments are being refreshed all the time.
    """
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO customers_segmenttouch (customer_id) VALUES (%s)", [EVERYBODY])
