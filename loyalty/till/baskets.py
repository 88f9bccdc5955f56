"""What is being bought at a device: every change is one locked row, done once per key.

`act` is the only way to change a basket. A key that was done already answers with the basket as it is, so a
double tap, a lost answer and a reload change nothing. What changes prices gives up the quote, with what it reserves,
and the payment parts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotFound
from core.models import User
from customers.models import Customer
from loyalty.editions.claimed import sold_by_claim
from loyalty.models import TillBasket
from loyalty.pricing import coupons, quotes, reserving
from loyalty.pricing.quotes import Answer, Ask, Inquiry
from loyalty.till import items
from loyalty.till.items import Item
from sales.models import Product, Store

REMEMBERED = 200
MAX_COUPONS = 10
MAX_PARKED = 30
FORGOTTEN_AFTER = timedelta(days=2)
State = TillBasket.State


@dataclass(frozen=True)
class Desk:
    """Who works at which device."""

    user: User
    device: str


def find_open(desk: Desk) -> TillBasket | None:
    rows = TillBasket.objects.select_related("customer", "customer__membership", "store", "quote")
    return rows.filter(owner=desk.user, device=desk.device, state=State.OPEN).first()


def parked(desk: Desk, store: Store | None) -> list[TillBasket]:
    """One's own, and those of colleagues in the same store."""
    rows = TillBasket.objects.filter(state=State.PARKED).select_related("customer", "owner").order_by("-touched_at")
    mine = rows.filter(owner=desk.user)
    return list((mine | rows.filter(store=store)) if store else mine)[:MAX_PARKED]


def last_store(desk: Desk) -> Store | None:
    """Where this device sold last: people set it once."""
    rows = TillBasket.objects.filter(device=desk.device, store__isnull=False).select_related("store").order_by("-pk")
    latest = rows.first()
    return latest.store if latest else Store.objects.filter(is_open=True).order_by("pk").first()


@transaction.atomic
def act(
    *, desk: Desk, basket: UUID, key: str, now: datetime, work: Callable[[TillBasket], None], version: int | None = None
) -> TillBasket:
    """Do `work` on the open basket once; Conflict `basket_closed` when it was sold or put away meanwhile.

    `version`, when given, must be the one that was shown.
    """
    if not 0 < len(key) <= 40:
        raise DomainError("key_invalid", _("This request cannot be read."))
    row = _locked(desk, basket, now)
    if key in row.done:
        return row
    if row.state != State.OPEN:
        raise closed(row)
    if version is not None and row.version != version:
        raise Conflict("basket_changed", _("The basket has changed meanwhile. Look at it again, please."))
    before = row.quote_id
    work(row)
    if before and before != row.quote_id:
        reserving.give_up(before)
    row.version += 1
    row.touched_at = now
    row.done = [*row.done, key][-REMEMBERED:]
    row.save(
        update_fields=[
            *("state", "label", "version", "lines", "coupons", "payments", "exchange", "quote", "done", "touched_at"),
            *("customer", "store", "owner", "device", "purchase", "sold_at"),
        ]
    )
    return row


def closed(row: TillBasket) -> Conflict:
    if row.state == State.SOLD:
        return Conflict("basket_sold", _("This basket is sold already."))
    return Conflict("basket_closed", _("This basket was put away. A new one is open now."))


def _locked(desk: Desk, basket: UUID, now: datetime) -> TillBasket:
    """The basket that the page speaks of, made if this is its first action; else the open one of the desk."""
    row = _lock(TillBasket.objects.filter(public_id=basket, owner=desk.user, device=desk.device))
    if row:
        return row
    if TillBasket.objects.filter(public_id=basket).exists():
        raise NotFound("basket_unknown", _("This basket is in other hands."))
    try:
        with transaction.atomic():
            TillBasket.objects.create(
                public_id=basket, owner=desk.user, device=desk.device, store=last_store(desk), created_at=now,
                touched_at=now,
            )  # fmt: skip
    except IntegrityError:  # another window has begun a basket: there is one per person and device
        pass
    made = _lock(TillBasket.objects.filter(owner=desk.user, device=desk.device, state=State.OPEN))
    if made is None:  # opened and closed by another window in this very moment
        raise Conflict("basket_closed", _("This basket was put away. A new one is open now."))
    return made


def _lock(rows: Any) -> TillBasket | None:
    found: TillBasket | None = rows.select_for_update(of=("self",)).select_related("customer", "store", "quote").first()
    return found


# --- Goods --------------------------------------------------------------------------------


def add_product(row: TillBasket, product: Product, quantity: Decimal) -> None:
    if product.state == Product.State.PLANNED and not sold_by_claim(product.pk):
        raise Conflict("product_not_on_sale", _("%(name)s is not on sale yet.") % {"name": product.name})
    item = Item(
        items.new_id(), product.pk, product.sku, product.name, items.plain(quantity), needs_price=product.price is None
    )
    _set_items(row, items.added(items.items_of(row.lines), item))


def add_open_item(row: TillBasket, name: str, price: int) -> None:
    """Goods outside the catalogue."""
    item = Item(items.new_id(), None, "", " ".join(name.split())[:160] or _("Goods"), price=price, needs_price=True)
    _set_items(row, items.added(items.items_of(row.lines), item))


