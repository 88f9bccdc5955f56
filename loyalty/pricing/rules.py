"""From a customer, a basket and a time to explained prices: one pure function.

`docs/algorithms/pricing.md` says what it guarantees, case by case. Amounts are integers of the
smallest unit of money, quantities thousandths of a piece, percentages hundredths of a per cent.
Nothing here knows Django, the database or the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from loyalty.pricing import promotions
from loyalty.pricing.arithmetic import PIECE, is_valid, off, times
from loyalty.pricing.records import (
    ALL,
    FIXED,
    Basket,
    Book,
    Break,
    Claimed,
    Facts,
    Line,
    PricedBasket,
    PricedLine,
    PriceList,
    Refused,
    Row,
    Scope,
    Step,
)

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
        terms["criterion"] = winner.list.criterion(facts.targets)
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
