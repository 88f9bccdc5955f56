"""What administrators decide about customers, one row."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from customers.birthday import LeapDay


class CustomerSettings(models.Model):
    """Row 1; `current()` gives the defaults before anybody has saved it."""

    class LeapDayRule(models.TextChoices):
        FEBRUARY = LeapDay.FEBRUARY.value, _("28 February")
        MARCH = LeapDay.MARCH.value, _("1 March")

    leap_day_rule = models.CharField(
        _("29 February in ordinary years"), max_length=8, choices=LeapDayRule.choices, default=LeapDayRule.FEBRUARY
    )
    consent_text_version = models.CharField(
        _("consent text version"),
        max_length=40,
        default="1",
        help_text=_("Kept with every consent: which wording the customer agreed to."),
    )
    consent_text = models.TextField(
        _("consent text"),
        blank=True,
        max_length=2000,
        help_text=_("Read out or shown when a customer is asked. Change the version with it."),
    )
    follow_up_days = models.PositiveSmallIntegerField(
        _("days until a new follow-up is due"), default=3, help_text=_("Filled in for you, may be changed.")
    )
    member_link_days = models.PositiveSmallIntegerField(
        _("days for which a personal link works"),
        default=365,
        validators=[MinValueValidator(1)],
        help_text=_("Applies to links made from now on; those that are out there keep their day."),
    )
    erasure_days = models.PositiveSmallIntegerField(
        _("days to answer a request to be erased"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("GDPR: one month. In China 15 working days are usual: 21."),
    )
    erasure_by_two = models.BooleanField(
        _("two people erase"),
        default=True,
        help_text=_("One notes the request, another carries it out. Switch it off where one person runs the shop."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("customer settings")
        verbose_name_plural = _("customer settings")
        constraints = (models.CheckConstraint(name="customer_settings_single_row", condition=Q(id=1)),)

    def __str__(self) -> str:
        return str(_("customer settings"))

    @classmethod
    def current(cls) -> CustomerSettings:
        return cls.objects.filter(pk=1).first() or cls(pk=1)
