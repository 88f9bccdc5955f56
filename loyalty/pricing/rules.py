"""From a customer, a basket and a time to explained prices: one pure function.

`docs/algorithms/pricing.md` says what it guarantees, case by case. Amounts are integers of the
smallest unit of money, quantities thousandths of a piece, percentages hundredths of a per cent.
Nothing here knows Django, the database or the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from loyalty.pricing.arithmetic import PIECE, is_valid, off, times

FIXED, PERCENT = "fixed", "percent"
ALL = ("all", 0)

# (kind, key): a published criterion that a customer meets.
Target = tuple[str, int]
# ("product", id), ("category", id) or ALL: what a row of a list is about.
Scope = tuple[str, int]


class Refused(Exception):  # noqa: N818  # reads as the sentence it is
    """The basket cannot be priced as asked; `code` is stable, `position` names the line."""

    def __init__(self, code: str, position: int, limit: int = 0) -> None:
        super().__init__(f"{code} (line {position})")
        self.code = code
        self.position = position
        self.limit = limit


# --- Inputs -------------------------------------------------------------------------------


class Break(NamedTuple):
    """From `quantity` (thousandths) on: a fixed unit price, or a percentage off the row's price."""

    quantity: int
    kind: str
    value: int

    def on(self, price: int) -> int:
        return self.value if self.kind == FIXED else off(price, self.value)


class Row(NamedTuple):
    """What a list says about its scope."""

    list_id: int
    kind: str
    value: int
    breaks: tuple[Break, ...] = ()

    def on(self, list_price: int | None) -> int | None:
        if self.kind == FIXED:
            return self.value
        return None if list_price is None else off(list_price, self.value)

    def reached(self, quantity: int) -> Break | None:
        """The highest break that the quantity reaches."""
        return max((step for step in self.breaks if quantity >= step.quantity), default=None)


@dataclass(frozen=True, slots=True)
class PriceList:
    id: int
    name: str
    targets: frozenset[Target]
    channels: frozenset[int] = frozenset()
    max_staff_percent: int | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Promotion:
    """One promotion; which fields count depends on `kind` (see `promotions`)."""

    id: int
    name: str
    kind: str
    group: int = 0
    percent: int = 0
    amount: int = 0
    every: int = 0
    parts: tuple[tuple[int, int], ...] = ()
    max_times: int | None = None
    gift: int | None = None
    gift_quantity: int = 1
    minimum_spend: int = 0
    products: frozenset[int] = frozenset()
    brands: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()
    weekdays: frozenset[int] = frozenset()
    targets: frozenset[Target] = frozenset({ALL})
    needs_coupon: bool = False
    only_standard: bool = False
    limit_per_customer: int | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None


class Line(NamedTuple):
    """`categories` is the path from the root; `list_price` of one piece, None when nobody knows it.

    A staff discount that `is_promised` was allowed before and is held against no limit.
    """

    position: int
    quantity: int
    list_price: int | None
    product: int | None = None
    brand: int | None = None
    categories: tuple[int, ...] = ()
    staff_percent: int = 0
    is_promised: bool = False


class Coupon(NamedTuple):
    """A code that was given. `refusal` is set when the database already says no."""

    code: str
    promotion: int | None
    refusal: str = ""


class Basket(NamedTuple):
    lines: Sequence[Line]
    channel: int | None = None
    weekday: int = 1
    coupons: tuple[Coupon, ...] = ()
    may_exceed: bool = False


class Claimed(NamedTuple):
    """Pieces of a limited edition that the customer holds, at its price; `until` as ISO text, empty when paid."""

    edition: int
    name: str
    product: int
    price: int
    pieces: int
    until: str = ""


class Facts(NamedTuple):
    """`targets` are the criteria that the customer meets; `used` how often they used a promotion;
    `exhausted` the promotions whose budget has run out, `left` what of a budget in money is left,
    `stock` how many of a gift are; `claims` what they hold of limited editions, the oldest first."""

    targets: frozenset[Target] = frozenset({ALL})
    used: Mapping[int, int] = {}
    exhausted: frozenset[int] = frozenset()
    left: Mapping[int, int] = {}
    stock: Mapping[int, int] = {}
    claims: tuple[Claimed, ...] = ()


