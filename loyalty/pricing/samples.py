"""What a change of a list or promotion would do, on a sample basket: read before it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from core.money import format_money
from loyalty.models import PriceList, PriceRow, Promotion
from loyalty.pricing import book, queries, records, rules, wording
from loyalty.pricing.arithmetic import PIECE
from loyalty.pricing.records import ALL, Basket, Facts
from sales.models import Product

MOST = 5


class Sample(NamedTuple):
    """One line of the sample: what is bought, what it costs."""

    name: str
    amount: int | None
    why: str
    listed: int

    @property
    def words(self) -> str:
        return f"{self.name}: {format_money(self.amount)}"


def of_list(row: PriceList, now: datetime) -> list[Sample]:
    """What somebody for whom the list is pays for some of its products, one piece and at each break."""
    met = frozenset({ALL, *row.targets.values_list("kind", "key")})
    quantities: set[Decimal] = {Decimal(1)}
    for found in PriceRow.objects.filter(price_list=row).prefetch_related("breaks")[:MOST]:
        quantities |= {step.quantity for step in found.breaks.all()}
    chosen = sorted(quantities)[:3]
    return [sample for product in _products_of_list(row) for sample in _prices(product, chosen, met, now)]


def _products_of_list(row: PriceList) -> list[Product]:
    on_sale = Product.objects.filter(state=Product.State.ACTIVE, price__isnull=False).select_related("category")
    scope = Q(pk__in=row.rows.exclude(product=None).values("product"))
    for path in row.rows.exclude(category=None).values_list("category__path", flat=True)[:MOST]:
        scope |= Q(category__path__startswith=path)
    named = list(on_sale.filter(scope).order_by("name")[:MOST])
    if row.rows.filter(product=None, category=None).exists():
        named += list(on_sale.exclude(pk__in=[item.pk for item in named]).order_by("name")[: MOST - len(named)])
    return named


def _prices(
    product: Product, quantities: Iterable[Decimal], met: frozenset[records.Target], now: datetime
) -> list[Sample]:
    samples = []
    for quantity in quantities:
        line = queries.line_of(product, 1, book.thousandths(quantity))
        found = queries.price_of(queries.compiled_for([line]), line, met, now)
        why = wording.steps([step.as_facts() for step in found.steps]) if found else ""
        name = f"{wording.quantity(line.quantity)} × {product.name}"
        samples.append(Sample(name, found.amount if found else None, why, _listed(product, quantity)))
    return samples


def of_promotion(row: Promotion, now: datetime) -> list[Sample]:
    """What a basket of its products costs somebody for whom it is, with its coupon if it needs one."""
    products = _products_of_promotion(row)
    if not products:
        return []
    pieces = max(2, row.every)
    lines = [queries.line_of(item, n, pieces * PIECE) for n, item in enumerate(products, start=1)]
    compiled = queries.compiled_for(lines)
    whole = book.current().book.with_rows(compiled.rows)
    coupons = (records.Coupon("SAMPLE", row.pk),) if row.needs_coupon else ()
    met = frozenset({ALL, *row.targets.values_list("kind", "key")})
    channel = row.channels.values_list("pk", flat=True).first()
    weekday = min(row.weekdays, default=1)
    at = max(now, row.valid_from) if row.valid_from else now
    priced = rules.resolve(whole, Basket(lines, channel, weekday, coupons), Facts(met), at)
    return [
        Sample(
            f"{pieces} × {product.name}",
            line.amount,
            wording.steps([step.as_facts() for step in line.steps]),
            _listed(product, Decimal(pieces)),
        )
        for product, line in zip(products, priced.lines, strict=True)
    ]


def _listed(product: Product, quantity: Decimal) -> int:
    """By the product's own price; the samples only take products that have one."""
    return int(((product.price or 0) * quantity).to_integral_value(ROUND_HALF_UP))


def _products_of_promotion(row: Promotion) -> list[Product]:
    on_sale = Product.objects.filter(state=Product.State.ACTIVE, price__isnull=False).select_related("category")
    parts = list(row.parts.values_list("product", flat=True))
    if parts:
        return list(on_sale.filter(pk__in=parts).order_by("pk"))
    scope = Q(pk__in=row.products.all()) | Q(brand__in=row.brands.all())
    for path in row.categories.values_list("path", flat=True):
        scope |= Q(category__path__startswith=path)
    has_scope = any(getattr(row, name).exists() for name in ("products", "brands", "categories"))
    return list((on_sale.filter(scope) if has_scope else on_sale).order_by("name")[:3])


def difference(before: list[Sample], after: list[Sample]) -> list[str]:
    """One line per sample that costs something else than before; what was in no sample cost its list price."""
    old = {sample.name: sample.amount for sample in before}
    lines = []
    for sample in after:
        was = old.get(sample.name, sample.listed)
        if was != sample.amount:
            words = (
                format_money(was) if sample.name in old else _("list price %(price)s") % {"price": format_money(was)}
            )
            lines.append(f"{sample.name}: {words} → {format_money(sample.amount)}")
    return lines
