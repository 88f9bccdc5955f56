"""What a unit was worth when: changing it leaves months that are over alone, and undoing comes to nothing."""

from __future__ import annotations

import importlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from customers.models import Customer, Membership
from loyalty import ledger, worth
from loyalty.costs.services import release_units
from loyalty.metrics import reports
from loyalty.metrics.days import Period
from loyalty.models import CurrencyPolicy, UnitWorth
from loyalty.referrals.reports import brought
from loyalty.rewards import services as rewards
from tests.loyalty.factories import bring, grant, key, member, only_rules, policy, redeem, rule
from tests.loyalty.rewarding import reward
from tests.sales.factories import customer, give_back, line, purchase

pytestmark = pytest.mark.django_db
MARCH, MAY, JUNE = (datetime(2026, month, 15, 12, tzinfo=UTC) for month in (3, 5, 6))
CHANGED = datetime(2026, 5, 1, tzinfo=UTC)
FILL = importlib.import_module("loyalty.migrations.0039_worth_of_units").FILL


@pytest.fixture
def doubled():
    """A point is worth 0.01 through April, 0.02 from May on; one is earned per 1.00."""
    only_rules()
    rule(1)
    policy("points", unit_value=Decimal(1), pending_days=0)
    UnitWorth.objects.create(currency="points", since=CHANGED, value=Decimal(2))


def old_member() -> Customer:
    made = customer()
    since = MARCH - timedelta(days=400)
    Membership.objects.create(customer=made, terms_version="1", enrolled_at=since, state_since=since)
    return made


def figures(first: date, last: date, as_of: date | None = None) -> dict[str, Any]:
    found = reports.figures(as_of or last, period=Period(first, last))
    return {name: figure.value for name, figure in found.items()}


def lines(found: dict[str, Any]) -> dict[str, int]:
    told = {row["line"]: row["amount"] for row in found["profit_statement"] if row["amount"]}
    for name in ("profit_agreement", "profit_agreement_units"):
        assert not [row for row in found[name] if row["difference"]]
    return told


def months(found: dict[str, Any]) -> dict[str, int]:
    return {row["month"]: row["units"] for row in found["profit_by_month"]}


YEAR = (date(2026, 3, 1), date(2026, 6, 30))


class TestTheExampleOfTheDocumentation:
    """100.00 bought in March, 50.00 in May: 100 points at 0.01 and 50 at 0.02."""

    @pytest.fixture
    def bought(self, doubled):
        who = old_member()
        march = purchase(line(10000), customer=who.pk, occurred_at=MARCH, now=MARCH)
        may = purchase(line(5000), customer=who.pk, occurred_at=MAY, now=MAY)
        return who, march, may

    def test_each_month_counts_what_a_point_was_worth_then(self, bought):
        assert months(figures(*YEAR)) == {"2026-03": -100, "2026-05": -100}

    def test_what_comes_back_counts_as_it_was_given(self, bought):
        _who, march, _may = bought
        give_back(march, occurred_at=JUNE)
        assert months(figures(*YEAR)) == {"2026-03": 0, "2026-05": -100}

    def test_a_reward_gives_up_what_its_points_cost(self, bought):
        who, _march, _may = bought
        made = rewards.redeem_reward(
            customer_id=who.pk, reward=reward(price=120, unit_cost=80), event_key=key(), now=JUNE
        )
        told = lines(figures(*YEAR))
        assert (told["earned"], told["posted:points"], told["posted:reward"]) == (-200, 140, -80)
        assert told["used"] == -140
        rewards.cancel(redemption=made, now=JUNE, reason="Not there")
        assert lines(figures(*YEAR)).get("used", 0) == 0
        assert lines(figures(*YEAR)).get("posted:points", 0) == 0

    def test_points_that_expire_give_back_what_they_cost(self, doubled):
        who = old_member()
        lots = [ledger.OpeningLot(100, earned_at=MARCH, expires_at=JUNE)]
        ledger.open_balance(customer_id=who.pk, currency="points", event_key=key(), now=MARCH, lots=lots)
        ledger.expire_due(now=JUNE + timedelta(days=1))
        told = lines(figures(*YEAR))
        assert (told["by_hand"], told["lapsed"]) == (-100, 100)

    def test_liability_goes_by_what_a_point_is_worth_on_its_day(self, bought):
        assert figures(*YEAR, as_of=date(2026, 4, 30))["liability_value_points"] == 100
        assert figures(*YEAR)["liability_value_points"] == 300


