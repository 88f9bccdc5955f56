"""Campaigns on pages: written, looked at, started, paused, and what came of it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import Campaign, State
from core.models import User
from tests.campaigns.factories import make_campaign, make_segment, send, start
from tests.customers.factories import make_customer, make_user
from tests.messaging.factories import make_version, reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_user("marketer", name="Lin Yue")


@pytest.fixture
def staff(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def url(name: str, campaign: Campaign) -> str:
    return reverse(f"campaigns:{name}", args=[campaign.public_id])


def told(**more: object) -> dict[str, object]:
    return {
        "name": "Spring", "purpose": "marketing", "holdout_percent": 10, "valid_days": 7, "window_days": 30,
        "priority": 0,
    } | more  # fmt: skip


def test_from_the_form_to_the_end(staff, user):
    segment, version = make_segment([reader("Ada"), make_customer(email="no@example.com")]), make_version()
    answer = staff.post(
        reverse("campaigns:new"),
        told(segment=segment.pk, templates=[version.template.pk], holdout_percent=0),
    )
    campaign = Campaign.objects.get()
    assert answer["Location"] == url("detail", campaign)
    assert campaign.created_by == user
    page = staff.get(url("detail", campaign))
    assert (page.context["preview"].members, page.context["preview"].would_hear) == (2, 1)
    assert page.context["preview"].no_consent == 1
    assert "News for Ada" in page.content.decode()
    assert staff.get(url("approve", campaign)).status_code == 200
    assert staff.post(url("approve", campaign), {"starts_at": ""}).status_code == 302
    campaign.refresh_from_db()
    assert campaign.state == State.SCHEDULED


def test_it_runs_and_tells(staff):
    campaign = start(make_campaign([reader(), make_customer(email="no@example.com")]))
    for act, state in (("pause", State.PAUSED), ("resume", State.RUNNING)):
        staff.post(url(act, campaign))
        campaign.refresh_from_db()
        assert campaign.state == state
    send(campaign)
    page = staff.get(url("detail", campaign)).content.decode()
    assert "Send to the rest" in page
    assert "has not agreed" in page
    assert "Too few to tell" in staff.get(url("outcome", campaign), HTTP_HX_REQUEST="true").content.decode()
    assert staff.get(url("progress", campaign), HTTP_HX_REQUEST="true").status_code == 200
    assert "1 message waits again" in staff.post(url("again", campaign), follow=True).content.decode()


def test_nothing_typed_is_lost(staff):
    make_campaign(name="Spring")
    segment, version = make_segment([]), make_version()
    sent = told(segment=segment.pk, templates=[version.template.pk], priority=7)
    answer = staff.post(reverse("campaigns:new"), sent)
    assert answer.status_code == 422
    assert "Another one has this name" in answer.content.decode()
    assert 'value="7"' in answer.content.decode()


def test_two_people_edit(staff):
    campaign = make_campaign(name="Spring")
    template = campaign.variants.get().template.pk
    sent = told(segment=campaign.segment_id, templates=[template], version=campaign.version)
    assert staff.post(url("edit", campaign), sent | {"name": "Mine"}).status_code == 302
    answer = staff.post(url("edit", campaign), sent | {"name": "Theirs"})
    assert answer.status_code == 422
    assert "saved this campaign meanwhile" in answer.content.decode()


def test_cancelling_asks_why(staff):
    campaign = start(make_campaign([reader()]))
    assert staff.post(url("cancel", campaign), {}).status_code == 422
    assert staff.post(url("cancel", campaign), {"reason": "wrong price"}).status_code == 302
    campaign.refresh_from_db()
    assert campaign.state == State.CANCELLED


def test_who_may_what(client):
    campaign = make_campaign()
    client.force_login(make_user("analyst"))
    assert client.get(url("detail", campaign)).status_code == 200
    assert client.get(reverse("campaigns:new")).status_code == 403
    assert client.post(url("pause", campaign)).status_code == 403
    client.force_login(make_user("cashier"))
    assert client.get(reverse("campaigns:list")).status_code == 403


def test_as_many_queries_for_one_as_for_three(staff, django_assert_max_num_queries):
    make_campaign()
    staff.get(reverse("campaigns:list"))
    with django_assert_max_num_queries(100) as one:
        staff.get(reverse("campaigns:list"))
    make_campaign(), make_campaign()
    with django_assert_max_num_queries(len(one)):
        staff.get(reverse("campaigns:list"))
