"""What segments can ask of purchases. Receipts that went back whole count nowhere (`PurchaseQuerySet.receipts`), but
for what was promised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from customers.segments import facets
from customers.segments.building import column, happened, many, of, presence
from customers.segments.compiling import Statement, Test
from customers.segments.facets import Facet, Of
from customers.segments.kinds import EventValue, Kind
from customers.segments.rules import Condition
from sales.models import Brand, Category, Channel, Product, Store

GROUP = _("Purchases")


def register() -> None:
    stores = Of("store", _("Store"), lambda: list(Store.objects.values_list("code", "name")))
    channels = Of("channel", _("Sales channel"), lambda: list(Channel.objects.values_list("code", "name")))
    goods = (
        Of("product", _("Product (SKU)"), unknown=unknown_products),
        Of("category", _("Category"), lambda: list(Category.objects.values_list("code", "name"))),
        Of("brand", _("Brand"), lambda: [(str(brand.pk), brand.name) for brand in Brand.objects.all()]),
    )
    facets.register(
        Facet(
            "sales.bought", _("Bought"), GROUP, Kind.EVENT, _bought, of=(*goods, stores, channels), is_clock=True
        ),
        Facet("sales.last_on", _("Last purchase"), GROUP, Kind.DATE, column(Kind.DATE, _last_on), is_clock=True),
        Facet(
            "sales.stores", _("Bought at"), GROUP, Kind.CHOICE,
            many(_with("sales_store", "store_id"), "code", cast="text"), choices=stores.choices,
        ),
        Facet(
            "sales.channels", _("Bought through"), GROUP, Kind.CHOICE,
            many(_with("sales_channel", "channel_id"), "code", cast="text"), choices=channels.choices,
        ),
        Facet(
            "sales.promise_missed", _("Promised time missed"), GROUP, Kind.EVENT, _promise_missed,
            of=(stores, channels), is_clock=True,
        ),
        Facet(
            "sales.guarantee_ends", _("Guarantee about to end"), GROUP, Kind.EVENT, _guarantee_ends, of=goods,
            is_clock=True, is_ahead=True,
        ),
        Facet(
            "sales.due_again", _("Due to buy it again"), GROUP, Kind.EVENT, _due_again, of=goods, is_clock=True,
            is_ahead=True, counts=_("products"), is_profile=True,
        ),
        Facet(
            "sales.outdated", _("Has something that has a successor"), GROUP, Kind.EVENT, _outdated, of=goods,
            is_clock=True, has_days=False, counts=_("products"),
        ),
        Facet(
            "sales.waits_for", _("Waits for a product out of stock"), GROUP, Kind.EVENT, _waits_for, of=goods,
            is_clock=True, has_days=False, counts=_("products"),
        ),
    )  # fmt: skip


def unknown_products(skus: Sequence[str]) -> Sequence[str]:
    known = set(Product.objects.filter(sku__in=skus).values_list("sku", flat=True))
    return [sku for sku in skus if sku not in known]


def _with(table: str, key: str) -> str:
    return (
        f"sales_purchase purchase JOIN {table} place ON place.id = purchase.{key}"
        " AND NOT purchase.is_fully_returned AND purchase.customer_id IS NOT NULL"
    )


def _last_on(statement: Statement) -> str:
    source = (
        "(SELECT customer_id, max(occurred_on) AS last_on FROM sales_purchase WHERE NOT is_fully_returned"
        f" AND customer_id IS NOT NULL AND {statement.scope('customer_id')} GROUP BY customer_id)"
    )
    return of(source, "last_on")(statement)


# A category stands for those below it: its path begins theirs.
_CATEGORIES = """product.category_id IN (
    SELECT child.id FROM sales_category parent JOIN sales_category child ON starts_with(child.path, parent.path)
    WHERE parent.code = ANY ({codes}))"""


def _bought(statement: Statement, condition: Condition) -> Test:
    """Receipts are counted; of goods, those with a line of them that was not brought back."""
    told: EventValue = condition.value
    goods = _products(statement, told)
    lines = [_kept_line(statement, *goods)] if goods else []
    return happened(
        statement, condition, source="sales_purchase p", customer="p.customer_id", day="p.occurred_on",
        narrowed=["NOT p.is_fully_returned", *_places(statement, told), *lines],
    )  # fmt: skip


def _promise_missed(statement: Statement, condition: Condition) -> Test:
    """As `promise_kept` of the figures has it: what came back later was promised all the same."""
    now = statement.value(statement.now, "timestamptz")
    return happened(
        statement, condition, source="sales_purchase p", customer="p.customer_id",
        day=statement.local_day("p.promised_at"),
        narrowed=[
            f"p.promised_at < {now}", "(p.fulfilled_at <= p.promised_at) IS NOT TRUE",
            *_places(statement, condition.value),
        ],
    )  # fmt: skip


def _guarantee_ends(statement: Statement, condition: Condition) -> Test:
    """Receipts are counted, with a line that was kept and whose last day of guarantee is one of the coming ones."""
    told: EventValue = condition.value
    lines = [f"line.guarantee_until >= {statement.value(statement.day, 'date')}"]
    if told.days is not None:
        end = statement.value(statement.day + timedelta(days=told.days), "date")
        lines.append(f"line.guarantee_until < {end}")
    kept = _kept_line(statement, *lines, *_products(statement, told))
    # The days are those of the guarantee, however long ago the purchase was.
    ever = replace(condition, value=EventValue(told.times))
    return happened(
        statement, ever, source="sales_purchase p", customer="p.customer_id", day="p.occurred_on",
        narrowed=["NOT p.is_fully_returned", kept],
    )  # fmt: skip


# On so many days somebody bought a product before they have a rhythm for it, and not longer ago than that.
RHYTHM_DAYS, RHYTHM_SPAN = 3, timedelta(days=1095)


_RHYTHM = """(
    SELECT p.customer_id, line.product_id, max(p.occurred_on) + round((max(p.occurred_on) - min(p.occurred_on))::numeric
               / (count(DISTINCT p.occurred_on) - 1))::int AS due_on
    FROM sales_purchase p JOIN sales_purchaseline line ON line.purchase_id = p.id
    WHERE {bought} GROUP BY 1, 2 HAVING count(DISTINCT p.occurred_on) >= {often}) rhythm"""


def _due_again(statement: Statement, condition: Condition) -> Test:
    """Products, counted, whose next day by the customer's own mean interval is one of the coming ones."""
    told: EventValue = condition.value
    bought = [
        "NOT p.is_fully_returned", "p.customer_id IS NOT NULL", "line.returned_quantity < line.quantity",
        f"p.occurred_on > {statement.value(statement.day - RHYTHM_SPAN, 'date')}", "line.product_id IS NOT NULL",
        statement.scope("p.customer_id"), *_products(statement, told),
    ]  # fmt: skip
    due = [f"due_on >= {statement.value(statement.day, 'date')}"]
    if told.days is not None:
        due.append(f"due_on < {statement.value(statement.day + timedelta(days=told.days), 'date')}")
    rhythm = _RHYTHM.format(bought=" AND ".join(bought), often=RHYTHM_DAYS)
    alias = statement.join(
        f"(SELECT customer_id FROM {rhythm} WHERE {' AND '.join(due)} GROUP BY customer_id"
        f" HAVING count(*) >= {statement.value(told.times, 'bigint')})"
    )
    return presence(f"{alias}.customer_id", is_wanted=condition.op == "has")


