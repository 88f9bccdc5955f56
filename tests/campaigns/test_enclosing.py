"""A campaign or an automatic message encloses the survey that was chosen for it, by the rules of every question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.test import Client
from django.urls import reverse

from campaigns import enclosing
from campaigns.models import Campaign, Step
from core import integrations
from customers.models import Customer
from messaging.models import LocalMail, Message
from messaging.outbox import working
from messaging.rendering import known
from messaging.templating import Text
from surveys.asking import due, links
from surveys.models import Invitation, Survey
from tests.api.client import ApiClient
from tests.campaigns.factories import make_automation, make_campaign, make_segment, send, start
from tests.customers.factories import NOW, make_user
from tests.messaging.factories import allow, make_version, reader
from tests.surveys.factories import survey
from tests.surveys.factories_asking import invited

pytestmark = pytest.mark.django_db
ASKS = Text(
    "en",
    "News.{% if survey.link %} {{ survey.question }} {{ survey.link }}"
    "{% for one in survey.links %} {{ one.label }}={{ one.url }}{% endfor %} until {{ survey.until }}{% endif %}",
    subject="News",
)


def both(name: str) -> Customer:
    """Somebody who agreed to news and to surveys."""
    who = reader(name)
    allow(who, purpose="survey")
    return who


def bodies() -> Iterator[tuple[str, str]]:
    for mail in LocalMail.objects.select_related("message__customer").order_by("pk"):
        body = message_from_bytes(bytes(mail.content), policy=policy.default).get_body(("plain",))
        assert body
        yield mail.message.customer.display_name, " ".join(str(body.get_content()).split())


def test_each_reads_the_question_with_links_of_their_own() -> None:
    asks = survey(opened_at=NOW)
    ada, news_only = both("Ada"), reader("Bo")
    send(start(make_campaign([ada, news_only], texts=[ASKS], survey=asks)))
    row = Invitation.objects.get(customer=ada)
    assert (row.survey, row.state, row.remind_at) == (asks, "asked", None)
    told = dict(bodies())
    link = links.url_of(row)
    assert f"How likely are you to recommend us? {link}" in told["Ada"]
    assert f"10={link}?s=10" in told["Ada"]
    assert "until" not in told["Bo"]
    assert not Invitation.objects.filter(customer=news_only).exists()


def test_without_a_survey_or_with_one_that_was_closed_it_goes_without() -> None:
    closed = survey(state="closed", closed_at=NOW)
    for chosen in (None, closed):
        send(start(make_campaign([both("Ada")], texts=[ASKS], survey=chosen)))
    assert [body.startswith("News. ") and "until" in body for _name, body in bodies()] == [False, False]
    assert Message.objects.filter(state="sent").count() == 2


def test_letters_of_surveys_bring_their_own() -> None:
    row = invited(survey(opened_at=NOW), now=NOW)
    due.ask_due(now=NOW)
    working.send_due("email")
    [(_name, body)] = bodies()
    row.refresh_from_db()
    assert links.url_of(row) in body
    assert Invitation.objects.count() == 1


def test_a_further_step_encloses_that_of_its_automation(django_assert_num_queries) -> None:
    asks = survey()
    automation, plain = make_automation(survey=asks), make_automation()
    template = make_version(ASKS).template
    step = Step.objects.create(automation=automation, position=2, template=template)
    campaign = make_campaign(survey=asks)
    sources = [campaign.source, automation.source, plain.source, step.source, "survey:1", "campaign:x"]
    with django_assert_num_queries(3):
        found = enclosing.surveys_of(sources)
    assert found == dict.fromkeys([campaign.source, automation.source, step.source], asks.pk)
    assert known._groups["survey"].read([], NOW) == {}


def test_marketers_choose_among_open_surveys_that_name_who_answers() -> None:
    asks = survey(name="Yearly", opened_at=NOW - timedelta(days=1))
    hidden = [survey(name="Draft", state="draft"), survey(name="Nobody", is_anonymous=True)]
    client = Client()
    client.force_login(make_user("marketer"))
    told = {
        "name": "Spring", "segment": make_segment([]).pk, "templates": [make_version(ASKS).template.pk],
        "purpose": "marketing", "holdout_percent": 0, "valid_days": 7, "window_days": 30, "priority": 0,
    }  # fmt: skip
    new = reverse("campaigns:new")
    assert [client.post(new, told | {"survey": one.pk}).status_code for one in hidden] == [422, 422]
    assert client.post(new, told | {"survey": asks.pk}).status_code == 302
    made = Campaign.objects.get()
    assert made.survey == asks
    Survey.objects.filter(pk=asks.pk).update(state="paused")
    page = client.get(reverse("campaigns:detail", args=[made.public_id])).content.decode()
    assert "Yearly" in page
    assert "It is not open: messages go without its link" in page
    edit = reverse("campaigns:edit", args=[made.public_id])
    assert client.post(edit, told | {"survey": asks.pk, "version": made.version}).status_code == 302


def test_over_the_api_only_an_open_survey_is_enclosed() -> None:
    api = ApiClient(integrations.create_integration(name="Shop", scopes=["campaigns:read", "campaigns:write"])[1])
    asks, draft = survey(), survey(state="draft")
    body = {
        "name": "Spring", "segment": str(make_segment([]).public_id), "templates": [make_version(ASKS).template.pk],
        "survey": str(draft.public_id),
    }  # fmt: skip
    refused = api.post("/campaigns/", body)
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (404, "survey_unknown", "survey")
    made = api.post("/campaigns/", body | {"survey": str(asks.public_id)})
    assert (made.status_code, made.json()["survey"]) == (201, str(asks.public_id))
