"""What a return takes back of which sale: plain Python over what one chunk needs.

The rules stand in `docs/imports.md`. In short, in this order: the sale that the row names; the
sale with the same number (or the number without its cancellation mark, `C536379` → `536379`);
of a receipt that was cancelled in part, exactly the lines that say so; of one that was cancelled
wholly, all that is left, if that is the amount that the file tells; else
the same customer's latest sales of the same goods that have enough left. Whatever matches
nothing is refused, whole, with a DomainError that says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from core import clock
from core.errors import DomainError
from core.money import format_money
from core.wording import worded as _
from sales.imports.reading import CANCELLATION_MARK

# A return that is spread over more sales than this is not one that anybody could explain.
MAX_PIECES = 20
_THOUSANDTH = Decimal("0.001")


@dataclass
class BackLine:
    """One line of the file that takes something back."""

    line: int
    quantity: Decimal
    amount: int
    sku: str | None
    # A line of its own receipt, which came back as a whole.
    is_part: bool = False
    # Told with a minus; `quantity` and `amount` are without it.
    is_negative: bool = False


@dataclass
class Back:
    """One return as told."""

    number: str
    customer: int | None
    at: datetime
    is_cancelled: bool
    original: str | None
    lines: list[BackLine] = field(default_factory=list)

    @property
    def is_part(self) -> bool:
        return any(line.is_part for line in self.lines)

    @property
    def total(self) -> int:
        """What its rows come to: below zero when they take back."""
        return sum(-line.amount if line.is_negative else line.amount for line in self.lines)

    @property
    def wanted(self) -> list[str]:
        """Numbers under which its sale may stand, best first."""
        if self.original:
            return [self.original]
        bare = CANCELLATION_MARK.sub("", self.number)
        return [self.number] if bare == self.number else [self.number, bare]


@dataclass
class Sold:
    """A line of a sale, and what of it can still be returned."""

    pk: int
    purchase: int
    sku: str | None
    quantity: Decimal
    amount: int
    left: Decimal
    left_amount: int


@dataclass
class Sale:
    """A sale that something may come back of."""

    pk: int
    number: str
    customer: int | None
    at: datetime
    amount: int
    returned: int
    lines: list[Sold] = field(default_factory=list)
    # What was left of delivery and tip when the chunk began: only a cancellation takes it.
    extra: int = 0

    @property
    def is_whole_back(self) -> bool:
        return all(not line.left for line in self.lines)

    @property
    def left(self) -> tuple[int, int]:
        """What is left of its goods, and of all that was paid, with delivery and tip."""
        goods = sum(line.left_amount for line in self.lines)
        return goods, goods + self.extra


Piece = tuple[Sold, Decimal, int]


@dataclass
class Found:
    """Sales that the returns of one chunk may mean."""

    by_id: dict[int, Sale]
    by_number: dict[str, Sale]
    by_goods: dict[tuple[int, int], list[Sold]]


def match(back: Back, sales: Found, *, has_quantity: bool) -> list[Piece]:
    """The pieces of sales that this return brings back, grouped by sale; takes them off what is left."""
    sale = _named(back, sales)
    if back.is_cancelled:
        if sale is None:
            raise DomainError("sale_unknown", _("Cancelled, but no sale with this number is recorded."))
        return _take(_all_left(back, sale))
    pieces: list[Piece] = []
    for line in back.lines:
        if line.is_part:
            pieces.append(_same_line(line, sale, taken=pieces))
            continue
        candidates = sale.lines if sale else sales.by_goods.get((id(back), line.line), [])
        if line.sku is not None:
            candidates = [sold for sold in candidates if sold.sku == line.sku]
        pieces += _pieces(line, candidates, taken=pieces, has_quantity=has_quantity)
    if len({piece[0].purchase for piece in pieces}) > MAX_PIECES:
        raise _no_sale()
    return _take(sorted(pieces, key=lambda piece: (piece[0].purchase, piece[0].pk)))


def _named(back: Back, sales: Found) -> Sale | None:
    for number in back.wanted:
        sale = sales.by_number.get(number)
        if sale is None or (back.customer and sale.customer and sale.customer != back.customer):
            continue
        if back.at < sale.at and clock.business_day(back.at) < clock.business_day(sale.at):
            raise DomainError("return_before_sale", _("The return lies before the sale."))
        return sale
    if back.original:
        raise DomainError("sale_unknown", _("The sale “%(number)s” is not recorded.") % {"number": back.original})
    return None


def _all_left(back: Back, sale: Sale) -> list[Piece]:
    """Of a cancelled sale all that is left, as long as the file means all.

    Many systems tell a cancelled receipt with nothing: zero states no amount. The whole amount
    under the sale's own number means the whole sale, also where something of it came back before.
    """
    pieces = [(line, line.left, line.left_amount) for line in sale.lines if line.left]
    meant = {0, *sale.left}
    if back.number == sale.number and back.total > 0:
        meant |= {sale.amount, sum(line.amount for line in sale.lines)}
    if pieces and abs(back.total) not in meant:
        told, left = format_money(abs(back.total)), format_money(sale.left[1])
        raise DomainError(
            "cancellation_differs",
            _(
                "A cancellation takes back the whole sale, of which %(left)s is left, but this one says %(told)s. "
                "Tell a part that came back as returned, with a negative amount."
            )
            % {"left": left, "told": told},
        )
    return pieces


def _same_line(line: BackLine, sale: Sale | None, *, taken: list[Piece]) -> Piece:
    """The line of the receipt that says just this; of equal ones any."""
    used = {piece[0].pk for piece in taken}
    for sold in sale.lines if sale else ():
        is_same = (sold.quantity, sold.amount) == (line.quantity, line.amount) and line.sku in {None, sold.sku}
        if is_same and sold.pk not in used and (sold.left, sold.left_amount) == (sold.quantity, sold.amount):
            return sold, sold.quantity, sold.amount
    raise _no_sale()


def _pieces(line: BackLine, candidates: Iterable[Sold], *, taken: list[Piece], has_quantity: bool) -> list[Piece]:
    quantity, amount = line.quantity, line.amount
    pieces: list[Piece] = []
    wanted, paid = quantity, 0
    for sold in candidates:
        used = [(piece[1], piece[2]) for piece in taken if piece[0] is sold]
        left, left_amount = sold.left - sum(u[0] for u in used), sold.left_amount - sum(u[1] for u in used)
        if not has_quantity:
            wanted = _share(amount, left_amount, left)
        take = min(wanted, left)
        if take <= 0:
            continue
        wanted -= take
        done = quantity - wanted if has_quantity else quantity
        due = int((amount * done / quantity).quantize(Decimal(1), ROUND_HALF_UP)) - paid
        pieces.append((sold, take, min(due, left_amount)))
        paid += pieces[-1][2]
        if wanted <= 0 or not has_quantity:
            break
    if not pieces or (has_quantity and wanted > 0):
        raise _no_sale()
    if paid != amount:
        raise DomainError("too_much_paid_back", _("More is paid back than was paid for these goods."))
    return pieces


def _take(pieces: list[Piece]) -> list[Piece]:
    """The same line once, and off what is left for the next return of this chunk."""
    merged: dict[int, Piece] = {}
    for sold, quantity, amount in pieces:
        before = merged.get(sold.pk)
        merged[sold.pk] = (sold, quantity + before[1], amount + before[2]) if before else (sold, quantity, amount)
    for sold, quantity, amount in merged.values():
        sold.left -= quantity
        sold.left_amount -= amount
    return list(merged.values())


def _share(amount: int, left_amount: int, left: Decimal) -> Decimal:
    """How much of a line an amount stands for, where the file tells no quantities."""
    if amount >= left_amount:
        return left
    return max(_THOUSANDTH, (left * amount / left_amount).quantize(_THOUSANDTH))


def _no_sale() -> DomainError:
    return DomainError("sale_unknown", _("No sale with enough left matches this return."))
