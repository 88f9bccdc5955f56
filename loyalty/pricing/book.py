"""The price lists and promotions in force, compiled, and the rows that a basket needs.

Lists and promotions are kept in the process under the stamp of the pricing settings, which a
trigger renews with every change by whichever door; a list's rows may be hundreds of thousands
and are read for the products of a basket alone, in one statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from core import prepared
from loyalty.models import (
    BundlePart,
    PriceList,
    PriceListTarget,
    PricingSettings,
    Promotion,
    PromotionTarget,
    StackingGroup,
)
from loyalty.pricing import records, targets
from loyalty.pricing.arithmetic import PIECE
from loyalty.pricing.records import ALL, Book, Break, Row, Scope
from loyalty.programme import STAMP_SQL


@dataclass(frozen=True)
class Compiled:
    """One state of the configuration."""

    stamp: UUID
    book: Book
    quote_minutes: int
    reserve_minutes: int
    lowest_price_days: int
    publishes_criteria: bool
    # Promotions with a budget or stock that may have run out, and those with a limit per customer.
    limited: tuple[int, ...]
    limited_per_customer: tuple[int, ...]
    # Those with a budget: what they give may be gone before it is paid.
    budgeted: frozenset[int] = frozenset()

    @cached_property
    def named_targets(self) -> frozenset[records.Target]:
        """The published criteria: those that some list or promotion names."""
        named = {target for found in self.book.lists.values() for target in found.targets}
        return frozenset(named.union(*(promotion.targets for promotion in self.book.promotions)))

    @cached_property
    def without_promotions(self) -> Compiled:
        return replace(self, book=replace(self.book, promotions=()), limited=(), limited_per_customer=())


# What customers read of a target, for those that have words of their own.
Words = Mapping[records.Target, str]
_compiled: Compiled | None = None


def current(told: UUID | None = None) -> Compiled:
    """The configuration as of a stamp that the caller has just read, or as the database has it now."""
    global _compiled  # noqa: PLW0603  # the process-wide cache; replaced as a whole, so threads see one or the other
    stamp = told or PricingSettings.objects.values_list("stamp", flat=True).get(pk=1)
    if _compiled is None or _compiled.stamp != stamp or _compiled.book.contracts != targets.contracts():
        _compiled = _load()
    return _compiled


def stamps() -> tuple[UUID, UUID]:
    """Of the prices and of the programme, in one statement."""
    found = prepared.fetch(f"SELECT stamp, {STAMP_SQL} FROM loyalty_pricingsettings WHERE id = 1", {})  # noqa: S608  # a constant
    return found[0][0], found[0][1]


def _load() -> Compiled:
    settings = PricingSettings.objects.get(pk=1)
    promotions = list(_promotions())
    words = targets.published_words()
    compiled = tuple(as_promotion(row, words) for row in promotions)
    book = Book(
        lists={found.id: found for found in _lists(words)},
        promotions=compiled,
        coverage=records.Coverage(compiled),
        groups=tuple(StackingGroup.objects.order_by("order").values_list("pk", flat=True)),
        max_staff_percent=hundredths(settings.max_staff_discount),
        contracts=targets.contracts(),
    )
    return Compiled(
        stamp=settings.stamp,
        book=book,
        quote_minutes=settings.quote_minutes,
        reserve_minutes=settings.reserve_minutes,
        lowest_price_days=settings.lowest_price_days,
        publishes_criteria=settings.publishes_criteria,
        limited=tuple(row.pk for row in promotions if _may_run_out(row)),
        limited_per_customer=tuple(row.pk for row in promotions if row.limit_per_customer is not None),
        budgeted=frozenset(row.pk for row in promotions if _has_budget(row)),
    )


def _may_run_out(row: Promotion) -> bool:
    return _has_budget(row) or row.gift_id is not None


def _has_budget(row: Promotion) -> bool:
    return row.budget_uses is not None or row.budget_amount is not None


def hundredths(percent: Decimal) -> int:
    return int(percent * 100)


def thousandths(quantity: Decimal) -> int:
    return int(quantity * PIECE)


def _words_of(found: frozenset[records.Target], words: Words) -> tuple[tuple[records.Target, str], ...]:
    return tuple((target, words[target]) for target in sorted(found) if target in words)


# --- Lists --------------------------------------------------------------------------------


def _lists(words: Words) -> Iterable[records.PriceList]:
    met: dict[int, set[records.Target]] = {}
    for pk, kind, key in PriceListTarget.objects.values_list("price_list_id", "kind", "key"):
        met.setdefault(pk, set()).add((kind, key))
    rows = PriceList.objects.filter(is_active=True).annotate(channel_ids=_ids("channels")).order_by("pk")
    for row in rows:
        yield as_list(row, met.get(row.pk, set()), row.channel_ids, words)


def as_list(
    row: PriceList, met: Iterable[records.Target], channels: Iterable[int] = (), words: Words | None = None
) -> records.PriceList:
    share, targets_ = row.max_staff_discount, frozenset(met)
    return records.PriceList(
        id=row.pk,
        name=row.name,
        targets=targets_,
        words=_words_of(targets_, words or {}),
        channels=frozenset(channels),
        max_staff_percent=None if share is None else hundredths(share),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


# Each kind of row by its own index: a shop may have half a million of them.
_ROWS = """
SELECT row.product_id, row.category_id, row.price_list_id, row.kind, coalesce(row.price, (row.percent * 100)::bigint),
       steps.quantities, steps.prices, steps.percents
