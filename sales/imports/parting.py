"""Receipts of which only some rows are cancelled: those rows' own goods were sold, and came back.

A row that says “refunded” beside others that were not is a line of the sale like any other, and
takes exactly that line back. Such a row is counted as sold, and a copy of it (`is_part`) takes
back, unless a negative row of the receipt takes the same goods back already. A receipt whose rows
are all cancelled is a cancelled sale and stays as it was read.
"""

from __future__ import annotations

from core.importing.staging import Stage, fetch, run, value
from sales.imports.reading import COLUMNS

_COPIED = {"is_return": "true", "is_cancelled": "false", "is_part": "true", "original": "NULL"}
# Goods that came back within their receipt: a negative row and one that names another receipt sold nothing here.
_IS_SOLD = "NOT told.is_negative AND parted.has_sold AND coalesce(told.original, told.number) = told.number"
# A negative row without another receipt's number takes back what this one sold.
_SOLD_OR_DEDUCTED = "NOT is_return OR (is_negative AND NOT is_cancelled AND coalesce(original, number) = number)"


def part_receipts(stage: Stage) -> int:
    """Rewrite the rows of receipts that were cancelled in part; returns how many rows were added."""
    rows, parted = stage.name("rows"), stage.name("parted")
    if not value(f"SELECT EXISTS (SELECT FROM {rows} WHERE is_cancelled)"):  # noqa: S608  # own names
        return 0
    run(f"""CREATE UNLOGGED TABLE {parted} AS
        SELECT number, bool_or({_SOLD_OR_DEDUCTED}) AS has_sold, bool_or(is_open) AS is_open
        FROM {rows} WHERE number IN (SELECT number FROM {rows} WHERE is_cancelled)
        GROUP BY number HAVING NOT bool_and(is_cancelled)""")  # noqa: S608
    names, cells = ", ".join(COLUMNS), ", ".join(_COPIED.get(name, f"told.{name}") for name in COLUMNS)
    added = run(f"""INSERT INTO {rows} ({names})
        SELECT {cells} FROM {rows} told JOIN {parted} parted USING (number)
        WHERE told.is_cancelled AND {_IS_SOLD} AND NOT EXISTS (
            SELECT FROM {rows} back WHERE back.number = told.number AND back.is_negative AND NOT back.is_cancelled
              AND coalesce(back.sku, back.product, '') = coalesce(told.sku, told.product, ''))""")  # noqa: S608
    run(f"""UPDATE {rows} told SET is_cancelled = false, is_return = NOT ({_IS_SOLD}), is_open = parted.is_open
        FROM {parted} parted WHERE parted.number = told.number AND told.is_cancelled""")  # noqa: S608
    return int(added)


def refused_sales(stage: Stage, numbers: list[str]) -> set[str]:
    """Numbers of receipts that were refused while they were written: nothing comes back of them either."""
    if not numbers:
        return set()
    found = fetch(f"SELECT DISTINCT number FROM {stage.name('rejects')} WHERE number = ANY (%s)", [numbers])  # noqa: S608
    return {number for (number,) in found}
