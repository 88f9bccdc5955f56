"""The text for people who refused personal recommendations: who reads it, when that is decided, what it may say."""

from __future__ import annotations

from email import message_from_string

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import lifecycle, neutral
from campaigns.automations import finding, sending, services, steps
from campaigns.models import Campaign
from core import integrations
from core.errors import DomainError
from messaging import templating
from messaging.models import LocalMail, Message
from messaging.outbox import cases, working
from messaging.templating import Text
from tests.api.client import ApiClient
from tests.campaigns.announcing import begin as begin_notice
from tests.campaigns.announcing import buy, draft, enqueue
from tests.campaigns.factories import make_automation, make_campaign, make_segment, send, start
from tests.customers.factories import NOW, make_topic, make_user
from tests.messaging.factories import HELLO, allow, make_version, reader
from tests.sales.factories import product

pytestmark = pytest.mark.django_db
PLAIN = Text("en", "The same for all, {{ customer.name }}.", subject="For all")
PERSONAL = Text("en", "You bought {{ purchase.last_product }}.", subject="For you")


def plain():
    return make_version(PLAIN)


def refuse(who):
    allow(who, "profiling", state="refused")
    return who


def subject(who):
    mail = LocalMail.objects.get(message__customer=who)
    return message_from_string(bytes(mail.content).decode())["Subject"]


# --- Who reads it ---------------------------------------------------------------------------------


class TestWho:
    def test_of_a_campaign(self):
        ada, bob = reader("Ada"), refuse(reader("Bob"))
        campaign = start(make_campaign([ada, bob], neutral=plain().template))
        send(campaign)
        assert (subject(ada), subject(bob)) == ("News for Ada", "For all")

    def test_who_refuses_while_it_waits(self):
        bob = reader("Bob")
        campaign = start(make_campaign([bob], neutral=plain().template))
        enqueue(campaign)
        refuse(bob)
        working.send_due("email")
        assert subject(bob) == "For all"

    def test_who_grants_it_on_another_channel_refused_nothing(self):
        bob = refuse(reader("Bob"))
        allow(bob, "profiling", channel="sms")
        send(start(make_campaign([bob], neutral=plain().template)))
        assert subject(bob) == "News for Bob"

    def test_without_such_a_text_all_read_the_same(self):
        bob = refuse(reader("Bob"))
        send(start(make_campaign([bob])))
        assert subject(bob) == "News for Bob"

    def test_of_an_automation_and_its_steps(self):
        bob = refuse(reader("Bob"))
        made = make_automation(make_segment([bob]), neutral=plain().template, has_present=True, is_on=False)
        told = {"template": make_version().template, "neutral": plain().template, "wait_days": 0, "hour": 0}
        steps.add(automation=made, told=told, actor=None, now=NOW, version=made.version)
        made.refresh_from_db()
        services.switch_on(automation=made, actor=None, now=NOW)
        finding.find_due(now=NOW)
        while sending.send_due(made.pk, now=NOW):
            pass
        working.send_due("email")
        assert subject(bob) == "For all"
        step = made.steps.get()
        assert set(neutral.of_sources([made.source, step.source, "survey:3", "campaign:x"])) == {
            made.source,
            step.source,
        }

    def test_of_an_announcement_who_was_chosen_by_purchases_reads_it(self):
        roast, house, who = product(sku="ROAST-9"), product(), reader()
        roast.topics.add(make_topic("Dark roast"))
        buy(who, house)
        made = draft(roast, named=(house,))
        Campaign.objects.filter(pk=made.pk).update(neutral=plain().template)
        enqueue(begin_notice(Campaign.objects.get(pk=made.pk)))
        refuse(who)
        working.send_due("email")
        assert subject(who) == "For all"

    def test_a_campaign_keeps_the_words_of_its_start(self):
        bob, version = refuse(reader("Bob")), plain()
        campaign = start(make_campaign([bob], neutral=version.template))
        templating.save_version(
            template=version.template, texts=[Text("en", "Later", subject="Later")], actor=None, now=NOW
        )
        send(campaign)
        assert campaign.neutral_text == version
        assert subject(bob) == "For all"

    def test_an_automation_waits_while_it_is_switched_off(self):
        bob, version = refuse(reader("Bob")), plain()
        made = make_automation(make_segment([bob]), neutral=version.template, has_present=True)
        version.template.is_active = False
        version.template.save()
        finding.find_due(now=NOW)
        sending.send_due(made.pk, now=NOW)
        working.send_due("email")
        row = Message.objects.get()
        assert (row.state, row.reason) == ("queued", neutral.OFF)

    def test_a_batch_asks_as_often_as_one(self):
        counts = []
        for size in (1, 5):
            start(made := make_campaign([refuse(reader()) for _ in range(size)], neutral=plain().template))
            enqueue(made)
            rows = cases.read("email", list(Message.objects.filter(source=made.source).values_list("pk", flat=True)))
            with CaptureQueriesContext(connection) as told:
                assert len(neutral.gate(rows, NOW)) == size
            counts.append(len(told))
        assert counts[0] == counts[1]


