"""Rewards for tests: something to redeem, a member who can, and what was noted as their cost."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import Sum

from loyalty.models import Cost, Reward
from loyalty.rewards import services
from tests.loyalty.factories import NOW, key, lot, member, opening

JUNE = datetime(2026, 6, 30, tzinfo=UTC)


def reward(name="Mug", price=100, **values):
    return Reward.objects.create(name=name, price=price, **values)


def rich(units=1000, until=JUNE):
    who = member()
    opening(who, lot(units, until))
    return who


def redeem(who, what, **values):
    return services.redeem_reward(**{"customer_id": who.pk, "reward": what, "event_key": key(), "now": NOW} | values)


def costs():
    found = Cost.objects.values("kind").annotate(amount=Sum("amount")).order_by("kind")
    return [(row["kind"], row["amount"]) for row in found]
