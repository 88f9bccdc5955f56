"""What pages ask of households."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from customers.models import Customer
from loyalty.models import Household, HouseholdMember


def holder_of(customer_id: int) -> int:
    """Whose accounts a person collects in."""
    found = HouseholdMember.objects.filter(customer=customer_id).values_list("holder_id", flat=True).first()
    return found or customer_id


def visible_to(user: Any) -> QuerySet[Household]:
    """Households of the holders that this person may see."""
    return Household.objects.filter(holder__in=Customer.objects.visible_to(user))
