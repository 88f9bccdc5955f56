"""Writing receipts, a chunk at a time: rows, announcement and checkpoint in one transaction.

Told apart by the fingerprint of what the source said: a number that is not there is written;
one with the same fingerprint is left alone; one with another fingerprint is corrected, line by
line, within what was already returned; one that another door recorded is never overwritten.
"""

# ruff: noqa: E501, S608  # statements read better unbroken; names of tables are our own

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.importing.staging import Stage, fetch, run
from core.wording import pack
from core.wording import worded as _
from sales import hooks
from sales.imports.gathering import Options
from sales.imports.parts import Parts

_PURCHASE_COLUMNS = """public_id, customer_id, source, number, state, occurred_at, occurred_on, store_id, channel_id,
    amount, tax, delivery, tip, paid_points, paid_cashback, paid_gift_card, paid_voucher, returned,
    is_fully_returned, promised_at, fulfilled_at, fingerprint, created_at"""
_LINE_COLUMNS = """purchase_id, position, product_id, description, quantity, amount, unit_cost, is_promotion,
    serial_number, guarantee_until, returned_quantity, returned_amount"""


@dataclass
class Counts:
    """Receipts, returns included; `refused` counts receipts, the report counts their rows."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    def add(self, other: Counts) -> Counts:
        return Counts(
            self.created + other.created,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.refused + other.refused,
        )

    def dump(self) -> dict[str, int]:
        return dict(vars(self))


@dataclass
class Chunk:
    """What one chunk did, for the announcement."""

    counts: Counts = field(default_factory=Counts)
    created: list[int] = field(default_factory=list)
    amended: list[int] = field(default_factory=list)
    customers: set[int] = field(default_factory=set)


class Writer:
    """Writes receipts of one run; the statements depend on what the file tells."""

    def __init__(self, stage: Stage, options: Options) -> None:
        self._stage = stage
        self._options = options
        self._receipts = stage.name("receipts")
        self._has_lines = stage.count("lines") > 0

    def apply(self, first: int, last: int, now: datetime) -> Counts:
        """Receipts `first <= seq < last`, in the caller's transaction."""
        bounds = {"first": first, "last": last, "source": self._options.source, "now": now}
        chunk = Chunk()
        self._hold_customers(bounds)
        # Public ids that cannot be guessed, a fifth of the whole INSERT cheaper than gen_random_uuid().
        written = fetch(self._insert(), bounds | {"secret": secrets.token_bytes(32)})
        chunk.created = [row[0] for row in written]
        chunk.customers = {row[1] for row in written if row[1] is not None}
        chunk.counts.created = len(written)
        if len(written) < last - first:
            self._compare(chunk, bounds, now)
        if (chunk.created or chunk.amended) and not self._options.is_rehearsal:
            hooks.announce(
                hooks.Change(
                    now=now,
                    created=chunk.created,
                    amended=chunk.amended,
                    customers=sorted(chunk.customers),
                    earn=self._options.earn,
                    is_history=True,
                )
            )
        return chunk.counts

    def _hold_customers(self, bounds: dict[str, Any]) -> None:
        """Whoever was merged away since the file was read buys as the one who stays; nobody is from here on.

        The lock is the one that the foreign key would take at the commit.
        """
        if not self._options.has_customers:
            return
        within = "seq >= %(first)s AND seq < %(last)s"
        merged = fetch(
            f"""WITH held AS (
                SELECT id, merged_into_id FROM customers_customer
                WHERE id IN (SELECT customer_id FROM {self._receipts} WHERE {within}) ORDER BY id FOR KEY SHARE
            ) SELECT id, merged_into_id FROM held WHERE merged_into_id IS NOT NULL""",
            bounds,
        )
        for duplicate, survivor in merged:
            values = bounds | {"duplicate": duplicate, "survivor": survivor}
            run(f"UPDATE {self._receipts} SET customer_id = %(survivor)s WHERE customer_id = %(duplicate)s", values)

    # --- New ----------------------------------------------------------------------------------

    def _insert(self) -> str:
        """One statement: receipts that are not there yet, with their lines. Gives (id, customer)."""
        parts = self._options.parts
        told = f"""SELECT p.id, {self._line("fresh", "1")} FROM fresh JOIN p USING (seq) {self._product("fresh")}
            WHERE fresh.n = 1"""
        if self._has_lines:
            told += f""" UNION ALL SELECT p.id, {self._line("line", "line.position", "fresh")}
                FROM fresh JOIN p USING (seq) JOIN {self._stage.name("lines")} line USING (seq) {self._product("line")}"""
        return f"""
        WITH fresh AS MATERIALIZED (
            SELECT r.* FROM {self._receipts} r WHERE r.seq >= %(first)s AND r.seq < %(last)s
            AND NOT EXISTS (SELECT FROM sales_purchase known WHERE known.source = %(source)s AND known.number = r.number)
        ), written AS (
            INSERT INTO sales_purchase ({_PURCHASE_COLUMNS})
            SELECT encode(substr(sha256(%(secret)s::bytea || int8send(seq)), 1, 16), 'hex')::uuid, customer_id,
                %(source)s, number, {parts.state("fresh")}, occurred_at, occurred_on, store_id,
                channel_id, {parts.paid("fresh")}, {parts.money("fresh")}, 0, false,
                {parts.time("promised_at", "fresh")}, {parts.time("fulfilled_at", "fresh")}, fingerprint, %(now)s
            FROM fresh ORDER BY seq ON CONFLICT (source, number) DO NOTHING
            RETURNING id, customer_id, number
        ), p AS (SELECT written.id, fresh.seq FROM written JOIN fresh USING (number)
        ), lines AS (INSERT INTO sales_purchaseline ({_LINE_COLUMNS}) {told})
        SELECT id, customer_id FROM written"""

    def _line(self, line: str, position: str, receipt: str = "") -> str:
        serial = self._options.parts.serial(line)
        if not self._options.has_products:
            return f"{position}, NULL::bigint, '', {line}.quantity, {line}.amount, {line}.unit_cost, {line}.is_promotion, {serial}, NULL::date, 0, 0"
        day = self._options.parts.guaranteed_from(receipt or line)
        return f"""{position}, product.id, coalesce(product.name, ''), {line}.quantity, {line}.amount,
            coalesce({line}.unit_cost, product.unit_cost), {line}.is_promotion, {serial},
            CASE WHEN product.warranty_months > 0
                 THEN ({day} + make_interval(months => product.warranty_months))::date END, 0, 0"""

    def _product(self, line: str) -> str:
        return f"LEFT JOIN sales_product product ON product.sku = {line}.sku" if self._options.has_products else ""

    # --- Known --------------------------------------------------------------------------------

    def _compare(self, chunk: Chunk, bounds: dict[str, Any], now: datetime) -> None:
        """Receipts that were there before: the same, to be corrected, or not ours."""
        known = fetch(
            f"""SELECT CASE WHEN {self._is_revived()} THEN 'cancelled'
                    WHEN p.fingerprint = r.fingerprint THEN 'same'
                    WHEN p.fingerprint LIKE 'i%%' THEN 'other'
                    WHEN p.amount = {self._options.parts.paid("r")} AND p.occurred_on = r.occurred_on
                         AND p.customer_id IS NOT DISTINCT FROM r.customer_id THEN 'same'
                    ELSE 'foreign' END AS verdict, count(*), array_agg(r.seq)
            FROM {self._receipts} r JOIN sales_purchase p ON p.source = %(source)s AND p.number = r.number
            WHERE r.seq >= %(first)s AND r.seq < %(last)s AND p.id <> ALL (%(created)s) GROUP BY 1""",
            bounds | {"created": chunk.created},
        )
        for verdict, count, seqs in known:
            if verdict == "same":
                chunk.counts.unchanged += count
            elif verdict == "other":
                self._correct(chunk, seqs)
            else:
                self._refuse(seqs, pack(_NEVER[verdict]))
                chunk.counts.refused += count

    def _is_revived(self) -> str:
        """Whether a cancelled receipt is told as a sale: other content, or now without the state that cancelled it.

        A cancellation under a number of its own (`C101`) may stand in the same file as its sale.
        """
        is_told = "p.fingerprint <> r.fingerprint"
        if self._options.parts.has("state"):
            is_told += """ OR EXISTS (SELECT FROM sales_return back WHERE back.purchase_id = p.id
                AND back.source = p.source AND back.number = p.number)"""
        return f"p.state = 'cancelled' AND p.fingerprint LIKE 'i%%' AND ({is_told})"

    def _refuse(self, seqs: list[int], reason: str) -> None:
        run(
            f"""INSERT INTO {self._stage.name("rejects")}
            SELECT s.line, s.number, '', s.number, %s FROM {self._stage.name("rows")} s
            JOIN {self._receipts} r USING (number) WHERE r.seq = ANY (%s) AND NOT s.is_return""",
            [reason, seqs],
        )

    def _correct(self, chunk: Chunk, seqs: list[int]) -> None:
        """Write what the source says now. The rows are locked first, and compared again under the lock."""
        rows = fetch(
            f"""SELECT p.id, r.seq, p.customer_id, r.customer_id
            FROM {self._receipts} r JOIN sales_purchase p ON p.source = %s AND p.number = r.number
            WHERE r.seq = ANY (%s) AND p.fingerprint <> r.fingerprint AND p.state <> 'cancelled' ORDER BY p.id FOR UPDATE OF p""",
            [self._options.source, seqs],
        )
        chunk.counts.unchanged += len(seqs) - len(rows)
        self._lay_out([(pk, seq) for pk, seq, _old, _new in rows])
        refused = self._refuse_impossible({pk: seq for pk, seq, _old, _new in rows})
        chunk.counts.refused += len(refused)
        done = [row for row in rows if row[0] not in refused]
        parts = self._options.parts
        run(_CORRECT_RECEIPTS.format(receipts=self._receipts, amount=_amount(parts), parts=parts.corrections()))
        for statement in (_DROP_LINES, _CORRECT_LINES, _STILL_WHOLE, _RETURNS_STILL_WHOLE):
            run(statement)
        chunk.amended += [row[0] for row in done]
        chunk.counts.changed += len(done)
        chunk.customers |= {pk for row in done for pk in row[2:] if pk is not None}

    def _refuse_impossible(self, seqs: dict[int, int]) -> set[int]:
        """Corrections that what was returned or recorded before does not allow; they leave `import_told`."""
        parts = self._options.parts
        names = {"receipts": self._receipts, "amount": _amount(parts), "misfit": parts.misfit(_amount(parts))}
        checks = (
            (_TOO_SMALL, _("More of this receipt was already returned than the correction leaves.")),
            (_MISFIT, _("The tax, delivery, tip or means of payment recorded earlier do not fit: tell them too.")),
        )
        refused: set[int] = set()
        for statement, reason in checks:
            found = {pk for (pk,) in fetch(statement.format(**names))}
            if found:
                self._refuse([seqs[pk] for pk in found], pack(reason))
                run("DELETE FROM import_told WHERE purchase_id = ANY (%s)", [list(found)])
            refused |= found
        return refused

    def _lay_out(self, pairs: list[tuple[int, int]]) -> None:
        """`import_told`: the lines of the receipts to correct, as they shall be."""
        run("DROP TABLE IF EXISTS import_told")
        run(f"CREATE TEMP TABLE import_told (seq bigint, {_TOLD_COLUMNS}) ON COMMIT DROP")
        receipts = "unnest(%(ids)s::bigint[], %(seqs)s::bigint[]) AS p (id, seq)"
        told = f"""SELECT fresh.seq, p.id, {self._line("fresh", "1")} FROM {receipts}
            JOIN {self._receipts} fresh USING (seq) {self._product("fresh")} WHERE fresh.n = 1"""
        if self._has_lines:
            told += f""" UNION ALL SELECT fresh.seq, p.id, {self._line("line", "line.position", "fresh")} FROM {receipts}
                JOIN {self._receipts} fresh USING (seq) JOIN {self._stage.name("lines")} line USING (seq)
                {self._product("line")} WHERE fresh.n > 1"""
        run(f"INSERT INTO import_told {told}", {"ids": [pk for pk, _ in pairs], "seqs": [seq for _, seq in pairs]})
        run("ANALYZE import_told")


