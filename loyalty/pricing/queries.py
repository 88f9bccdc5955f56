"""Reads of prices: who pays what today, for whom a list is, which promotions run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from customers.models import Customer
from loyalty.models import PriceList, PriceListTarget, Promotion, Quote
from loyalty.pricing import book, rules, targets, wording
from loyalty.pricing.rules import ALL, Basket, Facts, Line, PricedLine
from sales.models import Product


@dataclass(frozen=True)
class Paid:
    """One price with its reason, and for whom it is."""

    audience: str
    list_name: str
    list_price: int | None
    unit_price: int | None
    explanation: str
    target: rules.Target = ALL

    @property
    def saved(self) -> int:
        return (self.list_price or 0) - (self.unit_price or 0)


def line_of(product: Product, position: int, quantity: int = rules.PIECE) -> Line:
    """A product as the pure function takes it; its category must be selected with it."""
    path = product.category.path if product.category else ""
    categories = tuple(int(part) for part in path.split("/") if part)
    return Line(position, quantity, product.price, product.pk, product.brand_id, categories)


def compiled_for(lines: Iterable[Line]) -> rules.Book:
    """The lists in force with the rows that concern these lines; promotions left out."""
    compiled = book.current().without_promotions.book
    told = list(lines)
    products = {line.product for line in told if line.product is not None}
    categories = {category for line in told for category in line.categories}
    return compiled.with_rows(book.rows_for(compiled.lists, products, categories) if told else {})


def price_of(compiled: rules.Book, line: Line, met: frozenset[rules.Target], at: datetime) -> PricedLine | None:
    """None: nobody has said what it costs."""
    try:
        return rules.resolve(compiled, Basket([line]), Facts(met), at).lines[0]
    except rules.Refused:
        return None


def prices_for(
    products: Sequence[Product], *, customer: Customer | None, quantity: int, now: datetime
) -> dict[int, Paid]:
    """What each product by itself costs this customer (or anybody), by the price lists."""
    lines = [line_of(product, position, quantity) for position, product in enumerate(products, start=1)]
    compiled = compiled_for(lines)
    met = targets.facts_of(customer.pk) if customer else frozenset({ALL})
    return {line.product or 0: _paid(compiled, price_of(compiled, line, met, now), line) for line in lines}


def _paid(
    compiled: rules.Book, found: PricedLine | None, line: Line, audience: str = "", target: rules.Target = ALL
) -> Paid:
    if found is None:
        return Paid(audience, "", line.list_price, None, "", target)
    used = compiled.lists.get(found.list_id) if found.list_id else None
    explanation = wording.steps([step.as_facts() for step in found.steps])
    return Paid(audience, used.name if used else "", found.list_price, found.unit_price, explanation, target)


def who_pays(product: Product, *, quantity: int, now: datetime, user: Any = None) -> list[Paid]:
    """Every published criterion that changes this product's price today, the best price first; everybody on top."""
    line = line_of(product, 1, quantity)
    compiled = compiled_for([line])
    concerned = {row.list_id for rows in compiled.rows.values() for row in rows}
    named = {target for pk in concerned for target in compiled.lists[pk].targets} - {ALL}
    names = targets.names([ALL, *named], user)
    usual = price_of(compiled, line, frozenset({ALL}), now)
    found = [_paid(compiled, usual, line, names[ALL])]
    for target in sorted(named):
        priced = price_of(compiled, line, frozenset({ALL, target}), now)
        if priced and priced.list_id and target in compiled.lists[priced.list_id].targets:
            found.append(_paid(compiled, priced, line, names[target], target))
    return [found[0], *sorted(found[1:], key=lambda paid: (paid.unit_price or 0, paid.audience))]


# --- Lists, promotions, quotes --------------------------------------------------------------


def lists() -> QuerySet[PriceList]:
    rows = Count("rows", distinct=True)
    return PriceList.objects.annotate(row_count=rows).prefetch_related(
        Prefetch("targets", PriceListTarget.objects.order_by("kind", "key")), "channels"
    )


def name_audiences(found: Sequence[PriceList], user: Any = None) -> None:
    """Put on each list for whom it is, in words."""
    names = targets.names({(target.kind, target.key) for row in found for target in row.targets.all()}, user)
    for row in found:
        row.audience = [names[target.kind, target.key] for target in row.targets.all()]  # type: ignore[attr-defined]


def state_of(row: PriceList | Promotion, now: datetime) -> str:
    if not row.is_active:
        return "off"
    if row.valid_from and row.valid_from > now:
        return "planned"
    return "over" if row.valid_until and row.valid_until <= now else "running"


def promotions(now: datetime, shown: str = "running") -> QuerySet[Promotion]:
    """Those that run now, are planned, are over, or all."""
    running = Q(is_active=True) & (Q(valid_from__isnull=True) | Q(valid_from__lte=now))
    conditions = {
        "running": running & (Q(valid_until__isnull=True) | Q(valid_until__gt=now)),
        "planned": Q(is_active=True, valid_from__gt=now),
        "over": Q(is_active=False) | Q(valid_until__lte=now),
    }
    used = Count("used", filter=Q(used__released_at__isnull=True), distinct=True)
    return (
        Promotion.objects.filter(conditions.get(shown, Q()))
        .select_related("group", "gift", "counter")
        .prefetch_related("products", "brands", "categories", "channels", "targets")
        .annotate(use_count=used)
    )


def visible_quotes(user: Any) -> QuerySet[Quote]:
    """Quotes of customers whom this person may see, and of nobody in particular."""
    found = Quote.objects.select_related("customer", "purchase", "created_by")
    if user.has_perm("customers.view_all_customers"):
        return found
    return found.filter(
        Q(customer__isnull=True) | Q(customer__assigned_to=user.pk) | Q(customer__assigned_to__isnull=True)
    )


def lines_of(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines of a quote for a page, each with its explanation in the reader's words."""
    return [
        line | {"explanation": wording.steps(line["steps"]), "pieces": wording.quantity(line["quantity"])}
        for line in facts["lines"]
    ]
