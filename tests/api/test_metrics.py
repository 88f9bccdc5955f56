"""`/api/v1/metrics/`: headline figures by day, and every figure of a group, a store or a period."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core import clock
from customers.models import Customer, CustomerGroup
from loyalty.metrics import recompute, store
from loyalty.models import CustomerMetrics, FigureSet, TierLevel, TierPeriod
from sales.models import Store
from tests.api.client import ApiClient, receipt

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(api: ApiClient, customer: Customer, shop: Store) -> str:
    """Two purchases of one customer of the group Florists, one of another elsewhere; the day of the figures."""
    now = clock.now()
    other = Customer.objects.create(display_name="Bo")
    customer.groups.add(CustomerGroup.objects.create(name="Florists"))
    for number, who, place, days in (("1", customer, "main", 40), ("2", customer, "main", 5), ("3", other, None, 3)):
        at = (now - timedelta(days=days)).isoformat()
        told = receipt(number, customer=str(who.public_id), occurred_at=at, store=place)
        assert api.post("/purchases/", told).status_code == 201
    recompute.recompute(as_of=clock.today(), now=now)
    store.refresh(now=now)
    return clock.today().isoformat()


def value(answer: Any, key: str) -> Any:
    assert answer.status_code == 200, answer.json()
    (row,) = answer.json()["results"]
    return row["figures"][key]["value"]


def test_the_headlines_are_as_the_command_prints_them(api: ApiClient, history: str) -> None:
    row = api.get("/metrics/").json()["results"][0]
    assert (row["as_of"], row["currency"], row["group"]) == (history, "USD", None)
    assert row["figures"]["net_revenue"]["value"] == "250.50"
    assert "extra" not in row["figures"]["net_revenue"]


def test_every_figure_is_served(api: ApiClient, history: str) -> None:
    body = api.get("/metrics/", {"section": "all"}).json()
    assert body["next"] is None
    (row,) = body["results"]
    assert row["as_of"] == history
    assert {"cohorts", "pareto_curve", "revenue_tree", "stages", "stage_moves", "rfm_cells", "what_if",
            "liability_points", "inactivity"} <= row["figures"].keys()  # fmt: skip


def test_only_the_sections_asked_for(api: ApiClient, history: str) -> None:
    (row,) = api.get("/metrics/", {"section": "cohorts,revenue_tree"}).json()["results"]
    assert list(row["figures"]) == ["cohorts", "revenue_tree"]
    assert row["figures"]["cohorts"].keys() >= {"value", "n", "status", "definition"}


def test_by_group_store_and_period(api: ApiClient, history: str) -> None:
    assert value(api.get("/metrics/", {"group": "Florists"}), "customers_to_date") == 1
    assert value(api.get("/metrics/", {"store": "main"}), "receipts") == 2
    ten = (clock.today() - timedelta(days=9)).isoformat()
    answer = api.get("/metrics/", {"from": ten, "to": history, "section": "revenue_of_period"})
    assert value(answer, "revenue_of_period") == "167.00"
    assert value(api.get("/metrics/", {"from": ten, "group": "Florists"}), "revenue_of_period") == "83.50"


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ({"group": "Nobody"}, "group_unknown", "group"),
        ({"group": "a\0b"}, "group_unknown", "group"),
        ({"store": "nowhere"}, "store_unknown", "store"),
        ({"section": "cohorts,nothing"}, "section_unknown", "section"),
        ({"from": "yesterday"}, "day_invalid", "from"),
        ({"from": "0001-01-01"}, "day_invalid", "from"),
        ({"to": "2026-01-01"}, "period_invalid", "from"),
        ({"from": "2026-02-01", "to": "2026-01-01"}, "period_invalid", "from"),
        ({"from": "2026-02-01", "to": "2199-01-01"}, "period_invalid", "to"),
        ({"group": ""}, "parameter_empty", "group"),
        ({"section": "all", "until": "2026-01-01"}, "parameter_unknown", "until"),
        ({"section": ["all", "cohorts"]}, "parameter_unknown", "section"),
        ({"grup": "x"}, "parameter_unknown", "grup"),
    ],
)
def test_a_wrong_question_is_refused(api: ApiClient, history: str, query: dict, code: str, field: str) -> None:
    answer = api.get("/metrics/", query)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, code, field)


def test_figures_of_a_large_programme_are_counted_by_a_worker(
    api: ApiClient, history: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SMALL", -2)
    answer = api.get("/metrics/", {"store": "main"})
    assert (answer.status_code, answer.json()["code"]) == (503, "figures_pending")
    assert FigureSet.objects.filter(scope__startswith="store=").exists()
    store.compute_wanted(now=clock.now())
    assert value(api.get("/metrics/", {"store": "main"}), "receipts") == 2


def test_of_a_tier(api: ApiClient, customer: Customer, history: str) -> None:
    level = TierLevel.objects.create(code="gold", name="Gold", rank=1)
    since = clock.now() - timedelta(days=9)
    TierPeriod.objects.create(customer=customer, level=level, valid_from=since, cause="reached", booked_at=since)
    (row,) = api.get("/metrics/", {"tier": "gold", "section": "receipts"}).json()["results"]
    assert (row["tier"], row["group"], row["figures"]["receipts"]["value"]) == ("gold", None, 2)
    answer = api.get("/metrics/", {"tier": "tin"})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, "tier_unknown", "tier")
    assert api.get("/metrics/").json()["results"][0]["tier"] is None


def test_a_customers_scores_come_with_their_evidence(api: ApiClient, customer: Customer, history: str) -> None:
    CustomerMetrics.objects.filter(customer=customer).update(score_emotional=75, referrals=1, events=1)
    found = api.get(f"/customers/{customer.public_id}/metrics/").json()["loyalty_scores"]
    assert found["emotional"] == {"score": 75, "referrals": 1, "events": 1, "reviews": 0}
    assert found["behavioural"] == {"score": 0, "visits": 2, "gap_variation": None}
    assert found["cognitive"] == {"score": None, "information": None}
    assert found["impulsive"]["score"] == 0
