"""A letter to who stays away carries the link to what keeps them, by the rules of every other question."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest

from customers.models import Customer
from customers.services.holds import place_hold
from messaging.models import LocalMail, Message
from messaging.outbox import working
from messaging.rendering import known
from messaging.templating import Text
from surveys.models import Invitation, Survey
from tests.messaging.factories import allow, make_version, put, reader
from tests.surveys.factories import NOW, answer, survey
from tests.surveys.factories_asking import asked, asker, at, browser, say

pytestmark = pytest.mark.django_db
LETTER = Text("en", "We miss you.{% if reasons.link %} Why? {{ reasons.link }}{% endif %}", subject="We miss you")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, NOW)


@pytest.fixture
def why() -> Survey:
    return survey(kind="win_back")


def quiet(name: str = "", **data: Any) -> Customer:
    """Somebody who agreed to letters and to surveys."""
    who = asker(name, **data)
    allow(who)
    return who


def sent(*customers: Customer) -> list[str]:
    """The address in each one's letter, "" where there is none."""
    version = make_version(LETTER)
    messages = [put(customer, version=version, now=NOW) for customer in customers]
    working.send_due("email")
    assert not Message.objects.filter(pk__in=[one.pk for one in messages]).exclude(state="sent").exists()
    return [link_in(message) for message in messages]


def link_in(message: Message) -> str:
    mail = message_from_bytes(bytes(LocalMail.objects.get(message=message).content), policy=policy.default)
    body = mail.get_body(("plain",))
    assert body
    found = re.search(r"https?://[^/\s]+(/s/\S+/)", str(body.get_content()))
    return found[1] if found else ""


def test_each_has_a_link_of_their_own_that_takes_an_answer(why: Survey) -> None:
    one, two = sent(quiet("Ada"), quiet("Bo"))
    assert one
    assert two
    assert one != two
    assert say(browser(), one, score=3).status_code == 302
    assert Invitation.objects.get(customer__display_name="Ada").started_at == NOW
    assert not Invitation.objects.exclude(remind_at=None).exists()


def test_without_an_open_survey_the_letter_goes_without() -> None:
    survey(kind="win_back", state="draft")
    survey(kind="free")
    assert sent(quiet()) == [""]


def test_nobody_is_asked_twice_within_the_days_or_while_a_complaint_is_open(why: Survey) -> None:
    ada, held = quiet("Ada"), quiet("Held")
    asked(who=ada)
    place_hold(customer=held, kind="complaint", reason="x", source="test", until=None, actor=None, now=NOW)
    assert sent(ada) == [""]
    message = put(held, version=make_version(LETTER), now=NOW)
    assert known._groups["reasons"].read([message.pk], NOW) == {}
    twice = quiet("Twice")
    assert [bool(link) for link in sent(twice, twice)] == [True, False]


def test_only_who_agreed_to_surveys_is_asked_no_tests_no_staff_and_nobody_once_enough_answered(why: Survey) -> None:
    yes = [quiet(), quiet(), quiet()]
    Customer.objects.filter(pk=yes[0].pk).update(is_test=True)
    Customer.objects.filter(pk=yes[1].pk).update(is_staff_customer=True)
    group, version = known._groups["reasons"], make_version(LETTER)
    messages = [put(who, version=version, now=NOW).pk for who in (reader("No surveys"), *yes)]
    assert set(group.read(messages, NOW)) == {messages[-1]}
    answer(why, 3)
    Survey.objects.filter(pk=why.pk).update(quota=1)
    late = put(quiet(), version=version, now=NOW)
    assert group.read([late.pk], NOW) == {}


def test_the_same_message_again_has_the_same_link(why: Survey) -> None:
    message = put(quiet(), version=make_version(LETTER), now=NOW)
    group = known._groups["reasons"]
    first = group.read([message.pk], NOW)
    assert group.read([message.pk], NOW + timedelta(hours=1)) == first
    assert first[message.pk]["link"]


def test_looking_at_a_preview_asks_nobody(why: Survey) -> None:
    assert known.everything(reader().pk, NOW)["reasons"] == {"link": "https://example.com/s/…"}
    assert not Invitation.objects.exists()
