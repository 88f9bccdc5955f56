"""Somebody wants to hear when a product is there again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sales.models.catalogue import Product


class StockWish(models.Model):
    """Open until it ends, in one of its ways; of one customer and product one is open at a time."""

    class Ending(models.TextChoices):
        OPEN = "", _("Waiting")
        TOLD = "told", _("Told")
        BOUGHT = "bought", _("Bought meanwhile")
        LAPSED = "lapsed", _("Waited too long")
        TAKEN_BACK = "taken_back", _("Taken back")

    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="stock_wishes", verbose_name=_("customer")
    )
    product = models.ForeignKey(Product, models.PROTECT, related_name="wishes", verbose_name=_("product"))
    wished_at = models.DateTimeField(_("since"))
    ends_at = models.DateTimeField(_("until"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("noted by")
    )
    ending = models.CharField(_("how it ended"), max_length=10, choices=Ending.choices, blank=True, default="")
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("wish for a product out of stock")
        verbose_name_plural = _("wishes for products out of stock")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["customer", "product"], condition=Q(ended_at__isnull=True), name="stock_wish_open_once"
            ),
            models.CheckConstraint(name="stock_wish_ends_later", condition=Q(ends_at__gt=F("wished_at"))),
            models.CheckConstraint(
                name="stock_wish_ended_how",
                condition=Q(ending="", ended_at__isnull=True)
                | (Q(ending__in=["told", "bought", "lapsed", "taken_back"]) & Q(ended_at__isnull=False)),
            ),
        )
        indexes = (models.Index(fields=["ends_at"], name="stock_wish_open", condition=Q(ended_at__isnull=True)),)

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.product_id}"
