"""What PostgreSQL itself refuses, each once; and check_ledger when somebody got round it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from loyalty.ledger import audit
from loyalty.models import Account, Consumption, CurrencyPolicy, EarnRule, Entry, Lot, Programme
from tests.loyalty.factories import NOW, lot, member, opening, redeem
from tests.sales.factories import give_back, line, purchase

pytestmark = pytest.mark.django_db


def sql(statement, parameters=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def refuses(what, statement, parameters=()):
    with pytest.raises(DatabaseError, match=what), transaction.atomic():
        sql(statement, parameters)


@pytest.fixture
def booked():
    """A member with a grant of 10, a lot brought along, and a redemption of 4."""
    who = member()
    purchase(line(1000), customer=who.pk)
    opening(who, lot(5))
    redeem(who, 4)
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    return who


@pytest.mark.usefixtures("booked")
class TestAppendOnly:
    @pytest.mark.parametrize("table", ["loyalty_entry", "loyalty_consumption"])
    def test_no_update_no_delete_no_truncate(self, table):
        refuses("append-only", f"UPDATE {table} SET units = units + 1")
        refuses("append-only", f"DELETE FROM {table}")
        refuses("append-only", f"TRUNCATE {table} CASCADE")

    def test_lots_keep_their_facts(self):
        for column in ("granted = granted + 1", "account_id = account_id + 1", "available_at = now()", "entry_id = 0"):
            refuses("keeps its account", f"UPDATE loyalty_lot SET {column}")
        refuses("append-only", "DELETE FROM loyalty_lot")
        refuses("append-only", "TRUNCATE loyalty_lot CASCADE")

    def test_accounts_and_sales_with_entries_stay(self):
        refuses("append-only", "DELETE FROM loyalty_account")
        refuses("append-only", "TRUNCATE loyalty_account CASCADE")
        refuses("append-only", "TRUNCATE sales_purchase CASCADE")
        sql("DELETE FROM sales_purchaseline")
        refuses("has entries in the ledger", "DELETE FROM sales_purchase")

    def test_a_test_may_ask_for_truncate(self):
        sql("SET LOCAL regulars.allow_truncate = 'on'")
        sql("TRUNCATE loyalty_consumption, loyalty_lot, loyalty_entry CASCADE")
        assert not Entry.objects.exists()


@pytest.mark.usefixtures("booked")
class TestConstraints:
    def violates(self, name, action):
        def now():
            with transaction.atomic():
                action()
                sql("SET CONSTRAINTS ALL IMMEDIATE")

        with pytest.raises(IntegrityError, match=name):
            now()

    @pytest.mark.parametrize(
        ("name", "values"),
        [
            ("account_balance_not_negative", {"balance": -1}),
            ("account_debt_not_negative", {"debt": -1}),
            ("account_currency_known", {"currency": "miles"}),
        ],
    )
    def test_accounts(self, name, values):
        self.violates(name, lambda: Account.objects.update(**values))

    def test_one_account_per_customer_and_currency(self, booked):
        self.violates("account_unique", lambda: Account.objects.create(customer=booked, currency="points"))

    @pytest.mark.parametrize("remaining", [-1, 11])
    def test_lots_stay_within_what_was_granted(self, remaining):
        self.violates("lot_remaining_within_granted", lambda: Lot.objects.update(remaining=remaining))

    def test_a_lot_by_activity_expires(self):
        self.violates("lot_activity_has_expiry", lambda: Lot.objects.update(activity_months=3, expires_at=None))

    def entry(self, **values):
        told = {"kind": "grant", "units": 1, "event_key": "x", "occurred_at": NOW, "booked_at": NOW}
        return Entry.objects.create(account=Account.objects.first(), **told | values)

    @pytest.mark.parametrize(
        ("name", "values"),
        [
            ("entry_sign_fits_kind", {"units": -1}),
            ("entry_sign_fits_kind", {"kind": "redeem", "units": 1}),
            ("entry_sign_fits_kind", {"kind": "gift"}),
            ("entry_debt_within_units", {"debt_units": 2}),
            ("entry_debt_within_units", {"debt_units": -1}),
            ("entry_adjusted_with_reason", {"kind": "adjust"}),
            ("names a purchase that does not exist", {"purchase_id": 10**9}),
        ],
    )
    def test_entries(self, name, values):
        self.violates(name, lambda: self.entry(**values))

    def test_one_entry_per_event(self):
        self.entry()
        self.violates("entry_event_key_unique", self.entry)

    def test_an_entry_has_an_account(self):
        self.violates(
            "names an account that does not exist",
            lambda: Entry.objects.create(
                account_id=10**9, kind="grant", units=1, event_key="x", occurred_at=NOW, booked_at=NOW
            ),
        )

    @pytest.mark.parametrize("wrong", [{"granted": 2}, {"account_id": 10**9}, {"entry_id": 10**9}])
    def test_a_lot_is_what_its_entry_granted(self, wrong):
        entry = self.entry()
        told = {"entry_id": entry.pk, "account_id": entry.account_id, "granted": 1, "remaining": 1, "available_at": NOW}
        self.violates("a lot lies in the account of its entry", lambda: Lot.objects.create(**told | wrong))

    def test_consumptions(self):
        known = Consumption.objects.first()
        again = {"entry_id": known.entry_id, "lot_id": known.lot_id, "units": 1}
        self.violates("consumption_unique", lambda: Consumption.objects.create(**again))
        self.violates("consumption_not_zero", lambda: Consumption.objects.create(**again | {"units": 0}))
        self.violates("violates foreign key", lambda: Consumption.objects.create(**again | {"lot_id": 10**9}))

    def test_programme(self):
        self.violates("programme_single_row", lambda: Programme.objects.create(pk=2))
        points = CurrencyPolicy.objects.filter(pk="points")
        self.violates("policy_expiry_needs_n", lambda: points.update(expiry="days", expiry_n=0))
        self.violates("earn_rule_rate_positive", lambda: EarnRule.objects.update(rate=0))
        self.violates(
            "earn_rule_valid_forward",
            lambda: EarnRule.objects.update(valid_from=NOW, valid_until=NOW - timedelta(days=1)),
        )


class TestCheckLedger:
    """Each promise broken by somebody who may switch triggers off."""

    def found(self):
        return {disagreement.check for disagreement in audit.disagreements(NOW)}

    def test_all_is_well(self, booked):
        assert self.found() == set()

    @pytest.mark.parametrize(
        ("check", "damage"),
        [
            ("balance is the sum of the lots", "UPDATE loyalty_account SET balance = balance + 1"),
            ("balance less debt is the sum of the entries", "UPDATE loyalty_account SET balance = balance + 1"),
            ("debt is what entries left owing", "UPDATE loyalty_account SET debt = 1"),
            ("who owes has nothing to spend", "UPDATE loyalty_account SET debt = 1"),
            ("a lot holds what was not consumed", "UPDATE loyalty_lot SET remaining = 0"),
            ("a lot is what its entry granted", "UPDATE loyalty_lot SET granted = granted + 1"),
            ("a lot is what its entry granted", "DELETE FROM loyalty_entry WHERE kind = 'grant'"),
            ("what was given has a lot", "DELETE FROM loyalty_lot"),
            ("an entry takes from lots what it says", "DELETE FROM loyalty_consumption"),
            ("an entry takes from its own account", "UPDATE loyalty_lot SET account_id = account_id + 1"),
            (
                "units of the lines sum to the entry",
                "UPDATE loyalty_entry SET facts = jsonb_set(facts, '{lines}', '[[1, 9, 1]]') WHERE kind = 'grant'",
            ),
            ("returns take no more than was granted", "UPDATE loyalty_entry SET units = -11 WHERE kind = 'return'"),
            ("every entry has its account and its sale", "UPDATE loyalty_entry SET purchase_id = 0"),
            ("every entry has its account and its sale", "DELETE FROM loyalty_account"),
        ],
    )
    def test_damage_is_reported(self, booked, check, damage, capsys):
        give_back(purchase(line(1000), customer=booked.pk))
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        sql("SET LOCAL session_replication_role = replica")
        sql(damage)
        assert check in self.found()
        with pytest.raises(SystemExit) as stopped:
            call_command("check_ledger")
        assert stopped.value.code == 1
        assert check in capsys.readouterr().out
