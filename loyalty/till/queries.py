"""What the till's page shows: the basket with explained prices, and who stands at the counter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from core import clock, ids
from core.errors import DomainError
from core.models import User
from customers import birthday, wordings
from customers.birthday import LeapDay
from customers.models import ContactHold, Customer, CustomerSettings, Membership
from loyalty.cards import queries as cards
from loyalty.editions import claimed
from loyalty.editions.claimed import held_by
from loyalty.households.queries import holder_of
from loyalty.ledger import statement
from loyalty.models import Coupon, EditionClaim, Promotion, TillBasket
from loyalty.pricing import book, history, personal, records, targets, wording
from loyalty.pricing import units as pricing_units
from loyalty.pricing.arithmetic import PIECE, is_valid
from loyalty.pricing.quotes import Answer
from loyalty.tiers import showing
from loyalty.till import baskets, exchanging, items, selling, toppingup, units
from loyalty.till.baskets import Desk
from loyalty.till.items import Item, Part
from sales.models import Product, Store

MOST_OFFERS = 5


@dataclass(frozen=True)
class Row:
    """One line on the screen. `priced` is None while nobody has said what it costs."""

    item: Item
    product: Product | None
    priced: Mapping[str, Any] | None
    explanation: str = ""
    offers: Sequence[str] = ()
    # An announced reduction, with the lowest price of the days before it.
    reduction: history.Reduction | None = None

    @property
    def amount(self) -> int | None:
        return self.priced["amount"] if self.priced else None

    @property
    def saved(self) -> int:
        return self.priced["list_amount"] - self.priced["amount"] if self.priced else 0

    @property
    def quantity(self) -> str:
        return wording.quantity(int(Decimal(self.item.quantity) * PIECE))

    @property
    def one_less(self) -> str:
        return items.plain(max(Decimal(0), Decimal(self.item.quantity) - 1))

    @property
    def one_more(self) -> str:
        return items.plain(Decimal(self.item.quantity) + 1)

    @property
    def has_hints(self) -> bool:
        return bool(self.offers or (self.product and (self.product.selling_points or self.product.likely_questions)))


@dataclass(frozen=True)
class Header:
    """Who stands at the counter."""

    customer: Customer
    card: str
    membership: Membership | None
    tier: showing.Shown | None
    balances: Sequence[statement.Balance]
    is_birthday: bool
    holds: Sequence[str]
    offers: Sequence[str]
    coupons: Sequence[Coupon]
    top_up: toppingup.Offered | None = None
    # Held pieces of limited editions, the soonest to lapse first.
    claims: Sequence[EditionClaim] = ()

    @property
    def is_member(self) -> bool:
        return self.membership is not None and self.membership.state == Membership.State.ACTIVE

    @property
    def may_join(self) -> bool:
        """Nobody's member yet, or one who left; whoever is suspended is not enrolled around it."""
        return self.membership is None or self.membership.state == Membership.State.LEFT


@dataclass(frozen=True)
class Screen:
    """Everything that the page of one basket shows."""

    public_id: UUID
    basket: TillBasket | None
    rows: Sequence[Row] = ()
    total: int = 0
    list_total: int = 0
    applied: Sequence[Mapping[str, Any]] = ()
    coupons: Sequence[Mapping[str, str]] = ()
    earns: Sequence[pricing_units.Preview] = ()
    usable: Sequence[units.Usable] = ()
    parts: Sequence[Part] = ()
    left: int = 0
    header: Header | None = None
    exchange: exchanging.Waiting | None = None
    parked: Sequence[TillBasket] = ()
    stores: Sequence[Store] = ()
    store: Store | None = None
    trouble: str = ""
    # What may be gone when it is paid, because nothing holds it; and until when what is held is.
    lasting: Sequence[str] = ()
    reserved_until: datetime | None = None
    new_key: str = field(default_factory=lambda: ids.short_code(16))

    @property
    def version(self) -> int:
        return self.basket.version if self.basket else 0

    @property
    def difference(self) -> int:
        """Of an exchange: what the new goods cost more than what comes back pays; below zero it is given back."""
        return self.total - (self.exchange.money if self.exchange else 0)

    @property
    def owed(self) -> int:
        """What of it is money."""
        return self.exchange.left_of(self.total) if self.exchange and self.difference < 0 else 0

    @property
    def anew(self) -> list[tuple[str, int]]:
        """What of it is given anew as a voucher or gift card."""
        return self.exchange.anew_of(self.total) if self.exchange and self.difference < 0 else []

    @property
    def is_paying(self) -> bool:
        return bool(self.basket and self.basket.quote)

    @property
    def saved(self) -> int:
        return self.list_total - self.total

    @property
    def pieces(self) -> int:
        return len(self.rows)

    @property
    def is_complete(self) -> bool:
        """Every line has its price."""
        return bool(self.rows) and all(row.priced is not None for row in self.rows)


