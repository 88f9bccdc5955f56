"""Where a person leaves traces outside the tables about customers: stored answers, webhooks, jobs, saved filters.

Whole tables are read: they are small, or emptied after some days, and erasing is rare. Answers and events hold values
as the record holds them, so capitals count there, which is much quicker.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import connection
from django.utils.translation import gettext_noop

from core.models import Job
from customers.erasing.needles import Needles
from customers.erasing.parts import BLANK, Erasure
from customers.models import SavedFilter

# A request that is sent again is answered so, instead of with the person.
_ANSWER = {"code": "customer_erased", "message": gettext_noop("This customer was erased on request."), "field": ""}
_STATUS = 409

_ANSWERS = """
UPDATE core_idempotencykey SET status = %(status)s, answer = %(answer)s::jsonb
WHERE answer::text LIKE ANY(%(words)s)"""
_EVENTS = "UPDATE core_webhookevent SET data = %(blank)s::jsonb WHERE data::text LIKE ANY(%(words)s)"
_DELIVERIES = "UPDATE core_webhookdelivery SET answer = '' WHERE answer LIKE ANY(%(words)s)"


def blank(erasure: Erasure, public_ids: Sequence[str]) -> dict[str, int]:
    words = erasure.needles.patterns()
    if not words:
        return {}
    return {
        "answers": _run(_ANSWERS, status=_STATUS, answer=json.dumps(_ANSWER), words=words),
        "webhooks": _run(_EVENTS, blank=json.dumps({"customer": public_ids[0], "erased": True}), words=words)
        + _run(_DELIVERIES, words=words),
        "jobs": _blank_jobs(erasure.needles),
        "filters": _forget_filters(erasure.needles),
        "log": _blank_log(erasure.needles),
    }


def _run(statement: str, **values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def _blank_jobs(needles: Needles) -> int:
    """What was typed into a list before it was exported stands in the job; of one that still runs nothing is taken."""
    changed = 0
    rows = Job.objects.exclude(state__in=[Job.State.QUEUED, Job.State.RUNNING])
    for job in rows.only("pk", "title", "arguments", "checkpoint", "result", "error").iterator(chunk_size=500):
        texts = {"title": job.title, "error": job.error}
        facts = {"arguments": job.arguments, "checkpoint": job.checkpoint, "result": job.result}
        told = {name: BLANK for name, text in texts.items() if needles.are_in(text)}
        emptied: dict[str, Any] = {name: {} for name, fact in facts.items() if needles.are_in(_text(fact))}
        if told or emptied:
            changed += Job.objects.filter(pk=job.pk).update(**told, **emptied)
    return changed


def _text(fact: Any) -> str:
    return json.dumps(fact, ensure_ascii=False)


def _forget_filters(needles: Needles) -> int:
    """A filter that looks for the person, whoever saved it."""
    rows = SavedFilter.objects.only("pk", "name", "query")
    found = [row.pk for row in rows if needles.are_in(row.query) or needles.are_in(row.name)]
    return SavedFilter.objects.filter(pk__in=found).delete()[0]


def _blank_log(needles: Needles) -> int:
    """What administrators changed about rows that are called like the person."""
    changed = 0
    for row in LogEntry.objects.only("pk", "object_repr", "change_message").iterator(chunk_size=1000):
        if needles.are_in(row.object_repr) or needles.are_in(row.change_message):
            changed += LogEntry.objects.filter(pk=row.pk).update(object_repr=BLANK, change_message="")
    return changed