def set_quantity(row: TillBasket, line: str, quantity: Decimal) -> None:
    _set_items(row, items.with_quantity(items.items_of(row.lines), line, quantity))


def set_price(row: TillBasket, line: str, price: int) -> None:
    """Only where the catalogue has none: other prices follow from lists."""
    known = items.items_of(row.lines)
    _set_items(row, [replace(item, price=price) if item.id == line and item.needs_price else item for item in known])


def set_percent(row: TillBasket, line: str, percent: Decimal, *, actor: User, now: datetime) -> None:
    """A staff discount, within what the person may give; refused at once, not at the end of the sale."""
    _set_items(row, items.changed(items.items_of(row.lines), line, percent=items.plain(percent)))
    price(row, actor=actor, now=now)


def _set_items(row: TillBasket, wanted: list[Item]) -> None:
    row.lines = [item.as_json() for item in wanted]
    unquote(row)


def unquote(row: TillBasket) -> None:
    """Back from paying: what was promised and what was laid on the counter counts no more."""
    row.quote = None
    row.payments = []


# --- Who, what with, where ------------------------------------------------------------------


def set_customer(row: TillBasket, customer: Customer | None) -> None:
    row.customer = customer
    unquote(row)


def add_coupon(row: TillBasket, code: str) -> None:
    code = coupons.normal(code)
    if code in row.coupons:
        return
    if len(row.coupons) >= MAX_COUPONS:
        raise DomainError("coupons_many", _("A basket takes at most %(most)d codes.") % {"most": MAX_COUPONS})
    row.coupons = [*row.coupons, code]
    unquote(row)


def remove_coupon(row: TillBasket, code: str) -> None:
    row.coupons = [known for known in row.coupons if known != code]
    unquote(row)


def set_store(row: TillBasket, store: Store) -> None:
    row.store = store
    unquote(row)


# --- Putting away ---------------------------------------------------------------------------


def park(row: TillBasket, label: str) -> None:
    """Aside for the next customer; whoever comes back goes on with it."""
    if not (row.lines or row.exchange) and row.customer is None:
        raise DomainError("basket_empty", _("There is nothing to park yet."))
    row.state, row.label = State.PARKED, " ".join(label.split())[:60]
    unquote(row)


def drop(row: TillBasket) -> None:
    """Begin anew."""
    row.state = State.DROPPED
    unquote(row)


@transaction.atomic
def resume(*, desk: Desk, basket: UUID, now: datetime) -> TillBasket:
    """Go on with a parked basket here; one that is open and holds something is parked in its stead.

    One conditional UPDATE: of two tills one gets it. Told again, it gives what it gave.
    """
    current = _lock(TillBasket.objects.filter(owner=desk.user, device=desk.device, state=State.OPEN))
    if current and current.public_id == basket:
        return current
    wanted = TillBasket.objects.select_related("customer").filter(public_id=basket).first()
    if wanted is None or wanted.public_id not in {row.public_id for row in parked(desk, last_store(desk))}:
        raise Conflict("basket_taken", _("Somebody else has gone on with this basket."))
    if wanted.customer and not wanted.customer.is_visible_to(desk.user):
        raise Conflict("basket_foreign", _("This basket is for a customer of a colleague, who goes on with it."))
    if current:
        holds = bool(current.lines or current.customer_id or current.exchange)
        if current.quote_id:
            reserving.give_up(current.quote_id)
        current.state = State.PARKED if holds else State.DROPPED
        unquote(current)
        current.touched_at = now
        current.save(update_fields=["state", "quote", "payments", "touched_at"])
    moved = TillBasket.objects.filter(pk=wanted.pk, state=State.PARKED).update(
        state=State.OPEN, owner=desk.user, device=desk.device, touched_at=now, version=wanted.version + 1
    )
    if not moved:
        raise Conflict("basket_taken", _("Somebody else has gone on with this basket."))
    row = find_open(desk)
    assert row  # just opened
    return row


def forget(*, now: datetime) -> int:
    """Open and parked baskets that nobody touched for days are dropped; dropped ones of a month ago are deleted."""
    left = TillBasket.objects.filter(state__in=[State.OPEN, State.PARKED], touched_at__lt=now - FORGOTTEN_AFTER)
    dropped = left.update(state=State.DROPPED)
    TillBasket.objects.filter(state=State.DROPPED, touched_at__lt=now - timedelta(days=30)).delete()
    return dropped


# --- Prices ---------------------------------------------------------------------------------


def inquiry(row: TillBasket, wanted: list[Item]) -> Inquiry:
    asked = [
        Ask(
            product=item.product,
            quantity=Decimal(item.quantity),
            price=item.price,
            description=item.name,
            staff_percent=Decimal(item.percent),
        )
        for item in wanted
    ]
    channel = row.store.channel_id if row.store else None
    return Inquiry(asked, row.customer_id, channel, tuple(row.coupons))


def priced_items(row: TillBasket) -> list[Item]:
    return [item for item in items.items_of(row.lines) if item.is_priced]


def price(row: TillBasket, *, actor: User, now: datetime, instead_of: int | None = None) -> Answer:
    """What the basket costs now; lines whose price nobody has said yet are left out.

    What its own quote `instead_of` reserves is free for it.
    """
    asked = inquiry(row, priced_items(row))
    return quotes.price_basket(inquiry=asked, now=now, actor=actor, instead_of=instead_of)