class Coverage:
    """Which promotions cover a line: found by its product, brand and categories, not by asking each one."""

    def __init__(self, promotions: Iterable[Promotion]) -> None:
        self._everywhere: list[int] = []
        self._by: dict[tuple[str, int], list[int]] = {}
        for promotion in promotions:
            scopes = [
                *(("product", pk) for pk in promotion.products),
                *(("brand", pk) for pk in promotion.brands),
                *(("category", pk) for pk in promotion.categories),
            ]
            if not scopes:
                self._everywhere.append(promotion.id)
            for scope in scopes:
                self._by.setdefault(scope, []).append(promotion.id)

    def of(self, lines: Sequence[Line]) -> dict[int, list[int]]:
        """Promotion → indexes of the lines that it covers, in order."""
        found = {pk: list(range(len(lines))) for pk in self._everywhere}
        for index, line in enumerate(lines):
            covering: set[int] = set()
            if line.product is not None:
                covering.update(self._by.get(("product", line.product), ()))
            if line.brand is not None:
                covering.update(self._by.get(("brand", line.brand), ()))
            for category in line.categories:
                covering.update(self._by.get(("category", category), ()))
            for pk in covering:
                found.setdefault(pk, []).append(index)
        return found


@dataclass(frozen=True)
class Book:
    """Lists and promotions, compiled. `rows` holds those that concern the basket.

    `contracts` are the target kinds that beat all others, the strongest first; `groups` the
    stacking groups in order.
    """

    lists: Mapping[int, PriceList] = field(default_factory=dict)
    rows: Mapping[Scope, Sequence[Row]] = field(default_factory=dict)
    promotions: Sequence[Promotion] = ()
    groups: Sequence[int] = (0,)
    max_staff_percent: int = 0
    contracts: tuple[str, ...] = ("customer", "company")
    # Compiled once with the promotions; made when it is missing.
    coverage: Coverage | None = field(default=None, compare=False)

    def with_rows(self, rows: Mapping[Scope, Sequence[Row]]) -> Book:
        return replace(self, rows=rows)


# --- Results ------------------------------------------------------------------------------


class Step(NamedTuple):
    """One step of an explanation: what, its terms (percentage or fixed price), what is left after it.

    Steps up to `quantity` speak of one piece, those after it of the line.
    """

    kind: str
    after: int
    name: str = ""
    id: int | None = None
    percent: int | None = None
    price: int | None = None
    quantity: int | None = None
    discount: int = 0
    until: str = ""

    def as_facts(self) -> dict[str, Any]:
        """Plain data without what is empty."""
        told = {"kind": self.kind, "after": self.after, "name": self.name or None, "discount": self.discount or None}
        told |= {"id": self.id, "percent": self.percent, "price": self.price, "quantity": self.quantity}
        told |= {"until": self.until or None}
        return {name: value for name, value in told.items() if value is not None}


class PricedLine(NamedTuple):
    position: int
    product: int | None
    quantity: int
    list_price: int
    unit_price: int
    list_id: int | None
    gross: int
    amount: int
    steps: tuple[Step, ...]

    @property
    def is_standard(self) -> bool:
        """At the list price: neither by a price list nor by a limited edition."""
        return self.list_id is None and all(step.kind != "edition" for step in self.steps)

    @property
    def list_amount(self) -> int:
        """What the line costs at the list price."""
        return times(self.list_price, self.quantity)


class Applied(NamedTuple):
    """A promotion that counted: its discount on the basket, or the gift that it gives."""

    promotion: int
    name: str
    discount: int
    coupon: str = ""
    gift: int | None = None
    gift_quantity: int = 0


class PricedBasket(NamedTuple):
    lines: tuple[PricedLine, ...]
    applied: tuple[Applied, ...]
    coupons: tuple[Coupon, ...]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def list_total(self) -> int:
        return sum(line.list_amount for line in self.lines)


