"""A campaign, what it says in which variant, and the control group of the whole programme.

draft ⇄ scheduled → running ⇄ paused
                    running → finished → running ("send to the rest")
                    running, paused → cancelled
"""

from __future__ import annotations

import secrets

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from campaigns.models.mailing import Mailing


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


class DecideBy(models.TextChoices):
    CLICKS = "clicks", _("Who followed a link")
    PURCHASES = "purchases", _("Who bought")


class Verdict(models.TextChoices):
    """How sure it is which variant does best."""

    CLEAR = "clear", _("Clearly the best")
    CLOSE = "close", _("Too close to tell")
    FEW = "few", _("Too few to tell")


class Campaign(Mailing):
    segment = models.ForeignKey(
        "customers.Segment", models.PROTECT, related_name="campaigns", verbose_name=_("segment")
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT)
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    # What its coupons open: purchases with one are told apart in its results.
    promotion = models.ForeignKey(
        "loyalty.Promotion", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("coupons of")
    )
    # Of the neutral text what was in force at the start, as of the variants.
    neutral_text = models.ForeignKey(
        "messaging.TemplateVersion", models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("version without recommendations"),
    )  # fmt: skip
    # So many hear first, in all variants; the others hear what did best among these. None: no such test.
    test_percent = models.PositiveSmallIntegerField(
        _("tested on, in percent"), null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(50)]
    )
    test_hours = models.PositiveSmallIntegerField(
        _("hours to wait"), default=24, validators=[MinValueValidator(1), MaxValueValidator(168)]
    )
    decide_by = models.CharField(_("decided by"), max_length=9, choices=DecideBy.choices, default=DecideBy.CLICKS)
    # When the test had gone out: the hours run from here.
    tested_at = models.DateTimeField(_("test sent at"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    # Once and for all: a trigger (migration 0004) holds it.
    winner = models.ForeignKey(
        "campaigns.Variant", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("winner")
    )
    verdict = models.CharField(_("verdict"), max_length=5, choices=Verdict.choices, blank=True, editable=False)

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
            models.CheckConstraint(
                name="campaign_test_ranges",
                condition=Q(test_hours__range=(1, 168))
                & (Q(test_percent__isnull=True) | Q(test_percent__range=(5, 50))),
            ),
            models.CheckConstraint(
                name="campaign_neutral_whole", condition=Q(neutral_text__isnull=True) | Q(neutral__isnull=False)
            ),
            models.CheckConstraint(name="campaign_decides_by", condition=Q(decide_by__in=DecideBy.values)),
            models.CheckConstraint(
                name="campaign_decided_whole",
                condition=Q(decided_at__isnull=True, winner__isnull=True, verdict="")
                | Q(
                    decided_at__isnull=False,
                    winner__isnull=False,
                    tested_at__isnull=False,
                    test_percent__isnull=False,
                    verdict__in=Verdict.values,
                ),
            ),
        )
        indexes = (
            models.Index(fields=["-created_at", "-id"], name="campaign_newest"),
            models.Index(fields=["starts_at"], name="campaign_awake", condition=Q(state__in=["scheduled", "running"])),
        )


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
    # Of the test, as they were when it was decided: how many it was judged by, and how many of them did it.
    test_heard = models.PositiveIntegerField(_("heard in the test"), null=True, editable=False)
    test_did = models.PositiveIntegerField(_("did it in the test"), null=True, editable=False)

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        default_permissions = ()
        ordering = ("letter",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "letter"], name="variant_letter_once"),
            models.CheckConstraint(name="variant_weighs", condition=Q(weight__range=(1, 1000))),
            models.CheckConstraint(
                name="variant_test_whole",
                condition=Q(test_heard__isnull=True, test_did__isnull=True)
                | Q(test_heard__isnull=False, test_did__isnull=False, test_did__lte=models.F("test_heard")),
            ),
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
