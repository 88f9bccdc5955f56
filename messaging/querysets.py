"""Reading messages as staff may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from customers.models import Customer

if TYPE_CHECKING:
    from messaging.models import Message  # noqa: F401


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: Any) -> MessageQuerySet:
        """Those to customers whom this person may see."""
        if user.has_perm("customers.view_all_customers"):
            return self
        return self.filter(customer__in=Customer.objects.visible_to(user))

    def to_decide(self) -> MessageQuerySet:
        """Handed over without an answer: whether they arrived, a person must say."""
        return self.filter(state="uncertain")
