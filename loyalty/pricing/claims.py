"""What a purchase, or a reservation, takes of what is limited: coupon uses, budgets, gifts. Once, given back whole.

Counts move by conditional updates, in one order (promotions, coupons, gifts, each by key), so that
two tills never wait for each other in a circle and never take the last one twice. The row
that was updated stays locked to the end of the transaction, which also makes the limit per
customer exact. Promotions without any limit touch no shared row.

A reservation takes the same rows before there is a purchase, and the purchase then takes nothing
more. What reservations that have ended still hold is set free by whoever needs it, then and there:
no limit waits for the sweep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import locks
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


def of(quote: Quote) -> list[Claim]:
    """All that a quote promised."""
    return [
        Claim(
            promotion=found["promotion"],
            name=found["name"],
            discount=found["discount"],
            coupon=found["coupon"],
            gift=found["gift"],
            gift_quantity=found["gift_quantity"] if found["gift"] else 0,
        )
        for found in quote.facts["applied"]
    ]


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


# One at a time looks for what ended: who comes second sees what the first set free, instead of too little.
GATE = "reservations that have ended"
RUN_OUT = frozenset(
    {"budget_used_up", "promotion_limit_reached", "coupon_used_up", "coupon_limit_reached", "gift_out_of_stock"}
)


@dataclass(frozen=True)
class _Wanted:
    """All that one quote takes, for whom, and when."""

    quote: Quote
    claims: Sequence[Claim]
    # The promotions among them whose uses are counted, with the limit per customer.
    limited: Mapping[int, int | None]
    customer_id: int | None
    now: datetime

    @property
    def is_scarce(self) -> bool:
        return bool(self.limited) or any(item.coupon or item.gift for item in self.claims)


def claim(
    quote: Quote, claims: Iterable[Claim], *, customer_id: int | None, now: datetime, frees: Sequence[int] = ()
) -> None:
    """Take everything, or raise `Conflict` with the code of what has run out; the caller's transaction undoes.

    `frees` are reserved quotes, locked by the caller, that make way for this one: their parts are free for it.
    When something has run out, reservations of it that have ended make way too, and it is tried once more.
    """
    ordered = sorted(claims, key=lambda item: item.promotion)
    limited = dict(_limited(ordered)) if ordered else {}
    wanted = _Wanted(quote, ordered, limited, customer_id, now)
    if not wanted.is_scarce:
        _free(frees, ())
        return _take(wanted)
    try:
        with transaction.atomic():
            _free(frees, ordered)
            _take(wanted)
    except Conflict as error:
        if error.code not in RUN_OUT:
            raise
        ended = _ended(wanted)
        _free([*frees, *ended], ordered)
        _take(wanted)


def _take(wanted: _Wanted) -> None:
    claims, limited, customer_id = wanted.claims, wanted.limited, wanted.customer_id
    for item in claims:
        if item.promotion in limited:
            _take_promotion(item, limited[item.promotion], customer_id)
    coupons = {item.coupon: _take_coupon(item, customer_id) for item in _by_coupon(claims)}
    for item in sorted((item for item in claims if item.gift), key=lambda item: item.gift or 0):
        _take_gift(item)
    PromotionUse.objects.bulk_create(
        PromotionUse(
            promotion_id=item.promotion,
            coupon_id=coupons.get(item.coupon),
            quote=wanted.quote,
            customer_id=customer_id,
            amount=item.discount,
            gift_id=item.gift,
            gift_quantity=item.gift_quantity,
            used_at=wanted.now,
            is_counted=item.promotion in limited,
        )
        for item in claims
    )


def _limited(claims: Sequence[Claim]) -> list[tuple[int, int | None]]:
    with connection.cursor() as cursor:
        cursor.execute(_LIMITED + " ORDER BY id", {"promotions": [item.promotion for item in claims]})
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _by_coupon(claims: Sequence[Claim]) -> list[Claim]:
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

_GIVEN_BACK = """
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
_RELEASE = f"""
WITH freed AS (
    UPDATE loyalty_promotionuse SET released_at = %(now)s
    WHERE quote_id = ANY(%(quotes)s) AND released_at IS NULL
    {_GIVEN_BACK}"""  # noqa: S608  # constants
