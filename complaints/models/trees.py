"""What a complaint is about (categories) and why it came to it (causes): two trees."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Node(models.Model):
    """`path` ("/1/4/") lists its ancestors and itself by id."""

    name = models.CharField(_("name"), max_length=80)
    # {"zh-hans": …}
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    path = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.named()

    def named(self, language: str | None = None) -> str:
        """In the reader's language where it is translated; Chinese of any country as Chinese."""
        wanted = (language or get_language() or "").lower()
        told: Mapping[str, str] = self.translations or {}
        for code in (wanted, "zh-hans" if wanted.startswith("zh") else wanted.split("-")[0]):
            if told.get(code):
                return told[code]
        return self.name


class Category(Node):
    """What customers choose from; where a case of it goes and how bad it usually is."""

    team = models.ForeignKey("complaints.Team", models.PROTECT, null=True, blank=True, related_name="+")
    severity = models.PositiveSmallIntegerField(_("usual severity"), default=2)
    is_safety = models.BooleanField(_("about safety"), default=False)
    is_legal = models.BooleanField(_("about the law"), default=False)
    # Cases of it are by or about staff.
    is_confidential = models.BooleanField(_("confidential"), default=False)
    # Customers do not see it in the form.
    is_internal = models.BooleanField(_("for staff alone"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("category of complaints")
        verbose_name_plural = _("categories of complaints")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(name="complaint_category_severity", condition=models.Q(severity__range=(1, 4))),
        )


class Cause(Node):
    """A root cause."""

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("root cause")
        verbose_name_plural = _("root causes")
        ordering = ("name",)
