"""On the record: campaigns and automatic messages that a customer is of, and above all why they hear nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.automations import services, steps
from campaigns.models import Occasion, Recipient
from customers.merging import merge_customers
from customers.models import Customer
from tests.campaigns.automating import go, join
from tests.campaigns.factories import make_automation, make_campaign, make_segment, send, start
from tests.customers.factories import NOW, make_user
from tests.messaging.factories import make_version, reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_user("marketer", name="Lin Yue"))
    return client


def said(staff: Client, customer: Customer) -> list[tuple[str, str]]:
    page = staff.get(reverse("campaigns:customer", args=[customer.public_id]))
    assert page.status_code == 200
    return [(line.name, line.says) for line in page.context["lines"]]


def test_held_out_waiting_and_sent(staff):
    people = [reader(f"A{number}") for number in range(30)]
    campaign = start(make_campaign(people, holdout_percent=50))
    held = Recipient.objects.filter(is_held_out=True)[0].customer
    other = Recipient.objects.filter(is_held_out=False)[0].customer
    assert said(staff, held)[0][1].startswith("Held out by chance")
    assert said(staff, other) == [(campaign.name, "Waits for its time")]
    send(campaign)
    assert said(staff, other) == [(campaign.name, "Put into the outbox")]


def test_a_step_that_they_went_on_without(staff):
    automation = make_automation(is_on=False)
    told = {"template": make_version().template, "wait_days": 0, "hour": 0, "segment": make_segment(())}
    steps.add(automation=automation, told=told, actor=None, now=NOW, version=automation.version)
    services.switch_on(automation=automation, actor=None, now=NOW)
    join(automation.segment, ada := reader())
    go(automation)
    go(automation, now=NOW + timedelta(hours=1))
    assert (automation.name, "Step 2: Ended here") in said(staff, ada)


def test_what_a_merged_record_was_of_stands_on_the_one_who_stays(staff):
    automation = make_automation()
    join(automation.segment, twin := reader())
    go(automation)
    merge_customers(survivor=(ada := reader()), duplicate=twin, reason="Same", actor=make_user("owner"), now=NOW)
    assert said(staff, ada) == [(automation.name, "Put into the outbox")]


def test_nobody_of_anything(staff):
    assert said(staff, reader()) == []


def test_who_may_not_see_it(client):
    client.force_login(make_user("cashier", name="Bo"))
    assert client.get(reverse("campaigns:customer", args=[reader().public_id])).status_code == 403
    assert not Occasion.objects.exists()
