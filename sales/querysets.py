"""Reusable reads of purchases, permission included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from sales.models import Purchase  # noqa: F401


class PurchaseQuerySet(models.QuerySet["Purchase"]):
    def visible_to(self, user: Any) -> PurchaseQuerySet:
        """Purchases of the customers that this person may see, and anonymous ones."""
        if user.has_perm("customers.view_all_customers"):
            return self
        return self.filter(
            Q(customer__isnull=True) | Q(customer__assigned_to=user.pk) | Q(customer__assigned_to__isnull=True)
        )

    def receipts(self) -> PurchaseQuerySet:
        """What counts as a receipt: not fully returned. A cancelled order is a return of everything."""
        return self.filter(is_fully_returned=False)
