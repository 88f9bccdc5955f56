"""What a product cost everybody at any time, from the log of prices: announced reductions and their lowest price.

`PriceLog` has every state of products, lists, rows and promotions, whichever door changed them. A
public price is what somebody unknown pays for one piece: the list price, a list for all, and
percentage promotions for all without a coupon, on their weekdays. What is for certain channels
counts in these: a price is that of one channel, or of none in particular. It is computed by the
same pure function that prices baskets, on the book of that instant.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.dateparse import parse_datetime

from core import clock
from loyalty.models import PriceLog
from loyalty.pricing import book, records, rules
from loyalty.pricing.arithmetic import PIECE
from loyalty.pricing.records import ALL, Basket, Book, Facts, Line, Row
from sales.models import Product

# How far back a reduction may have begun to be shown with its day.
LOOK_BACK = timedelta(days=366)


@dataclass(frozen=True)
class Reduction:
    """An announced reduction: what it costs now, since when, and the lowest price of the days before."""

    price: int
    before: int | None
    since: datetime | None
    lowest: int | None
    known_since: datetime | None
    days: int

    @property
    def is_honest(self) -> bool:
        """Whether it is a reduction against the lowest price before it, as the announcement must say."""
        return self.lowest is not None and self.price < self.lowest


class _Thing:
    """The states of one product, list, row, target or promotion in order of time."""

    def __init__(self) -> None:
        self.times: list[datetime] = []
        self.states: list[dict[str, Any] | None] = []

    def add(self, at: datetime, state: dict[str, Any] | None) -> None:
        self.times.append(at)
        self.states.append(state)

    def at(self, moment: datetime) -> dict[str, Any] | None:
        state = None
        for time, found in zip(self.times, self.states, strict=True):
            if time > moment:
                break
            state = found
        return state

    def any(self, fits: Callable[..., bool], *told: Any) -> bool:
        return any(state is not None and fits(state, *told) for state in self.states)


def _path(product: Product) -> tuple[int, ...]:
    """From the root to the product's category."""
    path = product.category.path if product.category else ""
    return tuple(int(part) for part in path.split("/") if part)


def _row_is_about(state: dict[str, Any], product: int, path: Sequence[int]) -> bool:
    if state["product_id"] or state["category_id"]:
        return state["product_id"] == product or state["category_id"] in path
    return True


def _promotion_is_about(state: dict[str, Any], product: Product, path: Sequence[int]) -> bool:
    if not _is_public(state):
        return False
    if not (state["products"] or state["brands"] or state["categories"]):
        return True
    return (
        product.pk in state["products"]
        or product.brand_id in state["brands"]
        or not set(path).isdisjoint(state["categories"])
    )


@dataclass
class _Log:
    """The log of everything that concerns some products, as one channel sees it."""

    things: dict[tuple[str, int], _Thing]
    channel: int | None = None
    # Prices found already, by the stretch between two changes and the weekday: nothing else makes one differ.
    known: dict[tuple[int, int], int | None] = field(default_factory=dict)

    @cached_property
    def cuts(self) -> list[datetime]:
        """Every instant at which something was written, began or ended."""
        return sorted(self._changes())

    def stretch(self, moment: datetime) -> tuple[int, int]:
        return bisect_right(self.cuts, moment), _weekday(moment, clock.business_zone().key)

    def about(self, product: Product) -> _Log:
        """The part of it that concerns one product: only that is looked through, instant by instant."""
        path = _path(product)
        rows = {
            key: thing
            for key, thing in self.things.items()
            if key[0] == "row" and thing.any(_row_is_about, product.pk, path)
        }
        lists = {state["price_list_id"] for thing in rows.values() for state in thing.states if state}
        others = {
            (kind, pk): thing
            for (kind, pk), thing in self.things.items()
            if (kind == "product" and pk == product.pk)
            or (kind == "list" and pk in lists)
            or (kind == "target" and thing.any(lambda state: state["price_list_id"] in lists))
            or (kind == "promotion" and thing.any(_promotion_is_about, product, path))
        }
        return _Log(rows | others, self.channel)

    def of(self, subject: str, moment: datetime) -> Iterable[tuple[int, dict[str, Any]]]:
        for (kind, pk), thing in self.things.items():
            if kind == subject and (state := thing.at(moment)) is not None:
                yield pk, state

    def moments(self, now: datetime) -> list[datetime]:
        """Every instant of the last year at which the price may have changed, in order."""
        found = set(self.cuts)
        if any(state and state.get("weekdays") for thing in self.things.values() for state in thing.states):
            today = clock.business_day(now)
            found |= _days(today, clock.business_zone().key)
        return sorted(moment for moment in found if now - LOOK_BACK < moment <= now)

    def _changes(self) -> set[datetime]:
        """Writings, and validities that begin or end."""
        found = {time for thing in self.things.values() for time in thing.times}
        for thing in self.things.values():
            for state in thing.states:
                found |= {at for name in ("valid_from", "valid_until") if state and (at := _instant(state.get(name)))}
        return found