def test_a_month_that_is_over_stays_as_it_was(doubled):
    UnitWorth.objects.filter(since=CHANGED).delete()
    who = old_member()
    purchase(line(10000), customer=who.pk, occurred_at=MARCH, now=MARCH)
    redeem(who, 30, now=MARCH + timedelta(days=1))
    march = (date(2026, 3, 1), date(2026, 3, 31))
    before = figures(*march)
    policy("points", unit_value=Decimal(5))
    assert worth.at("points", datetime(2026, 4, 1, tzinfo=UTC)) == 1
    assert {name: value for name, value in figures(*march).items() if name.startswith(("profit", "liability"))} == {
        name: value for name, value in before.items() if name.startswith(("profit", "liability"))
    }


def test_units_that_change_hands_keep_what_they_were_worth(doubled):
    from loyalty.models import SpendingTerms

    SpendingTerms.objects.filter(pk="points").update(transfer_daily_limit=1000)
    giver, taker = old_member(), old_member()
    grant(giver, 100, occurred_at=MARCH, now=MARCH)
    ledger.transfer(
        from_customer_id=giver.pk, to_customer_id=taker.pk, currency="points", units=60, event_key=key(), now=MAY
    )
    redeem(taker, 60, now=JUNE)
    told = lines(figures(*YEAR))
    assert (told["earned"], told["used"]) == (-100, -60)


def test_a_debt_written_off_counts_as_what_was_taken_back(doubled):
    from loyalty.models import LedgerSettings

    LedgerSettings.objects.filter(pk=1).update(debt="write_off")
    who = old_member()
    bought = purchase(line(10000), customer=who.pk, occurred_at=MARCH, now=MARCH)
    redeem(who, 100, now=MARCH + timedelta(days=1))
    give_back(bought, occurred_at=JUNE)
    told = lines(figures(*YEAR))
    assert (told.get("earned", 0), told["by_hand"], told["used"]) == (0, -100, -100)


def test_what_codes_bring_costs_what_the_units_were_worth(doubled):
    referral = bring(member(), customer(), MARCH)
    given = grant(referral.referrer, 100, event_key=f"referral:{referral.pk}:referrer", occurred_at=MARCH, now=MARCH)
    (told,) = brought(MARCH - timedelta(days=365))
    assert (given.units, told.cost) == (100, 100)
    key_ = f"referral:{referral.pk}:referrer"
    ledger.reverse_grant(of=key_, event_key=f"{key_}:reversed", now=JUNE, reason="everything was returned")
    assert brought(MARCH - timedelta(days=365))[0].cost == 0


def test_units_given_up_without_an_entry_count_by_their_day(doubled):
    who = old_member()
    release_units(key="x", currency="points", units=10, customer_id=who.pk, at=JUNE)
    assert lines(figures(*YEAR))["posted:points"] == 20


class TestKeeping:
    def rows(self, currency="points"):
        return [(row.since is None, row.value) for row in worth.known()[currency]]

    def test_setting_up_corrects_and_a_later_change_adds(self):
        policy("points", unit_value=Decimal(3))
        assert self.rows() == [(True, Decimal(3))]
        grant(member(), 1)
        policy("points", unit_value=Decimal(4))
        assert self.rows() == [(True, Decimal(3)), (False, Decimal(4))]
        policy("points", pending_days=3, unit_value=Decimal(4))
        assert len(self.rows()) == 2

    def test_a_new_policy_begins(self):
        CurrencyPolicy.objects.filter(pk="stamps").delete()
        CurrencyPolicy.objects.create(currency="stamps", unit_value=Decimal(7))
        assert self.rows("stamps") == [(True, Decimal(7))]

    def test_one_value_from_an_instant_on(self):
        for since in (None, CHANGED):
            UnitWorth.objects.get_or_create(currency="points", since=since, defaults={"value": 1})
            with pytest.raises(IntegrityError), transaction.atomic():
                UnitWorth.objects.create(currency="points", since=since, value=2)

    def test_the_migration_tells_it_from_the_history(self):
        history = CurrencyPolicy.history.model
        history.objects.all().delete()
        row = CurrencyPolicy.objects.get(pk="points")
        for month, value in ((1, 1), (2, 1), (3, 2), (4, 3)):
            row.unit_value = Decimal(value)
            row.pending_days = month
            history.objects.create(
                history_date=datetime(2026, month, 1, tzinfo=UTC), history_type="~",
                **{field.attname: getattr(row, field.attname) for field in CurrencyPolicy._meta.concrete_fields},
            )  # fmt: skip
        CurrencyPolicy.objects.filter(pk="points").update(unit_value=3)
        UnitWorth.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(FILL)
        found = [(row.since and row.since.month, row.value) for row in worth.known()["points"]]
        assert found == [(None, 1), (3, 2), (4, 3)]
        assert set(worth.known()) == set(CurrencyPolicy.objects.values_list("pk", flat=True))
