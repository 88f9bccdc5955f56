"""Who served whoever answers: who sold it at the till, or whom staff name when they enter an answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from core.models import User
from customers.models import Customer
from loyalty.models import TillBasket
from surveys.answering import serving
from surveys.asking import due, services
from surveys.models import Invitation, Response, Survey
from tests.customers.factories import make_user
from tests.sales.factories import line, purchase
from tests.surveys.factories import NOW, survey
from tests.surveys.factories_asking import asker, at, browser, path_of, say

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, NOW)


def sold(who: Customer, seller: User | None) -> int:
    bought = purchase(line(1000), customer=who.pk, occurred_at=NOW)
    if seller:
        TillBasket.objects.create(
            owner=seller, device="one", state="sold", purchase_id=bought.pk, sold_at=NOW, created_at=NOW, touched_at=NOW
        )
    return bought.pk


def asked(of: Survey, who: Customer, bought: int) -> Invitation:
    told: dict[str, Any] = {"survey": of, "customers": [who.pk], "occasion": "x", "due_at": NOW, "actor": None}
    services.invite(now=NOW, purchases={who.pk: bought}, **told)
    due.ask_due(now=NOW)
    return Invitation.objects.get(survey=of)


def test_whoever_sold_it_at_the_till_is_known_of_an_answer_about_it():
    who, lin = asker(), make_user(name="Lin")
    row = asked(survey(), who, sold(who, lin))
    assert say(browser(), path_of(row), p="score", score="9").status_code == 302
    assert Response.objects.get().staff == lin


def test_of_what_was_bought_elsewhere_nobody_is_known():
    assert serving.seller_of(sold(asker(), None)) is None
    assert serving.seller_of(None) is None


@pytest.mark.parametrize("is_named", [True, False])
def test_staff_who_enter_an_answer_may_name_who_served(is_named):
    who, seller, other = asker("Ada Lovelace"), make_user(name="Lin"), make_user(name="Mei")
    row = asked(survey(), who, sold(who, seller))
    client = Client()
    client.force_login(make_user("owner"))
    told = {
        "customer": "Ada Lovelace", "at": "2026-03-02T02:00", "key": "0" * 32, "q_score": "9",
        "staff": str(other.pk) if is_named else "",
    }  # fmt: skip
    assert client.post(f"/surveys/{row.survey.public_id}/enter/", told).status_code == 302
    assert Response.objects.get().staff == (other if is_named else seller)


def test_where_nobody_is_named_nobody_is_asked_who_served():
    client = Client()
    client.force_login(make_user("owner"))
    page = client.get(f"/surveys/{survey(is_anonymous=True).public_id}/enter/").content.decode()
    assert "Served by" not in page
