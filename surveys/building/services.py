"""Making a survey, changing its questions and how it asks, opening, pausing and closing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from core.errors import Conflict, DomainError
from core.models import User
from core.wording import worded as _
from surveys import kinds
from surveys.building import theming, trail
from surveys.models import WAYS, Kind, Response, Survey, SurveyState, SurveyVersion, Trigger
from surveys.questionnaire import Questionnaire, parsing

# How it asks.
FIELDS = (
    "name", "relation", "product", "trigger", "delay_days", "rounds_a_year", "sample_percent", "segment", "store",
    "valid_days", "reminders", "reminder_days", "quota", "is_public", "is_anonymous", "min_group", "closes_loop",
    "theme",
)  # fmt: skip
# Whoever answered was told so, and figures hang on it.
_FIXED = ("relation", "is_anonymous")


def current_version(survey: Survey) -> SurveyVersion:
    """What is asked now."""
    return survey.versions.latest("number")


@transaction.atomic
def create_survey(
    *, kind: str, name: str, actor: User | None, now: datetime, form: Mapping[str, Any] | None = None, **values: Any
) -> Survey:
    """A draft with the questionnaire of its kind, or with `form`; `values` are of `FIELDS`.

    Refuses `kind_unknown`, `name_taken`, `form_invalid`, and what `update_survey` refuses.
    """
    if kind not in Kind.values:
        raise DomainError("kind_unknown", _("There is no survey of this kind."), field="kind")
    told = {**kinds.DEFAULTS[kind], **values, "name": name}
    survey = Survey(kind=kind, created_by=actor, created_at=now)
    _fill(survey, told)
    questionnaire = parsing.read(kinds.form_for(kind) if form is None else form)
    _save(survey, force_insert=True)
    _add_version(survey, 1, questionnaire, actor, now)
    trail.record("survey.created", survey, actor=actor, now=now)
    return survey


@transaction.atomic
def update_survey(
    *, survey: Survey, told: Mapping[str, Any], expected: int, actor: User | None, now: datetime
) -> Survey:
    """Change how it asks; `told` names `FIELDS`, `expected` is the `version` that was looked at.

    Conflict `stale_edit`, `survey_closed`; refuses `name_missing`, `name_taken`, `segment_missing`, `product_missing`,
    `staff_anonymous`, `quota_reached`, `theme_colour`, `theme_logo`, and, after the first answer, `fixed_by_answers`.
    """
    fresh = _locked(survey, expected)
    before = {name: getattr(fresh, name) for name in FIELDS}
    _fill(fresh, told)
    changed = [name for name in FIELDS if getattr(fresh, name) != before[name]]
    if not changed:
        return fresh
    _check_fixed(fresh, before, changed)
    fresh.version += 1
    _save(fresh, update_fields=[*changed, "version"])
    trail.record("survey.changed", fresh, actor=actor, now=now, fields=changed)
    return fresh


@transaction.atomic
def duplicate_survey(*, survey: Survey, name: str, actor: User | None, now: datetime) -> Survey:
    """A draft that asks the same in the same way, without any answer."""
    told = {field: getattr(survey, field) for field in FIELDS if field != "name"}
    form = current_version(survey).form
    return create_survey(kind=survey.kind, name=name, actor=actor, now=now, form=form, **told)


# --- Questions ----------------------------------------------------------------------------


@transaction.atomic
def save_form(
    *, survey: Survey, form: Mapping[str, Any], expected: int, actor: User | None, now: datetime
) -> SurveyVersion:
    """Ask this from now on. Until the newest version has an answer it takes its place, afterwards it is a new one.

    The same questions again change nothing. `expected` is the survey's `version` that was looked at: conflict
    `stale_edit` when somebody saved meanwhile; `survey_closed`. Refuses `form_invalid`.
    """
    questionnaire = parsing.read(form)
    # The version before the survey, as an answer takes them: the two cannot wait for each other.
    newest = _lock_newest(survey)
    fresh = _locked(survey, expected)
    if parsing.write(questionnaire) == newest.form:
        return newest
    # A statement of its own, after the lock: it sees every answer that held the version before.
    number = newest.number
    if Response.objects.filter(version=newest).exists():
        number += 1
    else:
        newest.delete()
    made = _add_version(fresh, number, questionnaire, actor, now)
    Survey.objects.filter(pk=fresh.pk).update(version=F("version") + 1)
    survey.version = fresh.version + 1
    trail.record("survey.reworded", fresh, actor=actor, now=now, number=number)
    return made


def _lock_newest(survey: Survey) -> SurveyVersion:
    newest = survey.versions.select_for_update(of=("self",)).order_by("-number").first()
    if newest is None:  # another save has just taken its place
        raise _stale()
    return newest


def _add_version(
    survey: Survey, number: int, questionnaire: Questionnaire, actor: User | None, now: datetime
) -> SurveyVersion:
    metric, scale = parsing.scale_of(questionnaire)
    return SurveyVersion.objects.create(
        survey=survey, number=number, form=parsing.write(questionnaire), metric=metric, scale=scale, created_by=actor,
        created_at=now,
    )  # fmt: skip


# --- Its life -----------------------------------------------------------------------------


@transaction.atomic
def open_survey(*, survey: Survey, actor: User | None, now: datetime) -> Survey:
    """From here on it asks and takes answers. Refuses `product_missing`; conflict `survey_state`."""
    if survey.kind == Kind.PRICE and survey.product_id is None:
        raise DomainError("product_missing", _("Choose the product whose price is asked."), field="product")
    return _go(survey, SurveyState.OPEN, {SurveyState.DRAFT}, "survey.opened", actor, now, opened_at=now)


@transaction.atomic
def pause_survey(*, survey: Survey, actor: User | None, now: datetime) -> Survey:
    """It asks nobody and takes no answers until it is resumed."""
    return _go(survey, SurveyState.PAUSED, {SurveyState.OPEN}, "survey.paused", actor, now)


@transaction.atomic
def resume_survey(*, survey: Survey, actor: User | None, now: datetime) -> Survey:
    return _go(survey, SurveyState.OPEN, {SurveyState.PAUSED}, "survey.resumed", actor, now)


@transaction.atomic
def close_survey(*, survey: Survey, actor: User | None, now: datetime) -> Survey:
    """For good; what was answered stays."""
    here = {SurveyState.OPEN, SurveyState.PAUSED}
    return _go(survey, SurveyState.CLOSED, here, "survey.closed", actor, now, closed_at=now)


def _go(
    survey: Survey, state: SurveyState, here: set[SurveyState], verb: str, actor: User | None, now: datetime,
    **fields: Any,
) -> Survey:  # fmt: skip
    fresh = Survey.objects.select_for_update(of=("self",), no_key=True).get(pk=survey.pk)
    if fresh.state not in here or state not in WAYS[fresh.state]:
        raise Conflict("survey_state", _("This survey has moved on meanwhile; look at it again."))
    fresh.state = state
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=["state", *fields])
    trail.record(verb, fresh, actor=actor, now=now)
    return fresh


# --- What holds ---------------------------------------------------------------------------


def _locked(survey: Survey, expected: int) -> Survey:
    """To be changed: not closed, and as it was looked at. Answers, which only refer to it, go on meanwhile."""
    fresh = Survey.objects.select_for_update(of=("self",), no_key=True).get(pk=survey.pk)
    if fresh.version != expected:
        raise _stale()
    if fresh.state == SurveyState.CLOSED:
        raise Conflict("survey_closed", _("A closed survey stays as it is; make a copy."))
    return fresh


def _stale() -> Conflict:
    return Conflict("stale_edit", _("Somebody has saved this survey meanwhile."))


def _fill(survey: Survey, told: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in told:
            setattr(survey, name, told[name])
    survey.name = survey.name.strip()
    survey.theme = theming.checked(survey.theme)
    _check(survey)


def _check(survey: Survey) -> None:
    if not survey.name:
        raise DomainError("name_missing", _("Give it a name."), field="name")
    if survey.trigger == Trigger.SEGMENT and survey.segment_id is None:
        raise DomainError("segment_missing", _("Choose the segment."), field="segment")
    if survey.kind == Kind.STAFF and not (survey.is_anonymous and survey.relation == "staff"):
        raise DomainError("staff_anonymous", _("Staff are asked without their names."), field="is_anonymous")
    if survey.kind == Kind.STAFF and survey.trigger != Trigger.NONE:
        raise DomainError("staff_invited", _("Staff are asked by a link, not by what customers do."), field="trigger")
    if survey.kind == Kind.PRICE and survey.state != SurveyState.DRAFT and survey.product_id is None:
        raise DomainError("product_missing", _("Choose the product whose price is asked."), field="product")


def _check_fixed(survey: Survey, before: Mapping[str, Any], changed: list[str]) -> None:
    """What was promised to those who answered, and what would mix figures, stays after the first answer."""
    is_smaller = survey.is_anonymous and survey.min_group < before["min_group"]
    moved = [name for name in _FIXED if name in changed] + (["min_group"] if is_smaller else [])
    if moved and Response.objects.filter(survey=survey).exists():
        raise Conflict("fixed_by_answers", _("There are answers already: this stays. Make a copy."), field=moved[0])


def _save(survey: Survey, **how: Any) -> None:
    try:
        with transaction.atomic():
            survey.save(**how)
    except IntegrityError as error:
        raise _refusal(error) from error


def _refusal(error: IntegrityError) -> DomainError:
    if "survey_name_unique" in str(error):
        return Conflict("name_taken", _("Another survey has this name."), field="name")
    if "survey_quota_kept" in str(error):
        return Conflict("quota_reached", _("There are more answers than that already."), field="quota")
    if "survey_ranges" in str(error) or "_check" in str(error):
        return DomainError("out_of_range", _("One of these numbers is too small or too large."))
    raise error
