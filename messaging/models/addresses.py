"""Addresses that must not be written to, customers who asked for a pause, and how often the others want to hear."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models import Channel


class Suppression(models.Model):
    """An address, as a keyed hash: it stays known as unwanted when the customer is erased and imported again."""

    class Reason(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed", _("Unsubscribed")
        BOUNCED = "bounced", _("Address does not exist")
        UNREACHED = "unreached", _("Did not take messages, time and again")
        COMPLAINED = "complained", _("Reported as spam")
        STAFF = "staff", _("By staff")

    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    address_hash = models.BinaryField(max_length=32)
    # Empty: nothing at all goes there; else only this purpose is refused.
    purpose = models.CharField(_("purpose"), max_length=13, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        permissions = (("lift_suppression", _("Can let suppressed addresses be written to again")),)
        constraints = (
            models.UniqueConstraint(fields=["channel", "address_hash", "purpose"], name="suppression_unique"),
        )

    def __str__(self) -> str:
        return f"{self.channel}: {self.reason}"


class Pause(models.Model):
    """Until when a customer wants to hear nothing that they did not ask for."""

    customer = models.OneToOneField(
        "customers.Customer", models.CASCADE, primary_key=True, related_name="message_pause", verbose_name=_("customer")
    )
    until = models.DateTimeField(_("until"))
    asked_at = models.DateTimeField(_("asked at"))

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        default_permissions = ()
        constraints = (models.CheckConstraint(name="pause_ends_later", condition=Q(until__gt=models.F("asked_at"))),)

    def __str__(self) -> str:
        return f"{self.customer_id} – {self.until}"


class Frequency(models.Model):
    """How rarely a customer wants news and offers, over all channels together; without a row as often as usual."""

    class Every(models.TextChoices):
        WEEK = "week", _("At most one a week")
        MONTH = "month", _("At most one in four weeks")

    customer = models.OneToOneField(
        "customers.Customer", models.CASCADE, primary_key=True, related_name="message_frequency",
        verbose_name=_("customer"),
    )  # fmt: skip
    every = models.CharField(_("how often"), max_length=5, choices=Every.choices)
    asked_at = models.DateTimeField(_("asked at"))

    class Meta:
        verbose_name = _("frequency")
        verbose_name_plural = _("frequencies")
        default_permissions = ()
        constraints = (models.CheckConstraint(name="frequency_known", condition=Q(every__in=["week", "month"])),)

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.every}"
