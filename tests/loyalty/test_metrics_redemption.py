"""Units by month of issue: each month's figures add up, and all of them together are the ledger's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db.models import Sum

from customers.models import Customer
from loyalty import ledger
from loyalty.metrics import reports
from loyalty.models import Account, Entry, Programme, TopUpBonus
from sales.models import Purchase
from sales.services import record_return
from tests.customers.factories import make_user
from tests.loyalty.factories import key, member, policy, redeem, rule, state
from tests.sales import factories as sales

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY, MARCH, APRIL, MAY = (datetime(2026, month, 10, 12, tzinfo=UTC) for month in range(1, 6))
Months = dict[str, tuple[int, int, int, int, int]]
TOLD = ("issued", "outstanding", "redeemed", "expired", "reversed")


@pytest.fixture(autouse=True)
def _few_are_enough() -> None:
    Programme.objects.update(minimum_n=1)


def somebody() -> Customer:
    """A member whom we know since before the first sale."""
    made = member()
    Customer.objects.filter(pk=made.pk).update(created_at=JANUARY - timedelta(days=1))
    return made


def buy(who: Customer, at: datetime, units: int = 100) -> Purchase:
    """One point per whole unit of money: the base rule."""
    return sales.purchase(sales.line(100 * units), customer=who.pk, occurred_at=at, now=at)


def bring_back(bought: Purchase, at: datetime) -> None:
    record_return(draft=sales.return_draft(bought, occurred_at=at), now=at)


def months(at: datetime = MAY) -> Months:
    """Each month's figures, which add up on their face."""
    found = {}
    for row in reports.figures(at.date())["redemption_by_month_points"].value:
        issued, *parts = (row[name] for name in TOLD)
        assert issued == sum(parts), row
        kept = issued - row["reversed"]
        assert row["rate"] == (row["redeemed"] / kept if kept else None)
        found[row["month"]] = (issued, *parts)
    return found


def test_a_return_that_takes_from_another_lot() -> None:
    """January's units are spent when its sale comes back: February's go in their place."""
    who = somebody()
    first = buy(who, JANUARY)
    redeem(who, 100, now=JANUARY + timedelta(days=1))
    buy(who, FEBRUARY)
    bring_back(first, MARCH)
    assert state(who) == (0, 0)
    assert months() == {"2026-01": (100, 0, 0, 0, 100), "2026-02": (100, 0, 100, 0, 0)}
    # Before the return, it was January's units that were spent.
    assert months(FEBRUARY) == {"2026-01": (100, 0, 100, 0, 0), "2026-02": (100, 100, 0, 0, 0)}
    assert reports.figures(MAY.date())["redemption_rate_points"].value == 1


def test_a_return_that_takes_part_from_its_own_and_part_from_another_lot() -> None:
    who = somebody()
    first = buy(who, JANUARY)
    redeem(who, 30, now=JANUARY + timedelta(days=1))
    buy(who, FEBRUARY)
    bring_back(first, MARCH)
    assert state(who) == (70, 0)
    assert months() == {"2026-01": (100, 0, 0, 0, 100), "2026-02": (100, 70, 30, 0, 0)}


def test_a_return_that_makes_a_debt_and_who_pays_it() -> None:
    who = somebody()
    first = buy(who, JANUARY)
    redeem(who, 80, now=JANUARY + timedelta(days=1))
    bring_back(first, MARCH)
    assert state(who) == (0, 80)
    # Nobody has kept a unit of January; what was spent of them is owed, not redeemed.
    assert months(MARCH) == {"2026-01": (100, 0, 0, 0, 100)}
    assert reports.figures(MARCH.date())["debt_units_points"].value == 80
    assert reports.figures(MARCH.date())["redemption_rate_points"].status == "no_data"
    buy(who, APRIL)
    assert state(who) == (20, 0)
    assert months() == {"2026-01": (100, 0, 0, 0, 100), "2026-04": (100, 20, 80, 0, 0)}


def test_a_debt_larger_than_what_pays_it() -> None:
    who = somebody()
    first = buy(who, JANUARY)
    redeem(who, 100, now=JANUARY)
    bring_back(first, FEBRUARY)
    buy(who, MARCH, 40)
    assert state(who) == (0, 60)
    assert months() == {"2026-01": (100, 0, 0, 0, 100), "2026-03": (40, 0, 40, 0, 0)}


