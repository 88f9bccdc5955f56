"""What sales, customers and merges tell tiers, each in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from loyalty.tiers import services
from loyalty.tiers.rules import NEW
from loyalty.tiers.terms import terms
from sales.hooks import Change


def before_earning(change: Change) -> None:
    """Only where the purchase that reaches a level earns at its rate already."""
    if change.created and terms().ladder.policy.crossing == NEW:
        services.settle(customers=change.customers, now=change.now)


def after_earning(change: Change) -> None:
    services.settle(customers=change.customers, now=change.now)


def customers_hook(customer_ids: Sequence[int], at: datetime) -> None:
    """Enrolled, left, merged: few of these change a level."""
    services.settle(customers=customer_ids, now=at)
