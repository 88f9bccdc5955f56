"""A gift with purchase that is kept although what it was given for went back: charged by policy."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core.errors import NotFound
from core.models import User
from loyalty.costs.services import take_back
from loyalty.ledger import booking, keys, pool, store, terms
from loyalty.ledger.planning import Book
from loyalty.ledger.reversing import cancel_redemption, find_restored, lock_entry
from loyalty.ledger.services import Outcome, check_reason, grant
from loyalty.models import CurrencyPolicy, Gift, LedgerSettings, PromotionUse
from sales.hooks import Change

# What stays of the goods that the gift was given for, at the price that counted for its minimum spend: by the quote,
# before promotions and staff took something off. A gift that stands on the receipt as a line is told back with it.
_KEPT = """
WITH concerned AS (
    SELECT DISTINCT ON (purchase_id) purchase_id, occurred_at FROM sales_return
    WHERE id = ANY(%(returns)s::bigint[]) ORDER BY purchase_id, id DESC
)
SELECT used.id, purchase.id, purchase.customer_id, gift.name, worth.each * used.gift_quantity, concerned.occurred_at
FROM concerned
JOIN sales_purchase purchase ON purchase.id = concerned.purchase_id AND purchase.customer_id IS NOT NULL
JOIN loyalty_quote quote ON quote.purchase_id = purchase.id AND quote.released_at IS NULL
JOIN loyalty_promotionuse used ON used.quote_id = quote.id AND used.gift_quantity > 0
JOIN loyalty_promotion promotion ON promotion.id = used.promotion_id
JOIN loyalty_gift gift ON gift.id = used.gift_id
LEFT JOIN sales_product thing ON thing.id = gift.product_id
CROSS JOIN LATERAL (SELECT coalesce(nullif(gift.unit_cost, 0), thing.unit_cost, 0) AS each) worth
CROSS JOIN LATERAL (
    SELECT coalesce(sum(((told ->> 'amount')::bigint + off.discount)
               * (line.quantity - line.returned_quantity) / line.quantity), 0) AS amount
    FROM jsonb_array_elements(quote.facts -> 'lines') told
    CROSS JOIN LATERAL (
        SELECT coalesce(sum((step ->> 'discount')::bigint), 0) AS discount
        FROM jsonb_array_elements(told -> 'steps') step
        WHERE step ->> 'kind' IN ('promotion', 'staff')
    ) off
    JOIN sales_purchaseline line ON line.purchase_id = purchase.id AND line.position = (told ->> 'position')::int
    LEFT JOIN sales_product product ON product.id = line.product_id
    LEFT JOIN sales_category category ON category.id = product.category_id
    WHERE (NOT promotion.only_standard
           OR told ->> 'list' IS NULL AND NOT told -> 'steps' @> '[{"kind": "edition"}]') AND (
        NOT EXISTS (SELECT FROM loyalty_promotion_products WHERE promotion_id = promotion.id)
            AND NOT EXISTS (SELECT FROM loyalty_promotion_brands WHERE promotion_id = promotion.id)
            AND NOT EXISTS (SELECT FROM loyalty_promotion_categories WHERE promotion_id = promotion.id)
        OR EXISTS (SELECT FROM loyalty_promotion_products wanted
            WHERE wanted.promotion_id = promotion.id AND wanted.product_id = line.product_id)
        OR EXISTS (SELECT FROM loyalty_promotion_brands wanted
            WHERE wanted.promotion_id = promotion.id AND wanted.brand_id = product.brand_id)
        OR EXISTS (SELECT FROM loyalty_promotion_categories wanted
            WHERE wanted.promotion_id = promotion.id
              AND wanted.category_id::text = ANY(string_to_array(category.path, '/')))
    )
) stays
WHERE worth.each > 0 AND (stays.amount <= 0 OR stays.amount < promotion.minimum_spend)
  AND NOT EXISTS (
      SELECT FROM sales_purchaseline line WHERE line.purchase_id = purchase.id
        AND line.product_id = gift.product_id AND line.returned_quantity >= line.quantity
  )
  AND NOT EXISTS (SELECT FROM loyalty_entry WHERE event_key = 'gift:' || used.id)
