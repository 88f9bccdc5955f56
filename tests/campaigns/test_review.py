"""Before it starts: who of the segment would not hear and why, by the same rules as the claim; and what it costs."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import excluding, previewing
from campaigns.models import CampaignSettings, Recipient
from core import clock
from messaging import suppressing
from messaging.models import Cap, Frequency, Message, Pause, Price, Suppression
from messaging.templating import Text
from tests.campaigns.announcing import buy, draft
from tests.campaigns.factories import make_automation, make_campaign, make_segment, send, start
from tests.customers.factories import NOW, make_customer, make_topic, make_user
from tests.messaging.factories import allow, gone, make_version, phoner, put, reader
from tests.sales.factories import product

pytestmark = pytest.mark.django_db


def reasons(campaign):
    return dict(previewing.of_campaign(campaign, now=NOW).reasons)


def _suppress(who):
    suppressing.suppress(channel="email", address=who.email, reason=Suppression.Reason.BOUNCED, now=NOW)


def _pause(who):
    Pause.objects.create(customer=who, until=NOW + timedelta(days=3), asked_at=NOW)


def _gone(who, days=1):
    gone(put(who), NOW - timedelta(days=days))


def _rare(who):
    Frequency.objects.create(customer=who, every="week", asked_at=NOW)
    _gone(who, days=6)


def _rare_and_late(who):
    Frequency.objects.create(customer=who, every="week", asked_at=NOW)
    _gone(who, days=7)


def _often(who):
    Cap.objects.create(channel="email", purpose="marketing", messages=1, days=3)
    _gone(who)


def _outranked(who):
    Cap.objects.create(channel="email", purpose="marketing", messages=1, days=3)
    put(who, priority=5)


CASES = [
    (_suppress, "suppressed"), (_pause, "paused"), (_rare, "capped"), (_often, "capped"), (_outranked, "outranked"),
    (lambda who: allow(who, state="withdrawn"), "consent"), (_rare_and_late, ""),
]  # fmt: skip


class TestReasons:
    @pytest.mark.parametrize(("what", "reason"), CASES)
    def test_each_as_the_claim_says_it(self, what, reason):
        """What the page says beforehand is what becomes of the message."""
        who = reader()
        what(who)
        campaign = make_campaign([who])
        assert reasons(campaign) == ({reason: 1} if reason else {})
        start(campaign)
        send(campaign)
        row = Message.objects.get(source=campaign.source)
        # Who comes first takes the place: by then it is gone.
        assert row.reason == ("capped" if reason == "outranked" else reason)

    def test_the_held_out_hear_nothing_today(self):
        campaign = make_campaign([reader() for _ in range(40)], holdout_percent=50)
        found = previewing.of_campaign(campaign, now=NOW)
        start(campaign)
        held = Recipient.objects.filter(is_held_out=True).count()
        assert dict(found.reasons) == {"held_out": held}
        assert found.would_hear == 40 - held

    def test_the_control_group(self):
        CampaignSettings.objects.create(pk=1, control_percent=20)
        campaign = make_campaign([reader() for _ in range(60)])
        found = reasons(campaign)
        start(campaign)
        assert found == {"control": Recipient.objects.filter(is_held_out=True).count()}
        campaign = make_campaign([reader() for _ in range(60)], is_needed=True)
        assert reasons(campaign) == {}

    def test_a_service_notice_goes_to_who_asked_for_a_pause(self):
        who = reader()
        _pause(who)
        assert reasons(make_campaign([who], purpose="service")) == {}

    def test_only_the_best(self):
        roast, house = product(sku="ROAST-9"), product()
        roast.topics.add(make_topic("Dark roast"))
        for number in (1, 2, 3):
            buy(reader(), house, number)
        campaign = draft(roast, named=(house,), best=2)
        assert reasons(campaign) == {"not_best": 1}

    def test_every_member_is_counted_once(self):
        people = [reader() for _ in range(5)] + [make_customer(), make_customer(email="no@example.com")]
        _suppress(people[0])
        _pause(people[0])  # the first that applies
        _pause(people[1])
        campaign = make_campaign(people)
        found = previewing.of_campaign(campaign, now=NOW)
        assert dict(found.reasons) == {"suppressed": 1, "paused": 1, "no_address": 1, "consent": 1}
        assert (found.members, found.would_hear) == (7, 3)

    def test_one_pass_whatever_the_size(self):
        counts = []
        for size in (2, 20):
            campaign = make_campaign([reader() for _ in range(size)])
            with CaptureQueriesContext(connection) as told:
                excluding.of(campaign, "email", None, now=NOW)
            counts.append(len(told))
        assert counts[0] == counts[1] <= 5


def _price(channel="email", amount="0.05", since=None):
    return Price.objects.create(channel=channel, amount=Decimal(amount), since=since or clock.business_day(NOW))


class TestCost:
    def test_of_those_who_would_hear(self):
        _price()
        campaign = make_campaign([reader(), reader(), make_customer(email="no@example.com")])
        found = previewing.of_campaign(campaign, now=NOW).cost
        assert (found.messages, found.total, found.is_counted) == (2, 10, False)

    def test_the_price_of_the_day(self):
        _price(amount="0.05", since=clock.business_day(NOW) - timedelta(days=9))
        _price(amount="0.07")
        _price(amount="9", since=clock.business_day(NOW) + timedelta(days=1))
        assert previewing.of_campaign(make_campaign([reader()]), now=NOW).cost.price == Decimal("0.07")

    def test_without_a_price_nobody_knows(self):
        assert previewing.of_campaign(make_campaign([reader()]), now=NOW).cost is None

    def test_an_sms_costs_its_parts(self):
        _price("sms", "0.1")
        people = [phoner(), phoner()]
        long = make_version(Text("en", "x" * 161), channel="sms")
        told = {"template": long.template, "purpose": "service"}
        found = previewing.of_automation(make_automation(make_segment(people), **told), now=NOW).cost
        assert (found.parts, found.total) == (2, 40)

    def test_the_signature_counts(self):
        from messaging.models import MessagingSettings

        MessagingSettings.objects.create(pk=1, sms_signature="茶")
        _price("sms", "0.1")
        said = make_version(Text("en", "x" * 80), channel="sms")
        automation = make_automation(make_segment([phoner()]), template=said.template, purpose="service")
        assert previewing.of_automation(automation, now=NOW).cost.parts == 2

    def test_a_text_that_cannot_be_put_together(self):
        _price("sms", "0.1")
        said = make_version(Text("en", "{{ level.name }}"), channel="sms")
        automation = make_automation(make_segment([phoner()]), template=said.template)
        assert previewing.of_automation(automation, now=NOW).cost.parts == 1


def test_the_page_says_all_of_it(client):
    client.force_login(make_user("owner"))
    who = reader()
    _pause(who)
    campaign = make_campaign([who, reader()])
    page = client.get(reverse("campaigns:detail", args=[campaign.public_id])).content.decode()
    assert "The customer asked for a pause." in page
    assert reverse("admin:messaging_price_changelist") in page
    _price()
    page = client.get(reverse("campaigns:approve", args=[campaign.public_id])).content.decode()
    assert "1 at 0.05 each" in page
