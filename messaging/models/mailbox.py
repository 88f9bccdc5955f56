"""The local mailbox: where messages land while no provider is configured, for staff to open."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LocalMail(models.Model):
    # None: a test that somebody of the staff sent to themselves.
    message = models.OneToOneField(
        "messaging.Message", models.CASCADE, null=True, blank=True, related_name="local_mail",
        verbose_name=_("message"),
    )  # fmt: skip
    # What other outboxes than that of messages call it (`mailbox.show_to`); empty for messages and tests.
    source = models.CharField(_("source"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=254)
    subject = models.CharField(_("subject"), max_length=400, blank=True)
    # As it would have gone over the wire.
    content = models.BinaryField()
    # How many SMS it would have been; 0 where nobody counts.
    segments = models.PositiveSmallIntegerField(_("SMS"), default=0)
    arrived_at = models.DateTimeField(_("arrived at"))

    class Meta:
        verbose_name = _("message in the local mailbox")
        verbose_name_plural = _("local mailbox")
        default_permissions = ("view",)
        indexes = (models.Index(fields=["-arrived_at", "-id"], name="localmail_newest"),)

    def __str__(self) -> str:
        return f"{self.address}: {self.subject}"
