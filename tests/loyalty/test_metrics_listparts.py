"""The list of customers by their figures: stage and rhythm, as filters and as columns."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.models import User
from customers import narrowing
from loyalty.models import CustomerMetrics
from tests.customers.factories import make_customer, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[narrowing.FEW, 0], ids=["few", "many"])
def _few(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "FEW", request.param)
    monkeypatch.setattr(narrowing, "FEW_TOGETHER", request.param)


def listed(client: Client, **parameters: Any) -> list[list[str]]:
    answer = client.get(reverse("customers:list"), parameters)
    return [[row.display_name, *(text for _label, text in row.added)] for row in answer.context["page"]]


def figures(name: str, **values: Any) -> None:
    CustomerMetrics.objects.create(customer=make_customer(name), as_of=date(2026, 3, 10), **values)


@pytest.mark.usefixtures("_few")
def test_stage_and_rhythm(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root@example.com", "x"))
    figures("Anna", stage="repeat", is_late=True, last_on=date(2026, 1, 5), visits=4)
    figures("Bert", stage="repeat", is_late=True, is_lapsed=True)
    figures("Cleo", stage="suspect", is_lapsed=True)
    make_customer("Dora")
    for parameters, expected in (
        ({"stage": "repeat"}, ["Anna", "Bert"]),
        ({"stage": "advocate"}, []),
        ({"rhythm": "late"}, ["Anna", "Bert"]),
        ({"rhythm": "lapsed"}, ["Bert", "Cleo"]),
        ({"rhythm": "late", "stage": "suspect"}, []),
        ({"stage": "nonsense"}, ["Anna", "Bert", "Cleo", "Dora"]),
    ):
        assert [name for (name,) in listed(client, **parameters)] == expected, parameters
    assert listed(client, columns=["stage", "rhythm", "last_visit", "visits"]) == [
        ["Anna", "Repeat buyer", "late", "5 Jan 2026", "4"],
        ["Bert", "Repeat buyer", "late, lapsed", "", "0"],
        ["Cleo", "Suspect", "lapsed", "", "0"],
        ["Dora", "", "", "", ""],
    ]


def test_for_who_may_see_figures(client: Client) -> None:
    user = make_user()
    from django.contrib.auth.models import Permission

    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_customer", "view_all_customers"]))
    client.force_login(user)
    figures("Anna", stage="repeat")
    assert listed(client, stage="suspect", columns="stage") == [["Anna"]]
    page = client.get(reverse("customers:list")).content.decode()
    assert "Lifecycle stage" not in page
