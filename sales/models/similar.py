"""Which products are bought by the same customers; written every night (`docs/algorithms/announcements.md`)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SimilarProduct(models.Model):
    """`other` is one of the most similar to `product`; not symmetric, since each keeps only its best."""

    product = models.ForeignKey(
        "sales.Product", models.CASCADE, related_name="similar", db_index=False, verbose_name=_("product")
    )
    other = models.ForeignKey(
        "sales.Product", models.CASCADE, related_name="+", db_index=False, verbose_name=_("similar product")
    )
    # Customers who bought both.
    together = models.PositiveIntegerField(_("customers of both"))
    similarity = models.DecimalField(_("similarity"), max_digits=5, decimal_places=4)

    class Meta:
        verbose_name = _("similar product")
        verbose_name_plural = _("similar products")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["product", "other"], name="similar_product_once"),
            models.CheckConstraint(name="similar_product_another", condition=~Q(product=F("other"))),
            models.CheckConstraint(
                name="similar_product_range", condition=Q(similarity__gt=0, similarity__lte=1, together__gte=1)
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id}: {self.other_id}"