# --- The unit price -----------------------------------------------------------------------


class _Offer(NamedTuple):
    """What one list asks for one piece."""

    list: PriceList
    row: Row
    base: int
    step: Break | None
    price: int


def resolve(book: Book, basket: Basket, facts: Facts, at: datetime) -> PricedBasket:
    """Price every line, apply promotions and staff discounts, and say how.

    Raises `Refused` for a line whose price nobody knows (`price_unknown`) and for a staff
    discount beyond what is allowed (`staff_discount_too_large`).
    """
    from loyalty.pricing import promotions

    lines = sorted(basket.lines, key=lambda line: line.position)
    running = {pk: found for pk, found in book.lists.items() if _applies(found, basket, facts, at)}
    pieces: dict[int, int] = {}
    for line in lines:
        if line.product is not None:
            pieces[line.product] = pieces.get(line.product, 0) + line.quantity
    claims = _whole_claims(lines, facts.claims)
    alone = {claim.product: claim.price for claim in claims if _covers(claims, claim.product, pieces[claim.product])}
    among = [_Among(pieces.get(line.product or 0, line.quantity), alone.get(line.product or 0)) for line in lines]
    priced = [_price(book, running, facts, *pair) for pair in zip(lines, among, strict=True)]
    priced = _by_claims(priced, claims)
    stage = promotions.apply(book, promotions.Case(basket, facts, at), lines, priced)
    finished = [_staff(book, basket, line, found) for line, found in zip(lines, stage.lines, strict=True)]
    return PricedBasket(tuple(finished), stage.applied, stage.coupons)


def _applies(found: PriceList, basket: Basket, facts: Facts, at: datetime) -> bool:
    return (
        is_valid(found.valid_from, found.valid_until, at)
        and (not found.channels or basket.channel in found.channels)
        and not found.targets.isdisjoint(facts.targets)
    )


class _Among(NamedTuple):
    """The basket as one line sees it: all pieces of its product, and what an edition asks when it holds them all."""

    pieces: int
    claimed: int | None


def _price(book: Book, running: Mapping[int, PriceList], facts: Facts, line: Line, among: _Among) -> PricedLine:
    offers = _offers(book, running, line, among.pieces)
    winner = _winner(book.contracts, offers, facts, line.list_price)
    list_price = line.list_price
    if list_price is None:
        if winner is None and among.claimed is None:
            raise Refused("price_unknown", line.position)
        list_price = winner.price if winner else among.claimed or 0
    steps = [Step("list", list_price)]
    unit_price = list_price
    if winner:
        terms: dict[str, Any] = {"price": winner.base} if winner.row.kind == FIXED else {"percent": winner.row.value}
        steps.append(Step("price_list", winner.base, winner.list.name, winner.list.id, **terms))
        if winner.step:
            terms = {"price": winner.price} if winner.step.kind == FIXED else {"percent": winner.step.value}
            steps.append(Step("break", winner.price, quantity=winner.step.quantity, **terms))
        unit_price = winner.price
    amount = times(unit_price, line.quantity)
    if line.quantity != PIECE:
        steps.append(Step("quantity", amount, quantity=line.quantity))
    list_id = winner.list.id if winner else None
    return PricedLine(
        line.position, line.product, line.quantity, list_price, unit_price, list_id, amount, amount, tuple(steps)
    )


# --- Limited editions ---------------------------------------------------------------------


def _whole_claims(lines: Sequence[Line], claims: Sequence[Claimed]) -> list[Claimed]:
    """Those that the basket buys whole, the oldest first: the sale pays these."""
    left: dict[int | None, int] = {}
    for line in lines:
        left[line.product] = left.get(line.product, 0) + line.quantity // PIECE
    chosen = []
    for claim in claims:
        if claim.pieces <= left.get(claim.product, 0):
            left[claim.product] -= claim.pieces
            chosen.append(claim)
    return chosen


