"""Statements that a till waits for, planned once per connection.

Django sends every statement with its values written into it, so PostgreSQL parses and plans it
anew each time; for a statement of several joins that costs more than running it. `fetch`
binds the values on the server instead and lets PostgreSQL keep the plan. Behind PgBouncer in
transaction mode, where the next statement may meet another server, it does as Django does.

Write such a statement with explicit casts (`%(ids)s::bigint[]`), and keep bulk work out of it:
a plan made for one row may be wrong for thousands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connection
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
