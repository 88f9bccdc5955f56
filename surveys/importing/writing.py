"""A batch of rows becomes answers: as the one way in would write them, but many in one statement.

What lies in the past leads to nothing now: no follow-up, no units. It is on the timeline of whoever it is of, and an
earlier low score learns of a later one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from core import clock
from core.importing.staging import fetch
from core.models import User, new_public_id
from core.wording import worded as _
from customers import timeline
from customers.services.people import hold_customers
from surveys import scoring
from surveys.importing.reading import CellError, Row
from surveys.loop import following
from surveys.models import Origin, Response, SurveyVersion
from surveys.questionnaire import Questionnaire, Role

# The rows as one text: a model instance for each would cost more than writing it.
_INSERT = """
INSERT INTO surveys_response (
    public_id, survey_id, version_id, customer_id, origin, event_key, entered_by_id, language, answers, metric, scale,
    score, outcome, comment, weight, store_id, channel_id, started_at, finished_at, finished_on, handled_at
)
SELECT (told ->> 0)::uuid, %(survey)s::bigint, %(version)s::bigint, (told ->> 1)::bigint, %(origin)s, told ->> 2,
       %(actor)s::bigint, '', (told -> 3)::jsonb, %(metric)s, %(scale)s, (told ->> 4)::smallint, told ->> 5,
       told ->> 6, (told ->> 7)::numeric, (told ->> 8)::bigint, (told ->> 9)::bigint, (told ->> 10)::timestamptz,
       (told ->> 10)::timestamptz, (told ->> 11)::date, %(now)s::timestamptz
FROM json_array_elements(%(rows)s::json) WITH ORDINALITY AS row (told, n) ORDER BY n
ON CONFLICT (event_key) DO NOTHING
RETURNING id, customer_id, score, finished_at"""
Written = tuple[int, int | None, int | None, datetime]


class Writer:
    def __init__(self, version: SurveyVersion, form: Questionnaire, actor: User | None, now: datetime) -> None:
        assert form.main is not None
        self._version, self._actor = version, actor.pk if actor else None
        self._main = form.main.key
        reason = form.of_role(Role.REASON)
        self._reason = reason.key if reason else ""
        self._told = {
            "survey": version.survey_id, "version": version.pk, "origin": Origin.IMPORT.value, "actor": self._actor,
            "metric": version.metric, "scale": version.scale, "now": now,
        }  # fmt: skip

    def write(self, rows: Sequence[Row]) -> int:
        """Those that are not there yet; returns how many. Who imports the same at once writes none of them again."""
        people = sorted({row.customer for row in rows if row.customer})
        hold_customers(people)
        told = json.dumps([self._values(row) for row in rows], ensure_ascii=False)
        written: list[Written] = fetch(_INSERT, self._told | {"rows": told})
        timeline.record_many(self._event(one) for one in written if one[1])
        if people:
            following.tie(people)
        return len(written)

    def _values(self, row: Row) -> tuple[object, ...]:
        """As the statement takes them, by place."""
        assert row.at is not None
        outcome = scoring.outcome_of(self._version.metric, row.score)
        store, channel = (row.store.pk, row.store.channel_id) if row.store else (None, None)
        return (
            str(new_public_id()), row.customer, row.key, self._answers(row), row.score, outcome, row.comment,
            str(row.weight), store, channel, row.at.isoformat(), clock.business_day(row.at).isoformat(),
        )  # fmt: skip

    def _answers(self, row: Row) -> dict[str, object]:
        told: dict[str, object] = {} if row.score is None else {self._main: row.score}
        return told | ({self._reason: row.comment} if self._reason and row.comment else {})

    def _event(self, written: Written) -> timeline.Event:
        pk, customer, score, at = written
        data = {"survey": self._version.survey.name, "score": score, "scale": self._version.scale}
        return timeline.Event(customer, "survey.answered", at, self._actor, data, target=f"response:{pk}")


def unknown(rows: Sequence[Row]) -> tuple[list[Row], int, list[tuple[Row, CellError]]]:
    """(rows that are new, how many are there already just so, those that say something else than they did)."""
    known = dict(Response.objects.filter(event_key__in=[row.key for row in rows]).values_list("event_key", "score"))
    new: list[Row] = []
    same, other = 0, []
    for row in rows:
        if row.key not in known:
            known[row.key] = row.score
            new.append(row)
        elif known[row.key] == row.score:
            same += 1
        else:
            reason = _("This answer is there already with another score; a given answer stays as it is.")
            other.append((row, CellError("score", reason)))
    return new, same, other
