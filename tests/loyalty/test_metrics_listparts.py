"""The list of customers by their figures: stage and rhythm, as filters and as columns."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from core import paging
from core.models import User
from customers import narrowing
from customers.models import Customer
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


@pytest.mark.usefixtures("_few")
def test_models_as_columns_and_filters(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root@example.com", "x"))
    figures("Anna", p_alive=0.876, predicted_clv=1_234_567, predicted_visits=3.14159, net_revenue=9_950)
    figures("Bert", p_alive=0.5, visits_before=2)
    figures("Cleo", p_alive=0.04, visits_before=1, visits_365=1)
    figures("Dora")
    make_customer("Emil")
    for parameters, expected in (
        ({"alive": "likely"}, ["Anna"]),
        ({"alive": "unsure"}, ["Bert"]),
        ({"alive": "hardly"}, ["Cleo"]),
        ({"buying": "lost"}, ["Bert"]),
        ({"buying": "lost", "alive": "hardly"}, []),
    ):
        assert [name for (name,) in listed(client, **parameters)] == expected, parameters
    shown = listed(client, columns=["p_alive", "predicted_visits", "predicted_clv", "net_revenue"])
    assert shown == [
        ["Anna", "$99.50", "88%", "3.1", "$12,345.67"],
        ["Bert", "$0.00", "50%", "", ""],
        ["Cleo", "$0.00", "4%", "", ""],
        ["Dora", "$0.00", "", "", ""],
        ["Emil", "", "", "", ""],
    ]
    file = client.get(reverse("customers:list"), {"columns": "p_alive", "sort": "-p_alive", "format": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert [(row[0], row[-1]) for row in rows[1:]] == [
        ("Anna", "0.88"), ("Bert", "0.5"), ("Cleo", "0.04"), ("Emil", ""), ("Dora", ""),
    ]  # fmt: skip


def test_sorted_by_a_figure_while_it_is_shown(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty ones last in either direction, page by page; a column that is not shown does not sort."""
    client.force_login(User.objects.create_superuser("root@example.com", "x"))
    for number, alive in enumerate([1.0, 1.0, 0.3, 0.5, None, None, 1.0]):
        figures(f"P{number}", p_alive=alive)
    monkeypatch.setattr(paging.build_page, "__kwdefaults__", paging.build_page.__kwdefaults__ | {"size": 3})

    def walk(sort: str) -> list[str]:
        names, query = [], f"?columns=p_alive&sort={sort}"
        while query:
            page = client.get(reverse("customers:list") + query).context["page"]
            names += [row.display_name for row in page]
            query = page.next_url
        return names

    assert walk("-p_alive") == ["P6", "P1", "P0", "P3", "P2", "P5", "P4"]
    assert walk("p_alive") == ["P2", "P3", "P0", "P1", "P6", "P4", "P5"]
    hidden = client.get(reverse("customers:list"), {"sort": "-p_alive"}).context["page"]
    assert hidden.sort == "name"


def test_the_page_is_read_through_the_index(client: Client) -> None:
    """However many there are: P(alive) is 1 for everybody who came once, so that the ties are ordered by it too."""
    for sort, index in (("-p_alive", "metrics_alive"), ("predicted_clv", "metrics_predicted")):
        column = sort.removeprefix("-")
        walk = paging._Walk(Customer.objects.current(), f"metrics__{column}", sort.startswith("-"), None)
        with connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_hashjoin = off"
            )
        plan = walk._valued()[:51].explain()
        assert index in plan, plan
        assert "Sort" not in plan, plan


def test_for_who_may_see_figures(client: Client) -> None:
    user = make_user()
    from django.contrib.auth.models import Permission

    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_customer", "view_all_customers"]))
    client.force_login(user)
    figures("Anna", stage="repeat")
    assert listed(client, stage="suspect", columns="stage") == [["Anna"]]
    page = client.get(reverse("customers:list")).content.decode()
    assert "Lifecycle stage" not in page
