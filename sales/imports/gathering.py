"""From staged rows to receipts that are ready to be written.

    rows      as staged, one per line of the file
    faulty    numbers of receipts that are refused as a whole: one line was, or their lines disagree
    receipts  one per sale that can be written, ordered by customer and time (`seq` from 1)
    lines     of receipts that have several

A receipt is written whole or refused whole. Nothing is made for a refused one: no customer,
no product, no store.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from core import clock, money
from core.actors import By
from core.importing.staging import Stage, fetch, run, value
from core.models import User
from core.wording import pack
from core.wording import worded as _
from customers.imports.creating import PHONE, create_missing, erased, known_elsewhere, shared_phones
from sales.imports import barcodes, catalogue
from sales.imports.fields import WHO
from sales.imports.parting import part_receipts
from sales.imports.parts import Parts

# What the source told of a line, as one text: equal texts are equal tellings, in any release of PostgreSQL.
_TOLD = """concat_ws('|', 'a' || amount, 'q' || quantity, 'd' || (occurred_at AT TIME ZONE 'UTC'), 'c' || customer,
    's' || coalesce(sku, left(product, 64)), 'o' || store, 'k' || channel,
    'u' || unit_cost, 'p' || is_promotion{more})"""
# Import fingerprints begin with "i": a receipt that another door recorded is never taken for ours.
_FINGERPRINT = "'i' || left(md5(string_agg({told}, E'\\n' ORDER BY {told})), 31)"
MAX_LINES = 1000


@dataclass(frozen=True)
class Options:
    """What a run was told, besides how to read the file."""

    source: str
    customer_source: str
    earn: bool
    mapped: frozenset[str]
    # It starts no automatic message, tells no webhook and pays no profile.
    is_quiet: bool = True
    # A rehearsal announces nothing.
    is_rehearsal: bool = False
    # Whose import it is, for the history of products.
    actor: User | None = None

    @property
    def has_products(self) -> bool:
        return bool(self.mapped & catalogue.NAMES)

    @property
    def has_customers(self) -> bool:
        return bool(self.mapped & set(WHO))

    @cached_property
    def parts(self) -> Parts:
        return Parts(self.mapped)

    @property
    def told(self) -> str:
        """What a row tells, as one text in SQL."""
        return _TOLD.format(more=self.parts.fingerprint)


def gather(stage: Stage, options: Options, now: datetime) -> dict[str, int]:
    """Build the tables; returns how many receipts there are, what had to be made for them, and rows that were added."""
    parted = 0
    if "barcode" in options.mapped:
        barcodes.find_products(stage)
    if "number" not in options.mapped:
        _number_rows(stage, options)
    elif "state" in options.mapped:
        parted = part_receipts(stage)
    _find_faulty(stage, options)
    made = catalogue.create_missing(stage, options.mapped, By("import", options.actor))
    if options.has_customers:
        made["new_customers"] = _find_customers(stage, options, now)
    _make_receipts(stage, options)
    run(f"ANALYZE {stage.name('receipts')}")
    return made | {"receipts": stage.count("receipts"), "parted": parted}


def customers_elsewhere(stage: Stage, options: Options) -> dict[str, int]:
    """By source, how many of the file's customers would be made although that source knows their number."""
    if not options.has_customers:
        return {}
    table = stage.name("told")
    run(f"""CREATE UNLOGGED TABLE {table} AS SELECT DISTINCT customer AS external_id
        FROM {stage.name("rows")} WHERE customer IS NOT NULL AND NOT is_return""")  # noqa: S608
    run(f"ANALYZE {table}")
    return known_elsewhere(table=table, source=options.customer_source)


def _number_rows(stage: Stage, options: Options) -> None:
    """Without a number, a row's content and its rank among equal rows are its number."""
    rows, numbered = stage.name("rows"), stage.name("numbered")
    run(f"""CREATE UNLOGGED TABLE {numbered} AS
        SELECT line, md5({options.told}) || '-' || row_number() OVER (PARTITION BY {options.told} ORDER BY line)
            AS number
        FROM {rows}""")  # noqa: S608  # own names
    run(f"UPDATE {rows} SET number = numbered.number FROM {numbered} numbered WHERE numbered.line = {rows}.line")  # noqa: S608


