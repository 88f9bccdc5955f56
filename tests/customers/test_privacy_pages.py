"""The pages of privacy: a copy, a request, two people, Today."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import Job, User
from customers import erasing, services
from customers.erasing import own
from customers.models import Customer, ErasureRequest
from tests.customers.erasing import erase, known, left_of
from tests.customers.factories import make_customer, make_user

pytestmark = pytest.mark.django_db


def url(name: str, customer: Customer) -> str:
    return reverse(f"customers:{name}", args=[customer.public_id])


def text(client: Client, name: str, customer: Customer) -> str:
    answer = client.get(url(name, customer))
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_request_to_the_pseudonym(client: Client) -> None:
    who = known(make_user("owner"))
    client.force_login(make_user("service agent"))
    answer = client.post(url("erasure_new", who), {"received_on": clock.today().isoformat(), "reason": "by e-mail"})
    assert (answer.status_code, answer["Location"]) == (302, url("privacy", who))
    assert "See what goes, and erase" not in text(client, "privacy", who)

    client.force_login(make_user("manager"))
    assert "See what goes, and erase" in text(client, "privacy", who)
    page = text(client, "erasure_carry_out", who)
    assert "Addresses: 1" in page
    wrong = client.post(url("erasure_carry_out", who), {"confirmation": "Quintessa"})
    assert wrong.status_code == 422
    assert "This is not the name on the record." in wrong.content.decode()
    done = client.post(url("erasure_carry_out", who), {"confirmation": who.display_name})
    assert done.status_code == 302
    assert left_of() == []
    assert f"Erased #{who.pk}" in text(client, "detail", who)
    assert "Erased on request" in text(client, "privacy", who)


def test_whoever_noted_it_is_told_that_another_carries_it_out(staff: Client, user: User) -> None:
    who = make_customer("Anna")
    erasing.request(customer=who, reason="x", actor=user, now=clock.now())
    assert "somebody else carries it out" in text(staff, "privacy", who)
    answer = staff.post(url("erasure_carry_out", who), {"confirmation": "Anna"})
    assert answer.status_code == 422


@pytest.mark.parametrize(("role", "offered"), [("owner", True), ("manager", False)])
def test_only_an_owner_is_offered_to_do_it_in_spite(
    client: Client, monkeypatch: Any, role: str, *, offered: bool
) -> None:
    monkeypatch.setitem(own._holds, "complaint", "A complaint is open.")
    who = make_customer("Anna")
    services.place_hold(customer=who, kind="complaint", reason="lid", actor=None, now=clock.now(), source="c:1")
    erasing.request(customer=who, reason="x", actor=None, via="Shop", now=clock.now())
    client.force_login(make_user(role))
    page = text(client, "erasure_carry_out", who)
    assert "A complaint is open." in page
    assert ("in_spite" in page) is offered
    answer = client.post(url("erasure_carry_out", who), {"confirmation": "Anna", "in_spite": "on"})
    assert answer.status_code == (302 if offered else 422)


def test_refused_with_an_answer(staff: Client) -> None:
    who = make_customer("Anna")
    erasing.request(customer=who, reason="x", actor=None, now=clock.now())
    assert staff.post(url("erasure_refuse", who), {"answer": "An invoice is open"}).status_code == 302
    assert "An invoice is open" in text(staff, "privacy", who)


def test_they_want_to_stay(staff: Client) -> None:
    who = make_customer("Anna")
    erasing.request(customer=who, reason="x", actor=None, now=clock.now())
    assert staff.post(url("erasure_withdraw", who)).status_code == 302
    assert ErasureRequest.objects.get().state == "withdrawn"


def test_a_copy_is_work_with_a_page(staff: Client) -> None:
    who = make_customer("Anna")
    answer = staff.post(url("privacy_copy", who))
    assert answer["Location"] == reverse("core:job_detail", args=[Job.objects.get().pk])


def test_today_shows_what_is_due_within_a_week(staff: Client, user: User) -> None:
    soon, later, gone = make_customer("Anna Soon"), make_customer("Bert Later"), make_customer("Carl Gone")
    day = clock.today()
    erasing.request(customer=soon, reason="x", actor=user, now=clock.now(), received_on=day - timedelta(days=25))
    erasing.request(customer=later, reason="x", actor=user, now=clock.now())
    erasing.request(customer=gone, reason="x", actor=user, now=clock.now(), received_on=day - timedelta(days=25))
    erase(gone, user)
    page = staff.get(reverse("customers:today")).content.decode()
    assert "Anna Soon" in page
    assert "Bert Later" not in page
    assert f"Erased #{gone.pk}" not in page


def test_nobody_sees_the_privacy_of_a_colleagues_customer(client: Client) -> None:
    from django.contrib.auth.models import Group, Permission

    agent = make_user("service agent")
    Group.objects.get(name="service agent").permissions.remove(Permission.objects.get(codename="view_all_customers"))
    client.force_login(agent)
    theirs = make_customer(assigned_to=make_user("manager"))
    assert client.get(url("privacy", theirs)).status_code == 404
