"""What was changed of products: a row per field, written by a trigger of the database: no door can forget it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sales.models.catalogue import Product

MADE = "made"


class ProductChange(models.Model):
    """Append-only. `field` is the column, or `made`; of long texts only that they were changed."""

    product = models.ForeignKey(
        Product, models.PROTECT, related_name="changes", db_index=False, verbose_name=_("product")
    )
    field = models.CharField(_("field"), max_length=40)
    old = models.CharField(_("old value"), max_length=160, null=True)  # NULL is "none", "" an empty text
    new = models.CharField(_("new value"), max_length=160, null=True)
    changed_at = models.DateTimeField(_("changed at"))
    door = models.CharField(_("through"), max_length=10, blank=True)
    via = models.CharField(_("integration"), max_length=80, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"), db_index=False
    )

    class Meta:
        verbose_name = _("change of a product")
        verbose_name_plural = _("changes of products")
        default_permissions = ()
        constraints = (models.CheckConstraint(name="product_change_names_field", condition=~Q(field="")),)
        indexes = (models.Index(F("product"), F("id").desc(), name="product_change_latest"),)

    def __str__(self) -> str:
        return f"{self.product_id} {self.field}: {self.old} → {self.new}"
