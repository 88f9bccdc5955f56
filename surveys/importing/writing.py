"""A batch of rows becomes answers: as the one way in would write them, but many in one statement.

What lies in the past leads to nothing now: no follow-up, no units. It is on the timeline of whoever it is of, and an
earlier low score learns of a later one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core import clock
from core.models import User
from core.wording import worded as _
from customers import timeline
from customers.services.people import hold_customers
from surveys import scoring
from surveys.importing.reading import CellError, Row
from surveys.loop import following
from surveys.models import Origin, Response, SurveyVersion
from surveys.questionnaire import Questionnaire, Role


class Writer:
    def __init__(self, version: SurveyVersion, form: Questionnaire, actor: User | None, now: datetime) -> None:
        assert form.main is not None
        self._version, self._actor, self._now = version, actor, now
        self._main = form.main.key
        reason = form.of_role(Role.REASON)
        self._reason = reason.key if reason else ""

    def write(self, rows: Sequence[Row]) -> int:
        """Those that are not there yet; returns how many. Who imports the same at once writes none of them again."""
        made = [self._response(row) for row in rows]
        people = {row.customer for row in rows if row.customer}
        hold_customers(people)
        Response.objects.bulk_create(made, ignore_conflicts=True)
        ours = Response.objects.filter(public_id__in=[one.public_id for one in made])
        written = list(ours.only("pk", "customer_id", "score", "scale", "finished_at"))
        timeline.record_many(self._event(one) for one in written if one.customer_id)
        if people:
            following.tie(sorted(people))
        return len(written)

    def _response(self, row: Row) -> Response:
        assert row.at is not None
        store = row.store
        return Response(
            survey_id=self._version.survey_id, version=self._version, customer_id=row.customer, origin=Origin.IMPORT,
            event_key=row.key, entered_by=self._actor, answers=self._answers(row), metric=self._version.metric,
            scale=self._version.scale, score=row.score, comment=row.comment, weight=row.weight,
            outcome=scoring.outcome_of(self._version.metric, row.score), store=store,
            channel_id=store.channel_id if store else None, started_at=row.at, finished_at=row.at,
            finished_on=clock.business_day(row.at), handled_at=self._now,
        )  # fmt: skip

    def _answers(self, row: Row) -> dict[str, object]:
        told: dict[str, object] = {} if row.score is None else {self._main: row.score}
        return told | ({self._reason: row.comment} if self._reason and row.comment else {})

    def _event(self, made: Response) -> timeline.Event:
        assert made.finished_at is not None
        data = {"survey": self._version.survey.name, "score": made.score, "scale": made.scale}
        return timeline.Event(
            made.customer_id, "survey.answered", made.finished_at, self._actor.pk if self._actor else None, data,
            target=f"response:{made.pk}",
        )  # fmt: skip


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
