"""What claims mean for prices: the edition's price for whoever holds a piece, and goods that only they may buy.

Asked only when something in the basket is a product of an edition (`Goods.has_edition`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from core import prepared
from core.errors import Conflict
from loyalty.ledger import store
from loyalty.models import Edition, EditionClaim
from loyalty.pricing.records import Claimed

# A till's clock may be slow; a purchase from long before the claim pays for nothing.
SLOW_CLOCK = timedelta(minutes=15)
_ABOUT = """
SELECT edition.product_id, edition.id, edition.name, edition.price, claim.quantity, claim.held_until, claim.state,
       edition.is_claim_only AND edition.state = 'published'
           AND (edition.closes_at IS NULL OR edition.closes_at > %(now)s::timestamptz)
FROM loyalty_edition edition
LEFT JOIN loyalty_editionclaim claim ON claim.edition_id = edition.id AND claim.customer_id = %(customer)s::bigint
    AND (claim.state = 'held' AND claim.held_until > %(now)s::timestamptz
             AND claim.claimed_at <= %(now)s::timestamptz + %(slow)s::interval
         OR claim.state = 'paid' AND claim.purchase_id = %(purchase)s::bigint
         OR claim.state = 'paid' AND claim.purchase_id IS NULL)
WHERE edition.product_id = ANY(%(products)s::bigint[]) AND edition.state <> 'draft'
ORDER BY claim.id, edition.id"""


@dataclass(frozen=True)
class Editions:
    """Of the products of a basket: what the customer has claimed, the oldest first, and what is sold by claim only."""

    claims: tuple[Claimed, ...] = ()
    # Product → the edition that says so, and pieces of it that are claimed, at whatever price.
    only: dict[int, str] = field(default_factory=dict)
    pieces: dict[int, list[int]] = field(default_factory=dict)


def about(products: Iterable[int], *, customer: int | None, purchase: int | None, now: datetime) -> Editions:
    """`purchase`: an order that is quoted anew keeps the claims that it has paid."""
    told = {"products": sorted(products), "customer": customer, "purchase": purchase, "now": now, "slow": SLOW_CLOCK}
    found = Editions(claims=())
    claims = []
    for product, edition, name, price, pieces, until, state, is_only in prepared.fetch(_ABOUT, told):
        if is_only:
            found.only[product] = name
        if pieces:
            found.pieces.setdefault(product, []).append(pieces)
            if price is not None:
                end = until.isoformat() if state == EditionClaim.State.HELD else ""
                claims.append(Claimed(edition, name, product, price, pieces, end))
    return Editions(tuple(claims), found.only, found.pieces)


def sold_by_claim(product: int) -> bool:
    """Whether a running edition sells this product to those who have claimed it, and to nobody else."""
    return Edition.objects.filter(product=product, is_claim_only=True, state=Edition.State.PUBLISHED).exists()


MOST_SHOWN = 5


def held_by(customer: int, now: datetime) -> list[EditionClaim]:
    """What is held for them now, the soonest to lapse first: for whoever stands at the counter with them."""
    rows = EditionClaim.objects.filter(customer=customer, state=EditionClaim.State.HELD, held_until__gt=now)
    return list(rows.select_related("edition__product").order_by("held_until", "pk")[:MOST_SHOWN])


def missing(edition: str) -> Conflict:
    text = _("“%(edition)s” is sold to those who have claimed it. Claim it for this customer first.")
    return Conflict("claim_missing", text % {"edition": edition}, field="lines")


_LACKING = """
SELECT max(edition.name)
FROM sales_purchase purchase
JOIN sales_purchaseline line ON line.purchase_id = purchase.id
JOIN loyalty_edition edition ON edition.product_id = line.product_id AND edition.is_claim_only
    AND edition.state = 'published' AND edition.published_at <= purchase.occurred_at
    AND (edition.closes_at IS NULL OR edition.closes_at > purchase.occurred_at)
WHERE purchase.id = ANY(%(purchases)s::bigint[]) AND purchase.state <> 'cancelled'
    AND purchase.occurred_at > %(now)s::timestamptz - %(slow)s::interval
GROUP BY purchase.id, line.id, line.product_id
HAVING (
    SELECT ceil(sum(quantity - returned_quantity)) FROM sales_purchaseline
    WHERE purchase_id = purchase.id AND product_id = line.product_id
) > coalesce((
    SELECT sum(claim.quantity) FROM loyalty_editionclaim claim JOIN loyalty_edition its ON its.id = claim.edition_id
    WHERE its.product_id = line.product_id AND claim.state = 'paid'
      AND claim.purchase_id = purchase.id
), 0)
ORDER BY 1 LIMIT 1"""


def check_sold(purchases: Sequence[int], now: datetime) -> None:
    """Goods that are sold by claim only were claimed, and the claims paid by these sales. In their transaction.

    What a till that was offline tells later is sold already: it is recorded, whatever became of the claim.
    """
    found = store.rows(_LACKING, {"purchases": store.array(purchases), "now": now, "slow": SLOW_CLOCK})
    if found:
        raise missing(found[0][0])


_PAID = """
SELECT coalesce(sum(quantity), 0)::bigint FROM loyalty_editionclaim
WHERE edition_id = %(edition)s AND state = 'paid' AND purchase_id = %(purchase)s"""


def check_quoted(editions: Iterable[Sequence[int]], purchase: int, *, sold_at: datetime, now: datetime) -> None:
    """A price that rested on claims holds while the claims do: another sale, or the clock, may have ended them.

    Of a sale that is told later nothing is refused: within its time the quote held.
    """
    if sold_at <= now - SLOW_CLOCK:
        return
    for edition, pieces in editions:
        if store.rows(_PAID, {"edition": edition, "purchase": purchase})[0][0] < pieces:
            text = _("What this price rests on is not claimed any more. Please quote again.")
            raise Conflict("claim_gone", text, field="quote")
