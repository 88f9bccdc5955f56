"""Giving an anonymous receipt to its buyer later: they kept the paper and show it.

Once and for good: a conditional UPDATE under the lock of the purchase. To upper apps it is as if the sale had been
made now for this customer, with all its returns; they earn and count by the facts of the receipt's own time.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import locks
from core.errors import Conflict
from core.models import User
from customers.services.people import lock_customer
from sales import hooks
from sales.models import Purchase
from sales.services.telling import tell


@transaction.atomic
def attribute_purchase(*, purchase: Purchase, customer_id: int, now: datetime, actor: User | None = None) -> Purchase:
    """The purchase becomes this (current) customer's; `is_new` False when it was theirs already."""
    # First the customer and then the purchase, as a merge does.
    lock_customer(customer_id)
    row = locks.lock_rows(Purchase.objects.all(), [purchase.pk])[purchase.pk]
    if row.customer_id == customer_id:
        return row
    if row.customer_id is not None:
        raise Conflict("receipt_has_customer", _("This receipt belongs to somebody already."))
    if row.state == Purchase.State.CANCELLED or row.is_fully_returned:
        raise Conflict("receipt_returned", _("Everything of this receipt came back; there is nothing to claim."))
    row.customer_id, row.is_new = customer_id, True
    row.save(update_fields=["customer"])
    tell(row, "purchase.claimed", actor=actor, now=now, data={"amount": row.amount})
    returns = list(row.returns.order_by("pk").values_list("pk", flat=True))
    hooks.announce(hooks.Change(now=now, created=[row.pk], returns=returns, customers=[customer_id], is_history=True))
    return row