def _covers(claims: Sequence[Claimed], product: int, quantity: int) -> bool:
    return sum(claim.pieces for claim in claims if claim.product == product) * PIECE >= quantity


def _by_claims(priced: list[PricedLine], claims: Sequence[Claimed]) -> list[PricedLine]:
    """The edition's price for claimed pieces, where it is not dearer: a claim never costs more than none."""
    for claim in claims:
        left = claim.pieces
        for index, found in enumerate(priced):
            taken = sum(step.quantity or 0 for step in found.steps if step.kind == "edition") // PIECE
            pieces = min(left, found.quantity // PIECE - taken)
            if found.product == claim.product and pieces > 0 and claim.price <= found.unit_price:
                priced[index] = _claimed(found, claim, pieces)
                left -= pieces
    return priced


def _claimed(found: PricedLine, claim: Claimed, pieces: int) -> PricedLine:
    """So many pieces of a line at the edition's price: of one piece, or of the line when others cost more."""
    amount = found.amount - pieces * (found.unit_price - claim.price)
    step = Step("edition", amount, claim.name, claim.edition, price=claim.price, quantity=pieces * PIECE,
                until=claim.until)  # fmt: skip
    if found.quantity == pieces * PIECE:
        before = [one for one in found.steps if one.kind != "quantity"]
        after = [Step("quantity", amount, quantity=found.quantity)] if pieces > 1 else []
        steps = (*before, step._replace(after=claim.price), *after)
        return found._replace(unit_price=claim.price, list_id=None, gross=amount, amount=amount, steps=steps)
    return found._replace(gross=amount, amount=amount, steps=(*found.steps, step))


def _offers(book: Book, running: Mapping[int, PriceList], line: Line, pieces: int) -> list[_Offer]:
    """One offer per running list: that of its most specific row."""
    found: dict[int, _Offer] = {}
    for scope in _scopes(line):
        for row in book.rows.get(scope, ()):
            if row.list_id in running and row.list_id not in found:
                base = row.on(line.list_price)
                if base is not None:
                    step = row.reached(pieces)
                    price = step.on(base) if step else base
                    found[row.list_id] = _Offer(running[row.list_id], row, base, step, price)
    return list(found.values())


def _scopes(line: Line) -> Iterable[Scope]:
    """From the product to everything."""
    if line.product is not None:
        yield ("product", line.product)
    for category in reversed(line.categories):
        yield ("category", category)
    yield ALL


def _winner(contracts: Sequence[str], offers: Sequence[_Offer], facts: Facts, list_price: int | None) -> _Offer | None:
    """The offer that counts; None: the list price does."""
    if not offers:
        return None
    by_kind: dict[str, list[_Offer]] = {}
    for offer in offers:
        for kind in {kind for kind, key in offer.list.targets if (kind, key) in facts.targets}:
            by_kind.setdefault(kind, []).append(offer)
    for kind in contracts:
        if kind in by_kind:
            return min(by_kind[kind], key=_rank)
    standard = min(by_kind.get("all", ()), key=_rank, default=None)
    shared = min(
        (offer for kind, found in by_kind.items() if kind != "all" for offer in found), key=_rank, default=None
    )
    usual = standard.price if standard else list_price
    return shared if shared and (usual is None or shared.price < usual) else standard


def _rank(offer: _Offer) -> tuple[int, int]:
    return offer.price, offer.list.id


def _staff(book: Book, basket: Basket, line: Line, found: PricedLine) -> PricedLine:
    if not line.staff_percent:
        return found
    used = book.lists.get(found.list_id) if found.list_id else None
    limit = book.max_staff_percent if used is None or used.max_staff_percent is None else used.max_staff_percent
    if line.staff_percent > limit and not (basket.may_exceed or line.is_promised):
        raise Refused("staff_discount_too_large", line.position, limit)
    after = off(found.amount, line.staff_percent)
    step = Step("staff", after, percent=line.staff_percent, discount=found.amount - after)
    return found._replace(amount=after, steps=(*found.steps, step))
