"""New terms of expiry for lots that exist already: previewed, never at once, also where units have moved."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.urls import reverse

from core import jobs
from core.models import Job
from customers.merging import merge_customers
from loyalty import ledger
from loyalty.ledger import migrating
from loyalty.models import (
    CurrencyPolicy,
    ExpiryMigration,
    ExpiryShift,
    LedgerSettings,
    Lot,
    SpendingTerms,
)
from tests.loyalty.acting import home, refused
from tests.loyalty.factories import NOW, grant, member, policy, redeem
from tests.loyalty.test_ledger_races import at_once, wait_for_waiters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


class TestExpiryOfExistingLots:
    def test_previewed_kept_and_never_at_once(self, owner):
        who = member()
        policy(expiry="never")
        old = grant(who, 10, occurred_at=NOW - timedelta(days=400))
        new = grant(who, 20)
        policy(expiry="months", expiry_n=12)
        found = migrating.preview(currency="points", now=NOW)
        assert (found.lots, found.sooner_units) == (2, 30)
        job = migrating.start_migration(currency="points", reason="new terms", actor=owner, now=NOW)
        pk = job.arguments["migration"]
        while migrating.migrate_batch(migration=pk, now=NOW, limit=1):
            pass
        dates = dict(Lot.objects.values_list("pk", "expires_at"))
        assert dates[old.entry_id] == datetime(2026, 4, 15, tzinfo=UTC)
        assert dates[new.entry_id] == datetime(2027, 3, 16, tzinfo=UTC)
        assert list(ExpiryShift.objects.values_list("old", flat=True)) == [None, None]
        assert migrating.preview(currency="points", now=NOW).lots == 0

    def test_page(self, client, owner):
        client.force_login(owner)
        url = reverse("loyalty:expiry", args=["points"])
        assert client.get(url).status_code == 200
        assert client.post(url, {"reason": "new terms"}).status_code == 302
        assert client.post(url, {"reason": "again"}).status_code == 422

    def test_one_that_was_stopped_is_in_nobodys_way(self, owner):
        told = {"currency": "points", "reason": "new terms", "actor": owner, "now": NOW}
        first = migrating.start_migration(**told)
        assert migrating.start_migration(**told | {"currency": "cashback"}).pk
        refused("migration_running", migrating.start_migration, **told)
        jobs.request_cancel(job=first)
        second = migrating.start_migration(**told)
        jobs.run(second.pk)
        assert list(ExpiryMigration.objects.exclude(finished_at=None)) == [
            ExpiryMigration.objects.get(pk=second.arguments["migration"])
        ]
        assert migrating.start_migration(**told).pk

    def test_units_that_moved_keep_the_day_that_gave_them(self, owner):
        """By a household, a merge, a transfer and a conversion: example 39."""
        holder, child, twin, friend = member(), member(), member(), member()
        SpendingTerms.objects.update(transfer_daily_limit=100)
        LedgerSettings.objects.update(points_to_cashback=Decimal(1))
        long_ago = NOW - timedelta(days=200)
        for who in (child, twin, friend):
            grant(who, 10, occurred_at=long_ago)
        home(holder, child)
        merge_customers(survivor=holder, duplicate=twin, actor=owner, reason="the same", now=NOW)
        told = {"from_customer_id": friend.pk, "to_customer_id": holder.pk, "currency": "points", "now": NOW}
        ledger.transfer(units=4, event_key="t", **told)
        ledger.convert(customer_id=friend.pk, currency="points", to="cashback", units=6, event_key="c", now=NOW)
        for currency in ("points", "cashback"):
            policy(currency, expiry="months", expiry_n=12)
            job = migrating.start_migration(currency=currency, reason="new terms", actor=owner, now=NOW)
            while migrating.migrate_batch(migration=job.arguments["migration"], now=NOW, limit=2):
                pass
        held = Lot.objects.filter(remaining__gt=0)
        assert set(held.values_list("expires_at", flat=True)) == {datetime(2026, 8, 28, tzinfo=UTC)}
        assert sum(held.values_list("remaining", flat=True)) == 30

    def test_money_that_was_paid_in_and_moved_never_expires(self, owner):
        holder, child = member(), member()
        policy("stored", is_active=True, expiry="never")
        ledger.top_up(customer_id=child.pk, amount=10000, event_key="t", now=NOW)
        home(holder, child)
        policy("stored", expiry="months", expiry_n=12)
        assert migrating.preview(currency="stored", now=NOW).lots == 0
        job = migrating.start_migration(currency="stored", reason="new terms", actor=owner, now=NOW)
        while migrating.migrate_batch(migration=job.arguments["migration"], now=NOW):
            pass
        assert list(Lot.objects.values_list("remaining", "expires_at")) == [(0, None), (10000, None)]


@pytest.mark.django_db(transaction=True)
def test_started_by_two_at_once_it_is_started_once(owner):
    told = {"currency": "points", "reason": "new terms", "actor": owner, "now": NOW}
    results = at_once([lambda: migrating.start_migration(**told)] * 4)
    assert Counter(results) == {"done": 1, "migration_running": 3}
    assert ExpiryMigration.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_waiting_for_each_other_several_start_one(owner, monkeypatch):
    told = {"currency": "points", "reason": "new terms", "actor": owner, "now": NOW}
    unlocked = SimpleNamespace(select_for_update=lambda **_told: CurrencyPolicy.objects)
    monkeypatch.setattr(migrating, "CurrencyPolicy", SimpleNamespace(objects=unlocked))
    for _ in range(10):
        results = Counter(at_once([lambda: migrating.start_migration(**told)] * 8))
        if results["done"] > 1:
            break
        Job.objects.update(state=Job.State.CANCELLED)
    assert results["done"] > 1


@pytest.mark.django_db(transaction=True)
def test_lots_of_accounts_that_are_not_locked_wait_for_the_next_batch(owner):
    """The lot of this batch is spent while the batch waits for its account: the next one's account is not locked."""
    policy(expiry="never")
    first, second = member(), member()
    grant(first, 10)
    other = grant(second, 20)
    policy(expiry="months", expiry_n=12)
    job = migrating.start_migration(currency="points", reason="new terms", actor=owner, now=NOW)
    told = {"migration": job.arguments["migration"], "now": NOW, "limit": 1}
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            redeem(first, 10)
            batch = pool.submit(lambda: (migrating.migrate_batch(**told), connection.close()))
            wait_for_waiters(1)
        assert batch.result(timeout=30)[0] is True
    assert not ExpiryShift.objects.exists()
    assert migrating.migrate_batch(**told)
    assert list(ExpiryShift.objects.values_list("lot", flat=True)) == [other.entry_id]
    assert migrating.migrate_batch(**told) is False
