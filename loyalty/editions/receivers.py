"""What a return, an amended order or a merge of customers means for claims, in the same transaction."""

from __future__ import annotations

from customers.merging import Merge
from loyalty import asking
from loyalty.editions import claimed, paying, services
from loyalty.models import EditionClaim
from sales.hooks import Change
from sales.models import Return


def claims_hook(change: Change) -> None:
    """What was bought pays for what is held; what came back frees it."""
    _free(change)
    answer = asking.of(change)
    holds = answer is None or answer.holds_pieces
    if holds and change.customers and (bought := {*change.created, *change.amended}):
        quoted = {purchase for purchase, told in change.quotes.items() if told}
        paying.pay_by_purchases(purchases=bought, now=change.now, quoted=quoted)
    sold = [*change.created, *change.amended]
    if sold and not change.is_history and (answer is None or answer.asks_claims):
        claimed.check_sold(sold, change.now)


def _free(change: Change) -> None:
    """First, so that an order that went to another customer has nothing of the one before."""
    purchases = set(change.amended)
    if change.returns:
        purchases.update(Return.objects.filter(pk__in=list(change.returns)).values_list("purchase", flat=True))
    if purchases and EditionClaim.objects.filter(purchase__in=purchases).exists():
        services.take_back(purchases=purchases, now=change.now)


def move_claims(merge: Merge) -> dict[str, int]:
    return {"claims": EditionClaim.objects.filter(customer=merge.duplicate).update(customer=merge.survivor)}
