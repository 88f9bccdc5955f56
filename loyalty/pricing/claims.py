"""What a purchase takes of what is limited: coupon uses, budgets, gifts. Exactly once, given back whole.

Counts move by conditional updates, in one order (promotions, coupons, gifts, each by key), so that
two tills never wait for each other in a circle and never take the last one twice. The row
that was updated stays locked to the end of the transaction, which also makes the limit per
customer exact. Promotions without any limit touch no shared row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from core.errors import Conflict
from loyalty.ledger import terms
from loyalty.models import Coupon, PromotionUse, Quote
from loyalty.pricing import wording


@dataclass(frozen=True)
class Claim:
    """One promotion that a quote promised."""

    promotion: int
    name: str
    discount: int
    coupon: str = ""
    gift: int | None = None
    gift_quantity: int = 0


_COUNT_PROMOTION = """
INSERT INTO loyalty_promotioncounter (promotion_id, uses, amount) VALUES (%(promotion)s, 0, 0)
ON CONFLICT DO NOTHING"""
_TAKE_PROMOTION = """
UPDATE loyalty_promotioncounter counter SET uses = counter.uses + 1, amount = counter.amount + %(amount)s
FROM loyalty_promotion promotion
WHERE counter.promotion_id = %(promotion)s AND promotion.id = counter.promotion_id
  AND (promotion.budget_uses IS NULL OR counter.uses < promotion.budget_uses)
  AND (promotion.budget_amount IS NULL OR counter.amount + %(amount)s <= promotion.budget_amount)"""
_TAKE_COUPON = """
UPDATE loyalty_coupon SET uses = uses + 1
WHERE code = %(code)s AND cancelled_at IS NULL AND (max_uses IS NULL OR uses < max_uses)
RETURNING id, limit_per_customer"""
_TAKE_GIFT = """
UPDATE loyalty_gift SET claimed = claimed + %(quantity)s
WHERE id = %(gift)s AND claimed + %(quantity)s <= stock"""
# Promotions whose uses must be counted; the others touch no row that tills share.
_LIMITED = """
SELECT id, limit_per_customer FROM loyalty_promotion
WHERE id = ANY(%(promotions)s)
  AND (budget_uses IS NOT NULL OR budget_amount IS NOT NULL OR limit_per_customer IS NOT NULL)"""


def claim(quote: Quote, claims: Iterable[Claim], *, customer_id: int | None, now: datetime) -> None:
    """Take everything, or raise `Conflict` with the code of what has run out; the caller's transaction undoes."""
    wanted = sorted(claims, key=lambda item: item.promotion)
    if not wanted:
        return
    limited = dict(_limited(wanted))
    for item in wanted:
        if item.promotion in limited:
            _take_promotion(item, limited[item.promotion], customer_id)
    coupons = {item.coupon: _take_coupon(item, customer_id) for item in _by_coupon(wanted)}
    for item in sorted((item for item in wanted if item.gift), key=lambda item: item.gift or 0):
        _take_gift(item)
    PromotionUse.objects.bulk_create(
        PromotionUse(
            promotion_id=item.promotion,
            coupon_id=coupons.get(item.coupon),
            quote=quote,
            customer_id=customer_id,
            amount=item.discount,
            gift_id=item.gift,
            gift_quantity=item.gift_quantity,
            used_at=now,
            is_counted=item.promotion in limited,
        )
        for item in wanted
    )


def _limited(claims: list[Claim]) -> list[tuple[int, int | None]]:
    with connection.cursor() as cursor:
        cursor.execute(_LIMITED + " ORDER BY id", {"promotions": [item.promotion for item in claims]})
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _by_coupon(claims: list[Claim]) -> list[Claim]:
    return sorted((item for item in claims if item.coupon), key=lambda item: item.coupon)