def test_a_correction_by_hand_is_taken_back() -> None:
    who = somebody()
    buy(who, JANUARY)
    ledger.adjust(
        customer_id=who.pk, currency="points", units=-25, reason="Booked twice", actor=make_user("owner"),
        event_key=key(), now=FEBRUARY,
    )  # fmt: skip
    assert months() == {"2026-01": (100, 75, 0, 0, 25)}


@pytest.mark.parametrize("seed", range(8))
def test_all_months_together_are_the_ledger(seed: int) -> None:
    """Any history of sales, redemptions, returns and expiry: to the unit what the ledger says."""
    chance, at = Random(seed), JANUARY
    policy(expiry="days", expiry_n=60)
    people, bought = [somebody(), somebody()], []
    for _ in range(40):
        at += timedelta(days=chance.randrange(1, 5))
        who, act = chance.choice(people), chance.random()
        if act < 0.45:
            bought.append(buy(who, at, chance.randrange(1, 200)))
        elif act < 0.7:
            spend(who, at, chance)
        elif act < 0.9 and bought:
            bring_back(bought.pop(chance.randrange(len(bought))), at)
        else:
            ledger.expire_due(now=at)
    ledger.expire_due(now=at + timedelta(days=1))
    found = months(at + timedelta(days=1))
    totals = dict(zip(TOLD, (sum(column) for column in zip(*found.values(), strict=True)), strict=True))
    assert totals == ledger_says()
    assert all(part >= 0 for row in found.values() for part in row), found


def spend(who: Customer, at: datetime, chance: Random) -> None:
    balance, debt = state(who)
    expired = sum(
        lot.remaining
        for account in Account.objects.filter(customer=who)
        for lot in account.lots.filter(expires_at__lte=at)
    )
    if not debt and balance > expired:
        redeem(who, chance.randrange(1, balance - expired + 1), now=at)


def ledger_says() -> dict[str, int]:
    def units(**what: object) -> int:
        return int(Entry.objects.filter(**what).aggregate(units=Sum("units"))["units"] or 0)

    account = Account.objects.aggregate(balance=Sum("balance"), debt=Sum("debt"))
    return {
        "issued": units(kind="grant"),
        "outstanding": account["balance"],
        "redeemed": -units(kind="redeem") - account["debt"],
        "expired": -units(kind="expire") - units(kind="restore"),
        "reversed": -units(kind="return"),
    }


def test_stored_value_and_stamps_are_counted_like_the_others() -> None:
    """Topped up 100.00 with a bonus of 10.00, 30.00 spent, 20.00 paid out; nine stamps earned, five spent."""
    owner = make_user("owner")
    policy("stored", is_active=True)
    policy("stamps", is_active=True)
    TopUpBonus.objects.create(minimum=100_00, percent=10)
    rule(1, currency="stamps", kind="piece")
    who = somebody()
    sales.purchase(sales.line(9000, 9), customer=who.pk, occurred_at=JANUARY, now=JANUARY)
    redeem(who, 5, "stamps", now=FEBRUARY)
    ledger.top_up(customer_id=who.pk, amount=100_00, event_key="paid in", now=JANUARY)
    redeem(who, 30_00, "stored", now=FEBRUARY)
    told = {"event_key": "paid out", "of": "paid in", "amount": 20_00, "reason": "asked", "actor": owner}
    ledger.refund_top_up(now=MARCH, **told)
    found = reports.figures(MAY.date())
    (stamps,) = found["redemption_by_month_stamps"].value
    assert [stamps[name] for name in TOLD] == [9, 4, 5, 0, 0]
    (stored,) = found["redemption_by_month_stored"].value
    assert stored["issued"] == 110_00 == sum(stored[name] for name in TOLD[1:])
    assert (stored["redeemed"], stored["expired"]) == (30_00, 0)
    assert stored["outstanding"] == state(who, "stored")[0]
    for currency, units, worth in (("stamps", 4, 4), ("stored", stored["outstanding"], stored["outstanding"])):
        assert found[f"liability_units_{currency}"].value == units
        assert found[f"liability_value_{currency}"].value == worth
        assert sum(row["available"] for row in found[f"liability_by_tier_{currency}"].value) == units
        rows = {row["what"]: row for row in found[f"liability_agreement_{currency}"].value}
        assert rows["total"]["units"] == units
        assert not any(row["difference"] for row in rows.values())