def _find_faulty(stage: Stage, options: Options) -> None:
    """Receipts that cannot be written whole; each of their rows is refused with the reason."""
    zone = clock.business_zone().key
    run(f"CREATE UNLOGGED TABLE {stage.name('faulty')} (number text PRIMARY KEY, reason text NOT NULL)")
    run(
        f"""INSERT INTO {stage.name("faulty")}
        SELECT number, replace(%s, '#', min(line)::text) FROM {stage.name("rejects")}
        WHERE number IS NOT NULL GROUP BY number""",  # noqa: S608
        [pack(_("Line %(line)s of the same receipt was refused.") % {"line": "#"})],
    )
    run(
        f"""INSERT INTO {stage.name("faulty")}
        SELECT number, fault FROM (
            SELECT number, CASE
                WHEN min(customer) <> max(customer) THEN %(customers)s
                WHEN min(occurred_at AT TIME ZONE %(zone)s)::date <> max(occurred_at AT TIME ZONE %(zone)s)::date
                    THEN %(days)s
                WHEN min(store) <> max(store) OR min(channel) <> max(channel) THEN %(places)s
                WHEN count(*) > {MAX_LINES} THEN %(many)s
                WHEN sum(amount) > {money.MAX_AMOUNT} THEN %(much)s END AS fault
            FROM {stage.name("rows")} GROUP BY number, is_return HAVING count(*) > 1 OR sum(amount) > {money.MAX_AMOUNT}
        ) grouped WHERE fault IS NOT NULL ON CONFLICT DO NOTHING""",  # noqa: S608
        {
            "zone": zone,
            "customers": pack(_("The lines of this receipt name different customers.")),
            "days": pack(_("The lines of this receipt name different days.")),
            "places": pack(_("The lines of this receipt name different stores or channels.")),
            "many": pack(_("A receipt has at most %(n)d lines.") % {"n": MAX_LINES}),
            "much": pack(_("The amount is too large.")),
        },
    )
    options.parts.refuse_impossible(stage)
    if "phone" in options.mapped:
        _refuse_shared_phones(stage)
    if options.has_customers:
        _refuse_erased(stage, options)
    _refuse_unmatched_deductions(stage)
    run(f"""INSERT INTO {stage.name("rejects")}
        SELECT line, number, '', number, reason FROM {stage.name("rows")} JOIN {stage.name("faulty")} USING (number)""")  # noqa: S608


def _refuse_shared_phones(stage: Stage) -> None:
    """A phone that several customers have does not say which of them bought."""
    table = stage.name("phones")
    run(f"""CREATE UNLOGGED TABLE {table} AS SELECT DISTINCT customer AS external_id FROM {stage.name("rows")}
        WHERE starts_with(customer, '{PHONE}')""")  # noqa: S608
    shared = shared_phones(table=table)
    if shared:
        run(
            f"""INSERT INTO {stage.name("faulty")} SELECT DISTINCT number, %s FROM {stage.name("rows")}
            WHERE customer = ANY (%s) ON CONFLICT DO NOTHING""",  # noqa: S608
            [pack(_("Several customers have this phone; tell the customer's number or e-mail.")), shared],
        )


def _refuse_erased(stage: Stage, options: Options) -> None:
    """As at the till, nobody buys as a customer who was erased on request. What they bought before stays."""
    table = stage.name("named")
    run(f"""CREATE UNLOGGED TABLE {table} AS
        SELECT customer AS external_id, NULL::bigint AS customer_id FROM {stage.name("rows")}
        WHERE customer IS NOT NULL GROUP BY customer""")  # noqa: S608
    names = erased(table=table, source=options.customer_source)
    if names:
        run(
            f"""INSERT INTO {stage.name("faulty")} SELECT DISTINCT number, %s FROM {stage.name("rows")} told
            WHERE customer = ANY (%s) AND NOT is_return AND NOT EXISTS (
                SELECT FROM sales_purchase known JOIN customers_customer gone ON gone.id = known.customer_id
                WHERE known.source = %s AND known.number = told.number AND gone.erased_at IS NOT NULL)
            ON CONFLICT DO NOTHING""",  # noqa: S608
            [pack(_("This customer was erased on request.")), names, options.source],
        )


