"""What was said when asked becomes a case, where the settings want it; resolved, it closes the loop of the answer.

An answer is a case once: its number is the case's source. The follow-up of the loop stays the lighter way for all
others, and answers about a case go back to that case (`after`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import translation
from django.utils.translation import gettext as _

from complaints.amends import missed
from complaints.amends.after import ENDED, case_of
from complaints.models import Case, CaseAsked, CaseOutcome, ComplaintSettings, Door
from complaints.models.settings import SurveyCases
from complaints.receiving import open_case
from core.errors import Conflict
from surveys.loop import caring, deciding
from surveys.models import Care, Loop, LoopOutcome, Outcome
from surveys.questionnaire import parsing

BATCH = 500
RECENT, _SWEEP = timedelta(days=1), "survey cases"


def source_of(response_id: int) -> str:
    return f"survey:{response_id}"


def open_for(*, response_id: int, now: datetime) -> Case | None:
    """The case of an answer that needs care; None where the settings leave it to its follow-up."""
    loops = _wanted(Loop.objects.filter(response=response_id, closed_at__isnull=True))
    about = ("response__survey", "response__version", "response__invitation", "customer")
    loop = loops.select_related(*about).first()
    if loop is None or _is_about_a_case(loop):
        return None
    told = _told(loop)
    if loop.care == Care.SEE and _is_wordless(told):
        return None
    return open_case(
        door=Door.SURVEY, data=told, actor=None, now=now, source=source_of(response_id),
        received_at=min(loop.response.finished_at or now, now),
    )  # fmt: skip


def _wanted(rows: QuerySet[Loop]) -> QuerySet[Loop]:
    """As the settings say. A low score without a word keeps its follow-up, however low it is."""
    match ComplaintSettings.current().survey_cases:
        case SurveyCases.ALERTS:
            return rows.filter(is_alert=True)
        case SurveyCases.WORDS:
            # Of nobody: an alert without a word is found here, too, and left out by what it says (`_is_wordless`).
            return rows.filter(Q(care=Care.CALL) | Q(care=Care.SEE, response__outcome=Outcome.LOW))
        case _:
            return rows.none()


def _is_wordless(told: Mapping[str, Any]) -> bool:
    """Neither a word nor a wish: nobody could answer it."""
    return ComplaintSettings.current().survey_cases == SurveyCases.WORDS and not (told["text"] or told["contact_phone"])


def _is_about_a_case(loop: Loop) -> bool:
    invitation = loop.response.invitation
    number = case_of(invitation.occasion) if invitation else None
    return number is not None and CaseAsked.objects.filter(survey=loop.response.survey_id, case=number).exists()


def _told(loop: Loop) -> dict[str, Any]:
    said = loop.response
    form = parsing.read(said.version.form)
    wish = next(deciding.wishes(form, said.answers), {})
    text = "\n\n".join([*deciding.words(form, said.answers), *filter(None, [wish.get("when")])])
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Low score in “%(survey)s”: %(score)s of %(most)s") % {
            "survey": said.survey.name, "score": said.score, "most": said.scale.rpartition("-")[2],
        }  # fmt: skip
    return {
        "subject": subject[:200], "text": text[:20_000], "customer": loop.customer, "language": said.language,
        "contact_phone": wish.get("phone", "")[:40], "purchase": said.purchase, "product": said.product,
        "store": said.store,
    }  # fmt: skip


def open_missed(*, now: datetime) -> int:
    """Answers whose signal was lost; those that are no case by the settings stand in nobody's way."""
    begin = missed.since(_SWEEP, now=now, overlap=RECENT)
    rows = _with_source(_wanted(Loop.objects.filter(closed_at__isnull=True, opened_at__gt=begin)))
    rows = rows.exclude(Exists(Case.objects.filter(source=OuterRef("case_source"))))
    return missed.take_all(_SWEEP, rows, lambda pk: _open_missed(pk, now), now=now)


def _open_missed(pk: int, now: datetime) -> Case | None:
    return open_for(response_id=Loop.objects.values_list("response", flat=True).get(pk=pk), now=now)


def close_resolved(*, now: datetime) -> int:
    """Loops whose case is over, or the one that it went into, with what came of it."""
    ended = Q(state__in=ENDED) | Q(merged_into__state__in=ENDED)
    over = Case.objects.filter(ended, source=OuterRef("case_source"))
    rows = _with_source(Loop.objects.filter(closed_at__isnull=True)).filter(Exists(over))
    return sum(_close(loop, now) for loop in rows.select_related("follow_up").order_by("pk")[:BATCH])


def _close(loop: Loop, now: datetime) -> int:
    told = Case.objects.select_related("merged_into").get(source=source_of(loop.response_id))
    case = told.merged_into or told
    outcome = LoopOutcome.EXPLAINED if case.outcome == CaseOutcome.UNJUSTIFIED else LoopOutcome.SOLVED
    with translation.override(settings.LANGUAGE_CODE):
        words = _("Case %(number)s") % {"number": case.number}
    try:
        caring.close(loop=loop, outcome=outcome, words=words, actor=None, now=now)
    except Conflict:
        # Somebody was faster.
        return 0
    return 1


def _with_source(rows: QuerySet[Loop]) -> QuerySet[Loop]:
    number = Cast(F("response"), output_field=CharField())
    return rows.annotate(case_source=Concat(Value("survey:"), number, output_field=CharField()))
