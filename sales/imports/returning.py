"""Negative and cancelled receipts: matched to the sale that they take back, and booked as its return.

The rules stand in `docs/imports.md`. In short, in this order: the sale that the row names; the
sale with the same number (or the number without its cancellation mark, `C536379` → `536379`);
the same customer's latest sales of the same goods that have enough left. Whatever matches
nothing is refused, whole.

Matching is plain Python over what one chunk needs, read under lock; writing is by the set.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from core import clock
from core.errors import DomainError
from core.importing.staging import Stage, fetch, run, value
from sales import hooks
from sales.imports.applying import Counts
from sales.imports.gathering import Options
from sales.imports.reading import CANCELLATION_MARK

# Returns per transaction.
CHUNK = 500
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

    @property
    def is_whole_back(self) -> bool:
        return all(not line.left for line in self.lines)


Piece = tuple[Sold, Decimal, int]


class Returner:
    """Books the returns of one run; `gather` has prepared table `backs`."""

    def __init__(self, stage: Stage, options: Options) -> None:
        self._stage = stage
        self._options = options
        self._has_quantity = "quantity" in options.mapped

    def apply(self, first: int, last: int, now: datetime) -> Counts:
        """Returns `first <= seq < last`, in the caller's transaction."""
        backs = self._read(first, last)
        known = self._known(backs)
        fresh = [back for back in backs if back.number not in known]
        counts = Counts()
        for back in backs:
            if back.number in known:
                self._compare(back, known[back.number], counts)
        sales = self._sales(fresh)
        booked: list[tuple[Back, Sale, list[Piece], int]] = []
        for back in fresh:
            self._try(back, sales, booked, counts)
        self._write(booked, now)
        return counts

    def _try(
        self, back: Back, sales: _Found, booked: list[tuple[Back, Sale, list[Piece], int]], counts: Counts
    ) -> None:
        try:
            pieces = self._match(back, sales)
        except DomainError as error:
            self._refuse(back, str(error))
            counts.refused += 1
            return
        if not pieces:
            counts.unchanged += 1
            return
        for place, (pk, group) in enumerate(groupby(pieces, key=lambda piece: piece[0].purchase)):
            booked.append((back, sales.by_id[pk], list(group), place))
        counts.created += 1

    # --- Reading ----------------------------------------------------------------------------

    def _read(self, first: int, last: int) -> list[Back]:
        rows = fetch(
            f"""SELECT b.number, b.customer_id, b.occurred_at, b.is_cancelled, b.original,
                   s.line, s.quantity, s.amount, coalesce(s.sku, left(s.product, 64))
            FROM {self._stage.name("backs")} b JOIN {self._stage.name("rows")} s USING (number)
            WHERE b.seq >= %s AND b.seq < %s AND s.is_return ORDER BY b.seq, s.line""",  # noqa: S608
            [first, last],
        )
        backs = []
        for head, lines in groupby(rows, key=lambda row: row[:5]):
            number, customer, at, is_cancelled, original = head
            told = [BackLine(*row[5:]) for row in lines]
            backs.append(Back(number, customer, at, is_cancelled, original, told))
        return backs

    def _known(self, backs: list[Back]) -> dict[str, tuple[int, Any]]:
        """Returns that are already booked under these numbers: what was paid back in all, and the day."""
        names = {name: back.number for back in backs for name in _names(back.number)}
        rows = fetch(
            "SELECT number, amount, occurred_on FROM sales_return WHERE source = %s AND number = ANY (%s)",
            [self._options.source, list(names)],
        )
        known: dict[str, tuple[int, Any]] = {}
        for name, amount, day in rows:
            before = known.get(names[name], (0, day))[0]
            known[names[name]] = (before + amount, day)
        return known

    def _compare(self, back: Back, known: tuple[int, Any], counts: Counts) -> None:
        if back.is_cancelled or known[0] == sum(line.amount for line in back.lines):
            counts.unchanged += 1
            return
        counts.refused += 1
        self._refuse(back, _("This return is already booked with another amount; correct it by hand."))

    def _refuse(self, back: Back, reason: str) -> None:
        self._stage.reject((line.line, back.number, "", back.number, reason) for line in back.lines)

    def _sales(self, backs: list[Back]) -> _Found:
        """Every sale that may be meant, its rows locked in order, with what is left of each line."""
        source = self._options.source
        numbers = sorted({name for back in backs for name in back.wanted})
        ids = {pk for (pk,) in fetch(
            "SELECT id FROM sales_purchase WHERE source = %s AND number = ANY (%s)", [source, numbers]
        )}  # fmt: skip
        wanted = [(place, line) for place, back in enumerate(backs) for line in back.lines if back.customer]
        goods: dict[tuple[int, int], list[int]] = {}
        if wanted:
            for place, line, pk, purchase in fetch(_BY_GOODS, self._goods(backs, wanted)):
                goods.setdefault((place, line), []).append(pk)
                ids.add(purchase)
        sales = {row[0]: Sale(*row) for row in fetch(_LOCK, [sorted(ids)])}
        lines = {}
        for row in fetch(_LINES, [sorted(ids)]):
            lines[row[0]] = sold = Sold(*row)
            sales[sold.purchase].lines.append(sold)
        by_goods = {
            (id(backs[place]), line): [lines[pk] for pk in found if pk in lines]
            for (place, line), found in goods.items()
        }
        return _Found(sales, {sale.number: sale for sale in sales.values()}, by_goods)

    def _goods(self, backs: list[Back], wanted: list[tuple[int, BackLine]]) -> dict[str, Any]:
        return {
            "source": self._options.source,
            "limit": MAX_PIECES,
            "places": [place for place, _line in wanted],
            "lines": [line.line for _place, line in wanted],
            "customers": [backs[place].customer for place, _line in wanted],
            "ats": [_end_of_day(backs[place].at) for place, _line in wanted],
            "skus": [line.sku for _place, line in wanted],
            "amounts": [line.amount for _place, line in wanted],
        }

    # --- Matching ---------------------------------------------------------------------------

    def _match(self, back: Back, sales: _Found) -> list[Piece]:
        """The pieces of sales that this return brings back, grouped by sale; takes them off what is left."""
        sale = self._named(back, sales)
        if back.is_cancelled:
            if sale is None:
                raise DomainError("sale_unknown", _("Cancelled, but no sale with this number is recorded."))
            return self._take([(line, line.left, line.left_amount) for line in sale.lines if line.left])
        pieces: list[Piece] = []
        for line in back.lines:
            candidates = sale.lines if sale else sales.by_goods.get((id(back), line.line), [])
            if line.sku is not None:
                candidates = [sold for sold in candidates if sold.sku == line.sku]
            pieces += self._pieces(line, candidates, taken=pieces)
        if len({piece[0].purchase for piece in pieces}) > MAX_PIECES:
            raise _no_sale()
        return self._take(sorted(pieces, key=lambda piece: (piece[0].purchase, piece[0].pk)))

    def _named(self, back: Back, sales: _Found) -> Sale | None:
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

    def _pieces(self, line: BackLine, candidates: Iterable[Sold], taken: list[Piece]) -> list[Piece]:
        quantity, amount = line.quantity, line.amount
        pieces: list[Piece] = []
        wanted, paid = quantity, 0
        for sold in candidates:
            used = [(piece[1], piece[2]) for piece in taken if piece[0] is sold]
            left, left_amount = sold.left - sum(u[0] for u in used), sold.left_amount - sum(u[1] for u in used)
            if not self._has_quantity:
                wanted = _share(amount, left_amount, left)
            take = min(wanted, left)
            if take <= 0:
                continue
            wanted -= take
            done = quantity - wanted if self._has_quantity else quantity
            due = int((amount * done / quantity).quantize(Decimal(1), ROUND_HALF_UP)) - paid
            pieces.append((sold, take, min(due, left_amount)))
            paid += pieces[-1][2]
            if wanted <= 0 or not self._has_quantity:
                break
        if not pieces or (self._has_quantity and wanted > 0):
            raise _no_sale()
        if paid != amount:
            raise DomainError("too_much_paid_back", _("More is paid back than was paid for these goods."))
        return pieces

    def _take(self, pieces: list[Piece]) -> list[Piece]:
        """The same line once, and off what is left for the next return of this chunk."""
        merged: dict[int, Piece] = {}
        for sold, quantity, amount in pieces:
            before = merged.get(sold.pk)
            merged[sold.pk] = (sold, quantity + before[1], amount + before[2]) if before else (sold, quantity, amount)
        for sold, quantity, amount in merged.values():
            sold.left -= quantity
            sold.left_amount -= amount
        return list(merged.values())

    # --- Writing ----------------------------------------------------------------------------

    def _write(self, booked: list[tuple[Back, Sale, list[Piece], int]], now: datetime) -> None:
        if not booked:
            return
        names = [_names(back.number)[place] for back, _sale, _pieces, place in booked]
        amounts = [self._paid(back, sale, pieces) for back, sale, pieces, _place in booked]
        # Of several returns of one sale in this chunk, the last one completes it.
        last = {sale.pk: place for place, (_back, sale, _pieces, _n) in enumerate(booked)}
        ats = [max(back.at, sale.at) for back, sale, _pieces, _place in booked]
        rows = fetch(_RETURNS, {
            "source": self._options.source,
            "now": now,
            "purchases": [sale.pk for _back, sale, _pieces, _place in booked],
            "numbers": names,
            "ats": ats,
            "days": [clock.business_day(at) for at in ats],
            "amounts": amounts,
            "reasons": [_("Cancelled") if back.is_cancelled else "" for back, *_rest in booked],
            "completes": [
                sale.is_whole_back and last[sale.pk] == place for place, (_back, sale, *_rest) in enumerate(booked)
            ],
        })  # fmt: skip
        ids = {number: pk for pk, number in rows}
        pieces = [
            (ids[name], *piece) for name, (_b, _s, found, _p) in zip(names, booked, strict=True) for piece in found
        ]
        run(_RETURN_LINES, {
            "returns": [pk for pk, *_piece in pieces],
            "lines": [sold.pk for _pk, sold, _quantity, _amount in pieces],
            "quantities": [quantity for _pk, _sold, quantity, _amount in pieces],
            "amounts": [amount for *_piece, amount in pieces],
        })  # fmt: skip
        run(_SUMS, [list(ids.values())])
        run(_CANCELLED, [[sale.pk for back, sale, *_rest in booked if back.is_cancelled]])
        if self._options.is_rehearsal:
            return
        customers = {sale.customer for _back, sale, *_rest in booked if sale.customer}
        hooks.announce(hooks.Change(now=now, returns=sorted(ids.values()), customers=sorted(customers)))

    def _paid(self, back: Back, sale: Sale, pieces: list[Piece]) -> int:
        """A cancelled order pays back all that is left, delivery and tip included."""
        amount = sale.amount - sale.returned if back.is_cancelled else sum(piece[2] for piece in pieces)
        sale.returned += amount
        return amount


