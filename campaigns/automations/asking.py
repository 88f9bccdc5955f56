"""What the outbox asks before a message of an automation goes: do they still fit, by the rule of this moment?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.db import DatabaseError, connection, transaction

from campaigns.automations import yearly
from campaigns.models import Automation, Step
from core.errors import DomainError
from customers.models import Segment
from customers.segments import compiling, facets, refreshing
from messaging.judging import Act, Verdict
from messaging.outbox.cases import Row

LEFT = "left_segment"
UNREADABLE = "segment_problem"
RETRY = timedelta(hours=1)
# Of an automation the segment itself, of a step its condition.
_PREFIXES = ("automation:", "step:")


def gate(rows: Sequence[Row], now: datetime) -> Mapping[int, Verdict]:
    """Who bought, moved or was put right since, and therefore fits no more, does not hear."""
    ours = sorted((row for row in rows if row.source.startswith(_PREFIXES)), key=lambda row: row.source)
    if not ours:
        return {}
    found: dict[int, Verdict] = {}
    known = _conditions()
    for source, group in groupby(ours, key=lambda row: row.source):
        if source in known:
            found.update(_objections(*known[source], list(group), now))
    return found


def _conditions() -> dict[str, tuple[Segment, bool]]:
    """Who is to be in which segment, or not to be in it."""
    firsts = Automation.objects.filter(must_fit=True).select_related("segment")
    steps = Step.objects.exclude(segment=None).select_related("segment")
    return {row.source: (row.segment, True) for row in firsts} | {
        row.source: (row.segment, row.is_inside) for row in steps if row.segment
    }


def _objections(segment: Segment, is_inside: bool, rows: list[Row], now: datetime) -> dict[int, Verdict]:  # noqa: FBT001
    try:
        with transaction.atomic():  # what a rule does wrong must not stop those of others
            fits = _members(segment, [row.customer for row in rows], now)
    except (DomainError, DatabaseError):  # the segment's page says what is wrong with it
        return {row.id: Verdict(Act.WAIT, UNREADABLE, until=now + RETRY) for row in rows}
    return {row.id: Verdict(Act.SKIP, LEFT) for row in rows if (row.customer in fits) != is_inside}


def who_passes(step: Step, ids: Sequence[int], now: datetime) -> set[int]:
    """Of these customers, those whom a step lets hear; whatever a broken rule raises goes to the caller."""
    if step.segment is None:
        return set(ids)
    inside = _members(step.segment, ids, now)
    return inside if step.is_inside else set(ids) - inside


def _members(segment: Segment, ids: Sequence[int], now: datetime) -> set[int]:
    """By the rule of this moment, not as it was last computed; a day of the year by their own calendar."""
    catalogue = facets.catalogue()
    tree = refreshing.tree_of(segment, catalogue)
    found = yearly.of_tree(tree, catalogue)
    groups = yearly.by_own_day(found, ids, now) if found else [(tree, list(ids))]
    fits: set[int] = set()
    with connection.cursor() as cursor:
        for node, some in groups:
            cursor.execute(*compiling.select(node, catalogue, now=now, ids=some))
            fits |= {customer for (customer,) in cursor.fetchall()}
    return fits
