"""Reusable reads of customers, permission included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from core.models import User
    from customers.models import Customer  # noqa: F401


class CustomerQuerySet(models.QuerySet["Customer"]):
    def visible_to(self, user: User | AnonymousUser | Any) -> CustomerQuerySet:
        """Every customer, or only one's own and the unassigned ones, by permission."""
        if user.has_perm("customers.view_all_customers"):
            return self
        return self.filter(Q(assigned_to=user.pk) | Q(assigned_to__isnull=True))

    def current(self) -> CustomerQuerySet:
        """Not merged away and not erased: those that pages list."""
        return self.filter(merged_into__isnull=True, erased_at__isnull=True)

    def counted(self) -> CustomerQuerySet:
        """The one rule for who is in the figures: no test or staff customers, merged ones not twice."""
        return self.filter(is_test=False, is_staff_customer=False, merged_into__isnull=True)

    def members(self) -> CustomerQuerySet:
        return self.filter(membership__state="active")
