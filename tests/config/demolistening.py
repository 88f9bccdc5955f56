"""What of the demo is about listening: surveys and complaints have something of everything."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, Q

from complaints.models import (
    Alarm,
    Amend,
    AmendKind,
    AmendLimit,
    Case,
    CaseFigure,
    CaseScore,
    CaseState,
    CorrectiveAction,
    HelpArticle,
    HelpSearch,
    Incident,
    SilentCustomer,
    UnhappyFlag,
)
from config.demo import complaintafter, complainthelp, complaints, surveys
from core import clock
from loyalty.models import Programme
from surveys.models import Invitation, Response, Survey
from surveys.models import Kind as SurveyKind


def check_complaints() -> None:
    """Of every state, in both languages, tied to purchases; a lot that fails is an alarm, and something is done."""
    found = Case.objects.all()
    assert found.count() >= complaints.MANY
    assert set(found.values_list("state", flat=True)) == set(CaseState.values)
    assert set(found.values_list("language", flat=True)) == {"en", "zh-hans"}
    tied = found.filter(purchase__isnull=False)
    assert tied.count() > found.count() / 3
    assert not tied.exclude(customer=F("purchase__customer")).exists()
    assert found.filter(is_confidential=True).count() == 3
    assert clock.now() - found.earliest("received_at").received_at > timedelta(days=400)
    assert not found.filter(received_at__gt=clock.now()).exists()
    assert found.values("text").distinct().count() > 0.8 * found.count()
    about = {kind for row in Alarm.objects.all() for kind, _value in [(row.dimension, row.value), *row.also]}
    assert {"lot", "product"} <= about
    states = set(CorrectiveAction.objects.values_list("state", flat=True))
    assert states == {"works", "failed", "done", "doing", "planned"}
    assert CaseFigure.objects.count() == found.count()
    check_what_followed()


def check_what_followed() -> None:
    """Amends of every kind and state, limits, an incident, scores, answers to questions, and silent signs."""
    amends = Amend.objects.all()
    assert amends.count() == complaintafter.MOST
    assert set(amends.values_list("kind", flat=True)) == set(AmendKind.values)
    states = {"offered", "waiting", "granted", "refused", "withdrawn", "taken_back"}
    assert states == set(amends.values_list("state", flat=True))
    assert amends.filter(state="waiting").count() >= 3
    assert not amends.filter(approved_by=F("requested_by")).exists()
    assert amends.filter(state="granted", approved_by__isnull=False).exists()
    assert AmendLimit.objects.count() == len(complaintafter.LIMITS)
    assert not amends.filter(requested_at__gt=clock.now()).exists()
    [incident] = Incident.objects.all()
    assert incident.plan
    assert incident.attached.count() == Case.objects.filter(lot=complaints.LOT).count() > 5
    assert CaseScore.objects.exists()
    assert not CaseScore.objects.exclude(case__customer=F("response__customer")).exists()
    assert UnhappyFlag.objects.count() == SilentCustomer.objects.count() == complaintafter.FLAGS
    articles = HelpArticle.objects.filter(is_published=True, topic__isnull=False)
    assert articles.count() == len(complainthelp.ARTICLES)
    assert all(row.translations["zh-hans"]["answer"] for row in articles)
    assert set(HelpSearch.objects.values_list("language", flat=True)) == {"en", "zh-hans"}


def check_surveys() -> None:
    """Every kind but those that the shop has not opened yet has answers, and they name whom and what they are about."""
    answers = Response.objects.exclude(survey__kind=SurveyKind.STAFF)
    assert set(Survey.objects.filter(state="open").values_list("kind", flat=True)) == set(surveys.NAMES)
    assert {kind for kind in surveys.NAMES if Response.objects.filter(survey__kind=kind).exists()} == set(surveys.NAMES)
    assert not answers.filter(Q(customer=None) | Q(purchase=None) | Q(finished_at=None)).exists()
    assert not answers.exclude(customer=F("purchase__customer")).exists()
    assert not Response.objects.filter(survey__kind=SurveyKind.STAFF, customer__isnull=False).exists()
    asked = Invitation.objects.filter(survey__kind=SurveyKind.NPS)
    assert 0 < asked.filter(state="answered").count() < asked.count()
    assert Programme.objects.get().enrol_on_first_purchase
