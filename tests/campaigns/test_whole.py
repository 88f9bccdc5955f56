"""All campaigns together; pace; the whole history of a customer; conditions by campaign; coupons that gifts were."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from campaigns import attribution, controlling, pace, results
from campaigns.automations import finding, presets, sending
from campaigns.models import CampaignSettings, Recipient
from customers.models import Customer
from loyalty.models import Coupon
from messaging.models import Message
from messaging.outbox import working
from tests.campaigns.automating import go, join
from tests.campaigns.factories import make_automation, make_campaign, make_segment, send, start
from tests.campaigns.gifting import carrying, coupon_of
from tests.customers.factories import NOW, make_customer, make_user
from tests.customers.segmenting import condition, fits
from tests.loyalty.pricing_factories import pay, promotion, quote
from tests.loyalty.tiers import level as make_level
from tests.messaging.factories import reader
from tests.sales.factories import line, product, purchase

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def control(percent=20, *, since=NOW - 100 * DAY):
    made = CampaignSettings.objects.create(pk=1, control_percent=percent)
    made.history.update(history_date=since)
    return made


def old_customers(number):
    people = [make_customer(f"Person {one}") for one in range(number)]
    Customer.objects.update(created_at=NOW - 300 * DAY)
    return people


# --- Margin ---------------------------------------------------------------------------------------


def test_the_margin_by_the_unit_cost_else_by_the_programme():
    costly, unknown = reader(), reader()
    campaign = start(make_campaign([costly, unknown]))
    product(sku="TEA", unit_cost=300)
    purchase(line(1000, product="TEA", unit_cost=300), customer=costly.pk, occurred_at=NOW)
    purchase(line(1000), customer=unknown.pk, occurred_at=NOW)
    found = results.of(campaign, now=NOW)
    assert found.whole.heard.total == 2000
    assert found.whole.gained.total == 700 + 400  # 40 % where nobody knows


def test_several_lines_of_a_receipt_count_once_each():
    who = reader()
    campaign = start(make_campaign([who]))
    purchase(line(1000), line(500), customer=who.pk, occurred_at=NOW)
    found = results.of(campaign, now=NOW)
    assert (found.whole.heard.total, found.whole.gained.total) == (1500, 600)


# --- The control group ----------------------------------------------------------------------------


class TestControl:
    def test_nobody_is_held_out_of_everything(self):
        assert controlling.of(90, now=NOW) is None

    def test_everybody_against_the_group(self):
        control()
        people = old_customers(60)
        campaign = start(make_campaign(people, holdout_percent=0))
        held = set(Recipient.objects.filter(campaign=campaign, is_held_out=True).values_list("customer", flat=True))
        for who in people:
            if who.pk not in held:
                purchase(line(100), customer=who.pk, occurred_at=NOW - 5 * DAY)
                purchase(line(100), customer=who.pk, occurred_at=NOW - 200 * DAY)  # before
        found = controlling.of(90, now=NOW)
        assert (found.results.held.customers, found.results.held.buyers) == (len(held), 0)
        assert found.results.whole.heard.buyers == 60 - len(held)
        assert found.results.whole.heard.total == 100 * (60 - len(held))

    def test_not_from_before_the_group_was_of_this_size(self):
        made = control(5)
        made.control_percent = 20
        made.save()
        newest = made.history.order_by("-history_id").first()
        type(newest).objects.filter(pk=newest.pk).update(history_date=NOW - 10 * DAY)
        old_customers(3)
        assert controlling.of(90, now=NOW).since == NOW - 10 * DAY
        assert controlling.of(90, now=NOW - 5 * DAY).since == NOW - 10 * DAY

    def test_who_came_meanwhile_is_in_neither(self):
        control()
        old_customers(1)
        new = make_customer("New")
        Customer.objects.filter(pk=new.pk).update(created_at=NOW - DAY)
        found = controlling.of(90, now=NOW).results
        assert found.held.customers + found.whole.heard.customers == 1

    def test_the_pages(self, client):
        client.force_login(make_user("marketer"))
        assert client.get(reverse("campaigns:control")).status_code in (200, 403)
        client.force_login(make_user("owner"))
        assert "No control group" in client.get(reverse("campaigns:control")).content.decode()
        control()
        old_customers(3)
        page = client.get(reverse("campaigns:control"), {"days": "365"}).content.decode()
        assert "/campaigns/control/outcome/?days=365" in page
        assert "Too few to tell." in client.get(reverse("campaigns:control_outcome"), {"days": "x"}).content.decode()
        client.force_login(make_user("cashier"))
        assert client.get(reverse("campaigns:control")).status_code == 403


# --- Pace -----------------------------------------------------------------------------------------


def test_how_fast_it_goes_and_how_long_it_takes():
    cache.clear()
    campaign = start(make_campaign([reader()]))
    assert pace.of(campaign, 0, 1000, now=NOW) is None
    found = pace.of(campaign, 100, 1000, now=NOW + timedelta(seconds=10))
    assert (found.rate, found.left) == (10, 90)
    still = pace.of(campaign, 100, 1000, now=NOW + timedelta(seconds=100))
    assert still is None  # of a minute ago nobody knows any more
    assert pace.of(campaign, 100, 1000, now=NOW + timedelta(seconds=110)).left is None
    campaign.state = "paused"
    assert pace.of(campaign, 100, 1000, now=NOW + timedelta(seconds=112)) is None


# --- All of a customer ----------------------------------------------------------------------------


class TestHistory:
    def test_heard_and_not_heard_page_by_page(self, client, monkeypatch):
        monkeypatch.setattr("campaigns.views.history.SIZE", 2)
        who = reader()
        send(start(make_campaign([who], name="Went out")))
        held = start(make_campaign([who], name="Held out"))
        Recipient.objects.filter(campaign=held).update(is_held_out=True)
        automation = make_automation(make_segment([who]), name="Waits", has_present=True, wait_days=3)
        finding.find_due(now=NOW)
        client.force_login(make_user("owner"))
        url = reverse("campaigns:customer_all", args=[who.public_id])
        first, second = client.get(url).content.decode(), client.get(url, {"page": "2"}).content.decode()
        assert "Waits" in first
        assert "Held out by chance" in first + second
        assert "Sent" in first + second
        assert 'rel="next"' in first
        assert 'rel="prev"' in second
        assert automation.name in first
        for odd in ("0", "-1", "x", "9" * 30, "٣"):
            assert client.get(url, {"page": odd}).status_code == 200

    def test_who_may_see_it(self, client):
        client.force_login(make_user("cashier"))
        assert client.get(reverse("campaigns:customer_all", args=[reader().public_id])).status_code == 403

    def test_as_many_statements_for_many(self, client, django_assert_max_num_queries):
        who = reader()
        for _ in range(6):
            send(start(make_campaign([who])))
        client.force_login(make_user("owner"))
        url = reverse("campaigns:customer_all", args=[who.public_id])
        client.get(url)
        with django_assert_max_num_queries(20):
            client.get(url)


# --- Conditions -----------------------------------------------------------------------------------


class TestFacets:
    def test_sent_by_campaign_automation_and_message(self):
        ada, bob, eve = reader(), reader(), reader()
        campaign = start(make_campaign([ada]))
        send(campaign)
        automation = make_automation(make_segment([bob]), has_present=True)
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        working.send_due("email")
        everybody = (ada, bob, eve)
        by_campaign = {"of": {"campaign": [str(campaign.public_id)]}}
        assert fits(condition("messaging.sent", "has", by_campaign), *everybody) == [True, False, False]
        by_automation = {"of": {"automation": [str(automation.public_id)]}}
        assert fits(condition("messaging.sent", "has", by_automation), *everybody) == [False, True, False]
        template = {"of": {"template": [str(automation.template_id)]}}
        assert fits(condition("messaging.sent", "has", template), *everybody) == [False, True, False]
        assert fits(condition("messaging.clicked", "has", by_campaign | {"days": 3}), *everybody) == [False] * 3

    def test_close_to_the_next_level(self):
        from loyalty.models import TierStanding

        near, far, losing = reader(), reader(), reader()
        level = make_level("gold", 1)
        TierStanding.objects.create(customer=near, direction="up", level=level, percent=85)
        TierStanding.objects.create(customer=losing, direction="down", level=level, percent=20)
        rule = presets.find("level_close").rule
        assert fits(rule, near, far, losing) == [True, False, False]
        assert fits(condition("loyalty.level_close", "ge", 90), near, far, losing) == [False] * 3


def test_the_new_presets_are_adopted():
    for code in ("second_purchase", "level_close"):
        made = presets.adopt(presets.find(code), actor=None, now=NOW)
        assert not made.is_active


# --- Coupons that gifts were ----------------------------------------------------------------------


def test_without_a_coupon_nothing_is_said_of_coupons():
    who = reader()
    automation = make_automation(make_segment([who]), has_present=True)
    finding.find_due(now=NOW)
    sending.send_due(automation.pk, now=NOW)
    assert Message.objects.exists()
    assert attribution.of(automation).coupon is None


def test_purchases_with_the_coupon_that_it_gave():
    offer = promotion(needs_coupon=True)
    automation = carrying(coupon_of(offer, days=10))
    ada, other = reader("Ada"), carrying(coupon_of(offer, days=10))
    join(automation.segment, ada)
    join(other.segment, bob := reader("Bob"))
    go(automation)
    go(other)
    for who in (ada, bob):
        made = quote(product(price=5000), customer=who, coupons=[Coupon.objects.get(customer=who).code], now=NOW + DAY)
        paid = pay(made, now=NOW + DAY)
    assert attribution.of(automation).coupon == attribution.Share(1, 1, paid.amount)
    assert attribution.of(other).coupon.customers == 1
