"""How the programme takes complaints: edited in Django admin."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class SurveyCases(models.TextChoices):
    NONE = "none", _("None")
    ALERTS = "alerts", _("Those that alert the managers")
    WORDS = "words", _("All with a word or the wish to be called")


class ComplaintSettings(models.Model):
    """Row 1; `current()` gives the defaults before anybody has saved it."""

    default_team = models.ForeignKey(
        "complaints.Team",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_active": True, "is_confidential": False},
        verbose_name=_("team for what belongs to no other"),
        help_text=_(
            "Complaints without a category, or of one without a team. Empty: they wait until somebody takes them."
        ),
    )
    reopen_days = models.PositiveSmallIntegerField(
        _("days in which the customer's words reopen a case"),
        default=30,
        validators=[MaxValueValidator(365)],
        help_text=_("After it was resolved or closed. Later words begin a new case."),
    )
    close_days = models.PositiveSmallIntegerField(
        _("days after which a resolved case may be closed"),
        default=7,
        validators=[MaxValueValidator(90)],
        help_text=_("Unless the customer says that it is not solved."),
    )
    automatic_per_hour = models.PositiveSmallIntegerField(
        _("automatic answers to one address in an hour"),
        default=3,
        validators=[MaxValueValidator(20)],
        help_text=_("Two machines that answer each other stop here."),
    )
    most_files = models.PositiveSmallIntegerField(
        _("files with one message"), default=8, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    most_file_mb = models.PositiveSmallIntegerField(
        _("size of a file, in megabytes"), default=10, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    reopen_below = models.PositiveSmallIntegerField(
        _("scores that reopen a case"),
        default=4,
        validators=[MaxValueValidator(10)],
        help_text=_("Answers below this after the end, on a scale of 0–10. 0: none does."),
    )
    survey_cases = models.CharField(
        _("low scores of surveys become cases"),
        max_length=6,
        choices=SurveyCases.choices,
        default=SurveyCases.WORDS,
        help_text=_("The others keep their follow-up, which is lighter."),
    )
    silent_days = models.PositiveSmallIntegerField(
        _("days for which “not unhappy” holds"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
    )
    silent_returns = models.PositiveSmallIntegerField(
        _("returns in 90 days that show it"), default=3, validators=[MinValueValidator(2), MaxValueValidator(50)]
    )
    silent_lapse_days = models.PositiveSmallIntegerField(
        _("days without a purchase after a late delivery that show it"),
        default=45,
        validators=[MinValueValidator(7), MaxValueValidator(300)],
    )
    unpaid_tag = models.ForeignKey(
        "customers.Tag",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tag of unpaid bills"),
        help_text=_("Customers who wear it count as having unpaid bills; imports of customers can set it."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("settings of complaints")
        verbose_name_plural = _("settings of complaints")
        default_permissions = ("view", "change")
        constraints = (models.CheckConstraint(name="complaint_settings_one_row", condition=Q(id=1)),)

    def __str__(self) -> str:
        return str(_("Settings of complaints"))

    @classmethod
    def current(cls) -> ComplaintSettings:
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class Swept(models.Model):
    """Until when a sweep has looked at everything: after a time without workers it looks back that far."""

    key = models.CharField(max_length=20, unique=True)
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("end of a sweep")
        verbose_name_plural = _("ends of sweeps")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key}: {self.until}"