# --- What it may say ------------------------------------------------------------------------------


class TestWhat:
    @pytest.mark.parametrize("said", [PERSONAL, Text("en", "{{ notice.reason }}", subject="Because")])
    def test_nothing_that_is_known_of_one_customer(self, said):
        with pytest.raises(DomainError) as refusal:
            make_campaign(neutral=make_version(said).template)
        assert (refusal.value.code, refusal.value.field) == ("neutral_personal", "neutral")

    def test_it_goes_over_the_same_channel(self):
        with pytest.raises(DomainError) as refusal:
            make_automation(neutral=make_version(Text("en", "Short"), channel="sms").template)
        assert refusal.value.code == "neutral_channel"

    def test_a_text_in_use_stays_neutral(self):
        version = plain()
        make_automation(neutral=version.template)
        with pytest.raises(DomainError) as refusal:
            templating.save_version(template=version.template, texts=[PERSONAL], actor=None, now=NOW)
        assert (refusal.value.code, refusal.value.field) == ("neutral_personal", "text")

    def test_one_that_nobody_uses_so_may_say_anything(self):
        version = plain()
        start(make_campaign(neutral=version.template))  # it keeps its version
        templating.save_version(template=version.template, texts=[PERSONAL], actor=None, now=NOW)

    def test_the_database_wants_a_template_for_a_version(self):
        campaign = make_campaign()
        with pytest.raises(IntegrityError, match="campaign_neutral_whole"), transaction.atomic():
            Campaign.objects.filter(pk=campaign.pk).update(neutral_text=plain())

    def test_the_same_text_twice_is_no_test(self):
        template = make_version().template
        told = {"name": "Twice", "segment": make_segment([])}
        with pytest.raises(DomainError) as refusal:
            lifecycle.create(told=told, templates=[template, template], actor=None, now=NOW)
        assert (refusal.value.code, refusal.value.field) == ("variants_twice", "templates")


# --- Pages and API --------------------------------------------------------------------------------


def test_the_form_the_page_and_the_sample(client):
    client.force_login(make_user("marketer"))
    segment, said, version = make_segment([reader("Ada")]), make_version(HELLO), plain()
    told = {
        "name": "Spring", "purpose": "marketing", "holdout_percent": 0, "valid_days": 7, "window_days": 30,
        "priority": 0, "segment": segment.pk, "templates": [said.template.pk], "neutral": version.template.pk,
    }  # fmt: skip
    assert client.post(reverse("campaigns:new"), told).status_code == 302
    campaign = Campaign.objects.get()
    page = client.get(reverse("campaigns:detail", args=[campaign.public_id])).content.decode()
    assert str(version.template) in page
    assert "The same for all, Ada." in page
    version.template.is_active = False
    version.template.save()
    edit = client.get(reverse("campaigns:edit", args=[campaign.public_id])).content.decode()
    assert f'<option value="{version.template.pk}" selected>' in edit


def test_what_is_refused_is_told_beside_the_field(client):
    client.force_login(make_user("marketer"))
    told = {
        "name": "Hello", "purpose": "marketing", "holdout_percent": 0, "valid_days": 7, "window_days": 30,
        "priority": 0, "segment": make_segment([]).pk, "template": make_version().template.pk, "hour": 9,
        "wait_days": 0, "neutral": make_version(PERSONAL).template.pk,
    }  # fmt: skip
    client.force_login(make_user("owner"))
    answer = client.post(reverse("campaigns:automation_new"), told)
    assert answer.status_code == 422
    assert "purchase.last_product" in answer.content.decode()


def test_the_api_tells_and_takes_it():
    scopes = ["campaigns:read", "campaigns:write"]
    api = ApiClient(integrations.create_integration(name="Shop", scopes=scopes)[1])
    said, version = make_version(), plain()
    asked = {"name": "Spring", "segment": str(make_segment([]).public_id), "templates": [said.template.pk]}
    made = api.post("/campaigns/", asked | {"neutral": version.template.pk})
    assert made.status_code == 201, made.json()
    assert (made.json()["neutral"], made.json()["neutral_version"]) == (version.template.pk, None)
    twice = api.post("/campaigns/", asked | {"name": "B", "templates": [said.template.pk] * 2})
    assert (twice.status_code, twice.json()["code"]) == (400, "variants_twice")
    personal = api.post("/campaigns/", asked | {"name": "C", "neutral": make_version(PERSONAL).template.pk})
    assert personal.json()["code"] == "neutral_personal"
