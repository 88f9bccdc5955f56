"""Automatic messages over the API: how far each is, and switching them on and off."""

from __future__ import annotations

import pytest

from campaigns.models import Automation
from core import integrations
from customers.models import TimelineEntry
from messaging.models import Template
from tests.api.client import ApiClient
from tests.campaigns.automating import go, join
from tests.campaigns.factories import make_automation
from tests.campaigns.test_steps import add, series
from tests.customers.factories import make_customer
from tests.messaging.factories import reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def api() -> ApiClient:
    scopes = ["automations:read", "automations:write"]
    return ApiClient(integrations.create_integration(name="Shop", scopes=scopes)[1])


def url(automation: Automation, what: str = "") -> str:
    return f"/automations/{automation.public_id}/{what}"


def test_the_list_in_few_statements(api, django_assert_num_queries):
    api.get("/automations/")  # the day of use is noted
    on, off = make_automation(hour=9, again_days=30), make_automation(is_on=False)
    with django_assert_num_queries(2):
        rows = api.get("/automations/").json()["results"]
    assert [row["public_id"] for row in rows] == [str(off.public_id), str(on.public_id)]
    assert [row["is_active"] for row in rows] == [False, True]
    assert (rows[1]["hour"], rows[1]["again_days"], rows[1]["tries"]) == (9, 30, None)
    for told, one in (("true", on), ("false", off)):
        assert [row["name"] for row in api.get("/automations/", {"is_active": told}).json()["results"]] == [one.name]


def test_how_far_it_is_step_by_step(api):
    automation = series({"wait_days": 3})
    join(automation.segment, reader(), make_customer(email="no@example.com"))
    go(automation)
    told = api.get(url(automation)).json()
    counts = {name: count for name, count in told["progress"].items() if count}
    assert counts == {"audience": 2, "sent": 1, "skipped": 1}
    assert [(row["state"], row["reason"], row["count"]) for row in told["reasons"]] == [("skipped", "consent", 1)]
    (step,) = told["steps"]
    assert (step["position"], step["reached"], step["waiting"], step["heard"]) == (2, 2, 2, 0)
    assert step["source"] == automation.steps.get().source


def test_the_number_of_statements_does_not_depend_on_the_steps(api, django_assert_num_queries):
    few, many = series({}), series({}, {}, {})
    api.get(url(few))
    for automation in (few, many):
        with django_assert_num_queries(8):
            assert api.get(url(automation)).status_code == 200


def test_on_and_off_twice_is_once(api):
    automation = make_automation(is_on=False)
    answers = [api.post(url(automation, what)) for what in ("switch-on/", "switch-on/", "switch-off/", "switch-off/")]
    assert [answer.json()["is_active"] for answer in answers] == [True, True, False, False]
    entries = TimelineEntry.objects.filter(verb__in=["automation.on", "automation.off"]).order_by("pk")
    assert [(entry.verb, entry.data["via"]) for entry in entries] == [
        ("automation.on", "API: Shop"),
        ("automation.off", "API: Shop"),
    ]


def test_off_keeps_what_waits_and_on_lets_it_go(api):
    automation = make_automation()
    join(automation.segment, reader())
    assert api.post(url(automation, "switch-off/")).status_code == 200
    go(automation)
    assert api.get(url(automation)).json()["progress"]["sent"] == 0
    assert api.post(url(automation, "switch-on/")).status_code == 200
    go(automation)
    assert api.get(url(automation)).json()["progress"]["sent"] == 1


def test_a_message_that_is_switched_off_is_not_sent(api):
    automation = make_automation(is_on=False)
    further = add(automation)
    Template.objects.filter(pk=further.template_id).update(is_active=False)
    answer = api.post(url(automation, "switch-on/"))
    assert (answer.status_code, answer.json()["code"]) == (409, "template_inactive")


def test_what_is_not_there_and_who_only_reads(api):
    nowhere = "/automations/00000000-0000-4000-8000-000000000000/"
    assert [api.get(nowhere).status_code, api.post(f"{nowhere}switch-on/").status_code] == [404, 404]
    _, token = integrations.create_integration(name="Reader", scopes=["automations:read"])
    assert ApiClient(token).post(url(make_automation(), "switch-off/")).status_code == 403
