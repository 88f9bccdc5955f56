"""Statements that a till waits for, planned once per connection.

Django sends every statement with its values written into it, so PostgreSQL parses and plans it
anew each time; for a statement of several joins that costs more than running it. `fetch`
binds the values on the server instead and lets PostgreSQL keep the plan. Behind PgBouncer in
transaction mode, where the next statement may meet another server, it does as Django does.

Write such a statement with explicit casts (`%(ids)s::bigint[]`), and keep bulk work out of it:
a plan made for one row may be wrong for thousands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import psycopg
from django.db import connection
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult
from psycopg.types.numeric import Int8Dumper


def fetch(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """All rows of a statement, with Django's errors and in Django's query log."""
    connection.ensure_connection()
    if _is_shared():
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return list(cursor.fetchall())
    chosen = _prepared()
    chosen.execute(statement, parameters)
    return list(chosen.fetchall())


def count(statement: str, parameters: Mapping[str, str | int]) -> int:
    """How many rows a small statement returns, in a transaction of its own: `fetch` at a third of its work.

    For one that is run hundreds of times a second. libpq is asked without what psycopg and Django lay around it, so
    parameters are words and numbers, each with its cast in the statement; errors are Django's.
    """
    if connection.in_atomic_block or connection.queries_logged or _is_shared():
        return len(fetch(statement, parameters))
    connection.ensure_connection()
    connection.validate_thread_sharing()
    with connection.wrap_database_errors:
        return _run(connection.connection, statement, parameters)


def _run(server: psycopg.Connection[Any], statement: str, parameters: Mapping[str, str | int]) -> int:
    try:
        return _run_plan(server, statement, parameters)
    except psycopg.errors.InvalidSqlStatementName:
        # After a rollback psycopg lets go of all plans of the connection, ours too. Nothing has been done yet.
        setattr(server, _NAMES, {})
        return _run_plan(server, statement, parameters)


def _run_plan(server: psycopg.Connection[Any], statement: str, parameters: Mapping[str, str | int]) -> int:
    known = vars(server).setdefault(_NAMES, {})
    names, sql = _numbered(statement)
    if statement not in known:
        name = f"counted_{len(known)}".encode()
        _checked(server, server.pgconn.prepare(name, sql))
        known[statement] = name
    values = [str(parameters[name]).encode() for name in names]
    return _checked(server, server.pgconn.exec_prepared(known[statement], values)).ntuples


_NAMES = "regulars_counted"


@lru_cache(maxsize=16)
def _numbered(statement: str) -> tuple[tuple[str, ...], bytes]:
    """`%(name)s` as PostgreSQL itself counts: `$1`."""
    names = tuple(dict.fromkeys(re.findall(r"%\((\w+)\)s", statement)))
    return names, re.sub(r"%\((\w+)\)s", lambda found: f"${names.index(found[1]) + 1}", statement).encode()


def _checked(server: psycopg.Connection[Any], result: PGresult) -> PGresult:
    if result.status not in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
        raise psycopg.errors.error_from_result(result, encoding=server.info.encoding)
    return result


def _is_shared() -> bool:
    """Whether statements of one connection may meet different servers (the setting for PgBouncer)."""
    return bool(connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"])


def _prepared() -> Any:
    """Django's wrapping of a cursor that is kept with the connection: making one costs more than a small statement."""
    connection.validate_thread_sharing()
    server: Any = connection.connection
    raw = getattr(connection, _KEPT, None)
    if raw is None or raw.connection is not server:
        raw = _open(server)
        setattr(connection, _KEPT, raw)
    return connection.make_debug_cursor(raw) if connection.queries_logged else connection.make_cursor(raw)


_KEPT = "regulars_prepared"


def _open(server: psycopg.Connection[Any]) -> Any:
    # Django turns preparing off; its own cursors bind in the client and stay unprepared in any case.
    server.prepare_threshold = 0
    raw: Any = psycopg.Cursor(server)
    # psycopg would choose the smallest type that holds a number, and so make a plan for each.
    raw.adapters.register_dumper(int, Int8Dumper)
    return raw