@lru_cache(maxsize=4096)
def _weekday(moment: datetime, _zone: str) -> int:
    """The same days are asked about for every product of a basket."""
    return clock.business_day(moment).isoweekday()


@lru_cache(maxsize=4)
def _days(today: date, _zone: str) -> frozenset[datetime]:
    """When the days of the last year began."""
    return frozenset(clock.day_start(today - timedelta(days=n)) for n in range(LOOK_BACK.days))


def _instant(text: Any) -> datetime | None:
    return parse_datetime(text) if text else None


def reductions(
    products: Sequence[Product], *, days: int, now: datetime, channel: int | None = None
) -> dict[int, Reduction | None]:
    """By product: its announced reduction, None where nothing is reduced. Products carry their category."""
    if not products:
        return {}
    log = _read(products, channel)
    return {product.pk: _reduction(log.about(product), product, days, now) for product in products}


def _reduction(log: _Log, product: Product, days: int, now: datetime) -> Reduction | None:
    price, moments = price_at(log, product, now), log.moments(now)
    if price is None:
        return None
    since, before = _began(log, product, moments, price)
    thing = log.things.get(("product", product.pk))
    known = (thing and thing.at(now)) or {}
    usual = known.get("price")
    if not (usual is not None and price < usual) and not (before is not None and price < before):
        return None
    lowest = None if since is None else _lowest(log, product, moments, since - timedelta(days=days), since)
    return Reduction(price, before, since, lowest, thing.times[0] if thing else None, days)


def _began(log: _Log, product: Product, moments: Sequence[datetime], price: int) -> tuple[datetime | None, int | None]:
    """Since when it costs what it costs now, and what it cost just before."""
    since, later = None, [*moments]
    while later:
        moment = later.pop()
        if price_at(log, product, moment) != price:
            break
        # Nothing changes between two moments, so what it cost just before is what it cost at the one before.
        before = price_at(log, product, later[-1] if later else moment - timedelta(microseconds=1))
        if before != price:
            return moment, before
        since = moment
    return since, None


def _lowest(log: _Log, product: Product, moments: Sequence[datetime], start: datetime, end: datetime) -> int | None:
    """The lowest public price in [start, end)."""
    looked_at = [start, *(moment for moment in moments if start < moment < end)]
    prices = [price for moment in looked_at if (price := price_at(log, product, moment)) is not None]
    return min(prices, default=None)


def price_at(log: _Log, product: Product, moment: datetime) -> int | None:
    """What one piece cost somebody unknown at this instant; None while nobody had said.

    `log` is that of this product alone. A weekly offer has hundreds of instants in a year, but few different ones.
    """
    stretch = log.stretch(moment)
    if stretch not in log.known:
        log.known[stretch] = _price_at(log, product, moment)
    return log.known[stretch]


def _price_at(log: _Log, product: Product, moment: datetime) -> int | None:
    state = log.things.get(("product", product.pk))
    known = state.at(moment) if state else None
    if not known:
        return None
    line = Line(1, PIECE, known["price"], product.pk, product.brand_id, _path(product))
    basket = Basket([line], log.channel, clock.business_day(moment).isoweekday())
    try:
        return rules.resolve(_book(log, moment), basket, Facts(), moment).total
    except records.Refused:
        return None


# --- The book of an instant -------------------------------------------------------------------


def _book(log: _Log, moment: datetime) -> Book:
    public = {state["price_list_id"] for _pk, state in log.of("target", moment) if state["kind"] == "all"}
    lists = {
        pk: records.PriceList(
            pk, state["name"], frozenset({ALL}), frozenset(state.get("channels", ())),
            valid_from=_instant(state["valid_from"]), valid_until=_instant(state["valid_until"]),
        )
        for pk, state in log.of("list", moment)
        if pk in public and state["is_active"]
    }  # fmt: skip
    rows: dict[records.Scope, list[Row]] = defaultdict(list)
    for _pk, state in log.of("row", moment):
        if state["price_list_id"] in lists:
            rows[_scope(state)].append(_row(state))
    promotions = [_promotion(pk, state) for pk, state in log.of("promotion", moment) if _is_public(state)]
    return Book(lists=lists, rows=rows, promotions=promotions, groups=sorted({found.group for found in promotions}))


