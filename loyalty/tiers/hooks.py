"""What sales, customers and merges tell tiers, each in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from loyalty.tiers import measuring, services
from loyalty.tiers.rules import NEW
from loyalty.tiers.terms import terms
from sales.hooks import Change


def before_earning(change: Change) -> None:
    """Where a purchase earns at the rate of a level that it or one told with it reaches.

    At the new rate that may be any; at the old rate only members with several receipts in one batch:
    those after the one that reached the level earn as they would have, told one by one.
    """
    if not change.created or not terms().is_used:
        return
    if terms().ladder.policy.crossing == NEW:
        services.settle(customers=change.customers, now=change.now)
    elif len(change.created) > 1:
        services.settle(customers=measuring.buyers_of_several(change.created), now=change.now)


def after_earning(change: Change) -> None:
    services.settle(customers=change.customers, now=change.now)


def customers_hook(customer_ids: Sequence[int], at: datetime) -> None:
    """Enrolled, left, merged: few of these change a level."""
    services.settle(customers=customer_ids, now=at)
