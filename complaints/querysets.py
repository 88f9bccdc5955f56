"""Reusable reads of cases, permission included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import BigIntegerField, F, Func, Q

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from complaints.models import Case  # noqa: F401  # names the model of the queryset
    from core.models import User


class Rank(Func):
    """Priority first, then what is due first, what is never due last: one number, so that one index serves a page."""

    function = "complaints_rank"
    output_field = BigIntegerField()


class CaseQuerySet(models.QuerySet["Case"]):
    def seen_by(self, user: User | AnonymousUser | Any) -> CaseQuerySet:
        """What this person may read: the one rule, of every page, list, search and file.

        By and about staff only with its permission, and never whoever it is about; of customers who are somebody
        else's only what one looks after oneself. Superusers read all.
        """
        if not user.is_active:
            return self.none()
        if user.is_superuser:
            return self
        rows = self.exclude(about=user.pk)
        if not user.has_perm("complaints.see_confidential_case"):
            rows = rows.filter(is_confidential=False)
        if user.has_perm("customers.view_all_customers"):
            return rows
        return rows.filter(
            Q(customer__assigned_to__isnull=True) | Q(customer__assigned_to=user.pk) | Q(assignee=user.pk)
        )

    def told_to(self, scopes: Collection[str]) -> CaseQuerySet:
        """What another program may read, which is nobody's colleague: by and about staff only with the scope for it."""
        return self if "confidential_complaints:read" in scopes else self.filter(is_confidential=False)

    def open(self) -> CaseQuerySet:
        """Somebody has to do something about them."""
        # Here: the ways are told in the states of the model.
        from complaints.ways import OPEN

        return self.filter(state__in=OPEN)

    def waiting(self) -> CaseQuerySet:
        from complaints.ways import PAUSED

        return self.filter(state__in=PAUSED)

    def overdue(self, now: datetime) -> CaseQuerySet:
        return self.open().filter(due_at__lt=now)

    def ranked(self) -> CaseQuerySet:
        """With `rank`, by which queues are sorted."""
        return self.annotate(rank=Rank(F("priority"), F("due_at")))
