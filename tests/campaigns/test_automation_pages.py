"""Automations on pages: started from a preset, written, switched on and off, and what came of it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from campaigns.automations import finding, presets
from campaigns.models import Automation
from core.models import User
from customers.models import Channel, Segment
from messaging.models import Template
from messaging.templating import Text
from tests.campaigns.factories import make_automation, make_segment
from tests.customers.factories import NOW, make_user
from tests.messaging.factories import make_version, reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_user("marketer", name="Lin Yue")


@pytest.fixture
def staff(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def url(name: str, automation: Automation) -> str:
    return reverse(f"campaigns:{name}", args=[automation.public_id])


def told(**more: object) -> dict[str, object]:
    return {
        "name": "Greetings", "purpose": "marketing", "holdout_percent": 10, "valid_days": 7, "window_days": 30,
        "priority": 0, "wait_days": 0, "hour": 10,
    } | more  # fmt: skip


def test_from_a_preset_to_on_and_off(staff, user):
    page = staff.get(reverse("campaigns:automations"))
    assert len(page.context["presets"]) == len(presets.PRESETS)
    answer = staff.post(reverse("campaigns:automation_adopt", args=["birthday"]))
    automation = Automation.objects.get()
    assert answer["Location"] == url("automation", automation)
    assert (automation.created_by, automation.is_active, automation.segment.name) == (user, False, "Birthday")
    assert staff.get(url("automation", automation)).status_code == 200
    for name, is_active in (("automation_on", True), ("automation_on", True), ("automation_off", False)):
        assert staff.post(url(name, automation)).status_code == 302
        automation.refresh_from_db()
        assert automation.is_active is is_active


def test_a_preset_that_is_not(staff):
    assert staff.post(reverse("campaigns:automation_adopt", args=["nothing"])).status_code == 404
    assert not Segment.objects.exists()


def test_written_and_changed(staff):
    segment, version = make_segment([reader("Ada")]), make_version()
    answer = staff.post(
        reverse("campaigns:automation_new"), told(segment=segment.pk, template=version.template.pk, must_fit="on")
    )
    automation = Automation.objects.get()
    assert answer["Location"] == url("automation", automation)
    page = staff.get(url("automation", automation))
    assert "News for Ada" in page.content.decode()
    assert page.context["preview"].members == 1
    form = staff.get(url("automation_edit", automation)).context["form"]
    assert (form["again_days"].value(), form["hour"].value(), form["must_fit"].value()) == (None, 10, True)
    again = told(segment=segment.pk, template=version.template.pk, again_days=90, hour=18, version=automation.version)
    assert staff.post(url("automation_edit", automation), again).status_code == 302
    automation.refresh_from_db()
    assert (automation.again_days, automation.hour, automation.must_fit) == (90, 18, False)


def test_what_is_wrong_is_said_at_its_field(staff):
    taken = make_automation()
    answer = staff.post(
        reverse("campaigns:automation_new"),
        told(name=taken.name, segment=taken.segment_id, template=taken.template_id),
    )
    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors
    answer = staff.post(reverse("campaigns:automation_new"), told(hour=24))
    assert set(answer.context["form"].errors) == {"segment", "template", "hour"}


def test_what_is_on_is_not_changed(staff):
    automation = make_automation()
    data = told(segment=automation.segment_id, template=automation.template_id, version=automation.version)
    answer = staff.post(url("automation_edit", automation), data)
    assert answer.status_code == 422
    assert "Switch it off first" in answer.content.decode()


def test_so_far(staff):
    segment = make_segment([reader(), reader()])
    automation = make_automation(segment)
    finding.find_due(now=NOW)
    page = staff.get(url("automation", automation)).content.decode()
    assert "So far" in page
    assert automation.source in page


def test_a_segment_that_cannot_be_computed(staff):
    automation = make_automation()
    Segment.objects.filter(pk=automation.segment_id).update(problem="There is no such tag any more.")
    assert "cannot be computed" in staff.get(url("automation", automation)).content.decode()


def test_what_came_of_it(client):
    client.force_login(make_user("owner"))
    automation = make_automation()
    answer = client.get(url("automation_outcome", automation))
    assert "Too few to tell" in answer.content.decode()


def test_who_may_only_look(client):
    client.force_login(make_user("analyst"))
    automation = make_automation()
    page = client.get(url("automation", automation)).content.decode()
    assert "Switch off" not in page
    assert client.get(reverse("campaigns:automations")).context["presets"] == ()
    assert client.post(url("automation_off", automation)).status_code == 403


@pytest.mark.parametrize("channel", Channel.values)
def test_a_page_for_every_channel(staff, channel):
    version = make_version(Text("en", "Hello {{ customer.given_name }}"), channel=channel)
    automation = make_automation(make_segment([reader("Ada")]), template=version.template)
    assert staff.get(url("automation", automation)).status_code == 200


def test_who_may_not_see_customers_reads_no_letter_to_one(client):
    user = User.objects.create_user("look@example.com", "a long enough password")
    user.user_permissions.add(Permission.objects.get(codename="view_automation"))
    client.force_login(user)
    automation = make_automation(make_segment([reader("Adalind")]))
    answer = client.get(url("automation", automation))
    assert answer.status_code == 200
    assert "Adalind" not in answer.content.decode()


def test_a_message_that_is_switched_off_stays_chosen(staff):
    automation = make_automation(is_on=False)
    Template.objects.update(is_active=False)
    form = staff.get(url("automation_edit", automation)).context["form"]
    assert automation.template in form.fields["template"].queryset
    assert "switched off" in staff.get(url("automation", automation)).content.decode()