def screen(desk: Desk, *, now: datetime) -> Screen:
    """The open basket of this desk, or an empty one that begins with the first action."""
    basket = baskets.find_open(desk)
    store = basket.store if basket and basket.store else baskets.last_store(desk)
    shared: dict[str, Any] = {
        "parked": baskets.parked(desk, store),
        "stores": list(Store.objects.filter(is_open=True).order_by("name")),
        "store": store,
    }
    if basket is None:
        return Screen(ids.public_id(), None, **shared)
    shared["exchange"] = exchanging.waiting(basket)
    shared["header"] = _header(basket.customer, now) if basket.customer else None
    if basket.quote:
        return _paying(basket, desk.user, now, shared)
    return _buying(basket, desk.user, now, shared)


def _buying(basket: TillBasket, user: User, now: datetime, shared: dict[str, Any]) -> Screen:
    known, trouble, answer = items.items_of(basket.lines), "", None
    try:
        answer = baskets.price(basket, actor=user, now=now) if known else None
    except DomainError as error:
        trouble = str(error)
    facts = answer.facts() if answer else {"lines": [], "applied": [], "coupons": []}
    if answer and answer.unclaimed:
        trouble = str(claimed.missing(answer.unclaimed))
    total = answer.basket.total if answer else 0
    return Screen(
        basket.public_id,
        basket,
        rows=_rows(known, facts["lines"], basket, now),
        total=total,
        list_total=answer.basket.list_total if answer else 0,
        applied=facts["applied"],
        coupons=_coupons(basket, facts["coupons"]),
        earns=_earns(answer, ()),
        usable=units.usable(basket.customer_id, total, total, taken=(), now=now) if basket.customer_id else (),
        trouble=trouble,
        lasting=wording.all_lasting(facts["applied"]),
        **shared,
    )


def _paying(basket: TillBasket, user: User, now: datetime, shared: dict[str, Any]) -> Screen:
    """The prices are those of the quote, whatever lists say meanwhile."""
    assert basket.quote
    quote, parts = basket.quote, items.parts_of(basket.payments)
    left = selling.left_to_pay(basket)
    try:
        answer: Answer | None = baskets.price(basket, actor=user, now=now, instead_of=quote.pk)
    except DomainError:
        answer = None
    if answer and answer.total != quote.total:
        answer = None
    is_over = quote.valid_until <= now
    return Screen(
        basket.public_id,
        basket,
        rows=_rows(items.items_of(basket.lines), quote.facts["lines"], basket, quote.created_at),
        total=quote.total,
        list_total=quote.list_total,
        applied=quote.facts["applied"],
        coupons=_coupons(basket, quote.facts["coupons"]),
        earns=_earns(answer, parts),
        usable=units.usable(basket.customer_id, quote.total, left, taken=parts, now=now) if basket.customer_id else (),
        parts=parts,
        left=left,
        trouble=_("These prices have expired. Go back to the basket to see today's.") if is_over else "",
        lasting=[] if quote.reserved_until else wording.all_lasting(quote.facts["applied"]),
        reserved_until=quote.reserved_until,
        **shared,
    )


def _earns(answer: Answer | None, parts: Sequence[Part]) -> list[pricing_units.Preview]:
    """What the sale would earn; what is paid with points or cashback earns nothing."""
    if answer is None:
        return []
    paid = {part.kind: part.amount for part in parts if part.units}
    found = pricing_units.preview(answer, points=paid.get("points", 0), cashback=paid.get("cashback", 0))
    return [one for one in found if one.units]


def _rows(known: Sequence[Item], priced: Sequence[Mapping[str, Any]], basket: TillBasket, now: datetime) -> list[Row]:
    products = Product.objects.select_related("category").in_bulk({item.product for item in known if item.product})
    waiting = iter(priced)
    covering = _covering(products.values(), basket, now)
    channel = basket.store.channel_id if basket.store else None
    reduced = history.of_quote({"lines": priced}, channel=channel, at=now) if priced else {}
    rows = []
    for item in known:
        line = next(waiting, None) if item.is_priced else None
        product = products.get(item.product) if item.product else None
        explanation = wording.steps(line["steps"]) if line else ""
        about = item.product or 0
        rows.append(Row(item, product, line, explanation, covering.get(about, ()), reduced.get(about)))
    # The latest scan is what everybody looks at.
    return rows[::-1]


