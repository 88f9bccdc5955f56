"""Which cases somebody may see: of customers whom they may see, and by and about staff only with a permission."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from complaints.models import Case
from core.errors import NotFound
from core.wording import worded as _
from customers.models import Customer

CONFIDENTIAL = "complaints.see_confidential_case"


def visible(user: Any) -> QuerySet[Case]:
    """Nobody sees the case that is about themselves, whatever their role."""
    rows = Case.objects.exclude(about=user.pk)
    if not user.has_perm(CONFIDENTIAL):
        rows = rows.filter(is_confidential=False)
    if user.has_perm("customers.view_all_customers"):
        return rows
    return rows.filter(Q(customer__isnull=True) | Q(customer__in=Customer.objects.visible_to(user)))


def check_may_see(user: Any, case: Case) -> None:
    """As if it did not exist: that there is one is told to nobody else."""
    if not visible(user).filter(pk=case.pk).exists():
        raise NotFound("case_unknown", _("There is no such case."))
