"""Levels of the demo shop with the moves of a year, as if the recompute had run every month."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils.translation import gettext, gettext_noop

from core import clock
from core.models import User
from customers.models import Customer
from loyalty.dates import add_months
from loyalty.models import TierLevel, TierMembership, TierSettings
from loyalty.tiers import recompute, services

MONTHS = 13
GIVEN = 3
# (code, name, name in Chinese, spend in twelve months, multiplier, hours of early access, free delivery)
LEVELS = (
    ("silver", gettext_noop("Silver"), "银卡", 150_00, "1.1", 0, False),
    ("gold", gettext_noop("Gold"), "金卡", 400_00, "1.25", 12, False),
    ("platinum", gettext_noop("Platinum"), "白金卡", 1000_00, "1.5", 24, True),
)
WORDS = {
    "silver": ("A birthday surprise", "生日惊喜"),
    "gold": ("A birthday surprise\nListening evenings with a guest", "生日惊喜\n试听会可携一位来宾"),
    "platinum": (
        "A birthday surprise\nListening evenings with a guest\nPressings set aside for you",
        "生日惊喜\n试听会可携一位来宾\n新碟专属预留",
    ),
}
REASONS = (gettext_noop("Writes about us"), gettext_noop("Moved here, was Gold at our partner"))


def seed(chance: Random, now: datetime, actor: User | None) -> int:
    """After the purchases; returns how many members have a level."""
    today = clock.business_day(now)
    first = add_months(today.replace(day=1), -MONTHS)
    TierSettings.objects.update_or_create(pk=1, defaults={"terms_since": clock.day_start(first)})
    for rank, (code, name, name_zh, spend, multiplier, hours, is_free) in enumerate(LEVELS, start=1):
        words, words_zh = WORDS[code]
        TierLevel.objects.create(
            code=code, name=gettext(name), rank=rank, min_spend=spend, multiplier=Decimal(multiplier),
            early_access_hours=hours, has_free_delivery=is_free, benefits=words,
            contact=actor if code == "platinum" else None,
            translations={"zh-hans": {"name": name_zh, "benefits": words_zh}},
        )  # fmt: skip
    for month in range(MONTHS + 1):
        recompute.recompute(now=clock.day_start(add_months(first, month)) + timedelta(hours=3))
    _give(chance, now, actor)
    recompute.recompute(now=now)
    return TierMembership.objects.filter(level__isnull=False).count()


def _give(chance: Random, now: datetime, actor: User | None) -> None:
    """A few levels by hand."""
    gold = TierLevel.objects.get(code="gold")
    plain = Customer.objects.counted().filter(membership__state="active", tier__isnull=True).order_by("-pk")[:200]
    for number, customer in enumerate(chance.sample(list(plain), k=min(GIVEN, len(plain)))):
        services.give_level(
            customer=customer, level=gold, until=clock.business_day(now) + timedelta(days=90 + 30 * number),
            reason=gettext(REASONS[number % len(REASONS)]), actor=actor, now=now - timedelta(days=9),
        )  # fmt: skip
