"""A yes to a question of agreement is a consent of whoever is known, with its proof; nothing else says anything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core.errors import DomainError
from customers import consents, services, timeline
from customers.models import Consent, ConsentChange, Customer, TimelineEntry
from surveys.models import Survey
from surveys.questionnaire import parsing
from tests.sales.factories import customer
from tests.surveys.factories import NOW, survey
from tests.surveys.factories_loop import LATER, handled

pytestmark = pytest.mark.django_db
TEXT = {"en": "You may e-mail me your news.", "zh-hans": "可以用电子邮件给我发新闻。"}


def form(**values: Any) -> dict[str, Any]:
    question = {"key": "news", "kind": "consent", "title": TEXT, "channel": "email", "purpose": "marketing"}
    return {"questions": [{key: value for key, value in (question | values).items() if value}]}


def said(of: Survey, who: Customer | None, value: Any, **values: Any) -> None:
    handled(of, None, who, raw={"news": value}, **values)


def test_a_yes_is_kept_with_what_was_read():
    who, of = customer(email="ada@example.com"), survey(form(), name="Spring")
    said(of, who, True)
    found = Consent.objects.get(customer=who)
    assert (found.channel, found.purpose, found.state) == ("email", "marketing", "granted")
    assert (found.source, found.text_version, found.address) == (of.source, "1/news", "ada@example.com")
    entry = TimelineEntry.objects.get(customer=who, verb="survey.agreed")
    assert (entry.data["text"], entry.data["version"], entry.at) == (TEXT["en"], 1, NOW)
    sentence = "Agreed in the survey “Spring” (version 1) to: You may e-mail me your news."
    assert timeline.sentence(entry.verb, entry.data) == sentence


@pytest.mark.parametrize("value", [False, None])
def test_what_is_not_ticked_changes_nothing(value):
    who, of = customer(), survey(form())
    told = {"channel": "email", "purpose": "marketing", "state": "granted", "source": "shop"}
    services.set_consent(customer=who, actor=None, now=NOW - timedelta(days=1), **told)
    said(of, who, value)
    assert Consent.objects.get(customer=who).source == "shop"
    assert ConsentChange.objects.count() == 1


def test_nobody_known_and_what_is_only_asked_change_nothing():
    said(survey(form()), None, True)
    said(survey(form(), is_anonymous=True), customer(), True)
    said(survey(form(channel="", purpose="")), customer(), True)
    assert not Consent.objects.exists()


def test_what_they_said_since_stands():
    who, of = customer(), survey(form())
    told = {"channel": "email", "purpose": "marketing", "state": "withdrawn", "source": "phone"}
    services.set_consent(customer=who, actor=None, now=NOW + timedelta(minutes=1), **told)
    said(of, who, True)
    assert Consent.objects.get(customer=who).state == "withdrawn"


def test_a_yes_that_is_to_be_confirmed_waits(monkeypatch):
    monkeypatch.setattr(consents, "_asks_first", [lambda *_of: True])
    who = customer(email="ada@example.com")
    said(survey(form()), who, True)
    assert Consent.objects.get(customer=who).state == "pending"
    assert Consent.objects.get(customer=who).changed_at == LATER


@pytest.mark.parametrize(
    ("values", "at"),
    [
        ({"purpose": ""}, "purpose"),
        ({"channel": ""}, "channel"),
        ({"channel": "pigeon"}, "channel"),
        ({"purpose": "service"}, "purpose"),
        ({"required": True}, "required"),
        ({"kind": "text"}, "purpose"),
    ],
)
def test_questions_that_ask_for_no_free_consent_are_refused(values, at):
    with pytest.raises(DomainError) as refused:
        parsing.read(form(**values))
    assert refused.value.field == f"questions.0.{at}"
