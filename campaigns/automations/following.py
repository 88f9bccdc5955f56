"""Further steps: whoever came as far as one goes on to the next, days later, if they fit by then.

A step is taken by each occasion once: the database holds that, so that sweeps may overlap. Whoever was held out of the
first message hears none of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, connection, transaction

from campaigns.automations import asking, drafting, timing
from campaigns.models import Automation, Otherwise, Passage, PassageVerdict, Step
from core.errors import DomainError
from messaging import outbox

BATCH = 2_000
_GO_ON = f"""
WITH {timing.ZONES}
INSERT INTO campaigns_passage (occasion_id, step_id, due_at, verdict)
SELECT occasion.id, %(step)s, {timing.DUE}, ''
FROM campaigns_occasion occasion JOIN customers_customer customer ON customer.id = occasion.customer_id
{timing.CLOCK}
WHERE occasion.id = ANY (%(occasions)s::bigint[])
ORDER BY occasion.id
ON CONFLICT (occasion_id, step_id) DO NOTHING"""  # noqa: S608  # constants of this package
# Of two records of one person the one that is further, or came first, goes on; the other has ended.
_DUE = """
SELECT passage.id, passage.occasion_id, who.id, passage.due_at,
       who.erased_at IS NOT NULL OR EXISTS (
           SELECT FROM campaigns_passage other
           JOIN campaigns_occasion came ON came.id = other.occasion_id
           WHERE other.step_id = passage.step_id AND came.customer_id <> occasion.customer_id
             AND came.customer_id = ANY (ARRAY(
                 SELECT who.id UNION ALL SELECT twin.id FROM customers_customer twin
                 WHERE twin.merged_into_id = who.id))
             AND (other.taken_at >= occasion.found_at OR other.taken_at IS NULL AND other.id < passage.id))
FROM campaigns_passage passage
JOIN campaigns_occasion occasion ON occasion.id = passage.occasion_id
JOIN customers_customer customer ON customer.id = occasion.customer_id
JOIN customers_customer who ON who.id = coalesce(customer.merged_into_id, customer.id)
WHERE passage.step_id = %(step)s AND passage.taken_at IS NULL AND passage.due_at <= %(now)s
ORDER BY passage.due_at, passage.id LIMIT %(limit)s
FOR UPDATE OF passage"""
_TAKE = """
UPDATE campaigns_passage passage SET taken_at = %(now)s, verdict = told.verdict
FROM unnest(%(ids)s::bigint[], %(verdicts)s::text[]) AS told (id, verdict) WHERE passage.id = told.id"""


@dataclass(frozen=True, slots=True)
class _Due:
    passage: int
    occasion: int
    customer: int
    at: datetime
    is_over: bool


def go_on(automation: Automation, occasions: Sequence[int], *, after: int, now: datetime) -> None:
    """These took the step numbered `after` (1: the automation's own message); the next, if there is one, waits."""
    step = automation.steps.filter(position__gt=after).order_by("position").first()
    if step is not None and occasions:
        with connection.cursor() as cursor:
            cursor.execute(_GO_ON, timing.values(step, now) | {"step": step.pk, "occasions": list(occasions)})


@transaction.atomic
def take_due(step_id: int, *, now: datetime) -> int:
    """One batch; 0 when nothing is due, or its automation or its message is switched off (meanwhile)."""
    step = Step.objects.select_related("segment", "template").get(pk=step_id)
    automation = Automation.objects.select_for_update(of=("self",)).get(pk=step.automation_id)
    if not (automation.is_active and step.template.is_active):
        return 0
    due = _due(step, now)
    if not due:
        return 0
    try:
        with transaction.atomic():  # a rule that cannot be computed holds up its step, nothing else
            fits = asking.who_passes(step, [row.customer for row in due], now)
    except (DomainError, DatabaseError):
        return _put_off(due, now)
    _settle(automation, step, due, [_judge(step, row, fits) for row in due], now)
    return len(due)


def _due(step: Step, now: datetime) -> list[_Due]:
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"step": step.pk, "now": now, "limit": BATCH})
        return [_Due(*row) for row in cursor.fetchall()]


def _put_off(due: Sequence[_Due], now: datetime) -> int:
    Passage.objects.filter(pk__in=[row.passage for row in due]).update(due_at=now + asking.RETRY)
    return 0


def _judge(step: Step, row: _Due, fits: set[int]) -> PassageVerdict:
    if row.is_over:
        return PassageVerdict.ENDED
    if row.customer in fits:
        return PassageVerdict.HEARD
    return PassageVerdict.SKIPPED if step.otherwise == Otherwise.SKIP else PassageVerdict.ENDED


def _settle(
    automation: Automation, step: Step, due: Sequence[_Due], verdicts: Sequence[PassageVerdict], now: datetime
) -> None:
    with connection.cursor() as cursor:
        ids = [row.passage for row in due]
        cursor.execute(_TAKE, {"now": now, "ids": ids, "verdicts": [str(verdict) for verdict in verdicts]})
    judged = list(zip(due, verdicts, strict=True))
    heard = [
        (f"{automation.source}:{row.occasion}:{step.pk}", row.customer, row.at)
        for row, verdict in judged
        if verdict == PassageVerdict.HEARD
    ]
    outbox.enqueue(drafting.drafts(automation, step, heard, now), now=now)
    further = [row.occasion for row, verdict in judged if verdict != PassageVerdict.ENDED]
    go_on(automation, further, after=step.position, now=now)
