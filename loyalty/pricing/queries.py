"""Reads of prices: who pays what today, for whom a list is, which promotions run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from core import clock
from customers.models import Customer
from loyalty.models import PriceList, PriceListTarget, Promotion, Quote
from loyalty.pricing import book, reading, records, rules, targets, wording
from loyalty.pricing.arithmetic import PIECE
from loyalty.pricing.records import ALL, Basket, Facts, Line, PricedLine
from sales.models import Product


@dataclass(frozen=True)
class Paid:
    """One price with its reason, and for whom it is."""

    audience: str
    list_name: str
    list_price: int | None
    unit_price: int | None
    explanation: str
    target: records.Target = ALL
    # For the quantity asked for, with the promotions that run now.
    amount: int | None = None


def line_of(product: Product, position: int, quantity: int = PIECE) -> Line:
    """A product as the pure function takes it; its category must be selected with it."""
    path = product.category.path if product.category else ""
    categories = tuple(int(part) for part in path.split("/") if part)
    return Line(position, quantity, product.price, product.pk, product.brand_id, categories)


def compiled_for(lines: Iterable[Line]) -> records.Book:
    """The lists in force with the rows that concern these lines; promotions left out."""
    compiled = book.current().without_promotions.book
    told = list(lines)
    products = {line.product for line in told if line.product is not None}
    categories = {category for line in told for category in line.categories}
    return compiled.with_rows(book.rows_for(compiled.lists, products, categories) if told else {})


def price_of(compiled: records.Book, line: Line, met: frozenset[records.Target], at: datetime) -> PricedLine | None:
    """None: nobody has said what it costs."""
    try:
        return rules.resolve(compiled, Basket([line]), Facts(met), at).lines[0]
    except records.Refused:
        return None


@dataclass(frozen=True)
class Asking:
    """Who asks where: the criteria that they meet, what limits say about them, the channel, the time."""

    facts: Facts
    at: datetime
    channel: int | None = None

    def met_by(self, *found: records.Target) -> Asking:
        """The same for somebody who meets these criteria."""
        return replace(self, facts=self.facts._replace(targets=frozenset({ALL, *found})))


def asking(
    *, customer: Customer | None, now: datetime, channel: int | None = None, met: Iterable[records.Target] = ()
) -> Asking:
    """A customer, or somebody unknown who meets these criteria."""
    found = targets.facts_of(customer.pk) if customer else frozenset({ALL, *met})
    return Asking(reading.facts_of(book.current(), found, customer, now), now, channel)


def prices_for(products: Sequence[Product], *, quantity: int, asked: Asking) -> dict[int, Paid]:
    """What each product by itself costs, by the price lists and the promotions that run now."""
    lines = [line_of(product, position, quantity) for position, product in enumerate(products, start=1)]
    compiled = _with_promotions(lines)
    return {line.product or 0: _paid(compiled, _alone(compiled, line, asked), line) for line in lines}


def _with_promotions(lines: Iterable[Line]) -> records.Book:
    return book.current().book.with_rows(compiled_for(lines).rows)


def _alone(compiled: records.Book, line: Line, asked: Asking) -> PricedLine | None:
    weekday = clock.business_day(asked.at).isoweekday()
    try:
        return rules.resolve(compiled, Basket([line], asked.channel, weekday), asked.facts, asked.at).lines[0]
    except records.Refused:
        return None


def _paid(
    compiled: records.Book, found: PricedLine | None, line: Line, audience: str = "", target: records.Target = ALL
) -> Paid:
    if found is None:
        return Paid(audience, "", line.list_price, None, "", target)
    used = compiled.lists.get(found.list_id) if found.list_id else None
    explanation = wording.steps([step.as_facts() for step in found.steps])
    name = used.name if used else ""
    return Paid(audience, name, found.list_price, found.unit_price, explanation, target, found.amount)


def who_pays(product: Product, *, quantity: int, asked: Asking, user: Any = None) -> list[Paid]:
    """Every published criterion that changes this product's price today, the best price first; everybody on top."""
    line = line_of(product, 1, quantity)
    compiled = _with_promotions([line])
    named = _named(compiled, line)
    names = targets.names([ALL, *named], user)
    usual = _alone(compiled, line, asked.met_by())
    found = [_paid(compiled, usual, line, names[ALL])]
    for target in sorted(named):
        priced = _alone(compiled, line, asked.met_by(target))
        if priced and (_is_through(compiled, priced, target) or usual is None or priced.amount != usual.amount):
            found.append(_paid(compiled, priced, line, names[target], target))
    return [found[0], *sorted(found[1:], key=lambda paid: (paid.amount or 0, paid.audience))]


def _named(compiled: records.Book, line: Line) -> set[records.Target]:
    """Whom the lists and promotions that concern a product are for."""
    concerned = {row.list_id for rows in compiled.rows.values() for row in rows}
    found = {target for pk in concerned for target in compiled.lists[pk].targets}
    covering = (compiled.coverage or records.Coverage(compiled.promotions)).of([line])
    offers = [promotion for promotion in compiled.promotions if promotion.id in covering]
    return found.union(*(promotion.targets for promotion in offers)) - {ALL}


def _is_through(compiled: records.Book, priced: PricedLine, target: records.Target) -> bool:
    return bool(priced.list_id and target in compiled.lists[priced.list_id].targets)


def concerned_by(found: PriceList) -> Q:
    """Products that a list says something about."""
    rows = found.rows.all()
    if rows.filter(product=None, category=None).exists():
        return Q()
    concerned = Q(pk__in=rows.exclude(product=None).values("product"))
    for path in rows.exclude(category=None).values_list("category__path", flat=True):
        concerned |= Q(category__path__startswith=path)
    return concerned


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


def in_force(now: datetime) -> Q:
    """Lists or promotions that count now."""
    begun = Q(is_active=True) & (Q(valid_from__isnull=True) | Q(valid_from__lte=now))
    return begun & (Q(valid_until__isnull=True) | Q(valid_until__gt=now))


def promotions(now: datetime, shown: str = "running") -> QuerySet[Promotion]:
    """Those that run now, are planned, are over, or all."""
    conditions = {
        "running": in_force(now),
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
