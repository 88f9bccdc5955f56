"""Endpoints, events and deliveries of webhooks.

    queued → leased → delivered
                    ↘ failed (waits for `next_at`) → leased → …
                    ↘ given_up (too old; staff may replay it)

A lease that has run out is claimed again: whoever held it died, and its late report no longer counts.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class WebhookEndpoint(models.Model):
    """An address that wants to be told; its secrets are kept encrypted (`core.webhooks.secrets`)."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    url = models.URLField(
        _("address"), max_length=500, help_text=_("Where we post to; https, unless it is on your own network.")
    )
    events = ArrayField(models.CharField(max_length=40), verbose_name=_("events"), default=list)
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Switched off, nothing new is kept for it; what waits is sent when it is on again."),
    )
    secret_sealed = models.TextField(editable=False)
    # Signs beside the new one until then, so that a receiver can change over without losing a message.
    previous_sealed = models.TextField(editable=False, blank=True)
    previous_until = models.DateTimeField(_("old secret signs until"), null=True, blank=True, editable=False)
    # Consecutive failures: a dead receiver is left alone for a while instead of being asked for every event.
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    rests_until = models.DateTimeField(_("left alone until"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    history = HistoricalRecords(
        excluded_fields=["secret_sealed", "previous_sealed", "previous_until", "failures", "rests_until"]
    )

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class WebhookEvent(models.Model):
    """Something that happened, as it will be told; kept only while a delivery needs it."""

    event = models.CharField(_("event"), max_length=40)
    # The business key: the same change announced twice is told once.
    key = models.CharField(max_length=120)
    data = models.JSONField(_("content"))
    at = models.DateTimeField(_("happened at"))
    created_at = models.DateTimeField(_("created at"), db_default=models.functions.Now())

    class Meta:
        verbose_name = _("webhook event")
        verbose_name_plural = _("webhook events")
        constraints = (models.UniqueConstraint(fields=["event", "key"], name="webhook_event_unique"),)
        indexes = (models.Index(fields=["created_at"], name="webhook_event_age"),)

    def __str__(self) -> str:
        return f"{self.event} {self.key}"


class WebhookDelivery(models.Model):
    """One event on its way to one endpoint."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        LEASED = "leased", _("Being sent")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Failed, will be tried again")
        GIVEN_UP = "given_up", _("Given up")

    event = models.ForeignKey(WebhookEvent, models.CASCADE, related_name="deliveries", verbose_name=_("event"))
    endpoint = models.ForeignKey(
        WebhookEndpoint, models.CASCADE, related_name="deliveries", verbose_name=_("webhook"), db_index=False
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    # Trying goes on for some days from here; a replay sets it anew.
    queued_at = models.DateTimeField(_("waiting since"))
    next_at = models.DateTimeField(_("next attempt"))
    lease = models.UUIDField(null=True, blank=True, editable=False)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    # A code of ours ("timeout", "address_refused") and the beginning of what the receiver said.
    problem = models.CharField(_("problem"), max_length=40, blank=True)
    answer = models.CharField(_("what the receiver said"), max_length=500, blank=True)
    milliseconds = models.PositiveIntegerField(_("took"), null=True, blank=True)
    tried_at = models.DateTimeField(_("last attempt"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        permissions = (("replay_webhookdelivery", _("Can send webhook deliveries again")),)
        constraints = (
            models.UniqueConstraint(fields=["event", "endpoint"], name="webhook_delivery_unique"),
            models.CheckConstraint(
                name="webhook_lease_whole",
                condition=Q(state="leased", lease__isnull=False, leased_until__isnull=False)
                | (~Q(state="leased") & Q(lease__isnull=True, leased_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="webhook_delivered_when", condition=~Q(state="delivered") | Q(delivered_at__isnull=False)
            ),
        )
        indexes = (
            models.Index(fields=["next_at", "id"], name="webhook_due", condition=Q(state__in=["queued", "failed"])),
            models.Index(fields=["endpoint", "leased_until"], name="webhook_leased", condition=Q(state="leased")),
            models.Index(fields=["endpoint", "-id"], name="webhook_of_endpoint"),
            models.Index(fields=["-id"], name="webhook_given_up", condition=Q(state="given_up")),
        )

    def __str__(self) -> str:
        return f"{self.event_id} → {self.endpoint_id}"
