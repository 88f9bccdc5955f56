"""Asking whether a consent was meant: a mail to the address that it was given for, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from customers.models import Channel
from messaging.models.outbox import Purpose


class Confirmation(models.Model):
    """One mail that asked. With the history of consents it is the proof: when it was asked, when it was confirmed.

    The address is a keyed hash here, in clear it stands in that history: how often an address was asked stays known
    when its customer is erased.
    """

    customer = models.ForeignKey(
        "customers.Customer", models.CASCADE, related_name="confirmations", verbose_name=_("customer")
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    purpose = models.CharField(_("purpose"), max_length=13, choices=Purpose.choices)
    address_hash = models.BinaryField(max_length=32)
    asked_at = models.DateTimeField(_("asked at"))
    ends_at = models.DateTimeField(_("valid until"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)

    class Meta:
        verbose_name = _("request to confirm a consent")
        verbose_name_plural = _("requests to confirm a consent")
        default_permissions = ()
        indexes = (models.Index(fields=["address_hash", "asked_at"], name="confirmation_address"),)
        constraints = (
            models.CheckConstraint(name="confirmation_ends_later", condition=Q(ends_at__gt=F("asked_at"))),
            models.CheckConstraint(
                name="confirmation_in_time",
                condition=Q(confirmed_at=None) | Q(confirmed_at__gte=F("asked_at"), confirmed_at__lt=F("ends_at")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.channel}/{self.purpose}"