FROM (
    SELECT * FROM loyalty_pricerow
    WHERE product_id = ANY(%(products)s::bigint[]) AND price_list_id = ANY(%(lists)s::bigint[])
    UNION ALL
    SELECT * FROM loyalty_pricerow
    WHERE category_id = ANY(%(categories)s::bigint[]) AND price_list_id = ANY(%(lists)s::bigint[])
    UNION ALL
    SELECT * FROM loyalty_pricerow
    WHERE price_list_id = ANY(%(lists)s::bigint[]) AND product_id IS NULL AND category_id IS NULL
) AS row
LEFT JOIN LATERAL (
    SELECT array_agg((step.quantity * 1000)::bigint) AS quantities, array_agg(step.price) AS prices,
           array_agg((step.percent * 100)::bigint) AS percents
    FROM loyalty_pricebreak step WHERE step.row_id = row.id
) AS steps ON true"""


def rows_for(lists: Iterable[int], products: Iterable[int], categories: Iterable[int]) -> dict[Scope, list[Row]]:
    """The rows of these lists that concern these products, by scope."""
    wanted = {"lists": list(lists), "products": list(products), "categories": list(categories)}
    found: dict[Scope, list[Row]] = {}
    if not wanted["lists"]:
        return found
    for product, category, pk, kind, value, quantities, prices, percents in prepared.fetch(_ROWS, wanted):
        scope = ("product", product) if product else ("category", category) if category else ALL
        breaks = _breaks(quantities, prices, percents) if quantities else ()
        found.setdefault(scope, []).append(Row(pk, kind, value, breaks))
    return found


def _breaks(quantities: list[int], prices: list[int | None], percents: list[int]) -> tuple[Break, ...]:
    return tuple(
        [
            Break(quantity, records.FIXED, price) if price is not None else Break(quantity, records.PERCENT, percent)
            for quantity, price, percent in zip(quantities, prices, percents, strict=True)
        ]
    )


# --- Promotions ---------------------------------------------------------------------------


def _ids(name: str) -> Any:
    return ArrayAgg(name, distinct=True, filter=Q(**{f"{name}__isnull": False}), default=[])


def _promotions() -> Iterable[Any]:
    """Active promotions with the ids of their scopes, targets and parts, in three statements."""
    scopes = {f"{name}_ids": _ids(name) for name in ("products", "brands", "categories", "channels")}
    found = {row.pk: row for row in Promotion.objects.filter(is_active=True).annotate(**scopes).order_by("pk")}
    for row in found.values():
        row.target_pairs, row.part_pairs = set(), []  # type: ignore[attr-defined]  # read by as_promotion
    for target in PromotionTarget.objects.filter(promotion__in=found):
        found[target.promotion_id].target_pairs.add((target.kind, target.key))  # type: ignore[attr-defined]
    for part in BundlePart.objects.filter(promotion__in=found).order_by("pk"):
        found[part.promotion_id].part_pairs.append((part.product_id, part.quantity))  # type: ignore[attr-defined]
    return found.values()


def as_promotion(row: Any, words: Words | None = None) -> records.Promotion:
    """The pure form of a row that carries the ids of its scopes, targets and parts."""
    met = frozenset(row.target_pairs) or frozenset({ALL})
    return records.Promotion(
        id=row.pk,
        name=row.name,
        kind=row.kind,
        group=row.group_id,
        percent=hundredths(row.percent),
        amount=row.amount,
        every=row.every,
        parts=tuple(row.part_pairs),
        max_times=row.max_times,
        gift=row.gift_id if row.kind == Promotion.Kind.GIFT else None,
        gift_quantity=row.gift_quantity,
        minimum_spend=row.minimum_spend,
        products=frozenset(row.products_ids),
        brands=frozenset(row.brands_ids),
        categories=frozenset(row.categories_ids),
        channels=frozenset(row.channels_ids),
        weekdays=frozenset(row.weekdays),
        targets=met,
        words=_words_of(met, words or {}),
        needs_coupon=row.needs_coupon,
        only_standard=row.only_standard,
        limit_per_customer=row.limit_per_customer,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
