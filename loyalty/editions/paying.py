"""A sale that has the edition's product pays for what its customer holds, by itself: nobody has to link it.

Otherwise a piece that was paid for at the till would lapse and be given to somebody else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from core import prepared
from loyalty.editions import services, states
from loyalty.editions.claimed import SLOW_CLOCK
from loyalty.ledger import store
from loyalty.models import Edition, EditionClaim
from sales.models import Purchase

_HELD = """
SELECT DISTINCT claim.edition_id, purchase.id
FROM sales_purchase purchase
JOIN loyalty_editionclaim claim ON claim.customer_id = purchase.customer_id
    AND (claim.state = 'held' AND claim.held_until > %(now)s::timestamptz
         OR claim.state = 'paid' AND claim.purchase_id IS NULL)
    AND claim.claimed_at <= purchase.occurred_at + %(slow)s::interval
JOIN loyalty_edition edition ON edition.id = claim.edition_id
WHERE purchase.id = ANY(%(purchases)s::bigint[]) AND purchase.state <> 'cancelled'
  AND EXISTS (SELECT FROM sales_purchaseline line
              WHERE line.purchase_id = purchase.id AND line.product_id = edition.product_id)
ORDER BY 1, 2"""


def pay_by_purchases(*, purchases: Iterable[int], now: datetime, quoted: Collection[int] = ()) -> int:
    """In the transaction of the sale; returns how many claims were paid. One statement when nobody holds anything.

    `quoted`: those that name a quote, which posts its own discounts.
    """
    told: dict[str, Any] = {"purchases": sorted(purchases), "now": now, "slow": SLOW_CLOCK}
    ask = prepared.fetch if len(told["purchases"]) == 1 else store.rows
    return sum(_pay(edition, purchase, now, is_quoted=purchase in quoted) for edition, purchase in ask(_HELD, told))


def _pay(edition_id: int, purchase_id: int, now: datetime, *, is_quoted: bool) -> int:
    edition, purchase = services.lock_edition(edition_id), Purchase.objects.get(pk=purchase_id)
    left, paid = services.pieces_left(edition, purchase), 0
    for claim in _held(edition, purchase, now):
        if claim.quantity <= left:
            pay = services.link_paid if claim.state == EditionClaim.State.PAID else services.mark_paid
            pay(edition=edition, claim=claim, purchase=purchase, now=now, is_quoted=is_quoted)
            left, paid = left - claim.quantity, paid + 1
    return paid


def _held(edition: Edition, purchase: Purchase, now: datetime) -> list[EditionClaim]:
    """What this sale may pay, the oldest first; with what staff have marked as paid without a purchase."""
    latest = purchase.occurred_at + SLOW_CLOCK
    states_ = Q(state=EditionClaim.State.HELD) | Q(state=EditionClaim.State.PAID, purchase=None)
    rows = EditionClaim.objects.filter(states_, edition=edition, customer=purchase.customer_id, claimed_at__lte=latest)
    return [claim for claim in rows.order_by("pk") if not states.has_lapsed(claim, now)]
