"""What customers see on their personal page: the surveys that wait for their answer, each behind its own link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import translation

from customers.models import Customer
from surveys import versions
from surveys.asking import links, telling
from surveys.models import Invitation, InvitationState, SurveyState, SurveyVersion
from surveys.questionnaire.texts import text_of

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Shown:
    title: str
    token: str
    until: str
    is_begun: bool


def invitations_section(customer: Customer, now: datetime) -> dict[str, Any] | None:
    """Those that are answered first are over first."""
    rows = list(_open(customer, now).order_by("expires_at", "pk")[:SHOWN])
    titles = _titles({row.survey_id for row in rows}) if rows else {}
    return {"invitations": [_shown(row, titles[row.survey_id], customer) for row in rows]} if rows else None


def _open(customer: Customer, now: datetime) -> QuerySet[Invitation]:
    """Asked, and whose link still takes an answer."""
    wanted = Q(survey__quota__isnull=True) | Q(survey__finished__lt=F("survey__quota"))
    return Invitation.objects.filter(
        wanted, customer=customer, state=InvitationState.ASKED, expires_at__gt=now, survey__state=SurveyState.OPEN
    )


def _titles(surveys: set[int]) -> dict[int, str]:
    newest = SurveyVersion.objects.filter(survey__in=surveys).select_related("survey")
    return {row.survey_id: _title(row) for row in newest.order_by("survey", "-number").distinct("survey")}


def _title(version: SurveyVersion) -> str:
    """As the page of answering is headed; staff's own name of a survey is not for customers."""
    form = versions.questionnaire_of(version)
    language = translation.get_language() or settings.LANGUAGE_CODE
    return telling.plain(text_of(form.title or form.questions[0].title, language, settings.LANGUAGE_CODE))


def _shown(row: Invitation, title: str, customer: Customer) -> Shown:
    assert row.expires_at is not None  # asked
    language = translation.get_language() or settings.LANGUAGE_CODE
    until = telling.day_of(row.expires_at, telling.zone_of(customer), language)
    return Shown(title, links.token_of(links.Form.INVITATION, row.public_id), until, row.started_at is not None)