@dataclass
class _Found:
    """Sales that the returns of one chunk may mean."""

    by_id: dict[int, Sale]
    by_number: dict[str, Sale]
    by_goods: dict[tuple[int, int], list[Sold]]


def make_backs(stage: Stage, options: Options) -> int:
    """Table `backs`: one row per number that takes something back, in order of time. Returns how many."""
    run(
        f"""CREATE UNLOGGED TABLE {stage.name("backs")} AS
        SELECT row_number() OVER (ORDER BY g.occurred_at, g.line) AS seq, g.*,
               coalesce(c.merged_into_id, c.id) AS customer_id
        FROM (
            SELECT number, min(line) AS line, min(occurred_at) AS occurred_at, min(customer) AS customer,
                   bool_or(is_cancelled) AS is_cancelled, min(original) AS original
            FROM {stage.name("rows")} rows WHERE is_return
              AND NOT EXISTS (SELECT FROM {stage.name("faulty")} f WHERE f.number = rows.number) GROUP BY number
        ) g LEFT JOIN customers_customer c ON c.source = %s AND c.external_id = g.customer""",  # noqa: S608
        [options.customer_source],
    )
    count = int(value(f"SELECT count(*) FROM {stage.name('backs')}"))  # noqa: S608
    if count:
        run(f"CREATE INDEX ON {stage.name('backs')} (seq)")
        run(f"CREATE INDEX ON {stage.name('rows')} (number) WHERE is_return")
    return count


