"""The one way in for an answer, whichever door it comes through.

An answer that is not finished yet may be said again and goes on in one row, its history kept; once finished it stays.
What follows from it (`surveys.loop`, `surveys.figures`) is done by sweeps that look for what is not handled yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from core import clock
from core.errors import Conflict, DomainError
from core.models import User
from core.wording import worded as _
from customers.models import Customer
from surveys import scoring
from surveys.models import Invitation, InvitationState, Origin, Response, ResponseEdit, SurveyState, SurveyVersion
from surveys.questionnaire import Questionnaire, Role, answering, branching, parsing


@dataclass(frozen=True, slots=True)
class About:
    """What an answer is about, where that is known: ids."""

    purchase: int | None = None
    product: int | None = None
    store: int | None = None
    channel: int | None = None
    staff: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """`raw` by key of question, as a form or the API told it; `key` makes it once where there is no invitation."""

    raw: Mapping[str, Any]
    origin: str
    language: str = ""
    is_final: bool = True
    key: str | None = None
    weight: Decimal = Decimal(1)
    facts: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def record(
    *,
    version: SurveyVersion,
    said: Said,
    now: datetime,
    customer: Customer | None = None,
    invitation: Invitation | None = None,
    about: About | None = None,
    actor: User | None = None,
    at: datetime | None = None,
) -> Response:
    """Keep what was said; `at` is when they said it, where that was earlier (staff, imports).

    Refuses `survey_closed`, `already_answered` (the first stands), `quota_full`, and what `answering.check` refuses.
    """
    _check_open(version, said)
    questionnaire = parsing.read(version.form)
    known = _begun(invitation, said)
    if known and known.finished_at:
        raise Conflict("already_answered", _("This was answered already, thank you."))
    answers = _answers(questionnaire, said, known)
    response = known or _begin(
        version, said, customer=customer, invitation=invitation, about=about or About(), actor=actor, at=at or now
    )
    if known and known.answers and known.answers != answers:
        ResponseEdit.objects.create(response=known, at=now, answers=known.answers, entered_by=actor)
    _write(response, questionnaire, answers, said, at or now)
    if invitation and said.is_final:
        _settle(invitation, now)
    return response


def _check_open(version: SurveyVersion, said: Said) -> None:
    if said.origin != Origin.IMPORT and version.survey.state != SurveyState.OPEN:
        raise Conflict("survey_closed", _("This survey takes no answers now."))


def _begun(invitation: Invitation | None, said: Said) -> Response | None:
    """Locked: of two who finish at once, the second finds the first."""
    rows = Response.objects.select_for_update()
    if invitation:
        Invitation.objects.select_for_update().get(pk=invitation.pk)
        return rows.filter(invitation=invitation).first()
    return rows.filter(event_key=said.key).first() if said.key else None


def _answers(questionnaire: Questionnaire, said: Said, known: Response | None) -> dict[str, Any]:
    """What is known already and what was said now, as far as it is asked on this way."""
    heard: dict[str, Any] = dict(known.answers) if known else {}
    for question in questionnaire.questions:
        if question.key in said.raw:
            value = answering.check(question, said.raw[question.key], is_final=False)
            heard.pop(question.key, None) if value is answering.MISSING else heard.update({question.key: value})
    if said.is_final:
        for question in branching.visible(questionnaire, heard, said.facts):
            if question.is_required and question.key not in heard:
                raise DomainError("answer_missing", _("Please answer this question."), field=question.key)
    return branching.kept(questionnaire, heard, said.facts)


def _begin(
    version: SurveyVersion, said: Said, *, customer: Customer | None, invitation: Invitation | None, about: About,
    actor: User | None, at: datetime,
) -> Response:  # fmt: skip
    return Response(
        survey_id=version.survey_id, version=version, invitation=invitation, event_key=said.key, origin=said.origin,
        customer=None if version.survey.is_anonymous else customer, entered_by=actor, language=said.language,
        weight=said.weight, started_at=at, purchase_id=about.purchase, product_id=about.product,
        store_id=about.store, channel_id=about.channel, staff_id=about.staff,
    )  # fmt: skip


def _write(response: Response, form: Questionnaire, answers: dict[str, Any], said: Said, at: datetime) -> None:
    main, reason = form.main, form.of_role(Role.REASON)
    response.answers = answers
    response.metric, response.scale = response.version.metric, response.version.scale
    response.score = answers.get(main.key) if main else None
    response.outcome = scoring.outcome_of(response.metric, response.score)
    response.comment = answers.get(reason.key) or "" if reason else ""
    if said.is_final:
        response.finished_at, response.finished_on = at, clock.business_day(at)
    try:
        with transaction.atomic():
            response.save()
    except IntegrityError as error:
        raise _refusal(error) from error


def _settle(invitation: Invitation, now: datetime) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(
        state=InvitationState.ANSWERED, answered_at=now, remind_at=None, reason=""
    )


def _refusal(error: IntegrityError) -> DomainError:
    if "survey_quota_kept" in str(error):
        return Conflict("quota_full", _("As many answers as were wanted are there already, thank you."))
    if "event_key" in str(error):
        return Conflict("already_answered", _("This was answered already, thank you."))
    if "surveys_response_version_id" in str(error):  # a change of the questions has just taken its place
        return Conflict("survey_changed", _("The questions were changed this moment; please look at them again."))
    raise error
