"""Incidents gather cases of one cause; and who is unhappy without saying so."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.models.case import Case
from core.models import new_public_id


class IncidentState(models.TextChoices):
    OPEN = "open", pgettext_lazy("incident", "Open")
    REVIEW = "review", pgettext_lazy("incident", "Under review")
    CLOSED = "closed", pgettext_lazy("incident", "Closed")


class Incident(models.Model):
    """Affected is who bought one of the products (or any), of the lots, in one of the stores, in these days."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    what = models.TextField(_("what happened"), max_length=4000, blank=True)
    cause = models.ForeignKey(
        "complaints.Cause", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("root cause")
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("owner"))
    plan = models.TextField(_("plan"), max_length=4000, blank=True)
    state = models.CharField(_("state"), max_length=6, choices=IncidentState.choices, default=IncidentState.OPEN)
    # Empty: of whichever.
    products: Any = models.ManyToManyField("sales.Product", blank=True, related_name="+", verbose_name=_("products"))
    stores: Any = models.ManyToManyField("sales.Store", blank=True, related_name="+", verbose_name=_("stores"))
    # With these the serial numbers of its goods begin.
    lots: Any = models.JSONField(_("lots"), default=list, blank=True)
    first_day = models.DateField(_("bought from"))
    last_day = models.DateField(_("bought until"))
    review = models.TextField(_("review"), max_length=4000, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened at"))
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        default_permissions = ("view", "add", "change")
        permissions = (("notify_incident", _("Can write to everybody who is affected by an incident")),)
        constraints = (
            models.CheckConstraint(name="incident_state_known", condition=Q(state__in=IncidentState.values)),
            models.CheckConstraint(name="incident_days_forward", condition=Q(last_day__gte=F("first_day"))),
            models.CheckConstraint(
                name="incident_closed_reviewed",
                condition=~Q(state="closed") | (Q(closed_at__isnull=False) & ~Q(review="")),
            ),
        )
        indexes = (models.Index(fields=["-opened_at", "-id"], name="incident_latest"),)

    def __str__(self) -> str:
        return self.title


class IncidentChange(models.Model):
    """Who changed what of an incident, from what to what, as it read then; append-only."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="changes", db_index=False)
    field = models.CharField(_("field"), max_length=20)
    old = models.TextField(_("old value"), blank=True)
    new = models.TextField(_("new value"), blank=True)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("change of an incident")
        verbose_name_plural = _("changes of incidents")
        default_permissions = ()
        constraints = (models.CheckConstraint(name="incident_change_differs", condition=~Q(old=F("new"))),)
        indexes = (models.Index(fields=["incident", "-id"], name="incident_change_latest"),)

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.field}"


class IncidentCase(models.Model):
    """A case is in one incident at a time."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="in_incident")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="attached")
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("case of an incident")
        verbose_name_plural = _("cases of incidents")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.case_id}"


class IncidentNotice(models.Model):
    """That a customer was written to about an incident: once to everybody, however often it is sent."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="notices", db_index=False)
    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="+")
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("notice of an incident")
        verbose_name_plural = _("notices of incidents")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["incident", "customer"], name="incident_notice_once"),)

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.customer_id}"


class UnhappyFlag(models.Model):
    """Somebody of the staff, or another system, saw that a customer was unhappy; without words."""

    class Kind(models.TextChoices):
        UNHAPPY = "unhappy", _("Was unhappy in the shop")
        UNPAID = "unpaid", _("Has not paid a bill")

    customer = models.ForeignKey(
        "customers.Customer", models.CASCADE, related_name="unhappy_flags", verbose_name=_("customer")
    )
    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices)
    # The business day: tapped twice on one day is once.
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # A bill that was paid since.
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sign of an unhappy customer")
        verbose_name_plural = _("signs of unhappy customers")
        default_permissions = ("view", "add")
        constraints = (
            models.UniqueConstraint(fields=["customer", "kind", "day"], name="unhappy_flag_once"),
            models.CheckConstraint(name="unhappy_flag_kind", condition=Q(kind__in=["unhappy", "unpaid"])),
        )
        indexes = (models.Index(fields=["-at"], name="unhappy_flag_latest"),)

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.kind}"


class SilentCustomer(models.Model):
    """Who shows it without saying it: looked for every night, only what differs is written."""

    customer = models.OneToOneField("customers.Customer", models.CASCADE, primary_key=True, related_name="+")
    # [{"code": "late", "on": "2026-11-02", …}], the latest first.
    reasons: Any = models.JSONField(_("why"), default=list)
    latest_on = models.DateField(_("last sign"))
    found_at = models.DateTimeField(_("found at"))
    # "Not unhappy", or somebody calls them.
    quiet_until = models.DateTimeField(_("not listed until"), null=True, blank=True)
    quiet_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    follow_up = models.ForeignKey("customers.FollowUp", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("silent unhappy customer")
        verbose_name_plural = _("silent unhappy customers")
        default_permissions = ("view", "change")
        indexes = (models.Index(fields=["-latest_on", "-customer"], name="silent_latest"),)

    def __str__(self) -> str:
        return str(self.customer_id)
