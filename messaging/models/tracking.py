"""What providers told of messages after they took them, and what customers answered: kept first, applied after."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models import Channel


class Kind(models.TextChoices):
    """What providers call by a hundred names, by what it means for us."""

    # Still being tried.
    DEFERRED = "deferred", _("Delayed")
    # The mailbox did not take it; it may be there again tomorrow.
    SOFT_BOUNCE = "soft_bounce", _("Not taken for now")
    DELIVERED = "delivered", _("Delivered")
    # Given up, for another reason than the address.
    UNDELIVERED = "undelivered", _("Given up")
    HARD_BOUNCE = "hard_bounce", _("Nobody lives there")
    COMPLAINED = "complained", _("Reported as spam")
    # By a link of the provider's, in its way.
    UNSUBSCRIBED = "unsubscribed", _("Unsubscribed")
    # The customer answered an SMS with STOP, 退订, R …
    SAID_NO = "said_no", _("Answered with no")
    # … and then with START, UNSTOP.
    SAID_YES = "said_yes", _("Took the no back")


class Finding(models.TextChoices):
    """Whether an event found its message."""

    WAITING = "", _("Waiting")
    # By a number that the provider or we gave it.
    NAMED = "named", _("By its number")
    # By address and time, since it names no message.
    ADDRESS = "address", _("By address and time")
    # It can be of several customers: no message is changed.
    AMBIGUOUS = "ambiguous", _("Of several customers")
    UNKNOWN = "unknown", _("No message of ours")
    # By an outbox of another app (`messaging.tracking.elsewhere`).
    ELSEWHERE = "elsewhere", _("Of a complaint")
    # It is about a customer and not about a message.
    NONE = "none", _("Of no message")


class DeliveryEvent(models.Model):
    """One event of a provider; told three times, it is one.

    The address stands here until the event is applied; then only its keyed hash is left.
    """

    provider = models.CharField(_("provider"), max_length=20)
    # The provider's number of the event, with its kind; a digest of what it says where it has none.
    key = models.CharField(_("key"), max_length=120)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    kind = models.CharField(_("what happened"), max_length=12, choices=Kind.choices)
    provider_id = models.CharField(_("provider's number"), max_length=200, blank=True)
    # The digest of our key, where the provider gives back what we told it.
    reference = models.CharField(max_length=64, blank=True, editable=False)
    address = models.CharField(_("address"), max_length=254, blank=True)
    address_hash = models.BinaryField(max_length=32, null=True)
    detail = models.CharField(_("what the other side said"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"))
    received_at = models.DateTimeField(_("told at"))
    message = models.ForeignKey(
        "messaging.Message", models.CASCADE, null=True, blank=True, related_name="events", verbose_name=_("message")
    )
    finding = models.CharField(_("found"), max_length=9, choices=Finding.choices, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    # When it is looked at (again); None once it is applied.
    next_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("event of a provider")
        verbose_name_plural = _("events of providers")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["provider", "key"], name="delivery_event_unique"),
            models.CheckConstraint(name="delivery_event_kind", condition=Q(kind__in=Kind.values)),
            # Waiting, or found out; and what is found out keeps no address.
            models.CheckConstraint(
                name="delivery_event_settled",
                condition=Q(finding="", next_at__isnull=False) | (~Q(finding="") & Q(next_at__isnull=True, address="")),
            ),
        )
        indexes = (
            models.Index(fields=["next_at", "id"], name="delivery_event_due", condition=Q(next_at__isnull=False)),
            models.Index(
                fields=["channel", "address_hash", "at"], name="delivery_event_failed",
                condition=Q(kind__in=["soft_bounce", "undelivered"]),
            ),
            models.Index(fields=["kind", "-at"], name="delivery_event_kind_at"),
            models.Index(fields=["received_at"], name="delivery_event_strangers", condition=Q(message__isnull=True)),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.provider} {self.key}: {self.kind}"
