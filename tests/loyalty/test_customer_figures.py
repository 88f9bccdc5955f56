"""The figures of one customer in words, and who may see them."""

# ruff: noqa: F811  # arguments are named like the fixtures that they are

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from core import clock
from loyalty.metrics import recompute
from loyalty.models import CustomerMetrics
from loyalty.views.figures import rhythm
from tests.customers.factories import make_user
from tests.loyalty.figuring import buy
from tests.loyalty.reporting import address, history, owner, text  # noqa: F401  # fixtures among them
from tests.sales.factories import customer

pytestmark = pytest.mark.django_db


def words(days_apart: int, visits: int, away: int) -> tuple[str, str]:
    person = customer()
    for visit in range(visits):
        buy(person, clock.today() - timedelta(days=away + visit * days_apart))
    recompute.full(as_of=clock.today(), now=clock.now())
    found = rhythm(CustomerMetrics.objects.get(customer=person))
    return found.sentence, found.badge


@pytest.mark.parametrize(
    ("days_apart", "visits", "away", "expected"),
    [
        (24, 4, 9, ("Buys every 24 days, last 9 days ago.", "On rhythm")),
        (24, 4, 49, ("Buys every 24 days, last 49 days ago.", "Late: worth a call")),
        (5, 4, 20, ("Buys every 5 days, last 20 days ago.", "A little behind")),
        (24, 4, 400, ("Buys every 24 days, last 400 days ago.", "Lapsed")),
        (1, 1, 3, ("Came once, 3 days ago.", "First visit")),
        (1, 1, 400, ("Came once, 400 days ago.", "Lapsed")),
    ],
)
def test_rhythm_in_words(days_apart: int, visits: int, away: int, expected: tuple[str, str]) -> None:
    assert words(days_apart, visits, away) == expected


def test_panel_of_a_customer(owner: Client) -> None:
    person = customer()
    url = reverse("loyalty:customer_figures", args=[person.public_id])
    assert "Nothing computed yet" in text(owner.get(url))
    recompute.full(as_of=clock.today(), now=clock.now())
    assert "Has not bought yet." in text(owner.get(url))
    buy(person, clock.today(), 12_345)
    recompute.full(as_of=clock.today(), now=clock.now())
    assert "$123.45" in text(owner.get(url))


def test_panel_names_what_the_emotional_score_rests_on(owner: Client) -> None:
    """Also of somebody who has not bought yet."""
    person = customer()
    url = reverse("loyalty:customer_figures", args=[person.public_id])
    recompute.full(as_of=clock.today(), now=clock.now())
    found = CustomerMetrics.objects.filter(customer=person)
    assert "What the kind of loyalty rests on" not in text(owner.get(url))
    found.update(loyalty_kind="emotional", score_emotional=100, referrals=2, reviews=1)
    page = text(owner.get(url))
    assert 'Emotional <span class="sub">2 friends brought, 1 review</span>' in page
    assert '<span class="num">100</span>' in page
    assert 'no news of which they followed a link</span></span> <span class="num">no data yet</span>' in page
    found.update(loyalty_kind="behavioural", visits=5, score_behavioural=90, referrals=0, reviews=0)
    assert "no referrals, events or reviews recorded" in text(owner.get(url))


@pytest.mark.usefixtures("history")
def test_a_kind_of_which_nothing_is_recorded_has_no_data(owner: Client) -> None:
    """Nobody's cognitive loyalty is known: neither the table, the picture nor the download have a 0 of it."""
    card = next(card for card in owner.get(address("loyalty")).context["cards"] if card.id == "kinds")
    (row,) = [row for row in card.rows if row[0].text == "Cognitive"]
    assert [cell.text for cell in row[1:]] == ["no data yet", "–", "–", "–"]
    assert [cell.plain for cell in row[1:]] == [None] * 4
    assert card.option["xAxis"]["data"] == ["Emotional", "Behavioural", "Impulsive", "None yet"]
    response = owner.get(address("loyalty"), {"card": "kinds", "format": "csv"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert "Cognitive,,,," in lines


def test_panel_respects_who_may_see_the_customer(client: Client) -> None:
    person = customer(assigned_to=make_user("owner"))
    url = reverse("loyalty:customer_figures", args=[person.public_id])
    client.force_login(make_user("analyst"))
    assert client.get(url).status_code == 200
    stranger = make_user()
    stranger.user_permissions.set(Permission.objects.filter(codename__in=["view_customer", "view_customermetrics"]))
    client.force_login(stranger)
    assert client.get(url).status_code == 404
