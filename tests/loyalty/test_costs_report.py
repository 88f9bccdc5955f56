"""The programme's profit and loss: the worked example of the documentation, and that it agrees with its sources."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from customers import merging
from customers.models import Customer, CustomerGroup, Membership
from loyalty import ledger
from loyalty.costs.services import post_cost, release_units, take_back
from loyalty.metrics import reports
from loyalty.metrics.days import Period
from loyalty.models import CurrencyPolicy, Programme, TierLevel, TierPeriod
from tests.customers.factories import make_user
from tests.loyalty.factories import NOW, grant, key, only_rules, policy, redeem, rule
from tests.loyalty.pricing_factories import pay, price_list, promotion, quote, row
from tests.sales.factories import customer, give_back, line, product, purchase

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 3, 31)
MARCH = Period(date(2026, 3, 1), AS_OF)


def member(**values: Any) -> Customer:
    made = customer(**values)
    since = NOW - timedelta(days=400)
    Membership.objects.create(customer=made, terms_version="1", enrolled_at=since, state_since=since)
    return made


def report(period: Period | None = None, **values: Any) -> dict[str, Any]:
    found = reports.figures(AS_OF, period=period, **values)
    return {name: figure.value for name, figure in found.items() if name.startswith("profit_")}


def lines(found: dict[str, Any]) -> dict[str, int]:
    return {row["line"]: row["amount"] for row in found["profit_statement"] if row["amount"]}


def agrees(found: dict[str, Any]) -> None:
    for name in ("profit_agreement", "profit_agreement_units"):
        assert [row["difference"] for row in found.get(name, [])] == [0] * len(found.get(name, [])), found[name]
    for table in ("profit_by_month", "profit_by_level", "profit_by_month_and_level"):
        assert sum(row["result"] for row in found[table]) == (found["profit_result"] or 0)
        assert sum(row["revenue"] for row in found[table]) == (found["profit_revenue"] or 0)


@pytest.fixture
def points_only():
    """One point per 1.00, worth one cent; nothing earns cashback."""
    only_rules()
    rule(1)
    policy("points", unit_value=Decimal(1), pending_days=0)


def test_the_example_of_the_documentation(points_only):
    """Three at 10.00 with a unit cost of 4.00; 20 % off by a list, 10 % of the rest by a promotion."""
    who = member()
    row(price_list(), 20)
    promotion(percent=10)
    pay(quote(product(price=1000, unit_cost=400), customer=who, quantity=3))
    post_cost(key="r", kind="reward", amount=80, customer_id=who.pk, at=NOW)
    redeem(who, 10, now=NOW + timedelta(days=1))
    release_units(key="r:units", currency="points", units=10, customer_id=who.pk, at=NOW)
    found = report(MARCH)
    assert lines(found) == {
        "revenue": 2160, "goods": -1200, "margin": 960, "discounts_back": 840, "full_margin": 1800,
        "posted:price": -600, "posted:promotion": -240, "earned": -21, "posted:reward": -80, "posted:points": 10,
        "cost": -931, "result": 869, "used": -10, "result_when_used": 880,
    }  # fmt: skip
    assert (found["profit_cost"], found["profit_result"]) == (931, 869)
    agrees(found)


def test_nothing_happened():
    found = report(MARCH)
    assert found["profit_statement"] == []
    assert found["profit_result"] == 0


def test_what_comes_back_is_taken_off_in_the_month_of_the_sale(points_only):
    who = member()
    row(price_list(), 20)
    bought = pay(quote(product(price=1000, unit_cost=400), customer=who, quantity=2))
    give_back(bought, {1: 1}, occurred_at=NOW + timedelta(days=60))
    april = Period(date(2026, 4, 1), date(2026, 6, 30))
    later = reports.figures(date(2026, 6, 30), period=Period(date(2026, 3, 1), date(2026, 6, 30)))
    months = {row["month"]: row for row in later["profit_by_month"].value}
    assert list(months) == ["2026-03"]
    assert (months["2026-03"]["revenue"], months["2026-03"]["discounts"], months["2026-03"]["units"]) == (800, -200, -8)
    assert reports.figures(date(2026, 6, 30), period=april)["profit_by_month"].value == []
    before = report(MARCH)  # as of 31 March nothing had come back
    assert lines(before)["revenue"] == 1600
    assert lines(before)["posted:price"] == -400
    agrees(before)


def test_a_sale_counts_on_the_level_of_its_moment(points_only):
    gold, silver = (TierLevel.objects.create(code=name.lower(), name=name, rank=90 + rank, min_spend=rank * 100_000)
                    for rank, name in ((2, "Gold X"), (1, "Silver X")))  # fmt: skip
    who = member()
    middle = NOW
    TierPeriod.objects.create(customer=who, level=silver, valid_from=NOW - timedelta(days=10), valid_until=middle,
                              cause="reached", booked_at=NOW)  # fmt: skip
    TierPeriod.objects.create(customer=who, level=gold, valid_from=middle, cause="reached", booked_at=NOW)
    purchase(line(1000), customer=who.pk, occurred_at=middle - timedelta(seconds=1), now=NOW)
    purchase(line(3000), customer=who.pk, occurred_at=middle, now=NOW)
    purchase(line(500), customer=member().pk, occurred_at=middle, now=NOW)
    found = report(MARCH)
    levels = [(row["level"], row["revenue"], row["buyers"]) for row in found["profit_by_level"]]
    assert levels == [("Gold X", 3000, 1), ("Silver X", 1000, 1), ("", 500, 1)]
    assert [row["units"] for row in found["profit_by_level"]] == [-30, -10, -5]
    agrees(found)


def test_who_was_no_member_is_left_out_and_said(points_only):
    late = customer()
    Membership.objects.create(customer=late, terms_version="1", enrolled_at=NOW, state_since=NOW)
    row(price_list(), 20)
    item = product(price=1000)
    purchase(line(700), customer=late.pk, occurred_at=NOW - timedelta(days=1), now=NOW)
    pay(quote(item, customer=customer()))
    purchase(line(1000), customer=member().pk, occurred_at=NOW, now=NOW)
    found = report(MARCH)
    assert found["profit_revenue"] == 1000
    told = {row["what"]: row for row in found["profit_agreement"]}
    assert (told["sales"]["left_out"], told["sales"]["there"]) == (1500, 2500)
    assert (told["costs"]["here"], told["costs"]["left_out"], told["costs"]["there"]) == (0, 200, 200)
    agrees(found)


def test_the_margin_is_the_programmes_where_the_cost_is_not_known(points_only):
    only_rules()
    who = member()
    purchase(line(1000, product=product(price=1000).pk), customer=who.pk, occurred_at=NOW, now=NOW)
    assert lines(report(MARCH))["margin"] == 400


def test_breakage_is_stated_and_gives_back(points_only):
    policy("points", unit_value=Decimal(2))
    who = member()
    ledger.open_balance(
        customer_id=who.pk, currency="points", event_key=key(), now=NOW,
        lots=[ledger.OpeningLot(100, earned_at=NOW, expires_at=NOW + timedelta(days=3))],
    )  # fmt: skip
    redeem(who, 40)
    ledger.expire_due(now=NOW + timedelta(days=4))
    (row_,) = report(MARCH)["profit_units"]
    assert row_ == {
        "currency": "points", "earned_units": 0, "by_hand_units": 100, "lapsed_units": -60, "used_units": -40,
        "cost": -80, "breakage": 120, "breakage_share": 0.6, "cost_when_used": -80,
    }  # fmt: skip
    agrees(report(MARCH))


def test_a_merge_neither_costs_nor_earns(points_only):
    one, other = member(), member()
    grant(one, 50)
    grant(other, 70)
    before = lines(report(MARCH))
    merging.merge_customers(
        survivor=one, duplicate=other, reason="Twice", actor=make_user("owner", is_superuser=True), now=NOW
    )
    found = report(MARCH)
    assert lines(found) == before == {"earned": -120, "cost": -120, "result": -120}
    agrees(found)


def test_costs_of_others_count_with_the_level_and_month(points_only):
    who = member()
    post_cost(key="a", kind="amends", amount=300, customer_id=who.pk, at=NOW)
    post_cost(key="m", kind="message", amount=50, customer_id=None, at=NOW)
    post_cost(key="g", kind="prize", amount=900, customer_id=customer().pk, at=NOW)
    take_back(keys=["g"], at=NOW + timedelta(days=90))
    later = reports.figures(date(2026, 6, 30), period=MARCH)
    told = {row["line"]: row["amount"] for row in later["profit_statement"].value}
    assert (told["posted:amends"], told["posted:message"], told.get("posted:prize", 0)) == (-300, -50, 0)
    assert lines(report(MARCH))["posted:prize"] == -900


def test_by_group_and_store(points_only):
    from sales.models import Store

    shop = Store.objects.create(code="s1", name="S1")
    group = CustomerGroup.objects.create(name="Florists")
    florist, other = member(), member()
    florist.groups.add(group)
    post_cost(key="a", kind="amends", amount=300, customer_id=other.pk, at=NOW)
    purchase(line(1000), customer=florist.pk, occurred_at=NOW, now=NOW, store=shop.pk)
    purchase(line(2000), customer=other.pk, occurred_at=NOW, now=NOW)
    assert lines(report(MARCH, group=group.pk))["cost"] == -10
    there = report(MARCH, store=shop.pk)
    assert (there["profit_revenue"], lines(there)["cost"]) == (1000, -10)
    agrees(there)


def test_the_page_its_download_and_the_api(client, points_only):
    purchase(line(1000), customer=member().pk, occurred_at=NOW, now=NOW)
    from loyalty.metrics import recompute, store

    recompute.full(as_of=AS_OF, now=NOW)
    store.refresh(now=NOW)
    client.force_login(make_user("owner", is_superuser=True))
    url = reverse("loyalty:report", args=["profit"])
    body = client.get(url).content.decode()
    assert "Profit and loss" in body
    assert "It agrees" in body
    answer = client.get(url, {"card": "profit_by_month", "format": "csv"})
    text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
    assert "2026-03" in text
    assert CurrencyPolicy.objects.filter(pk="points").exists()


def test_units_of_money_are_shown_and_downloaded_as_money():
    from loyalty.metrics import figure as f
    from loyalty.views.reporting import profit

    row = {
        "earned_units": 103515, "by_hand_units": 0, "lapsed_units": -20, "used_units": -5, "cost": -103495,
        "breakage": 20, "breakage_share": 0.1, "cost_when_used": -5,
    }  # fmt: skip
    told = [row | {"currency": currency} for currency in ("points", "stamps", "cashback", "stored")]
    found = f.Figure("profit_units", told, n=4, kinds={"currency": f.TEXT}, is_total=True, status=f.OK)
    cells = [one[1] for one in profit.units({"profit_units": found}).rows]
    assert [cell.text for cell in cells] == ["103,515", "103,515", "$1,035", "$1,035"]
    assert [str(cell.plain) for cell in cells] == ["103515", "103515", "1035.15", "1035.15"]


def test_levels_are_named_in_the_readers_language():
    from loyalty.tiers.wording import with_titles

    TierLevel.objects.create(
        code="silver-x", name="Silver X", rank=91, min_spend=1, translations={"zh-hans": {"name": "银卡"}}
    )
    rows = [{"level": "Silver X"}, {"level": "Gone"}, {"level": ""}]
    with override("zh-hans"):
        assert [row["level"] for row in with_titles(rows)] == ["银卡", "Gone", "无等级"]


# --- Liability ----------------------------------------------------------------------------


def _agreement(found: dict[str, Any], currency: str = "points") -> dict[str, int]:
    rows = found[f"liability_agreement_{currency}"].value
    assert not [row for row in rows if row["difference"]], rows
    return {row["what"]: row["units"] for row in rows}


def test_liability_agrees_with_the_ledger_as_of_any_day(points_only):
    """Sum of the rows = balances = lots = entries + debts, whatever happened before, on or after the day."""
    who, tester = member(), member(is_test=True)
    silver = TierLevel.objects.create(code="silver-x", name="Silver X", rank=91, min_spend=1)
    TierPeriod.objects.create(customer=who, level=silver, valid_from=NOW, cause="reached", booked_at=NOW)
    grant(tester, 33)
    bought = purchase(line(9000), customer=who.pk, occurred_at=NOW, now=NOW)
    redeem(who, 60, now=NOW + timedelta(days=1))
    give_back(bought, occurred_at=NOW + timedelta(days=2))  # 30 left go back, 60 become a debt
    ledger.open_balance(
        customer_id=who.pk, currency="points", event_key=key(), now=NOW + timedelta(days=40),
        lots=[ledger.OpeningLot(100, earned_at=NOW + timedelta(days=39), expires_at=NOW + timedelta(days=50))],
    )  # fmt: skip
    days = {
        NOW.date() - timedelta(days=1): (0, 0),
        NOW.date(): (90, 0),
        NOW.date() + timedelta(days=1): (30, 0),
    }
    for day, (listed, debt) in days.items():
        found = reports.figures(day)
        told = _agreement(found)
        assert (told["listed"], found["debt_units_points"].value) == (listed, debt), day
        assert found["liability_units_points"].value == listed
    for days_later in (2, 39, 45, 60):
        _agreement(reports.figures(NOW.date() + timedelta(days=days_later)))
    assert _agreement(reports.figures(NOW.date()))["others"] == 33


def _used(at):
    """Units without an end, used up then: no other figure of units knows of them any more."""
    who = member()
    ledger.open_balance(
        customer_id=who.pk, currency="points", event_key=key(), now=at, lots=[ledger.OpeningLot(5, earned_at=at)]
    )
    redeem(who, 5, now=at)


@pytest.mark.parametrize(
    ("minimum", "used_before", "status"),
    [(2, 400, "too_few"), (1, 300, "short_history"), (1, None, "short_history"), (1, 400, "ok")],
)
def test_of_too_little_that_is_over_nothing_is_foretold(points_only, minimum, used_before, status):
    Programme.objects.update_or_create(pk=1, defaults={"minimum_n": minimum})
    if used_before:
        _used(NOW - timedelta(days=used_before))
    lots = [ledger.OpeningLot(80, earned_at=NOW, expires_at=NOW + timedelta(days=2)),
            ledger.OpeningLot(200, earned_at=NOW, expires_at=NOW + timedelta(days=100))]  # fmt: skip
    ledger.open_balance(customer_id=member().pk, currency="points", event_key=key(), now=NOW, lots=lots)
    ledger.expire_due(now=NOW + timedelta(days=3))
    found = reports.figures(AS_OF)
    expected = found["expected_breakage_points"]
    assert (expected.status, expected.value) == (status, 200 if status == "ok" else None)
    assert [row["breakage"] for row in found["liability_points"].value] == [expected.value]
    assert found["liability_units_points"].value == 200


def test_liability_by_tier_and_expected_breakage(points_only):
    Programme.objects.update_or_create(pk=1, defaults={"minimum_n": 1})
    policy("points", unit_value=Decimal(2))
    _used(NOW - timedelta(days=400))
    who = member()
    silver = TierLevel.objects.create(code="silver-x", name="Silver X", rank=91, min_spend=1)
    TierPeriod.objects.create(customer=who, level=silver, valid_from=NOW, cause="reached", booked_at=NOW)
    lots = [ledger.OpeningLot(80, earned_at=NOW, expires_at=NOW + timedelta(days=2)),
            ledger.OpeningLot(200, earned_at=NOW, expires_at=NOW + timedelta(days=100))]  # fmt: skip
    ledger.open_balance(customer_id=who.pk, currency="points", event_key=key(), now=NOW, lots=lots)
    redeem(who, 60)
    ledger.expire_due(now=NOW + timedelta(days=3))
    grant(member(), 10)
    found = reports.figures(AS_OF)
    tiers = {row["level"]: row for row in found["liability_by_tier_points"].value}
    assert (tiers["Silver X"]["available"], tiers["Silver X"]["value"], tiers[""]["available"]) == (200, 400, 10)
    assert [row["breakage"] for row in found["liability_points"].value] == [50, 0]  # a quarter of those over expired
    assert found["expected_breakage_points"].value == 100
    assert sum(row["value"] for row in tiers.values()) == found["liability_value_points"].value
    _agreement(found)


def test_stored_value_appears_apart_once_somebody_has_some():
    assert "liability_stored" not in reports.figures(AS_OF)
    CurrencyPolicy.objects.filter(pk="stored").update(is_active=True)
    who = member()
    ledger.open_balance(
        customer_id=who.pk, currency="stored", event_key=key(), now=NOW,
        lots=[ledger.OpeningLot(5000, earned_at=NOW, expires_at=None)],
    )  # fmt: skip
    found = reports.figures(AS_OF)
    assert found["liability_value_stored"].value == 5000
    assert found["liability_value_points"].value == 0
    _agreement(found, "stored")
