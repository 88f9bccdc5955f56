"""Quotes: prices that somebody was told, signed, stored, and honoured until they expire.

`price_basket` answers without storing (pages, previews, the bench), `make_quote` stores the
answer. A sale names the quote's token, which `honouring` holds it to. `sales` knows the token
only as an opaque text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import connection
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from core import clock, ids, money, prepared
from core.errors import DomainError
from core.models import Integration, User
from customers.models import Customer
from loyalty.editions import claimed
from loyalty.models import Quote
from loyalty.pricing import book, coupons, reading, records, rules, scarcity, targets
from loyalty.pricing.arithmetic import PIECE, percent_text
from loyalty.pricing.reading import Goods
from loyalty.pricing.records import ALL, Basket, Facts, Line, PricedBasket
from sales.drafts import MAX_LINES, check_quantity

_SALT = "loyalty.quote"


@dataclass(frozen=True)
class Ask:
    """One line as asked: a product by id or SKU, or goods outside the catalogue with their own price.

    A staff discount that `is_promised` was given before: nobody asks again whether it may be.
    """

    product: int | str | None = None
    quantity: Decimal = Decimal(1)
    price: int | None = None
    description: str = ""
    staff_percent: Decimal = Decimal(0)
    is_promised: bool = False


@dataclass(frozen=True)
class Inquiry:
    """Who asks for what. `customer` is the id or public id, None somebody unknown.

    `delivery` is what the shop charges for it: told with the prices, so that no fee is hidden.
    """

    lines: Sequence[Ask]
    customer: int | UUID | None = None
    channel: int | str | None = None
    coupons: Sequence[str] = ()
    delivery: int = 0
    # The order that is quoted anew: what it has paid of limited editions counts.
    purchase: int | None = None


@dataclass(frozen=True)
class Answer:
    """A priced basket with the words around it; what a quote stores."""

    basket: PricedBasket
    names: Sequence[tuple[str, str]]
    customer: Customer | None
    channel: int | None
    targets: frozenset[records.Target]
    gifts: Mapping[int, str]
    at: datetime
    quote_minutes: int
    goods: Mapping[int, Goods] = field(default_factory=dict)
    # What it was priced by: the programme's stamp, and the configuration of prices.
    programme: UUID | None = None
    compiled: book.Compiled | None = None
    delivery: int = 0
    # The edition whose goods are in the basket without a claim, though they are sold by claim only.
    unclaimed: str = ""
    # What of promotions that counted may be gone when it is paid: budget, customer, coupon, gift.
    limits: Mapping[int, Sequence[str]] = field(default_factory=dict)

    @property
    def claimed(self) -> list[records.Step]:
        """Steps that rest on claims of limited editions."""
        return [step for line in self.basket.lines for step in line.steps if step.kind == "edition"]

    @property
    def claimed_until(self) -> datetime | None:
        return min((datetime.fromisoformat(step.until) for step in self.claimed if step.until), default=None)

    @property
    def total(self) -> int:
        return self.basket.total + self.delivery

    @property
    def list_total(self) -> int:
        return self.basket.list_total + self.delivery

    def facts(self) -> dict[str, Any]:
        """Everything, as plain data: enough to explain every price later without asking any list."""
        lines = [
            {
                "position": line.position,
                "product": line.product,
                "sku": sku,
                "name": name,
                "quantity": line.quantity,
                "list_price": line.list_price,
                "unit_price": line.unit_price,
                "list_amount": line.list_amount,
                "amount": line.amount,
                "list": line.list_id,
                "steps": [step.as_facts() for step in line.steps],
            }
            for line, (sku, name) in zip(self.basket.lines, self.names, strict=True)
        ]
        applied = [
            found._asdict()
            | ({"gift_name": self.gifts.get(found.gift, "")} if found.gift else {})
            | ({"limits": self.limits[found.promotion]} if found.promotion in self.limits else {})
            for found in self.basket.applied
        ]
        return {
            "lines": lines,
            "applied": applied,
            "coupons": [{"code": coupon.code, "refusal": coupon.refusal} for coupon in self.basket.coupons],
            "targets": sorted([kind, key] for kind, key in self.targets),
            **({"delivery": self.delivery} if self.delivery else {}),
            **({"editions": self._editions()} if self.claimed else {}),
        }

    def _editions(self) -> list[list[int]]:
        """[edition, pieces] that the prices rest on."""
        pieces: dict[int, int] = {}
        for step in self.claimed:
            pieces[step.id or 0] = pieces.get(step.id or 0, 0) + (step.quantity or 0) // PIECE
        return [[edition, count] for edition, count in sorted(pieces.items())]


# --- Pricing ------------------------------------------------------------------------------


def price_basket(
    *,
    inquiry: Inquiry,
    now: datetime,
    actor: User | None = None,
    with_promotions: bool = True,
    instead_of: int | None = None,
) -> Answer:
    """What the basket costs this customer now, with every reason; nothing is stored.

    Without promotions: what each product costs by the price lists alone. What the reserved quote `instead_of` holds
    is free for it.

    Refuses unknown customers, products and channels, prices that nobody knows (`price_unknown`)
    and staff discounts beyond what `actor` may give (`staff_discount_too_large`).
    """
    check(inquiry, actor)
    stamp, programme = book.stamps()
    compiled = book.current(stamp)
    if not with_promotions:
        compiled = compiled.without_promotions
    customer = reading.find_customer(inquiry.customer)
    met = targets.facts_of(customer.pk) if customer else frozenset({ALL})
    goods = reading.goods_of([line.product for line in inquiry.lines])
    who = customer.pk if customer else None
    checked = coupons.check(inquiry.coupons, customer_id=who, now=now, instead_of=instead_of)
    found = [goods[line.product] if line.product is not None else None for line in inquiry.lines]
    basket = _basket(inquiry, found, checked, now=now, actor=actor)
    editions = scarcity.editions(goods.values(), customer=who, purchase=inquiry.purchase, now=now)
    facts = reading.facts_of(compiled, met, customer, now, instead_of)._replace(claims=editions.claims)
    priced = _resolve(compiled, basket, facts, now)
    if max(priced.list_total, priced.total) + inquiry.delivery >= money.MAX_AMOUNT:
        raise DomainError("amount_too_large", _("The amount is too large."), field="lines")
    return Answer(
        basket=priced,
        names=[_name(line, item) for line, item in zip(inquiry.lines, found, strict=True)],
        customer=customer,
        channel=basket.channel,
        targets=met,
        gifts=reading.gift_names(priced),
        at=now,
        quote_minutes=compiled.quote_minutes,
        goods={item.id: item for item in found if item},
        programme=programme,
        compiled=compiled,
        delivery=inquiry.delivery,
        unclaimed=scarcity.unclaimed(basket.lines, editions),
        limits=scarcity.limits(priced.applied, compiled, checked),
    )


def _basket(
    inquiry: Inquiry, found: list[Goods | None], checked: coupons.Checked, *, now: datetime, actor: User | None
) -> Basket:
    pairs = zip(inquiry.lines, found, strict=True)
    return Basket(
        lines=[_line(position, *pair) for position, pair in enumerate(pairs, start=1)],
        channel=reading.find_channel(inquiry.channel),
        weekday=clock.business_day(now).isoweekday(),
        coupons=checked.coupons,
        may_exceed=actor is not None and actor.has_perm("loyalty.exceed_discount"),
    )


def check(inquiry: Inquiry, actor: User | None) -> None:
    """What can be seen to be wrong without the database."""
    if len(inquiry.lines) > MAX_LINES:
        raise DomainError(
            "lines_missing", _("A basket has at most %(most)d lines.") % {"most": MAX_LINES}, field="lines"
        )
    if not 0 <= inquiry.delivery <= money.MAX_AMOUNT:
        raise DomainError("amount_out_of_range", _("An amount must not be negative."), field="delivery")
    for line in inquiry.lines:
        check_quantity(line.quantity)
        if line.price is not None and not 0 <= line.price <= money.MAX_AMOUNT:
            raise DomainError("amount_out_of_range", _("An amount must not be negative."), field="lines")
        if not 0 <= line.staff_percent <= 100:
            raise DomainError("percent_invalid", _("A percentage lies between 0 and 100."), field="lines")
        is_new = line.staff_percent and not line.is_promised
        if is_new and actor is not None and not actor.has_perm("loyalty.give_discount"):
            raise DomainError(
                "staff_discount_forbidden", _("You may not give a staff discount."), field="lines", status=403
            )


def _resolve(compiled: book.Compiled, basket: Basket, facts: Facts, now: datetime) -> PricedBasket:
    try:
        return rules.resolve(_with_rows(compiled.book, basket.lines), basket, facts, now)
    except records.Refused as refused:
        raise _refusal(refused) from refused


def _refusal(refused: records.Refused) -> DomainError:
    if refused.code == "price_unknown":
        text = _("Line %(line)d: nobody has said what this costs.") % {"line": refused.position}
    else:
        text = _("Line %(line)d: at most %(percent)s staff discount is allowed.") % {
            "line": refused.position,
            "percent": percent_text(refused.limit),
        }
    return DomainError(refused.code, text, field="lines")


def _with_rows(compiled: records.Book, lines: Iterable[Line]) -> records.Book:
    """The book with the rows for these lines."""
    told = list(lines)
    products = {line.product for line in told if line.product is not None}
    categories = {category for line in told for category in line.categories}
    return compiled.with_rows(book.rows_for(compiled.lists, products, categories) if told else {})


def _line(position: int, asked: Ask, item: Goods | None) -> Line:
    quantity, staff = book.thousandths(asked.quantity), book.hundredths(asked.staff_percent)
    if item is None:
        return Line(position, quantity, asked.price, staff_percent=staff, is_promised=asked.is_promised)
    price = item.price if item.price is not None else asked.price
    return Line(position, quantity, price, item.id, item.brand, item.categories, staff, asked.is_promised)


def _name(asked: Ask, item: Goods | None) -> tuple[str, str]:
    return (item.sku, item.name) if item else ("", asked.description)


# --- Quotes -------------------------------------------------------------------------------


def make_quote(
    *,
    inquiry: Inquiry,
    now: datetime,
    actor: User | None = None,
    valid_until: datetime | None = None,
    replaces: Quote | None = None,
) -> Quote:
    """Price the basket and keep the answer; its `token` is what a sale names."""
    if not inquiry.lines:
        raise DomainError("lines_missing", _("There is nothing in the basket."), field="lines")
    answer = price_basket(inquiry=inquiry, now=now, actor=actor)
    return store(answer, now=now, actor=actor, valid_until=valid_until, replaces=replaces)


def store(
    answer: Answer,
    *,
    now: datetime,
    actor: User | None = None,
    valid_until: datetime | None = None,
    replaces: Quote | None = None,
    integration: Integration | None = None,
) -> Quote:
    """Keep an answer as a quote; what rests on claims holds as long as they do. Conflict `claim_missing`."""
    if answer.unclaimed:
        raise claimed.missing(answer.unclaimed)
    until = valid_until or now + timedelta(minutes=answer.quote_minutes)
    quote = Quote(
        public_id=ids.public_id(),
        customer=answer.customer,
        channel_id=answer.channel,
        created_at=now,
        valid_until=min(until, answer.claimed_until or until),
        created_by=actor,
        list_total=answer.list_total,
        total=answer.total,
        facts=answer.facts(),
        criteria=criteria_of(answer),
        replaces=replaces,
        integration=integration,
    )
    told = {name: getattr(quote, name) for name in _COLUMNS} | {"facts": Jsonb(quote.facts, dumps=_compact)}
    [[quote.pk]] = prepared.fetch(_STORE, told)
    state = quote._state  # noqa: SLF001  # Django's documented API: it is a row now
    state.adding, state.db = False, connection.alias
    return quote


_COLUMNS = (
    *("public_id", "customer_id", "channel_id", "created_at", "valid_until", "created_by_id"),
    *("list_total", "total", "criteria", "replaces_id", "integration_id"),
)
# The facts of a large basket are tens of kilobytes: bound as a value they are parsed once.
_STORE = """
INSERT INTO loyalty_quote (public_id, customer_id, channel_id, created_at, valid_until, created_by_id,
                           list_total, total, criteria, replaces_id, integration_id, facts)
