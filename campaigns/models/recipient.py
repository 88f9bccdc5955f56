"""Who is in a campaign's audience: written once, at the start."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign, Variant


class Recipient(models.Model):
    """One customer of the audience, who hears of it or, so that the effect can be measured, does not."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="recipients", db_index=False, verbose_name=_("campaign")
    )
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="campaigns", verbose_name=_("customer")
    )
    variant = models.ForeignKey(Variant, models.PROTECT, related_name="+", db_index=False, verbose_name=_("variant"))
    is_held_out = models.BooleanField(_("held out"), default=False)
    # They hear first, so that the others hear what did best.
    is_test = models.BooleanField(_("in the test"), default=False)
    # Since when there is a message for them in the outbox.
    queued_at = models.DateTimeField(_("in the outbox since"), null=True, blank=True)

    # Of a product that is announced: how well it fits them, and why; as it was at the start.
    score = models.PositiveSmallIntegerField(_("points"), default=0, db_default=0)
    reason_code = models.CharField(_("reason"), max_length=10, blank=True, default="", db_default="")
    reason_data = models.JSONField(_("of the reason"), blank=True, default=dict, db_default={})

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "customer"], name="recipient_once"),
            models.CheckConstraint(
                name="recipient_held_out_hears_nothing", condition=Q(is_held_out=False) | Q(queued_at__isnull=True)
            ),
            models.CheckConstraint(name="recipient_test_hears", condition=Q(is_test=False) | Q(is_held_out=False)),
        )
        indexes = (
            models.Index(
                fields=["campaign", "id"],
                name="recipient_waiting",
                condition=Q(is_held_out=False, queued_at__isnull=True),
            ),
            models.Index(
                fields=["campaign", "id"],
                name="recipient_test_waiting",
                condition=Q(is_test=True, queued_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.customer_id}"