# What was kept of a product that has a successor on sale, which they do not have.
OUTDATED = """sales_purchase p JOIN sales_purchaseline line ON line.purchase_id = p.id
    AND NOT p.is_fully_returned AND line.returned_quantity < line.quantity
JOIN sales_product product ON product.id = line.product_id
    AND EXISTS (SELECT FROM sales_product next WHERE next.id = product.successor_id AND next.state = 'active')
    AND NOT EXISTS (
        SELECT FROM sales_purchaseline newer JOIN sales_purchase bought ON bought.id = newer.purchase_id
        WHERE bought.customer_id = p.customer_id AND newer.product_id = product.successor_id
          AND NOT bought.is_fully_returned AND newer.returned_quantity < newer.quantity)"""


def old_enough(day: str) -> str:
    """So many months ago that its owner may hear of the successor, over `OUTDATED`."""
    return f"p.occurred_on <= ({day} - make_interval(months => product.successor_months))::date"


def _outdated(statement: Statement, condition: Condition) -> Test:
    """Products, counted."""
    told: EventValue = condition.value
    day = statement.value(statement.day, "date")
    narrowed = ["p.customer_id IS NOT NULL", statement.scope("p.customer_id"), old_enough(day)]
    source = f"{OUTDATED} WHERE {' AND '.join([*narrowed, *_goods(statement, told)])}"
    return _counted(statement, condition, source, "p.customer_id", "count(DISTINCT product.id)")


def _waits_for(statement: Statement, condition: Condition) -> Test:
    told: EventValue = condition.value
    narrowed = ["wish.ended_at IS NULL", statement.scope("wish.customer_id"), *_goods(statement, told)]
    source = "sales_stockwish wish JOIN sales_product product ON product.id = wish.product_id"
    source = f"{source} WHERE {' AND '.join(narrowed)}"
    return _counted(statement, condition, source, "wish.customer_id", "count(*)")


def _counted(statement: Statement, condition: Condition, source: str, customer: str, count: str) -> Test:
    alias = statement.join(
        f"(SELECT {customer} AS customer_id FROM {source} GROUP BY 1"
        f" HAVING {count} >= {statement.value(condition.value.times, 'bigint')})"
    )
    return presence(f"{alias}.customer_id", is_wanted=condition.op == "has")


def _places(statement: Statement, told: EventValue) -> list[str]:
    found = []
    for name in ("store", "channel"):
        if name in told.of:
            codes = statement.value(list(told.of[name]), "text[]")
            found.append(f"p.{name}_id IN (SELECT id FROM sales_{name} WHERE code = ANY ({codes}))")
    return found


def _kept_line(statement: Statement, *conditions: str) -> str:
    """Whether a purchase has a line of which something was not brought back."""
    told = ("line.purchase_id = p.id", "line.returned_quantity < line.quantity", *conditions)
    return statement.exists(f"FROM sales_purchaseline line WHERE {' AND '.join(told)}")


def _products(statement: Statement, told: EventValue) -> list[str]:
    """The products first, as a list: so their lines are found by an index, few or many, without a join."""
    goods = _goods(statement, told)
    products = f"ARRAY (SELECT product.id FROM sales_product product WHERE {' AND '.join(goods)})"
    return [f"line.product_id = ANY ({products})"] if goods else []


def _goods(statement: Statement, told: EventValue) -> list[str]:
    found = []
    if "product" in told.of:
        found.append(f"product.sku = ANY ({statement.value(list(told.of['product']), 'text[]')})")
    if "category" in told.of:
        found.append(_CATEGORIES.format(codes=statement.value(list(told.of["category"]), "text[]")))
    if "brand" in told.of:
        brands = [int(brand) for brand in told.of["brand"] if brand.isdecimal()]
        found.append(f"product.brand_id = ANY ({statement.value(brands, 'bigint[]')})")
    return found