# Nobody bought anything: what a reservation held was no use of it, and leaves none.
_FREE = f"""
WITH unreserved AS (
    UPDATE loyalty_quote SET reserved_until = NULL WHERE id = ANY(%(quotes)s)
), freed AS (
    DELETE FROM loyalty_promotionuse WHERE quote_id = ANY(%(quotes)s)
    {_GIVEN_BACK}"""  # noqa: S608  # constants
# In the order of `claim`: what is given back, and what is taken in the same breath.
_LOCK = [
    f"SELECT {key} FROM {table} WHERE {key} = ANY(%({wanted})s) OR {pk} IN (SELECT {column} FROM loyalty_promotionuse"  # noqa: S608  # constants
    f" WHERE quote_id = ANY(%(quotes)s)) ORDER BY {key} FOR UPDATE"
    for table, key, pk, column, wanted in (
        ("loyalty_promotioncounter", "promotion_id", "promotion_id", "promotion_id", "promotions"),
        ("loyalty_coupon", "code", "id", "coupon_id", "coupons"),
        ("loyalty_gift", "id", "id", "gift_id", "gifts"),
    )
]


def _lock(quotes: list[int], claims: Sequence[Claim]) -> None:
    told = {
        "quotes": quotes,
        "promotions": [item.promotion for item in claims],
        "coupons": [item.coupon for item in claims if item.coupon],
        "gifts": [item.gift for item in claims if item.gift],
    }
    for statement in _LOCK:
        _run(statement, told)


def release(quotes: Iterable[int], *, now: datetime) -> None:
    """Give back all that these quotes took; twice is once. Locks in the order of `claim`."""
    freed = sorted(quotes)
    if not freed:
        return
    wanted = {"quotes": freed, "now": now}
    Quote.objects.filter(pk__in=freed, released_at__isnull=True).update(released_at=now)
    _lock(freed, ())
    _run(_RELEASE, wanted)


# --- Reservations -------------------------------------------------------------------------

_HOLDS = """
quote.reserved_until <= %(now)s AND quote.purchase_id IS NULL
  AND EXISTS (SELECT FROM loyalty_promotionuse used WHERE used.quote_id = quote.id
              AND (used.promotion_id = ANY(%(promotions)s) OR used.gift_id = ANY(%(gifts)s)))"""
_MAY_BE_FREED = f"SELECT EXISTS (SELECT FROM loyalty_quote quote WHERE {_HOLDS})"  # noqa: S608  # a constant
# One whose sale is being written in this moment is passed over: that sale takes what it was promised.
_ENDED = f"""
SELECT quote.id FROM loyalty_quote quote WHERE {_HOLDS}
ORDER BY quote.id LIMIT 500 FOR NO KEY UPDATE OF quote SKIP LOCKED"""  # noqa: S608  # a constant


def _ended(wanted: _Wanted) -> list[int]:
    """Reservations that have ended and hold what is wanted, locked. None of the wanted rows is locked meanwhile."""
    told: dict[str, Any] = {
        "now": wanted.now,
        "promotions": [item.promotion for item in wanted.claims],
        "gifts": [item.gift for item in wanted.claims if item.gift],
    }
    with connection.cursor() as cursor:
        cursor.execute(_MAY_BE_FREED, told)
        if not cursor.fetchone()[0]:
            return []
        locks.advisory_lock(GATE)
        cursor.execute(_ENDED, told)
        return [row[0] for row in cursor.fetchall()]


def _free(quotes: Sequence[int], claims: Sequence[Claim]) -> None:
    """Set free what these quotes reserved; locked by the caller, together with what is taken next."""
    if quotes:
        _lock(sorted(quotes), claims)
        _run(_FREE, {"quotes": sorted(quotes)})


def free_reserved(quotes: Sequence[int]) -> None:
    """Set free what these quotes reserved: unpaid ones, whose rows the caller has locked."""
    _free(quotes, ())


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
