"""Customers that a file of purchases names but nobody knows: made from their number, by the set.

The number is the name until somebody tells a better one (a file of customers, or staff); the
stored keys are those that the edit page would compute.
"""

# ruff: noqa: S608  # names of tables are our own

from __future__ import annotations

from datetime import datetime

from django.db import connection

from core.importing.convert import copy_text
from core.importing.staging import run, stream
from customers import hooks
from customers.keys import make_keys

_KEYS = ("email_key", "sort_key", "search_key", "initials", "phone_reversed")
_FRESH = (
    f"CREATE TEMP TABLE import_fresh (external_id text, {', '.join(f'{key} text' for key in _KEYS)}) ON COMMIT DROP"
)
_INSERT = f"""
WITH made AS (
INSERT INTO customers_customer (public_id, kind, source, external_id, given_name, family_name, display_name,
    company_role, email, phone, language, time_zone, birth_calendar, birth_leap_month, contact_style,
    current_supplier, supplier_follow_up, custom, is_test, is_staff_customer, {", ".join(_KEYS)}, version,
    created_at, updated_at)
SELECT gen_random_uuid(), 'person', %(source)s, external_id, '', '', external_id, '', '', '', '', '', 'solar', false,
       '', '', '', '{{{{}}}}', false, false, {", ".join(_KEYS)}, 1, %(at)s, %(at)s
FROM import_fresh ORDER BY external_id
ON CONFLICT DO NOTHING
RETURNING id, external_id
)
UPDATE {{table}} SET customer_id = made.id FROM made WHERE made.external_id = {{table}}.external_id"""


def create_missing(*, table: str, source: str, at: datetime) -> int:
    """Fill `customer_id` of `table` (external_id, customer_id); unknown customers are made. Returns how many.

    A merged customer stands for its survivor. Runs in the caller's transaction; two imports
    that make the same customer at once make it once.
    """
    # Without index and statistics the planner joins by trying every pair.
    run(f"CREATE UNIQUE INDEX ON {table} (external_id)")
    run(f"ANALYZE {table}")
    _fill(table, source)
    run("DROP TABLE IF EXISTS import_fresh")
    run(_FRESH)
    fresh = _copy_fresh(table)
    run("ANALYZE import_fresh")
    made = run(_INSERT.format(table=table), {"source": source, "at": at})
    if made < fresh:
        _fill(table, source)
    _announce(table, at)
    run("DROP TABLE import_fresh")
    return made


def _announce(table: str, at: datetime) -> None:
    """Tell of those just made; some thousand at a time, however many a file names."""
    for chunk in stream(f"SELECT customer_id FROM {table} JOIN import_fresh USING (external_id)"):
        hooks.announce((pk for (pk,) in chunk), at)


def _fill(table: str, source: str) -> None:
    run(
        f"""UPDATE {table} SET customer_id = coalesce(found.merged_into_id, found.id)
        FROM customers_customer found
        WHERE {table}.customer_id IS NULL AND found.source = %s AND found.external_id = {table}.external_id""",
        [source],
    )
    # A survivor may have been merged on.
    while run(f"""UPDATE {table} SET customer_id = merged.merged_into_id FROM customers_customer merged
            WHERE merged.id = {table}.customer_id AND merged.merged_into_id IS NOT NULL"""):
        pass


def _copy_fresh(table: str) -> int:
    count = 0
    rows = stream(f"SELECT external_id FROM {table} WHERE customer_id IS NULL ORDER BY external_id")
    for chunk in rows:
        lines = (_line(external_id) for (external_id,) in chunk)
        with connection.cursor() as cursor, cursor.cursor.copy("COPY import_fresh FROM STDIN") as copy:
            copy.write("".join(lines))
        count += len(chunk)
    return count


def _line(external_id: str) -> str:
    keys = make_keys(display_name=external_id, is_person=False)
    texts = (external_id, keys.email_key, keys.sort_key, keys.search_key, keys.initials, keys.phone_reversed)
    return "\t".join(copy_text(text) if text else "" for text in texts) + "\n"
