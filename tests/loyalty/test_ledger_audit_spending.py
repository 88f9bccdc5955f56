"""`check_ledger` covers what units were spent on: chances in draws, parts of a sale at the till."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from core import clock
from loyalty.draws import cancelling, entering, sweeping
from loyalty.ledger import audit
from loyalty.models import CurrencyPolicy, DrawEntry, TillPayment
from tests.loyalty.draws import INSIDE, OPENS, bring_back, buy, frozen, published
from tests.loyalty.factories import grant, lot, member, opening
from tests.loyalty.till_factories import Counter
from tests.sales.factories import give_back, line, product

pytestmark = pytest.mark.django_db


def enter() -> DrawEntry:
    draw, who = published(by_points=True, units_per_chance=20, max_chances=4), member()
    opening(who, lot(100, earned_at=OPENS))
    entering.enter_by_points(draw=draw, customer_id=who.pk, chances=2, event_key="a", now=INSIDE)
    return DrawEntry.objects.get()


def sell() -> TillPayment:
    """10.00, half of it paid with stored value."""
    CurrencyPolicy.objects.filter(pk="stored").update(is_active=True)
    who, counter = member(), Counter()
    grant(who, 500, "stored")
    counter.do("customer", customer=who.public_id)
    counter.scan(product(price=1000).sku)
    counter.pay("stored")
    counter.pay("cash")
    counter.sell()
    return TillPayment.objects.get(kind="stored")


def found(damage: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(damage)
        assert cursor.rowcount
    return {disagreement.check for disagreement in audit.disagreements(clock.now())}


def test_chances_were_paid_and_refunded_whole():
    entry = enter()
    assert list(audit.disagreements(clock.now())) == []
    assert found("UPDATE loyalty_drawentry SET refunded_at = made_at") == {
        "a chance that was given back was refunded whole", "what was given back takes part in no draw",
    }  # fmt: skip
    assert found("UPDATE loyalty_drawentry SET refunded_at = NULL, units = 39") == {"a chance that was bought was paid"}
    assert found("UPDATE loyalty_drawentry SET units = 40") == set()
    cancelling.cancel_draw(draw=entry.draw, reason="No permit", now=INSIDE)
    assert list(audit.disagreements(clock.now())) == []


def test_a_draw_that_was_called_off_owes_its_points_for_a_day_at_most(monkeypatch):
    """Cut between calling off and giving back: the sweep has a day."""
    entry = enter()
    with monkeypatch.context() as cut:
        cut.setattr(cancelling, "refund_due", lambda **_told: 0)
        cancelling.cancel_draw(draw=entry.draw, reason="No permit", now=INSIDE)
    assert list(audit.disagreements(INSIDE + timedelta(hours=23))) == []
    [wrong] = audit.disagreements(INSIDE + timedelta(hours=24))
    assert (wrong.check, wrong.expected) == ("a draw that was called off gave its points back", "40")
    sweeping.sweep(INSIDE + timedelta(hours=24))
    assert list(audit.disagreements(INSIDE + timedelta(hours=24))) == []


def test_what_went_back_takes_part_in_no_draw_and_the_list_stays():
    draw = published(by_purchase=True, by_signup=False, step=100)
    kept, returned = member(), member()
    buy(kept, line(1000))
    bring_back(buy(returned, line(1000)))
    frozen(draw)
    assert list(audit.disagreements(clock.now())) == []
    assert found("UPDATE loyalty_drawentry SET kept = chances WHERE kept = 0") == {
        "what went back whole takes part in no draw"
    }
    back = "SELECT purchase_id FROM sales_return"
    assert found(f"UPDATE loyalty_drawentry SET kept = 0 WHERE purchase_id IN ({back})") == set()
    assert found("UPDATE loyalty_draw SET chances_count = 11") == {"a frozen list is as long as was published"}


def test_parts_at_the_till_were_spent_and_came_back():
    part = sell()
    assert part.units == 500
    assert list(audit.disagreements(clock.now())) == []
    back = "UPDATE loyalty_tillpayment SET returned_units = 1 WHERE kind = 'stored'"
    assert found(back) == {"units that a part gave back came back"}
    units = "UPDATE loyalty_tillpayment SET returned_units = 0, units = 499 WHERE kind = 'stored'"
    assert found(units) == {"a part that units paid at the till was spent"}
    assert found("UPDATE loyalty_tillpayment SET units = 500 WHERE kind = 'stored'") == set()
    give_back(part.purchase)
    assert list(audit.disagreements(clock.now())) == []