def _names(number: str) -> list[str]:
    """A return of several sales is booked as several: `R7`, `R7/2`, `R7/3` …"""
    return [number, *(f"{number[:60]}/{place}" for place in range(2, MAX_PIECES + 1))]


def _share(amount: int, left_amount: int, left: Decimal) -> Decimal:
    """How much of a line an amount stands for, where the file tells no quantities."""
    if amount >= left_amount:
        return left
    return max(_THOUSANDTH, (left * amount / left_amount).quantize(_THOUSANDTH))


def _end_of_day(at: datetime) -> datetime:
    """Files often tell days only: a sale of the same day may stand after its return."""
    return clock.day_end(clock.business_day(at))


def _no_sale() -> DomainError:
    return DomainError("sale_unknown", _("No sale with enough left matches this return."))


_BY_GOODS = """
SELECT told.place, told.line, sold.id, sold.purchase_id
FROM unnest(%(places)s::int[], %(lines)s::bigint[], %(customers)s::bigint[], %(ats)s::timestamptz[], %(skus)s::text[],
            %(amounts)s::bigint[]) AS told (place, line, customer, at, sku, amount)
CROSS JOIN LATERAL (
    SELECT line.id, line.purchase_id, purchase.occurred_at, line.position
    FROM sales_purchase purchase JOIN sales_purchaseline line ON line.purchase_id = purchase.id
    LEFT JOIN sales_product product ON product.id = line.product_id
    WHERE purchase.customer_id = told.customer AND purchase.source = %(source)s AND purchase.occurred_at < told.at
      AND line.returned_quantity < line.quantity
      AND CASE WHEN told.sku IS NULL THEN line.amount - line.returned_amount = told.amount
               ELSE product.sku = told.sku END
    ORDER BY purchase.occurred_at DESC, purchase.id DESC, line.position LIMIT %(limit)s
) sold
ORDER BY told.place, told.line, sold.occurred_at DESC, sold.purchase_id DESC, sold.position"""
_LOCK = """
SELECT id, number, customer_id, occurred_at, amount, returned FROM sales_purchase WHERE id = ANY (%s)
ORDER BY id FOR UPDATE"""
_LINES = """
SELECT line.id, line.purchase_id, product.sku, line.quantity, line.amount, line.quantity - line.returned_quantity,
       line.amount - line.returned_amount
FROM sales_purchaseline line LEFT JOIN sales_product product ON product.id = line.product_id
WHERE line.purchase_id = ANY (%s) ORDER BY line.purchase_id, line.position"""
_RETURNS = """
INSERT INTO sales_return (purchase_id, source, number, occurred_at, occurred_on, amount, reason, completes, created_at)
SELECT told.purchase, %(source)s, told.number, told.at, told.day, told.amount, told.reason, told.completes, %(now)s
FROM unnest(%(purchases)s::bigint[], %(numbers)s::text[], %(ats)s::timestamptz[], %(days)s::date[],
            %(amounts)s::bigint[], %(reasons)s::text[], %(completes)s::bool[])
     AS told (purchase, number, at, day, amount, reason, completes)
RETURNING id, number"""
_RETURN_LINES = """
WITH told AS (
    SELECT * FROM unnest(%(returns)s::bigint[], %(lines)s::bigint[], %(quantities)s::numeric[], %(amounts)s::bigint[])
        AS told (return_of, line, quantity, amount)
), written AS (
    INSERT INTO sales_returnline (return_of_id, line_id, quantity, amount)
    SELECT return_of, line, quantity, amount FROM told
)
UPDATE sales_purchaseline sold
SET returned_quantity = sold.returned_quantity + back.quantity, returned_amount = sold.returned_amount + back.amount
FROM (SELECT line, sum(quantity) AS quantity, sum(amount)::bigint AS amount FROM told GROUP BY line) back
WHERE sold.id = back.line"""
_SUMS = """
UPDATE sales_purchase purchase
SET returned = purchase.returned + back.amount, is_fully_returned = purchase.is_fully_returned OR back.completes
FROM (SELECT purchase_id, sum(amount)::bigint AS amount, bool_or(completes) AS completes
      FROM sales_return WHERE id = ANY (%s) GROUP BY 1) back
WHERE purchase.id = back.purchase_id"""
_CANCELLED = "UPDATE sales_purchase SET state = 'cancelled' WHERE id = ANY (%s::bigint[])"
