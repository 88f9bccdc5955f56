"""What is promised of cases: policies, the clocks of each case with its pauses, and who was told as time ran out."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from complaints.models.case import Case, Door

PERCENTS = (50, 80, 100, 150)


class ClockKind(models.TextChoices):
    ACKNOWLEDGE = "acknowledge", pgettext_lazy("clock", "Acknowledgement")
    # Of a person: automatic mail does not count.
    RESPOND = "respond", pgettext_lazy("clock", "First answer")
    NEXT = "next", pgettext_lazy("clock", "Next answer")
    RESOLVE = "resolve", pgettext_lazy("clock", "Resolution")


class SlaPolicy(models.Model):
    """Of those that fit, the one with the lowest `place` holds: whoever reads the case sees which and why."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    place = models.PositiveSmallIntegerField(_("place"), unique=True, help_text=_("The lowest that fits holds."))
    # Empty: all of them.
    categories: Any = models.ManyToManyField("complaints.Category", blank=True, related_name="+")
    tiers: Any = models.ManyToManyField("loyalty.TierLevel", blank=True, related_name="+")
    doors: Any = models.JSONField(_("doors"), default=list, blank=True)
    min_severity = models.PositiveSmallIntegerField(_("from severity"), default=1)
    # Minutes of working time; None: nothing is promised.
    acknowledge = models.PositiveIntegerField(_("acknowledged within, minutes"), null=True, blank=True)
    respond = models.PositiveIntegerField(_("first answer within, minutes"), null=True, blank=True)
    next = models.PositiveIntegerField(_("next answer within, minutes"), null=True, blank=True)
    resolve = models.PositiveIntegerField(
        _("resolved within, minutes"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    is_active = models.BooleanField(_("active"), default=True)
    history = HistoricalRecords(m2m_fields=[])

    class Meta:
        verbose_name = _("service level")
        verbose_name_plural = _("service levels")
        ordering = ("place",)
        constraints = (models.CheckConstraint(name="sla_severity_range", condition=Q(min_severity__range=(1, 4))),)

    def __str__(self) -> str:
        return self.name

    def fits_door(self, door: str) -> bool:
        return not self.doors or door in self.doors

    @staticmethod
    def door_choices() -> list[tuple[str, Any]]:
        return list(Door.choices)


class CaseClock(models.Model):
    """So much working time from `started_at`, without the case's pauses. Once stopped it stays as it is."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks", db_index=False)
    kind = models.CharField(_("clock"), max_length=11, choices=ClockKind.choices)
    # Next answers have one each.
    n = models.PositiveSmallIntegerField(default=1)
    promised = models.PositiveIntegerField(_("promised, seconds"))
    started_at = models.DateTimeField(_("started at"))
    # None while it is paused.
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    # Working seconds that it took, once stopped.
    spent = models.PositiveIntegerField(_("took, seconds"), null=True, blank=True)
    is_late = models.BooleanField(_("late"), default=False)
    # The case ended before it was met: neither kept nor, unless its time was over, broken.
    is_lapsed = models.BooleanField(_("lapsed"), default=False, db_default=False)
    # The next share at which somebody is told, and when that is.
    next_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("clock of a case")
        verbose_name_plural = _("clocks of cases")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(fields=["case", "kind", "n"], name="case_clock_once"),
            models.CheckConstraint(
                name="case_clock_stopped",
                condition=Q(stopped_at__isnull=True, spent__isnull=True)
                | Q(stopped_at__isnull=False, spent__isnull=False, next_at__isnull=True),
            ),
        )
        indexes = (models.Index(fields=["next_at", "id"], name="case_clock_next", condition=Q(next_at__isnull=False)),)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"


class CasePause(models.Model):
    """While a case waits for its customer no clock of it runs; while it waits for others they still hear from us."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses", db_index=False)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    # We wait for a supplier, say: the solution alone stands still.
    for_others = models.BooleanField(_("for others"), default=False, db_default=False)

    class Meta:
        verbose_name = _("pause of a case")
        verbose_name_plural = _("pauses of cases")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(fields=["case"], name="case_pause_open_once", condition=Q(until__isnull=True)),
            models.CheckConstraint(
                name="case_pause_order", condition=Q(until__isnull=True) | Q(until__gte=models.F("since"))
            ),
        )
        indexes = (models.Index(fields=["case", "since"], name="case_pauses"),)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.since}"


class Escalation(models.Model):
    """At which share of a clock somebody was told, and who: once, whichever worker found it."""

    clock = models.ForeignKey(CaseClock, models.CASCADE, related_name="escalations", db_index=False)
    percent = models.PositiveSmallIntegerField(_("share, in percent"))
    told = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("told"))
    # Where nobody of the team could be told: the others who lead the shop.
    others: Any = models.ManyToManyField("core.User", blank=True, related_name="+", verbose_name=_("told, too"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        default_permissions = ("view",)
        constraints = (models.UniqueConstraint(fields=["clock", "percent"], name="escalation_once"),)
        indexes = (models.Index(fields=["told", "-at"], name="escalation_told"),)

    def __str__(self) -> str:
        return f"{self.clock_id}: {self.percent} %"
