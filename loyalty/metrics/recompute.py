"""Recompute the figures: everybody's (nightly), or those of the customers touched since (every few minutes).

A full run writes a fresh table beside the old one and swaps it in, so pages keep reading until
the last moment and nothing is updated row by row. It fixes the as-of day, cut points and fits
(`MetricsState`); incremental runs keep them, so both write the same row for the same purchases.
One advisory lock lets a single run work at a time.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import structlog
from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper

from core import clock
from customers.segments import touch as segments
from loyalty.metrics import rows
from loyalty.metrics.rows import Settings
from loyalty.metrics.statements import Source
from loyalty.models import MetricsState, ModelFit, Programme, TouchedCustomer

log = structlog.get_logger(__name__)
TABLE = "loyalty_customermetrics"
NEXT = "loyalty_customermetrics_next"
LOCK = "loyalty.metrics"
# With more than this share of the customers touched, computing all of them is the shorter way.
FULL_SHARE = 0.2
SWAP_ATTEMPTS = 5


@dataclass(frozen=True)
class Outcome:
    """`customers` counted in all, `changed` rows written, what it took, and whether it was a full run."""

    as_of: date
    customers: int
    changed: int
    seconds: float
    is_full: bool


class Busy(Exception):  # noqa: N818  # nothing went wrong
    """Another run is at work."""


def recompute(*, as_of: date | None = None, now: datetime, wait: bool = True) -> Outcome:
    """Bring the figures to `as_of` (default: the business day of `now`) by the shorter way.

    Incremental when they are of that day already and few customers were touched, else full.
    """
    day = as_of or clock.business_day(now)
    state = MetricsState.objects.filter(pk=1).first()
    if state is None or state.as_of != day or _touched() > max(100, FULL_SHARE * state.customers):
        return full(as_of=day, now=now, wait=wait)
    return incremental(now=now, wait=wait)


def is_behind(as_of: date) -> bool:
    """Whether the stored rows are of this day, but something has changed since they were written."""
    return MetricsState.objects.filter(pk=1, as_of=as_of).exists() and TouchedCustomer.objects.exists()


def full(*, as_of: date, now: datetime, refit: bool = True, wait: bool = True) -> Outcome:
    """Every customer's row anew. `refit=False` keeps cut points and fits of the last full run of this day."""
    started = time.monotonic()
    with _run(wait=wait) as cursor:
        seen = _see_touched(cursor)
        settings = _settings(as_of, refit=refit)
        has_merged = rows.find_merged(cursor)
        source = Source(has_later_returns=rows.has_later_returns(cursor, as_of))
        rows.create_raw(cursor, source, settings, has_merged=has_merged)
        if settings.models is None:
            settings = rows.fix_parameters(cursor, settings)
        cursor.execute(f"DROP TABLE IF EXISTS {NEXT}")
        cursor.execute(f"CREATE TABLE {NEXT} (LIKE {TABLE} INCLUDING DEFAULTS)")
        written = rows.derive(cursor, settings, target=NEXT, is_scoped=False)
        _swap(cursor)
        _forget(cursor, seen)
        segments.everything_changed()
        seconds = time.monotonic() - started
        _keep(settings, now=now, customers=written, seconds=seconds)
    log.info("metrics_full", as_of=str(as_of), customers=written, seconds=round(seconds, 3))
    return Outcome(as_of, written, written, seconds, is_full=True)


def incremental(*, now: datetime, wait: bool = True) -> Outcome:
    """Only the rows of customers touched since the last run, by the state of the last full one."""
    started = time.monotonic()
    with _run(wait=wait) as cursor:
        state = MetricsState.objects.get(pk=1)
        settings = rows.settings_from_json(state.as_of, state.cut_points, state.parameters)
        seen = _see_touched(cursor)
        written, removed = (0, 0) if not _scope_of_touched(cursor) else _rewrite(cursor, settings)
        _forget(cursor, seen)
        customers = state.customers + written - removed
        if written or removed:
            MetricsState.objects.filter(pk=1).update(customers=customers, computed_at=now)
    seconds = time.monotonic() - started
    log.info("metrics_incremental", as_of=str(state.as_of), changed=written, seconds=round(seconds, 3))
    return Outcome(state.as_of, customers, written, seconds, is_full=False)


def _rewrite(cursor: CursorWrapper, settings: Settings) -> tuple[int, int]:
    """Replace the rows of the customers in `m_scope`; (written, removed)."""
    source = Source(is_scoped=True, has_later_returns=rows.has_later_returns(cursor, settings.as_of))
    rows.create_raw(cursor, source, settings, has_merged=False)
    cursor.execute(f"DELETE FROM {TABLE} WHERE customer_id = ANY (ARRAY(SELECT member_id FROM m_scope))")
    removed = int(cursor.rowcount)
    return rows.derive(cursor, settings, target=TABLE, is_scoped=True), removed


