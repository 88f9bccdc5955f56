"""An answer that needs care: the row that says so, its follow-up, and who of the managers is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core import clock, webhooks
from core.errors import Conflict
from core.models import User
from customers import services
from customers.models import Customer, FollowUp
from surveys.loop import deciding
from surveys.models import Care, Loop, LoopOutcome, Response, SurveySettings
from surveys.questionnaire import Questionnaire

EVENT = "survey.low_score"


@dataclass(frozen=True, slots=True)
class _Case:
    """An answer that is taken up: what was asked, whose it is, and by which rules."""

    response: Response
    form: Questionnaire
    customer: Customer | None
    rules: SurveySettings
    now: datetime


def take_up(response: Response, form: Questionnaire, customer: Customer | None, now: datetime) -> str:
    """Why it needs care, "" for none; told twice it is one row and one follow-up."""
    if response.survey.is_anonymous:
        return ""
    case = _Case(response, form, customer, SurveySettings.current(), now)
    answer = deciding.heard(
        form, response.answers, metric=response.metric, scale=response.scale, score=response.score,
        outcome=response.outcome,
    )  # fmt: skip
    closes_loop = response.survey.closes_loop
    alerts = closes_loop and deciding.alerts(answer, case.rules.alert_at)
    care = deciding.care_of(answer, is_known=customer is not None, closes_loop=closes_loop, alerts=alerts)
    if care:
        _open(case, care, is_alert=alerts)
    return care


def _open(case: _Case, care: str, *, is_alert: bool) -> None:
    follow_up = _ask(case, case.customer, care) if case.customer else None
    told = {"care": care, "is_alert": is_alert, "customer": case.customer, "follow_up": follow_up}
    _loop, is_new = Loop.objects.get_or_create(response=case.response, defaults=told | {"opened_at": case.now})
    if is_new and is_alert:
        _alert(case.response, case.customer, case.now)


def _ask(case: _Case, customer: Customer, care: str) -> FollowUp:
    """In the language of the shop: whoever takes it may read another than the customer writes."""
    wishes = deciding.wishes(case.form, case.response.answers)
    with translation.override(settings.LANGUAGE_CODE):
        subject, note = _subject(case.response, care), _note(case.response, wishes)
    day = deciding.due_on(care, clock.business_day(case.now), case.rules.loop_days)
    return services.add_follow_up(
        customer=customer, subject=subject[:200], note=note[:2000], due_on=day, assignee=_who(customer, case.rules),
        actor=None, now=case.now, source=f"survey:{case.response.pk}",
    )  # fmt: skip


def _subject(response: Response, care: str) -> str:
    told = {"survey": response.survey.name, "score": response.score, "most": response.scale.rpartition("-")[2]}
    if care == Care.WISH:
        return _("Call back, as they asked in “%(survey)s”") % told
    if care == Care.CALL:
        return _("Call back: %(score)s of %(most)s in “%(survey)s”") % told
    return _("Ask what happened: %(score)s of %(most)s in “%(survey)s”") % told


def _note(response: Response, wishes: Iterable[Any]) -> str:
    """When and where they want to be called; their other words are read where they stand."""
    lines = [" · ".join(wish[part] for part in ("when", "phone") if wish.get(part)) for wish in wishes]
    page = f"{settings.SITE_URL}{reverse('surveys:response', args=[response.public_id])}"
    return "\n".join([*filter(None, lines), _("The whole answer: %(page)s") % {"page": page}])


def _who(customer: Customer, rules: SurveySettings) -> User | None:
    """Their own contact person, else whom the settings name; nobody who left: then whoever takes it."""
    for who in (customer.assigned_to, rules.loop_assignee):
        if who and who.is_active:
            return who
    return None


def _alert(response: Response, customer: Customer | None, now: datetime) -> None:
    """Beside the card on Today: the shop's own systems hear of it. No words, and nobody's name."""
    data = {
        "response": response.public_id, "survey": response.survey.public_id, "score": response.score,
        "scale": response.scale, "customer": customer.public_id if customer else None,
    }  # fmt: skip
    webhooks.emit(event=EVENT, key=f"survey-low:{response.pk}", data=data, at=now)


# --- Closing ------------------------------------------------------------------------------


@transaction.atomic
def close(*, loop: Loop, outcome: str, words: str, actor: User | None, now: datetime) -> Loop:
    """What came of it, with its follow-up; Conflict `loop_closed` when somebody already has."""
    if loop.follow_up and loop.follow_up.done_at is None:
        services.finish_follow_up(
            follow_up=loop.follow_up, outcome=words or str(LoopOutcome(outcome).label), actor=actor, now=now
        )
    if not _close(Loop.objects.filter(pk=loop.pk), outcome, actor, now):
        raise Conflict("loop_closed", _("Somebody has closed this already."))
    loop.refresh_from_db()
    return loop


def _close(rows: Any, outcome: str, actor: User | None, now: datetime) -> int:
    return int(rows.filter(closed_at__isnull=True).update(outcome=outcome, closed_at=now, closed_by=actor))


def close_done() -> int:
    """Those whose follow-up was finished where follow-ups are, as of then; returns how many."""
    rows = Loop.objects.filter(closed_at__isnull=True, follow_up__done_at__isnull=False).select_related("follow_up")
    closed = 0
    for loop in rows.order_by("pk")[:500]:
        assert loop.follow_up is not None
        assert loop.follow_up.done_at is not None
        closed += _close(
            Loop.objects.filter(pk=loop.pk), LoopOutcome.DONE, loop.follow_up.done_by, loop.follow_up.done_at
        )
    return closed
