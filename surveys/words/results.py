"""The counts of a survey: at once while it is small, else as a job has last found them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from core import clock, jobs
from core.models import Job, User
from core.paging import capped_count
from surveys.models import Response, Survey, SurveyResults
from surveys.questionnaire import Questionnaire
from surveys.words import counting, readable
from surveys.words.counting import Counts

KIND = "surveys:results"
# From so many answers on nobody waits for a page to count them.
LARGE = 50_000
STALE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Results:
    """`counts` is None while a large survey was never counted; `computed_at` is None when it was counted just now."""

    forms: dict[int, Questionnaire]
    counts: Counts | None
    computed_at: datetime | None = None
    is_large: bool = False

    @property
    def answers(self) -> int:
        return sum(n for _version, n in self.counts["answers"]) if self.counts else 0


def results(survey: Survey) -> Results:
    forms = counting.questionnaires(survey)
    if not is_large(survey):
        return Results(forms, counting.count(readable.finished(survey), forms))
    kept = SurveyResults.objects.filter(survey=survey).first()
    if kept is None:
        return Results(forms, None, is_large=True)
    return Results(forms, kept.counts, kept.computed_at, is_large=True)


def is_large(survey: Survey) -> bool:
    rows = Response.objects.filter(survey=survey, finished_at__isnull=False)
    return int(capped_count(rows, LARGE)) >= LARGE


def start(*, survey: Survey, actor: User | None) -> Job:
    return jobs.start(kind=KIND, title=_("Results of a survey"), arguments={"survey": survey.pk}, user=actor)


def run(progress: jobs.Progress) -> dict[str, Any]:
    survey = Survey.objects.get(pk=progress.arguments["survey"])
    kept = compute(survey=survey, now=clock.now())
    return {"rows": kept.answers}


def compute(*, survey: Survey, now: datetime) -> SurveyResults:
    """Count all again and keep it; the later of two counts stays."""
    forms = counting.questionnaires(survey)
    counts = counting.count(readable.finished(survey), forms)
    answers = sum(n for _version, n in counts["answers"])
    SurveyResults.objects.update_or_create(
        survey=survey, defaults={"counts": counts, "answers": answers, "computed_at": now}
    )
    return SurveyResults.objects.get(survey=survey)


def renew_stale(*, now: datetime) -> int:
    """Large surveys that somebody has looked at before are counted once a day; tells how many were begun."""
    old = SurveyResults.objects.filter(computed_at__lt=now - STALE).select_related("survey")
    begun = 0
    for kept in old:
        newer = Response.objects.filter(survey=kept.survey, finished_at__gte=kept.computed_at)
        if newer.exists() and not _is_begun(kept.survey_id):
            start(survey=kept.survey, actor=None)
            begun += 1
    return begun


def _is_begun(survey: int) -> bool:
    waiting = Job.objects.filter(kind=KIND, state__in=(Job.State.QUEUED, Job.State.RUNNING))
    return waiting.filter(arguments__survey=survey).exists()
