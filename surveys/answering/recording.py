"""The one way in for an answer, whichever door it comes through.

An answer that is not finished yet may be said again and goes on in one row, its history kept; once finished it stays.
What follows from it (`surveys.loop`, `surveys.figures`) is done by sweeps that look for what is not handled yet.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from core import clock, columns, inserting, prepared
from core.errors import Conflict, DomainError
from core.models import User
from core.wording import worded as _
from customers.models import Customer
from surveys import scoring, versions
from surveys.models import (
    Invitation,
    InvitationState,
    Origin,
    Response,
    ResponseEdit,
    Survey,
    SurveyState,
    SurveyVersion,
)
from surveys.questionnaire import Questionnaire, Role, answering, branching

# What an invitation does not come back from; `ANSWERED` is told apart, and one that waits may be answered by phone.
_OVER = (InvitationState.DROPPED, InvitationState.EXPIRED, InvitationState.REVOKED)


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

    Who has begun goes on with the version they began with. Refuses `survey_closed`, `invitation_over` (revoked, or
    past its day), `already_answered` (the first stands), `quota_full`, and what `answering.check` refuses.
    """
    _check_open(version, said)
    saying = _Saying(version, said, now, at or now, customer, invitation, about or About(), actor)
    if said.is_final and invitation is not None and invitation.started_at is None:
        made = _record_at_once(saying, invitation)
        if made is not None:
            return made
    for is_last in (False, True):
        try:
            with transaction.atomic():
                return _record(saying)
        except IntegrityError as error:
            # Two began at once without an invitation to wait for: the second goes on with what the first wrote.
            if is_last or "event_key" not in str(error):
                raise _refusal(error) from error
    raise AssertionError("unreachable")


@dataclass(frozen=True, slots=True)
class _Saying:
    """All that `record` was told."""

    version: SurveyVersion
    said: Said
    now: datetime
    at: datetime
    customer: Customer | None
    invitation: Invitation | None
    about: About
    actor: User | None


# The one statement that takes an invitation of which nobody has begun anything.
_TAKE = """
UPDATE surveys_invitation SET started_at = %(taken_at)s::timestamptz, state = 'answered',
       answered_at = %(taken_at)s::timestamptz, remind_at = NULL, reason = ''
WHERE id = %(taken)s::bigint AND started_at IS NULL AND state IN ('waiting', 'asked')
  AND (expires_at IS NULL OR expires_at > %(said_at)s::timestamptz)
RETURNING id"""


def _record_at_once(told: _Saying, row: Invitation) -> Response | None:
    """Most answers are one page, said once: invitation and answer in one statement, which is its own transaction.

    None where something stands in the way: somebody was quicker, or the time is over. `_record` finds out what.
    """
    form = versions.questionnaire_of(told.version)
    response = _begin(told)
    _fill(response, told.version, form, _answers(form, told.said, None))
    _finish(response, told)
    values = {"taken": row.pk, "taken_at": _settled_at(told), "said_at": told.at}
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            return response if inserting.insert(response, taking=_TAKE, values=values) else None
    except IntegrityError as error:
        raise _refusal(error) from error


def _record(told: _Saying) -> Response:
    said, row = told.said, _lock(told.invitation, told.at)
    known = _begun(told.version, row, said)
    if known and known.finished_at:
        raise Conflict("already_answered", _("This was answered already, thank you."))
    version = _version_of(told.version, known)
    questionnaire = versions.questionnaire_of(version)
    answers = _answers(questionnaire, said, known)
    if known and known.answers and known.answers != answers:
        ResponseEdit.objects.create(response=known, at=told.now, answers=known.answers, entered_by=told.actor)
    response = known or _begin(told)
    _fill(response, version, questionnaire, answers)
    if said.is_final:
        _finish(response, told)
    _write(response)
    if row:
        _settle(row, told)
    return response


def _finish(response: Response, told: _Saying) -> None:
    response.finished_at, response.finished_on = told.at, clock.business_day(told.at)
    # Whoever finishes it by telephone says it to staff, by whichever door they began.
    response.origin, response.entered_by = told.said.origin, told.actor


# What is said again and again until it is finished; all else of an answer stands from its beginning.
_SAID = (
    "answers", "metric", "scale", "score", "outcome", "comment", "origin", "entered_by", "finished_at", "finished_on"
)  # fmt: skip


def _write(response: Response) -> None:
    if response.pk is None:
        inserting.insert(response)
    else:
        response.save(update_fields=_SAID)


def _version_of(newest: SurveyVersion, known: Response | None) -> SurveyVersion:
    if known is None or known.version_id == newest.pk:
        return newest
    found = SurveyVersion.objects.get(pk=known.version_id)
    found.survey = newest.survey
    return found


def _check_open(version: SurveyVersion, said: Said) -> None:
    if said.origin != Origin.IMPORT and version.survey.state != SurveyState.OPEN:
        raise Conflict("survey_closed", _("This survey takes no answers now."))


