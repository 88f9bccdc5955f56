"""Customers who are late: the list, its count everywhere, who is to be left alone."""

# ruff: noqa: F811  # arguments are named like the fixtures that they are

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from customers import hooks
from customers.models import ContactHold, Customer
from customers.services import place_hold, release_hold
from loyalty.metrics import recompute, reports, store
from tests.customers.factories import make_user
from tests.loyalty.figuring import buy
from tests.loyalty.reporting import address, owner, text  # noqa: F401  # fixtures among them
from tests.sales.factories import customer

pytestmark = pytest.mark.django_db


def late(count: int) -> None:
    for number in range(count):
        person = customer(display_name=f"Late {number}")
        for visit in range(3):
            buy(person, clock.today() - timedelta(days=60 + 10 * visit), 1000 * (number + 1))
    recompute.full(as_of=clock.today(), now=clock.now())


def test_late_customers_best_first_with_constant_queries(owner: Client) -> None:
    url = reverse("loyalty:late_customers")
    assert "No regular customer is late." in text(owner.get(url))
    counts = []
    for number in (1, 2):
        late(number)
        with CaptureQueriesContext(connection) as queries:
            page = text(owner.get(url))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert page.index("Late 1") < page.index("Late 0")


def hold(person: Customer, **changes: Any) -> ContactHold:
    facts: dict[str, Any] = {"kind": "request", "reason": "please", "actor": None, "now": clock.now()} | changes
    return place_hold(customer=person, **facts)


def test_who_is_to_be_left_alone_is_not_worth_a_call(owner: Client) -> None:
    late(4)
    one, two, three, four = Customer.objects.filter(display_name__startswith="Late").order_by("display_name")
    now = clock.now()
    hold(one)
    hold(two, until=now + timedelta(days=1))
    hold(three, now=now - timedelta(days=2), until=now - timedelta(days=1))
    release_hold(hold=hold(four), actor=None, now=now)
    page = text(owner.get(reverse("loyalty:late_customers")))
    assert [str(person) in page for person in (one, two, three, four)] == [False, False, True, True]
    assert "2 late regulars are to be left alone for now." in page
    records = [reverse("loyalty:customer_figures", args=[person.public_id]) for person in (one, four)]
    held, free = [text(owner.get(record)) for record in records]
    assert "Late: worth a call" in free
    assert "Late" in held
    assert "Late: worth a call" not in held


def listed(owner: Client) -> int:
    return len(owner.get(reverse("loyalty:late_customers")).context["late"])


def told_by_figures(owner: Client) -> list[str]:
    """What the tile and the alert say, after the workers' next sweep."""
    recompute.incremental(now=clock.now())
    store.sweep(now=clock.now())
    tiles = {tile.label: tile.value for tile in owner.get(address("churn")).context["tiles"]}
    alerts = [alert.text for alert in owner.get(address("dashboard")).context["alerts"]]
    return [tiles["Late, worth a call"], *(text for text in alerts if "worth a call" in text)]


