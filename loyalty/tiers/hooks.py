"""What sales, customers and merges tell tiers, each in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from loyalty import asking
from loyalty.tiers import measuring, services
from loyalty.tiers.rules import NEW
from loyalty.tiers.terms import Terms, terms
from sales.hooks import Change


def before_earning(change: Change) -> None:
    """Where a purchase earns at the rate of a level that it or one told with it reaches.

    At the new rate that may be any; at the old rate only members with several receipts in one batch:
    those after the one that reached the level earn as they would have, told one by one.
    """
    if not change.created:
        return
    in_force = _terms(change)
    if not in_force.is_used:
        return
    if in_force.ladder.policy.crossing == NEW:
        services.settle(customers=change.customers, now=change.now, in_force=in_force)
    elif len(change.created) > 1:
        buyers = measuring.buyers_of_several(change.created)
        services.settle(customers=buyers, now=change.now, in_force=in_force)


def after_earning(change: Change) -> None:
    services.settle(customers=change.customers, now=change.now, in_force=_terms(change))


def _terms(change: Change) -> Terms:
    answer = asking.of(change)
    return terms(answer.tier_stamp if answer else None)


def customers_hook(customer_ids: Sequence[int], at: datetime) -> None:
    """Enrolled, left, merged: few of these change a level."""
    services.settle(customers=customer_ids, now=at)
