"""A refusal that no view expected: a sentence where people are, never a server error."""

from __future__ import annotations

import pytest
from django.urls import reverse

from core.errors import Conflict, DomainError
from core.models import User
from core.refusals import RefusalMiddleware

pytestmark = pytest.mark.django_db
SENTENCE = "Somebody else has just changed this."


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_superuser("boss@example.com", "secret"))
    return client


@pytest.fixture(autouse=True)
def _refusing(monkeypatch):
    """Every page of rewards meets a service that says no where nobody expects it."""

    def refuse(*_arguments, **_values):
        raise Conflict("changed_meanwhile", SENTENCE)

    monkeypatch.setattr("loyalty.rewards.views._told", refuse)
    monkeypatch.setattr("loyalty.rewards.views._find", refuse)
    monkeypatch.setattr("loyalty.rewards.views.giving.by_charity", refuse)
    monkeypatch.setattr("loyalty.rewards.memberpages.queries.offered", refuse)


def test_a_page_that_cannot_be_shown_says_why(staff):
    answer = staff.get(reverse("loyalty:donations"))
    assert answer.status_code == 409
    assert SENTENCE in answer.text
    assert "That did not work" in answer.text


def test_what_was_sent_goes_back_to_where_it_came_from_with_the_sentence(staff):
    address = reverse("loyalty:donation_pass_on", args=[1])
    overview = reverse("loyalty:redemptions")
    answer = staff.post(address, {}, headers={"referer": f"http://testserver{overview}?state=open"})
    assert (answer.status_code, answer["Location"]) == (302, f"{overview}?state=open")
    assert SENTENCE in staff.get(answer["Location"]).text


@pytest.mark.parametrize("referer", ["", "https://evil.example/loyalty/"])
def test_from_elsewhere_it_is_a_page_of_its_own(staff, referer):
    headers = {"referer": referer} if referer else {}
    answer = staff.post(reverse("loyalty:donation_pass_on", args=[1]), {}, headers=headers)
    assert answer.status_code == 409
    assert SENTENCE in answer.text
    assert "evil" not in answer.text


def test_htmx_gets_the_sentence_alone(staff):
    answer = staff.get(reverse("loyalty:donations"), headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert answer["HX-Reswap"] == "none"
    assert SENTENCE in answer.text
    assert "<html" not in answer.text


def test_also_for_strangers_with_a_link(client):
    from core import clock
    from customers import memberpage
    from tests.loyalty.factories import member

    token = memberpage.token_for(member(), now=clock.now())
    answer = client.get(reverse("loyalty:member_reward", args=[token, "00000000-0000-4000-8000-000000000000"]))
    assert answer.status_code == 409
    assert SENTENCE in answer.text


def test_other_errors_stay_errors(rf):
    middleware = RefusalMiddleware(lambda request: None)
    assert middleware.process_exception(rf.get("/"), ValueError("a bug")) is None


def test_what_it_says_is_escaped(staff, monkeypatch):
    def refuse(*_arguments, **_values):
        raise DomainError("bad", "<script>alert(1)</script>")

    monkeypatch.setattr("loyalty.rewards.views.giving.by_charity", refuse)
    answer = staff.get(reverse("loyalty:donations"))
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text