def _refuse_unmatched_deductions(stage: Stage) -> None:
    """A negative line inside a sale must take back goods of that very sale; else the total would be wrong."""
    rows = stage.name("rows")
    if not value(f"SELECT EXISTS (SELECT FROM {rows} WHERE is_return)"):  # noqa: S608
        return
    run(
        f"""INSERT INTO {stage.name("faulty")}
        SELECT DISTINCT back.number, %s FROM {rows} back
        WHERE back.is_return AND NOT back.is_cancelled AND back.original IS NULL
          AND EXISTS (SELECT FROM {rows} sold WHERE sold.number = back.number AND NOT sold.is_return)
          AND NOT EXISTS (SELECT FROM {rows} sold WHERE sold.number = back.number AND NOT sold.is_return
              AND coalesce(sold.sku, sold.product, '') = coalesce(back.sku, back.product, '')
              AND sold.amount >= back.amount)
        ON CONFLICT DO NOTHING""",  # noqa: S608
        [pack(_("A negative line of this receipt takes back nothing that it sold."))],
    )


def _find_customers(stage: Stage, options: Options, now: datetime) -> int:
    """`who`: the customer behind each name in the file; unknown ones are made. Returns how many."""
    run(f"""CREATE UNLOGGED TABLE {stage.name("who")} AS
        SELECT customer AS external_id, NULL::bigint AS customer_id FROM {stage.name("rows")}
        WHERE customer IS NOT NULL AND NOT is_return {not_faulty(stage)} GROUP BY customer""")  # noqa: S608
    return create_missing(table=stage.name("who"), source=options.customer_source, at=now)


def not_faulty(stage: Stage, alias: str = "") -> str:
    """The condition that leaves refused receipts out; nothing where none was refused."""
    if not stage.count("faulty"):
        return ""
    prefix = f"{alias}." if alias else f"{stage.name('rows')}."
    return f"AND NOT EXISTS (SELECT FROM {stage.name('faulty')} f WHERE f.number = {prefix}number)"


def _make_receipts(stage: Stage, options: Options) -> None:
    zone = clock.business_zone().key
    who = f"LEFT JOIN {stage.name('who')} who ON who.external_id = g.customer" if options.has_customers else ""
    run(
        f"""CREATE UNLOGGED TABLE {stage.name("receipts")} AS
        SELECT row_number() OVER (ORDER BY {"customer_id," if who else ""} occurred_at, line) AS seq, g.*,
               (occurred_at AT TIME ZONE '{zone}')::date AS occurred_on,
               {"who.customer_id" if who else "NULL::bigint AS customer_id"}
               {catalogue.COLUMNS if catalogue.is_told(options.mapped) else catalogue.NO_COLUMNS}
        FROM (
            SELECT number, min(line) AS line, count(*)::int AS n, min(customer) AS customer,
                   min(occurred_at) AS occurred_at, sum(amount)::bigint AS amount, sum(quantity) AS quantity,
                   min(coalesce(sku, left(product, 64))) AS sku, min(store) AS store, min(channel) AS channel,
                   min(unit_cost) AS unit_cost, coalesce(bool_or(is_promotion), false) AS is_promotion,
                   {_FINGERPRINT.format(told=options.told)} AS fingerprint{options.parts.gathered}
            FROM {stage.name("rows")} WHERE NOT is_return {not_faulty(stage)} GROUP BY number
        ) g {who} {catalogue.joins(stage, options.mapped)}""",  # noqa: S608
    )
    run(f"CREATE UNIQUE INDEX ON {stage.name('receipts')} (seq)")
    _make_lines(stage, options)


def _make_lines(stage: Stage, options: Options) -> None:
    """Lines of receipts with several; of the others the receipt itself says all."""
    serial = ", s.serial_number" if options.parts.has("serial_number") else ""
    run(f"""CREATE UNLOGGED TABLE {stage.name("lines")} AS
        SELECT r.seq, row_number() OVER (PARTITION BY r.seq ORDER BY s.line) AS position, s.quantity, s.amount,
               coalesce(s.sku, left(s.product, 64)) AS sku, s.unit_cost,
               coalesce(s.is_promotion, false) AS is_promotion{serial}
        FROM {stage.name("rows")} s JOIN {stage.name("receipts")} r USING (number)
        WHERE r.n > 1 AND NOT s.is_return ORDER BY r.seq""")  # noqa: S608
    run(f"CREATE INDEX ON {stage.name('lines')} (seq)")


def summary(stage: Stage) -> dict[str, int]:
    rows = fetch(f"SELECT is_return, count(*) FROM {stage.name('rows')} GROUP BY 1")  # noqa: S608
    return {("returns" if is_return else "sales"): count for is_return, count in rows}
