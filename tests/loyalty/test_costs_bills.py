"""Bills by hand: what they cost the programme, who entered them and why, and that nobody deletes one."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import Conflict, DomainError
from core.models import User
from customers.models import TimelineEntry
from loyalty.costs import bills
from loyalty.models import Cost
from tests.customers.factories import make_customer, make_user

pytestmark = pytest.mark.django_db
PAGE = "/loyalty/bills/"


@pytest.fixture
def owner(client: Client) -> User:
    user = make_user("owner")
    client.force_login(user)
    return user


def told(**values: object) -> dict[str, object]:
    day = clock.today().isoformat()
    return {"kind": "amends", "amount": "12.50", "day": day, "reason": "Late parcel", "key": str(uuid4())} | values


def enter(actor: User, **values: object) -> Cost:
    now, key = clock.now(), uuid4()
    given = {"kind": "amends", "amount": 1250, "day": clock.today(), "reason": "Late parcel", "customer": None}
    bills.enter(**given | values, key=key, actor=actor, now=now)
    return Cost.objects.get(key=f"bill:{key}")


def test_a_bill_is_a_cost_with_a_trail(client: Client, owner: User) -> None:
    ada = make_customer("Ada Byron")
    form = told(customer="Ada Byron")
    for _time in range(2):
        assert client.post(PAGE, form).status_code == 302
    cost = Cost.objects.get()
    assert (cost.kind, cost.amount, cost.customer, cost.note) == ("amends", 1250, ada, "Late parcel")
    entry = TimelineEntry.objects.get(verb=bills.VERB)
    assert (entry.customer, entry.actor, entry.reason) == (ada, owner, "Late parcel")
    assert "Late parcel" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "points"), ("kind", "promotion"), ("amount", "0"), ("amount", "-3"), ("reason", " "),
        ("customer", "Nobody at all"), ("amount", "a"), ("day", "2999-01-01"),
    ],
)  # fmt: skip
def test_nothing_typed_is_lost(client: Client, owner: User, field: str, value: str) -> None:
    answer = client.post(PAGE, told(**{field: value}))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Cost.objects.exists()
    if field != "reason":
        assert "Late parcel" in answer.content.decode()


def test_taken_back_once_in_the_month_in_which_it_stood(client: Client, owner: User) -> None:
    day = clock.today() - timedelta(days=70)
    cost = enter(owner, day=day)
    url = reverse("loyalty:bill_back", args=[cost.pk])
    assert "12.50" in client.get(url).content.decode()
    assert client.post(url, {"reason": "Entered twice"}).status_code == 302
    assert sum(Cost.objects.values_list("amount", flat=True)) == 0
    assert set(Cost.objects.values_list("occurred_on", flat=True)) == {day}
    assert client.post(url, {"reason": "Entered twice"}).status_code == 422
    with pytest.raises(Conflict):
        bills.withdraw(cost=cost, reason="Again", actor=owner, now=clock.now())
    with pytest.raises(ProtectedError):
        cost.delete()


def test_other_costs_are_not_taken_back_here(client: Client, owner: User) -> None:
    from loyalty.costs.services import post_cost

    post_cost(key="reward:1", kind="reward", amount=80, customer_id=None, at=clock.now())
    cost = Cost.objects.get()
    assert client.get(reverse("loyalty:bill_back", args=[cost.pk])).status_code == 404
    with pytest.raises(DomainError):
        bills.withdraw(cost=cost, reason="No", actor=owner, now=clock.now())


@pytest.mark.parametrize(("role", "status"), [("owner", 200), ("manager", 200), ("analyst", 403), ("cashier", 403)])
def test_who_may(client: Client, role: str, status: int) -> None:
    user = make_user(role)
    client.force_login(user)
    assert client.get(PAGE).status_code == status
    if status == 403:
        with pytest.raises(DomainError):
            enter(user)


def test_a_colleagues_customer_is_neither_named_nor_shown(client: Client, owner: User) -> None:
    from django.contrib.auth.models import Permission

    theirs = make_customer("Ada Byron", assigned_to=make_user())
    cost = enter(owner, customer=theirs)
    clerk = make_user()
    clerk.user_permissions.set(Permission.objects.filter(codename__in=("add_cost", "view_cost")))
    client.force_login(clerk)
    assert client.get(PAGE).context["bills"] == []
    assert client.get(reverse("loyalty:bill_back", args=[cost.pk])).status_code == 404
    assert client.post(PAGE, told(customer="Ada Byron")).status_code == 422
