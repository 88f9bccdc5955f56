"""A campaign, what it says in which variant, and the control group of the whole programme.

draft ⇄ scheduled → running ⇄ paused
                    running → finished → running ("send to the rest")
                    running, paused → cancelled
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import new_public_id
from messaging.models import Purpose

PURPOSES = [(value, label) for value, label in Purpose.choices if value in ("marketing", "service")]


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    FINISHED = "finished", _("Finished")
    CANCELLED = "cancelled", _("Cancelled")


# A trigger (migration 0002) holds every door to it.
WAYS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SCHEDULED}),
    State.SCHEDULED: frozenset({State.DRAFT, State.RUNNING}),
    State.RUNNING: frozenset({State.PAUSED, State.FINISHED, State.CANCELLED}),
    State.PAUSED: frozenset({State.RUNNING, State.CANCELLED}),
    State.FINISHED: frozenset({State.RUNNING}),
    State.CANCELLED: frozenset(),
}


class Campaign(models.Model):
    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80, unique=True)
    segment = models.ForeignKey(
        "customers.Segment", models.PROTECT, related_name="campaigns", verbose_name=_("segment")
    )
    purpose = models.CharField(_("purpose"), max_length=13, choices=PURPOSES, default=Purpose.MARKETING)
    # Of several that want a customer's last place, the one with the highest goes.
    priority = models.SmallIntegerField(_("priority"), default=0)
    holdout_percent = models.PositiveSmallIntegerField(
        _("held out, in percent"), default=10, validators=[MaxValueValidator(50)]
    )
    # A notice that customers need: nobody is held out, also not of the control group.
    is_needed = models.BooleanField(_("everybody needs it"), default=False)
    valid_days = models.PositiveSmallIntegerField(
        _("of use for so many days"), default=7, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    window_days = models.PositiveSmallIntegerField(
        _("measured over so many days"), default=30, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT)
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        permissions = (("run_campaign", _("Can start, pause and cancel campaigns")),)
        constraints = (
            models.CheckConstraint(name="campaign_named", condition=~Q(name="")),
            models.CheckConstraint(name="campaign_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="campaign_ranges",
                condition=Q(holdout_percent__lte=50, valid_days__range=(1, 90), window_days__range=(1, 365)),
            ),
            models.CheckConstraint(
                name="campaign_scheduled_when", condition=Q(state="draft") | Q(starts_at__isnull=False)
            ),
            models.CheckConstraint(
                name="campaign_started_when",
                condition=Q(state__in=["draft", "scheduled"], started_at__isnull=True)
                | Q(state__in=["running", "paused", "finished", "cancelled"], started_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["-created_at", "-id"], name="campaign_newest"),
            models.Index(fields=["starts_at"], name="campaign_awake", condition=Q(state__in=["scheduled", "running"])),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        """What its messages name as where they come from."""
        return f"campaign:{self.pk}"


class Variant(models.Model):
    """One way of saying it; `weight` is its share of those who hear."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="variants", verbose_name=_("campaign"))
    letter = models.CharField(_("letter"), max_length=1)
    template = models.ForeignKey("messaging.Template", models.PROTECT, related_name="+", verbose_name=_("message"))
    # What was in force at the start; a later version of the template changes nothing.
    text = models.ForeignKey(
        "messaging.TemplateVersion", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("version")
    )
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        default_permissions = ()
        ordering = ("letter",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "letter"], name="variant_letter_once"),
            models.CheckConstraint(name="variant_weighs", condition=Q(weight__range=(1, 1000))),
        )

    def __str__(self) -> str:
        return self.letter


def _salt() -> str:
    return secrets.token_hex(8)


class CampaignSettings(models.Model):
    """Row 1; `current()` gives the defaults before anybody has saved it."""

    control_percent = models.PositiveSmallIntegerField(
        _("control group, in percent"),
        default=0,
        validators=[MaxValueValidator(20)],
        help_text=_("So many customers hear of no campaign at all: you see what all campaigns together do."),
    )
    # A new one draws another control group.
    control_salt = models.CharField(max_length=32, default=_salt, editable=False)
    history = HistoricalRecords(excluded_fields=["control_salt"])

    class Meta:
        verbose_name = _("campaign settings")
        verbose_name_plural = _("campaign settings")
        constraints = (
            models.CheckConstraint(name="campaign_settings_single_row", condition=Q(id=1)),
            models.CheckConstraint(name="campaign_control_range", condition=Q(control_percent__lte=20)),
        )

    def __str__(self) -> str:
        return str(_("campaign settings"))

    @classmethod
    def current(cls) -> CampaignSettings:
        return cls.objects.filter(pk=1).first() or cls(pk=1)