# --- Offers -----------------------------------------------------------------------------------


def _running(basket_customer: int | None, channel: int | None, now: datetime) -> list[records.Promotion]:
    """Promotions that this customer could have today, without a coupon."""
    met = targets.facts_of(basket_customer) if basket_customer else frozenset({records.ALL})
    weekday = clock.business_day(now).isoweekday()
    return [
        found
        for found in book.current().book.promotions
        if is_valid(found.valid_from, found.valid_until, now)
        and not found.needs_coupon
        and not found.targets.isdisjoint(met)
        and (not found.channels or channel is None or channel in found.channels)
        and (not found.weekdays or weekday in found.weekdays)
    ]


def _covering(products: Any, basket: TillBasket, now: datetime) -> dict[int, list[str]]:
    """For each product the offers that name it, in words."""
    channel = basket.store.channel_id if basket.store else None
    scoped = [
        found
        for found in _running(basket.customer_id, channel, now)
        if found.products or found.brands or found.categories
    ]
    if not scoped:
        return {}
    by_product: dict[int, list[int]] = {}
    for product in products:
        path = product.category.path if product.category else ""
        categories = tuple(int(part) for part in path.split("/") if part)
        by_product[product.pk] = [found.id for found in scoped if _names(found, product, categories)][:MOST_OFFERS]
    sentences = _in_words({pk for found in by_product.values() for pk in found})
    return {pk: [sentences[one] for one in found if one in sentences] for pk, found in by_product.items()}


def _names(found: records.Promotion, product: Product, categories: tuple[int, ...]) -> bool:
    return (
        product.pk in found.products or product.brand_id in found.brands or not found.categories.isdisjoint(categories)
    )


def _in_words(promotions: set[int]) -> dict[int, str]:
    rows = Promotion.objects.filter(pk__in=promotions).select_related("gift")
    rows = rows.prefetch_related("products", "brands", "categories")
    return {row.pk: f"{row.name}: {wording.promotion(row)}" for row in rows}


def _coupons(basket: TillBasket, facts: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The codes that were given, each with why it does not count."""
    refusals = {found["code"]: found["refusal"] for found in facts}
    return [
        {"code": code, "refusal": wording.refusal(refusals[code]) if refusals.get(code) else ""}
        for code in basket.coupons
    ]


# --- The customer -------------------------------------------------------------------------------


def _header(customer: Customer, now: datetime) -> Header:
    card = cards.active_card(customer.pk)
    running = _running(customer.pk, None, now)
    general = [found for found in running if not (found.products or found.brands or found.categories)]
    personal = [found for found in running if records.ALL not in found.targets]
    wanted = [found.id for found in dict.fromkeys([*personal, *general])][:MOST_OFFERS]
    sentences = _in_words(set(wanted))
    return Header(
        customer=customer,
        card=card.number if card else "",
        membership=Membership.objects.filter(pk=customer.pk).first(),
        tier=showing.shown(customer, now),
        balances=statement.balances(holder_of(customer.pk), now),
        is_birthday=is_birthday(customer, now),
        holds=_holds(customer, now),
        offers=[sentences[pk] for pk in wanted if pk in sentences],
        coupons=_own_coupons(customer, now),
        top_up=toppingup.offered(),
        claims=held_by(customer.pk, now),
    )


def is_birthday(customer: Customer, now: datetime) -> bool:
    told = customer.birthday
    if told is None:
        return False
    today = clock.business_day(now)
    return birthday.next_occurrence(told, today, LeapDay(CustomerSettings.current().leap_day_rule)) == today


def _holds(customer: Customer, now: datetime) -> list[str]:
    rows = ContactHold.objects.in_force(now).filter(customer=customer).order_by("pk")[:3]
    return [f"{wordings.hold_kind(hold.kind)}: {hold.reason}" for hold in rows]


def _own_coupons(customer: Customer, now: datetime) -> list[Coupon]:
    """Codes of their own that could be used now."""
    rows = personal.in_state(Coupon.objects.filter(customer=customer), now, personal.State.OPEN)
    return list(rows.select_related("promotion").order_by("valid_until", "pk")[:MOST_OFFERS])