ORDER BY purchase.customer_id, used.id"""


def gift_hook(change: Change) -> None:
    if not change.returns or terms.settings().kept_gift != LedgerSettings.KeptGift.POINTS:
        return
    kept = store.rows(_KEPT, {"returns": store.array(change.returns)})
    worth = CurrencyPolicy.objects.get(pk="points").unit_value if kept else Decimal(0)
    if worth <= 0:  # nobody can pay in points that are worth nothing
        return
    for use, purchase, customer, name, cost, at in kept:
        _charge(_Kept(use, purchase, customer, name, terms.ceil(Decimal(cost) / worth), at), change.now)


class _Kept(NamedTuple):
    use: int
    purchase: int
    customer: int
    name: str
    units: int
    at: datetime


def _charge(kept: _Kept, now: datetime) -> None:
    owner = pool.collector(kept.customer)
    account = store.lock_accounts([(owner, "points")], now=now)[owner, "points"]
    store.load_lots([account])
    book = Book(now, writes_off=terms.writes_off())
    facts: dict[str, Any] = {"gift": kept.use, "name": kept.name} | pool.earned_by(kept.customer, owner)
    book.charge(
        account, kept.units, kind="charge", event_key=key_of(kept.use), occurred_at=kept.at, facts=facts,
        purchase=kept.purchase, explanation=f"{kept.units} for {kept.name}, which was kept",
    )  # fmt: skip
    store.write(book)


def key_of(use: int) -> str:
    return f"gift:{use}"


@transaction.atomic
def waive_charge(*, use: int, actor: User, reason: str, now: datetime) -> Outcome:
    """The gift was brought back after all: it is in stock again, the units go back to their lots, what was owed
    is given. Twice is once."""
    check_reason(reason)
    key = key_of(use)
    if not store.rows("SELECT 1 FROM loyalty_entry WHERE event_key = %(key)s", {"key": key}):
        raise NotFound("entry_unknown", _("Nothing was charged for it."))
    entry = booking.find_entry(key, ["charge"])
    lock_entry(entry, now)  # two who waive at once do it one after the other
    is_waived = bool(store.rows(_WAIVED, {"keys": store.array([f"{key}:waived", f"{key}:waived:debt"])}))
    told: dict[str, Any] = {"now": now, "reason": reason, "actor": actor}
    outcome = find_restored(f"{key}:waived", key, None)
    if outcome is None and booking.open_parts(entry, key):
        outcome = cancel_redemption(event_key=f"{key}:waived", of=key, **told)
    if owed := store.rows(_OWED, {"id": entry.id, "forgiven": keys.write_off(key)})[0][0]:
        outcome = grant(
            customer_id=entry.customer, currency=entry.currency, units=owed, event_key=f"{key}:waived:debt",
            occurred_at=now, explanation=f"{owed} charged given back", **told,
        )  # fmt: skip
    take_back(keys=[row[0] for row in store.rows(_COST, {"use": use})], at=now, note=reason[:200])
    if outcome is None:
        raise NotFound("entry_unknown", _("Nothing was charged for it."))
    if not is_waived:
        _put_back(use)
    return outcome


def _put_back(use: int) -> None:
    """Into the stock: a return of the whole purchase left it out, because it was kept."""
    found = PromotionUse.objects.filter(pk=use, gift__isnull=False).values_list("gift_id", "gift_quantity").first()
    if found:
        Gift.objects.filter(pk=found[0]).update(claimed=F("claimed") - found[1])


_WAIVED = "SELECT 1 FROM loyalty_entry WHERE event_key = ANY(%(keys)s::text[])"
# What was owed for it, unless it was written off at once.
_OWED = """
SELECT debt_units - coalesce((SELECT units FROM loyalty_entry WHERE event_key = %(forgiven)s), 0)
FROM loyalty_entry WHERE id = %(id)s"""
_COST = """
SELECT 'quote:' || quote_id || ':gift:' || promotion_id FROM loyalty_promotionuse WHERE id = %(use)s"""
