"""What a price needs to know of customers, channels, products and limits: a till waits for each statement here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from core import prepared
from core.errors import NotFound
from customers.models import Customer, Membership
from loyalty.models import Gift
from loyalty.pricing import book, records
from loyalty.pricing.arithmetic import is_valid
from loyalty.pricing.records import Facts, PricedBasket

_CUSTOMER = """
SELECT who.id, who.public_id, who.kind, who.display_name, who.merged_into_id, who.erased_at, membership.state
FROM customers_customer who LEFT JOIN customers_membership membership ON membership.customer_id = who.id
WHERE who.{key}"""
_CUSTOMER_BY = {
    int: _CUSTOMER.format(key="id = %(told)s::bigint"),
    UUID: _CUSTOMER.format(key="public_id = %(told)s::uuid"),
}
_FIELDS = ("id", "public_id", "kind", "display_name", "merged_into_id", "erased_at")


def find_customer(told: int | UUID | None) -> Customer | None:
    """The current customer behind a merged one, with what prices ask of them; other fields are read when asked."""
    if told is None:
        return None
    found = prepared.fetch(_CUSTOMER_BY[type(told)], {"told": told})
    row = _as_customer(*found[0]) if found else None
    if row is None or row.erased_at:
        raise NotFound("customer_unknown", _("This customer is not known."), field="customer")
    return find_customer(row.merged_into_id) if row.merged_into_id else row


def _as_customer(*values: Any) -> Customer:
    row = Customer.from_db(connection.alias, _FIELDS, values[:-1])
    state = values[-1]
    row._state.fields_cache["membership"] = (  # noqa: SLF001  # so that a missing one is not asked for again
        Membership.from_db(connection.alias, ("customer_id", "state"), (row.pk, state)) if state else None
    )
    return row


def find_channel(told: int | str | None) -> int | None:
    if told is None or told == "":
        return None
    key = "id = %(told)s::bigint" if isinstance(told, int) else "code = %(told)s::text"
    found = prepared.fetch(f"SELECT id FROM sales_channel WHERE {key}", {"told": told})  # noqa: S608  # constants
    if not found:
        raise NotFound("channel_unknown", _("This sales channel is not known."), field="channel")
    pk: int = found[0][0]
    return pk


@dataclass(frozen=True)
class Goods:
    """What of a product a price needs."""

    id: int
    sku: str
    name: str
    price: int | None
    brand: int | None
    categories: tuple[int, ...]
    has_edition: bool = False


_GOODS = """
SELECT product.id, product.sku, product.name, product.price, product.brand_id, category.path,
       EXISTS (SELECT FROM loyalty_edition WHERE product_id = product.id AND state <> 'draft')
FROM sales_product product LEFT JOIN sales_category category ON category.id = product.category_id
WHERE product.id = ANY(%(ids)s::bigint[]) OR product.sku = ANY(%(skus)s::text[])"""


def goods_of(wanted: Sequence[int | str | None]) -> dict[int | str, Goods]:
    """Products by what the lines call them; refuses one that nobody knows."""
    told = {
        "ids": [name for name in wanted if isinstance(name, int)],
        "skus": [name for name in wanted if isinstance(name, str)],
    }
    if not told["ids"] and not told["skus"]:
        return {}
    found: dict[int | str, Goods] = {}
    for pk, sku, name, price, brand, path, has_edition in prepared.fetch(_GOODS, told):
        categories = tuple(int(part) for part in path.split("/") if part) if path else ()
        found[pk] = found[sku] = Goods(pk, sku, name, price, brand, categories, has_edition)
    for position, name in enumerate(wanted, start=1):
        if name is not None and name not in found:
            raise NotFound(
                "product_unknown",
                _("Line %(line)d names an unknown product: %(product)s.") % {"line": position, "product": name},
                field="lines",
            )
    return found


def why_not_running(promotion: int, now: datetime) -> str:
    """Whether a coupon's promotion runs at all now; whether it fits a basket is another question."""
    found = next((item for item in book.current().book.promotions if item.id == promotion), None)
    if found is None or not is_valid(found.valid_from, found.valid_until, now):
        return "coupon_promotion_not_running"
    return ""


# What reservations hold that have ended, or that make way for this very quote, is free already.
_LIMITS = """
WITH ended AS (
    SELECT used.* FROM loyalty_quote quote JOIN loyalty_promotionuse used ON used.quote_id = quote.id
    WHERE quote.reserved_until IS NOT NULL AND quote.purchase_id IS NULL
      AND (quote.reserved_until <= %(now)s::timestamptz OR quote.id = %(instead_of)s::bigint)
)
SELECT promotion.id,
       coalesce(counter.uses, 0) - coalesce(back.uses, 0) >= promotion.budget_uses
       OR coalesce(counter.amount, 0) - coalesce(back.amount, 0) >= promotion.budget_amount,
       promotion.budget_amount - coalesce(counter.amount, 0) + coalesce(back.amount, 0),
       gift.id, gift.stock - gift.claimed + coalesce(shelf.pieces, 0),
       (SELECT count(*) FROM loyalty_promotionuse used
        WHERE used.promotion_id = promotion.id AND used.customer_id = %(customer)s::bigint
          AND used.released_at IS NULL AND used.id NOT IN (SELECT id FROM ended))
FROM loyalty_promotion promotion
LEFT JOIN loyalty_promotioncounter counter ON counter.promotion_id = promotion.id
LEFT JOIN loyalty_gift gift ON gift.id = promotion.gift_id
LEFT JOIN (SELECT promotion_id, count(*) AS uses, sum(amount)::bigint AS amount FROM ended WHERE is_counted
           GROUP BY promotion_id) back ON back.promotion_id = promotion.id
LEFT JOIN (SELECT gift_id, sum(gift_quantity) AS pieces FROM ended GROUP BY gift_id) shelf ON shelf.gift_id = gift.id
WHERE promotion.id = ANY(%(promotions)s::bigint[])"""


def facts_of(
    compiled: book.Compiled,
    met: frozenset[records.Target],
    customer: Customer | None,
    now: datetime,
    instead_of: int | None = None,
) -> Facts:
    """What the customer meets and used, and what is left of promotions with a budget or stock.

    What the reserved quote `instead_of` holds counts as free.
    """
    limited = sorted({*compiled.limited, *compiled.limited_per_customer})
    if not limited:
        return Facts(met)
    told = {
        "promotions": limited, "customer": customer.pk if customer else None, "now": now, "instead_of": instead_of,
    }  # fmt: skip
    found = prepared.fetch(_LIMITS, told)
    return Facts(
        targets=met,
        used={pk: used for pk, *_rest, used in found},
        exhausted=frozenset(pk for pk, is_used_up, *_rest in found if is_used_up),
        left={pk: left for pk, _is_used_up, left, *_rest in found if left is not None},
        stock={gift: left for _pk, _is_used_up, _left, gift, left, _used in found if gift is not None},
        is_known=customer is not None,
    )


def gift_names(priced: PricedBasket) -> dict[int, str]:
    wanted = [found.gift for found in priced.applied if found.gift]
    return dict(Gift.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
