"""How the programme asks: edited in Django admin."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class SurveySettings(models.Model):
    """Row 1; `current()` gives the defaults before anybody has saved it."""

    class WhenAskedRecently(models.TextChoices):
        POSTPONE = "postpone", _("Ask later")
        DROP = "drop", _("Do not ask")

    gap_days = models.PositiveSmallIntegerField(
        _("days between two surveys"),
        default=30,
        validators=[MaxValueValidator(365)],
        help_text=_("Nobody is asked again before these days are over, whatever the survey."),
    )
    when_asked_recently = models.CharField(
        _("who was asked within these days"),
        max_length=8,
        choices=WhenAskedRecently.choices,
        default=WhenAskedRecently.POSTPONE,
    )
    min_answers = models.PositiveSmallIntegerField(
        _("answers from which a figure counts"),
        default=30,
        validators=[MinValueValidator(5), MaxValueValidator(1000)],
        help_text=_("Figures of fewer answers are shown grey."),
    )
    loop_days = models.PositiveSmallIntegerField(
        _("days to call somebody back"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("When the follow-up of a low score is due."),
    )
    loop_assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who calls back"),
        help_text=_("Where the customer has no contact person of their own. Empty: whoever takes it."),
    )
    alert_at = models.PositiveSmallIntegerField(
        _("scores that alert the managers"),
        default=3,
        validators=[MaxValueValidator(10)],
        help_text=_("On a scale of 0–10, up to and with this one."),
    )
    keep_months = models.PositiveSmallIntegerField(
        _("months until words and names go"),
        null=True,
        blank=True,
        validators=[MinValueValidator(12), MaxValueValidator(120)],
        help_text=_(
            "Comments and whose they are are then taken out of answers, for good; scores and choices stay in the"
            " figures. Empty: they stay."
        ),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("survey settings")
        verbose_name_plural = _("survey settings")
        constraints = (
            models.CheckConstraint(name="survey_settings_single_row", condition=Q(id=1)),
            models.CheckConstraint(
                name="survey_settings_ranges",
                condition=Q(gap_days__lte=365, min_answers__gte=5, loop_days__gte=1, alert_at__lte=10),
            ),
            models.CheckConstraint(
                name="survey_settings_keep",
                condition=Q(keep_months__isnull=True) | Q(keep_months__gte=12, keep_months__lte=120),
            ),
        )

    def __str__(self) -> str:
        return str(_("survey settings"))

    @classmethod
    def current(cls) -> SurveySettings:
        return cls.objects.filter(pk=1).first() or cls(pk=1)
