"""Keeping the members: in full, or for the customers touched since the last run.

One run works at a time, under a lock. Segments come after those that they use. Who changed is in the queue
`customers_segmenttouch`; a run takes customers out of it in the transaction that writes their members.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import F
from django.db.models.functions import Greatest

from core import clock
from core.errors import DomainError
from core.locks import singleton
from customers import quiet
from customers.models import ImportMark, Segment, SegmentMember, SegmentPast, SegmentTouch
from customers.segments import compiling, facets, ordering, rules
from customers.segments.rules import InSegment, Node
from customers.segments.touch import EVERYBODY

log = structlog.get_logger(__name__)
LOCK = "customers.segments"
BATCH = 20_000
# With more than this share of the customers touched, computing all of them is the shorter way.
FULL_SHARE = 0.2
FEW = 5000
_PROBLEM_LENGTH = 500
# Receipts are told late by days or weeks; drafts of earn rules are tried on a year.
PAST_KEPT = timedelta(days=1095)
_MARKED = "LEFT JOIN customers_importmark mark ON mark.customer_id = {customer} AND mark.at > %s"


@dataclass
class Outcome:
    """Whether this run was ours to do, which segments were computed in full, and how many customers were looked at."""

    is_mine: bool = True
    full: list[int] = field(default_factory=list)
    touched: int = 0
    joined: int = 0
    left: int = 0


def refresh(*, now: datetime, is_full: bool = False) -> Outcome:
    """Bring every segment up to date: in full what is due (all of them on a new day), then whoever was touched."""
    with singleton(LOCK) as is_mine:
        if not is_mine:
            return Outcome(is_mine=False)
        outcome, day = Outcome(), clock.business_day(now)
        segments = _ordered()
        if not segments:
            SegmentTouch.objects.all().delete()
            return outcome
        are_all = is_full or _are_many_touched()
        due = [row for row in segments if are_all or row.is_due or row.full_on is None or row.full_on < day]
        with _everybody_seen(is_covered=len(due) == len(segments)):
            if due:
                forget_past(now=now)
            for segment in due:
                _in_full(segment, outcome, now=now, day=day)
        while _touched(outcome, now=now):
            pass
    _tell(outcome)
    return outcome


def _tell(outcome: Outcome) -> None:
    numbers = {"full": len(outcome.full), "touched": outcome.touched}
    log.info("segments_refreshed", **numbers, joined=outcome.joined, left=outcome.left)


@contextmanager
def _everybody_seen(*, is_covered: bool) -> Iterator[None]:
    """When everything is computed in full, the queue as it was before is done with; after a failure it is as it was."""
    if is_covered:
        SegmentTouch.objects.filter(is_seen=False).update(is_seen=True)
    yield
    if is_covered:
        SegmentTouch.objects.filter(is_seen=True).delete()


def _ordered() -> list[Segment]:
    rows = {segment.pk: segment for segment in Segment.objects.prefetch_related("uses")}
    uses = {pk: [used.pk for used in segment.uses.all()] for pk, segment in rows.items()}
    return [rows[pk] for pk in ordering.in_order(uses)]


def tree_of(segment: Segment, catalogue: Any) -> Node:
    """What its members must fit: of a snapshot that they are members, so that it can only lose."""
    return InSegment(segment.pk, rules.ROOT) if segment.is_snapshot else rules.parse(segment.rule, catalogue)


# --- In full --------------------------------------------------------------------------------


def _in_full(segment: Segment, outcome: Outcome, *, now: datetime, day: date) -> None:
    """Replace the members by those who fit, as one difference; a rule that cannot be carried out says so."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            catalogue = facets.catalogue()
            sql, parameters = compiling.select(tree_of(segment, catalogue), catalogue, now=now)
            with compiling.over_everybody(cursor):
                size, joined, left = _write_all(cursor, segment.pk, sql, parameters, now)
            told = {"size": size, "refreshed_at": now, "full_on": day, "problem": ""}
            Segment.objects.filter(pk=segment.pk).update(**told)
            # A rule that was saved meanwhile waits for a run of its own.
            Segment.objects.filter(pk=segment.pk, turn=segment.turn).update(is_due=False)
    except OperationalError:
        raise
    except (DomainError, DatabaseError) as error:
        _complain(segment.pk, error, day)
        return
    outcome.full.append(segment.pk)
    outcome.joined += joined
    outcome.left += left


def _write_all(
    cursor: CursorWrapper, segment: int, sql: str, parameters: dict[str, Any], now: datetime
) -> tuple[int, int, int]:
    """Members, joined and left. Counted before it is compared: a guess of the planner would make it slow."""
    cursor.execute("DROP TABLE IF EXISTS pg_temp.segment_fits")
    cursor.execute(f"CREATE TEMPORARY TABLE segment_fits ON COMMIT DROP AS {sql}", parameters)
    size = int(cursor.rowcount)
    cursor.execute("ANALYZE segment_fits")
    left = _let_go(
        cursor, "m.segment_id = %s AND NOT EXISTS (SELECT FROM segment_fits f WHERE f.customer_id = m.customer_id)",
        [segment], now,
    )  # fmt: skip
    cursor.execute(
        "INSERT INTO customers_segmentmember (segment_id, customer_id, since, imported_at)"
        f" SELECT %s, f.customer_id, %s, mark.at FROM segment_fits f {_MARKED.format(customer='f.customer_id')}"
        " WHERE NOT EXISTS ("
        "SELECT FROM customers_segmentmember m WHERE m.segment_id = %s AND m.customer_id = f.customer_id)",
        [segment, now, now - quiet.LASTS, segment],
    )
    joined = int(cursor.rowcount)
    cursor.execute("DROP TABLE segment_fits")
    return size, joined, left


