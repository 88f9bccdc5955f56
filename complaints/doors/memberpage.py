"""What complaints show on a customer's page: their cases that go on or ended lately, the ways to complain."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from complaints.doors import links, tracking
from complaints.models import Case
from complaints.ways import OPEN
from core import clock
from customers import memberpage
from customers.models import Customer
from sales.models import PurchaseLine

LATELY = timedelta(days=30)
_MOST = 10


def register() -> None:
    memberpage.register(
        memberpage.Section(70, "complaints", _("Is anything wrong?"), "complaints/doors_member.html", section)
    )


def section(customer: Customer, now: datetime) -> dict[str, Any]:
    lately = Q(state__in=OPEN) | Q(state__in=("resolved", "closed"), resolved_at__gte=now - LATELY)
    cases = Case.objects.filter(lately, customer=customer, erased_at=None).order_by("-received_at", "-pk")[:_MOST]
    return {
        "cases": [{"case": row, "path": links.tracking_path(row), "standing": tracking.standing(row)} for row in cases],
        "guaranteed": [(row, name_of(row)) for row in guaranteed(customer, clock.business_day(now))[:_MOST]],
    }


def guaranteed(customer: Customer, today: date) -> QuerySet[PurchaseLine]:
    """What they bought, kept, and may claim on today; what ends first comes first."""
    rows = PurchaseLine.objects.filter(
        purchase__customer=customer, guarantee_until__gte=today, returned_quantity__lt=F("quantity")
    ).exclude(purchase__state="cancelled")
    return rows.select_related("product", "purchase__store").order_by("guarantee_until", "pk")


def name_of(row: PurchaseLine) -> str:
    name = row.product.name if row.product else row.description
    return f"{name} ({row.serial_number})" if row.serial_number else name