def test_the_count_of_who_is_worth_a_call_is_that_of_the_list(owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Held, released, erased, and a hold that runs out by itself: tile and alert follow the list."""
    real = clock.now
    to_noon = clock.day_start(clock.business_day(real())) + timedelta(hours=12) - real()
    monkeypatch.setattr(clock, "now", lambda: real() + to_noon)  # two hours later it is the same day
    late(4)
    store.refresh(now=clock.now())
    one, two, three, four = Customer.objects.filter(display_name__startswith="Late").order_by("display_name")
    monkeypatch.setattr(store, "REST", 0)
    two_late = ["2", "2 regular customers are late: worth a call."]
    assert told_by_figures(owner)[0] == "4"
    placed = hold(one)
    hold(two, until=clock.now() + timedelta(hours=1))
    assert told_by_figures(owner) == two_late
    assert listed(owner) == 2
    release_hold(hold=placed, actor=None, now=clock.now())
    assert told_by_figures(owner)[0] == "3"
    assert listed(owner) == 3
    Customer.objects.filter(pk=three.pk).update(erased_at=clock.now())
    hooks.announce([three.pk], clock.now())
    assert told_by_figures(owner) == two_late
    assert listed(owner) == 2
    now = clock.now
    with monkeypatch.context() as later:
        later.setattr(clock, "now", lambda: now() + timedelta(hours=2))
        assert told_by_figures(owner)[0] == "3"
        assert listed(owner) == 3
    assert four.metrics.is_late


def test_of_an_earlier_day_who_was_to_be_left_alone_then_is_not_counted(owner: Client) -> None:
    late(2)
    one, _two = Customer.objects.filter(display_name__startswith="Late").order_by("display_name")
    now = clock.now()
    release_hold(hold=hold(one, now=now - timedelta(days=5)), actor=None, now=now - timedelta(days=2))
    today = clock.today()
    found = [reports.figures(today - timedelta(days=back))["late_not_lapsed"].value for back in (0, 3, 6)]
    assert found == [2, 1, 2]


@pytest.fixture
def callers() -> str:
    """The address of the list, with three late customers, the second of whom is to be left alone."""
    late(3)
    hold(Customer.objects.get(display_name="Late 1"))
    Customer.objects.filter(display_name="Late 2").update(phone="+4915112345678")
    return reverse("loyalty:late_list")


def test_the_list_has_everybody_worth_a_call(owner: Client, callers: str) -> None:
    found = owner.get(callers).context["page"]
    assert [str(row.customer) for row in found] == ["Late 2", "Late 0"]
    assert str(found.count) == "2"
    assert reports.figures(clock.today())["late_not_lapsed"].value == 2
    by_last = owner.get(callers, {"sort": "last"}).context["page"]
    assert len(by_last) == 2
    page = text(owner.get(callers))
    assert "Buys every 10 days, last 60 days ago." in page
    assert 'href="tel:+4915112345678"' in page
    store.refresh(now=clock.now())
    alert = owner.get(address("dashboard")).context["alerts"][0]
    assert (alert.text, alert.url) == ("2 regular customers are late: worth a call.", callers)


def test_the_list_costs_the_same_for_one_and_for_three(owner: Client) -> None:
    owner.get(reverse("loyalty:late_list"))
    counts = []
    for number in (1, 2):
        late(number)
        with CaptureQueriesContext(connection) as queries:
            owner.get(reverse("loyalty:late_list"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_as_a_file(owner: Client, callers: str) -> None:
    body = b"".join(owner.get(callers, {"format": "csv"}).streaming_content)  # type: ignore[attr-defined]
    header, *rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert header == ["Customer", "Phone", "Rhythm", "Last visit", "Still active", "Net revenue"]
    assert [row[:2] for row in rows] == [["Late 2", "'+4915112345678"], ["Late 0", ""]]
    assert [row[5] for row in rows] == ["90.00", "30.00"]


def test_who_may_see_the_list(client: Client, callers: str) -> None:
    """Without a call list for them, the alert leads to the report."""
    client.force_login(make_user("cashier"))
    assert client.get(callers).status_code == 403
    stranger = make_user()
    wanted = ["view_customer", "view_customermetrics"]
    stranger.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    Customer.objects.filter(display_name="Late 0").update(assigned_to=make_user("owner"))
    client.force_login(stranger)
    assert [str(row.customer) for row in client.get(callers).context["page"]] == ["Late 2"]
    assert "CSV" not in text(client.get(callers))
    stranger.user_permissions.set(Permission.objects.filter(codename="view_reports"))
    store.refresh(now=clock.now())
    assert client.get(address("dashboard")).context["alerts"][0].url == address("churn")


def test_all_who_are_late_are_to_be_left_alone(owner: Client) -> None:
    late(1)
    hold(Customer.objects.get(display_name="Late 0"))
    page = text(owner.get(reverse("loyalty:late_customers")))
    assert "1 late regular is to be left alone for now." in page
    assert "No regular customer is late." not in page
