"""Pages of incidents, of the register, of the silent; and the tap at the till."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from complaints.incidents import affected, services, silent
from complaints.models import Case, Incident, SilentCustomer, UnhappyFlag
from core import clock, jobs
from core.models import Job, User
from tests.complaints.factories import NOW, boss, case
from tests.complaints.test_incidents import FIRST, LAST, bought, incident
from tests.customers.factories import make_user
from tests.messaging.factories import make_version
from tests.sales.factories import customer, line, product

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(row: Incident) -> str:
    return reverse("complaints:incident", args=[row.public_id])


def test_an_incident_from_the_form_to_its_review() -> None:
    cup, lead = product(), make_user("manager")
    loud, client = bought(None, line(product=cup.pk)), browser(lead)
    quiet = bought(None, line(product=cup.pk))
    told = {"title": "Cracked cups", "owner": lead.pk, "first_day": FIRST, "last_day": LAST, "products": "NONE"}
    new = reverse("complaints:incident_new")
    assert client.get(new).status_code == 200
    wrong = client.post(new, told)
    assert (wrong.status_code, b"NONE" in wrong.content) == (422, True)
    assert client.post(new, told | {"products": f"{cup.sku}\n\n{cup.sku}", "lots": ""}).status_code == 302
    row, wanted = Incident.objects.get(), case(customer=loud)
    assert client.post(page(row), {"act": "attach", "number": "2000-1"}).status_code == 422
    assert client.post(page(row), {"act": "attach", "number": wanted.number}).status_code == 302
    shown = client.get(page(row)).content.decode()
    assert wanted.number in shown
    assert str(quiet) in shown
    notice = {"act": "notify", "template": make_version().template.pk}
    asked = client.post(page(row), notice)
    assert (asked.status_code, "2 customers would be written to" in asked.content.decode()) == (422, True)
    assert 'name="confirmed" value="2"' in asked.content.decode()
    assert client.post(page(row), notice | {"confirmed": "2"}).status_code == 302
    jobs.run(Job.objects.get(kind=affected.KIND).pk)
    assert row.notices.count() == 2
    assert "2 / 2" in client.get(page(row)).content.decode()
    assert client.post(page(row), {"act": "detach", "number": wanted.number}).status_code == 302
    assert client.post(page(row), {"act": "review"}).status_code == 302
    assert client.post(page(row), {"act": "close", "review": ""}).status_code == 422
    assert client.post(page(row), {"act": "close", "review": "Test them"}).status_code == 302
    assert client.post(page(row), {"act": "attach", "number": wanted.number}).status_code == 403
    assert b"Test them" in client.get(page(row)).content
    assert b"Cracked cups" in client.get(reverse("complaints:incidents") + "?state=closed").content


def test_a_stale_edit_says_so_and_keeps_what_was_typed() -> None:
    row, client = incident(), browser(make_user("manager"))
    address = reverse("complaints:incident_edit", args=[row.public_id])
    assert client.get(address).status_code == 200
    services.change(incident=row, data={"plan": "Recall"}, version=1, actor=boss(), now=NOW)
    told = {"title": "Mine", "owner": boss().pk, "first_day": FIRST, "last_day": LAST, "version": "1"}
    again = client.post(address, told)
    assert (again.status_code, b'value="Mine"' in again.content) == (422, True)
    assert client.post(address, told | {"version": "2"}).status_code == 302
    shown = client.get(page(row)).content.decode()
    assert "<del>Recall</del>" in shown
    assert str(boss()) in shown


def test_cases_that_one_may_not_see_are_not_in_the_incident() -> None:
    row, hidden = incident(), case(is_confidential=True, subject="About a colleague")
    services.attach(incident=row, case=hidden, actor=boss(), now=NOW)
    agent = browser(make_user("service agent"))
    assert hidden.number.encode() not in agent.get(page(row)).content
    assert agent.post(page(row), {"act": "attach", "number": hidden.number}).status_code == 422
    agent.post(page(row), {"act": "detach", "number": hidden.number})
    assert row.attached.count() == 1
    assert agent.post(page(row), {"act": "notify"}).status_code == 403
    assert agent.post(page(row), {"act": "burn"}).status_code == 403


def test_a_case_goes_in_and_out_on_its_own_page() -> None:
    row, wanted, client = incident(), case(), browser(make_user("service agent"))
    address = reverse("complaints:case_incident", args=[wanted.public_id])
    assert str(row.public_id) in client.get(address).content.decode()
    assert client.post(address, {"incident": "x"}).status_code == 404
    assert client.post(address, {"incident": str(row.public_id)}).status_code == 302
    assert page(row) in client.get(address).content.decode()
    assert browser(make_user("analyst")).post(address).status_code == 403
    assert client.post(address).status_code == 302
    assert not row.attached.exists()
    hidden = reverse("complaints:case_incident", args=[case(is_confidential=True).public_id])
    assert client.get(hidden).status_code == 404


PAGES = {"incidents": 200, "incident_new": 403, "register": 403, "silent": 200, "staff_complaint": 200}


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("", dict.fromkeys(PAGES, 403) | {"staff_complaint": 200}),
        ("cashier", dict.fromkeys(PAGES, 403) | {"staff_complaint": 200}),
        ("analyst", PAGES),
        ("service agent", PAGES),
        ("manager", dict.fromkeys(PAGES, 200)),
    ],
)
def test_who_opens_what(role: str, told: dict[str, int]) -> None:
    client = browser(make_user(role))
    assert {name: client.get(reverse(f"complaints:{name}")).status_code for name in PAGES} == told


@pytest.mark.parametrize("hidden", [True, False])
def test_staff_complain_and_management_reads_it(hidden: bool) -> None:
    user, about = make_user("cashier", name="Lin Hua"), make_user("manager", name="Wang Wei")
    told: dict[str, Any] = {"subject": "He shouts", "text": "Every day", "about": about.pk}
    address = reverse("complaints:staff_complaint")
    assert browser(user).post(address, {"subject": "", "text": "Every day"}).status_code == 422
    assert browser(user).post(address, told | ({"is_anonymous": "on"} if hidden else {})).status_code == 302
    row = Case.objects.get()
    assert (row.entered_by is None, row.is_confidential) == (hidden, True)
    register = reverse("complaints:register")
    shown = browser(make_user("owner")).get(register).content.decode()
    assert row.number in shown
    assert ("Lin Hua" in shown) is not hidden
    assert row.number not in browser(about).get(register).content.decode()


def test_the_silent_are_called_or_left_alone() -> None:
    first, second = customer(), customer()
    for who in (first, second):
        silent.flag(customer=who, kind="unhappy", actor=None, now=clock.now())
    client, address = browser(make_user("service agent")), reverse("complaints:silent")
    assert str(first) in client.get(address + "?sign=flag").content.decode()
    assert str(first) not in client.get(address + "?sign=late").content.decode()
    for row, act in ((first, "call"), (second, "dismiss")):
        assert client.get(reverse("complaints:silent_act", args=[row.pk, act])).status_code == 405
        assert client.post(reverse("complaints:silent_act", args=[row.pk, act])).status_code == 302
    assert client.post(reverse("complaints:silent_act", args=[first.pk, "call"])).status_code == 404
    assert first.follow_ups.count() == 1
    assert str(second) not in client.get(address).content.decode()
    assert SilentCustomer.objects.filter(quiet_until__gt=clock.now() + timedelta(days=1)).count() == 2


def test_one_tap_at_the_till() -> None:
    who, client = customer(email="a@example.com"), browser(make_user("cashier"))
    till, unhappy = reverse("loyalty:till"), reverse("loyalty:till_act", args=["unhappy"])
    basket = client.get(till).context["screen"].public_id
    told = {"basket": str(basket)}
    assert client.post(unhappy, told | {"key": "a"}).status_code >= 400
    client.post(reverse("loyalty:till_act", args=["customer"]), told | {"key": "b", "customer": str(who.public_id)})
    assert unhappy.encode() in client.get(till).content
    for _tap in range(2):
        assert client.post(unhappy, told | {"key": "c"}).status_code == 302
    assert UnhappyFlag.objects.get().customer == who
