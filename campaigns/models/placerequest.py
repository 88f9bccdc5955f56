"""Somebody whom nobody has to know asked for a place on the public page: asked back at their own address."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models.event import Event
from customers.models import Channel


class PlaceRequest(models.Model):
    """One letter that asked back. It takes no place; only the button behind its link does.

    The address is a keyed hash here: how often it was asked stays known when its customer is erased.
    """

    event = models.ForeignKey(
        Event, models.PROTECT, related_name="requests", db_index=False, verbose_name=pgettext_lazy("shop", "event")
    )
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="place_requests", verbose_name=_("customer")
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    address_hash = models.BinaryField(max_length=32)
    companions = models.PositiveSmallIntegerField(_("companions"), default=0, validators=[MaxValueValidator(20)])
    # The customer was made by it: nobody knew the address.
    is_stranger = models.BooleanField(_("not known before"), default=False)
    asked_at = models.DateTimeField(_("asked at"))
    ends_at = models.DateTimeField(_("valid until"))
    # Answered, or looked at after its end.
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for a place")
        verbose_name_plural = _("requests for a place")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(name="place_request_ends_later", condition=Q(ends_at__gt=F("asked_at"))),
            models.CheckConstraint(name="place_request_companions", condition=Q(companions__lte=20)),
            models.CheckConstraint(
                name="place_request_settled_later", condition=Q(settled_at=None) | Q(settled_at__gte=F("asked_at"))
            ),
        )
        indexes = (
            models.Index(fields=["address_hash", "asked_at"], name="place_request_address"),
            models.Index(fields=["ends_at"], name="place_request_open", condition=Q(settled_at__isnull=True)),
            models.Index(fields=["asked_at"], name="place_request_oldest"),
        )

    def __str__(self) -> str:
        return f"{self.event_id}: {self.customer_id}"
