"""What pages ask of households."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from customers.models import Customer
from loyalty.households import services
from loyalty.models import Household, HouseholdMember


def holder_of(customer_id: int) -> int:
    """Whose accounts a person collects in."""
    found = HouseholdMember.objects.filter(customer=customer_id).values_list("holder_id", flat=True).first()
    return found or customer_id


def household_of(customer_id: int) -> Household | None:
    """The household whose pool somebody collects in, unless they hold it themselves."""
    rows = Household.objects.exclude(holder=customer_id)
    return rows.filter(members__customer=customer_id).first()


def visible_to(user: Any) -> QuerySet[Household]:
    """Households of the holders that this person may see."""
    return Household.objects.filter(holder__in=Customer.objects.visible_to(user))


@dataclass(frozen=True)
class Purse:
    """Whose accounts a person spends from; `refusal` says why not, `left` what today's limit leaves of a currency."""

    holder: int
    refusal: str = ""
    member: HouseholdMember | None = None

    def left(self, currency: str, now: datetime) -> int | None:
        limit = self.member.household.limit_of(currency) if self.member else None
        if limit is None or self.member is None:
            return None
        return max(0, limit - services.spent_today(self.member, currency, now))


def purse_of(customer_id: int) -> Purse:
    row = HouseholdMember.objects.select_related("household").filter(customer=customer_id).first()
    if row is None or row.role == HouseholdMember.Role.HOLDER:
        return Purse(customer_id)
    if row.role != HouseholdMember.Role.SPEND:
        return Purse(row.holder_id, _("In their household they only earn."), row)
    return Purse(row.holder_id, "", row)
