"""Who of the staff served a customer, so that figures can be told by staff."""

from __future__ import annotations

from loyalty.models import TillBasket


def seller_of(purchase: int | None) -> int | None:
    """Whoever rang it up at the till; of what was bought elsewhere nobody is known."""
    if purchase is None:
        return None
    return TillBasket.objects.filter(purchase=purchase).values_list("owner", flat=True).first()
