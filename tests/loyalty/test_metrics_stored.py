"""Stored value by month: every entry in one column, closing balances that carry on, and the ledger beside them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from core.models import User
from customers.models import Customer
from loyalty import ledger
from loyalty.ledger import audit
from loyalty.metrics import recompute, reports
from loyalty.models import CurrencyPolicy, LedgerSettings, TopUpBonus
from tests.loyalty.factories import member

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 5, 20)


def at(month: int, day: int = 10) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


@pytest.fixture
def moved():
    """January: 100.00 with 10.00 on top, 30.00 spent. March: 20.00 given back, 50.00 paid out. May: nothing."""
    CurrencyPolicy.objects.filter(pk="stored").update(is_active=True, expiry="never")
    LedgerSettings.objects.filter(pk=1).update(is_stored_refundable=True, refund_days=None)
    TopUpBonus.objects.create(minimum=10000, percent=10)
    who, tester = member(), member(is_test=True)
    Customer.objects.update(created_at=at(1, 1))
    ledger.top_up(customer_id=who.pk, amount=10000, event_key="in", now=at(1))
    ledger.redeem(customer_id=who.pk, currency="stored", units=3000, event_key="out", now=at(1, 20))
    ledger.cancel_redemption(event_key="back", of="out", units=2000, now=at(3), reason="Too much")
    ledger.refund_top_up(event_key="paid", of="in", amount=5000, now=at(3, 11), reason="Asked", actor=None)
    ledger.top_up(customer_id=tester.pk, amount=500, event_key="test", now=at(1))
    return who


def test_every_entry_in_one_column_and_closing_carries_on(moved):
    found = reports.figures(AS_OF)
    rows = {row["month"]: row for row in found["stored_by_month"].value}
    assert list(rows) == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]
    january, march = rows["2026-01"], rows["2026-03"]
    assert {key: january[key] for key in ("topped_up", "bonus", "spent", "closing")} == {
        "topped_up": 10000, "bonus": 1000, "spent": -3000, "closing": 8000,
    }  # fmt: skip
    assert rows["2026-02"]["closing"] == 8000
    # Half of the top-up takes half of its bonus with it.
    assert {key: march[key] for key in ("given_back", "paid_out", "taken_back", "closing")} == {
        "given_back": 2000, "paid_out": -5000, "taken_back": -500, "closing": 4500,
    }  # fmt: skip
    assert rows["2026-05"]["closing"] == 4500
    closing = 0
    for row in rows.values():
        closing += sum(amount for key, amount in row.items() if key not in {"month", "closing"})
        assert row["closing"] == closing
    assert found["stored_held"].value == 4500
    assert list(audit.disagreements(at(5))) == []


def test_it_agrees_with_the_ledger_also_as_of_an_earlier_day(moved):
    for day, held in ((AS_OF, 4500), (date(2026, 2, 1), 8000)):
        rows = {row["what"]: row for row in reports.figures(day)["stored_agreement"].value}
        assert rows["closing"]["units"] == held
        assert rows["others"]["units"] == 500, "a test customer's, whom figures leave out"
        assert {rows[what]["difference"] for what in ("entries", "balances", "lots")} == {0}


def test_expiry_and_what_changes_hands(moved):
    ledger.adjust(
        customer_id=moved.pk, currency="stored", units=-100, event_key="hand", reason="Counted wrong", now=at(4),
        actor=User.objects.create_superuser("boss@example.com", "secret"),
    )  # fmt: skip
    rows = {row["month"]: row for row in reports.figures(AS_OF)["stored_by_month"].value}
    assert (rows["2026-04"]["other"], rows["2026-05"]["closing"]) == (-100, 4400)


def test_nothing_without_stored_value():
    assert reports.figures(AS_OF)["stored_by_month"].status == "no_data"


def test_the_page_and_its_file(client, moved):
    from core import clock

    recompute.full(as_of=clock.today(), now=clock.now())
    client.force_login(User.objects.create_superuser("boss@example.com", "secret"))
    address = reverse("loyalty:report", args=["stored"])
    for _look in range(2):
        page = client.get(address)
        if "It agrees to the last unit." in page.text:
            break
        from loyalty.tasks import compute_reports

        compute_reports()
    assert "It agrees to the last unit." in page.text
    assert "Closing balance" in page.text
    file = client.get(address, {"card": "stored_by_month", "format": "csv"})
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Month,Topped up,Bonuses,Spent")
    assert "2026-01,100.00,10.00,-30.00" in text