def _run(statement: str, values: Mapping[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def _take_promotion(item: Claim, limit: int | None, customer_id: int | None) -> None:
    _run(_COUNT_PROMOTION, {"promotion": item.promotion})
    if not _run(_TAKE_PROMOTION, {"promotion": item.promotion, "amount": item.discount}):
        raise Conflict(
            "budget_used_up",
            _("The budget of “%(name)s” has been used up meanwhile; please quote again.") % {"name": item.name},
            field="quote",
        )
    used = PromotionUse.objects.filter(promotion=item.promotion, customer=customer_id, released_at__isnull=True)
    if limit is not None and used.count() >= limit:
        raise Conflict("promotion_limit_reached", wording.refusal("coupon_limit_reached"), field="quote")


def _take_coupon(item: Claim, customer_id: int | None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_COUPON, {"code": item.coupon})
        taken = cursor.fetchone()
    if taken is None:
        is_cancelled = Coupon.objects.filter(code=item.coupon, cancelled_at__isnull=False).exists()
        code = "coupon_cancelled" if is_cancelled else "coupon_used_up"
        raise Conflict(code, wording.refusal(code), field="quote")
    pk, limit = taken
    used = PromotionUse.objects.filter(coupon=pk, customer=customer_id, released_at__isnull=True)
    if limit is not None and used.count() >= limit:
        raise Conflict("coupon_limit_reached", wording.refusal("coupon_limit_reached"), field="quote")
    return int(pk)


def _take_gift(item: Claim) -> None:
    if not _run(_TAKE_GIFT, {"gift": item.gift, "quantity": item.gift_quantity}):
        raise Conflict(
            "gift_out_of_stock",
            _("The gift of “%(name)s” has run out meanwhile; please quote again.") % {"name": item.name},
            field="quote",
        )


def holds_something(quote: Quote) -> bool:
    """Whether it took what others could have had: a code, a gift, a part of a budget or of somebody's limit."""
    scarce = Q(coupon__isnull=False) | Q(gift__isnull=False) | Q(is_counted=True)
    return quote.uses.filter(scarce, released_at__isnull=True).exists()


# --- Giving back --------------------------------------------------------------------------

_FREE = """
WITH freed AS (
    UPDATE loyalty_promotionuse SET released_at = %(now)s
    WHERE quote_id = ANY(%(quotes)s) AND released_at IS NULL
    RETURNING id, promotion_id, coupon_id, gift_id, gift_quantity, amount, is_counted
), promotions AS (
    UPDATE loyalty_promotioncounter counter SET uses = counter.uses - back.uses, amount = counter.amount - back.amount
    FROM (SELECT promotion_id, count(*) AS uses, sum(amount) AS amount FROM freed WHERE is_counted
          GROUP BY promotion_id) back
    WHERE counter.promotion_id = back.promotion_id
), coupons AS (
    UPDATE loyalty_coupon coupon SET uses = coupon.uses - back.uses
    FROM (SELECT coupon_id, count(*) AS uses FROM freed WHERE coupon_id IS NOT NULL GROUP BY coupon_id) back
    WHERE coupon.id = back.coupon_id
)
UPDATE loyalty_gift gift SET claimed = gift.claimed - back.pieces
FROM (SELECT gift_id, sum(gift_quantity) AS pieces FROM freed
      -- A gift that was kept and charged is not on the shelf; waiving the charge puts it there.
      WHERE gift_id IS NOT NULL AND NOT EXISTS (SELECT FROM loyalty_entry WHERE event_key = 'gift:' || freed.id)
      GROUP BY gift_id) back
WHERE gift.id = back.gift_id"""
# In the order of `claim`.
_LOCK = [
    f"SELECT {key} FROM {table} WHERE {key} IN (SELECT {column} FROM loyalty_promotionuse"  # noqa: S608  # constants
    f" WHERE quote_id = ANY(%(quotes)s)) ORDER BY 1 FOR UPDATE"
    for table, key, column in (
        ("loyalty_promotioncounter", "promotion_id", "promotion_id"),
        ("loyalty_coupon", "id", "coupon_id"),
        ("loyalty_gift", "id", "gift_id"),
    )
]


def release(quotes: Iterable[int], *, now: datetime) -> None:
    """Give back all that these quotes took; twice is once. Locks in the order of `claim`."""
    freed = sorted(quotes)
    if not freed:
        return
    wanted = {"quotes": freed, "now": now}
    Quote.objects.filter(pk__in=freed, released_at__isnull=True).update(released_at=now)
    for statement in _LOCK:
        _run(statement, wanted)
    _run(_FREE, wanted)


# --- Coupons whose day is over ------------------------------------------------------------

# As units do that paid for what comes back; a code that anybody may use gave nobody anything up.
_REVIVE = """
UPDATE loyalty_coupon coupon SET valid_until = least(%(until)s, promotion.valid_until)
FROM loyalty_promotion promotion
WHERE promotion.id = coupon.promotion_id AND promotion.is_active
  AND (promotion.valid_until IS NULL OR promotion.valid_until > %(now)s)
  AND coupon.valid_until <= %(now)s AND coupon.cancelled_at IS NULL AND coupon.customer_id IS NOT NULL
  AND coupon.id IN (SELECT coupon_id FROM loyalty_promotionuse
                    WHERE quote_id = ANY(%(quotes)s) AND released_at = %(now)s)
RETURNING coupon.id, coupon.valid_until"""
Revived = Callable[[Sequence[int], datetime, datetime], None]
_revived: list[Revived] = []


def on_revived(action: Revived) -> None:
    """`action(coupons, until, now)` is called when coupons live on for the grace days."""
    _revived.append(action)


def revive(quotes: Iterable[int], *, now: datetime) -> None:
    """Coupons of these quotes, whose goods came back and which were just released, live on if their day is over."""
    freed, until = sorted(quotes), terms.grace_end(now)
    if not freed or until is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(_REVIVE, {"quotes": freed, "now": now, "until": until})
        found = cursor.fetchall()
    for its_end in sorted({row[1] for row in found}):
        coupons = [pk for pk, end in found if end == its_end]
        for action in _revived:
            action(coupons, its_end, now)
