"""Pages of amends: offering, granting, deciding; what was typed stays; who may open what."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from complaints.models import Amend, AmendLimit, Case
from core.models import User
from tests.complaints.factories import case
from tests.complaints.test_amends import agent, offer
from tests.customers.factories import make_user
from tests.loyalty.factories import member, movements

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def act(client: Client, name: str, row: Amend, *args: str, **data: str) -> Any:
    return client.post(reverse(f"complaints:{name}", args=[row.public_id, *args]), data)


def test_points_from_the_form_to_the_ledger() -> None:
    who = member()
    row, client = case(customer=who), browser(agent())
    address = reverse("complaints:amend_new", args=[row.public_id])
    assert client.get(address).status_code == 200
    told = {"kind": "points", "units": "1.5", "cost": "7", "reason": "It broke"}
    wrong = client.post(address, told)
    assert wrong.status_code == 422
    assert b'value="It broke"' in wrong.content
    assert client.post(address, told | {"units": "50"}).status_code == 302
    made = Amend.objects.get()
    panel = client.get(reverse("complaints:amends", args=[row.public_id]))
    assert reverse("complaints:amend_grant", args=[made.public_id]).encode() in panel.content
    for _click in range(2):
        assert act(client, "amend_grant", made).status_code == 302
    assert movements(who) == [("grant", 50)]


def test_above_the_limit_it_waits_on_the_list_and_on_today() -> None:
    asks, decides = browser(agent(100, 100)), make_user("manager")
    row, lead = case(customer=member()), browser(decides)
    new = reverse("complaints:amend_new", args=[row.public_id])
    assert asks.post(new, {"kind": "gift", "cost": "25.00", "what": "Tea", "reason": "x"}).status_code == 302
    made = Amend.objects.get()
    assert (made.state, made.cost) == ("waiting", 2500)
    for name in ("approvals", "approvals_card"):
        assert row.number.encode() in lead.get(reverse(f"complaints:{name}")).content
        assert asks.get(reverse(f"complaints:{name}")).status_code == 403
    assert act(asks, "amend_approve", made).status_code == 403
    assert act(lead, "amend_approve", made, **{"from": "list"}).url == reverse("complaints:approvals")
    assert row.number.encode() not in lead.get(reverse("complaints:approvals")).content


def test_ending_says_why() -> None:
    lead, made = browser(make_user("manager")), offer(case(), "refund", agent(1, 1), cost=500)
    address = reverse("complaints:amend_end", args=[made.public_id, "refuse"])
    assert lead.get(address).status_code == 200
    assert lead.post(address, {"reason": " "}).status_code == 422
    assert lead.post(address, {"reason": "Too much"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.ended_why) == ("refused", "Too much")
    assert lead.get(address).status_code == 403
    assert lead.get(reverse("complaints:amend_end", args=[made.public_id, "burn"])).status_code == 404


def test_a_confidential_case_shows_on_no_page_of_others() -> None:
    row = case(is_confidential=True, subject="About a colleague")
    made = offer(row, "refund", make_user("manager"), cost=500)
    other, lead = browser(agent()), browser(make_user("manager"))
    for name, args in (("amends", [row.public_id]), ("amend_new", [row.public_id]),
                       ("amend_end", [made.public_id, "withdraw"])):  # fmt: skip
        address = reverse(f"complaints:{name}", args=args)
        assert other.get(address).status_code == 404
        assert lead.get(address).status_code == 200
    assert act(other, "amend_grant", made).status_code == 404
    assert row.number.encode() in lead.get(reverse("complaints:approvals")).content
    Case.objects.filter(pk=row.pk).update(about=User.objects.get(groups__name="manager", pk=made.requested_by_id))
    own = browser(made.requested_by)
    assert own.get(reverse("complaints:amends", args=[row.public_id])).status_code == 404
    assert row.number.encode() not in own.get(reverse("complaints:approvals")).content


@pytest.mark.parametrize(
    ("role", "panel", "new"), [("", 403, 403), ("cashier", 403, 403), ("analyst", 200, 403), ("manager", 200, 200)]
)
def test_who_opens_what(role: str, panel: int, new: int) -> None:
    client, row = browser(make_user(role)), case()
    assert client.get(reverse("complaints:amends", args=[row.public_id])).status_code == panel
    assert client.get(reverse("complaints:amend_new", args=[row.public_id])).status_code == new


def test_limits_are_typed_as_money_in_settings() -> None:
    client = browser(User.objects.create_superuser("root@example.com", "a long password"))
    agent()
    row = AmendLimit.objects.get()
    address = reverse("admin:complaints_amendlimit_change", args=[row.pk])
    assert b'value="20.00"' in client.get(address).content
    told = {"role": row.role_id, "per_case": "30.50", "per_customer": "100"}
    assert client.post(address, told).status_code == 302
    row.refresh_from_db()
    assert (row.per_case, row.per_customer) == (3050, 10000)