def _settings(as_of: date, *, refit: bool) -> Settings:
    state = None if refit else MetricsState.objects.filter(pk=1, as_of=as_of).first()
    if state is not None:
        return rows.settings_from_json(state.as_of, state.cut_points, state.parameters)
    return rows.settings_of_today(as_of, Programme.objects.filter(pk=1).first() or Programme())


def _touched() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT customer_id) FROM loyalty_touchedcustomer")
        return int(cursor.fetchone()[0])


def _see_touched(cursor: CursorWrapper) -> int:
    """Remember which touches this run sees: a sale that commits later stays for the next run."""
    cursor.execute(
        "CREATE TEMPORARY TABLE m_seen ON COMMIT DROP AS SELECT id, customer_id FROM loyalty_touchedcustomer"
    )
    return int(cursor.rowcount)


def _scope_of_touched(cursor: CursorWrapper) -> int:
    """`m_scope`: everyone who counts for a touched customer.

    Every change of customers and sales is in the queue, so nobody need look for what is missing:
    ids are no help in that, since a lower one may be committed after a higher one.
    """
    rows.find_merged(cursor)
    cursor.execute(
        """
        CREATE TEMPORARY TABLE m_scope ON COMMIT DROP AS
        WITH counted AS (
            SELECT DISTINCT coalesce(m.customer_id, t.customer_id) AS customer_id
            FROM m_seen t LEFT JOIN m_merged m ON m.member_id = t.customer_id
        )
        SELECT customer_id AS member_id, customer_id FROM counted
        UNION ALL
        SELECT m.member_id, m.customer_id FROM m_merged m JOIN counted c ON c.customer_id = m.customer_id
        """
    )
    found = int(cursor.rowcount)
    cursor.execute("ANALYZE m_scope")
    return found


def _forget(cursor: CursorWrapper, seen: int) -> None:
    """Out of our queue, and into that of the segments: they read these figures, and the sales behind them."""
    if seen:
        cursor.execute(segments.FORWARD.format(source="m_seen"))
        cursor.execute("DELETE FROM loyalty_touchedcustomer t USING m_seen s WHERE s.id = t.id")


@contextmanager
def _run(*, wait: bool) -> Iterator[CursorWrapper]:
    """One transaction without the time limits of pages, alone under the advisory lock."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
        if wait:
            cursor.execute("SET LOCAL lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [LOCK])
        else:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [LOCK])
            if not cursor.fetchone()[0]:
                raise Busy
        # A temporary table of some hundred megabytes is sorted once; more memory makes hashes slower, not faster.
        cursor.execute("SET LOCAL work_mem = '32MB'")
        rows.drop_temporary(cursor)
        yield cursor
        rows.drop_temporary(cursor)


def _swap(cursor: CursorWrapper) -> None:
    """Index the fresh table and put it in the old one's place, names included."""
    cursor.execute(
        "SELECT c.relname, pg_get_indexdef(c.oid), i.indisprimary"
        " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " WHERE i.indrelid = %s::regclass",
        [TABLE],
    )
    indexes = cursor.fetchall()
    for name, definition, is_primary in indexes:
        if is_primary:
            cursor.execute(f'ALTER TABLE {NEXT} ADD CONSTRAINT "{name}_next" PRIMARY KEY (customer_id)')
        else:
            head, _on, tail = definition.partition(" USING ")
            unique = "UNIQUE " if head.startswith("CREATE UNIQUE") else ""
            cursor.execute(f'CREATE {unique}INDEX "{name}_next" ON {NEXT} USING {tail}')
    cursor.execute(f"ANALYZE {NEXT}")
    _lock_old_table(cursor)
    cursor.execute(f"DROP TABLE {TABLE}")
    cursor.execute(f"ALTER TABLE {NEXT} RENAME TO {TABLE}")
    for name, _definition, _is_primary in indexes:
        cursor.execute(f'ALTER INDEX "{name}_next" RENAME TO "{name}"')


def _lock_old_table(cursor: CursorWrapper) -> None:
    """Wait for readers in short turns: whoever queues behind us must not wait long."""
    for attempt in range(1, SWAP_ATTEMPTS + 1):
        try:
            with transaction.atomic():
                cursor.execute("SET LOCAL lock_timeout = '2s'")
                cursor.execute(f"LOCK TABLE {TABLE} IN ACCESS EXCLUSIVE MODE")
        except OperationalError:
            if attempt == SWAP_ATTEMPTS:
                raise
            time.sleep(1)
        else:
            return


def _keep(settings: Settings, *, now: datetime, customers: int, seconds: float) -> None:
    """State and fits of this run."""
    stored = settings.to_json()
    values = {
        "as_of": settings.as_of, "cut_points": settings.cut_points, "parameters": stored,
        "computed_at": now, "customers": customers, "seconds": seconds,
    }  # fmt: skip
    MetricsState.objects.update_or_create(pk=1, defaults=values)
    for kind, fit in (("bgnbd", stored["visits"]), ("gammagamma", stored["spend"])):
        ModelFit.objects.update_or_create(kind=kind, as_of=settings.as_of, defaults=fit | {"fitted_at": now})
