"""What a sale tells others: the customer's timeline, and who is concerned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.models import User
from customers import timeline
from sales.models import Purchase


def known(customer: int | None) -> list[int]:
    return [] if customer is None else [customer]


def tell(
    purchase: Purchase,
    verb: str,
    *,
    actor: User | None,
    now: datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Put on the customer's timeline what became of a receipt; an anonymous sale has none."""
    if purchase.customer_id is None:
        return
    timeline.record(
        customer=purchase.customer_id,
        verb=verb,
        actor=actor,
        at=now,
        data={"number": purchase.number, **(data or {})},
        reason=reason,
        target=f"purchase:{purchase.pk}",
    )
