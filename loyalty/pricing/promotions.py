"""Promotions upon priced lines: which count, what they take off, and where it lies. Pure.

Groups apply in order; in a group at most one promotion counts for a line, the best first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from core.shares import lay
from loyalty.pricing.arithmetic import PIECE, WHOLE, half_up, is_valid, off
from loyalty.pricing.records import (
    ALL,
    Applied,
    Basket,
    Book,
    Coupon,
    Coverage,
    Facts,
    Line,
    PricedLine,
    Promotion,
    Step,
    Target,
)

PERCENTAGE, AMOUNT, THRESHOLD = "percentage", "amount", "threshold"
NTH_ITEM, LARGE_PACK, BUNDLE, GIFT = "nth_item", "large_pack", "bundle", "gift"
# Quantities stay below 10^12 thousandths, so prices of a piece that differ at all differ by more than 10^-24.
_FINE = 10**24


class Stage(NamedTuple):
    lines: list[PricedLine]
    applied: tuple[Applied, ...]
    coupons: tuple[Coupon, ...]


class Piece(NamedTuple):
    """A line as the arithmetic sees it: its place in the basket, its product, its amount now, its quantity."""

    place: int
    product: int | None
    amount: int
    quantity: int

    @property
    def whole(self) -> int:
        return self.quantity // PIECE

    def worth(self, count: int) -> int:
        """What `count` pieces of this line cost now."""
        return half_up(self.amount * count * PIECE, self.quantity)


@dataclass
class _State:
    """The basket while promotions are applied."""

    lines: list[Line]
    priced: list[PricedLine]
    covered: Mapping[int, Sequence[int]]
    # What of budgets and of gifts is left.
    left: Mapping[int, int]
    stock: dict[int, int]
    applied: list[Applied] = field(default_factory=list)
    # Promotions that would have given more than is left of their budget, or a gift that is gone.
    beyond: set[int] = field(default_factory=set)
    # The published criteria that the customer meets.
    met: frozenset[Target] = frozenset()
    _pieces: dict[int, Piece] = field(default_factory=dict)

    def ours(self, promotion: Promotion) -> Sequence[int]:
        """Indexes of the lines that a promotion is for."""
        found = self.covered.get(promotion.id, ())
        if promotion.only_standard:
            return [index for index in found if self.priced[index].is_standard]
        return found

    def pieces(self, promotion: Promotion, taken: set[int]) -> list[Piece]:
        """Those of them that are still free in its group."""
        return [
            self._pieces.get(index) or self._piece(index)
            for index in self.ours(promotion)
            if index not in taken and self.priced[index].amount
        ]

    def _piece(self, index: int) -> Piece:
        line = self.lines[index]
        piece = self._pieces[index] = Piece(index, line.product, self.priced[index].amount, line.quantity)
        return piece

    def take_off(self, promotion: Promotion, discounts: Mapping[int, int]) -> None:
        for index, discount in discounts.items():
            before = self.priced[index]
            after = before.amount - discount
            terms: dict[str, Any] = {"percent": promotion.percent} if promotion.kind == PERCENTAGE else {}
            terms["criterion"] = promotion.criterion(self.met)
            step = Step("promotion", after, promotion.name, promotion.id, discount=discount, **terms)
            self.priced[index] = before._replace(amount=after, steps=(*before.steps, step))
            self._pieces.pop(index, None)

    def give(self, promotion: Promotion) -> None:
        """The gift, when enough of it is left after what earlier groups gave."""
        if promotion.gift in self.stock:
            self.stock[promotion.gift] -= promotion.gift_quantity
        self.applied.append(Applied(promotion.id, promotion.name, 0, "", promotion.gift, promotion.gift_quantity))

    def has_stock(self, promotion: Promotion) -> bool:
        left = self.stock.get(promotion.gift or 0)
        if left is None or left >= promotion.gift_quantity:
            return True
        self.beyond.add(promotion.id)
        return False


class Case(NamedTuple):
    """What was asked: everything but the book."""

    basket: Basket
    facts: Facts
    at: datetime


def apply(book: Book, case: Case, lines: list[Line], priced: list[PricedLine]) -> Stage:
    """All promotions that count, and what became of every coupon."""
    basket = case.basket
    if not book.promotions:
        return Stage(priced, (), tuple(_unanswered(basket.coupons)))
    covered = (book.coverage or Coverage(book.promotions)).of(lines)
    state = _State(lines, priced, covered, case.facts.left, dict(case.facts.stock), met=case.facts.targets)
    given, refused = _coupons(book, basket)
    counting: dict[int, list[Promotion]] = {}
    for promotion in book.promotions:
        if promotion.needs_coupon and promotion.id not in given:
            continue
        if promotion.id not in state.covered and not promotion.needs_coupon:
            continue
        reason = _why_not(promotion, case, state)
        if not reason:
            counting.setdefault(promotion.group, []).append(promotion)
        elif promotion.needs_coupon:
            refused[given[promotion.id].code] = reason
    for group in book.groups:
        _apply_group(state, counting.get(group, []))
    used = {applied.promotion for applied in state.applied}
    applied = [
        found._replace(coupon=given[found.promotion].code) if found.promotion in given else found
        for found in state.applied
    ]
    coupons = [_answered(coupon, refused, used, state.beyond) for coupon in basket.coupons]
    return Stage(state.priced, tuple(applied), tuple(coupons))


# --- Coupons ------------------------------------------------------------------------------


def _coupons(book: Book, basket: Basket) -> tuple[dict[int, Coupon], dict[str, str]]:
    """The coupon that opens each promotion, and those that are refused at once."""
    given: dict[int, Coupon] = {}
    refused: dict[str, str] = {}
    known = {promotion.id for promotion in book.promotions}
    for coupon in basket.coupons:
        if coupon.refusal:
            continue
        if coupon.promotion is None or coupon.promotion not in known:
            refused[coupon.code] = "coupon_promotion_not_running"
        elif coupon.promotion in given:
            refused[coupon.code] = "coupon_twice"
        else:
            given[coupon.promotion] = coupon
    return given, refused


def _answered(coupon: Coupon, refused: Mapping[str, str], used: set[int], beyond: set[int]) -> Coupon:
    if coupon.refusal:
        return coupon
    reason = refused.get(coupon.code, "")
    if not reason and coupon.promotion not in used:
        reason = "coupon_budget_used_up" if coupon.promotion in beyond else "coupon_better_offer"
    return coupon._replace(refusal=reason)


def _unanswered(coupons: Sequence[Coupon]) -> list[Coupon]:
    return [coupon if coupon.refusal else coupon._replace(refusal="coupon_promotion_not_running") for coupon in coupons]


# --- Which count --------------------------------------------------------------------------


def _why_not(promotion: Promotion, case: Case, state: _State) -> str:
    """Why a promotion does not count, by the code of a coupon; empty when it does."""
    basket, facts, at = case
    if not is_valid(promotion.valid_from, promotion.valid_until, at):
        return "coupon_promotion_not_running"
    if promotion.channels and basket.channel not in promotion.channels:
        return "coupon_wrong_channel"
    if promotion.weekdays and basket.weekday not in promotion.weekdays:
        return "coupon_wrong_day"
    if promotion.targets != {ALL} and promotion.targets.isdisjoint(facts.targets):
        return "coupon_not_for_you"
    if promotion.id in facts.exhausted:
        return "coupon_budget_used_up"
    limit = promotion.limit_per_customer
    if limit is not None and not facts.is_known:
        return "coupon_customer_needed"
    if limit is not None and facts.used.get(promotion.id, 0) >= limit:
        return "coupon_limit_reached"
    ours = state.ours(promotion)
    if not ours:
        return "coupon_no_items"
    if promotion.minimum_spend and sum(state.priced[index].gross for index in ours) < promotion.minimum_spend:
        return "coupon_minimum_not_reached"
    return ""


# --- One group ----------------------------------------------------------------------------


class _Offer(NamedTuple):
    """What a promotion would take off now; the largest is the best, between equals the older."""

    total: int
    age: int
    promotion: Promotion
    discounts: dict[int, int]


def _apply_group(state: _State, promotions: Sequence[Promotion]) -> None:
    """The best takes its lines, then the next best of what is free."""
    gifts = [promotion for promotion in promotions if promotion.kind == GIFT and state.has_stock(promotion)]
    if gifts:
        state.give(min(gifts, key=lambda gift: (-gift.minimum_spend, gift.id)))
    taken: set[int] = set()
    offers = {found.id: _offer(state, found, taken) for found in promotions if found.kind != GIFT}
    while offers:
        best = max(offers.values())
        if not best.total:
            return
        del offers[best.promotion.id]
        state.take_off(best.promotion, best.discounts)
        state.applied.append(Applied(best.promotion.id, best.promotion.name, best.total))
        taken |= best.discounts.keys()
        for pk, offer in list(offers.items()):
            if not taken.isdisjoint(offer.discounts):
                offers[pk] = _offer(state, offer.promotion, taken)


def _offer(state: _State, promotion: Promotion, taken: set[int]) -> _Offer:
    """What the promotion would take off each line; lines that it does not touch are absent.

    More than is left of its budget counts as nothing, so that a budget never blocks a sale.
    """
    found = _KINDS[promotion.kind](promotion, state.pieces(promotion, taken))
    discounts = {index: discount for index, discount in found.items() if discount > 0}
    total = sum(discounts.values())
    left = state.left.get(promotion.id)
    if left is not None and total > left:
        state.beyond.add(promotion.id)
        total = 0
    return _Offer(total, -promotion.id, promotion, discounts)


def _percentage(promotion: Promotion, pieces: Sequence[Piece]) -> dict[int, int]:
    return {piece.place: piece.amount - off(piece.amount, promotion.percent) for piece in pieces}


def _amount(promotion: Promotion, pieces: Sequence[Piece]) -> dict[int, int]:
    return _laid(min(promotion.amount, sum(piece.amount for piece in pieces)), pieces)


def _threshold(promotion: Promotion, pieces: Sequence[Piece]) -> dict[int, int]:
    if not promotion.percent:
        return _amount(promotion, pieces)
    total = sum(piece.amount for piece in pieces)
    return _laid(half_up(total * promotion.percent, WHOLE), pieces)


def _nth_item(promotion: Promotion, pieces: Sequence[Piece]) -> dict[int, int]:
    """Sorted from dear to cheap, the n-th, 2n-th … piece is cheaper.

    Lines count as runs of equal pieces, so that a thousand pieces cost no more than one.
    """
    nth = promotion.every
    runs = sorted(
        (piece for piece in pieces if piece.whole),
        key=lambda piece: (-(piece.amount * _FINE // piece.quantity), piece.place),
    )
    end = sum(piece.whole for piece in runs)
    if promotion.max_times is not None:
        end = min(end, promotion.max_times * nth)
    found: dict[int, int] = {}
    start = 0
    for piece in runs:
        count = min(start + piece.whole, end) // nth - min(start, end) // nth
        start += piece.whole
        if count:
            found[piece.place] = half_up(piece.worth(count) * promotion.percent, WHOLE)
    return found


def _large_pack(promotion: Promotion, pieces: Sequence[Piece]) -> dict[int, int]:
    """Per product: as many packs as there are whole ones."""
    by_product: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.product is not None and piece.whole:
            by_product.setdefault(piece.product, []).append(piece)
    left = promotion.max_times
    found: dict[int, int] = {}
    for product in sorted(by_product):
        ours = by_product[product]
        packs = sum(piece.whole for piece in ours) // promotion.every
        packs = packs if left is None else min(packs, left)
        if not packs:
            continue
        left = None if left is None else left - packs
        saved = _worth(ours, packs * promotion.every) - packs * promotion.amount
        found |= _laid(max(0, saved), ours)
    return found


def _bundle(promotion: Promotion, pieces: Sequence[Piece]) -> dict[int, int]:
    by_product: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.product is not None:
            by_product.setdefault(piece.product, []).append(piece)
    counts = [sum(piece.whole for piece in by_product.get(product, ())) // count for product, count in promotion.parts]
    bundles = min(counts, default=0)
    if promotion.max_times is not None:
        bundles = min(bundles, promotion.max_times)
    if not bundles:
        return {}
    ours = [piece for product, _count in promotion.parts for piece in by_product[product]]
    worth = sum(_worth(by_product[product], bundles * count) for product, count in promotion.parts)
    saved = half_up(worth * promotion.percent, WHOLE) if promotion.percent else worth - bundles * promotion.amount
    return _laid(max(0, saved), ours)


def _worth(pieces: Sequence[Piece], count: int) -> int:
    """What `count` whole pieces of these lines cost now, the earlier lines first."""
    worth = 0
    for piece in sorted(pieces):
        taken = min(count, piece.whole)
        worth += piece.worth(taken)
        count -= taken
    return worth


def _laid(discount: int, pieces: Sequence[Piece]) -> dict[int, int]:
    ordered = sorted(pieces)
    shares = lay(discount, [piece.amount for piece in ordered])
    return {piece.place: share for piece, share in zip(ordered, shares, strict=True)}


_KINDS: dict[str, Callable[[Promotion, Sequence[Piece]], dict[int, int]]] = {
    PERCENTAGE: _percentage,
    AMOUNT: _amount,
    THRESHOLD: _threshold,
    NTH_ITEM: _nth_item,
    LARGE_PACK: _large_pack,
    BUNDLE: _bundle,
}