def _complain(segment: int, error: Exception, day: date) -> None:
    """What the database says may quote values of customers: it stays in the log."""
    words = str(error) if isinstance(error, DomainError) else type(error).__name__
    log.error("segment_failed", segment=segment, error=words)
    # Of this day all the same: it is not tried again with every sweep, but with its next change or day.
    Segment.objects.filter(pk=segment).update(problem=words[:_PROBLEM_LENGTH], full_on=day, is_due=False)


# --- For those who were touched ---------------------------------------------------------------


def _are_many_touched() -> bool:
    """Counted no further than what makes a difference; the number of customers as the planner knows it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'customers_customer'::regclass")
        limit = max(FEW, int(FULL_SHARE * cursor.fetchone()[0]))
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE customer_id = %s)"
            " FROM (SELECT customer_id FROM customers_segmenttouch LIMIT %s) told",
            [EVERYBODY, limit + 1],
        )
        rows, everybody = cursor.fetchone()
        if rows <= limit or everybody:
            return bool(everybody)
        cursor.execute("SELECT count(DISTINCT customer_id) FROM customers_segmenttouch")
        return int(cursor.fetchone()[0]) > limit


def _touched(outcome: Outcome, *, now: datetime) -> bool:
    """One batch of the queue; False when nothing is left of it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        ids = _take(cursor)
        if not ids:
            return False
        catalogue = facets.catalogue()
        for segment in _ordered():
            if not segment.problem:
                _of_customers(segment, ids, catalogue, outcome, now=now)
    outcome.touched += len(ids)
    return True


def _take(cursor: CursorWrapper) -> list[int]:
    """Out of the queue first, and looked at after: whatever those who wrote it changed is seen.

    That everybody changed is for a run of everything to take away.
    """
    cursor.execute(
        "WITH gone AS (DELETE FROM customers_segmenttouch WHERE id = ANY (ARRAY("
        "SELECT id FROM customers_segmenttouch WHERE customer_id <> %s ORDER BY id LIMIT %s)) RETURNING customer_id)"
        " SELECT DISTINCT customer_id FROM gone ORDER BY customer_id",
        [EVERYBODY, BATCH],
    )
    return [row[0] for row in cursor.fetchall()]


def _of_customers(segment: Segment, ids: Sequence[int], catalogue: Any, outcome: Outcome, *, now: datetime) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            sql, parameters = compiling.select(tree_of(segment, catalogue), catalogue, now=now, ids=ids)
            cursor.execute(sql, parameters)
            fits = [row[0] for row in cursor.fetchall()]
            joined, left = _write_some(cursor, segment.pk, ids, fits, now)
            Segment.objects.filter(pk=segment.pk).update(
                size=_at_least_none(F("size") + joined - left), refreshed_at=now
            )
    except OperationalError:
        raise
    except (DomainError, DatabaseError) as error:
        _complain(segment.pk, error, clock.business_day(now))
        return
    outcome.joined += joined
    outcome.left += left


def _write_some(
    cursor: CursorWrapper, segment: int, ids: Sequence[int], fits: Sequence[int], now: datetime
) -> tuple[int, int]:
    """Joined and left, of these customers only."""
    gone = sorted(set(ids) - set(fits))
    left = _let_go(cursor, "m.segment_id = %s AND m.customer_id = ANY (%s::bigint[])", [segment, gone], now)
    cursor.execute(
        "INSERT INTO customers_segmentmember (segment_id, customer_id, since, imported_at)"
        f" SELECT %s, told, %s, mark.at FROM unnest(%s::bigint[]) told {_MARKED.format(customer='told')}"
        " ON CONFLICT (segment_id, customer_id) DO NOTHING",
        [segment, now, list(fits), now - quiet.LASTS],
    )
    return int(cursor.rowcount), left


def _let_go(cursor: CursorWrapper, who: str, told: list[Any], now: datetime) -> int:
    """Out of the segment; of a published one it is kept when they were in it. How many left."""
    cursor.execute(
        f"WITH gone AS (DELETE FROM customers_segmentmember m WHERE {who} RETURNING segment_id, customer_id, since),"
        " kept AS (INSERT INTO customers_segmentpast (segment_id, customer_id, since, until)"
        "  SELECT gone.segment_id, gone.customer_id, gone.since, %s FROM gone"
        "  JOIN customers_segment s ON s.id = gone.segment_id AND s.published_as <> '' WHERE gone.since < %s)"
        " SELECT count(*) FROM gone",
        [*told, now, now],
    )
    return int(cursor.fetchone()[0])


def _at_least_none(size: Any) -> Any:
    """A run that counted while somebody left may have told fewer than there were."""
    return Greatest(size, 0)


def forget_past(*, now: datetime) -> None:
    """Past memberships that no receipt asks for any more, and marks that nobody asks for."""
    SegmentPast.objects.filter(until__lt=now - PAST_KEPT).delete()
    ImportMark.objects.filter(at__lt=now - 2 * quiet.LASTS).delete()


def remove(customer_ids: Iterable[int]) -> int:
    """Out of every segment at once, as an erasure asks."""
    ids, count = list(customer_ids), 0
    found = SegmentMember.objects.filter(customer__in=ids).order_by("segment").values_list("segment", flat=True)
    for segment in list(found.distinct()):
        gone = SegmentMember.objects.filter(segment=segment, customer__in=ids).delete()[0]
        Segment.objects.filter(pk=segment).update(size=_at_least_none(F("size") - gone))
        count += gone
    return count
