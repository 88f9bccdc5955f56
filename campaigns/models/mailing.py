"""What a campaign and an automation have in common: how often, how urgently, and how it is measured."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import new_public_id
from messaging.models import Purpose

PURPOSES = [(value, label) for value, label in Purpose.choices if value in ("marketing", "service")]


class Mailing(models.Model):
    """Each kind has its own table; the ranges are held by constraints of each."""

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80, unique=True)
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
    # What people who refused personal recommendations read instead; None: they read what all read.
    neutral = models.ForeignKey(
        "messaging.Template", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("message without recommendations"),
    )  # fmt: skip
    # Whose personal link its messages may carry (`surveys.asking.enclosing`).
    survey = models.ForeignKey(
        "surveys.Survey", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("survey inside")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        """What its messages name as where they come from."""
        return f"{self._meta.model_name}:{self.pk}"

    @property
    def sources(self) -> list[str]:
        """With those of all that belongs to it."""
        return [self.source]
