"""A quote of a 20-line basket with 50 price lists, 200 promotions and 100 earn rules, in this process.

Priced, explained, stored and with the units that it would earn, as the till and the API do it. The
statements are counted beside those of a quote of no lines at all.
"""

from __future__ import annotations

import statistics
import time
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

LINES, LISTS, PROMOTIONS, RULES = 20, 50, 200, 100
BAR_MS = 40
BAR_STATEMENTS = 3


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    size = f"{scale.customers} {scale.orders} --ledger"
    databases.use(databases.ensure(f"{scale.name}_small", size, fresh=fresh))
    from django.db import transaction

    with transaction.atomic():
        rows = _measure(scale)
        # The database serves other parts too: what was configured here is gone afterwards.
        transaction.set_rollback(True)
    return rows, []


def _measure(scale: Scale) -> list[Row]:
    from django.db import connection

    chance = Random(11)
    products = _products(chance)
    _configure(chance, products)
    customers = _customers(chance)
    with connection.cursor() as cursor:  # as autovacuum does in a shop
        cursor.execute("ANALYZE loyalty_pricerow, loyalty_pricebreak, sales_product, customers_customer_groups")
    asked = [_inquiry(chance, products, customers) for _ in range(max(40, scale.posts // 4))]
    for inquiry in asked[:10]:
        _quote(inquiry)
    seconds, worked = [], []
    for inquiry in asked:
        started, busy = time.perf_counter(), time.process_time()
        _quote(inquiry)
        seconds.append(time.perf_counter() - started)
        worked.append(time.process_time() - busy)
    p95, median = 1000 * statistics.quantiles(seconds, n=20)[-1], 1000 * statistics.median(seconds)
    work = f"quote of a {LINES}-line basket with {LISTS} price lists, {PROMOTIONS} promotions, {RULES} earn rules"
    whole, empty = _statements(asked[0]), _statements(_empty(asked[0]))
    return [
        Row(
            key="quote",
            work=work,
            measured=f"{p95:.1f} ms p95 ({median:.1f} ms median)",
            against=f"{BAR_MS} ms",
            value=p95,
            bar=BAR_MS,
            unit="ms",
            note=f"in process: priced, explained, stored, units to earn; {len(seconds)} different baskets; of it"
            f" {1000 * statistics.median(worked):.1f} ms of this process's own processor time at the median.",
        ),
        Row(
            key="quote_statements",
            work="statements of that quote",
            measured=f"{whole}",
            against=f"an empty basket {empty}",
            value=whole - empty,
            bar=BAR_STATEMENTS,
            unit="more",
        ),
    ]


def _quote(inquiry: Any) -> Any:
    from core import clock
    from loyalty.pricing import quotes, units

    now = clock.now()
    answer = quotes.price_basket(inquiry=inquiry, now=now)
    units.preview(answer)
    return quotes.store(answer, now=now) if inquiry.lines else answer


def _statements(inquiry: Any) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        _quote(inquiry)
    return len(found)


def _empty(inquiry: Any) -> Any:
    from dataclasses import replace

    return replace(inquiry, lines=[])


# --- What is there ------------------------------------------------------------------------


def _products(chance: Random) -> list[Any]:
    from sales.models import Category, Product

    root = Category.objects.create(code="bench-quotes", name="Quotes")
    root.path = f"/{root.pk}/"
    root.save(update_fields=["path"])
    shelves = []
    for number in range(20):
        shelf = Category.objects.create(code=f"bench-shelf-{number}", name=f"Shelf {number}", parent=root)
        shelf.path = f"{root.path}{shelf.pk}/"
        shelf.save(update_fields=["path"])
        shelves.append(shelf)
    return Product.objects.bulk_create(
        Product(sku=f"QB-{n}", name=f"Goods {n}", price=chance.randrange(300, 20_000), category=chance.choice(shelves))
        for n in range(500)
    )


def _customers(chance: Random) -> list[int]:
    """Members, each in a few of the groups that lists are for."""
    from customers.models import Customer, CustomerGroup

    members = list(Customer.objects.members().order_by("pk")[:200])
    groups = list(CustomerGroup.objects.filter(name__startswith="Bench group"))
    for member in members:
        member.groups.add(*chance.sample(groups, 3))
    return [member.pk for member in members]


def _configure(chance: Random, products: list[Any]) -> None:
    from customers.models import CustomerGroup
    from loyalty.models import (
        EarnRule,
        PriceBreak,
        PriceList,
        PriceListTarget,
        PriceRow,
        Promotion,
        StackingGroup,
    )

    for number in range(LISTS):
        found = PriceList.objects.create(name=f"Bench list {number}")
        group = CustomerGroup.objects.create(name=f"Bench group {number}")
        target = ("all", 0) if number % 10 == 0 else ("group", group.pk)
        PriceListTarget.objects.create(price_list=found, kind=target[0], key=target[1])
        rows = PriceRow.objects.bulk_create(
            PriceRow(price_list=found, product=product, kind="percent", percent=Decimal(chance.randrange(1, 30)))
            for product in chance.sample(products, 200)
        )
        PriceBreak.objects.bulk_create(PriceBreak(row=row, quantity=5, percent=Decimal(5)) for row in rows[:50])
    groups = list(StackingGroup.objects.order_by("order"))
    kinds = [
        {"kind": "percentage", "percent": 10}, {"kind": "amount", "amount": 300, "minimum_spend": 5000},
        {"kind": "threshold", "percent": 5, "minimum_spend": 20_000}, {"kind": "nth_item", "percent": 50, "every": 3},
        {"kind": "large_pack", "every": 6, "amount": 5000},
    ]  # fmt: skip
    for number in range(PROMOTIONS):
        made = Promotion.objects.create(name=f"Bench promotion {number}", group=groups[number % 4], **kinds[number % 5])
        made.products.set(chance.sample(products, 25))
    for number in range(RULES):
        rule = EarnRule.objects.create(
            name=f"Bench rule {number}", currency="points", kind="base" if number % 2 else "multiplier",
            rate=Decimal("1.1"),
        )  # fmt: skip
        rule.products.set(chance.sample(products, 20))


def _inquiry(chance: Random, products: list[Any], customers: list[int]) -> Any:
    from loyalty.pricing.quotes import Ask, Inquiry

    lines = [Ask(product.pk, Decimal(chance.choice((1, 1, 2, 3, 6)))) for product in chance.sample(products, LINES)]
    return Inquiry(lines, chance.choice(customers))
