"""What asking keeps beside the invitations: the shop's own letters, and how far a sample has come."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.survey import Survey


class SurveyLetter(models.Model):
    """Which template says what; made with the shop's first words when it is first needed, then the shop's own."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Invitation to a survey")
        REMINDER = "reminder", _("Reminder of a survey")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    channel = models.CharField(_("channel"), max_length=8)
    template = models.ForeignKey("messaging.Template", models.PROTECT, related_name="+", verbose_name=_("message"))

    class Meta:
        verbose_name = _("letter of surveys")
        verbose_name_plural = _("letters of surveys")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["kind", "channel"], name="survey_letter_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.channel}"


class SampleDay(models.Model):
    """The last day whose share of the customers was looked for: it is looked for once a day."""

    survey = models.OneToOneField(Survey, models.CASCADE, primary_key=True, related_name="+")
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("day of a sample")
        verbose_name_plural = _("days of samples")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.survey_id} {self.day}"
