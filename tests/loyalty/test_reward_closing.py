"""What becomes of a redemption: handed over, cancelled, revoked, merged; what the database refuses; the demo's."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction

from config.demo import rewards as demo
from core import clock
from core.models import User
from core.webhooks.models import WebhookEndpoint, WebhookEvent
from customers.merging import merge_customers
from loyalty.models import (
    Entry,
    HouseholdMember,
    Lot,
    Measure,
    Redemption,
    Reward,
    RewardTally,
)
from loyalty.rewards import services
from tests.loyalty.acting import refused
from tests.loyalty.factories import NOW, snapshot, state
from tests.loyalty.rewarding import JUNE, redeem, reward, rich

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


class TestAfterwards:
    def test_handing_over_once(self):
        made = redeem(rich(), reward())
        assert services.fulfil(redemption=made, now=NOW).state == "fulfilled"
        assert services.fulfil(redemption=made, now=NOW + timedelta(days=1)).closed_at == NOW
        refused("redemption_closed", services.cancel, redemption=made, now=NOW, reason="late")

    def test_an_expired_code(self):
        made = redeem(rich(), reward(valid_days=0))
        refused("code_expired", services.fulfil, redemption=made, now=NOW + timedelta(days=1))

    def test_cancelling_returns_units_to_their_lots_and_the_piece_to_the_stock(self):
        who, mug = rich(), reward(stock=1, per_customer=1)
        made = redeem(who, mug)
        services.cancel(redemption=made, now=NOW, reason="changed their mind")
        assert state(who) == (1000, 0)
        assert list(Lot.objects.values_list("remaining", "expires_at")) == [(1000, JUNE)]
        before = snapshot()
        services.cancel(redemption=made, now=NOW, reason="again")
        assert snapshot() == before
        assert redeem(who, mug).pk

    def test_revoking_keeps_the_units_unless_told(self):
        who, mug = rich(), reward()
        services.revoke(redemption=redeem(who, mug), now=NOW, reason="abuse")
        assert state(who) == (900, 0)
        services.revoke(redemption=redeem(who, mug), now=NOW, reason="a mistake of ours", gives_back=True)
        assert state(who) == (900, 0)

    def test_merged_customers_keep_their_counts(self, owner):
        a, b, mug = rich(), rich(), reward(per_customer=2)
        made = redeem(b, mug)
        redeem(a, mug)
        merge_customers(survivor=a, duplicate=b, actor=owner, reason="the same", now=NOW)
        assert RewardTally.objects.get(reward=mug).taken == 2
        services.cancel(redemption=made, now=NOW, reason="changed their mind")
        assert state(a) == (1900, 0)

    def test_systems_hear_of_each_step_once(self):
        WebhookEndpoint.objects.create(name="Shop", url="https://shop.example/hooks", events=["redemption.changed"])
        who, mug = rich(), reward()
        handed, cancelled, revoked = (redeem(who, mug, event_key=name) for name in ("a", "b", "c"))
        for _twice in range(2):
            redeem(who, mug, event_key="a")
            services.fulfil(redemption=handed, now=NOW)
            services.cancel(redemption=cancelled, now=NOW, reason="changed their mind")
            services.revoke(redemption=revoked, now=NOW, reason="abuse")
        told = [row.data for row in WebhookEvent.objects.filter(event="redemption.changed").order_by("pk")]
        names = {str(row.public_id): row.event_key for row in (handed, cancelled, revoked)}
        assert [(names[row["redemption"]], row["state"]) for row in told] == [
            ("a", "open"), ("b", "open"), ("c", "open"), ("a", "fulfilled"), ("b", "cancelled"), ("c", "revoked"),
        ]  # fmt: skip
        assert {(row["customer"], row["reward"]) for row in told} == {(str(who.public_id), mug.name)}

    def test_constraints(self):
        mug = reward(stock=1)
        for values in ({"taken": 2}, {"price": 0}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Reward.objects.filter(pk=mug.pk).update(**values)
        made = redeem(rich(), mug)
        for values in ({"state": "fulfilled"}, {"state": "cancelled", "closed_at": NOW}, {"units": 0}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Redemption.objects.filter(pk=made.pk).update(**values)
        for kind in ("voucher", "event", "partner"):
            with pytest.raises(IntegrityError), transaction.atomic():
                Reward.objects.create(name="V", price=1, kind=kind)
        with pytest.raises(IntegrityError), transaction.atomic():
            Reward.objects.create(name="W", price=1, valid_from=NOW, valid_until=NOW)


def test_the_demo_goes_through_the_services(owner):
    """What `seed_demo` shows of rewards, households, top-ups and measures, on a handful of members."""
    people = [rich(400, until=None) for _ in range(24)]
    second = User.objects.create_superuser("second@example.com", "secret")
    made = demo.seed(Random(7), clock.now(), owner, [second])
    assert made == Redemption.objects.count() > 10
    assert Redemption.objects.exclude(state="open").exists()
    assert HouseholdMember.objects.count() == 12
    assert Entry.objects.filter(kind="topup").count() == 10
    assert Measure.objects.get().state == "proposed"
    assert Redemption.objects.get(event_key="demo:missed").state == "expired"
    assert set(Entry.objects.filter(event_key__startswith="demo:").values_list("kind", flat=True)) >= {
        "convert", "transfer",
    }  # fmt: skip
    assert people
