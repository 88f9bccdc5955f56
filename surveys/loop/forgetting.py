"""Answers older than the programme keeps them lose their words and whose they were; scores stay in the figures.

What leads from an answer to its customer goes with the words: invitation, purchase, history, follow-up, next answer.
In the figures it counts as it did (`ResponseFigure.is_settled`). Whatever somebody still has to care for waits.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from core import clock
from core.locks import advisory_lock, outermost
from customers.models import FollowUp
from customers.services.people import hold_customers
from surveys import versions
from surveys.figures import counting
from surveys.figures.scopes import add_months
from surveys.loop import erasing
from surveys.models import Loop, ResponseEdit, ResponseFigure, SurveySettings, SurveyVersion

BATCH = 500
# Told to the other apps and counted first, so that nothing is missing from the figures.
_DUE = """
SELECT answer.id, answer.customer_id, answer.version_id, answer.invitation_id FROM surveys_response answer
WHERE answer.erased_at IS NULL AND answer.started_at < %(before)s
  AND (answer.finished_at IS NULL OR answer.counted_at IS NOT NULL AND answer.handled_at IS NOT NULL)
  AND NOT EXISTS (SELECT FROM surveys_loop loop WHERE loop.response_id = answer.id AND loop.closed_at IS NULL)"""
_FIND = f"{_DUE} ORDER BY answer.started_at, answer.id LIMIT %(limit)s"
_TAKE = f"{_DUE} AND answer.id = ANY(%(ids)s) ORDER BY answer.id FOR UPDATE OF answer SKIP LOCKED"
_FORGET = """
UPDATE surveys_response SET comment = '', erased_at = %(now)s, customer_id = NULL, invitation_id = NULL,
    purchase_id = NULL,
    answers = (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(answers) WHERE key = ANY(%(kept)s))
WHERE id = ANY(%(ids)s)"""
# The minute of an invitation's end would name its answer.
_BLUR = """
UPDATE surveys_invitation SET started_at = date_trunc('day', started_at, %(zone)s),
    answered_at = date_trunc('day', answered_at, %(zone)s)
WHERE id = ANY(%(ids)s)"""


def forget_old(*, now: datetime, limit: int = BATCH) -> int:
    """A batch, the oldest first; how many. 0 also where everything is kept."""
    months = SurveySettings.current().keep_months
    if months is None:
        return 0
    before = clock.day_start(add_months(clock.business_day(now), -months))
    return outermost(lambda: _forget_before(before, now, limit))


@transaction.atomic
def _forget_before(before: datetime, now: datetime, limit: int) -> int:
    """Customers are held before anything of theirs is locked, as everywhere; sums are not put together meanwhile."""
    found = _rows(_FIND, {"before": before, "limit": limit})
    hold_customers(row[1] for row in found if row[1])
    advisory_lock(counting.LOCK)
    rows = _rows(_TAKE, {"before": before, "ids": [row[0] for row in found]})
    _forget(rows, now)
    return len(rows)


def _forget(rows: list[tuple[Any, ...]], now: datetime) -> None:
    by_version: dict[int, list[int]] = defaultdict(list)
    for pk, _customer, version, _invitation in rows:
        by_version[version].append(pk)
    for asked in SurveyVersion.objects.select_related("survey").filter(pk__in=by_version):
        kept = erasing.harmless(versions.questionnaire_of(asked))
        _run(_FORGET, {"now": now, "ids": by_version[asked.pk], "kept": sorted(kept)})
    ids = [row[0] for row in rows]
    ResponseEdit.objects.filter(response__in=ids).delete()
    # It has their wish to be called, and the address of the answer.
    FollowUp.objects.filter(survey_loop__response__in=ids).update(note="")
    Loop.objects.filter(response__in=ids).update(customer=None, follow_up=None, next_response=None)
    ResponseFigure.objects.filter(response__in=ids).update(customer=None, is_settled=True)
    _blur([row[3] for row in rows if row[3]])


def _blur(invitations: list[int]) -> None:
    if invitations:
        _run(_BLUR, {"ids": invitations, "zone": str(clock.business_zone())})


def _run(statement: str, values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
