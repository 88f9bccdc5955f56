"""Who takes part in a draw and is perhaps on the staff: to be looked at before the list is frozen."""

from __future__ import annotations

from typing import Any

from customers import colleagues
from customers.models import Customer
from loyalty.models import Draw, DrawEntry

MOST = 20


def maybe_staff(draw: Draw, user: Any) -> list[Customer]:
    """Those of them whom this person may see; nobody once the list is frozen."""
    if draw.state not in {Draw.State.PUBLISHED, Draw.State.OPEN}:
        return []
    entered = DrawEntry.objects.filter(draw=draw, kept__gt=0).values("participant__customer")
    seen = Customer.objects.visible_to(user).filter(pk__in=entered)
    return list(colleagues.with_their_phone(seen).order_by("sort_key", "pk")[:MOST])
