"""Occasions whose time has come go into the outbox; who fits no more is told there before it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import DatabaseError, connection, transaction

from campaigns.models import Automation
from core.errors import DomainError
from customers.segments import compiling, facets, refreshing
from messaging import outbox, templating
from messaging.judging import Act, Verdict
from messaging.outbox.cases import Row

BATCH = 2_000
# What is put in late is told that it came too late; the outbox wants it to live a moment.
LEAST = timedelta(seconds=1)
LEFT = "left_segment"
UNREADABLE = "segment_problem"
RETRY = timedelta(hours=1)
_PREFIX = "automation:"
# Of two records of one person the later occasion is the same one again, unless it is far enough from the first.
_TAKE = """
WITH taken AS (
    UPDATE campaigns_occasion occasion SET queued_at = %(now)s
    FROM customers_customer customer
    WHERE customer.id = occasion.customer_id AND occasion.id IN (
        SELECT id FROM campaigns_occasion
        WHERE automation_id = %(automation)s AND NOT is_held_out AND queued_at IS NULL AND due_at <= %(now)s
        ORDER BY due_at, id LIMIT %(limit)s)
    RETURNING occasion.id, occasion.found_at, occasion.due_at, coalesce(customer.merged_into_id, customer.id) AS who
)
SELECT taken.who, taken.id, taken.due_at FROM taken
WHERE NOT EXISTS (
    SELECT FROM campaigns_occasion other
    WHERE other.automation_id = %(automation)s AND other.customer_id = ANY (ARRAY(
        SELECT taken.who UNION ALL SELECT twin.id FROM customers_customer twin WHERE twin.merged_into_id = taken.who))
      AND (other.found_at, other.id) < (taken.found_at, taken.id)
      AND (%(again)s::int IS NULL OR other.found_at > taken.found_at - make_interval(days => %(again)s::int - 1)))
ORDER BY taken.who, taken.id"""


def send_due(automation_id: int, *, now: datetime) -> int:
    """One batch; 0 when nothing is due, or it or its message is switched off (meanwhile)."""
    with transaction.atomic():
        automation = Automation.objects.select_for_update(of=("self",)).select_related("template").get(pk=automation_id)
        if not (automation.is_active and automation.template.is_active):
            return 0
        values: dict[str, Any] = {
            "automation": automation.pk,
            "now": now,
            "limit": BATCH,
            "again": automation.again_days,
        }
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, values)
            taken = list(cursor.fetchall())
        outbox.enqueue(_drafts(automation, taken, now), now=now)
        return len(taken)


def _drafts(
    automation: Automation, taken: Sequence[tuple[int, int, datetime]], now: datetime
) -> Iterator[outbox.Draft]:
    """In the words that are in force now."""
    version = templating.newest(automation.template)
    assert version is not None  # checked at saving; versions are never deleted
    for customer, occasion, due_at in taken:
        until = due_at + timedelta(days=automation.valid_days)
        yield outbox.Draft(
            key=f"{automation.source}:{occasion}", customer=customer, channel=automation.template.channel,
            purpose=automation.purpose, source=automation.source, version=version.pk, next_at=now,
            valid_until=max(until, now + LEAST), priority=automation.priority,
        )  # fmt: skip


# --- Asked by the outbox before it goes -----------------------------------------------------------


def gate(rows: Sequence[Row], now: datetime) -> Mapping[int, Verdict]:
    """Who bought, moved or was put right since, and therefore fits no more, does not hear."""
    ours = sorted((row for row in rows if row.source.startswith(_PREFIX)), key=lambda row: row.source)
    if not ours:
        return {}
    found: dict[int, Verdict] = {}
    known = {row.source: row for row in Automation.objects.filter(must_fit=True).select_related("segment")}
    for source, group in groupby(ours, key=lambda row: row.source):
        if source in known:
            found.update(_objections(known[source], list(group), now))
    return found


def _objections(automation: Automation, rows: list[Row], now: datetime) -> dict[int, Verdict]:
    try:
        with transaction.atomic():  # what a rule does wrong must not stop those of others
            fits = _who_fits(automation, [row.customer for row in rows], now)
    except (DomainError, DatabaseError):  # the segment's page says what is wrong with it
        return {row.id: Verdict(Act.WAIT, UNREADABLE, until=now + RETRY) for row in rows}
    return {row.id: Verdict(Act.SKIP, LEFT) for row in rows if row.customer not in fits}


def _who_fits(automation: Automation, ids: list[int], now: datetime) -> set[int]:
    """By the rule as it is at this moment, not by when it was last computed."""
    catalogue = facets.catalogue()
    tree = refreshing.tree_of(automation.segment, catalogue)
    with connection.cursor() as cursor:
        cursor.execute(*compiling.select(tree, catalogue, now=now, ids=ids))
        return {customer for (customer,) in cursor.fetchall()}