def _amount(parts: Parts) -> str:
    """What a corrected receipt was paid in all, with the delivery and tip that only an earlier file told."""
    return f"{parts.paid('r')} + {parts.kept('purchase')}"


# Why a receipt that is known is neither the same nor to be corrected.
_NEVER = {
    "foreign": _("This receipt was recorded at a till or by hand, with other content."),
    "cancelled": _("This receipt was cancelled; a file cannot make it a sale again. Record the sale anew by hand."),
}
_TOLD_COLUMNS = """purchase_id bigint, position integer, product_id bigint, description text, quantity numeric(12,3),
    amount bigint, unit_cost bigint, is_promotion boolean, serial_number text, guarantee_until date,
    returned_quantity numeric(12,3), returned_amount bigint"""
# Of a line that partly came back, product and place in the receipt stay, and enough of it.
_TOO_SMALL = """
SELECT DISTINCT line.purchase_id FROM sales_purchaseline line
LEFT JOIN import_told told ON told.purchase_id = line.purchase_id AND told.position = line.position
WHERE line.purchase_id IN (SELECT purchase_id FROM import_told) AND (line.returned_quantity > 0 OR line.returned_amount > 0)
  AND (told.position IS NULL OR told.product_id IS DISTINCT FROM line.product_id
       OR told.quantity < line.returned_quantity OR told.amount < line.returned_amount)
UNION
SELECT purchase.id FROM sales_purchase purchase
JOIN (SELECT DISTINCT seq, purchase_id FROM import_told) told ON told.purchase_id = purchase.id
JOIN {receipts} r USING (seq)
WHERE {amount} < purchase.returned"""
_MISFIT = """
SELECT purchase.id FROM sales_purchase purchase
JOIN (SELECT DISTINCT seq, purchase_id FROM import_told) told ON told.purchase_id = purchase.id
JOIN {receipts} r USING (seq)
WHERE {misfit}"""
_CORRECT_RECEIPTS = """
UPDATE sales_purchase purchase SET customer_id = r.customer_id, occurred_at = r.occurred_at, occurred_on = r.occurred_on,
    store_id = r.store_id, channel_id = r.channel_id, amount = {amount}, fingerprint = r.fingerprint{parts}
FROM (SELECT DISTINCT seq, purchase_id FROM import_told) told JOIN {receipts} r USING (seq)
WHERE purchase.id = told.purchase_id"""
_DROP_LINES = """
DELETE FROM sales_purchaseline line USING (SELECT purchase_id, max(position) AS last FROM import_told GROUP BY 1) told
WHERE line.purchase_id = told.purchase_id AND line.position > told.last"""
_CORRECT_LINES = f"""
INSERT INTO sales_purchaseline ({_LINE_COLUMNS})
SELECT {_LINE_COLUMNS} FROM import_told ORDER BY purchase_id, position
ON CONFLICT (purchase_id, position) DO UPDATE SET product_id = excluded.product_id, description = excluded.description,
    quantity = excluded.quantity, amount = excluded.amount, unit_cost = excluded.unit_cost,
    is_promotion = excluded.is_promotion, serial_number = excluded.serial_number, guarantee_until = excluded.guarantee_until"""
_STILL_WHOLE = """
UPDATE sales_purchase purchase SET is_fully_returned = NOT is_fully_returned
WHERE purchase.id IN (SELECT purchase_id FROM import_told) AND purchase.is_fully_returned IS DISTINCT FROM (
    SELECT bool_and(line.returned_quantity = line.quantity) FROM sales_purchaseline line
    WHERE line.purchase_id = purchase.id)"""
_RETURNS_STILL_WHOLE = """
UPDATE sales_return back SET completes = false FROM sales_purchase purchase
WHERE back.completes AND purchase.id = back.purchase_id AND NOT purchase.is_fully_returned
  AND purchase.id IN (SELECT purchase_id FROM import_told)"""
