"""What a customer allows us, and when we must leave them alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.querysets import ContactHoldQuerySet


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    CHAT = "chat", _("Messaging app")
    PHONE = "phone", _("Phone call")
    LETTER = "letter", _("Letter")


class Purpose(models.TextChoices):
    MARKETING = "marketing", _("News and offers")
    SURVEY = "survey", _("Surveys")
    SERVICE = "service", _("Service")
    PROFILING = "profiling", _("Personal recommendations")


class ConsentState(models.TextChoices):
    GRANTED = "granted", _("Granted")
    PENDING = "pending", _("Waiting for confirmation")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ConsentFields(models.Model):
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    state = models.CharField(_("state"), max_length=10, choices=ConsentState.choices)
    source = models.CharField(_("source"), max_length=60)
    text_version = models.CharField(_("text version"), max_length=40, blank=True)
    # The address that the consent was given for: a new address needs a new consent.
    address = models.CharField(_("address"), max_length=254, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    changed_at = models.DateTimeField(_("when"))

    class Meta:
        abstract = True


class Consent(ConsentFields):
    """The state in force, one row per channel and purpose; `ConsentChange` has how it came about."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="consents")

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = (
            models.UniqueConstraint(fields=["customer", "channel", "purpose"], name="consent_unique"),
            models.CheckConstraint(
                name="consent_state_known", condition=Q(state__in=["granted", "pending", "refused", "withdrawn"])
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel}/{self.purpose}: {self.state}"


class ConsentChange(ConsentFields):
    """Append-only history of consent; PostgreSQL refuses UPDATE and DELETE."""

    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="consent_changes")

    class Meta:
        verbose_name = _("consent change")
        verbose_name_plural = _("consent changes")
        ordering = ("-changed_at", "-id")

    def __str__(self) -> str:
        return f"{self.channel}/{self.purpose}: {self.state}"


class ContactHold(models.Model):
    """A reason not to contact a customer for now, placed by any app (an open complaint, a bereavement)."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="holds")
    kind = models.CharField(_("kind"), max_length=40)
    reason = models.CharField(_("reason"), max_length=200)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    # Which row of the placing app stands behind it, for example "complaint:17".
    source = models.CharField(_("source"), max_length=60, blank=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    placed_at = models.DateTimeField(_("placed at"))
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)

    objects = ContactHoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact hold")
        verbose_name_plural = _("contact holds")
        constraints = (
            models.UniqueConstraint(
                fields=["customer", "kind", "source"],
                name="hold_open_once",
                condition=Q(released_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason}"
