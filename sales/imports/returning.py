"""Negative and cancelled receipts, booked as returns of the sales that they take back.

What they take back is decided in `matching`, read under lock; writing is by the set. A return
that is booked already is left alone when the file tells the same, else corrected (`correcting`).
"""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from core import clock
from core.errors import DomainError
from core.importing.staging import Stage, fetch, run, value
from core.wording import pack
from core.wording import worded as _
from customers.imports import creating
from sales import hooks
from sales.imports import correcting
from sales.imports.applying import Counts
from sales.imports.gathering import Options
from sales.imports.matching import MAX_PIECES, Back, BackLine, Found, Piece, Sale, Sold, match
from sales.imports.parting import refused_sales
from sales.services.locking import hold_owners

# Returns per transaction.
CHUNK = 500
Pieces = tuple[Back, Sale, list[Piece], int]


class Returner:
    """Books the returns of one run; `gather` has prepared table `backs`."""

    def __init__(self, stage: Stage, options: Options) -> None:
        self._stage = stage
        self._options = options
        self._has_quantity = "quantity" in options.mapped

    def apply(self, first: int, last: int, now: datetime) -> Counts:
        """Returns `first <= seq < last`, in the caller's transaction."""
        told = self._read(first, last)
        refused = refused_sales(self._stage, [back.number for back in told if back.is_part])
        backs = [back for back in told if back.number not in refused]
        known = correcting.booked(self._options.source, backs)
        fresh = [back for back in backs if back.number not in known]
        counts = Counts()
        for back in told:
            if back.number in refused:
                self._refuse_with_sale(back, counts)
        for back in backs:
            if back.number in known:
                self._compare(back, known[back.number], counts, now)
        sales = self._sales(fresh)
        found: list[Pieces] = []
        for back in fresh:
            self._try(back, sales, found, counts)
        self._announce(hooks.Change(now=now, returns=self._write(found, now), customers=_customers(found)))
        return counts

    def _try(self, back: Back, sales: Found, found: list[Pieces], counts: Counts) -> None:
        try:
            pieces = self._pieces(back, sales)
        except DomainError as error:
            self._refuse(back, error, counts)
            return
        counts.created += bool(pieces)
        counts.unchanged += not pieces
        found += pieces

    def _pieces(self, back: Back, sales: Found) -> list[Pieces]:
        """One for each sale that it takes something back of."""
        pieces = match(back, sales, has_quantity=self._has_quantity)
        groups = groupby(pieces, key=lambda piece: piece[0].purchase)
        return [(back, sales.by_id[pk], list(group), place) for place, (pk, group) in enumerate(groups)]

    def _compare(self, back: Back, known: correcting.Booked, counts: Counts, now: datetime) -> None:
        if known.says(back, has_quantity=self._has_quantity):
            counts.unchanged += 1
            return
        try:
            with transaction.atomic():
                known.require_correctable(back)
                is_changed = self._correct(back, known, now)
        except DomainError as error:
            self._refuse(back, error, counts)
            return
        counts.changed += is_changed
        counts.unchanged += not is_changed

    def _correct(self, back: Back, known: correcting.Booked, now: datetime) -> bool:
        """Book it anew; units follow by what the sale's grant has stored. False: another run has just done it."""
        if not correcting.unbook(known):
            return False
        found = self._pieces(back, self._sales([back]))
        self._write(found, now)
        concerned = sorted(known.purchases | {sale.pk for _back, sale, *_rest in found})
        customers = sorted(known.customers | set(_customers(found)))
        self._announce(
            hooks.Change(now=now, amended=concerned, retaken=frozenset(concerned), customers=customers, earn=False)
        )
        return True

    def _refuse(self, back: Back, error: DomainError, counts: Counts) -> None:
        counts.refused += 1
        reason = pack(error.message)
        self._stage.reject((line.line, back.number, "", back.number, reason) for line in back.lines)

    def _refuse_with_sale(self, back: Back, counts: Counts) -> None:
        """The lines that the sale shares with its return were refused with the sale."""
        counts.refused += 1
        reason = pack(_("Other lines of this receipt were refused."))
        alone = [line for line in back.lines if not line.is_part]
        self._stage.reject((line.line, back.number, "", back.number, reason) for line in alone)

    def _announce(self, change: hooks.Change) -> None:
        if (change.returns or change.amended) and not self._options.is_rehearsal:
            hooks.announce(change)

    # --- Reading ----------------------------------------------------------------------------

    def _read(self, first: int, last: int) -> list[Back]:
        rows = fetch(
            f"""SELECT b.number, b.customer_id, b.occurred_at, b.is_cancelled, b.original,
                   s.line, s.quantity, s.amount, coalesce(s.sku, left(s.product, 64)), s.is_part, s.is_negative
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

    def _sales(self, backs: list[Back]) -> Found:
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
        hold_owners(ids)
        sales = {row[0]: Sale(*row) for row in fetch(_LOCK, [sorted(ids)])}
        lines = {}
        for row in fetch(_LINES, [sorted(ids)]):
            lines[row[0]] = sold = Sold(*row)
            sales[sold.purchase].lines.append(sold)
        for sale in sales.values():
            sale.extra = sale.amount - sale.returned - sum(sold.left_amount for sold in sale.lines)
        by_goods = {
            (id(backs[place]), line): [lines[pk] for pk in found if pk in lines]
            for (place, line), found in goods.items()
        }
        return Found(sales, {sale.number: sale for sale in sales.values()}, by_goods)

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

    # --- Writing ----------------------------------------------------------------------------

    def _write(self, booked: list[Pieces], now: datetime) -> list[int]:
        """Returns the ids of the returns."""
        if not booked:
            return []
        names = [correcting.names(back.number)[place] for back, _sale, _pieces, place in booked]
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
        return sorted(ids.values())

    def _paid(self, back: Back, sale: Sale, pieces: list[Piece]) -> int:
        """A cancelled order pays back all that is left, delivery and tip included."""
        amount = sale.amount - sale.returned if back.is_cancelled else sum(piece[2] for piece in pieces)
        sale.returned += amount
        return amount


def make_backs(stage: Stage, options: Options) -> int:
    """Table `backs`: one row per number that takes something back, in order of time. Returns how many."""
    who = stage.name("back_who")
    run(f"""CREATE UNLOGGED TABLE {who} AS SELECT DISTINCT customer AS external_id, NULL::bigint AS customer_id
        FROM {stage.name("rows")} WHERE is_return AND customer IS NOT NULL""")  # noqa: S608
    creating.find(table=who, source=options.customer_source)
    run(
        f"""CREATE UNLOGGED TABLE {stage.name("backs")} AS
        SELECT row_number() OVER (ORDER BY g.occurred_at, g.line) AS seq, g.*, who.customer_id
        FROM (
            SELECT number, min(line) AS line, min(occurred_at) AS occurred_at, min(customer) AS customer,
                   bool_and(is_cancelled) AS is_cancelled, min(original) AS original
            FROM {stage.name("rows")} rows WHERE is_return
              AND NOT EXISTS (SELECT FROM {stage.name("faulty")} f WHERE f.number = rows.number) GROUP BY number
        ) g LEFT JOIN {who} who ON who.external_id = g.customer"""  # noqa: S608
    )
    count = int(value(f"SELECT count(*) FROM {stage.name('backs')}"))  # noqa: S608
    if count:
        run(f"CREATE INDEX ON {stage.name('backs')} (seq)")
        run(f"CREATE INDEX ON {stage.name('rows')} (number) WHERE is_return")
    return count


def _customers(booked: list[Pieces]) -> list[int]:
    return sorted({sale.customer for _back, sale, *_rest in booked if sale.customer})


def _end_of_day(at: datetime) -> datetime:
    """Files often tell days only: a sale of the same day may stand after its return."""
    return clock.day_end(clock.business_day(at))


# The source is compared as an expression, so that it is looked at only in the rows of the customer: while the
# statistics are older than a large import, its own index looks as selective as theirs, and would be read whole.
_BY_GOODS = """
SELECT told.place, told.line, sold.id, sold.purchase_id
FROM unnest(%(places)s::int[], %(lines)s::bigint[], %(customers)s::bigint[], %(ats)s::timestamptz[], %(skus)s::text[],
            %(amounts)s::bigint[]) AS told (place, line, customer, at, sku, amount)
CROSS JOIN LATERAL (
    SELECT line.id, line.purchase_id, purchase.occurred_at, line.position
    FROM sales_purchase purchase JOIN sales_purchaseline line ON line.purchase_id = purchase.id
    LEFT JOIN sales_product product ON product.id = line.product_id
    WHERE purchase.customer_id = told.customer AND purchase.source || '' = %(source)s AND purchase.occurred_at < told.at
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
