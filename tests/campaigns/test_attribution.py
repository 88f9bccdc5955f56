"""Purchases that followed: all, after a link, with a coupon; and who followed which link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from campaigns import attribution, interest
from campaigns.attribution import Share
from campaigns.automations import steps
from campaigns.models import Automation
from messaging.models import Hit, Link, Message
from messaging.outbox import working
from tests.campaigns.factories import make_automation, make_campaign, send, start
from tests.customers.factories import NOW, make_customer, make_user
from tests.loyalty.pricing_factories import coupon, pay, promotion, quote
from tests.messaging.factories import at, make_version, put, reader
from tests.messaging.following import COFFEE, LETTER, TEA
from tests.sales.factories import give_back, line, product, purchase

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = NOW + 30 * DAY


def follow(customer, campaign, at, target=TEA, **more):
    message = Message.objects.get(source=campaign.source, customer=customer)
    link = Link.objects.get(version=message.version_id, target=target)
    return Hit.objects.create(message=message, kind="link", link=link, at=at, **more)


def buy(customer, at, amount=1000):
    return purchase(line(amount), customer=customer.pk, occurred_at=at, now=LATER)


class TestPurchases:
    def test_each_by_its_definition(self, monkeypatch):
        anna, bert, carl, dora = reader(), reader(), reader(), make_customer(email="no@example.com")
        offer = promotion(needs_coupon=True)
        campaign = start(make_campaign([anna, bert, carl, dora], texts=(LETTER,), window_days=10, promotion=offer))
        send(campaign)
        follow(anna, campaign, NOW + DAY)
        follow(bert, campaign, NOW + DAY, machine="bot")
        buy(anna, NOW + DAY / 2, 100)  # before she followed
        buy(anna, NOW + 2 * DAY, 1000)
        buy(bert, NOW + 2 * DAY, 20)
        buy(bert, NOW + 10 * DAY, 7)  # the days are over
        buy(carl, NOW - DAY, 7)  # before
        buy(dora, NOW + DAY, 7)  # never heard
        back = buy(carl, NOW + DAY, 7)
        at(monkeypatch, LATER)
        give_back(back)
        item = product(price=5000)
        made = quote(item, customer=carl, coupons=[coupon(offer).code], now=NOW + 3 * DAY)
        paid = pay(made, now=LATER)
        found = attribution.of(campaign)
        assert found.window == Share(3, 4, 100 + 1000 + 20 + paid.amount)
        assert found.link == Share(1, 1, 1000)
        assert found.coupon == Share(1, 1, paid.amount)

    def test_a_campaign_without_coupons_and_one_that_has_not_started(self):
        campaign = make_campaign([reader()], texts=(LETTER,))
        assert attribution.of(campaign) is None
        found = attribution.of(start(campaign))
        assert (found.window, found.coupon) == (Share(0, 0, 0), None)

    def test_an_automation_by_each_message(self):
        anna = reader()
        automation = make_automation(window_days=5, must_fit=False)
        put(anna, source=automation.source, version=automation.template.versions.get())
        working.send_due("email")
        automation.created_at = NOW - DAY
        for days in (1, 4, 6):
            buy(anna, NOW + days * DAY)
        assert attribution.of(automation).window == Share(1, 2, 2000)


class TestInterest:
    def test_people_by_variant_and_by_link(self):
        people = [reader() for _ in range(12)]
        campaign = start(make_campaign(people, texts=(LETTER, LETTER)))
        send(campaign)
        for who in people[:3]:
            follow(who, campaign, NOW + DAY)
            follow(who, campaign, NOW + 2 * DAY)
        follow(people[0], campaign, NOW + 3 * DAY, COFFEE)
        follow(people[5], campaign, NOW + DAY, machine="head")
        found = interest.of(campaign)
        assert (found.whole.heard, found.whole.people, found.by_machines) == (12, 3, 1)
        assert [letter for letter, _side in found.sides] == ["A", "B"]
        assert sum(side.people for _letter, side in found.sides) == 3
        assert dict(found.links) == {TEA: 3, COFFEE: 1}

    def test_nothing_yet(self):
        assert interest.of(start(make_campaign([reader()]))) is None

    def test_of_a_series_those_of_its_steps_count(self):
        anna, bert = reader(), reader()
        version = make_version(LETTER)
        automation = make_automation(template=version.template, must_fit=False, is_on=False, window_days=5)
        told = {"template": version.template, "wait_days": 0, "hour": 0}
        step = steps.add(automation=automation, told=told, actor=None, now=NOW, version=automation.version)
        Automation.objects.update(is_active=True, active_since=NOW)  # of one that is off nothing goes out
        for who, source in ((anna, automation.source), (bert, automation.source), (anna, step.source)):
            put(who, key=f"{source}:{who.pk}", source=source, version=version)
        working.send_due("email")
        follow(anna, step, NOW + DAY)
        follow(bert, automation, NOW + DAY, COFFEE)
        found = interest.of(automation)
        assert (found.whole.heard, found.whole.people) == (3, 2)
        assert [(name, side.heard, side.people) for name, side in found.sides] == [("Step 1", 2, 1), ("Step 2", 1, 1)]
        assert dict(found.links) == {TEA: 1, COFFEE: 1}
        automation.created_at = NOW - DAY
        buy(anna, NOW + 2 * DAY, 700)
        assert attribution.of(automation).link == Share(1, 1, 700)


class TestPages:
    def test_results_show_them(self, client):
        client.force_login(make_user("owner"))
        anna = reader("Anna")
        campaign = start(make_campaign([anna], texts=(LETTER,)))
        send(campaign)
        follow(anna, campaign, NOW + timedelta(hours=2))
        page = client.get(reverse("campaigns:outcome", args=[campaign.public_id]))
        for words in ("Who followed a link", "https://shop.example/tea", "Purchases that followed", "After following"):
            assert words in page.content.decode()
        message = Message.objects.get(customer=anna)
        assert "Links followed" in client.get(reverse("messaging:message", args=[message.pk])).content.decode()
        panel = client.get(reverse("messaging:customer", args=[anna.public_id]))
        assert "followed a link" in panel.content.decode()

    def test_a_test_is_written_and_shown(self, client):
        client.force_login(make_user("owner"))
        campaign = make_campaign([reader() for _ in range(8)], texts=(LETTER, LETTER))
        form = client.get(reverse("campaigns:edit", args=[campaign.public_id]))
        told = {name: value for name, value in form.context["form"].initial.items() if value is not None}
        told |= {"templates": list(told["templates"]), "test_percent": 50, "test_hours": 4, "decide_by": "clicks"}
        told["segment"] = campaign.segment_id
        told.pop("is_needed")
        url = reverse("campaigns:edit", args=[campaign.public_id])
        refused = client.post(url, told | {"test_hours": 150})
        assert refused.status_code == 422
        assert "too late" in refused.content.decode()
        assert client.post(url, told).status_code == 302
        campaign.refresh_from_db()
        assert (campaign.test_percent, campaign.test_hours) == (50, 4)
        send(start(campaign))
        page = client.get(reverse("campaigns:detail", args=[campaign.public_id])).content.decode()
        assert "Test of variants" in page
        assert "the others wait" in page
