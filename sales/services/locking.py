"""Locking a purchase that is there already: its customer first, as a merge of two customers does.

A return writes to the customer's timeline, which waits while the customer is merged; the merge would wait
for the purchase in turn, and one of the two be aborted.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.utils.translation import gettext as _

from core import locks
from core.errors import NotFound
from customers.services.people import hold_customers
from sales.models import Purchase
from sales.services.telling import known


def lock_purchase(pk: int) -> Purchase:
    """The fresh row, locked; its customer is not merged away before the transaction ends."""
    before = Purchase.objects.filter(pk=pk).values_list("customer_id", flat=True).first()
    if before is not None:
        hold_customers([before])
    row = locks.lock_rows(Purchase.objects.all(), [pk]).get(pk)
    if row is None:
        raise NotFound("purchase_unknown", _("This purchase is not known."), field="purchase")
    if row.customer_id != before:
        # Merged or attributed while we waited.
        hold_customers(known(row.customer_id))
    return row


_HOLD_OWNERS = """
SELECT id FROM customers_customer
WHERE id IN (SELECT customer_id FROM sales_purchase WHERE id = ANY(%s::bigint[])) ORDER BY id FOR KEY SHARE"""


def hold_owners(purchases: Iterable[int]) -> None:
    """The same for many, before their rows are locked."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD_OWNERS, [sorted(set(purchases))])