# Planned once: these two run for every answer, and the ORM would take longer to write them than PostgreSQL to do them.
_LOCKED = columns.of(Invitation, "id", "public_id", "state", "expires_at", "started_at")
_LOCK = f"SELECT {', '.join(_LOCKED)} FROM surveys_invitation WHERE id = %(id)s::bigint FOR UPDATE"  # noqa: S608
_SETTLE = """
UPDATE surveys_invitation SET started_at = coalesce(started_at, %(at)s::timestamptz),
       state = CASE WHEN %(is_final)s::bool THEN 'answered' ELSE state END,
       answered_at = CASE WHEN %(is_final)s::bool THEN %(at)s::timestamptz ELSE answered_at END,
       remind_at = CASE WHEN %(is_final)s::bool THEN NULL ELSE remind_at END,
       reason = CASE WHEN %(is_final)s::bool THEN '' ELSE reason END
WHERE id = %(id)s::bigint RETURNING id"""


def _lock(invitation: Invitation | None, at: datetime) -> Invitation | None:
    """Of two who answer one invitation at once, the second waits here and finds what the first has written."""
    if invitation is None:
        return None
    [told] = prepared.fetch(_LOCK, {"id": invitation.pk})
    row = Invitation.from_db("default", _LOCKED, told)
    is_late = row.expires_at is not None and at >= row.expires_at
    if row.state in _OVER or (is_late and row.state != InvitationState.ANSWERED):
        raise Conflict("invitation_over", _("The time to answer is over."))
    return row


def open_invitation(survey: Survey, customer: Customer, at: datetime) -> Invitation | None:
    """What they can still answer, whichever door they come through."""
    states = (InvitationState.WAITING, InvitationState.ASKED)
    rows = Invitation.objects.select_related("purchase").filter(survey=survey, customer=customer, state__in=states)
    return rows.exclude(expires_at__lte=at).order_by("-asked_at", "-pk").first()


def _begun(version: SurveyVersion, row: Invitation | None, said: Said) -> Response | None:
    """Locked."""
    if row is not None and row.started_at is None:
        return None
    key = key_of(version.survey, row) if row is not None else said.key
    rows = Response.objects.select_for_update()
    if key is None:
        return rows.filter(invitation=row).first() if row is not None else None
    return rows.filter(event_key=key).first()


def key_of(survey: Survey, invitation: Invitation) -> str | None:
    """Of a survey that names nobody: known to who holds the link, and to nobody by looking at the rows."""
    if not survey.is_anonymous:
        return None
    digest = hmac.digest(settings.SECRET_KEY.encode(), b"surveys.nobody\0" + invitation.public_id.bytes, "sha256")
    return f"nobody:{digest.hex()[:40]}"


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


def _begin(told: _Saying) -> Response:
    survey, about, row = told.version.survey, told.about, told.invitation
    key = (key_of(survey, row) if row else None) or told.said.key
    return Response(
        survey_id=survey.pk, version=told.version, invitation=None if survey.is_anonymous else row, event_key=key,
        origin=told.said.origin, customer=None if survey.is_anonymous else told.customer, entered_by=told.actor,
        language=told.said.language, weight=told.said.weight, started_at=told.at, purchase_id=about.purchase,
        product_id=about.product, store_id=about.store, channel_id=about.channel, staff_id=about.staff,
    )  # fmt: skip


def _fill(response: Response, version: SurveyVersion, form: Questionnaire, answers: dict[str, Any]) -> None:
    main, reason = form.main, form.of_role(Role.REASON)
    response.answers = answers
    response.metric, response.scale = version.metric, version.scale
    response.score = answers.get(main.key) if main else None
    response.outcome = scoring.outcome_of(response.metric, response.score)
    response.comment = answers.get(reason.key) or "" if reason else ""


def _settle(row: Invitation, told: _Saying) -> None:
    if row.started_at and not told.said.is_final:
        return
    prepared.fetch(_SETTLE, {"id": row.pk, "at": _settled_at(told), "is_final": told.said.is_final})


def _settled_at(told: _Saying) -> datetime:
    """When somebody of a survey that names nobody answered is told by the day alone: times would name them."""
    return clock.day_start(clock.business_day(told.now)) if told.version.survey.is_anonymous else told.now


def _refusal(error: IntegrityError) -> DomainError:
    if "survey_quota_kept" in str(error):
        return Conflict("quota_full", _("As many answers as were wanted are there already, thank you."))
    if "event_key" in str(error) or "invitation_id" in str(error):
        return Conflict("already_answered", _("This was answered already, thank you."))
    if "surveys_response_version_id" in str(error):  # a change of the questions has just taken its place
        return Conflict("survey_changed", _("The questions were changed this moment; please look at them again."))
    raise error
