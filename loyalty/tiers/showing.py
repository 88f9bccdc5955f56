"""What a person sees of a member's level: the same for the record, the member page and the API."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from core.models import User
from customers.models import Customer
from loyalty.models import TierLevel, TierMembership
from loyalty.tiers import standing, wording
from loyalty.tiers.rules import ONE_DAY
from loyalty.tiers.standing import Goal, Standing
from loyalty.tiers.terms import terms


@dataclass
class Shown:
    """A member's level with its goals, in words."""

    row: TierMembership | None
    level: TierLevel | None
    standing: Standing
    kept_to: date | None = None
    given_to: date | None = None
    keep_level: TierLevel | None = None
    rise_level: TierLevel | None = None
    benefits: list[str] = field(default_factory=list)
    excluded: frozenset[str] = frozenset()

    @property
    def contact(self) -> User | None:
        """Whom the member may turn to; nobody who has left the shop."""
        contact = self.level.contact if self.level else None
        return contact if contact and contact.is_active else None

    @property
    def keep(self) -> Goal | None:
        return self.standing.keep

    @property
    def rise(self) -> Goal | None:
        return self.standing.rise

    @property
    def keep_text(self) -> str:
        return wording.keeping(self.keep, str(self.keep_level)) if self.keep and self.keep_level else ""

    @property
    def rise_text(self) -> str:
        return wording.rising(self.rise, str(self.rise_level)) if self.rise and self.rise_level else ""

    @property
    def counts_text(self) -> str:
        """What does not count, where spend is missing."""
        asks = any(goal.missing.spend for goal in (self.keep, self.rise) if goal)
        return wording.counts(self.excluded) if asks else ""


def last_day(until: date | None) -> date | None:
    return until - ONE_DAY if until else None


def shown(customer: Customer, now: datetime) -> Shown | None:
    """None: there are no levels, or the customer is no member."""
    found = standing.standing_of(customer.pk, now)
    if found is None:
        return None
    row = TierMembership.objects.filter(pk=customer.pk).select_related("manual_by").first()
    levels = {level.pk: level for level in TierLevel.objects.select_related("contact")}
    level = levels.get(row.level_id) if row and row.level_id else None
    return Shown(
        row,
        level,
        found,
        kept_to=last_day(row.keeps_until) if row else None,
        given_to=last_day(row.manual_until) if row else None,
        keep_level=levels.get(found.keep.level.id) if found.keep else None,
        rise_level=levels.get(found.rise.level.id) if found.rise else None,
        benefits=wording.benefits(level) if level else [],
        excluded=terms().ladder.policy.excluded,
    )


def member_section(customer: Customer, now: datetime) -> dict[str, Any] | None:
    """The section of the member page."""
    told = shown(customer, now)
    return {"shown": told} if told else None
