"""Further steps of an automation on pages: added, changed, taken off, and where people are."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.automations import presets, services
from campaigns.models import Automation, Step
from customers.models import Segment
from messaging.models import Template
from tests.campaigns.automating import go, join
from tests.campaigns.factories import make_automation, make_segment
from tests.customers.factories import NOW, make_user
from tests.messaging.factories import make_version, reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_user("marketer", name="Lin Yue"))
    return client


def url(name: str, automation: Automation, *more: object) -> str:
    return reverse(f"campaigns:{name}", args=[automation.public_id, *more])


def told(automation: Automation, **more: object) -> dict[str, object]:
    automation.refresh_from_db()
    return {
        "template": make_version().template.pk, "wait_days": 3, "hour": 9, "segment": "", "is_inside": "1",
        "otherwise": "end", "version": automation.version,
    } | more  # fmt: skip


def test_added_changed_and_taken_off(staff):
    automation, segment = make_automation(is_on=False), make_segment([])
    assert staff.get(url("step_new", automation)).status_code == 200
    answer = staff.post(url("step_new", automation), told(automation, segment=segment.pk, is_inside="0"))
    assert answer["Location"] == url("automation", automation)
    step = Step.objects.get()
    assert (step.position, step.wait_days, step.hour, step.segment, step.is_inside) == (2, 3, 9, segment, False)
    page = staff.get(url("step_edit", automation, 2))
    assert page.context["form"].initial["is_inside"] == 0
    assert b"only who is not in" in staff.get(url("automation", automation)).content
    staff.post(url("step_edit", automation, 2), told(automation, wait_days=8, otherwise="skip"))
    step.refresh_from_db()
    assert (step.wait_days, step.segment, step.otherwise) == (8, None, "skip")
    automation.refresh_from_db()
    staff.post(url("step_remove", automation, 2), {"version": automation.version})
    assert not Step.objects.exists()


@pytest.mark.parametrize("wrong", [{"wait_days": 400}, {"hour": 24}, {"template": ""}, {"otherwise": "x"}])
def test_what_was_typed_is_not_lost(staff, wrong):
    automation = make_automation(is_on=False)
    page = staff.post(url("step_new", automation), told(automation) | {"wait_days": 5} | wrong)
    assert page.status_code == 422
    assert page.context["form"].data["wait_days"] == str(wrong.get("wait_days", 5))
    assert not Step.objects.exists()


def test_somebody_saved_meanwhile(staff):
    automation = make_automation(is_on=False)
    page = staff.post(url("step_new", automation), told(automation, version=automation.version + 7))
    assert page.status_code == 422
    assert b"meanwhile" in page.content


def test_while_it_is_on_nothing_is_offered_or_taken(staff):
    automation = make_automation()
    assert b"Add a step" not in staff.get(url("automation", automation)).content
    assert staff.post(url("step_new", automation), told(automation)).status_code == 422
    assert staff.post(url("step_remove", automation, 2), {"version": "x"}).status_code == 404


def test_where_people_are(staff):
    automation = make_automation(is_on=False)
    staff.post(url("step_new", automation), told(automation))
    services.switch_on(automation=automation, actor=None, now=NOW)
    join(automation.segment, reader("Ada"), reader("Bo"))
    go(automation)
    (row,) = staff.get(url("automation", automation)).context["steps"]
    assert (row.reached, row.waiting, row.heard) == (2, 2, 0)


def test_a_series_to_start_from(staff):
    """Its conditions and words are the shop's own, and it is switched off."""
    staff.post(reverse("campaigns:automation_adopt", args=["onboarding"]))
    automation = Automation.objects.get()
    assert not automation.is_active
    preset = presets.find("onboarding")
    assert preset is not None
    assert [step.wait_days for step in automation.steps.order_by("position")] == [7, 21]
    assert Segment.objects.count() == Template.objects.count() == 1 + len(preset.further)


@pytest.mark.parametrize("role", ["analyst", "cashier", None])
def test_who_may_not_write_them(client, role):
    automation = make_automation(is_on=False)
    client.force_login(make_user(role, name="Bo") if role else make_user(name="Nobody"))
    for address in (url("step_new", automation), url("step_edit", automation, 2)):
        assert client.get(address).status_code == 403
    assert client.post(url("step_remove", automation, 2)).status_code == 403
