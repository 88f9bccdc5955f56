"""Levels and settings in force, compiled and cached in the process.

Every change of levels or settings, by whichever door, gives the settings row a new `stamp` (a
trigger does); only an unknown one costs reading them again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core import prepared
from loyalty.models import TierLevel, TierSettings
from loyalty.tiers.rules import Ladder, Level, Policy


@dataclass(frozen=True)
class Terms:
    """One state of the levels. `names` are those of the shop's own language; `gifts` level → promotion."""

    stamp: UUID
    since: datetime
    currency: str
    ladder: Ladder
    names: dict[int, str]
    gifts: dict[int, int]

    @property
    def is_used(self) -> bool:
        """Whether there is anything to reach or to keep."""
        return bool(self.ladder.levels)


# The parts of a receipt that may be left out of spend, with the setting that lets them count.
COUNTING = {
    "tax": "tax_counts",
    "delivery": "delivery_counts",
    "tip": "tip_counts",
    "paid_points": "points_count",
    "paid_cashback": "cashback_count",
}

_terms: Terms | None = None
_STAMP = "SELECT stamp FROM loyalty_tiersettings WHERE id = 1"


def terms(stamp: UUID | None = None) -> Terms:
    """The terms as of `stamp`, or as this transaction sees them."""
    global _terms  # noqa: PLW0603  # the process-wide cache; replaced as a whole, so threads see one or the other
    if stamp is None:
        found = prepared.fetch(_STAMP, {})
        stamp = found[0][0] if found else None
    known = _terms
    if known is None or known.stamp != stamp:
        known = _terms = _load()
    return known


def _load() -> Terms:
    row = TierSettings.objects.get(pk=1)
    levels = list(TierLevel.objects.all())
    return Terms(
        stamp=row.stamp,
        since=row.terms_since,
        currency=row.units_currency,
        ladder=Ladder([as_level(level) for level in levels], as_policy(row)),
        names={level.pk: level.name for level in levels},
        gifts={level.pk: level.gift_id for level in levels if level.gift_id},
    )


def as_level(row: TierLevel) -> Level:
    """The pure form of a row."""
    return Level(
        id=row.pk,
        code=row.code,
        rank=row.rank,
        min_spend=row.min_spend,
        min_units=row.min_units,
        min_purchases=row.min_purchases,
        needs_all=row.needs_all,
        is_active=row.is_active,
        multiplier=row.multiplier,
    )


def as_policy(row: TierSettings) -> Policy:
    return Policy(
        window=row.window,
        window_months=row.window_months,
        keeps=row.keeps,
        keeps_n=row.keeps_n,
        downgrade=row.downgrade,
        crossing=row.crossing,
        comes_back=row.comes_back,
        notice_days=row.notice_days,
        grace_days=row.grace_days,
        close_percent=row.close_percent,
        excluded=frozenset(part for part, field in COUNTING.items() if not getattr(row, field)),
    )