VALUES (%(public_id)s::uuid, %(customer_id)s::bigint, %(channel_id)s::bigint, %(created_at)s::timestamptz,
        %(valid_until)s::timestamptz, %(created_by_id)s::bigint, %(list_total)s::bigint, %(total)s::bigint,
        %(criteria)s::text, %(replaces_id)s::bigint, %(integration_id)s::bigint, %(facts)s::jsonb)
RETURNING id"""
_compact = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def criteria_of(answer: Answer) -> str:
    """Digest of the published criteria met: of the targets only those that some list or promotion names."""
    named = (answer.compiled or book.current()).named_targets
    met = sorted(answer.targets & named)
    told = repr((met, answer.channel, sorted(c.code for c in answer.basket.coupons if not c.refusal)))
    return blake2b(told.encode(), digest_size=16).hexdigest()


# --- The token ----------------------------------------------------------------------------


def token(quote: Quote) -> str:
    """The quote's address and what it promises, signed; a rotated key verifies while it is kept."""
    return _signer().sign(_told(quote))


def read_token(text: str) -> Quote:
    """The quote behind a token; a damaged one, and one that no longer says what was signed, is refused."""
    try:
        told = _signer().unsign(text.strip())
        quote = Quote.objects.select_related("customer", "channel").get(public_id=UUID(told.partition(".")[0]))
    except (BadSignature, ValueError, Quote.DoesNotExist):
        raise invalid() from None
    if _told(quote) != told:
        raise invalid()
    return quote


def invalid() -> DomainError:
    return DomainError("quote_invalid", _("This is not one of our quotes."), field="quote")


def _told(quote: Quote) -> str:
    return f"{quote.public_id.hex}.{quote.total}.{int(quote.valid_until.timestamp())}"


def _signer() -> Signer:
    first, *older = settings.LINK_KEYS
    return Signer(key=first, fallback_keys=older, salt=_SALT)
