"""What is told of a past day stays, whatever members do later; and what a day's rows say is the same by both ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from customers import merging, services
from customers.models import Customer
from loyalty.costs.services import post_cost
from loyalty.metrics import recompute, reports
from loyalty.metrics.days import Period
from loyalty.models import CustomerMetrics, Programme, TierPeriod
from loyalty.tiers import reports as tier_reports
from tests.customers.factories import make_user
from tests.loyalty import tiers
from tests.loyalty.factories import NOW, grant, only_rules, rule
from tests.sales import factories as sales
from tests.sales.factories import line, purchase

pytestmark = pytest.mark.django_db
# A Saturday in the month before NOW; everybody joined long before it.
DAY = date(2026, 2, 14)
MONTHS = Period(date(2025, 11, 1), DAY)
JOINED = NOW - timedelta(days=200)


@pytest.fixture(autouse=True)
def _few_are_enough() -> None:
    Programme.objects.update(minimum_n=1, margin_rate="0.5")
    only_rules()
    rule(1)


def joined(at: datetime = JOINED) -> Customer:
    who = sales.customer()
    Customer.objects.filter(pk=who.pk).update(created_at=at)
    services.enrol(customer=who, terms_version="1", where="shop", actor=None, now=at)
    return who


def leave(who: Customer, at: datetime = NOW) -> None:
    services.leave(customer=who, reason="wish", actor=None, now=at)


def come_back(who: Customer, at: datetime = NOW + timedelta(days=3)) -> None:
    services.enrol(customer=who, terms_version="2", where="shop", actor=None, now=at)


def suspend(who: Customer) -> None:
    services.suspend(customer=who, reason="Abuse", actor=None, now=NOW)


def leave_and_come_back(who: Customer) -> None:
    leave(who)
    come_back(who)


def merge_away(who: Customer) -> None:
    """Somebody is entered again, and the old record goes into the new one."""
    survivor = sales.customer()
    merging.merge_customers(
        survivor=survivor, duplicate=who, reason="same phone", actor=make_user("owner", is_superuser=True), now=NOW
    )


def merge_away_and_leave(who: Customer) -> None:
    merge_away(who)
    leave(Customer.objects.get(pk=Customer.objects.values_list("merged_into", flat=True).get(pk=who.pk)))


LATER: list[Callable[[Customer], None]] = [
    leave, leave_and_come_back, suspend, merge_away, merge_away_and_leave,
]  # fmt: skip


def told(day: date = DAY, period: Period | None = None) -> dict[str, Any]:
    return {key: figure.to_json() for key, figure in reports.figures(day, period=period).items()}


@pytest.fixture
def people() -> dict[str, Customer]:
    """A buyer of gold with units, one who only enrolled, and one who does not change."""
    gold = tiers.level("gold", 1, min_spend=9_000_000)
    found = {"buyer": joined(), "visitor": joined(), "other": joined()}
    for back in (150, 60, 30):
        purchase(line(4000), customer=found["buyer"].pk, occurred_at=NOW - timedelta(days=back), now=NOW)
    purchase(line(700), customer=found["other"].pk, occurred_at=NOW - timedelta(days=45), now=NOW)
    grant(found["visitor"], 50, occurred_at=NOW - timedelta(days=50), now=NOW - timedelta(days=50))
    post_cost(key="gift", kind="staff", amount=300, customer_id=found["buyer"].pk, at=NOW - timedelta(days=40))
    told = {"cause": "reached", "booked_at": JOINED}
    TierPeriod.objects.create(customer=found["buyer"], level=gold, valid_from=NOW - timedelta(days=100), **told)
    return found


@pytest.mark.parametrize("whom", ["buyer", "visitor"])
@pytest.mark.parametrize("later", LATER, ids=lambda act: act.__name__)
def test_a_past_day_stays_as_it_was(people: dict[str, Customer], whom: str, later: Callable[[Customer], None]) -> None:
    before, months = told(), told(period=MONTHS)
    assert sum(row["members"] for row in before["members_by_tier"]["value"]) == 3
    later(people[whom])
    for now, then in ((told(), before), (told(period=MONTHS), months)):
        assert {key: (now.get(key), then[key]) for key in then if now.get(key) != then[key]} == {}


def test_members_by_tier_are_the_members_of_the_day(people: dict[str, Customer]) -> None:
    """Left on the 1st, back on the 20th of February: no member on the 14th, one before and after."""
    leave(people["buyer"], NOW - timedelta(days=42))
    come_back(people["buyer"], NOW - timedelta(days=23))

    def members(day: date) -> int:
        return sum(row["members"] for row in reports.figures(day)["members_by_tier"].value)

    assert [members(date(2026, month, day)) for month, day in ((1, 31), (2, 1), (2, 14), (2, 19), (2, 20))] == [
        3, 2, 2, 2, 3,
    ]  # fmt: skip


def test_sales_between_leaving_and_coming_back_are_nobody_of_the_programme(people: dict[str, Customer]) -> None:
    """Bought 60 and 30 days ago; a member until 40 days ago and from 20 days ago."""
    before = reports.figures(DAY, period=MONTHS)["profit_revenue"].value
    leave(people["buyer"], NOW - timedelta(days=40))
    come_back(people["buyer"], NOW - timedelta(days=20))
    found = reports.figures(DAY, period=MONTHS)
    assert (before, found["profit_revenue"].value) == (4000 + 4000 + 700, 4000 + 700)
    agreement = next(row for row in found["profit_agreement"].value if row["what"] == "sales")
    assert (agreement["left_out"], agreement["difference"]) == (4000, 0)


def test_who_came_back_had_enrolled_before(people: dict[str, Customer]) -> None:
    """Neither a past day's stage nor the month's moves make a suspect of a prospect."""
    before = told()
    leave_and_come_back(people["visitor"])
    assert told()["stages"] == before["stages"]
    assert told()["stage_moves"] == before["stage_moves"]


@pytest.mark.parametrize("later", LATER, ids=lambda act: act.__name__)
def test_full_and_incremental_runs_agree(people: dict[str, Customer], later: Callable[[Customer], None]) -> None:
    as_of = NOW.date() + timedelta(days=5)
    recompute.full(as_of=as_of, now=NOW)
    for who in (people["buyer"], people["visitor"]):
        later(who)
    recompute.incremental(now=NOW)
    incremental = list(CustomerMetrics.objects.order_by("customer").values())
    recompute.full(as_of=as_of, now=NOW, refit=False)
    assert list(CustomerMetrics.objects.order_by("customer").values()) == incremental
    assert {row["stage"] for row in incremental} == {"repeat", "prospect", "first_time"}


def test_the_tiers_page_counts_the_members_of_now(people: dict[str, Customer]) -> None:
    leave(people["other"])
    suspend(people["visitor"])
    assert sum(rung.members for rung in tier_reports.rungs(NOW + timedelta(days=1))) == 2
    assert sum(rung.members for rung in tier_reports.rungs(NOW - timedelta(days=1))) == 3
