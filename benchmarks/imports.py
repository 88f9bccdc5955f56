"""Importing a file of purchases, against raw COPY of the same columns into one indexed table."""

from __future__ import annotations

import json
import time
from pathlib import Path

from psycopg import Connection

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale
from config import embedded

DATABASE = f"{databases.PREFIX}_import"
# As a till's export looks: one row per receipt, three years, few customers buying often.
_FILE = """
COPY (
    SELECT 'C' || 1 + floor({customers} * (floor(100 * power(random(), 2.2)) + random()) / 100)::bigint AS customer,
           'R' || i AS number,
           to_char(timestamptz '2023-01-01' + make_interval(secs => {seconds} * i::float8 / {orders}),
                   'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS occurred_at,
           'B-' || i * 31 % 400 AS sku, 1 AS quantity,
           round((3 + 200 * power(random(), 3))::numeric, 2) AS amount
    FROM generate_series(1, {orders}::bigint) i
) TO STDOUT (FORMAT csv, HEADER)"""
_TABLE = """
CREATE TABLE bench_copy (
    customer text, number text PRIMARY KEY, occurred_at timestamptz,
    sku text, quantity numeric(12,3), amount numeric(12,2)
);
CREATE INDEX ON bench_copy (customer, occurred_at)"""
# The tables that the import has filled.
_WRITTEN = """
SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    AND relname ~ '^(customers|sales|loyalty)_' AND reltuples > 1000 ORDER BY reltuples DESC"""


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    databases.make(DATABASE)
    file = embedded.var_dir() / f"import-{scale.name}.csv"
    with databases.connect(DATABASE) as connection:
        write_file(connection, file, scale)
        copied = _copy(connection, file)
        connection.execute("DROP TABLE bench_copy")
        connection.execute("CHECKPOINT")
    imported, summary = _import(file)
    notes = [f"The command's own summary: `{json.dumps(summary)}`.", *_proof(scale), _floor(copied)]
    file.unlink()
    row = Row(
        key="import",
        work=f"import {scale.orders:,} purchases of {scale.customers:,} customers (CSV → rows, accounts, ledger)",
        measured=f"{imported:.1f} s",
        against=f"COPY {copied:.2f} s",
        value=imported / copied,
        bar=25,
        goal=15,
        unit="×",
        note="wall time of `manage.py import_purchases`, start of Python included, standard rule (1 point per 1.00), "
        "every customer enrolled on the first purchase; COPY into one table with a primary key and one more index.",
        details={"seconds": imported, "copy_seconds": copied},
    )
    return [row], notes


def write_file(connection: Connection, file: Path, scale: Scale) -> None:
    connection.execute("SELECT setseed(0.25)")
    statement = _FILE.format(customers=scale.customers, orders=scale.orders, seconds=3 * 365 * 86_400)
    with file.open("wb") as out, connection.cursor().copy(statement) as rows:
        for block in rows:
            out.write(block)


def _copy(connection: Connection, file: Path) -> float:
    connection.execute(_TABLE)
    connection.execute("CHECKPOINT")
    started = time.monotonic()
    with file.open("rb") as rows, connection.cursor().copy("COPY bench_copy FROM STDIN (FORMAT csv, HEADER)") as copy:
        while block := rows.read(1 << 18):
            copy.write(block)
    return time.monotonic() - started


def _import(file: Path) -> tuple[float, dict[str, object]]:
    started = time.monotonic()
    out = databases.manage("import_purchases", str(file), "--source", "bench", database=DATABASE)
    return time.monotonic() - started, dict(json.loads(out.strip().splitlines()[-1]))


def _proof(scale: Scale) -> list[str]:
    """What came of it, and that the ledger agrees with itself."""
    counts = (
        "SELECT (SELECT count(*) FROM sales_purchase), (SELECT count(*) FROM loyalty_entry),"
        " (SELECT count(*) FROM loyalty_lot), (SELECT count(*) FROM customers_customer),"
        " (SELECT sum(balance) FROM loyalty_account) = (SELECT sum(floor(amount / 100)) FROM sales_purchase)"
    )
    with databases.connect(DATABASE) as connection:
        found = connection.execute(counts).fetchone()
    assert found is not None
    purchases, entries, lots, customers, agrees = found
    if purchases != scale.orders or not agrees:
        raise RuntimeError(f"The import is wrong: {purchases:,} purchases, balances agree: {agrees}.")
    return [f"Found afterwards: {purchases:,} purchases, {entries:,} entries, {lots:,} lots, {customers:,} customers."]


def _floor(copied: float) -> str:
    """What of the distance to the goal lies in the rows themselves: the finished ones, written again by SQL alone."""
    rows = indexes = 0
    with databases.connect(DATABASE) as connection:
        connection.execute("ANALYZE")
        tables = [name for (name,) in connection.execute(_WRITTEN).fetchall()]
        for table in tables:
            connection.execute(f"CREATE TABLE bench_{table} (LIKE {table} INCLUDING ALL)")
        connection.execute("CHECKPOINT")
        started = time.monotonic()
        for table in tables:
            rows += connection.execute(f"INSERT INTO bench_{table} SELECT * FROM {table}").rowcount
        seconds = time.monotonic() - started
        for table in tables:
            found = connection.execute("SELECT count(*) FROM pg_index WHERE indrelid = %s::regclass", [table])
            indexes += int((found.fetchone() or [0])[0])
            connection.execute(f"DROP TABLE bench_{table}")
    return (
        f"Of the distance to the goal: the {rows:,} finished rows ({len(tables)} tables, {indexes} indexes), put into "
        f"empty tables with the same indexes by INSERT … SELECT, without reading a file, asking a rule or checking a "
        f"foreign key, take {seconds:.1f} s, {seconds / copied:.1f} × the COPY of the file into one table."
    )
