"""Customers that a file of purchases names: found, and those that nobody knows made, by the set.

A file names them by the number that its source gave them, or by e-mail address or phone number
behind a mark (`mailto:…` in the form of `core.text.email_key`, `tel:+…`). That is their name until
somebody tells a better one (a file of customers, or staff); the stored keys are those that the
edit page would compute.
"""

# ruff: noqa: S608  # names of tables are our own

from __future__ import annotations

from datetime import datetime

from django.db import connection

from core.importing.convert import copy_text
from core.importing.staging import fetch, run, stream, value
from customers import erasedkeys, hooks
from customers.keys import make_keys

_KEYS = ("email_key", "sort_key", "search_key", "initials", "phone_reversed")
EMAIL, PHONE = "mailto:", "tel:"
_FRESH = (
    "CREATE TEMP TABLE import_fresh (name text, source text, external_id text, display_name text, email text,"
    f" phone text, {', '.join(f'{key} text' for key in _KEYS)}) ON COMMIT DROP"
)
_INSERT = f"""
WITH made AS (
INSERT INTO customers_customer (public_id, kind, source, external_id, given_name, family_name, display_name,
    company_role, email, phone, language, time_zone, birth_calendar, birth_leap_month, contact_style,
    current_supplier, supplier_follow_up, custom, is_test, is_staff_customer, {", ".join(_KEYS)}, version,
    created_at, updated_at)
SELECT gen_random_uuid(), 'person', source, external_id, '', '', display_name, '', email, phone, '', '', 'solar', false,
       '', '', '', '{{{{}}}}', false, false, {", ".join(_KEYS)}, 1, %(at)s, %(at)s
FROM import_fresh ORDER BY name
ON CONFLICT DO NOTHING
RETURNING id, external_id, email, phone
)
UPDATE {{table}} SET customer_id = made.id FROM made JOIN import_fresh fresh USING (external_id, email, phone)
WHERE fresh.name = {{table}}.external_id"""


def create_missing(*, table: str, source: str, at: datetime) -> int:
    """Fill `customer_id` of `table` (external_id, customer_id); unknown customers are made. Returns how many.

    A merged customer stands for its survivor. Runs in the caller's transaction; two imports
    that make the same customer at once make it once.
    """
    find(table=table, source=source)
    run("DROP TABLE IF EXISTS import_fresh")
    run(_FRESH)
    fresh = _copy_fresh(table, source)
    run("ANALYZE import_fresh")
    made = run(_INSERT.format(table=table), {"at": at})
    if made < fresh:
        _fill(table, source)
    _announce(table, at)
    run("DROP TABLE import_fresh")
    return made


def find(*, table: str, source: str) -> None:
    """Fill `customer_id` of those that are known."""
    # Without index and statistics the planner joins by trying every pair.
    run(f"CREATE UNIQUE INDEX ON {table} (external_id)")
    run(f"ANALYZE {table}")
    _fill(table, source)


def known_elsewhere(*, table: str, source: str) -> dict[str, int]:
    """How many numbers of `table` (external_id) are unknown in `source` and known in each other one."""
    rows = fetch(
        f"""SELECT found.source, count(*) FROM {table} told
        JOIN customers_customer found ON found.external_id = told.external_id AND found.external_id <> ''
        WHERE found.source NOT IN ('', %s) AND NOT EXISTS (SELECT FROM customers_customer own
            WHERE own.source = %s AND own.external_id = told.external_id AND own.external_id <> '')
        GROUP BY 1 ORDER BY 2 DESC, 1""",
        [source, source],
    )
    return dict(rows)


def shared_phones(*, table: str) -> list[str]:
    """Names in `table` that are phones of several customers: families share them, so they name nobody."""
    rows = fetch(
        f"""SELECT DISTINCT told.external_id FROM {table} told
        JOIN customers_customer found ON found.phone_reversed = reverse(substr(told.external_id, %s))
        WHERE starts_with(told.external_id, %s) AND found.merged_into_id IS NULL AND found.erased_at IS NULL
        GROUP BY told.external_id HAVING count(*) > 1""",
        [len(PHONE) + 2, PHONE],
    )
    return [name for (name,) in rows]


