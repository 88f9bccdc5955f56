"""What counts as spend: a setting, held by sales, recompute, previews and words alike."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from core import clock
from core.integrations import create_integration
from loyalty.models import TierRun, TierSettings
from loyalty.tiers import reports, showing
from sales.models import Purchase
from tests.api.client import ApiClient
from tests.customers.factories import make_user
from tests.loyalty.tiers import at, bring_back, buy, held, ladder, level, long_member, run, settings

pytestmark = pytest.mark.django_db
DAY = "2026-06-10"
PARTS = {"tax": 100_00, "delivery": 50_00, "tip": 30_00}
NOTHING = dict.fromkeys(("tax_counts", "delivery_counts", "tip_counts", "points_count", "cashback_count"), False)


def missing(who) -> int:
    found = showing.shown(who, at(DAY, 8))
    assert found is not None
    assert found.rise is not None
    return found.rise.missing.spend


def test_by_default_all_that_was_paid_counts():
    ladder()
    who = long_member()
    buy(who, 500_00, DAY, **PARTS)
    assert (held(who), missing(who)) == ("silver", 500_00)


@pytest.mark.parametrize(
    ("setting", "counted"),
    [({"tax_counts": False}, 400_00), ({"delivery_counts": False}, 450_00), ({"tip_counts": False}, 470_00),
     (NOTHING, 320_00)],
)  # fmt: skip
def test_a_part_that_does_not_count_is_missing(setting, counted):
    ladder(**setting)
    who = long_member()
    buy(who, 500_00, DAY, **PARTS)
    assert (held(who), missing(who)) == (None, 500_00 - counted)
    buy(who, 500_00 - counted, DAY, hour=5)
    assert held(who) == "silver"


@pytest.mark.parametrize(("field", "setting"), [("paid_points", "points_count"), ("paid_cashback", "cashback_count")])
def test_what_units_paid(field, setting):
    ladder(**{setting: False})
    who = long_member()
    Purchase.objects.filter(pk=buy(who, 400_00, DAY).pk).update(**{field: 150_00})
    assert missing(who) == 250_00
    settings(**{setting: True})
    assert missing(who) == 100_00


def test_what_comes_back_takes_its_share_along():
    """600.00 with 100.00 of tax: 500.00 count; after a return of 60.00 they are 450.00."""
    ladder(tax_counts=False)
    who = long_member()
    bought = buy(who, 600_00, DAY, tax=100_00)
    assert held(who) == "silver"
    bring_back(bought, 60_00, "2026-06-11")
    assert showing.shown(who, at("2026-06-11", 8)).rise.missing.spend == 550_00


def test_the_level_begins_with_the_receipt_that_reaches_it_by_what_counts():
    levels = ladder(tax_counts=False)
    who = long_member()
    buy(who, 500_00, DAY, tax=100_00)
    second = buy(who, 100_00, "2026-06-12")
    row = levels["silver"].members.get()
    assert row.customer_id == who.pk
    assert abs((row.since - second.occurred_at).total_seconds()) < 1


def test_a_review_measures_the_same(monkeypatch):
    """Kept with 1,000.00 of goods, not with 900.00 and 100.00 of tax."""
    ladder(tax_counts=False)
    full, taxed = long_member(), long_member()
    for who in (full, taxed):
        buy(who, 1000_00, "2026-06-10")
    buy(full, 1100_00, "2027-06-01", tax=100_00)
    buy(taxed, 1000_00, "2027-06-01", tax=100_00)
    run("2027-06-25")
    assert (held(full), held(taxed)) == ("gold", "silver")


def test_the_preview_counts_by_the_new_setting(client):
    ladder()
    who = long_member()
    now = clock.now()
    buy(who, 500_00, str(clock.business_day(now)), tax=100_00)
    touched = reports.touched_by_settings(TierSettings(pk=1, tax_counts=False), now)
    assert (touched.keeping, touched.rising) == (1, 0)
    client.force_login(make_user("owner", is_staff=True, is_superuser=True))
    url = reverse("admin:loyalty_tiersettings_change", args=[1])
    row = TierSettings.objects.get(pk=1)
    fields = [item.attname for item in TierSettings._meta.fields if item.editable and item.attname != "id"]
    told = {name: getattr(row, name) for name in fields if getattr(row, name) is not False}
    del told["tax_counts"]
    body = client.post(url, told).content.decode()
    assert "Not counted as spend: tax." in body
    assert "1 member holds a level that they do not reach by the new terms" in body
    assert TierSettings.objects.get(pk=1).tax_counts
    client.post(url, told | {"confirmed": "on"})
    assert not TierSettings.objects.get(pk=1).tax_counts
    assert TierRun.objects.filter(finished_at__isnull=False).count() <= 1


def test_pages_and_api_say_what_does_not_count(client):
    ladder(tax_counts=False, tip_counts=False)
    who = long_member()
    found = showing.shown(who, clock.now())
    assert found.counts_text == "Not counted as spend: tax, tips."
    with override("zh-hans"):
        assert "税" in found.counts_text
    client.force_login(make_user("owner", is_superuser=True))
    assert "Not counted as spend: tax, tips." in client.get(reverse("loyalty:tiers")).content.decode()
    assert "Not counted as spend" in client.get(reverse("loyalty:customer_tier", args=[who.public_id])).content.decode()
    _integration, token = create_integration(name="Till", scopes=["tiers:read"])
    answer = ApiClient(token).get(f"/customers/{who.public_id}/tier/")
    assert answer.json()["not_counted"] == ["tax", "tip"]


def test_nothing_is_said_where_spend_is_not_asked():
    settings(tax_counts=False)
    level("regular", 1, min_purchases=3)
    assert showing.shown(long_member(), clock.now()).counts_text == ""
