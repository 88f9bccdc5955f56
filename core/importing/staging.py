"""Staging tables of one run: unlogged, named after the run, gone when it is over.

Rows come in by COPY; refusals go to a table beside them. Unlogged tables survive a killed
process but are empty after a crash of the database, so a resumed run compares the number of
rows with what it remembers and begins again when they differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from core import clock
from core.importing.convert import NULL, copy_text
from core.wording import pack

_REJECTS = "(line bigint NOT NULL, number text, field text NOT NULL, value text NOT NULL, reason text NOT NULL)"
MAX_VALUE = 500
# A packed sentence must not be cut.
MAX_REASON = 4000
_SET_ZONE = "SELECT set_config('TimeZone', %s, true)"


class Stage:
    """The tables of one run; `name("rows")` is `import_<token>_rows`."""

    def __init__(self, token: str) -> None:
        assert token.isalnum()
        self._prefix = f"import_{token}"

    def name(self, part: str) -> str:
        return f"{self._prefix}_{part}"

    @contextmanager
    def step(self, *, in_business_time: bool = False, is_shared: bool = False) -> Iterator[None]:
        """One transaction of the run, without a time limit: alone on its tables, or beside other shared ones.

        So a worker that takes over from one that was thought dead waits for its last step.
        """
        with transaction.atomic():
            lock = "pg_advisory_xact_lock_shared" if is_shared else "pg_advisory_xact_lock"
            run(f"SELECT {lock}(hashtextextended(%s, 0))", [self._prefix])
            run("SET LOCAL statement_timeout = 0")
            if not in_business_time:
                yield
                return
            # Django reads instants as those of a session in UTC: put it back even inside a larger transaction.
            before = value("SHOW TimeZone")
            run(_SET_ZONE, [clock.business_zone().key])
            yield
            run(_SET_ZONE, [before])

    def create(self, rows: str) -> None:
        """Fresh, empty tables; `rows` are the column definitions."""
        self.drop()
        run(f"CREATE UNLOGGED TABLE {self.name('rows')} ({rows})")
        run(f"CREATE UNLOGGED TABLE {self.name('rejects')} {_REJECTS}")

    def drop(self) -> None:
        pattern = self._prefix.replace("_", r"\_") + r"\_%"
        for (table,) in fetch("SELECT tablename FROM pg_tables WHERE tablename LIKE %s ORDER BY 1", [pattern]):
            run(f'DROP TABLE IF EXISTS "{table}"')

    def has(self, part: str) -> bool:
        return bool(value("SELECT to_regclass(%s) IS NOT NULL", [self.name(part)]))

    def count(self, part: str) -> int:
        return int(value(f"SELECT count(*) FROM {self.name(part)}")) if self.has(part) else -1  # noqa: S608  # own name

    def copy(self, part: str, columns: Sequence[str], data: str) -> None:
        """`data` is text in COPY form, whole lines."""
        with connection.cursor() as cursor:
            statement = f"COPY {self.name(part)} ({', '.join(columns)}) FROM STDIN"
            with cursor.cursor.copy(statement) as copy:  # psycopg's own cursor
                copy.write(data.encode("utf-8", errors="replace"))

    def reject(self, refusals: Iterable[tuple[int, str | None, str, str, str]]) -> int:
        """Add refusals `(line, number, field, value, reason)`; returns how many. Reasons are stored packed."""
        lines = [
            f"{line}\t{copy_text(number) if number else NULL}\t{_filled(field)}\t{_filled(told)}"
            f"\t{_filled(pack(reason), MAX_REASON)}\n"
            for line, number, field, told, reason in refusals
        ]
        if lines:
            self.copy("rejects", ("line", "number", "field", "value", "reason"), "".join(lines))
        return len(lines)


def _filled(text: str, longest: int = MAX_VALUE) -> str:
    return copy_text(text[:longest].replace("\0", "\N{SYMBOL FOR NULL}")) if text else ""


def drop_left_over() -> int:
    """Drop tables of jobs that are over (their worker was killed for good); returns how many."""
    tables = fetch(
        """SELECT table_name.name FROM (
               SELECT tablename AS name, substring(tablename FROM '^import_(\\d+)_')::bigint AS job FROM pg_tables
               WHERE tablename ~ '^import_\\d+_'
           ) table_name LEFT JOIN core_job ON core_job.id = table_name.job
           WHERE core_job.id IS NULL OR core_job.state NOT IN ('queued', 'running')"""
    )
    for (name,) in tables:
        run(f'DROP TABLE IF EXISTS "{name}"')
    return len(tables)


def run(statement: str, parameters: Sequence[Any] | dict[str, Any] | None = None) -> int:
    """Execute; returns the number of rows concerned."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def fetch(statement: str, parameters: Sequence[Any] | dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def value(statement: str, parameters: Sequence[Any] | dict[str, Any] | None = None) -> Any:
    rows = fetch(statement, parameters)
    return rows[0][0] if rows else None


def stream(statement: str, chunk: int = 5000) -> Iterator[list[tuple[Any, ...]]]:
    """Rows in chunks from a server-side cursor; inside a transaction."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(chunk):
            yield list(rows)
