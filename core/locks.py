"""The one way to lock rows: sorted by primary key, once per transaction, as late as possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from django.db import Error, OperationalError, connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from core import prepared

M = TypeVar("M", bound=models.Model)
T = TypeVar("T")

ATTEMPTS = 3
# Deadlock and serialization failure: the transaction is undone and may simply be done again.
AGAIN = frozenset({"40P01", "40001"})


def outermost(work: Callable[[], T]) -> T:
    """Do `work`, which is one whole transaction; do it again when the database ended it for another's sake.

    Inside a transaction of the caller's it is done once: what the caller wrote is undone as well.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return work()
        except OperationalError as error:
            is_ended = getattr(error.__cause__, "sqlstate", "") in AGAIN
            if attempt == ATTEMPTS or not is_ended or connection.in_atomic_block:
                raise
    raise AssertionError("unreachable")


def lock_rows(queryset: models.QuerySet[M], ids: Iterable[int]) -> dict[int, M]:
    """Lock the rows with these primary keys; sorted, so that two callers never wait for each other.

    Must run in a transaction. Returns the fresh rows by key; a missing key is simply absent.
    """
    rows = queryset.select_for_update(of=("self",)).filter(pk__in=sorted(set(ids))).order_by("pk")
    return {row.pk: row for row in rows}


def try_advisory_lock(name: str) -> bool:
    """Take a transaction-scoped lock by name, or answer False at once: makes a sweep a singleton."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        return bool(cursor.fetchone()[0])


def advisory_lock(name: str) -> None:
    """Wait for a transaction-scoped lock by name: for decisions over several rows that take no time."""
    prepared.fetch("SELECT pg_advisory_xact_lock(hashtextextended(%(name)s::text, 0))", {"name": name})


@contextmanager
def singleton(name: str, *, wait: bool = False) -> Iterator[bool]:
    """Hold a lock by name over any number of transactions; yields whether it is ours.

    For long work that commits step by step. An open transaction on a connection of its own holds
    the lock and nothing else: it ends with the process, however that dies, and, unlike a session's
    lock, it holds behind a pooler that gives each transaction another session.
    """
    own = connection.copy()
    try:
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            yield _hold(cursor, name, wait=wait)
    finally:
        _let_go(own)


def _let_go(own: BaseDatabaseWrapper) -> None:
    """At once: of a connection that is only closed the lock stays until the server has noticed."""
    with suppress(Error):
        own.rollback()
    own.close()


def _hold(cursor: CursorWrapper, name: str, *, wait: bool) -> bool:
    if wait:
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        return True
    cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    return bool(cursor.fetchone()[0])
