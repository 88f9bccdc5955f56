"""Cards of Today and pages about promises and mail: who sees them, and what stands there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from complaints.models import Case
from complaints.moving import transition
from complaints.saying import say
from complaints.sla import sweeping
from complaints.telling import working
from core import clock
from core.models import User
from tests.complaints.factories import boss, case, policy, team
from tests.customers.factories import make_user

pytestmark = pytest.mark.django_db


def running_out(who: User) -> Case:
    """Since a week, of a promise of some hours."""
    policy(acknowledge=None, respond=None, resolve=480)
    now = clock.now()
    row = case(now=now, received_at=now - timedelta(days=7), team=team(lead=who, manager=who), subject="A week ago")
    sweeping.sweep(now=now)
    return row


def test_today_tells_of_promises_and_of_mail(client: Client) -> None:
    who = make_user("manager")
    row = running_out(who)
    say(case=row, direction="out", means="email", text="Sorry", author=boss(), now=clock.now())
    working.send_due()
    client.force_login(who)
    cards = [card.key for card in client.get(reverse("customers:today")).context["cards"]]
    assert {"promises", "complaint_mails"} <= set(cards)
    page = client.get(reverse("complaints:promises_today")).content.decode()
    assert row.number in page
    assert "Overdue" in page
    assert "1 e-mail did not leave" in client.get(reverse("complaints:mails_today")).content.decode()


def test_nobody_else_has_such_cards(client: Client) -> None:
    running_out(make_user("manager"))
    client.force_login(make_user("service agent"))
    cards = [card.key for card in client.get(reverse("customers:today")).context["cards"]]
    assert not {"promises", "complaint_mails"} & set(cards)


@pytest.mark.parametrize(("count", "number"), [(1, 1), (3, 3)])
def test_the_list_of_what_cannot_end_says_what_is_missing(client: Client, count: int, number: int) -> None:
    old = clock.now() - timedelta(days=30)
    for _n in range(count):
        transition(case=case(now=old), to="resolved", actor=boss(), now=old, facts={"outcome": "justified"})
    client.force_login(make_user("service agent"))
    page = client.get(reverse("complaints:unclosed"))
    assert len(page.context["page"].rows) == number
    body = page.content.decode()
    assert body.count("Root cause") == body.count("How the customer was told") == count


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("mails", "owner manager service"),
        ("mails_today", "owner manager service"),
        ("unclosed", "owner manager service"),
        ("holidays_today", "owner manager"),
        ("promises_today", "owner manager service cashier analyst"),
    ],
)
def test_who_may_open_what(client: Client, name: str, roles: str) -> None:
    for role in ("owner", "manager", "service agent", "cashier", "analyst", "marketer"):
        client.force_login(make_user(role))
        may = role.split()[0] in roles.split()
        assert client.get(reverse(f"complaints:{name}")).status_code == (200 if may else 403), role


def test_a_promise_is_decided_by_post_alone(client: Client) -> None:
    client.force_login(make_user("manager"))
    assert client.get(reverse("complaints:mails_decide")).status_code == 405
    assert client.post(reverse("complaints:mails_decide"), {}).status_code == 302
