"""A share of a handful is withheld, row by row; its counts are told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from customers.models import Customer, Membership
from loyalty.metrics import reports
from loyalty.metrics.figure import Figure
from loyalty.models import (
    Programme,
)
from tests.loyalty.factories import NOW, grant, member
from tests.loyalty.figuring import AS_OF, buy, table, values
from tests.sales import factories as sales

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few_are_enough() -> None:
    Programme.objects.update(minimum_n=1)


def test_a_row_of_too_few_customers_keeps_its_counts_and_withholds_its_share() -> None:
    """At the minimum it is told, one below it is not; the figure as a whole has enough either way."""
    Programme.objects.update(minimum_n=3)
    people = [sales.customer() for _ in range(4)]
    for person in people[:3]:
        buy(person, date(2026, 1, 10))
    buy(people[3], date(2026, 2, 10))
    for person in people[:2]:
        buy(person, date(2026, 2, 20))
    found = values()
    cohorts = table(found["cohorts"], "cohort")
    assert (cohorts["2026-01"]["status"], cohorts["2026-01"]["rates"]) == ("ok", [1, 2 / 3, 0])
    few = cohorts["2026-02"]
    assert (few["status"], few["size"], few["customers"], few["rates"]) == ("too_few", 1, [1, 0], None)
    steps = table(found["next_purchase_rates"], "step")
    assert (steps["1→2"]["status"], steps["1→2"]["rate"]) == ("ok", 0.5)
    assert (steps["2→3"]["status"], steps["2→3"]["customers"], steps["2→3"]["rate"]) == ("too_few", 2, None)
    assert (steps["3→4"]["status"], steps["3→4"]["rate"]) == ("no_data", None)
    for person in people[:3]:
        buy(person, date(2025, 8, 1))
    half, quarter, *_ = values()["inactivity"].value
    assert (half["status"], half["customers"], half["rate"]) == ("ok", 3, 0)
    assert (quarter["status"], quarter["customers"], quarter["rate"]) == ("no_data", 0, None)


def test_moves_from_a_stage_of_too_few_withhold_their_share() -> None:
    Programme.objects.update(minimum_n=2)
    for first in (date(2026, 1, 5), date(2026, 1, 6)):
        person = sales.customer()
        buy(person, first)
        buy(person, date(2026, 2, 10))
    member()
    Customer.objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    Membership.objects.update(enrolled_at=datetime(2026, 1, 1, tzinfo=UTC))
    moves = {(row["from"], row["to"]): row for row in values()["stage_moves"].value}
    assert moves["first_time", "repeat"] | {"status": "ok", "of": 2, "share": 1.0} == moves["first_time", "repeat"]
    alone = moves["prospect", "prospect"]
    assert (alone["customers"], alone["of"], alone["share"], alone["status"]) == (1, 1, None, "too_few")


def test_a_month_in_which_too_few_earned_withholds_its_redemption_rate() -> None:
    Programme.objects.update(minimum_n=2)
    one, two = member(), member()
    for who, day in ((one, date(2026, 2, 3)), (one, date(2026, 2, 9)), (one, AS_OF), (two, AS_OF)):
        at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
        grant(who, 100, purchase_id=buy(who, day).pk, occurred_at=at, now=NOW)
    months = table(values()["redemption_by_month_points"], "month")
    february, march = months["2026-02"], months["2026-03"]
    assert (february["members"], february["issued"], february["rate"], february["status"]) == (1, 200, None, "too_few")
    assert (march["members"], march["issued"], march["rate"], march["status"]) == (2, 200, 0.0, "ok")


def test_a_lifetime_that_rests_on_a_handful_of_the_year_before_is_not_told() -> None:
    Programme.objects.update(minimum_n=2)
    for _ in range(3):
        buy(sales.customer(), AS_OF)
    buy(sales.customer(), AS_OF - timedelta(days=400))
    found = values()
    assert found["clv_c"].status == "ok"
    assert {found[key].status for key in ("churn", "clv_t", "clv_simple", "clv_margin", "what_if")} == {"too_few"}


def test_command_and_api_mark_such_rows() -> None:
    Programme.objects.update(minimum_n=2)
    buy(sales.customer(), AS_OF)
    buy(sales.customer(), AS_OF - timedelta(days=40))
    told = reports.public(AS_OF, values())["figures"]["cohorts"]
    assert [(row["status"], row["rates"]) for row in told["value"]] == [("too_few", None)] * 2
    again = Figure.from_json("cohorts", values()["cohorts"].to_json())
    assert again.to_public() == told