def erased(*, table: str, source: str) -> list[str]:
    """Names in `table` of customers who were erased on request, and of those merged into them: nobody buys as them."""
    if not value("SELECT EXISTS (SELECT FROM customers_customer WHERE erased_at IS NOT NULL)"):
        return []
    find(table=table, source=source)
    rows = fetch(f"""SELECT told.external_id FROM {table} told
        JOIN customers_customer gone ON gone.id = told.customer_id WHERE gone.erased_at IS NOT NULL""")
    return [name for (name,) in rows]


def _announce(table: str, at: datetime) -> None:
    """Tell of those just made; some thousand at a time, however many a file names."""
    for chunk in stream(f"SELECT customer_id FROM {table} JOIN import_fresh fresh ON fresh.name = {table}.external_id"):
        hooks.announce((pk for (pk,) in chunk), at)


def _fill(table: str, source: str) -> None:
    run(
        f"""UPDATE {table} SET customer_id = coalesce(found.merged_into_id, found.id)
        FROM customers_customer found
        WHERE {table}.customer_id IS NULL AND found.source = %s AND found.external_id = {table}.external_id""",
        [source],
    )
    run(
        f"""UPDATE {table} SET customer_id = coalesce(found.merged_into_id, found.id)
        FROM customers_customer found
        WHERE {table}.customer_id IS NULL AND starts_with({table}.external_id, %s)
          AND found.email_key = substr({table}.external_id, %s)""",
        [EMAIL, len(EMAIL) + 1],
    )
    run(
        f"""UPDATE {table} SET customer_id = found.id
        FROM customers_customer found
        WHERE {table}.customer_id IS NULL AND starts_with({table}.external_id, %s)
          AND found.phone_reversed = reverse(substr({table}.external_id, %s))
          AND found.merged_into_id IS NULL AND found.erased_at IS NULL""",
        [PHONE, len(PHONE) + 2],
    )
    _fill_erased(table, source)
    # A survivor may have been merged on.
    while run(f"""UPDATE {table} SET customer_id = merged.merged_into_id FROM customers_customer merged
            WHERE merged.id = {table}.customer_id AND merged.merged_into_id IS NOT NULL"""):
        pass


def _fill_erased(table: str, source: str) -> None:
    """Who was erased is their pseudonym, recognised by keyed hashes: nothing of a file makes them known again.

    After the others: who came back by themselves is found first, and one who is erased in this very moment by one or
    the other.
    """
    if not erasedkeys.any_kept():
        return
    for kind, mark in (("external", ""), ("email", EMAIL), ("phone", PHONE)):
        name = "%(source)s || chr(31) || told.external_id" if not mark else f"substr(told.external_id, {len(mark) + 1})"
        hashes, parameters = erasedkeys.statement(kind, name)
        is_meant = f"starts_with(told.external_id, '{mark}')" if mark else "true"
        run(
            f"""UPDATE {table} SET customer_id = erased.customer_id
            FROM {table} told JOIN customers_erasedkey erased ON erased.digest = ANY({hashes})
            WHERE told.external_id = {table}.external_id AND told.customer_id IS NULL AND {is_meant}""",
            {**parameters, "source": source},
        )


def _copy_fresh(table: str, source: str) -> int:
    count = 0
    rows = stream(f"SELECT external_id FROM {table} WHERE customer_id IS NULL ORDER BY external_id")
    for chunk in rows:
        lines = (_line(external_id, source) for (external_id,) in chunk)
        with connection.cursor() as cursor, cursor.cursor.copy("COPY import_fresh FROM STDIN") as copy:
            copy.write("".join(lines))
        count += len(chunk)
    return count


def _line(name: str, source: str) -> str:
    email, phone = name.startswith(EMAIL), name.startswith(PHONE)
    told = name[len(EMAIL if email else PHONE if phone else "") :]
    keys = make_keys(display_name=told[:160], email=told if email else "", phone=told if phone else "", is_person=False)
    texts = (
        name,
        *(("", "") if email or phone else (source, told)),
        *(told[:160], told if email else "", told if phone else ""),
        *(keys.email_key, keys.sort_key, keys.search_key, keys.initials, keys.phone_reversed),
    )
    return "\t".join(copy_text(text) if text else "" for text in texts) + "\n"
