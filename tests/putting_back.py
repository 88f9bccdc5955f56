"""Put a worker's database back to what its template holds, row by row, which takes a tenth of copying it.

Rows that came are deleted, tables whose rows changed are filled anew, sequences go back. Whoever changed more than
rows (a table, a trigger, a setting) gets the copy after all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from django.db import connection
from django.db.utils import ProgrammingError
from psycopg import sql

# Everything beside rows that a test might leave behind: oids of what belongs to tables, and how triggers stand.
_SHAPE = """
SELECT md5(concat_ws('|',
    (SELECT string_agg(concat(oid, relname, relkind, relrowsecurity), ',' ORDER BY oid) FROM pg_class
     WHERE relnamespace = ours),
    (SELECT string_agg(concat(attrelid, attnum, attname, atttypid, attnotnull), ',' ORDER BY attrelid, attnum)
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = ours AND attnum > 0),
    (SELECT string_agg(concat(oid, tgenabled), ',' ORDER BY oid) FROM pg_trigger),
    (SELECT string_agg(concat(oid, md5(prosrc)), ',' ORDER BY oid) FROM pg_proc WHERE pronamespace = ours),
    (SELECT string_agg(concat(oid, condeferred, convalidated), ',' ORDER BY oid) FROM pg_constraint),
    (SELECT string_agg(setconfig::text, ',') FROM pg_db_role_setting
     JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database())))
FROM (SELECT 'public'::regnamespace AS ours) place"""
TABLES = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname"""
_SEQUENCES = "SELECT sequencename, last_value, start_value FROM pg_sequences WHERE schemaname = 'public'"


@dataclass(frozen=True)
class _Kept:
    """What the template holds. `rows`: table → (digest, its rows as COPY writes them), of those that have any."""

    shape: str
    tables: tuple[str, ...]
    rows: dict[str, tuple[str, bytes]]
    sequences: dict[str, Any]


_kept: dict[str, _Kept] = {}


def remember() -> None:
    """What this worker's database holds now, fresh from the template."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = tuple(row[0] for row in cursor.fetchall())
        filled = {name: (digest, _rows(cursor, name)) for name, digest in digests(cursor, tables).items() if digest}
        _kept[connection.settings_dict["NAME"]] = _Kept(shape(cursor), tables, filled, sequences(cursor))
    connection.close()


def is_put_back(end_sessions: Callable[[], object]) -> bool:
    """Whether it could be done; nobody else is connected afterwards."""
    kept = _kept.get(connection.settings_dict["NAME"])
    if kept is None:
        return False
    end_sessions()
    try:
        with connection.cursor() as cursor:
            if shape(cursor) != kept.shape:
                return False
            # Without triggers: the ledger refuses to forget.
            cursor.execute("SET session_replication_role = replica; SET statement_timeout = 0")
            _put_back(cursor, kept)
    except ProgrammingError:
        # Only a superuser may do without triggers.
        return False
    finally:
        connection.close()
    return True


def _put_back(cursor: Any, kept: _Kept) -> None:
    found = digests(cursor, kept.tables)
    for name in kept.tables:
        digest, rows = kept.rows.get(name, (None, b""))
        if found[name] != digest:
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
            if rows:
                with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))) as copy:
                    copy.write(rows)
    for name, (last, start) in sequences(cursor).items():
        if (last, start) != kept.sequences[name]:
            before = kept.sequences[name][0]
            cursor.execute("SELECT setval(%s, %s, %s)", [f'public."{name}"', before or start, before is not None])


def digests(cursor: Any, tables: tuple[str, ...]) -> dict[str, str | None]:
    """Table → a digest of its rows; None for an empty one: most are, and that is quicker to find out."""
    filled = "SELECT {name} WHERE EXISTS (SELECT 1 FROM {table})"
    names = [row[0] for row in _of_each(cursor, tables, filled)]
    one = "SELECT {name}, (SELECT md5(string_agg(md5(row::text), '' ORDER BY md5(row::text))) FROM {table} row)"
    return dict.fromkeys(tables) | dict(_of_each(cursor, names, one))


def _of_each(cursor: Any, tables: Sequence[str], one: LiteralString) -> list[tuple[Any, ...]]:
    asked = [sql.SQL(one).format(name=sql.Literal(name), table=sql.Identifier(name)) for name in tables]
    if not asked:
        return []
    cursor.execute(sql.SQL(" UNION ALL ").join(asked))
    return list(cursor.fetchall())


def _rows(cursor: Any, table: str) -> bytes:
    with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copy:
        return b"".join(bytes(part) for part in copy)


def shape(cursor: Any) -> str:
    cursor.execute(_SHAPE)
    return str(cursor.fetchone()[0])


def sequences(cursor: Any) -> dict[str, Any]:
    cursor.execute(_SEQUENCES)
    return {name: (last, start) for name, last, start in cursor.fetchall()}
