"""What the pages say of many surveys, or of many questions, at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from core.paging import COUNT_CEILING, Count
from surveys.building import wordings
from surveys.models import Survey
from surveys.questionnaire import Questionnaire
from surveys.questionnaire.records import SCALES

# One statement for a page, and none of its counts goes further than the ceiling.
_ANSWERS = """
SELECT asked.id, (
    SELECT count(*) FROM (
        SELECT 1 FROM surveys_response r WHERE r.survey_id = asked.id AND r.finished_at IS NOT NULL LIMIT %s
    ) counted
) FROM unnest(%s::bigint[]) AS asked (id)"""


def attach(rows: Sequence[Survey]) -> None:
    """`tone` of the state, and `answers`: finished ones."""
    wordings.attach(rows)
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERS, [COUNT_CEILING + 1, [row.pk for row in rows]])
        found = dict(cursor.fetchall())
    for row in rows:
        count = found[row.pk]
        row.answers = Count(min(count, COUNT_CEILING), count > COUNT_CEILING)  # type: ignore[attr-defined]


def questions(form: Questionnaire) -> list[dict[str, Any]]:
    """As staff read them."""
    last = len(form.questions) - 1
    return [
        {
            "key": one.key, "title": wordings.read_in(one.title), "kind": wordings.KINDS[one.kind],
            "role": wordings.ROLES[one.role] if one.role else "", "is_required": one.is_required,
            "scale": f"{one.low}–{one.high}" if one.kind in SCALES else "",
            "choices": [wordings.read_in(row.text) for row in (*one.options, *one.rows)],
            "tests": [wordings.condition(test, form) for test in one.show_if],
            "is_first": n == 0, "is_last": n == last,
        }
        for n, one in enumerate(form.questions)
    ]  # fmt: skip