def _scope(state: dict[str, Any]) -> records.Scope:
    if state["product_id"]:
        return ("product", state["product_id"])
    return ("category", state["category_id"]) if state["category_id"] else ALL


def _row(state: dict[str, Any]) -> Row:
    value = state["price"] if state["kind"] == records.FIXED else _hundredths(state["percent"])
    return Row(state["price_list_id"], state["kind"], value)


def _hundredths(percent: Any) -> int:
    return int(Decimal(str(percent)) * 100)


def _is_public(state: dict[str, Any]) -> bool:
    return (
        state["is_active"]
        and state["kind"] == "percentage"
        and not state["needs_coupon"]
        and not state["minimum_spend"]
        and state["limit_per_customer"] is None
        and set(state["targets"]) <= {"all"}
    )


def _promotion(pk: int, state: dict[str, Any]) -> records.Promotion:
    return records.Promotion(
        id=pk,
        name=state["name"],
        kind=state["kind"],
        group=state["group_id"],
        percent=_hundredths(state["percent"]),
        products=frozenset(state["products"]),
        brands=frozenset(state["brands"]),
        categories=frozenset(state["categories"]),
        channels=frozenset(state.get("channels", ())),
        weekdays=frozenset(state["weekdays"]),
        only_standard=state["only_standard"],
        valid_from=_instant(state["valid_from"]),
        valid_until=_instant(state["valid_until"]),
    )


# --- Reading ------------------------------------------------------------------------------


def _read(products: Sequence[Product], channel: int | None) -> _Log:
    """Two statements for any number of products."""
    ids = [product.pk for product in products]
    categories = {part for product in products for part in _path(product)}
    concerned = PriceLog.objects.filter(
        Q(state__product_id__in=ids)
        | Q(state__category_id__in=categories)
        | Q(state__product_id=None, state__category_id=None),
        subject="row",
    )
    rows = dict(concerned.values_list("subject_id", "parent_id"))
    entries = PriceLog.objects.filter(
        Q(subject="product", subject_id__in=ids)
        | Q(subject="row", subject_id__in=rows)
        | Q(subject__in=["list", "target"], parent_id__in=set(rows.values()))
        | Q(subject="promotion")
    ).order_by("at", "pk")
    things: dict[tuple[str, int], _Thing] = defaultdict(_Thing)
    for subject, pk, state, at in entries.values_list("subject", "subject_id", "state", "at"):
        things[subject, pk].add(at, state)
    return _Log(dict(things), channel)


def of_quote(facts: Mapping[str, Any], *, channel: int | None, at: datetime) -> dict[int, Reduction]:
    """Announced reductions of a quote's products, as they were when it was told."""
    ids = {line["product"] for line in facts["lines"] if line["product"]}
    products = list(Product.objects.filter(pk__in=ids).select_related("category"))
    found = reductions(products, days=book.current().lowest_price_days, now=at, channel=channel)
    return {pk: reduction for pk, reduction in found.items() if reduction}


def _in_force(now: datetime, prefix: str = "") -> Q:
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": now})
    return begun & (Q(**{f"{prefix}valid_until": None}) | Q(**{f"{prefix}valid_until__gt": now}))


def candidates(now: datetime) -> Q:
    """Products that may be reduced now: named by a public list or promotion, or cheaper lately."""
    from loyalty.models import PriceRow, Promotion
    from sales.models import Category

    public_rows = PriceRow.objects.filter(
        _in_force(now, "price_list__"), price_list__is_active=True, price_list__targets__kind="all"
    )
    offers = Promotion.objects.filter(_in_force(now), is_active=True, kind="percentage", needs_coupon=False)
    if (
        public_rows.filter(product=None, category=None).exists()
        or offers.filter(products=None, brands=None, categories=None).exists()
    ):
        return Q()
    named = Category.objects.filter(Q(pk__in=public_rows.values("category")) | Q(pk__in=offers.values("categories")))
    earlier = PriceLog.objects.filter(subject="product", subject_id=OuterRef("subject_id"), at__lt=OuterRef("at"))
    lately = PriceLog.objects.filter(Exists(earlier), subject="product", at__gt=now - timedelta(days=60))
    found = (
        Q(pk__in=public_rows.values("product"))
        | Q(pk__in=offers.values("products"))
        | Q(brand__in=offers.values("brands"))
        | Q(pk__in=lately.values("subject_id"))
    )
    for path in named.values_list("path", flat=True):
        found |= Q(category__path__startswith=path)
    return found
