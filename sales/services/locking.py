"""Locking a purchase that is there already: its customer first, as a merge of two customers does.

A return writes to the customer's timeline, which waits while the customer is merged; the merge would wait
for the purchase in turn, and one of the two be aborted. The same holds for the customers in whose accounts
theirs collects (`hooks.with_companions`).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core import locks
from core.errors import NotFound
from customers.services.people import hold_customers
from sales import hooks
from sales.models import Purchase
from sales.services.telling import known


def hold_with_companions(customers: Iterable[int]) -> None:
    """None of them, nor whoever is concerned with them, is merged away before the transaction ends."""
    hold_customers(hooks.with_companions(customers))


def lock_purchase(pk: int) -> Purchase:
    """The fresh row, locked; its customer is not merged away before the transaction ends."""
    before = Purchase.objects.filter(pk=pk).values_list("customer_id", flat=True).first()
    if before is not None:
        hold_with_companions([before])
    row = locks.lock_rows(Purchase.objects.all(), [pk]).get(pk)
    if row is None:
        raise NotFound("purchase_unknown", _("This purchase is not known."), field="purchase")
    if row.customer_id != before:
        # Merged or attributed while we waited.
        hold_with_companions(known(row.customer_id))
    return row


def hold_owners(purchases: Iterable[int]) -> None:
    """The same for many, before their rows are locked."""
    bought = Purchase.objects.filter(pk__in=sorted(set(purchases)), customer__isnull=False)
    hold_with_companions(bought.order_by().values_list("customer_id", flat=True).distinct())
